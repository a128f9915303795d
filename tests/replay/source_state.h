// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file source_state.h
   What the reading of Python statements and that of values share (layer:
   tests).
*/

#ifndef CSN_TESTS_REPLAY_SOURCE_STATE_H
#define CSN_TESTS_REPLAY_SOURCE_STATE_H

#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct {
  const char* begin;
  const char* at;
  json_t* variables;
  json_t* calls;
  char object[64]; ///< The function's parameter
  double rate;
  double ksmps;
  int64_t frame;
  unsigned depth;
  unsigned n_loops; ///< In which it is
  unsigned n_handles;
  const char* problem; ///< And where `at` stands
} Source;

/** Keeps the first problem; returns null's value. */
json_t*
source_fail(Source* s, const char* problem);

/** Goes over blanks and remarks, within brackets and if told so over lines. */
void
source_skip(Source* s, bool lines);

/** Reads a sign, if it comes next. */
bool
source_take(Source* s, const char* sign);

/** Reads a name, which may be empty. */
void
source_name(Source* s, char name[64]);

/** Reads a word, if it comes next. */
bool
source_word(Source* s, const char* word);

/** Reads a value; writes down the calls in it. @owner a new reference */
json_t*
source_value(Source* s);

/** Reads the arguments of a call, behind its bracket. */
void
source_arguments(Source* s, json_t* args, json_t* kwargs);

#endif // CSN_TESTS_REPLAY_SOURCE_STATE_H
