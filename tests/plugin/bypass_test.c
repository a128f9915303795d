// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Latency as it is reported, the switch `enabled`, and freewheeling
// (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static float
latency_of(int32_t low, int32_t high, const char* mode, const char* program)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT,
                              .min_block = low,
                              .max_block = high };
  CsnRig* const rig = csn_rig_new(&setup);
  if (mode) {
    csn_rig_set(rig, 0, rig->uris.csn_ksmps, mode, 1);
    CU_ASSERT_EQUAL(csn_rig_await(rig, 1)->type, CSN_TOLD_ACK);
  }
  CU_ASSERT_TRUE(csn_rig_load(rig, program));
  const uint32_t n = high > 0 ? (uint32_t)high : 256U;
  csn_rig_run(rig, n);
  csn_rig_run(rig, n);
  const float latency = rig->latency;
  csn_rig_free(rig);
  return latency;
}

static void
a_promise_makes_it_zero(void)
{
  static const int32_t blocks[] = { 16, 64, 256, 1000, 1024, 37 };
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    CU_ASSERT_EQUAL(latency_of(blocks[i], blocks[i], NULL, CSN_TEST_HALF),
                    0.0F);
  }
}

static void
without_a_promise_it_is_ksmps(void)
{
  CU_ASSERT_EQUAL(latency_of(0, 0, NULL, CSN_TEST_HALF), 16.0F);
  CU_ASSERT_EQUAL(latency_of(1, 8192, NULL, CSN_TEST_HALF), 16.0F);
  CU_ASSERT_EQUAL(latency_of(0, 256, NULL, CSN_TEST_HALF), 16.0F);
  CU_ASSERT_EQUAL(latency_of(1, 256, NULL, "ksmps = 100\ninstr 1\nendin\n"),
                  100.0F);
  CU_ASSERT_EQUAL(latency_of(1, 256, "64", CSN_TEST_HALF), 64.0F);
  CU_ASSERT_EQUAL(
    latency_of(256, 256, "exact", "ksmps = 100\ninstr 1\nendin\n"), 100.0F);
}

static void
a_promise_may_be_broken(void)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT,
                              .min_block = 256,
                              .max_block = 256 };
  CsnRig* const rig = csn_rig_new(&setup);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(rig->latency, 0.0F);
  csn_rig_run(rig, 100);
  CU_ASSERT_EQUAL(rig->latency, 16.0F);
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(rig->latency, 16.0F);
  csn_rig_free(rig);
}

// enabled

enum { size = 48000 };

typedef struct {
  float sent[2][size];
  float heard[2][size];
  float latency;
} Take;

/* A slow sine through the effect, off and on again at two frames. */
static Take*
take(CsnRig* rig, uint32_t off, uint32_t on, uint32_t block)
{
  static Take made;
  for (uint32_t at = 0; at < size; at += block) {
    const uint32_t n = size - at < block ? size - at : block;
    for (uint32_t i = 0; i < n; ++i) {
      const double t = (at + i) / 48000.0;
      made.sent[0][at + i] = rig->in[0][i] =
        (float)(0.5 * sin(2 * 3.14159265358979 * 100 * t));
      made.sent[1][at + i] = rig->in[1][i] =
        (float)(0.5 * cos(2 * 3.14159265358979 * 100 * t));
    }
    rig->enabled = at >= off && at < on ? 0.0F : 1.0F;
    csn_rig_run(rig, n);
    for (uint32_t c = 0; c < 2; ++c) {
      memcpy(&made.heard[c][at], rig->out[c], n * sizeof(float));
    }
  }
  made.latency = rig->latency;
  return &made;
}

static void
check_bypass(const CsnRigSetup* setup)
{
  const uint32_t off = 16384;
  const uint32_t on = 32768;
  const uint32_t fade = 481;
  CsnRig* const rig = csn_rig_new(setup);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
  csn_rig_run(rig, 1024);
  csn_rig_run(rig, 1024);
  const Take* const t = take(rig, off, on, 256);
  const uint32_t latency = (uint32_t)t->latency;
  unsigned n_wrong = 0;
  float step = 0;
  for (uint32_t c = 0; c < 2; ++c) {
    for (uint32_t i = latency + 1U; i < size; ++i) {
      const float dry = t->sent[c][i - latency];
      const float now = t->heard[c][i];
      const bool is_off = i >= off + fade && i < on;
      const bool is_on = i < off || i >= on + fade;
      n_wrong += is_off && !(now == dry);
      n_wrong += is_on && !(now == 0.5F * dry);
      const float moved = fabsf(now - t->heard[c][i - 1U]);
      step = moved > step ? moved : step;
    }
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  // The sine itself moves by 0.0066 a frame; the fade by 0.25 / 480
  CU_ASSERT_TRUE(step < 0.0075F);
  csn_rig_free(rig);
}

static void
bypass_is_the_input_delayed(void)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT };
  check_bypass(&setup);
}

static void
bypass_without_latency(void)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT,
                              .min_block = 256,
                              .max_block = 256 };
  check_bypass(&setup);
}

static void
bypass_of_an_instrument_is_silence(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_set(rig, 0, rig->uris.csn_call, "sched 2 0 100 0.5", 0);
  csn_rig_run(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][2000], 0.5, 1e-6);
  rig->enabled = 0.0F;
  csn_rig_run(rig, 2048);
  CU_ASSERT_TRUE(rig->out[0][1] > 0.49F);
  CU_ASSERT_EQUAL(rig->out[0][2000], 0.0F);
  rig->enabled = 1.0F;
  csn_rig_run(rig, 2048);
  CU_ASSERT_TRUE(rig->out[0][1] < 0.01F);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][2000], 0.5, 1e-6);
  csn_rig_free(rig);
}

static void
it_may_begin_in_bypass(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_EFFECT);
  rig->enabled = 0.0F;
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
  for (uint32_t i = 0; i < 256; ++i) {
    rig->in[0][i] = 0.5F;
  }
  csn_rig_run(rig, 256);
  const uint32_t latency = (uint32_t)rig->latency;
  for (uint32_t i = 0; i < 256; ++i) {
    CU_ASSERT_EQUAL(rig->out[0][i], i < latency ? 0.0F : 0.5F);
  }
  csn_rig_free(rig);
}

/* Offline, a host may go on at once: a program that was asked for sounds from
   its frame on, whoever builds it. */
static void
freewheel_waits_for_work(void)
{
  static const char program[] =
    "ksmps = 16\nnchnls = 2\n0dbfs = 1\ninstr 1\n  a1 init 0.25\n"
    "  outs a1, a1\nendin\nschedule 1, 0, -1\n";
  const CsnRigSetup setup = { .worker = CSN_RIG_THREAD };
  CsnRig* const rig = csn_rig_new(&setup);
  rig->freewheel = 1.0F;
  csn_rig_run(rig, 256);
  csn_rig_set(rig, 100, rig->uris.csn_program, program, 3);
  csn_rig_run(rig, 256);
  const uint32_t first = 100U + (uint32_t)rig->latency;
  CU_ASSERT_EQUAL(rig->out[0][first - 1U], 0.0F);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][first], 0.25, 1e-6);
  rig->freewheel = 0.0F;
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][200], 0.25, 1e-6);
  csn_rig_free(rig);
}

/* Automation and splits: a value holds from the first frame of its block. */
static void
a_control_moves_with_its_block(void)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT,
                              .min_block = 0,
                              .max_block = 0 };
  CsnRig* const rig = csn_rig_new(&setup);
  CU_ASSERT_TRUE(csn_rig_load(rig,
                              "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"level\", 3, 2, 1, 0, 2\n"
                              "instr 1\n  k1 chnget \"level\"\n"
                              "  outs a(k1), a(k1)\nendin\n"
                              "schedule 1, 0, -1\n"));
  csn_rig_run(rig, 2048);
  rig->ctl[0] = 0.125F;
  csn_rig_run(rig, 256);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][255], 0.25, 1e-6);
  rig->ctl[0] = 1.0F;
  csn_rig_run(rig, 256);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][255], 2.0, 1e-6);
  csn_rig_free(rig);
}

static const CsnTest tests[] = {
  { "latency", "a promised block makes it zero", a_promise_makes_it_zero },
  { "latency", "without a promise it is ksmps", without_a_promise_it_is_ksmps },
  { "latency", "a promise may be broken", a_promise_may_be_broken },
  { "bypass",
    "it is the input, later by the latency",
    bypass_is_the_input_delayed },
  { "bypass", "it works without latency", bypass_without_latency },
  { "bypass",
    "an instrument falls silent",
    bypass_of_an_instrument_is_silence },
  { "bypass", "a session may begin with it", it_may_begin_in_bypass },
  { "freewheel", "a block waits for its program", freewheel_waits_for_work },
  { "control", "it moves with its block", a_control_moves_with_its_block },
};
CSN_TESTS(tests)
