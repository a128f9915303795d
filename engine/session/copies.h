// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Copies: an instrument of the session, as code for each number that it has.
  Engine layer, worker.
*/

#ifndef CSN_ENGINE_COPIES_H
#define CSN_ENGINE_COPIES_H

#include "base/attributes.h"
#include "session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Code that grows; begins with zeros. */
typedef struct {
  char* text; ///< To be freed
  size_t length;
  size_t capacity;
} CsnCopies;

/** Adds an instrument under a number; false: no memory. */
bool
csn_copies_add(CsnCopies* copies,
               uint32_t number,
               const char* code) CSN_NOT_AUDIO;

/** Says that a number has the code of the instrument of this index. */
void
csn_session_mark(CsnSession* session,
                 uint32_t number,
                 uint32_t index) CSN_NOT_AUDIO;

/** Returns the number that an instrument is likely to get at its first use at
    a priority; 0: it has one, or there is none left. */
uint32_t
csn_session_guess(CsnSession* session,
                  const CsnSessionInstr* instr,
                  uint32_t priority) CSN_NOT_AUDIO;

#endif
