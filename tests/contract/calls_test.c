// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Calls that a careless caller makes: they are refused, and the engine is as
// good as before (layer: tests).

#include "rig.h"

#include <math.h>

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
                              "instr 1\na1 init 1\nout a1\nendin\n";

static bool
works(Rig* rig)
{
  return rig_call(rig, "$w = sched 1 0 0.001") == CSN_OK;
}

static void
absurd_config(void)
{
  static const CsnConfig good = { .rate = 48000,
                                  .max_block = 256,
                                  .fixed_block = 0,
                                  .n_inputs = 2,
                                  .n_outputs = 2 };
  CsnConfig bad[9];
  for (size_t i = 0; i < 9; ++i) {
    bad[i] = good;
  }
  bad[0].rate = 0;
  bad[1].rate = -48000;
  bad[2].rate = (double)NAN;
  bad[3].rate = HUGE_VAL;
  bad[4].rate = 0.5;
  bad[5].rate = 768001;
  bad[6].n_inputs = CSN_MAX_CHANNELS + 1U;
  bad[7].n_outputs = 0;
  bad[8].n_outputs = UINT32_MAX;
  for (size_t i = 0; i < 9; ++i) {
    CsnEngine* engine = NULL;
    CU_ASSERT_EQUAL(csn_engine_new(&engine, &bad[i]), CSN_ERR_BAD_ARG);
    if (engine) {
      printf("    absurd configuration %zu was taken\n", i);
      csn_engine_free(engine);
    }
  }
  CsnEngine* engine = NULL;
  CU_ASSERT_EQUAL(csn_engine_new(NULL, &good), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_new(&engine, NULL), CSN_ERR_BAD_ARG);
  CU_ASSERT_PTR_NULL(engine);
  csn_engine_free(NULL);
}

static void
extreme_config(void)
{
  static const CsnConfig cases[] = {
    { .rate = 1000,
      .max_block = 1,
      .fixed_block = 1,
      .n_inputs = 0,
      .n_outputs = 1 },
    { .rate = 768000,
      .max_block = UINT32_MAX,
      .fixed_block = 0,
      .n_inputs = 8,
      .n_outputs = 8 },
    { .rate = 48000,
      .max_block = 0,
      .fixed_block = UINT32_MAX,
      .n_inputs = 8,
      .n_outputs = 8 },
    { .rate = 44100.5,
      .max_block = 256,
      .fixed_block = 0,
      .n_inputs = 2,
      .n_outputs = 2 },
  };
  const CsnSource source = { .text = program, .length = strlen(program) };
  static float silence[256];
  const float* in[8];
  float* out[8];
  for (size_t i = 0; i < 8; ++i) {
    in[i] = silence;
    out[i] = silence;
  }
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    CsnEngine* engine = NULL;
    CU_ASSERT_EQUAL_FATAL(csn_engine_new(&engine, &cases[i]), CSN_OK);
    CU_ASSERT_EQUAL(csn_engine_load(engine, &source, NULL, 0), CSN_OK);
    csn_engine_process_rt(engine, in, out, 256);
    csn_engine_process_rt(engine, in, out, 1);
    csn_engine_free(engine);
  }
}

static void
before_a_program(void)
{
  static const char* const lines[] = {
    "sched 1",        "unsched 1",           "unschedAll",
    "setp 1.5 4 1",   "getp 1.5 4",          "setChannel a 1",
    "event i 1 0 1",  "getControlChannel a", "compile {{instr 1\nendin}}",
    "evalCode 1 + 1",
  };
  CsnControlInfo control;
  uint8_t bytes[3] = { 0x90, 60, 100 };
  uint32_t frame = 0;
  char word[8];
  Rig* const rig = rig_open(NULL);
  for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, (uint32_t)i + 1U, lines[i]), CSN_OK);
  }
  CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, 0, bytes, 3), CSN_OK);
  csn_engine_control_rt(rig->engine, 0, 0.3F);
  csn_engine_reset_rt(rig->engine);
  rig_block(rig, 256);
  // A compile begins an empty program, of a ksmps of 16
  CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 16);
  CU_ASSERT_EQUAL(csn_engine_midi_out_rt(rig->engine, &frame, bytes), 0);
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, 0, &control));
  csn_engine_ksmps_mode(rig->engine, word, sizeof(word));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  rig_load(rig, program);
  CU_ASSERT(works(rig));
  rig_close(rig);
}

/* Each request has one answer, also those that came before the program. */
static void
early_requests(void)
{
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "setChannel a 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 6, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  rig_load(rig, program);
  rig_block(rig, 256);
  CU_ASSERT_PTR_NOT_NULL(rig_reply(rig, 5));
  CU_ASSERT_PTR_NOT_NULL(rig_reply(rig, 6));
  rig_close(rig);
}

static void
bad_modes(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, CSN_KSMPS_NUMBER, 0),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, CSN_KSMPS_NUMBER, 8193),
                  CSN_ERR_BAD_ARG);
  const int no_mode = 99;
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, (CsnKsmpsMode)no_mode, 64),
                  CSN_ERR_BAD_ARG);
  char word[4];
  memset(word, '#', sizeof(word));
  csn_engine_ksmps_mode(rig->engine, word, 3);
  CU_ASSERT_STRING_EQUAL(word, "ex");
  CU_ASSERT_EQUAL(word[3], '#');
  rig_close(rig);
}

static void
bad_midi(void)
{
  static const uint8_t sysex[] = { 0xF0, 1, 2, 0xF7 };
  static const struct {
    uint8_t bytes[4];
    uint32_t size;
  } cases[] = {
    { { 0x90, 60, 100 }, 0 },  { { 0x90, 60, 100 }, 1 },
    { { 0x90, 60, 100 }, 2 },  { { 0x90, 0xF8, 60, 100 }, 4 },
    { { 0x90, 200, 100 }, 3 }, { { 60, 100, 0 }, 2 },
    { { 0xF8 }, 1 },           { { 0xC0, 5, 5 }, 3 },
    { { 0xFF }, 1 },           { { 0xF2, 1, 2 }, 3 },
  };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    CU_ASSERT_EQUAL(
      csn_engine_midi_rt(rig->engine, 0, cases[i].bytes, cases[i].size),
      CSN_OK);
  }
  CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, 0, NULL, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, 0, sysex, 4), CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  CU_ASSERT(works(rig));
  rig_close(rig);
}

static void
bad_texts(void)
{
  char report[4] = "###";
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_text_rt(e, 0, "sched", "1", 1, 1),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_text_rt(e, 0, "nothing", "1", 1, 1),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_text_rt(e, 0, "", "1", 1, 1), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_text_rt(e, 0, "event", NULL, 0, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_call(e, "nothing", 1, NULL, 0), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_call(e, "sched", 1, report, sizeof(report)),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_STRING_EQUAL(report, "an ");
  CU_ASSERT_EQUAL(csn_engine_call(e, NULL, 1, report, 0), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_call(e, "", 7, report, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched(e, NULL, 0, 1, NULL, 0, 6), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 6, CSN_ERR_NOT_FOUND) ||
            rig_answered(rig, 6, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 7, CSN_OK));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 8, "  # nothing"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 8, CSN_OK));

  static const char with_nul[] = "instr 1\nendin\0instr 2\nendin\n";
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(e, 0, "load", with_nul, sizeof(with_nul), 9), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, 9);
  CU_ASSERT(reply && reply->status);
  CU_ASSERT(works(rig));
  rig_close(rig);
}

/* The same line is taken by both doors, short or long. */
static void
one_limit(void)
{
  static const size_t lengths[] = { 3000, 5000, 12000 };
  static char line[16000];
  for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); ++i) {
    Rig* const rig = rig_with(NULL, program);
    memset(line, ' ', lengths[i]);
    rig_put(line, "compile \"instr 9 ");
    (void)snprintf(line + lengths[i], 20, "\\nendin\"");
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1, line), CSN_OK);
    const CsnStatus st = csn_engine_call(rig->engine, line, 2, NULL, 0);
    if (st) {
      printf("    a call of %zu bytes: %s\n", strlen(line), csn_strerror(st));
      CU_FAIL("csn_engine_call() refuses what csn_engine_line_rt() takes");
    }
    rig_block(rig, 256);
    CU_ASSERT(rig_answered(rig, 1, CSN_OK));
    rig_close(rig);
  }
}

/* An orchestra of 100 kB is nothing unusual. */
static void
large_compile(void)
{
  const size_t length = 100000;
  char* const text = (char*)malloc(length + 60U);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  memset(text, ';', length);
  (void)snprintf(text + length, 60, "\ninstr 9\na1 init 1\nout a1\nendin\n");
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(csn_engine_compile(rig->engine, text, 1), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 0, "compile", text, strlen(text), 2),
    CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  rig_close(rig);
  free(text);
}

static void
many_args(void)
{
  static double args[3000];
  static const size_t counts[] = { 1000, 1990, 2000, 3000 };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); ++i) {
    const uint32_t request = 50U + (uint32_t)i;
    const CsnStatus st =
      csn_engine_sched(rig->engine, "1", 0, 0.001, args, counts[i], request);
    rig_block(rig, 256);
    const RigReply* const reply = rig_reply(rig, request);
    CU_ASSERT(st || reply);
    CU_ASSERT(counts[i] < 1990 ? rig_answered(rig, request, CSN_OK)
                               : counts[i] < 2000 || st || reply->status);
  }
  CU_ASSERT(works(rig));
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "calls", "an absurd configuration is refused", absurd_config },
  { "calls", "an extreme configuration works", extreme_config },
  { "calls", "all calls are legal without a program", before_a_program },
  { "calls", "requests before a program are answered", early_requests },
  { "calls", "a mode that is none is refused", bad_modes },
  { "calls", "MIDI bytes that are no message are ignored", bad_midi },
  { "calls", "texts for no method are refused", bad_texts },
  { "calls", "lines have one limit at all doors", one_limit },
  { "calls", "a large orchestra can be compiled", large_compile },
  { "calls", "too many p-fields are refused", many_args },
};
CSN_TESTS(tests)
