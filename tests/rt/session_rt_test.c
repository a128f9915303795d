// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Names of the session on the audio thread do nothing that may wait (layer:
// tests).

#include "harness.h"
#include "rt_rig.h"

#define N_NOTES 20U

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr lead\n"
                              "  |klevel=0.01, kpan=0.5|\n"
                              "  a1 init 1\n"
                              "  outs a1 * klevel, a1 * kpan\n"
                              "endin\n";

static void
steady(void)
{
  RtRig* const rig = rt_rig_open(program, 0, false);
  rt_rig_line(rig,
              0,
              0,
              "defInstr tone {{ |klevel=0.01, kpan=0.5|\n a1 init 1\n"
              "outs a1 * klevel, a1 * kpan }}");
  rt_rig_run(rig, 0.1, 64);
  rt_rig_line(rig, 0, 0, "prepareSched tone 2");
  rt_rig_run(rig, 0.1, 64);
  for (unsigned i = 0; i < 2U * N_NOTES; ++i) {
    rt_rig_line(rig, 0, 0, "sched tone 0 0.02");
    rt_rig_line(rig, 0, 0, "sched tone 0 0.02 priority=2");
    rt_rig_line(rig, 0, 0, "sched lead 0 0.02");
  }
  rt_rig_run(rig, 0.1, 64);
  rt_rig_line(rig, 0, 0, "$a = sched tone");
  rt_rig_line(rig, 0, 0, "$b = sched lead");
  rt_rig_run(rig, 0.05, 64);
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_reset(rig);

  for (uint32_t i = 0; i < 200; ++i) {
    rt_rig_line(rig, i % 64U, 1, "sched tone 0 0.002 klevel=0.02");
    rt_rig_line(rig, i % 64U, 2, "sched tone 0 0.002 priority=2 kpan=0.25");
    rt_rig_line(rig, i % 64U, 3, "sched lead 0 0.002 0.02 kpan=0.25");
    rt_rig_line(rig, i % 64U, 4, "setp $a klevel=0.02 kpan=0.75");
    rt_rig_line(rig, i % 64U, 5, "setp $b klevel=0.02 delay=0.001");
    rt_rig_line(rig, i % 64U, 6, "getp $b kpan");
    rt_rig_block(rig, 64);
  }
  rt_rig_run(rig, 0.01, 64);
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  rt_rig_expect_nothing();

  // Nor does what is wrong
  rt_rig_line(rig, 0, 1, "sched tone 0 1 knone=1");
  rt_rig_line(rig, 0, 2, "setp $a knone=1");
  rt_rig_line(rig, 0, 3, "sched tone priority=99");
  rt_rig_run(rig, 0.01, 64);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static const CsnTest tests[] = {
  { "session", "names cost no memory and no waiting", steady },
};

CSN_TESTS(tests)
