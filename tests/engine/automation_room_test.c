// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation: lines that are none, long ones and many (layer: tests).

#include "automating.h"

static void
bad_lines(void)
{
  static const char* const bad[] = {
    "automatep 1.5 4",
    "automatep 1.5 4 0",
    "automatep 1.5 4 0 1 2",
    "automatep 1.5 4 0 1 nan 1",
    "automatep 1.5 4 0 1 1 nan",
    "automatep 1.5 4 0 inf",
    "automatep 1.5 4 1 0 0 1",
    "automatep 1.5 4 0 1 1 1 mode=quick",
    "automatep 1.5 4 0 1 1 1 mode=expon",
    "automatep 1.5 4 0 1 1 1 delay=-1",
    "automatep 1.5 4 0 1 1 1 delay=nan",
    "automatep 1.5 4 0 1 1 1 delay=inf",
  };
  Rig* const rig = rig_with(NULL, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT(auto_said(rig, "the modes are linear, cos"));
  CU_ASSERT(auto_said(rig, "a time without a value"));
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.5, 1e-6);
  rig_close(rig);
}

/* Every place is used, given back and used again. */
static void
many(void)
{
  const RigShape shape = { .length = 96000 };
  Rig* const rig = rig_with(&shape, AUTO_PROGRAM);
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  for (int round = 0; round < 2; ++round) {
    rig->n_replies = 0;
    for (unsigned i = 0; i < 8192 + 10; ++i) {
      auto_send(rig,
                0,
                i % 2
                  ? "automatep 1.5 4 0 0.25 0.1 0.25 0.11 0.25"
                  : "automateTable 300 0 0 0.25 0.1 0.25 0.11 0.25 delay=0.01");
      if (i % 512 == 511) {
        rig_block(rig, 64);
      }
    }
    rig_block(rig, 64);
    CU_ASSERT_EQUAL(auto_n_failed(rig), 10);
    CU_ASSERT(auto_said(rig, "too many automations at once"));
    CU_ASSERT_EQUAL(rig_call(rig, "setp 1.5 5 0.125"), CSN_OK);
    CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.25, 1e-6);
    rig_run(rig, rig->at + 12000, 64);
  }
  rig_close(rig);
}

static void
long_lines(void)
{
  enum { n = 8000 };
  static double points[2 * n];
  const RigShape shape = { .length = 96000 };
  Rig* const rig = rig_with(&shape, AUTO_PROGRAM);
  for (int i = 0; i < n; ++i) {
    points[2 * i] = i * 0.0002;
    points[2 * i + 1] = i * 0.0001;
  }
  const CsnAutomate line = { .points = points, .n_points = n };
  CsnAutomate longer = line;
  CsnAutomate none = line;
  longer.n_points = n + 1;
  none.n_points = 0;
  auto_send(rig, 0, "sched 1.5 0 -1 0.5 0.5");
  CU_ASSERT_EQUAL(csn_engine_automatep(rig->engine, 1.5, 4, &line, 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_automatep(rig->engine, 1.5, 4, &longer, 5),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_automate_bus(rig->engine, 1, &none, 5),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_automate_table(rig->engine, 300, 0, &line, 6),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_automate_channel(rig->engine, "level", &line, 7),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_automate_bus(rig->engine, 1, &line, 8), CSN_OK);
  rig_run(rig, 90000, 128);
  for (uint32_t c = 0; c < 1190; ++c) { // No seam
    CU_ASSERT_DOUBLE_EQUAL(auto_heard(rig, 0, c), (c + 1) / 750.0 / 2, 1e-6);
  }
  CU_ASSERT_DOUBLE_EQUAL(auto_now(rig), 0.7999, 1e-6);
  CU_ASSERT(rig_answered(rig, 5, CSN_OK));
  CU_ASSERT(rig_answered(rig, 6, CSN_OK));
  CU_ASSERT(rig_answered(rig, 7, CSN_OK));
  CU_ASSERT(rig_answered(rig, 8, CSN_ERR_NOT_FOUND));
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "automation", "a line that is none is refused", bad_lines },
  { "automation", "there is room for 8192", many },
  { "automation", "a line of 8000 points has no seam", long_lines },
};
CSN_TESTS(tests)
