// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Scratch: a Csound in which code is tried before it goes to the live one.  It
  has compiled the same program and the same additions, but never plays.
*/

#ifndef CSN_ENGINE_SCRATCH_H
#define CSN_ENGINE_SCRATCH_H

#include "attributes.h"
#include "csonance.h"
#include "diagnostic.h"
#include "program.h"

typedef struct CsnScratch CsnScratch;

/** Frees a scratch; null is legal. */
void
csn_scratch_free(CsnScratch* scratch) CSN_NOT_AUDIO;

/** Says that the program has been extended by the code tried last. */
void
csn_scratch_extend(CsnScratch* scratch, CsnProgram* extended) CSN_NOT_AUDIO;

/**
   Tries code on top of a program.

   @param scratch   Made, or made anew for another program, where needed.
   @param path      Name of the code for errors; may be null.
   @param folder    Where its includes are; may be null.
   @param list      Receives the errors.
   @return CSN_OK: it can go to the live instance; CSN_ERR_COMPILE.
   @thread worker
*/
CsnStatus
csn_scratch_try(CsnScratch** scratch,
                CsnProgram* program,
                const char* code,
                const char* path,
                const char* folder,
                CsnDiagnosticList* list) CSN_NOT_AUDIO;

#endif
