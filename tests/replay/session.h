// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file session.h
   Calls of csoundengine's sessions and their notes, as calls of the engine
   (layer: tests).
*/

#ifndef CSN_TESTS_REPLAY_SESSION_H
#define CSN_TESTS_REPLAY_SESSION_H

#include "calls.h"

#include <stdbool.h>

/**
   Names whose method a call is: `Session.sched`, `Synth.set`; the engine's have
   their name alone.  A call says its object before a dot, or by "receiver",
   which may be what another call has returned; what is not the engine's, and
   `sched` of what defInstr has defined, is the session's.

   @param item      The call in the file.
   @param defined   An object: names that defInstr has defined so far, which
                    is added to.
   @param name      Set to it; at most 63 letters.
*/
void
session_name(const json_t* item, json_t* defined, char name[64]);

/**
   Makes an engine's call of a session's or a note's.

   @param locked    Whether the clock is: then the engine adds the latency.
   @param ours      To be given to session_drop().
   @param problem   Set where it cannot be; 256 bytes.
*/
bool
session_translate(const Call* call,
                  const Calls* calls,
                  bool locked,
                  Call* ours,
                  char problem[256]);

void
session_drop(Call* ours);

#endif // CSN_TESTS_REPLAY_SESSION_H
