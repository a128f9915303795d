// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The program's own score: what it plays, where it ends, and that playing goes
// on after it (layer: tests).

#include "rig.h"

static const char*
with_score(const char* score)
{
  static char text[1200];
  (void)
    snprintf(text,
             sizeof(text),
             "<CsoundSynthesizer>\n<CsInstruments>\n"
             "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
             "massign 0, 1\n"
             "instr 1\na1 init 1\nout a1\nendin\n"
             "instr 2\nevent \"e\", 0, p4\nendin\n"
             "instr 3\nscoreline_i {{e\n}}\nendin\n"
             "instr 4\nexitnow\nendin\n"
             "instr 5\na1 init 1\nout a1 * linsegr(1, 1, 1, 0.1, 0)\nendin\n"
             "</CsInstruments>\n<CsScore>\n%s\n</CsScore>\n"
             "</CsoundSynthesizer>\n",
             score);
  return text;
}

/* Frames that csound itself writes for a score, the last k-cycle filled up:
   its own command counts k-cycles, as here. */
static void
end_is_told(void)
{
  static const struct {
    const char* score;
    int64_t end;
  } cases[] = {
    { "i 1 0 0.1\ne", 4800 },         { "i 1 0 0.5\nf 0 1\ne", 48000 },
    { "i 1 0 0.1\ne 0.5", 24000 },    { "i 1 0 0.1\ns\ni 1 0 0.1\ne", 9600 },
    { "f 0 0.25\ne", 12000 },         { "t 0 120\ni 1 0 1\ne", 24000 },
    { "i 1 0 -1\nf 0 0.2\ne", 9600 },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); ++i) {
    const RigShape shape = { .n_outputs = 1, .length = 60000 };
    Rig* const rig = rig_with(&shape, with_score(cases[i].score));
    rig_run(rig, 60000, 1000);
    CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ENDED), 1);
    const RigReply* const ended = rig_last(rig, CSN_REPLY_ENDED);
    const int64_t want = cases[i].end + 64;
    if (!ended || ended->frame < want - 64 || ended->frame > want + 64 ||
        ended->frame % 64) {
      printf("    %s: ends at %lld, not at %lld\n",
             cases[i].score,
             ended ? (long long)ended->frame : -1LL,
             (long long)want);
      CU_FAIL("the end of the score is told wrongly");
    }
    rig_close(rig);
  }
}

static void
no_end(void)
{
  static const char* const texts[] = {
    "ksmps = 64\ninstr 1\nendin\n",
    "<CsoundSynthesizer>\n<CsInstruments>\nksmps = 64\ninstr 1\nendin\n"
    "</CsInstruments>\n</CsoundSynthesizer>\n",
  };
  for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); ++i) {
    Rig* const rig = rig_with(NULL, texts[i]);
    rig_run(rig, 20000, 1000);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
    CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ENDED), 0);
    rig_close(rig);
  }
}

/* Notes by line and by MIDI, as exact as before. */
static void
check_alive(Rig* rig)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t off[] = { 0x80, 60, 0 };
  rig_run(rig, (rig->at + 63U) / 64U * 64U, 64);
  uint32_t begin = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig, 100, 0, "sched 1 0 0.01"), CSN_OK);
  rig_block(rig, 1000);
  CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at), (int)begin + 164);
  CU_ASSERT_EQUAL(rig_final(rig, 0, begin, rig->at), (int)begin + 164 + 479);

  begin = rig->at;
  (void)csn_engine_midi_rt(rig->engine, 77, on, 3);
  (void)csn_engine_midi_rt(rig->engine, 700, off, 3);
  rig_block(rig, 1000);
  CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at), (int)begin + 64 + 77);
  CU_ASSERT(rig_final(rig, 0, begin, rig->at) < (int)begin + 900);

  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "$held = sched 5"), CSN_OK);
  rig_block(rig, 20000);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), (int)rig->at - 1);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "unsched $held"), CSN_OK);
  rig_block(rig, 6000);
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) < (int)rig->at - 500);
}

static void
goes_on(void)
{
  static const char* const scores[] = {
    "i 1 0 0.01\ne",
    "i 1 0 0.01\ns\ni 1 0.1 0.01\ne",
    "i 2 0.05 0.1\ne 0.3",
    "i 2 0.05 0.1 0.1\nf 0 1\ne",
    "i 3 0.05 0.1\ne 0.3",
    "e",
    "",
  };
  for (size_t i = 0; i < sizeof(scores) / sizeof(*scores); ++i) {
    Rig* const rig = rig_with(NULL, with_score(scores[i]));
    rig_run(rig, 17000, 1000);
    CU_ASSERT(rig_count(rig, CSN_REPLY_ENDED) <= 1);
    const unsigned n_before = CU_get_number_of_failures();
    check_alive(rig);
    CU_ASSERT(rig_count(rig, CSN_REPLY_ENDED) <= 1);
    if (CU_get_number_of_failures() > n_before) {
      printf("    after the score {{%s}}\n", scores[i]);
    }
    rig_close(rig);
  }
}

static void
notes_over_the_end(void)
{
  Rig* const rig = rig_with(NULL, with_score("i 1 0 0.01\ne"));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0.5 0.1"), CSN_OK);
  rig_run(rig, 40000, 1000);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 1000, rig->at), 24064);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 1000, rig->at), 24064 + 4799);
  rig_close(rig);
}

static void
second_section(void)
{
  Rig* const rig =
    rig_with(NULL, with_score("i 1 0 0.01\nf 0 0.1\ns\ni 1 0.1 0.01\ne"));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "$h = sched 1.7"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1500, 2, "unsched $h"), CSN_OK);
  rig_run(rig, 4864, 512);
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) < 1700);
  rig_run(rig, 20000, 1000);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 2000, rig->at), 64 + 9600);
  check_alive(rig);
  rig_close(rig);
}

static void
aligned_end(void)
{
  static const RigShape shape = { .n_outputs = 1, .fixed_block = 256 };
  Rig* const rig = rig_with(&shape, with_score("i 1 0 0.1\ne"));
  rig_run(rig, 8192, 256);
  const RigReply* const ended = rig_last(rig, CSN_REPLY_ENDED);
  CU_ASSERT_PTR_NOT_NULL_FATAL(ended);
  CU_ASSERT_EQUAL(ended->frame, 4800);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 4799);
  rig_close(rig);
}

/* Csound's reader would write over its memory. */
static void
bad_statements(void)
{
  static const char* const bad[] = {
    "event {{f 5 0 8 \"}}",           "event {{f 5 0 8 -2 \"a}}",
    "event {{f 5 0 8 1 \"a\\\"}}",    "event {{f 5 0 8 \"\"}}",
    "event {{f 5 0 8 -2 1 {{}}",      "event {{q 1 0 x}}",
    "event {{f 5 0 8 -2 1\n q \"a}}",
  };
  const RigShape shape = { .n_outputs = 1 };
  Rig* const rig = rig_with(&shape, "instr 1\nout a(p4)\nendin\n");
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_DATA);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "event {{f 5 0 16 -2 1 2 ; a table}}"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode ftlen(5)"), 16, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "event", "what Csound cannot read is refused before it", bad_statements },
  { "score", "its end is told where csound would stop", end_is_told },
  { "score", "a program without a score has no end", no_end },
  { "score", "playing goes on after its end", goes_on },
  { "score",
    "what was sent before its end sounds after it",
    notes_over_the_end },
  { "score", "a second section begins on its frame", second_section },
  { "score",
    "its end is told without latency where there is none",
    aligned_end },
};
CSN_TESTS(tests)
