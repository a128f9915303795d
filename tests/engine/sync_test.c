// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// sync: what comes after it finds what was being made before it; and methods
// that take nothing refuse what they are given (layer: tests).

#include "rig.h"

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "instr 1\nouts a(k(p4)), a(k(p4))\nendin\n";

static void
later_calls_wait(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sync"), 1, 0);
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 1, "compile {{ instr 9\nouts a(0.5), a(0.5)\nendin }}"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sync"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "sched 9"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 9.0002, 1e-9);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.5, 0);
  rig_close(rig);
}

static void
nothing_is_taken(void)
{
  static const char* const bad[] = {
    "sync 1", "definedStrings 1", "unschedAll 1", "status 1"
  };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "sync", "later calls find what was being made", later_calls_wait },
  { "sync", "methods that take nothing refuse arguments", nothing_is_taken },
};
CSN_TESTS(tests)
