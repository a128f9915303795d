// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation on the audio thread does nothing that may wait (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <stdio.h>

#define N_NOTES 200U

static const char program[] =
  "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
  "giT ftgen 300, 0, -200, -2, 0.5\n"
  "chn_k \"level\", 3\n"
  "instr 1\nk1 = p4\nk2 tab 0, 300\nk3 chnget \"level\"\nk4 busin p5\n"
  "outs upsamp(k1 + k2) * 0.001, upsamp(k3 + k4) * 0.001\nendin\n";

/* Lines of every kind and mode, which begin and end all the time. */
static void
lines(RtRig* rig, unsigned i)
{
  static const char* const modes[] = { "linear", "cos",      "smooth(2)",
                                       "floor",  "smoother", "cubic",
                                       "exp=2" };
  const char* const mode = modes[i % 7U];
  char line[160];
  (void)snprintf(line,
                 sizeof(line),
                 "automatep 1.%05u 4 0 0.1 0.001 0.3 0.004 0.2 mode=%s",
                 i % N_NOTES + 1U,
                 mode);
  rt_rig_line(rig, i % 64U, 1, line);
  (void)snprintf(line,
                 sizeof(line),
                 "$a = automateTable 300 %u 0 nan 0.02 0.3 delay=0.001 mode=%s",
                 i % N_NOTES,
                 mode);
  rt_rig_line(rig, i % 64U, 2, line);
  rt_rig_line(rig, 0, 3, "automatep 1 5 0 1 0.004 1 delay=0.002");
  rt_rig_line(rig, 1, 4, "automatep 1.5 4 0 1 0.004 1"); // Waits in vain
  rt_rig_line(rig, 2, 5, "automateBus $b 0 1 0.004 0.5 overtake=1");
  rt_rig_line(rig, 3, 6, "automateChannel level 0 1 0.004 0.5 0.01 0");
  if (i % 3U == 0) {
    rt_rig_line(rig, 63, 7, "unsched $a");
  }
}

static void
steady(void)
{
  RtRig* const rig = rt_rig_open(program, 0, false);
  rt_rig_line(rig, 0, 0, "$b = assignBus control persist=1");
  for (unsigned i = 0; i < N_NOTES; ++i) {
    char line[64];
    (void)snprintf(line, sizeof(line), "sched 1.%05u 0 -1 0.5 $b", i + 1U);
    rt_rig_line(rig, 0, 0, line);
  }
  rt_rig_run(rig, 0.1, 64);
  lines(rig, 0);
  rt_rig_run(rig, 0.1, 64);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_reset(rig);
  for (unsigned i = 0; i < 300; ++i) {
    lines(rig, i);
    rt_rig_block(rig, 64);
  }
  rt_rig_line(rig, 0, 8, "automateBus $b 0 1 1 1 2 1");
  rt_rig_line(rig, 0, 9, "automateBus $b 0 1 1 1 2 1 delay=1");
  rt_rig_run(rig, 0.02, 64);
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  CU_ASSERT_EQUAL(rig->n_full, 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static const CsnTest tests[] = {
  { "automation rt", "lines of every kind cost nothing", steady },
};
CSN_TESTS(tests)
