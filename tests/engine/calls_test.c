// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The C functions of an engine's life, time and notes to come, and the calls
// that take nothing: what they do, and what they refuse (layer: tests).

#include "rig.h"

#include <math.h>

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "instr 1\nout a(p4), a(0)\nendin\n"
                              "instr lead\nout a(p4), a(0)\nendin\n";

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

/* The answer to a request that a C function has sent. */
static CsnStatus
answer(Rig* rig, uint32_t request)
{
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  return reply ? reply->status : (CsnStatus)-1;
}

static void
life(void)
{
  Rig* const rig = rig_open(NULL);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_start(e, 1), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 1), CSN_OK);
  CU_ASSERT_TRUE(csn_engine_started(e));
  rig_load(rig, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_start(e, 2), CSN_OK); // It has started
  CU_ASSERT_EQUAL(answer(rig, 2), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);

  CU_ASSERT_EQUAL(rig_call(rig, "compile {{instr 5\nendin}}"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_restart(e, 3), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 3), CSN_OK);
  rig_block(rig, 4096);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0); // Notes are gone
  CU_ASSERT_EQUAL(rig_call(rig, "sched 5 0 1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5"), CSN_OK);

  CU_ASSERT_EQUAL(csn_engine_stop(e, 4), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 4), CSN_OK);
  rig_block(rig, 4096);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_FALSE(csn_engine_started(e));
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 1 0.5"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_restart(e, 5), CSN_OK); // As start
  CU_ASSERT_EQUAL(answer(rig, 5), CSN_OK);
  CU_ASSERT_TRUE(csn_engine_started(e));
  rig_load(rig, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.25"), CSN_OK);
  rig_close(rig);
}

/* Engines know of each other, by lines as well. */
static void
others(void)
{
  const CsnConfig config = {
    .rate = RIG_RATE, .max_block = 64, .n_outputs = 2, .name = "second"
  };
  CsnEngine* other = NULL;
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_call(rig, "getEngine second"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&other, &config), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "getEngine second"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "activeEngines"), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 1), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 2), CSN_OK);
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 1)->text, "second");
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 2)->text, "second\nengine0");
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "getEngine"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "activeEngines all"), CSN_ERR_BAD_ARG);
  CU_ASSERT_PTR_EQUAL(csn_engine_find("second"), other);
  csn_engine_free(other);
  CU_ASSERT_EQUAL(rig_call(rig, "getEngine second"), CSN_ERR_NOT_FOUND);
  char* const names = csn_engine_names();
  CU_ASSERT_STRING_EQUAL(names, "engine0");
  free(names);
  rig_close(rig);
}

static void
locked_time(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  rig_block(rig, 4800);
  CU_ASSERT_EQUAL(csn_engine_push_lock(e, (double)NAN), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_is_clock_locked(e, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_elapsed_time(e, 2), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 2), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 0.1, 1e-9);
  rig_block(rig, 4736);
  CU_ASSERT_EQUAL(csn_engine_elapsed_time(e, 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_real_elapsed_time(e, 4), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 3), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 0.1, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 4), 0.2, 1e-9);
  CU_ASSERT_EQUAL(csn_engine_pop_lock(e), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_is_clock_locked(e, 5), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 5), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 5), 0, 0);

  CU_ASSERT_EQUAL(csn_engine_lock_clock(e, true), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 1, 0);
  CU_ASSERT_EQUAL(csn_engine_lock_clock(e, false), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 0, 0);

  static const char* const bad[] = { "elapsedTime 1",   "realElapsedTime now",
                                     "lockClock x",     "lockClock 1 1",
                                     "isClockLocked 1", "lockedClock x",
                                     "lockedClock 0 0" };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "isClockLocked"), 0, 0);
  rig_close(rig);
}

static void
notes_to_come(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  const double first = rig_ask(rig, "sched 1 0.01 -1 0.25");
  const double second = rig_ask(rig, "sched 1 0.01 -1 0.5");
  CU_ASSERT(first > 1 && second > first);
  CU_ASSERT_EQUAL(csn_engine_unsched_future(e, first), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0); // The other one alone
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0.01 -1 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedFuture 1"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0); // What sounds goes on
  CU_ASSERT_EQUAL(rig_call(rig, "unschedFuture nobody"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "unschedFuture"), CSN_ERR_BAD_ARG);

  CU_ASSERT_EQUAL(rig_call(rig, "sched lead 0.01 -1 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_unsched_all(e), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "unschedAll 1"), CSN_ERR_BAD_ARG);

  CU_ASSERT_EQUAL(csn_engine_get_unique_instr_instance(e, "1", 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_unique_instr_instance(e, "lead", 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_unique_instr_instance(e, "none", 3), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 1), CSN_OK);
  CU_ASSERT(rig_value(rig, 1) > second && rig_value(rig, 1) < 2);
  CU_ASSERT_EQUAL(answer(rig, 2), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 3), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "getUniqueInstrInstance none"),
                  CSN_ERR_NOT_FOUND);
  // A number may be that of an instrument to come
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getUniqueInstrInstance 77"),
                         77.0002,
                         1e-9);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "getUniqueInstrInstance"),
                  CSN_ERR_BAD_ARG);
  rig_close(rig);
}

static void
values(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_set_channel(e, "level", 0.75, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_control_channel(e, "level", 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_control_channel(e, "nothing", 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_control_channel(e, "", 3), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 1), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 0.75, 0);
  CU_ASSERT_EQUAL(answer(rig, 2), CSN_ERR_NOT_FOUND);
  CU_ASSERT(answer(rig, 3) != CSN_OK);

  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet hello"), 24, 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "definedStrings"), CSN_OK);
  CU_ASSERT_EQUAL(answer(rig, 4), CSN_OK);
  CU_ASSERT_PTR_NOT_NULL(strstr(rig_reply(rig, 4)->text, "24\thello"));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "definedStrings all"), CSN_ERR_BAD_ARG);
  rig_close(rig);
}

/* What takes nothing says so, and nothing has happened. */
static void
too_much(void)
{
  static const char* const lines[] = {
    "start now", "stop 1", "restart 1 1", "stop wait=1"
  };
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.5"), CSN_OK);
  for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); ++i) {
    const char* problem = "";
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, lines[i]), CSN_ERR_BAD_ARG);
    CU_ASSERT_EQUAL(csn_engine_line_rt(
                      rig->engine, 0, lines[i], strlen(lines[i]), 0, &problem),
                    CSN_ERR_BAD_ARG);
    CU_ASSERT_STRING_EQUAL(problem, "there are too many arguments");
  }
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "calls", "an engine starts, stops and starts again", life },
  { "calls", "engines know of each other", others },
  { "calls", "time stands still while the clock is locked", locked_time },
  { "calls", "notes that have not begun are taken back", notes_to_come },
  { "calls", "channels and strings are told", values },
  { "calls", "what takes nothing refuses more", too_much },
};
CSN_TESTS(tests)
