// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file calls.h
   The calls of a render that csoundengine has made (layer: tests): a JSON file
   with the shape of the engine, each call with its frame, and what it returned.
*/

#ifndef CSN_TESTS_REPLAY_CALLS_H
#define CSN_TESTS_REPLAY_CALLS_H

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One call. */
typedef struct {
  size_t number;    ///< In the file's list, from 0
  int64_t frame;    ///< Of the engine, counted from its beginning
  const char* name; ///< Of the method; `Session.sched`, where it is no engine's
  json_t* receiver; ///< What returned the object that it is a method of
  json_t* args;     ///< By their place
  json_t* kwargs;   ///< By their name
  json_t* returned;
} Call;

/** A file of them. */
typedef struct {
  json_t* root;
  json_t* names;
  char* folder; ///< Where it lies
  double rate;
  uint32_t ksmps;
  uint32_t n_channels;
  double a4;
  double extra_latency;
  bool from_score; ///< csound has played it from a score
  int64_t mark;    ///< Frame of the engine where the render begins
  uint32_t n_frames;
  Call* calls;
  size_t n_calls;
} Calls;

/** Reads a file; says on stderr what is wrong with it.  One that has no calls
    may have their Python source. */
bool
calls_read(Calls* calls, const char* path);

void
calls_free(Calls* calls);

/** The number of a JSON value: a number, a truth or "nan"; false: none. */
bool
calls_number(const json_t* value, double* number);

#endif // CSN_TESTS_REPLAY_CALLS_H
