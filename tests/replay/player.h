// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file player.h
   Makes the calls of csoundengine at an engine of ours (layer: tests).  What
   they returned there stands, in later arguments, for what they return here:
   the arguments refer to it by the engine's own variables.
*/

#ifndef CSN_TESTS_REPLAY_PLAYER_H
#define CSN_TESTS_REPLAY_PLAYER_H

#include "calls.h"

#include "engine/csonance.h"

#include <stdbool.h>
#include <stdint.h>

#define MAX_RETURNED 256U ///< As many as the engine has variables

/** What a returned number stands for. */
typedef enum { ID_NOTE, ID_BUS, ID_TABLE, ID_TEXT } IdKind;

/** A number that a call has returned. */
typedef struct {
  double theirs;
  IdKind kind;
} Returned;

typedef struct {
  CsnEngine* engine;
  const Calls* calls;
  Returned returned[MAX_RETURNED]; ///< The place is that of our variable
  uint32_t n_returned;
  uint32_t n_failed; ///< Calls that could not be made
  bool verbose;
} Player;

/** Makes the next call; `index` is its number in the list. */
void
player_call(Player* player, size_t index);

#endif // CSN_TESTS_REPLAY_PLAYER_H
