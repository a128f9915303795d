// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// New channels, longer texts and new strings cost the audio thread nothing
// (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr 1\n"
                              "  a1 init 0.01\n"
                              "  outs a1, a1\n"
                              "endin\n";

static void
new_names(bool threaded)
{
  RtRig* const rig = rt_rig_open(program, 0, threaded);
  char line[600];
  rt_rig_line(rig, 0, 0, "sched 1");
  rt_rig_run(rig, 0.05, 64);
  rt_rig_reset(rig);
  for (unsigned i = 0; i < 200U; ++i) {
    (void)snprintf(line, sizeof(line), "setChannel number%u %u", i, i);
    rt_rig_line(rig, i % 64U, 0, line);
    (void)snprintf(line, sizeof(line), "initChannel sound%u 0 kind=a", i);
    rt_rig_line(rig, i % 64U, 0, line);
    int n = snprintf(line, sizeof(line), "setChannel text \"");
    memset(line + n, 'x', 2U * i);
    (void)snprintf(line + n + 2U * i, 2, "\"");
    rt_rig_line(rig, i % 64U, 0, line);
    (void)snprintf(line, sizeof(line), "strSet \"string %u\"", i);
    rt_rig_line(rig, i % 64U, i + 1U, line);
    rt_rig_block(rig, 64);
  }
  rt_rig_run(rig, 0.5, 64);
  // The blocks run ahead of a worker's thread that gets no time
  const struct timespec pause = { 0, 1000000 };
  for (unsigned i = 0; i < 20000U && rig->n_done < 200U; ++i) {
    (void)nanosleep(&pause, NULL);
    rt_rig_block(rig, 64);
  }
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_done, 200);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_expect_nothing();
  rt_rig_line(rig, 0, 1, "getControlChannel number199");
  rt_rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  rt_rig_close(rig);
}

static void
between_blocks(void)
{
  new_names(false);
}

static void
with_a_thread(void)
{
  new_names(true);
}

static const CsnTest tests[] = {
  { "names rt", "new names cost nothing", between_blocks },
  { "names rt", "nor with a worker's thread", with_a_thread },
};
CSN_TESTS(tests)
