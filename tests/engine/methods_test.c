// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The methods that the audio thread carries out: values, errors and edges
// (layer: tests).

#include "rig.h"

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr 1\nk4 = p4\nk5 = p5\nouts upsamp(k4), upsamp(k5)\nendin\n"
  "instr lead\na1 init p4\nouts a1, a1\nendin\n"
  "instr 7\nS1 = p4\na1 init strcmp(S1, \"hello\") == 0 ? p5 : -1\n"
  "outs a1, a1\nendin\n"
  "instr 8\na1 linsegr 0, 0.001, 1, 0.1, 0\nouts a1, a1\nendin\n"
  "instr 9\nS1 chnget \"text\"\nk1 strcmpk S1, \"said\"\n"
  "outs upsamp(k1), upsamp(chnget:k(\"num\"))\nendin\n";

/* The left channel's last sample. */
static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static double
right_now(const Rig* rig)
{
  return (double)rig->out[1][rig->at - 1U];
}

static void
sched_values(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.1 0 0"), 1.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.1 0 0"), 1.0003, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 8 5"), 8.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1.25 0 0.1 0 0"), 1.25, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 dur=0.25 delay=1 0.5 0"),
                         1.0004,
                         1e-9);
  const double lead = rig_ask(rig, "sched lead 0 0.1 0.5");
  CU_ASSERT(lead > 0 && lead - (double)(int)lead > 0.00019);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched lead.5 0 0.1 0.5"),
                         (int)lead + 0.5,
                         1e-9);
  rig_close(rig);
}

/* A p1 can be said by its digits. */
static void
digits(void)
{
  const RigShape shape = { .length = 96000 };
  Rig* const rig = rig_with(&shape, program);
  for (unsigned i = 2; i < 1200; ++i) {
    char text[16];
    (void)snprintf(text, sizeof(text), "8.%04u", i);
    const double wanted = strtod(text, NULL);
    const double p1 = rig_ask(rig, "sched 8 0 0.001");
    CU_ASSERT_FATAL(!(p1 < wanted) && !(p1 > wanted));
  }
  rig_close(rig);
}

static void
variables(void)
{
  Rig* const rig = rig_with(NULL, program);
  rig_block(rig, 10);
  // All in one frame, in the middle of a k-cycle
  CU_ASSERT_EQUAL(rig_line(rig, 20, 1, "$a = sched 1 0 -1 0.25 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 20, 2, "setp $a 5 0.75"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 20, 3, "$v = getp $a 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 20, 4, "setChannel c $v"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 1.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 5"), 0.75, 0);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.75, 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "setp $nobody 4 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "$z = sched 777"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $z 4 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK);
  rig_close(rig);
}

static void
setp_getp(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1 0 -1 0.25 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $a 4 0.125 5 0.0625"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.125, 0);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.0625, 0);

  // The delay ends in the k-cycle of its frame
  rig_run(rig, 1024, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $a 4 1 delay=0.01"), CSN_OK);
  rig_run(rig, 4096, 64);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][1024 + 480], 0.125, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][1024 + 480 + 64], 1, 0);

  // A whole number means all notes of the instrument
  CU_ASSERT_EQUAL(rig_call(rig, "$b = sched 1 0 -1 0.5 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 1 4 0.25"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 4"), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $b 4"), 0.25, 0);
  rig_close(rig);
}

static void
setp_refused(void)
{
  static const char* const bad[] = {
    "setp 1.0002",       "setp 1.0002 4",      "setp 1.0002 3 1",
    "setp 1.0002 0 1",   "setp 1.0002 -4 1",   "setp 1.0002 1e9 1",
    "setp 1.0002 nan 1", "setp 1.5 4 1",       "setp 9 4 1",
    "setp nan 4 1",      "setp 1e10 4 1",      "setp 65537 4 1",
    "setp -1 4 1",       "setp 1.0002 1000 1", "getp 1.0002 0",
    "getp 1.0002 1000",  "getp 1.0002 nan",    "getp 1.5 4",
    "getp 9 4",          "getp 65537 4",       "getp -65535 4",
    "getp nan 4",        "getp 1.0002 1e10",
  };
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 -1 0.25 0.5"), 1.0002, 1e-9);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    static uint32_t request = 100;
    const CsnStatus st = rig_line(rig, 0, ++request, bad[i]);
    rig_block(rig, 256);
    const RigReply* const reply = rig_reply(rig, request);
    if (!st && !(reply && reply->status && reply->text[0])) {
      printf("    %s\n", bad[i]);
      CU_FAIL("what makes no sense was taken");
    }
  }
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  rig_close(rig);
}

static void
release(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 8"), CSN_OK);
  rig_block(rig, 1000);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 1, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK);
  rig_block(rig, 1000);
  CU_ASSERT(now(rig) > 0.5 && now(rig) < 1);
  rig_block(rig, 6000);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK); // Ended already: fine

  // One of two, then all of an instrument
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1 0 -1 0.25 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = sched 1 0 -1 0.5 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$c = sched 1 0 -1 1 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $b"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 1.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  rig_close(rig);
}

static void
unsched_all(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 8"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0.1 1 0.5 0"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_block(rig, 256);
  const uint32_t begin = rig->at;
  rig_run(rig, 12000, 500);
  CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at), -1);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5 0"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  rig_close(rig);
}

/* Order counts: what comes before it is forgotten, what comes after is not. */
static void
unsched_all_order(void)
{
  Rig* const rig = rig_with(NULL, program);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_line(rig, 3, 1, "sched 1 0 -1 0.25 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 3, 0, "sched 1 0.005 -1 0.125 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 3, 2, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 3, 3, "sched 1 0 -1 0.5 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 150, 4, "sched 1 0 -1 0 0.125"), CSN_OK);
  rig_block(rig, 512);
  for (uint32_t request = 1; request <= 4; ++request) {
    CU_ASSERT(rig_answered(rig, request, CSN_OK));
  }
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.125, 0);
  rig_close(rig);
}

static void
events(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 37, 1, "event i 1 0 0.01 0.5 0"), CSN_OK);
  static const char lines[] =
    "i1 0.02 0.01 0.25 0 ; words\r\n\n\ti \"lead\" .04 .01 1\n"
    "f 5 0 8 -2 1 2 3\ni 7 0.06 0.01 \"hello\" 0.75\n";
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 37, "event", lines, strlen(lines), 2),
    CSN_OK);
  rig_run(rig, 6000, 100);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 64 + 37);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 37 + 479], 0.5, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 700, rig->at), 64 + 37 + 960);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 37 + 960], 0.25, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 1700, rig->at), 64 + 37 + 1920);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 37 + 1920], 1, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 2700, rig->at), 64 + 37 + 2880);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 37 + 2880], 0.75, 0);

  // Held, and ended by its negative number
  CU_ASSERT_EQUAL(rig_call(rig, "event i 1.1 0 -1 0.5 0"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "event i -1.1 0 0"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  rig_close(rig);
}

static void
events_refused(void)
{
  static const char* const bad[] = {
    "event e",         "event s",           "event x 1 2", "event i 1 0 x",
    "event i 1 \"a\"", "event i 1 0 1 \"a", "event hello", "event i 1 nan 1",
  };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    if (rig_call(rig, bad[i]) == CSN_OK) {
      printf("    %s\n", bad[i]);
      CU_FAIL("an event that cannot be played was taken");
    }
  }
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5 0"), CSN_OK);
  rig_close(rig);
}

static void
texts_as_pfields(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 7 0 0.1 \"hello\" 0.5"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 7 0.2 0.1 hello 0.25"), CSN_OK);
  rig_run(rig, 11000, 500);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  rig_close(rig);
}

static void
channels(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "getControlChannel none"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num 0.5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel text \"said\""), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 9"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.5, 0);
  rig_run(rig, 1024, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num 0.25 api 0.01"), CSN_OK);
  rig_run(rig, 2048, 64);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][1024 + 480], 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][1024 + 480 + 64], 0.25, 0);

  // Of the other kind, or of none
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "setChannel num words"), CSN_OK);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "setChannel text 5"), CSN_OK);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "getControlChannel text"), CSN_OK);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "setChannel \"\" 5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 0.25, 0);
  rig_close(rig);
}

static void
c_calls(void)
{
  static const double args[] = { 0.5, 0.25 };
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_sched(e, "1", 0, -1, args, 2, 7), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 7), 1.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.25, 0);
  CU_ASSERT_EQUAL(csn_engine_setp(e, rig_value(rig, 7), 5, 0.75, 0), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0.75, 0);
  CU_ASSERT_EQUAL(csn_engine_set_channel(e, "num", 3, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_unsched(e, rig_value(rig, 7), 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched(e, "lead", 0, 1, args, 1, 8), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 3, 0);
  CU_ASSERT_EQUAL(csn_engine_unsched_all(e), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_EQUAL(csn_engine_sched(e, "nobody", 0, 1, NULL, 0, 9), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 9, CSN_ERR_NOT_FOUND));
  rig_close(rig);
}

static void
reset(void)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t pedal[] = { 0xB0, 64, 127 };
  Rig* const rig = rig_with(NULL, program);
  (void)csn_engine_midi_rt(rig->engine, 3, pedal, 3);
  (void)csn_engine_midi_rt(rig->engine, 3, on, 3);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5 0.5"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(right_now(rig) > 0.4);
  csn_engine_reset_rt(rig->engine);
  rig_block(rig, 2000);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(right_now(rig), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5 0"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "methods", "sched returns a p1 that is counted", sched_values },
  { "methods", "a p1 is what its digits say", digits },
  { "methods", "a $name can be used in its own frame", variables },
  { "methods", "setp changes and getp tells p-fields", setp_getp },
  { "methods", "setp and getp refuse what makes no sense", setp_refused },
  { "methods", "unsched ends with a release", release },
  { "methods", "unschedAll ends and forgets", unsched_all },
  { "methods", "unschedAll leaves what comes after it", unsched_all_order },
  { "methods", "event plays score lines on their frames", events },
  { "methods", "event refuses other lines", events_refused },
  { "methods", "a p-field may be a text", texts_as_pfields },
  { "methods", "channels are numbers or texts", channels },
  { "methods", "the C functions do as the lines do", c_calls },
  { "methods", "a reset ends all notes", reset },
};
CSN_TESTS(tests)
