// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What a program sends by outvalue and reads by invalue (layer: tests).

#include "rig.h"

#include <math.h>

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
  "instr 1\noutvalue \"level\", p4\nendin\n"
  "instr 2\nk1 init p4\noutvalue \"ramp\", k1\nk1 += 1\nendin\n"
  "instr 3\nk1 invalue \"gain\"\nout a(k1)\nendin\n"
  "instr 4\noutvalue \"__sync__\", p4\nendin\n"
  "instr 5\noutvalue \"word\", \"hello\"\nendin\n"
  "instr 6\nS1 invalue \"word\"\na1 init strlen(S1)\nout a1\nendin\n"
  "instr 7\noutvalue 5, p4\nendin\n"
  "instr 8\nk1 init p4\noutvalue \"held\", k1\nendin\n"
  "instr 10\nk1 init log(-1)\noutvalue \"nan\", k1\nk1 = p4\nendin\n"
  "instr 9\nk1 chnget \"level\"\nout a(k1)\nendin\n";

/** What was told to a request, or to a function. */
typedef struct {
  unsigned n;
  double values[64];
  char name[16];
} Told;

static Told
told(const Rig* rig, uint32_t request)
{
  Told all = { .n = 0 };
  for (size_t i = 0; i < rig->n_replies; ++i) {
    const RigReply* const reply = &rig->replies[i];
    if (reply->type == CSN_REPLY_OUTVALUE && reply->request == request) {
      CU_ASSERT(reply->has_value && reply->n_values == 1 && !reply->status);
      all.values[all.n++ % 64U] = reply->value;
      (void)snprintf(all.name, sizeof(all.name), "%.15s", reply->text);
    }
  }
  return all;
}

static void
take(void* data, const char* channel, double value)
{
  Told* const all = (Told*)data;
  all->values[all->n++ % 64U] = value;
  (void)snprintf(all->name, sizeof(all->name), "%.15s", channel);
}

static void
lines(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback level"), 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 8, "registerOutvalueCallback ramp"), 0);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 7), 1);
  CU_ASSERT_EQUAL(told(rig, 7).n, 0); // Not what was before

  const int64_t at = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig, 10, 0, "sched 1 0 0 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 200, 0, "sched 1 0 0 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 300, 0, "sched 1 0 0 -2"), CSN_OK);
  rig_block(rig, 640);
  const Told level = told(rig, 7);
  CU_ASSERT_EQUAL(level.n, 3); // The same number again, after a while
  CU_ASSERT_STRING_EQUAL(level.name, "level");
  CU_ASSERT_DOUBLE_EQUAL(level.values[0], 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(level.values[1], 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(level.values[2], -2, 0);
  const RigReply* const last = rig_last(rig, CSN_REPLY_OUTVALUE);
  CU_ASSERT(last && last->frame >= at && last->frame < at + 640);

  CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.01 100"), CSN_OK);
  rig_run(rig, rig->at + 640U, 64);
  const Told ramp = told(rig, 8);
  CU_ASSERT_EQUAL(ramp.n, 8); // Each k-cycle has another number
  for (unsigned i = 0; i < ramp.n; ++i) {
    CU_ASSERT_DOUBLE_EQUAL(ramp.values[i], 100 + i, 0);
  }
  rig_close(rig);
}

/* Who says the same all the time says it once. */
static void
held(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback held"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 8 0 -1 0.25"), CSN_OK);
  rig_run(rig, rig->at + 6400U, 64);
  CU_ASSERT_EQUAL(told(rig, 7).n, 1);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_run(rig, rig->at + 640U, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 8 0 0.01 0.25"), CSN_OK);
  rig_run(rig, rig->at + 640U, 64);
  CU_ASSERT_EQUAL(told(rig, 7).n, 2);
  rig_close(rig);
}

/* What is no number is another value, and is told once, too. */
static void
no_number(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback nan"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 10 0 0.01 0.5"), CSN_OK);
  rig_run(rig, rig->at + 640U, 64);
  const Told all = told(rig, 7);
  CU_ASSERT_EQUAL(all.n, 2);
  CU_ASSERT(isnan(all.values[0]));
  CU_ASSERT_DOUBLE_EQUAL(all.values[1], 0.5, 0);
  rig_close(rig);
}

static void
by_c(void)
{
  Told one = { .n = 0 };
  Told two = { .n = 0 };
  Told other = { .n = 0 };
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_register_outvalue_callback(e, "level", take, &one),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_register_outvalue_callback(e, "level", take, &two),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_register_outvalue_callback(e, "5", take, &other),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 0.75"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 7 0 0 3"), CSN_OK); // By its number
  rig_block(rig, 128);
  CU_ASSERT_EQUAL(one.n, 1);
  CU_ASSERT_EQUAL(two.n, 1);
  CU_ASSERT_EQUAL(other.n, 1);
  CU_ASSERT_DOUBLE_EQUAL(one.values[0], 0.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(other.values[0], 3, 0);
  CU_ASSERT_STRING_EQUAL(two.name, "level");
  // The functions have it; who polls does not see it as well
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_OUTVALUE), 0);

  // A new program is listened to as well; one of two ends, then the other
  rig_load(rig, program);
  CU_ASSERT_EQUAL(
    csn_engine_unregister_outvalue_callback(e, "level", take, &one), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 1"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_EQUAL(one.n, 1);
  CU_ASSERT_EQUAL(two.n, 2);
  CU_ASSERT_EQUAL(
    csn_engine_unregister_outvalue_callback(e, "level", take, &two), CSN_OK);
  CU_ASSERT_EQUAL(
    csn_engine_unregister_outvalue_callback(e, "level", take, &two),
    CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 2"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_EQUAL(two.n, 2);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_OUTVALUE), 0);
  rig_close(rig);
}

static void
bad_functions(void)
{
  static const char* const names[] = {
    NULL,
    "",
    "__sync__",
    "__dealloc__",
    "a123456789b123456789c123456789d123456789e123456789f123456789g123"
  };
  Told all = { .n = 0 };
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    CU_ASSERT_EQUAL(
      csn_engine_register_outvalue_callback(e, names[i], take, &all),
      CSN_ERR_BAD_ARG);
    CU_ASSERT_EQUAL(
      csn_engine_unregister_outvalue_callback(e, names[i], take, &all),
      CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_EQUAL(csn_engine_register_outvalue_callback(e, "a", NULL, &all),
                  CSN_ERR_BAD_ARG);
  for (unsigned i = 0; i < 257; ++i) {
    char name[16];
    (void)snprintf(name, sizeof(name), "c%u", i);
    CU_ASSERT_EQUAL(csn_engine_register_outvalue_callback(e, name, take, &all),
                    i < 256 ? CSN_OK : CSN_ERR_FULL);
  }
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "registerOutvalueCallback more"), CSN_ERR_FULL);
  CU_ASSERT_EQUAL(csn_engine_unregister_outvalue_callback(e, "c5", take, &all),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "registerOutvalueCallback more"), CSN_OK);
  rig_close(rig);
}

static void
ended(void)
{
  Rig* const rig = rig_with(NULL, program);
  static const char* const bad[] = {
    "registerOutvalueCallback",           "registerOutvalueCallback \"\"",
    "registerOutvalueCallback __sync__",  "registerOutvalueCallback level x",
    "registerOutvalueCallback level 1 2",
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback level"), 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback level"), 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 9, "registerOutvalueCallback level"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 1"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(told(rig, 7).n, 1); // Once, however often it was asked for
  CU_ASSERT_EQUAL(told(rig, 9).n, 1);
  CU_ASSERT_EQUAL(rig_ask(rig, "registerOutvalueCallback level 0"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 2"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(told(rig, 7).n, 1);
  CU_ASSERT_EQUAL(told(rig, 9).n, 1);
  CU_ASSERT_EQUAL(rig_ask(rig, "registerOutvalueCallback nobody 0"), 0);
  rig_close(rig);
}

static void
read_and_set(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 3 0 -1"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel gain 0.375"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 0.375, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);

  // outvalue sets the channel, whoever listens
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 0.625"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel level"), 0.625, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 9 0 0.01"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 0.625, 0);
  rig_block(rig, 1024);

  // Texts: read, whatever their length; sent ones are nobody's number
  CU_ASSERT_EQUAL(rig_call(rig, "guard off"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel word abc"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "registerOutvalueCallback word"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 6 0 0.005"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 3, 0);
  char line[600] = "setChannel word ";
  memset(line + strlen(line), 'x', 500);
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 6 0 0.005"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 255, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 5 0 0.01"), CSN_OK);
  rig_block(rig, 640);
  CU_ASSERT_EQUAL(told(rig, 7).n, 0);
  rig_close(rig);
}

/* As csoundengine's instruments answer. */
static void
synced(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "schedSync 4 0.01 0.01"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_PTR_NULL(rig_reply(rig, 5));
  rig_block(rig, 1024);
  const RigReply* const reply = rig_reply(rig, 5);
  CU_ASSERT(reply && !reply->status && reply->n_values == 1);
  CU_ASSERT(reply && reply->value > 4 && reply->value < 5);
  rig_close(rig);
}

/* Each door is told its own; no sample depends on who listens. */
static void
doors(void)
{
  Rig* const rig = rig_with(NULL, program);
  char report[64] = "";
  CsnReply reply;
  CU_ASSERT_EQUAL(csn_engine_call_door(rig->engine,
                                       "registerOutvalueCallback level",
                                       3,
                                       1,
                                       report,
                                       sizeof(report)),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(csn_engine_poll_door(rig->engine, 1, &reply));
  CU_ASSERT_EQUAL(reply.type, CSN_REPLY_DONE);
  CU_ASSERT_EQUAL(rig_call(rig, "registerOutvalueCallback level 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0 0.5"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_FATAL(csn_engine_poll_door(rig->engine, 1, &reply));
  CU_ASSERT_EQUAL(reply.type, CSN_REPLY_OUTVALUE);
  CU_ASSERT_EQUAL(reply.request, 3);
  CU_ASSERT_DOUBLE_EQUAL(reply.value, 0.5, 0);
  CU_ASSERT_STRING_EQUAL(reply.text, "level");
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_OUTVALUE), 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "outvalue", "who asks is told what a program sends", lines },
  { "outvalue", "what stays the same is told once", held },
  { "outvalue", "after what is no number comes the next", no_number },
  { "outvalue", "functions are called by who polls", by_c },
  { "outvalue", "bad functions and too many are refused", bad_functions },
  { "outvalue", "a call ends it, and bad calls say why", ended },
  { "outvalue", "invalue reads channels, outvalue sets them", read_and_set },
  { "outvalue", "__sync__ answers a schedSync", synced },
  { "outvalue", "each door is told its own", doors },
};
CSN_TESTS(tests)
