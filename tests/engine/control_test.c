// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The host's controls: what they drive, when a change is heard, who wins when
// a program begins, and mapControl (layer: tests).

#include "rig.h"

#include <math.h>

#define TEN "a123456789"
#define LONG_NAME_LINE \
  "mapControl 1 channel " TEN TEN TEN TEN TEN TEN TEN " 0 1"

/* Left is the control as a k-rate channel, right as an audio channel. */
static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"level\", 1, 2, 0.25, 0, 2\n"
                              "chn_k \"freq\", 1, 3, 100, 10, 1000\n"
                              "chn_k \"steps\", 1, 1, 3, 0, 8\n"
                              "instr 1\n"
                              "kl chnget \"level\"\n"
                              "al chnget \"level.a\"\n"
                              "outs upsamp(kl), al\n"
                              "endin\n"
                              "schedule 1, 0, -1\n";

static const char notes[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr lead\nk4 = p4\nk5 = p5\nouts a(k4), a(k5)\nendin\n";

static void
takes_effect(void)
{
  static const uint32_t offsets[] = { 1, 17, 63, 64, 100 };
  for (size_t i = 0; i < sizeof(offsets) / sizeof(*offsets); ++i) {
    Rig* const rig = rig_with(NULL, program);
    const uint32_t at = 640U + offsets[i];
    csn_engine_control_rt(rig->engine, 0, 0.5F);
    rig_run(rig, at, 256);
    csn_engine_control_rt(rig->engine, 0, 0.75F);
    rig_run(rig, 2048, 256);
    const uint32_t cycle = at / 64U * 64U;
    for (uint32_t k = 64; k < 2048; ++k) {
      const float left = k < cycle + 64U ? 0.25F : 1.5F;
      const float right = k < at + 64U ? 0.25F : 1.5F;
      if (rig->out[0][k] > left || rig->out[0][k] < left ||
          rig->out[1][k] > right || rig->out[1][k] < right) {
        printf("    set at %u: frame %u is %g, %g\n",
               at,
               k,
               (double)rig->out[0][k],
               (double)rig->out[1][k]);
        CU_FAIL("a control is not heard at its frame");
        break;
      }
    }
    rig_close(rig);
  }
}

static void
twice_in_a_cycle(void)
{
  Rig* const rig = rig_with(NULL, program);
  rig_run(rig, 650, 650);
  csn_engine_control_rt(rig->engine, 0, 1.0F);
  rig_run(rig, 660, 10);
  csn_engine_control_rt(rig->engine, 0, 0.0F);
  rig_run(rig, 2000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][650 + 63], 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][650 + 64], 2.0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][659 + 64], 2.0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][660 + 64], 0.0, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 660 + 64, rig->at), -1);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 704, rig->at), -1);
  rig_close(rig);
}

static void
described(void)
{
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_FATAL(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_STRING_EQUAL(info.name, "level");
  CU_ASSERT_DOUBLE_EQUAL(info.maximum, 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(info.value, 0.25, 0);
  CU_ASSERT_EQUAL(info.curve, CSN_CURVE_LINEAR);
  CU_ASSERT_EQUAL(info.target, CSN_TARGET_CHANNEL);
  CU_ASSERT(csn_engine_control_info(rig->engine, 1, &info));
  CU_ASSERT_EQUAL(info.curve, CSN_CURVE_EXPONENTIAL);
  CU_ASSERT(csn_engine_control_info(rig->engine, 2, &info));
  CU_ASSERT_EQUAL(info.curve, CSN_CURVE_INTEGER);
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, 3, &info));
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, 16, &info));
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, UINT32_MAX, &info));

  csn_engine_control_rt(rig->engine, 1, 0.75F);
  CU_ASSERT(csn_engine_control_info(rig->engine, 1, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 10.0 * pow(100.0, 0.75), 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel freq"),
                         info.value,
                         1e-9);

  const RigReply* const told = rig_last(rig, CSN_REPLY_CONTROLS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "ctl1\tlevel\t0\t2\t0.25\tlin\t"));
  CU_ASSERT_PTR_NOT_NULL(
    strstr(told->text, "ctl2\tfreq\t10\t1000\t100\texp\t"));
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "ctl3\tsteps\t0\t8\t3\tint\t"));
  rig_close(rig);
}

/* Bad values of a host are bounded, and do not deafen the control. */
static void
absurd_values(void)
{
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  csn_engine_control_rt(rig->engine, 0, 7.0F);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 2.0, 0);
  csn_engine_control_rt(rig->engine, 0, -HUGE_VALF);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 0.0, 0);
  csn_engine_control_rt(rig->engine, 0, NAN);
  rig_block(rig, 256);
  csn_engine_control_rt(rig->engine, 0, 0.5F);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 1.0, 0);
  csn_engine_control_rt(rig->engine, 16, 0.3F);
  csn_engine_control_rt(rig->engine, UINT32_MAX, 0.3F);
  rig_block(rig, 256);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), (int)rig->at - 1);
  rig_close(rig);
}

static void
who_wins(void)
{
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  // The host's default says nothing: the program's own value holds
  csn_engine_control_rt(rig->engine, 0, 0.5F);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 0.25, 0);
  // What the host has moved is kept over a load
  csn_engine_control_rt(rig->engine, 0, 0.9F);
  rig_block(rig, 64);
  rig_load(rig, program);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 1.8, 1e-6);
  // A saved state is stronger, once
  csn_engine_preset_control(rig->engine, 0, 1.25);
  csn_engine_preset_control(rig->engine, 99, 1.25);
  rig_load(rig, program);
  rig_block(rig, 1024);
  rig_block(rig, 1024);
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 1.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 1.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U], 1.25, 0);
  rig_close(rig);
}

static void
slots_stick(void)
{
  static const char other[] = "ksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"new\", 1, 2, 0.5, 0, 1\n"
                              "chn_k \"steps\", 1, 1, 3, 0, 8\n"
                              "chn_k \"level\", 1, 2, 0.25, 0, 4\n"
                              "instr 1\nendin\n";
  static const char* const names[] = { "level", "new", "steps" };
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  csn_engine_control_rt(rig->engine, 1, 0.9F); // Meant for freq, not for new
  rig_block(rig, 64);
  rig_load(rig, other);
  for (uint32_t i = 0; i < 3; ++i) {
    CU_ASSERT(csn_engine_control_info(rig->engine, i, &info));
    CU_ASSERT_STRING_EQUAL(info.name, names[i]);
  }
  CU_ASSERT(csn_engine_control_info(rig->engine, 1, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.value, 0.5, 0);
  rig_close(rig);
}

static void
map_channel(void)
{
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "mapControl 5 channel own 1 4 initial=2"),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel own"), 2.0, 0);
  csn_engine_control_rt(rig->engine, 4, 1.0F);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel own"), 4.0, 0);
  CU_ASSERT(csn_engine_control_info(rig->engine, 4, &info));
  CU_ASSERT_STRING_EQUAL(info.name, "own");
  const RigReply* const told = rig_last(rig, CSN_REPLY_CONTROLS);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "ctl5\town\t1\t4\t2\tlin\t"));

  CU_ASSERT_EQUAL(rig_call(rig, "mapControl 6 channel e 1 100 curve=exp"),
                  CSN_OK);
  rig_block(rig, 64);
  csn_engine_control_rt(rig->engine, 5, 0.75F);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel e"),
                         pow(100, 0.75),
                         1e-9);
  CU_ASSERT_EQUAL(rig_call(rig, "mapControl 7 channel n 0 10 curve=int"),
                  CSN_OK);
  rig_block(rig, 64);
  csn_engine_control_rt(rig->engine, 6, 0.77F);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel n"), 8.0, 0);
  rig_close(rig);
}

/* A channel that is mapped by message is as exact as a declared one. */
static void
map_audio_channel(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "mapControl 1 channel level 0 4"), CSN_OK);
  rig_run(rig, 1000, 100);
  csn_engine_control_rt(rig->engine, 0, 0.25F);
  rig_run(rig, 2000, 100);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][1100], 1.0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][1000 + 63], 0.0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][1000 + 64], 1.0, 0);
  rig_close(rig);
}

static void
map_pfield(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "mapControl 1 pfield lead 0 1 initial=0.5 index=5"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched lead 0 -1 0.25 0.125"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U], 0.125, 0);
  csn_engine_control_rt(rig->engine, 0, 0.75F);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U], 0.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 5"), 0.75, 0);

  // New notes of the instrument begin with it
  CU_ASSERT_EQUAL(rig_call(rig, "unsched lead"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched lead 0 -1 0.25 0.125"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U], 0.75, 0);
  rig_close(rig);
}

static void
map_refused(void)
{
  static const char* const bad[] = {
    "mapControl 0 channel x 0 1",
    "mapControl 17 channel x 0 1",
    "mapControl nan channel x 0 1",
    "mapControl 1 bus x 0 1",
    "mapControl 1 channel x 1 1",
    "mapControl 1 channel x 2 1",
    "mapControl 1 channel x nan 1",
    "mapControl 1 channel x 0 inf",
    "mapControl 1 channel x 0 1 initial=nan",
    "mapControl 1 channel x 0 1 curve=exp",
    "mapControl 1 channel x 1 2 curve=round",
    "mapControl 1 channel \"\" 0 1",
    "mapControl 1 pfield lead 0 1 index=3",
    "mapControl 1 pfield lead 0 1 index=1e9",
    LONG_NAME_LINE,
  };
  CsnControlInfo info;
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    const CsnStatus st = rig_call(rig, bad[i]);
    rig_block(rig, 64);
    if (!st || !csn_engine_control_info(rig->engine, 0, &info) ||
        strcmp(info.name, "level") != 0) {
      printf("    taken: %s\n", bad[i]);
      CU_FAIL("a mapping that makes no sense was taken");
      rig_load(rig, program);
    }
  }
  rig_close(rig);

  Rig* const empty = rig_open(NULL);
  CU_ASSERT_NOT_EQUAL(rig_call(empty, "mapControl 1 channel x 0 1"), CSN_OK);
  rig_close(empty);
}

static const CsnTest tests[] = {
  { "control",
    "a change is heard in its k-cycle, and as audio on its frame",
    takes_effect },
  { "control", "two changes in a k-cycle are both heard", twice_in_a_cycle },
  { "control", "chn_k declares range, curve and value", described },
  { "control", "absurd values are bounded", absurd_values },
  { "control", "program, host and saved state come in this order", who_wins },
  { "control", "a name keeps its slot over a load", slots_stick },
  { "control", "mapControl makes a control drive a channel", map_channel },
  { "control",
    "a channel that is mapped has its audio channel too",
    map_audio_channel },
  { "control", "mapControl makes a control drive a p-field", map_pfield },
  { "control", "mapControl refuses what makes no sense", map_refused },
};
CSN_TESTS(tests)
