// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Channels: made, set and read by calls (layer: tests).

#include "worker.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"

/* Left: the number of `num` at the note's beginning; right: it as it goes. */
static const char program[] =
  HEADER "instr 1\ninum chnget \"num\"\nknum chnget \"num\"\n"
         "a1 init inum\nouts a1, a(knum)\nendin\n"
         "instr 2\nStext chnget \"text\"\nilen strlen Stext\n"
         "a1 init ilen / 1000\nouts a1, a1\nendin\n"
         "instr 3\na1 chnget \"sound\"\nouts a1, a1\nendin\n"
         "instr 4\nchnset 0.75, \"told\"\nendin\n";

static double
left(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static double
right(const Rig* rig)
{
  return (double)rig->out[1][rig->at - 1U];
}

static void
init_channel(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel num 0.5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel num 0.25 mode=rw"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 0.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel text \"five!\""), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel none kind=S"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel sound 0.125 kind=a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel told mode=w"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel told"), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 4 0 0.01"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel told"), 0.75, 0);

  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 3"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.005 + 0.125, 1e-6);

  CU_ASSERT_EQUAL(rig_call(rig, "initChannel num words"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel x 1 kind=S"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel x w kind=k"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel x 1 kind=z"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel x 1 mode=x"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "initChannel \"\" 1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "getControlChannel x"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num 1 method=fax"),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num 1 method=score"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 1, 0);
  rig_close(rig);
}

/* A note of the same frame sees the channel that was made before it. */
static void
same_frame(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 30, 1, "setChannel num 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 30, 2, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 64 + 30);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), 0.5, 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "$v = getControlChannel num"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "setChannel other $v"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel other"), 0.5, 0);
  rig_close(rig);
}

/* Texts that are longer each time. */
static void
long_texts(void)
{
  Rig* const rig = rig_with(NULL, program);
  char line[1024];
  for (size_t length = 1; length < 900; length += length / 3 + 1) {
    int n = snprintf(line, sizeof(line), "setChannel text \"");
    memset(line + n, 'x', length);
    (void)snprintf(line + n + length, sizeof(line) - 100, "\"");
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_OK);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.005"), CSN_OK);
    rig_block(rig, 64);
    CU_ASSERT_DOUBLE_EQUAL(left(rig), (double)length / 1000, 1e-6);
    rig_block(rig, 512);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel text \"\""), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.005"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0, 0);
  rig_close(rig);
}

static void
audio(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  double values[64];
  uint32_t n = 0;
  for (unsigned i = 0; i < 64U; ++i) {
    values[i] = i / 100.0;
  }
  CU_ASSERT_EQUAL(csn_engine_set_audio_channel(e, "sound", values, 64, 0),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 3"), CSN_OK);
  rig_block(rig, 256);
  for (unsigned i = 0; i < 64U; ++i) {
    CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][192 + i], i / 100.0, 1e-7);
  }
  CU_ASSERT_EQUAL(csn_engine_set_audio_channel(e, "sound", values, 63, 0),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel sound 0.5"), CSN_ERR_BAD_ARG);
  CU_ASSERT_PTR_NOT_NULL(rig_last(rig, CSN_REPLY_FAILED));

  CU_ASSERT_PTR_NULL(csn_engine_channel_memory(e, "sound", &n));
  CU_ASSERT_EQUAL(csn_engine_channel_pointer(e, "sound", "audio", NULL, 7),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 7), 0, 0);
  double* const memory = csn_engine_channel_memory(e, "sound", &n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(memory);
  CU_ASSERT_EQUAL(n, 64);
  CU_ASSERT_DOUBLE_EQUAL(memory[63], 0.63, 0);
  memory[63] = 0.875;
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.875, 1e-7);
  rig_close(rig);
}

static void
pointers(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  uint32_t n = 0;
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "channelPointer num"), 0, 0);
  double* const memory = csn_engine_channel_memory(e, "num", &n);
  CU_ASSERT_PTR_NOT_NULL_FATAL(memory);
  CU_ASSERT_EQUAL(n, 1);
  *memory = 0.375;
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel num"), 0.375, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 4 0 0.01"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "channelPointer told"), 0.75, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "channelPointer num audio"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "channelPointer t string"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "channelPointer t k x"), CSN_ERR_BAD_ARG);
  CU_ASSERT_PTR_NULL(csn_engine_channel_memory(e, "nobody", &n));
  rig_load(rig, program);
  double* const later = csn_engine_channel_memory(e, "num", NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(later);
  CU_ASSERT_DOUBLE_EQUAL(*later, 0.375, 0);
  rig_close(rig);
}

/* What calls have set, the next program finds. */
static void
other_programs(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_init_channel(e, "num", NULL, NULL, 0.5, NULL, 5),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_set_string_channel(e, "text", "ten chars!", 0),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 5, CSN_OK));
  rig_load(rig, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.51, 1e-6);

  // A program that has it of another kind keeps it so
  rig_load(rig, HEADER "chn_S \"num\", 3\ninstr 1\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num 0.5"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setChannel num words"), CSN_OK);
  rig_close(rig);
}

/* More than Csound's table of channels has to begin with. */
static void
many(void)
{
  Rig* const rig = rig_with(NULL, program);
  char line[64];
  for (unsigned i = 0; i < 3000U; ++i) {
    (void)snprintf(line, sizeof(line), "setChannel channel%u %u", i, i);
    CU_ASSERT_EQUAL_FATAL(rig_line(rig, 0, 0, line), CSN_OK);
    if (i % 100U == 99U) {
      rig_block(rig, 16);
    }
  }
  for (unsigned i = 0; i < 3000U; i += 37U) {
    (void)snprintf(line, sizeof(line), "getControlChannel channel%u", i);
    CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, line), i, 0);
  }
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_FAILED), 0);
  rig_close(rig);
}

static void
with_a_worker(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  CU_ASSERT_EQUAL(worker_send(rig, "load", program), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 11, "setChannel num 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 12, "getControlChannel num"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 13, "setChannel num 0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 14, "getControlChannel num"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 15, "sched 1"), CSN_OK);
  CU_ASSERT_PTR_NOT_NULL_FATAL(worker_wait(rig, 15));
  CU_ASSERT(rig_answered(rig, 11, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 12), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 14), 0.25, 0);
  for (unsigned i = 0; i < 4U; ++i) {
    worker_block(rig);
  }
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.25, 0);
  worker_close(&worker, rig);
}

static const CsnTest tests[] = {
  { "channels", "initChannel makes and sets them", init_channel },
  { "channels", "a note of the same frame sees a new one", same_frame },
  { "channels", "a text may become longer", long_texts },
  { "channels", "audio is ksmps numbers", audio },
  { "channels", "channelPointer tells where one is", pointers },
  { "channels", "the next program finds them", other_programs },
  { "channels", "there may be thousands", many },
  { "channels", "with a thread, order is kept", with_a_worker },
};
CSN_TESTS(tests)
