// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file source.h
   The calls of a render that are there as Python only (layer: tests): a
   function of statements `name = object.method(arguments)`, with literals,
   variables and `for` over a list or a range.  Times are those of the score:
   all calls are made at frame 0, unless `object.at(seconds)` says otherwise.
*/

#ifndef CSN_TESTS_REPLAY_SOURCE_H
#define CSN_TESTS_REPLAY_SOURCE_H

#include <jansson.h>

#include <stdbool.h>

/** Adds "calls" and "frames" to a file that has a "source"; says on stderr
    what it does not understand. */
bool
source_to_calls(json_t* root, const char* path);

#endif // CSN_TESTS_REPLAY_SOURCE_H
