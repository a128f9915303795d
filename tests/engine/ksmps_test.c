// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The k-cycle and the host's block: fitted, as written or as the user says;
// latency, and a promise that the host breaks (layer: tests).

#include "rig.h"

static const char*
program(unsigned ksmps)
{
  static char text[300];
  char line[40] = "";
  if (ksmps) {
    (void)snprintf(line, sizeof(line), "ksmps = %u\n", ksmps);
  }
  (void)snprintf(text,
                 sizeof(text),
                 "sr = 48000\n%snchnls = 1\n0dbfs = 1\n"
                 "instr 1\na1 init 1\nout a1\nendin\n"
                 "instr 2\nkn timeinstk\nout a(kn / 1024)\nendin\n",
                 line);
  return text;
}

static void
fitted(void)
{
  static const struct {
    unsigned block, written, ksmps;
  } cases[] = {
    { 256, 64, 64 },  { 256, 100, 64 }, { 100, 16, 10 },  { 256, 0, 16 },
    { 480, 64, 60 },  { 64, 64, 64 },   { 64, 4096, 64 }, { 1, 64, 1 },
    { 441, 100, 63 }, { 997, 64, 1 },   { 1024, 10, 8 },  { 96, 32, 32 },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    const RigShape shape = { .n_outputs = 1, .fixed_block = cases[i].block };
    CsnInfo info;
    Rig* const rig = rig_open(&shape);
    rig_load(rig, program(cases[i].written));
    csn_engine_info(rig->engine, &info);
    CU_ASSERT_EQUAL(info.ksmps, cases[i].ksmps);
    CU_ASSERT_EQUAL(info.latency, 0);
    CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 0);
    rig_close(rig);
  }
}

static void
modes(void)
{
  static const struct {
    CsnKsmpsMode mode;
    unsigned number, block, written, ksmps, latency;
    const char* word;
  } cases[] = {
    { CSN_KSMPS_FIT, 0, 0, 100, 100, 100, "fit" },
    { CSN_KSMPS_FIT, 0, 0, 0, 16, 16, "fit" },
    { CSN_KSMPS_EXACT, 0, 256, 100, 100, 100, "exact" },
    { CSN_KSMPS_EXACT, 0, 256, 64, 64, 0, "exact" },
    { CSN_KSMPS_NUMBER, 32, 256, 100, 32, 0, "32" },
    { CSN_KSMPS_NUMBER, 50, 256, 100, 50, 50, "50" },
    { CSN_KSMPS_NUMBER, 1, 0, 100, 1, 1, "1" },
    { CSN_KSMPS_NUMBER, 8192, 0, 100, 8192, 8192, "8192" },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    const RigShape shape = { .n_outputs = 1, .fixed_block = cases[i].block };
    char word[16] = "";
    CsnInfo info;
    Rig* const rig = rig_open(&shape);
    CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine,
                                         cases[i].mode,
                                         cases[i].number),
                    CSN_OK);
    rig_load(rig, program(cases[i].written));
    csn_engine_info(rig->engine, &info);
    csn_engine_ksmps_mode(rig->engine, word, sizeof(word));
    CU_ASSERT_EQUAL(info.ksmps, cases[i].ksmps);
    CU_ASSERT_EQUAL(info.latency, cases[i].latency);
    CU_ASSERT_STRING_EQUAL(word, cases[i].word);
    rig_close(rig);
  }
}

static void
written_in_other_ways(void)
{
  static const struct {
    const char* text;
    unsigned ksmps;
  } cases[] = {
    { "sr = 44100\nkr = 4410\n0dbfs = 1\ninstr 1\nendin\n", 10 },
    { "#define K #48#\nksmps = $K\n0dbfs = 1\ninstr 1\nendin\n", 48 },
    { "ksmps = 2 * 20\n0dbfs = 1\ninstr 1\nendin\n", 40 },
    { "<CsoundSynthesizer>\n<CsOptions>\n--ksmps=25\n</CsOptions>\n"
      "<CsInstruments>\nksmps = 32\ninstr 1\nendin\n</CsInstruments>\n"
      "</CsoundSynthesizer>\n",
      25 },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    CsnInfo info;
    Rig* const rig = rig_with(NULL, cases[i].text);
    csn_engine_info(rig->engine, &info);
    CU_ASSERT_EQUAL(info.ksmps, cases[i].ksmps);
    rig_close(rig);
  }
}

static void
no_latency(void)
{
  static const RigShape shape = { .n_outputs = 1, .fixed_block = 256 };
  Rig* const rig = rig_open(&shape);
  rig_load(rig, program(64));
  rig_block(rig, 256);
  CU_ASSERT_EQUAL(rig_line(rig, 77, 0, "sched 1 0 0.01"), CSN_OK);
  rig_run(rig, 2048, 256);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 256 + 77);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 256 + 77 + 479);
  rig_close(rig);
}

/* The ramp tells the k-cycles apart, so a lost or repeated one is seen. */
static void
broken_promise(void)
{
  static const RigShape shape = { .n_outputs = 1,
                                  .fixed_block = 256,
                                  .length = 16384 };
  static const uint32_t odd[] = { 256, 256, 256, 100, 1, 300, 256, 63 };
  Rig* const good = rig_open(&shape);
  Rig* const bad = rig_open(&shape);
  rig_load(good, program(64));
  rig_load(bad, program(64));
  CU_ASSERT_EQUAL(rig_line(good, 0, 0, "sched 2"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(bad, 0, 0, "sched 2"), CSN_OK);
  rig_run(good, 8192, 256);
  for (size_t i = 0; bad->at < 8192; ++i) {
    rig_block(bad, odd[i % 8U]);
  }
  CU_ASSERT_EQUAL(csn_engine_latency_rt(good->engine), 0);
  CU_ASSERT_EQUAL(csn_engine_latency_rt(bad->engine), 64);
  const size_t kept = 768U + 64U; // The whole cycles of the first odd block
  CU_ASSERT(rig_same(good->out[0], bad->out[0], kept));
  CU_ASSERT(
    rig_same(good->out[0] + kept, bad->out[0] + kept + 64, 8192U - kept - 64U));
  rig_close(good);
  rig_close(bad);
}

static void
broken_promise_is_remembered(void)
{
  static const RigShape shape = { .n_outputs = 1, .fixed_block = 256 };
  Rig* const rig = rig_open(&shape);
  rig_load(rig, program(64));
  rig_block(rig, 100);
  CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 64);
  rig_load(rig, program(32));
  CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 32);
  rig_close(rig);
}

static void
mode_by_message(void)
{
  static const char* const bad[] = {
    "ksmps 0",     "ksmps 8193", "ksmps -4",
    "ksmps other", "ksmps nan",  "ksmps \"\""
  };
  char word[16];
  Rig* const rig = rig_open(NULL);
  rig_load(rig, program(100));
  CU_ASSERT_EQUAL(rig_call(rig, "ksmps 24"), CSN_OK);
  csn_engine_ksmps_mode(rig->engine, word, sizeof(word));
  CU_ASSERT_STRING_EQUAL(word, "24");
  CU_ASSERT_EQUAL(rig_call(rig, "ksmps \"48\""), CSN_OK);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  csn_engine_ksmps_mode(rig->engine, word, sizeof(word));
  CU_ASSERT_STRING_EQUAL(word, "48");
  CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 100);
  rig_load(rig, program(100));
  CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), 48);
  CU_ASSERT_EQUAL(rig_call(rig, "ksmps exact"), CSN_OK);
  csn_engine_ksmps_mode(rig->engine, word, sizeof(word));
  CU_ASSERT_STRING_EQUAL(word, "exact");
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "ksmps", "ksmps fits a promised block, and latency is 0", fitted },
  { "ksmps", "each mode gives its ksmps and its latency", modes },
  { "ksmps",
    "kr, macros, sums and options say ksmps as well",
    written_in_other_ways },
  { "ksmps", "with a promise notes sound on their own frame", no_latency },
  { "ksmps",
    "a broken promise puts the same samples ksmps later",
    broken_promise },
  { "ksmps",
    "a program that follows a broken promise has latency",
    broken_promise_is_remembered },
  { "ksmps", "the method sets the mode for later loads", mode_by_message },
};
CSN_TESTS(tests)
