// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Buses on the audio thread do nothing that may wait (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#define N_NOTES 20U
#define N_OPCODES 4U ///< That use a bus through a note, in both instruments

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr 1\n"
                              "  a1 init 0.01\n"
                              "  busmix p4, a1\n"
                              "  busout p5, p6\n"
                              "  busout p5, k(p6)\n"
                              "endin\n"
                              "instr 2\n"
                              "  a1 busin p4\n"
                              "  k1 busin p5, 0.5\n"
                              "  outs a1 * k1, a1\n"
                              "endin\n";

/* Two buses that stay, and voices that use them. */
static RtRig*
playing(void)
{
  RtRig* const rig = rt_rig_open(program, 0, false);
  rt_rig_line(rig, 0, 0, "$a = assignBus audio persist=1");
  rt_rig_line(rig, 0, 0, "$k = assignBus control persist=1");
  for (unsigned i = 0; i < 2U * N_NOTES; ++i) {
    rt_rig_line(rig, 0, 0, "sched 1 0 0.02 $a $k 0.25");
    rt_rig_line(rig, 0, 0, "sched 2 0 0.02 $a $k");
  }
  rt_rig_run(rig, 0.1, 64);
  rt_rig_line(rig, 0, 0, "sched 1 0 -1 $a $k 0.25");
  rt_rig_line(rig, 0, 0, "sched 2 0 -1 $a $k");
  rt_rig_run(rig, 0.05, 64);
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_reset(rig);
  return rig;
}

static void
steady(void)
{
  RtRig* const rig = playing();
  for (uint32_t i = 0; i < 200; ++i) {
    rt_rig_line(rig, i % 64U, 1, "$b = assignBus audio");
    rt_rig_line(rig, i % 64U, 2, "$c = assignBus value=0.5");
    rt_rig_line(rig, i % 64U, 3, "writeBus $k 0.125");
    rt_rig_line(rig, i % 64U, 4, "writeBus $k 0.25 0.001");
    rt_rig_line(rig, i % 64U, 5, "readBus $c");
    rt_rig_line(rig, 63, 6, "releaseBus $b");
    rt_rig_line(rig, 63, 7, "releaseBus $c");
    rt_rig_block(rig, 64);
  }
  rt_rig_run(rig, 0.01, 64);
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

/* Csound asks for memory to call back at a note's end, and gives it back. */
static void
notes(void)
{
  RtRig* const rig = playing();
  for (unsigned i = 0; i < N_NOTES; ++i) {
    rt_rig_line(rig, i, 0, "sched 1 0 0.01 $a $k 0.25");
    rt_rig_line(rig, i, 0, "sched 2 0 0.01 $a $k");
  }
  rt_rig_run(rig, 0.05, 64);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_expect_nothing_of_ours();
  CU_ASSERT_EQUAL(rt_guard_counts().n[RT_CSOUND][RT_ALLOC],
                  2U * N_OPCODES * N_NOTES);
  rt_rig_close(rig);
}

static const CsnTest tests[] = {
  { "bus rt", "buses and their methods cost nothing", steady },
  { "bus rt", "a note with buses costs what Csound asks for", notes },
};
CSN_TESTS(tests)
