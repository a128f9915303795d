// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Life: start, stop and restart, and the attributes of an engine.  Engine layer;
  worker or control thread, bg.mutex held.
*/

#ifndef CSN_ENGINE_LIFE_H
#define CSN_ENGINE_LIFE_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "program/program.h"
#include "worker/jobs.h"

typedef struct CSOUND_ CSOUND;

/** Begins an empty program where none is loaded. */
CsnStatus
csn_engine_begin_empty(CsnEngine* engine,
                       CsnDiagnosticList* list) CSN_NOT_AUDIO;

CsnStatus
csn_job_active_engines(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_attribute(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_get_engine(CsnJob* job) CSN_NOT_AUDIO;

/** Returns an attribute that is a text; one that the worker owns, under
    bg.mutex. */
const char*
csn_attribute_text(const CsnEngine* engine, const char* name) CSN_NOT_AUDIO;

/** Sets the user's options in a Csound that has compiled nothing yet, and adds
    those that it gets to `given`, which may be null. */
void
csn_options_give(const char* options, CSOUND* csound, char* given, size_t size)
  CSN_NOT_AUDIO;

/** Takes paths of files that each program includes, a line each; null: none.
    False: no memory. */
bool
csn_engine_set_includes(CsnEngine* engine, const char* paths) CSN_NOT_AUDIO;

/**
   Gives a program A4, the user's global code and included files.

   @param list   Receives errors.
   @return CSN_OK; CSN_ERR_COMPILE: what is in them would take Csound down;
           CSN_ERR_NO_MEMORY.
*/
CsnStatus
csn_engine_give_prelude(CsnEngine* engine,
                        CsnProgram* program,
                        CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Looks whether the prelude of a program that was refused is to blame, and if
    so puts its errors in place of those of the program. */
void
csn_engine_blame_prelude(CsnEngine* engine,
                         const CsnProgram* program,
                         CsnDiagnosticList* list) CSN_NOT_AUDIO;

CsnStatus
csn_job_include_file(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_restart(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_start(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_stop(CsnJob* job) CSN_NOT_AUDIO;

#endif
