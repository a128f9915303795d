// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file events_test.c
   Notes and the time that they are told: absolute times, the clock and its
   locks, the extra latency, what is rounded to k-cycles, notes taken back.
*/

#include "../rig.h"

#include <math.h>

// p4 on the left; p5 on the right; texts are told by their length
static const char program[] =
  "ksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr 1\n k4 = p4\n k5 = p5\n out upsamp(k4), upsamp(k5)\nendin\n"
  "instr 2\n k4 = p4\n out upsamp(k4), a(0)\nendin\n"
  "instr texts\n S4 strget p4\n S6 = p6\n S7 strget p7\n"
  " kleft init (strlen(S4) + 10 * strlen(S6)) / 100\n"
  " kright init (p5 + 10 * strlen(S7)) / 100\n"
  " out upsamp(kleft), upsamp(kright)\nendin\n"
  "instr time\n k2 = p2\n k3 = p3\n out upsamp(k2), upsamp(k3)\nendin\n";

/* Everything is one k-cycle late. */
#define LATE 64

static double
left(const Rig* rig, uint32_t frame)
{
  return (double)rig->out[0][frame];
}

static void
ok(Rig* rig, uint32_t frame, const char* line)
{
  if (rig_line(rig, frame, 0, line)) {
    printf("    %s\n", line);
    CU_FAIL("a line was refused");
  }
}

static void
expect_note(const Rig* rig, uint32_t from, uint32_t end, double value)
{
  const bool begins = from == 0 || fabs(left(rig, from - 1) - value) > 1e-6;
  const bool is = fabs(left(rig, from) - value) < 1e-6 &&
                  fabs(left(rig, end - 1) - value) < 1e-6;
  if (!begins || !is || fabs(left(rig, end) - value) < 1e-6) {
    printf("    no note of %g from %u to %u: %g [%g … %g] %g\n",
           value,
           from,
           end,
           from ? left(rig, from - 1) : 0,
           left(rig, from),
           left(rig, end - 1),
           left(rig, end));
    CU_FAIL("a note is not where it should be");
  }
}

static void
absolute(void)
{
  Rig* const rig = rig_with(NULL, program);
  rig_run(rig, 4800, 100);
  ok(rig, 0, "sched 1 0.15 0.01 0.5 relative=0"); // At frame 7200
  ok(rig, 0, "sched 1 0.05 0.1 0.25 relative=0"); // Half of it is over
  ok(rig, 0, "sched 1 0.05 0.05 4 relative=0");   // All of it
  ok(rig, 0, "sched 1 -1 0.5 4 relative=0");
  ok(rig, 0, "sched 1 0.05 0 4 relative=0");
  rig_run(rig, 12000, 100);
  expect_note(rig, 4800 + LATE, 7200 + LATE, 0.25);
  expect_note(rig, 7200 + LATE, 7680 + LATE, 0.5);

  // Held notes are not shortened
  ok(rig, 0, "sched 2.5 0.1 -1 0.75 relative=0");
  rig_run(rig, 14000, 100);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 13999), 0.75, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 -0.1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 nan"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 nan relative=0"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 inf"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 2.5 4 1 delay=inf"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 2.5 4 1 delay=nan"), CSN_ERR_BAD_ARG);
  rig_close(rig);
}

static void
unique(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.01 1"), 1.0002, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.01 1"), 1.0003, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.01 1 unique=0"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1.5 0 0.01 1"), 1.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getUniqueInstrInstance 1"),
                         1.0004,
                         1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched 1 0 0.01 1"), 1.0005, 1e-12);
  rig_close(rig);
}

static void
several_texts(void)
{
  Rig* const rig = rig_with(NULL, program);
  const char* const lines[] = {
    "sched texts 0 0.1 \"abc\" 5 \"ab\" \"abcd\"",
    "sched texts 0.1 0.1 abc 5 ab abcd",
    "event i \"texts\" 0 0.1 \"abc\" 5 \"ab\" \"abcd\"",
    "event i \"texts\" 0.1 .1 \"abc\" 5 \"ab\" \"abcd\""
  };
  for (size_t i = 0; i < 4; ++i) {
    const uint32_t begin = rig->at + (i % 2U ? 4800U : 0U);
    ok(rig, 0, lines[i]);
    rig_run(rig, begin + 5000, 200);
    CU_ASSERT_DOUBLE_EQUAL(left(rig, begin + 200), 0.23, 1e-7);
    CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][begin + 200], 0.45, 1e-7);
  }
  // What is no number may make an opcode read memory at random
  CU_ASSERT_EQUAL(rig_call(rig, "sched texts 0 0.1 nan 5"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched texts 0 0.1 [1, nan]"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched texts 1 0.1 abc nan"), CSN_ERR_BAD_ARG);
  ok(rig, 0, "sched texts 0 0.1 abc 5 inf");
  const uint32_t at = rig->at;
  rig_run(rig, at + 5000, 200);
  rig_close(rig);
}

/* Csound itself has another p1 for these. */
static void
named_with_text(void)
{
  Rig* const rig = rig_with(NULL, program);
  ok(rig, 0, "$a = sched texts 0 0.1 \"a\" 5 \"b\" \"c\"");
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 5"), 5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $a 5 7"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $a 5"), 7, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $a"), CSN_OK);
  rig_run(rig, 1000, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 500, 1000), -1);
  rig_close(rig);
}

static void
taken_back(void)
{
  Rig* const rig = rig_with(NULL, program);
  ok(rig, 0, "$a = sched 1 0 0.2 0.5");
  ok(rig, 0, "$b = sched 1 0.1 0.01 1");
  ok(rig, 0, "$c = sched 1 0.11 0.01 2");
  ok(rig, 10, "unschedFuture $b");
  ok(rig, 10, "unschedFuture $a"); // Sounds already
  rig_run(rig, 9000, 100);
  expect_note(rig, 5280 + LATE, 5760 + LATE, 2.5);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 4800 + LATE), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 8000), 0.5, 0);

  // All of an instrument, but not those sent later
  rig_run(rig, 12000, 100);
  ok(rig, 0, "sched 1 0.01 0.1 4");
  ok(rig, 0, "sched 1.5 0.01 0.1 8");
  ok(rig, 0, "sched 2 0.01 0.01 0.25");
  ok(rig, 0, "unschedFuture 1");
  ok(rig, 0, "sched 1 0.02 0.01 0.75");
  rig_run(rig, 15000, 100);
  expect_note(rig, 12480 + LATE, 12960 + LATE, 0.25);
  expect_note(rig, 12960 + LATE, 13440 + LATE, 0.75);

  // The same p1 again, and one whose note was taken back
  ok(rig, 0, "sched 1.25 0.01 0.1 4");
  ok(rig, 0, "unschedFuture 1.25");
  ok(rig, 0, "sched 1.25 0.02 0.01 0.75");
  rig_run(rig, 18000, 100);
  expect_note(rig, 15960 + LATE, 16440 + LATE, 0.75);

  // unschedAll takes back what was sent before it in time, not by its line
  ok(rig, 2000, "unschedAll");
  ok(rig, 2000, "sched 2 0.01 0.01 0.25");
  ok(rig, 100, "sched 1 0.1 0.1 4");
  rig_run(rig, 26000, 100);
  expect_note(rig, 20480 + LATE, 20960 + LATE, 0.25);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 20960 + LATE, 26000), -1);
  rig_close(rig);
}

static void
many_taken_back(void)
{
  Rig* const rig = rig_with(NULL, program);
  char line[64];
  for (int i = 0; i < 9000; ++i) {
    (void)snprintf(line, sizeof(line), "sched 1.%04d 0.5 0.1 1", i + 1);
    ok(rig, 0, line);
    (void)snprintf(line, sizeof(line), "unschedFuture 1.%04d", i + 1);
    ok(rig, 0, line);
    if (i % 1000 == 0) {
      rig_block(rig, 64);
    }
  }
  ok(rig, 0, "sched 1.9999 0.1 0.1 0.5");
  rig_run(rig, 40000, 500);
  CU_ASSERT(rig_first(rig, 0, 0, 40000) > 4800);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 12000, 40000), -1);
  rig_close(rig);
}

static void
locked_clock(void)
{
  Rig* const rig = rig_with(NULL, program);
  rig_run(rig, 4800, 100);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "elapsedTime"), 0.1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 0, 0);
  ok(rig, 36, "lockClock"); // At 4964
  rig_run(rig, 6000, 100);
  const double locked = 4964 / 48000.0;
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "elapsedTime"), locked, 1e-15);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "realElapsedTime"),
                         6064 / 48000.0,
                         1e-15);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 1, 0);
  ok(rig, 3, "$a = sched 2 0.05 0.1 0.5"); // From 7364
  ok(rig, 3, "setp $a 4 0.75 delay=0.06"); // From 7844, in its k-cycle
  ok(rig, 3, "sched 1 0.2 0.01 0.25");     // From 14564
  rig_run(rig, 13000, 100);
  ok(rig, 0, "sched 1 0.2 0.01 0.25");
  ok(rig, 0, "lockClock 0");
  ok(rig, 0, "sched 1 0.1 0.01 0.125"); // From 17800
  rig_run(rig, 20000, 100);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 4800, 20000), 7364 + LATE);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 7807 + LATE), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 7808 + LATE), 0.75, 0);
  expect_note(rig, 14564 + LATE, 15044 + LATE, 0.5);
  expect_note(rig, 17800 + LATE, 18280 + LATE, 0.125);
  rig_close(rig);
}

static void
locks_within_locks(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_ERR_BAD_CALL);
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock 0.1"), CSN_OK); // At 64
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock 0.2"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock"), CSN_OK);
  const double first = 64 / 48000.0;
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "elapsedTime"), first, 0);
  ok(rig, 0, "sched 1 0 0.01 0.5"); // At 64 + 0.2 s
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "elapsedTime"), first, 0);
  ok(rig, 0, "sched 1 0 0.01 0.25"); // At 64 + 0.1 s
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_ERR_BAD_CALL);

  // popLock leaves a clock alone that was locked before
  CU_ASSERT_EQUAL(rig_call(rig, "lockClock"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "lockedClock 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "popLock"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 1, 0);
  for (int i = 0; i < 64; ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, "pushLock"), CSN_OK);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock"), CSN_ERR_FULL);
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock -1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "pushLock inf"), CSN_ERR_BAD_ARG);
  rig_run(rig, 11000, 100);
  expect_note(rig, 64 + 4800 + LATE, 64 + 5280 + LATE, 0.25);
  expect_note(rig, 64 + 9600 + LATE, 64 + 10080 + LATE, 0.5);
  rig_close(rig);
}

// As csoundengine

static Rig*
rig_as_csoundengine(double extra_latency)
{
  const RigShape shape = { .extra_latency = extra_latency,
                           .round_starts = true };
  return rig_with(&shape, program);
}

/* Longer delays than four k-cycles have the extra latency, if they are those of
   notes; all is rounded to k-cycles of 64, a half to the even one. */
static void
extra_latency(void)
{
  Rig* const rig = rig_as_csoundengine(0.05);
  ok(rig, 0, "$a = sched 2 0 -1 0.125");       // At 0
  ok(rig, 0, "sched 1 0.0053 0.001 0.25");     // 3.975 to 4.725: k-cycle 4
  ok(rig, 0, "sched 1 0.0054 0.01 0.5");       // 41.55 to 49.05: 42 to 48
  ok(rig, 0, "setp $a 4 0.0625 delay=0.1005"); // 112.9: 113
  ok(rig, 0, "unsched $a 0.2");                // 150, without
  ok(rig, 0, "setChannel c 0.5 delay=0.1");
  rig_run(rig, 12000, 100);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, 12000), LATE);
  expect_note(rig, 4 * 64 + LATE, 5 * 64 + LATE, 0.375);
  expect_note(rig, 42 * 64 + LATE, 49 * 64 + LATE, 0.625);
  expect_note(rig, 113 * 64 + LATE, 150 * 64 + LATE, 0.0625);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, 12000), 150 * 64 + LATE - 1);
  rig_close(rig);
}

static void
rounded(void)
{
  Rig* const rig = rig_as_csoundengine(0);
  // In k-cycles: 10.5 to 12.5, 20.7 to 21.3, 30.2 to 30.45 (nothing), 43.5
  ok(rig, 0, "sched 1 0.014 0.0026666666666666666 0.5");
  ok(rig, 0, "sched 1 0.0276 0.0008 0.25");
  ok(rig, 0, "sched 1 0.0402666666666 0.0003333 4");
  ok(rig, 0, "sched 1 0.058 0.002 0.75");
  ok(rig, 0, "sched time 0.0676 0.0103"); // 50.7 to 58.4
  rig_run(rig, 6000, 37);
  expect_note(rig, 10 * 64 + LATE, 13 * 64 + LATE, 0.5);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 13 * 64 + LATE, 44 * 64 + LATE), -1);
  expect_note(rig, 44 * 64 + LATE, 45 * 64 + LATE, 0.75);
  CU_ASSERT_DOUBLE_EQUAL(left(rig, 52 * 64 + LATE), 0.0676, 1e-6);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, 6000), 58 * 64 + LATE - 1);
  rig_close(rig);
}

static void
bad_options(void)
{
  CsnEngine* engine = NULL;
  static const double bad[] = { -0.1, 1e9 };
  for (size_t i = 0; i < 2; ++i) {
    const CsnConfig config = {
      .rate = 48000, .max_block = 64, .n_outputs = 2, .extra_latency = bad[i]
    };
    CU_ASSERT_EQUAL(csn_engine_new(&engine, &config), CSN_ERR_BAD_ARG);
  }
}

static void
c_functions(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const engine = rig->engine;
  static const double numbers[] = { 0.5, 0.25 };
  const CsnValue texts[] = {
    { .type = CSN_VALUE_TEXT, .text = "abc" },
    { .type = CSN_VALUE_NUMBER, .number = 5 },
    { .type = CSN_VALUE_TEXT, .text = "ab" },
    { .type = CSN_VALUE_TEXT, .text = "abcd" },
  };
  CU_ASSERT_EQUAL(csn_engine_elapsed_time(engine, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_lock_clock(engine, true), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_is_clock_locked(engine, 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_push_lock(engine, 0.1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched(engine, "1", 0, 0.01, numbers, 2, 3),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_pop_lock(engine), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_lock_clock(engine, false), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_real_elapsed_time(engine, 4), CSN_OK);
  const CsnEvent event = { "texts", 0.2, 0.01, true, true, 0, texts, 4 };
  CU_ASSERT_EQUAL(csn_engine_sched_event(engine, &event, 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched(engine, "2.5", 0.3, -1, numbers, 1, 6),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_unsched_future(engine, 2.5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched(engine, "2.25", 0, 0.05, numbers, 1, 7),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_getp(engine, 2.25, 4, 8), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_unique_instr_instance(engine, "1", 9), CSN_OK);
  rig_run(rig, 20000, 100);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 1.0002, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 4), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 8), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 9), 1.0003, 1e-12);
  expect_note(rig, 4800 + LATE, 5280 + LATE, 0.5);
  expect_note(rig, 9600 + LATE, 10080 + LATE, 0.23);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 10080 + LATE, 20000), -1);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "events", "absolute times, and notes that come late", absolute },
  { "events", "a p1 is unique unless it need not be", unique },
  { "events", "several p-fields may be texts", several_texts },
  { "events",
    "a named instrument's note with texts is found",
    named_with_text },
  { "events", "notes to come are taken back", taken_back },
  { "events", "any number of notes are taken back", many_taken_back },
  { "events", "a locked clock keeps notes in step", locked_clock },
  { "events", "locks within locks", locks_within_locks },
  { "events", "extra latency is for notes sent ahead", extra_latency },
  { "events", "starts and ends are rounded as by Csound", rounded },
  { "events", "options that make no sense", bad_options },
  { "events", "the C functions do as the lines do", c_functions },
};
CSN_TESTS(tests)
