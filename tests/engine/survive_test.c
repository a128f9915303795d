// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A program that goes wrong while it plays: what is well goes on, and the
// error is told (layer: tests).

#include "rig.h"

/* Instrument 1 is the well one; the others go wrong in their own ways. */
static const char program[] =
  "<CsoundSynthesizer>\n<CsInstruments>\n"
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr 1\na1 init 0.5\nouts a1, a(k(0))\nendin\n"
  "instr 2\nexitnow\nendin\n"
  "instr 3\na1 oscili 1, 440, 4711\nouts a(k(0)), a1\nendin\n"
  "instr 4\nk1 tab timeinstk() * 1000, 1\nendin\n"
  "instr 5\na1 diskin2 \"there is no such file.wav\"\nendin\n"
  "instr 6\nk1 tableikt 1, 99 + timeinstk()\nouts a(k(0)), a(k1)\nendin\n"
  "instr 7\nevent \"e\", 0, 0\nendin\n"
  "instr 8\nevent_i \"i\", 777, 0, 1\nendin\n"
  "instr 9\nturnoff2 9, 0, 0\nendin\n"
  "instr 10\nkArr[] fillarray 1, 2\nk1 = kArr[timeinstk()]\nendin\n"
  "instr 11\nscoreline_i {{i 1 0\nwhat is this\n}}\nendin\n"
  "instr 12\nkn = 5 % (timeinstk() - 1)\nki = 1 / (timeinstk() - 2)\nendin\n"
  "gi1 ftgen 1, 0, 16, -2, 1\n"
  "</CsInstruments>\n<CsScore>\nf 0 100000\n</CsScore>\n"
  "</CsoundSynthesizer>\n";

static bool
sounds(Rig* rig)
{
  const uint32_t begin = rig->at;
  rig_block(rig, 512);
  for (uint32_t i = begin; i < rig->at; ++i) {
    if (rig->out[0][i] > 0.5F || rig->out[0][i] < 0.5F) {
      return false;
    }
  }
  return true;
}

/* Each bad instrument while a good note sounds; an old note is not lost. A
   k-cycle in which Csound jumped out may be silent, the ones after it not. */
static void
goes_on(void)
{
  for (unsigned bad = 2; bad <= 12; ++bad) {
    char line[80];
    Rig* const rig = rig_with(NULL, program);
    CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1"), CSN_OK);
    rig_block(rig, 256);
    CU_ASSERT(sounds(rig));
    (void)snprintf(line, sizeof(line), "sched %u 0 0.02", bad);
    for (unsigned i = 0; i < 3; ++i) {
      CU_ASSERT_EQUAL(rig_line(rig, 10 * i, 0, line), CSN_OK);
      rig_block(rig, 1500);
    }
    if (!sounds(rig)) {
      printf("    after instr %u\n", bad);
      CU_FAIL("a bad note took the good one with it");
    }
    CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 1"), 1.0002, 1e-9);
    CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK);
    rig_block(rig, 256);
    const uint32_t begin = rig->at;
    rig_block(rig, 256);
    CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at), -1);
    rig_close(rig);
  }
}

static void
errors_are_told(void)
{
  static const char* const lines[] = { "sched 3 0 0.1",
                                       "sched 5 0 0.1",
                                       "sched 10 0 0.1" };
  for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); ++i) {
    Rig* const rig = rig_with(NULL, program);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, lines[i]), CSN_OK);
    rig_run(rig, 9000, 500);
    const RigReply* const error = rig_last(rig, CSN_REPLY_ERROR);
    if (!error || !strstr(error->text, "error: ")) {
      printf("    %s: %s\n", lines[i], error ? error->text : "nothing");
      CU_FAIL("an error while playing was not told");
    }
    rig_close(rig);
  }
}

/* One bad note does not fill the log with the same line in each k-cycle. */
static void
errors_are_told_briefly(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 10 0 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 6 0 0.5"), CSN_OK);
  rig_run(rig, 40000, 500);
  CU_ASSERT(rig_count(rig, CSN_REPLY_ERROR) < 20);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_close(rig);
}

static void
unknown_instruments(void)
{
  static const char* const bad[] = {
    "sched 777",     "sched nobody",    "sched 0",           "sched -1",
    "sched 0.5",     "sched 32768",     "sched 40000",       "sched 1e9",
    "sched nan",     "sched \"\"",      "sched 1 -1",        "sched 1 nan",
    "sched 1 0 nan", "unsched nobody",  "unsched 0",         "unsched nan",
    "unsched 1e10",  "event i 777 0 1", "event i 40000 0 1", "event i nan 0 1",
    "event i",
  };
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    if (rig_call(rig, bad[i]) == CSN_OK) {
      printf("    %s\n", bad[i]);
      CU_FAIL("what cannot be played was taken");
    }
    const RigReply* const failed = rig_last(rig, CSN_REPLY_FAILED);
    CU_ASSERT(failed && failed->text[0]);
  }
  CU_ASSERT(sounds(rig));
  rig_close(rig);
}

/* A fraction belongs to one note: the numbers are used again only when free. */
static void
unique_p1(void)
{
  static const RigShape shape = { .n_outputs = 2, .length = 700000 };
  Rig* const rig = rig_with(&shape, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "$held = sched 1"), CSN_OK);
  rig_block(rig, 64);
  const double held = rig_value(rig, 1);
  unsigned n_same = 0;
  unsigned n_wrong = 0;
  for (unsigned i = 0; i < 10100; ++i) {
    rig->n_replies = 0;
    n_wrong += rig_line(rig, 0, 2, "sched 1 0 0.0001") != CSN_OK;
    rig_block(rig, 64);
    const double p1 = rig_value(rig, 2);
    n_wrong += !(p1 > 1 && p1 < 2);
    n_same += !(p1 > held) && !(p1 < held);
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  CU_ASSERT_EQUAL(n_same, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $held 3"), -1.0, 0);
  rig_close(rig);
}

static void
many_notes(void)
{
  static const RigShape shape = { .n_outputs = 2, .length = 100000 };
  Rig* const rig = rig_with(&shape, program);
  for (unsigned i = 0; i < 6000; ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, i % 64U, 0, "sched 1 0 0.05"), CSN_OK);
    if (i % 300U == 299U) {
      rig_block(rig, 64);
    }
  }
  rig_run(rig, 20000, 512);
  const uint32_t begin = rig->at;
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at), -1);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(sounds(rig));
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 3"), -1.0, 0);
  rig_close(rig);
}

/* An instrument that wants more memory than there is. */
static void
no_memory(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  Rig* const rig = rig_with(NULL, program); // Sanitizers end the process here
  CU_ASSERT_EQUAL(
    rig_call(rig, "compile {{instr 20\nk1[][] init 100000, 100000\nendin}}"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(sounds(rig));
  CU_ASSERT_EQUAL(rig_call(rig, "sched 20 0 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(sounds(rig));
  const RigReply* const told = rig_last(rig, CSN_REPLY_ERROR);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "more memory than there is"));
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ERROR), 1);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(sounds(rig));
  rig_close(rig);
#endif
}

static const CsnTest tests[] = {
  { "survival", "an instrument without memory is silent, and told", no_memory },
  { "survival", "a good note outlives every bad one", goes_on },
  { "survival", "errors while playing are told", errors_are_told },
  { "survival",
    "the same error is not told a thousand times",
    errors_are_told_briefly },
  { "survival", "what cannot be played is refused", unknown_instruments },
  { "survival", "no running note's p1 is given again", unique_p1 },
  { "survival", "more notes than can be counted do no harm", many_notes },
};
CSN_TESTS(tests)
