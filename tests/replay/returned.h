// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file returned.h
   What calls have returned (layer: tests).  Where a later argument is such a
   number, it stands for what the call returns here: the arguments refer to it
   by the engine's own variables.
*/

#ifndef CSN_TESTS_REPLAY_RETURNED_H
#define CSN_TESTS_REPLAY_RETURNED_H

#include "calls.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_RETURNED 256U ///< As many as the engine has variables

/** What a returned value stands for. */
typedef enum { ID_NOTE, ID_BUS, ID_TABLE, ID_TEXT, ID_PRESET } IdKind;

/** A value that a call has returned. */
typedef struct {
  json_t* theirs;
  IdKind kind;
} Returned;

typedef struct {
  const Calls* calls;
  Returned values[MAX_RETURNED]; ///< The place is that of our variable
  uint32_t n;
} Memory;

/** Where an argument stands. */
typedef struct {
  const Call* call;
  const char* param; ///< Ours
  size_t index;      ///< In the list of `sched`'s args
  const char* named; ///< A p-field by its name; null: by its place
} Place;

/** Keeps what a call has returned, and tells our variable for it;
    CSN_NO_VARIABLE: nothing later refers to it. */
uint16_t
returned_keep(Memory* memory, const Call* call);

/** Finds the variable that a value stands for at its place; the newest. */
bool
returned_find(const Memory* memory,
              json_t* value,
              const Place* place,
              uint32_t* slot);

#endif // CSN_TESTS_REPLAY_RETURNED_H
