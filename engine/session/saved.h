// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Saved: the session as text, for a state.  First the session's sizes, then each
  instrument as defInstr was told it:

    session PRIORITIES CONTROLS SLOTS
    defInstr
    text LENGTH BYTES
    number BITS
    name LENGTH BYTES
    end

  A number is the bits of a double in hexadecimal: exact in every locale.
  Engine layer, worker and control thread.
*/

#ifndef CSN_ENGINE_SAVED_H
#define CSN_ENGINE_SAVED_H

#include "base/attributes.h"
#include "call/record.h"

/** Writes the arguments of a call, from `text` to `end`; null: no memory.
    @owner must be freed with free() */
char*
csn_saved_write(const CsnRecord* record) CSN_NOT_AUDIO;

#endif
