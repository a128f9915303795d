// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Full rings and queues: the caller is told, nothing is lost that was taken,
// and it works again when there is room (layer: tests).

#include "rig.h"

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
                              "instr 1\na1 init 1\nout a1\nendin\n"
                              "instr 2\ngkn init 0\nendin\n"
                              "instr 3\nprints \"said\\n\"\nendin\n";

static void
commands(void)
{
  char report[60] = "";
  Rig* const rig = rig_with(NULL, program);
  uint32_t n = 0;
  CsnStatus st = CSN_OK;
  while (!st && n < 1000000) {
    st = csn_engine_call(
      rig->engine, "setChannel a 1", 1U + n, report, sizeof(report));
    n += !st;
  }
  CU_ASSERT_EQUAL(st, CSN_ERR_FULL);
  CU_ASSERT_STRING_NOT_EQUAL(report, "");
  CU_ASSERT(n > 500);
  CU_ASSERT_EQUAL(csn_engine_set_channel(rig->engine, "a", 1, 0), CSN_ERR_FULL);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(csn_engine_set_channel(rig->engine, "a", 2, 0), CSN_OK);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(n > RIG_MAX_REPLIES - 10U || rig_answered(rig, n, CSN_OK));
  rig_close(rig);
}

static void
events(void)
{
  Rig* const rig = rig_with(NULL, program);
  uint32_t n = 0;
  CsnStatus st = CSN_OK;
  while (!st && n < 1000000) {
    st = rig_line(rig, 0, 0, "setChannel a 1");
    n += !st;
  }
  CU_ASSERT_EQUAL(st, CSN_ERR_FULL);
  CU_ASSERT(n >= 100000);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel a 2"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel a"), 2, 0);
  rig_close(rig);
}

static void
future_events(void)
{
  Rig* const rig = rig_with(NULL, program);
  uint32_t n_failed = 0;
  for (unsigned i = 0; i < 140; ++i) {
    for (unsigned k = 0; k < 1000; ++k) {
      n_failed += rig_line(rig, 0, 0, "sched 1 1000 1") == CSN_ERR_FULL;
    }
    rig->n_replies = 0;
    rig_block(rig, 64);
    n_failed += (uint32_t)rig_count(rig, CSN_REPLY_FAILED);
  }
  CU_ASSERT(n_failed > 1000); // The queue holds 131072
  // Room comes back when they are forgotten, which must need none itself
  CU_ASSERT_EQUAL(csn_engine_unsched_all(rig->engine), CSN_OK);
  rig_block(rig, 64);
  rig->n_replies = 0;
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_close(rig);
}

static void
midi(void)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t off[] = { 0x80, 60, 0 };
  Rig* const rig = rig_with(NULL, program);
  // More than Csound takes in a k-cycle; the last ones end the note
  for (unsigned i = 0; i < 3000; ++i) {
    CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, 1, on, 3), CSN_OK);
    CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, 2, off, 3), CSN_OK);
  }
  rig_run(rig, 4096, 256);
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) < 2000);
  rig_close(rig);
}

static bool
never(void* data)
{
  ++*(unsigned*)data;
  return true;
}

static void
jobs(void)
{
  unsigned n_asked = 0;
  const RigShape shape = { .n_outputs = 1,
                           .schedule = never,
                           .schedule_data = &n_asked };
  Rig* const rig = rig_open(&shape);
  uint32_t n = 0;
  CsnStatus st = CSN_OK;
  while (!st && n < 100000) {
    st = rig_line(rig, 0, 1U + n, "ksmps 32");
    n += !st;
  }
  CU_ASSERT_EQUAL(st, CSN_ERR_FULL);
  CU_ASSERT(n >= 1000);
  rig_block(rig, 64);
  CU_ASSERT(n_asked > 0);
  csn_engine_work(rig->engine);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, n, CSN_OK));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 200000, "ksmps 64"), CSN_OK);
  rig_block(rig, 64);
  csn_engine_work(rig->engine);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 200000, CSN_OK));
  rig_close(rig);
}

static void
large_text(void)
{
  Rig* const rig = rig_with(NULL, program);
  const size_t length = 3U << 20U;
  char* const text = (char*)malloc(length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  memset(text, ' ', length);
  CU_ASSERT_EQUAL(csn_engine_text_rt(rig->engine, 0, "load", text, length, 1),
                  CSN_ERR_FULL);
  CU_ASSERT_EQUAL(csn_engine_text_rt(rig->engine, 0, "event", text, 40000, 1),
                  CSN_ERR_FULL);
  const char* problem = NULL;
  rig_put(text, "event ");
  memset(text + 6, 'i', length - 6U);
  CU_ASSERT_EQUAL(csn_engine_line_rt(rig->engine, 0, text, length, 1, &problem),
                  CSN_ERR_FULL);
  CU_ASSERT_PTR_NOT_NULL(problem);
  free(text);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_close(rig);
}

/* Nobody polls for long: the newest are dropped, the oldest are there. */
static void
replies(void)
{
  Rig* const rig = rig_with(NULL, program);
  float* out[2] = { rig->out[0], rig->out[1] };
  for (uint32_t i = 0; i < 20000; ++i) {
    (void)rig_line(rig, 0, 1U + i, "setChannel a 1");
    (void)rig_line(rig, 0, 0, "sched 3 0 0.001");
    if (i % 100U == 99U) {
      csn_engine_process_rt(rig->engine, NULL, out, 64);
    }
  }
  rig_poll(rig);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 500, CSN_OK));
  rig->n_replies = 0;
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel a 3"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel a"), 3, 0);
  rig_close(rig);
}

static void
poll_order(void)
{
  CsnReply reply = { 0 };
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_FALSE(csn_engine_poll(rig->engine, &reply));
  for (uint32_t i = 1; i <= 300; ++i) {
    CU_ASSERT_EQUAL(
      rig_line(rig, i % 7U, i, i & 1U ? "setChannel a 1" : "sched 1 1 1"),
      CSN_OK);
  }
  rig->n_replies = 0;
  rig_block(rig, 64);
  CU_ASSERT_EQUAL_FATAL(rig->n_replies, 300);
  // By frame, and in the order of the calls within one
  for (size_t i = 1; i < 300; ++i) {
    const RigReply* const a = &rig->replies[i - 1U];
    const RigReply* const b = &rig->replies[i];
    CU_ASSERT(a->frame < b->frame ||
              (a->frame == b->frame && a->request < b->request));
  }
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "full", "a full ring of commands says so, and empties", commands },
  { "full", "a full queue of calls says so, and empties", events },
  { "full", "too many future events are refused", future_events },
  { "full", "more MIDI than fits leaves no note hanging", midi },
  { "full", "jobs that nobody does are refused at last", jobs },
  { "full", "a text that is too large is refused", large_text },
  { "full", "replies that nobody takes do no harm", replies },
  { "full", "replies come in the order of the frames", poll_order },
};
CSN_TESTS(tests)
