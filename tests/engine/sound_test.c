// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Channels and levels on their way in and out, and the guard of the output
// (layer: tests).

#include "rig.h"

#include <math.h>

/* Each channel of the program says its number, in a scale of 32. */
static const char*
numbered(unsigned nchnls)
{
  static char text[600];
  int n = snprintf(text,
                   sizeof(text),
                   "sr = 48000\nksmps = 16\nnchnls = %u\n0dbfs = 1\n"
                   "instr 1\n",
                   nchnls);
  for (unsigned c = 1; c <= nchnls; ++c) {
    n += snprintf(
      text + n, sizeof(text) - (size_t)n, "outch %u, a(k(%u))\n", c, c);
  }
  (void)snprintf(text + n,
                 sizeof(text) - (size_t)n,
                 "endin\nschedule 1, 0, -1\n");
  return text;
}

static void
outputs(void)
{
  static const struct {
    unsigned program, host;
    float want[8];
  } cases[] = {
    { 1, 1, { 1 } },
    { 1, 2, { 1, 1 } },
    { 1, 4, { 1, 1, 0, 0 } },
    { 2, 1, { 1 } },
    { 2, 2, { 1, 2 } },
    { 4, 2, { 1, 2 } },
    { 8, 8, { 1, 2, 3, 4, 5, 6, 7, 8 } },
    { 3, 8, { 1, 2, 3, 0, 0, 0, 0, 0 } },
    { 12, 8, { 1, 2, 3, 4, 5, 6, 7, 8 } },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    const RigShape shape = { .n_outputs = cases[i].host, .length = 4096 };
    Rig* const rig = rig_with(&shape, numbered(cases[i].program));
    rig_run(rig, 1000, 100);
    for (unsigned c = 0; c < cases[i].host; ++c) {
      const double is = (double)rig->out[c][999];
      CU_ASSERT_DOUBLE_EQUAL(is, (double)cases[i].want[c], 0);
    }
    rig_close(rig);
  }
}

/* What one program channel gets from the host's inputs of 0.25, 0.5, 0.75. */
static double
input_of(unsigned nchnls_i, unsigned host, unsigned channel)
{
  const RigShape shape = { .n_inputs = host, .n_outputs = 1, .length = 4096 };
  char text[300];
  (void)snprintf(text,
                 sizeof(text),
                 "sr = 48000\nksmps = 16\nnchnls = 1\nnchnls_i = %u\n"
                 "0dbfs = 1\ninstr 1\na1 inch %u\nout a1\nendin\n"
                 "schedule 1, 0, -1\n",
                 nchnls_i,
                 channel);
  Rig* const rig = rig_with(&shape, text);
  for (unsigned c = 0; c < host; ++c) {
    for (uint32_t i = 0; i < rig->length; ++i) {
      rig->in[c][i] = 0.25F * (float)(c + 1U);
    }
  }
  rig_run(rig, 1000, 100);
  const double is = (double)rig->out[0][999];
  rig_close(rig);
  return is;
}

static void
inputs(void)
{
  CU_ASSERT_DOUBLE_EQUAL(input_of(1, 1, 1), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(1, 2, 1), 0.375, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(2, 2, 1), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(2, 2, 2), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(2, 1, 2), 0.0, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(2, 0, 1), 0.0, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(8, 3, 3), 0.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(input_of(8, 3, 4), 0.0, 0);
}

static void
full_scale(void)
{
  static const RigShape shape = { .n_inputs = 1,
                                  .n_outputs = 1,
                                  .length = 4096 };
  Rig* const rig = rig_with(&shape,
                            "ksmps = 16\nnchnls = 1\n0dbfs = 32768\n"
                            "instr 1\na1 in\nprintk2 k(a1)\n"
                            "out a1 / 2 + 8192\nendin\n"
                            "schedule 1, 0, -1\n");
  for (uint32_t i = 0; i < rig->length; ++i) {
    rig->in[0][i] = 0.5F;
  }
  rig_run(rig, 1000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][999], 0.5, 0);
  rig_close(rig);

  // A program that says nothing has 32768
  CsnInfo info;
  Rig* const silent = rig_with(&shape, "instr 1\nout a(k(16384))\nendin\n");
  CU_ASSERT_EQUAL(rig_call(silent, "sched 1"), CSN_OK);
  rig_run(silent, 1000, 100);
  csn_engine_info(silent->engine, &info);
  CU_ASSERT_DOUBLE_EQUAL(info.zero_dbfs, 32768, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)silent->out[0][999], 0.5, 0);
  rig_close(silent);
}

static const char loud[] = "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
                           "instr 1\nouts a(k(p4)), a(k(p5))\nendin\n"
                           "instr 2\nk0 init 0\n"
                           "outs a(1 / k0), a(k0 / k0)\nendin\n"
                           "instr 3\nk0 init 0\nk1 = 1000\n"
                           "outs a(k1), a(k0 / k0)\nendin\n";

static void
guarded(void)
{
  CsnInfo info;
  Rig* const rig = rig_with(NULL, loud);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 0.01 1000 -1000"), CSN_OK);
  rig_run(rig, 1000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][100], 15.848932, 1e-5);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][100], -15.848932, 1e-5);
  csn_engine_info(rig->engine, &info);
  CU_ASSERT_EQUAL(info.n_guarded, 960);

  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 0.01 -inf inf"), CSN_OK);
  rig_run(rig, 2000, 100);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 1000, rig->at), -1);
  csn_engine_info(rig->engine, &info);
  CU_ASSERT_EQUAL(info.n_guarded, 1920);

  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 2 0 0.01"), CSN_OK);
  rig_run(rig, 3000, 100);
  for (uint32_t i = 0; i < rig->at; ++i) {
    if (!isfinite(rig->out[0][i]) || !isfinite(rig->out[1][i])) {
      CU_FAIL("what is no number got out");
      break;
    }
  }

  // What is not too loud is not touched
  csn_engine_info(rig->engine, &info);
  const uint64_t before = info.n_guarded;
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 0.01 15.5 -15.5"), CSN_OK);
  rig_run(rig, 4000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][3100], 15.5, 0);
  csn_engine_info(rig->engine, &info);
  CU_ASSERT_EQUAL(info.n_guarded, before);
  rig_close(rig);
}

static void
guard_is_told(void)
{
  Rig* const rig = rig_with(NULL, loud);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 0.01 1000 0"), CSN_OK);
  rig_run(rig, 1000, 100);
  CU_ASSERT_EQUAL(rig_call(rig, "status"), CSN_OK);
  const RigReply* const status = rig_last(rig, CSN_REPLY_STATUS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(status);
  CU_ASSERT_PTR_NOT_NULL(strstr(status->text, " guarded=480 "));
  rig_close(rig);
}

static void
freewheel(void)
{
  CsnInfo info;
  Rig* const rig = rig_with(NULL, loud);
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 3 0 0.01"), CSN_OK);
  rig_run(rig, 1000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][100], 1000, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][100], 0, 0);
  csn_engine_info(rig->engine, &info);
  CU_ASSERT_EQUAL(info.n_guarded, 480);
  csn_engine_freewheel_rt(rig->engine, false);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 0.01 1000 0"), CSN_OK);
  rig_run(rig, 2000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][1100], 15.848932, 1e-5);
  rig_close(rig);
}

static void
bad_inputs(void)
{
  static const RigShape shape = { .n_inputs = 2,
                                  .n_outputs = 2,
                                  .length = 4096 };
  Rig* const rig = rig_with(&shape,
                            "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
                            "instr 1\na1, a2 ins\nouts a1, a2\nendin\n"
                            "schedule 1, 0, -1\n");
  rig->in[0][200] = NAN;
  rig->in[1][200] = -INFINITY;
  rig->in[0][201] = 0.5F;
  rig->in[1][201] = 1e-40F;
  rig_run(rig, 1000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][216], 0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][216], 0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][217], 0.5, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "sound", "channels come out as the program numbers them", outputs },
  { "sound", "channels go in as the host numbers them", inputs },
  { "sound", "0dbfs is scaled to 1, in and out", full_scale },
  { "sound", "no blast and nothing but numbers come out", guarded },
  { "sound", "what was guarded is told", guard_is_told },
  { "sound", "freewheeling lets loud samples through", freewheel },
  { "sound", "inputs that are no numbers do no harm", bad_inputs },
};
CSN_TESTS(tests)
