// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file sync_test.c
   Calls that are answered later: notes that send a number back, and delays.
*/

#include "../rig.h"

static const char program[] =
  "ksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr answer\n sendsync p4, p5 * 2\nendin\n"
  "instr twice\n sendsync p4, 1\n sendsync p4, 2\nendin\n"
  "instr late\n if timeinstk() == 100 then\n"
  "  schedulek \"answer\", 0, 0.01, p4, 4\n endif\nendin\n"
  "instr silent\n out a(0.5), a(0)\nendin\n"
  "instr wrong\n sendsync p4 + 1, 1\n sendsync -1, 1\n sendsync 1e30, 1\n"
  "endin\n";

static void
say(Rig* rig, uint32_t frame, uint32_t request, const char* line)
{
  if (rig_line(rig, frame, request, line)) {
    printf("    %s\n", line);
    CU_FAIL("a line was refused");
  }
}

static void
answers(void)
{
  Rig* const rig = rig_with(NULL, program);
  say(rig, 0, 1, "$a = schedSync answer 0 0.1 21");
  say(rig, 0, 2, "getp $a 5"); // It is known before the answer
  say(rig, 0, 3, "schedSync answer 0.1 0.1 4");
  say(rig, 0, 4, "schedSync twice");
  say(rig, 0, 5, "schedSync late 0 1");
  rig_run(rig, 24000, 100);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 21, 0);
  const RigReply* const first = rig_reply(rig, 1);
  const RigReply* const second = rig_reply(rig, 3);
  const RigReply* const twice = rig_reply(rig, 4);
  const RigReply* const late = rig_reply(rig, 5);
  CU_ASSERT_PTR_NOT_NULL_FATAL(first);
  CU_ASSERT_PTR_NOT_NULL_FATAL(second);
  CU_ASSERT_PTR_NOT_NULL_FATAL(twice);
  CU_ASSERT_PTR_NOT_NULL_FATAL(late);
  CU_ASSERT_EQUAL(first->frame, 0);
  CU_ASSERT_EQUAL(second->frame, 4800); // Of its k-cycle
  CU_ASSERT_EQUAL(twice->status, CSN_OK);
  CU_ASSERT(late->frame > 6000 && late->frame < 7000);
  uint32_t n = 0;
  for (size_t i = 0; i < rig->n_replies; ++i) {
    n += rig->replies[i].request == 4;
  }
  CU_ASSERT_EQUAL(n, 1); // Though it has answered twice
  rig_close(rig);
}

static void
no_answer(void)
{
  Rig* const rig = rig_with(NULL, program);
  say(rig, 0, 1, "schedSync silent 0 1 timeout=0.05");
  say(rig, 0, 2, "schedSync silent 0.1 0.2"); // 2 seconds after 0.1
  say(rig, 0, 3, "schedSync wrong timeout=0.1");
  say(rig, 0, 4, "schedSync nobody");
  say(rig, 0, 5, "schedSync answer -1");
  say(rig, 0, 6, "schedSync answer 0 nan");
  say(rig, 0, 7, "schedSync answer timeout=inf");
  rig_run(rig, 6000, 100);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_NOT_FOUND));
  CU_ASSERT(rig_answered(rig, 3, CSN_ERR_NOT_FOUND));
  CU_ASSERT(rig_answered(rig, 4, CSN_ERR_NOT_FOUND));
  CU_ASSERT(rig_answered(rig, 5, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 6, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 7, CSN_ERR_BAD_ARG));
  CU_ASSERT_EQUAL(rig_reply(rig, 1)->frame, 2400);
  CU_ASSERT_PTR_NULL(rig_reply(rig, 2));
  rig->at = 0;
  for (int i = 0; i < 16; ++i) { // To 2.1 seconds
    rig->at = 0;
    rig_run(rig, 6000, 500);
  }
  CU_ASSERT_PTR_NULL(
    rig_reply(rig, 2) && rig_reply(rig, 2)->frame < 100800 ? rig : NULL);
  rig->at = 0;
  rig_run(rig, 6000, 500);
  CU_ASSERT(rig_answered(rig, 2, CSN_ERR_NOT_FOUND));
  CU_ASSERT_EQUAL(rig_reply(rig, 2)->frame, 100800);
  rig_close(rig);
}

static void
forgotten(void)
{
  Rig* const rig = rig_with(NULL, program);
  say(rig, 0, 1, "schedSync silent 0 1");
  say(rig, 0, 2, "schedSync answer 0.1 1 3");
  say(rig, 0, 3, "callLater 0.1");
  say(rig, 0, 4, "schedSync answer 0 1 3");
  say(rig, 640, 5, "unschedAll");
  rig_run(rig, 12000, 100);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_BAD_CALL));
  CU_ASSERT(rig_answered(rig, 2, CSN_ERR_BAD_CALL));
  CU_ASSERT(rig_answered(rig, 3, CSN_ERR_BAD_CALL));
  CU_ASSERT(rig_answered(rig, 4, CSN_OK));
  CU_ASSERT(rig_answered(rig, 5, CSN_OK));
  rig_close(rig);
}

static void
many(void)
{
  Rig* const rig = rig_with(NULL, program);
  uint32_t n = 0;
  for (uint32_t i = 0; i < 4102; ++i) { // A few more than can be waited for
    say(rig, 0, 1 + i, "schedSync silent 0 0.001 timeout=0.1");
  }
  rig_run(rig, 640, 64);
  for (uint32_t i = 0; i < 4102; ++i) {
    n += rig_answered(rig, 1 + i, CSN_ERR_FULL);
  }
  CU_ASSERT_EQUAL(n, 6);
  rig_run(rig, 6400, 64);
  rig->n_replies = 0;
  say(rig, 0, 5000, "schedSync answer 0 0.1 1"); // There is room again
  rig_run(rig, 8000, 64);
  CU_ASSERT(rig_answered(rig, 5000, CSN_OK));
  rig_close(rig);
}

static void
later(void)
{
  Rig* const rig = rig_with(NULL, program);
  say(rig, 10, 1, "callLater 0.1");
  say(rig, 10, 2, "callLater 0");
  say(rig, 10, 3, "callLater -1");
  say(rig, 10, 4, "callLater inf");
  say(rig, 10, 5, "callLater nan");
  say(rig, 10, 6, "callLater 0.00001"); // Within a frame
  rig_run(rig, 4800, 100);
  CU_ASSERT_PTR_NULL(rig_reply(rig, 1));
  rig_run(rig, 6000, 100);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT(rig_answered(rig, 3, CSN_OK));
  CU_ASSERT(rig_answered(rig, 4, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 5, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 6, CSN_OK));
  CU_ASSERT_EQUAL(rig_reply(rig, 1)->frame, 4810);
  CU_ASSERT_EQUAL(rig_reply(rig, 2)->frame, 10);

  CU_ASSERT_EQUAL(csn_engine_call_later(rig->engine, 0.01, 7), CSN_OK);
  const CsnValue arg = { .type = CSN_VALUE_NUMBER, .number = 7 };
  CU_ASSERT_EQUAL(
    csn_engine_sched_sync(rig->engine, "answer", 0, 0.1, &arg, 1, -1, 8),
    CSN_OK);
  rig_run(rig, 9000, 100);
  CU_ASSERT_EQUAL(rig_reply(rig, 7) ? rig_reply(rig, 7)->frame : 0, 6480);
  CU_ASSERT(rig_answered(rig, 8, CSN_OK));
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "sync", "notes answer", answers },
  { "sync", "notes that do not answer", no_answer },
  { "sync", "unschedAll ends the wait", forgotten },
  { "sync", "as many as there is room for are waited for", many },
  { "sync", "a call is answered later, at its frame", later },
};
CSN_TESTS(tests)
