// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file coverage.h
   Counts which methods the tests have called, and how that went (layer: tests).
   The rig counts by itself; the manual's examples, which call each method, do
   not count. Where $CSN_COVERAGE names a file, lines "METHOD DONE FAILED" are
   written there at the end; contract/seed_walk.py reads them.
*/

#ifndef CSN_TESTS_COVERAGE_H
#define CSN_TESTS_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

/** Finds the method's name in a line; null: there is none. */
const char*
csn_test_method_of(const char* line, size_t* length);

/** Counts a call of the method in a line. */
void
csn_test_cover(const char* line, bool done);

/** Writes the file, if one is wanted. */
void
csn_test_write_coverage(void);

#endif // CSN_TESTS_COVERAGE_H
