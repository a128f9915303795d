// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Structure: what is open at a token: blocks, conditions and loops, brackets.
  Private to the diagnose files.  Engine layer, pure text.
*/

#ifndef CSN_ENGINE_DIAGNOSE_STRUCTURE_H
#define CSN_ENGINE_DIAGNOSE_STRUCTURE_H

#include "diagnose_state.h"

#define CSN_STRUCTURE_MAX 64

/** Conditions and loops that are open at a token, the innermost last. */
typedef struct {
  size_t tokens[CSN_STRUCTURE_MAX]; ///< `if`, `while`, `until`, …
  const char* ends[CSN_STRUCTURE_MAX];
  size_t count;
} CsnOpen;

/** Finds what is open in the block of a token, before its statement. */
void
csn_structure_at(const CsnDiagnose* d, size_t token, CsnOpen* open);

/**
   Finds a bracket of a statement that has no partner.

   @param end    Token where to stop.
   @return Its token, or CSN_NO_TOKEN.
*/
size_t
csn_structure_bracket(const CsnDiagnose* d, size_t first, size_t end);

/** True if the statement is a condition in need of `then`, and has none. */
bool
csn_structure_lacks_then(const CsnDiagnose* d, size_t first);

#endif
