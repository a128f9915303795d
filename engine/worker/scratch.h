// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Scratch: a Csound in which code is tried before it goes to the live one.  It
  has compiled the same program and the same additions, but never plays.
*/

#ifndef CSN_ENGINE_SCRATCH_H
#define CSN_ENGINE_SCRATCH_H

#include "base/attributes.h"
#include "csonance.h"
#include "csound6/watch.h"
#include "diagnose/diagnostic.h"
#include "program/program.h"

typedef struct CsnScratch CsnScratch;

/** Code that is to be tried. */
typedef struct {
  const char* code;  ///< For Csound
  const char* shown; ///< The same as the user has written it, for errors
  const char* path;  ///< Its name for errors; may be null
  bool needs_all;    ///< Its Csound is made with all opcode libraries
} CsnCode;

/** Frees a scratch; null is legal. */
void
csn_scratch_free(CsnScratch* scratch) CSN_NOT_AUDIO;

/** Says that the program has been extended by the code tried last. */
void
csn_scratch_extend(CsnScratch* scratch, CsnProgram* extended) CSN_NOT_AUDIO;

/** Whether the code that was tried last would have taken the process down, so
    that no Csound must see it.  Null is legal. @thread worker */
bool
csn_scratch_has_refused(const CsnScratch* scratch) CSN_NOT_AUDIO;

/**
   Tries code on top of a program.

   @param scratch   Made, or made anew for another program, where needed.
   @param list      Receives the errors.
   @return CSN_OK: it can go to the live instance; CSN_ERR_COMPILE.
   @thread worker
*/
CsnStatus
csn_scratch_try(CsnScratch** scratch,
                CsnProgram* program,
                const CsnCode* tried,
                CsnBuilding* building,
                CsnDiagnosticList* list) CSN_NOT_AUDIO;

#endif
