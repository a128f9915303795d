// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Definition: what defInstr is told, read and written as an instrument for
  Csound.  Engine layer, worker.
*/

#ifndef CSN_ENGINE_DEFINITION_H
#define CSN_ENGINE_DEFINITION_H

#include "base/attributes.h"
#include "csonance.h"
#include "fields.h"
#include "worker/jobs.h"

typedef struct {
  const char* name;
  const char* body;
  const char* aliases; ///< Or null
  double priority;     ///< 0: not said
  CsnFields* fields;   ///< Names of its p-fields
  char* code;          ///< What stands between instr and endin
  char* shown;         ///< The same as the user has written it, for errors
  char* told;          ///< The arguments, as csn_saved_write() writes them
} CsnDefinition;

/**
   Reads the arguments of a defInstr.

   @param definition   All zero; its texts are those of the job.
   @return CSN_OK; CSN_ERR_BAD_ARG: see the job's problem; CSN_ERR_COMPILE: see
           the engine's list of errors; CSN_ERR_FULL; CSN_ERR_NO_MEMORY.
   @owner must be cleared with csn_definition_clear()
*/
CsnStatus
csn_definition_read(CsnJob* job, CsnDefinition* definition) CSN_NOT_AUDIO;

/** Frees what is its own. */
void
csn_definition_clear(CsnDefinition* definition);

#endif
