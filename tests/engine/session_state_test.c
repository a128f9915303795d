// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The session as text: what a state keeps of it (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define K 64U ///< ksmps, and the latency of what has no promise

static const char program[] = HEADER "instr 1\nendin\n";

static double
heard(Rig* rig, const char* line)
{
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, K);
  const double value = (double)rig->out[0][rig->at - 1U];
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_block(rig, K);
  return value;
}

/* An engine whose session has an odd text, an alias, a priority and other
   defaults. */
static Rig*
defined(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "session 4 20 500"), CSN_OK);
  CU_ASSERT_EQUAL(
    rig_call(rig,
             "defInstr odd {{\n  |kone=1/4, Sname=\"end\"|\n"
             "  ; text 3 abc\n  outch 1, upsamp(kone * strlen(Sname))\n}} "
             "aliases=\"one=kone\" priority=3 kmore=0.1"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "defInstr plain {{ outch 1, upsamp(k(p5)) }}"),
                  CSN_OK);
  return rig;
}

static void
comes_back(void)
{
  Rig* rig = defined();
  char* const text = csn_engine_session_state(rig->engine);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_EQUAL(strncmp(text, "session 4 20 500\ndefInstr\n", 26), 0);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched odd"), 0.75, 1e-6);
  const double p1 = rig_ask(rig, "sched odd");
  rig_close(rig);

  rig = rig_open(NULL);
  char report[256] = "x";
  CU_ASSERT_EQUAL(
    csn_engine_set_session_state(rig->engine, text, report, sizeof(report)),
    CSN_OK);
  CU_ASSERT_STRING_EQUAL(report, "");
  char* const again = csn_engine_session_state(rig->engine);
  CU_ASSERT_STRING_EQUAL(again, text);
  rig_load(rig, program);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched odd"), 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched odd one=0.125"), 0.375, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched plain 0 -1 0.5"), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(floor(rig_ask(rig, "sched odd")), floor(p1), 0);
  rig_close(rig);
  free(again);
  free(text);
}

/* Over a session that sounds: what has the same name is replaced with the
   program, and a program that fails leaves the old one. */
static void
over_another(void)
{
  Rig* rig = defined();
  char* const text = csn_engine_session_state(rig->engine);
  rig_close(rig);
  rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(
    rig_call(rig, "defInstr odd {{ |kone=0.5| outch 1, upsamp(kone) }}"),
    CSN_OK);
  CU_ASSERT_EQUAL(
    rig_call(rig, "defInstr mine {{ |kone=0.875| outch 1, upsamp(kone) }}"),
    CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched odd"), 0.5, 1e-6);
  CU_ASSERT_EQUAL(csn_engine_set_session_state(rig->engine, text, NULL, 0),
                  CSN_OK);

  static const char bad[] = "instr 1\nnosuch 1\nendin\n";
  const CsnSource source = { bad, strlen(bad), NULL, NULL };
  CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, NULL, 0),
                  CSN_ERR_COMPILE);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched mine"), 0.875, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched plain 0 -1 0.25"), 0.25, 1e-6);
  rig_load(rig, program);
  rig_block(rig, 4096);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched odd"), 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched mine"), 0.875, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched plain 0 -1 0.25"), 0.25, 1e-6);
  rig_close(rig);
  free(text);
}

static void
bad_ones(void)
{
  static const char* const texts[] = {
    "",
    "sessions 1 2 3\n",
    "session 10 10\n",
    "session 0 10 10000\n",
    "session 33 10 10000\n",
    "session 10 10 10000\nrest",
    "session 10 10 10000\ndefInstr\n",
    "session 10 10 10000\ndefInstr\ntext 9 abc\nend\n",
    "session 10 10 10000\ndefInstr\ntext 99999999999999999999 a\nend\n",
    "session 10 10 10000\ndefInstr\ntext -1 a\nend\n",
    "session 10 10 10000\ndefInstr\nnumber 12\nend\n",
    "session 10 10 10000\ndefInstr\nword 1 a\nend\n",
  };
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_PTR_NULL(csn_engine_session_state(rig->engine));
  for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); ++i) {
    CU_ASSERT_EQUAL(
      csn_engine_set_session_state(rig->engine, texts[i], NULL, 0),
      CSN_ERR_BAD_DATA);
  }

  // One instrument is wrong, the next is not
  char report[256] = "";
  CU_ASSERT_EQUAL(
    csn_engine_set_session_state(rig->engine,
                                 "session 10 10 10000\n"
                                 "defInstr\ntext 3 bad\ntext 5 |k=1|\n"
                                 "number 0000000000000000\n"
                                 "number 0000000000000000\nend\n"
                                 "defInstr\ntext 4 good\n"
                                 "text 22 outch 1, upsamp(k(p5))\n"
                                 "number 0000000000000000\n"
                                 "number 0000000000000000\nend\n",
                                 report,
                                 sizeof(report)),
    CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "bad:1:"));
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, "sched good 0 -1 0.5"), 0.5, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "sched bad"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "session's state", "it comes back", comes_back },
  { "session's state", "it comes over another", over_another },
  { "session's state", "bad ones are refused", bad_ones },
};

CSN_TESTS(tests)
