// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file player.h
   Makes the calls of csoundengine at an engine of ours (layer: tests).
*/

#ifndef CSN_TESTS_REPLAY_PLAYER_H
#define CSN_TESTS_REPLAY_PLAYER_H

#include "calls.h"
#include "returned.h"

#include "engine/csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  CsnEngine* engine;
  const Calls* calls;
  Memory memory;
  uint32_t n_locks;  ///< Of the clock
  uint32_t n_failed; ///< Calls that could not be made
  bool verbose;
} Player;

/** Makes the next call; `index` is its number in the list.  Says on stderr
    what is wrong with one that cannot be made. */
void
player_call(Player* player, size_t index);

#endif // CSN_TESTS_REPLAY_PLAYER_H
