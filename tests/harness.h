// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file harness.h
   The frame of every test program (layer: tests). A group's program is all of
   its sources and this harness, which has the only main(). A source file holds
   its tests in one table and registers the table:

       static const CsnTest tests[] = {
         { "ring", "a full ring takes nothing and says so", full_ring },
         { "ring", "what was written is read in order", order },
       };
       CSN_TESTS(tests)

   Test functions use CUnit's assertions, from the main thread alone: other
   threads record, the main thread asserts. The program takes an optional text
   and then runs only tests with this text in "suite: name"; --list lists. Each
   test has a time limit as a guard against hanging ($CSN_TEST_TIMEOUT seconds,
   120 by default); nothing else depends on the clock. The last line of output
   is "N passed, N failed".
*/

#ifndef CSN_TESTS_HARNESS_H
#define CSN_TESTS_HARNESS_H

#include <CUnit/CUnit.h>

#include <stddef.h>
#include <stdint.h>

/** One test. */
typedef struct {
  const char* suite; ///< what is tested: a noun
  const char* name;  ///< a sentence: how it behaves
  void (*run)(void); ///< the test
} CsnTest;

/** A table of tests in the list of tables. */
typedef struct CsnTestTable {
  const CsnTest* tests;
  size_t n_tests;
  int (*setup)(void);    ///< before each suite of the table; 0 is success
  int (*teardown)(void); ///< after each suite
  struct CsnTestTable* next;
} CsnTestTable;

/** Adds a table. Called before main() by the macros below. */
void
csn_test_register(CsnTestTable* table);

/** Path of `name` below the top of the source tree; valid until the end. */
const char*
csn_test_path(const char* name);

/** A folder for files of this run, empty at first, removed at the end. */
const char*
csn_test_scratch(void);

/** How many files this process has open. */
unsigned
csn_test_open_files(void);

/** True if only the short form of a long test is wanted (test --quick). */
int
csn_test_quick(void);

/** The next number of a fixed sequence (xorshift); `state` is not 0. */
uint64_t
csn_test_random(uint64_t* state);

/** Registers the table `array` of this source file. */
#define CSN_TESTS(array) CSN_TESTS_WITH(array, NULL, NULL)

/** The same, with a function before and one after each suite. */
#define CSN_TESTS_WITH(array, before, after)                               \
  __attribute__((constructor)) static void csn_test_register_##array(void) \
  {                                                                        \
    static CsnTestTable table = {                                          \
      (array), sizeof(array) / sizeof((array)[0]), (before), (after), NULL \
    };                                                                     \
    csn_test_register(&table);                                             \
  }

#endif // CSN_TESTS_HARNESS_H
