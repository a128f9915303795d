// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  A program's way to the real Csound and what is said of it (layer: tests).
*/

#ifndef CSN_TESTS_DIAGNOSING_H
#define CSN_TESTS_DIAGNOSING_H

#include "engine/diagnose/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

#define CSN_TEST_MAX_PROGRAMS 400

/**
   Splits, checks, cleans, compiles, starts and plays a program for some
   k-cycles, as far as it goes.

   @param file       Its name in the diagnostics.
   @param folder     Where its #include looks; may be null.
   @param in_pieces  Csound's messages arrive byte by byte.
   @param list       Receives all diagnostics; cleared first.
*/
void
csn_test_diagnose(const char* text,
                  const char* file,
                  const char* folder,
                  bool in_pieces,
                  CsnDiagnosticList* list);

/** Reads a text file; null if there is none. @owner free() */
char*
csn_test_read_file(const char* path);

/**
   Lists the .csd files of a folder below the top of the source tree, sorted.

   @param names  CSN_TEST_MAX_PROGRAMS places.
   @return Their number.
*/
size_t
csn_test_list_programs(const char* folder, char names[][64]);

#endif
