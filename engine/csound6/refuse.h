// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Refuse: opcodes that would harm the host, or the machine, give an init error
  instead.  Engine layer; the worker, when it makes a Csound.

  - `system` and `system_i` would run commands by a session that somebody else
    has made.  The user may allow them: CSONANCE_ALLOW=system in the
    environment, or the word in the file `csonance/allow` in the folder for
    settings ($XDG_CONFIG_HOME or ~/.config).  No program and no state can.
  - The STK opcodes that play sound files take the whole process down where
    these are missing.
*/

#ifndef CSN_ENGINE_REFUSE_H
#define CSN_ENGINE_REFUSE_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CSOUND_ CSOUND;

/**
   Refuses what has to be refused in a Csound that has compiled nothing yet.

   @param all   It has the libraries that are loaded on demand.
   @thread worker, control
*/
void
csn_refuse_opcodes(CSOUND* csound, bool all) CSN_NOT_AUDIO;

/** Tells whether a text, of words and lines, allows a thing by its name. */
bool
csn_refuse_allows(const char* text, const char* word);

#endif
