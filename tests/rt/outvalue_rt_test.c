// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// On the audio thread: what a program sends and reads, long tables that are
// filled, and methods that there are not (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <stdlib.h>
#include <time.h>

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr 1\n"
                              "  k1 init 0\n"
                              "  k1 += 1\n"
                              "  outvalue \"count\", k1\n"
                              "  k2 invalue \"gain\"\n"
                              "  a1 poscil 0.1 * k2, 440\n"
                              "  outs a1, a1\n"
                              "endin\n";

/* A number in each k-cycle, and nothing but that. */
static void
sending(void)
{
  RtRig* const rig = rt_rig_open(program, 0, false);
  rt_rig_line(rig, 0, 1, "setChannel gain 1");
  rt_rig_line(rig, 0, 2, "sched 1 0 -1");
  rt_rig_run(rig, 0.02, 64);
  CU_ASSERT_EQUAL(rig->n_done, 2);
  rt_rig_reset(rig);
  rt_rig_line(rig, 3, 3, "registerOutvalueCallback count");
  rt_rig_line(rig, 3, 4, "registerOutvalueCallback other");
  for (uint32_t i = 0; i < 100; ++i) {
    rt_rig_line(rig, 5, 5, "queryNamedInstr nobody");
    rt_rig_line(rig, 5, 6, "busSystemStatus");
    rt_rig_block(rig, 64);
  }
  rt_rig_line(rig, 3, 7, "registerOutvalueCallback count 0");
  rt_rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig->n_done, 203);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  CU_ASSERT(rig->sum > 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static void
filling(bool threaded)
{
  const struct timespec pause = { 0, 1000000 };
  const size_t n = 400000;
  double* const data = (double*)calloc(n, sizeof(double));
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  RtRig* const rig = rt_rig_open(program, 0, threaded);
  rt_rig_line(rig, 0, 1, "makeEmptyTable 400000");
  rt_rig_line(rig, 0, 2, "setChannel gain 1");
  rt_rig_line(rig, 0, 3, "sched 1 0 -1");
  for (int i = 0; i < 20000 && rig->n_done < 3; ++i) {
    rt_rig_run(rig, 0.005, 64);
    nanosleep(&pause, NULL);
  }
  CU_ASSERT_EQUAL(rig->n_done, 3);
  rt_rig_reset(rig);
  for (uint32_t i = 1; i <= 3; ++i) {
    CU_ASSERT_EQUAL(csn_engine_fill_table(rig->engine, 300, data, n, i),
                    CSN_OK);
  }
  for (int i = 0; i < 20000 && rig->n_done < 3; ++i) {
    rt_rig_run(rig, 0.005, 64);
    nanosleep(&pause, NULL);
  }
  CU_ASSERT_EQUAL(rig->n_done, 3);
  CU_ASSERT(rig->sum > 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
  free(data);
}

static void
between_blocks(void)
{
  filling(false);
}

static void
by_a_thread(void)
{
  filling(true);
}

static const CsnTest tests[] = {
  { "outvalue rt", "to send and to listen costs nothing", sending },
  { "fill rt", "long tables are filled without a wait", between_blocks },
  { "fill rt", "… nor where a thread brings the numbers", by_a_thread },
};
CSN_TESTS(tests)
