// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file signatures.h
   How csoundengine names the arguments of its methods, and in which order it
   takes them (layer: tests).
*/

#ifndef CSN_TESTS_REPLAY_SIGNATURES_H
#define CSN_TESTS_REPLAY_SIGNATURES_H

#include "calls.h"

#include <stdbool.h>
#include <stddef.h>

/**
   Finds the argument of a call that is the parameter `name` of our method.

   @return Null: it was left out.
   @owner  a new reference
*/
json_t*
signature_argument(const Call* call, const char* name);

/** The same by csoundengine's own name for it. */
json_t*
signature_given(const Call* call, const char* name);

/** Whether csoundengine's documentation knows this method. */
bool
signature_known(const char* method);

/**
   Says what is wrong with the arguments of a known method: too many, one that
   it does not have, one twice, one that is missing.

   @return False: nothing.
*/
bool
signature_problem(const Call* call, char* problem, size_t size);

#endif // CSN_TESTS_REPLAY_SIGNATURES_H
