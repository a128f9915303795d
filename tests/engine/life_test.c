// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// An engine's name, options, attributes, start and stop (layer: tests).

#include "rig.h"

#include <math.h>

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"

static const char program[] = HEADER "instr 1\nouts a(p4), a(p4)\nendin\n";

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static CsnEngine*
engine_with(const CsnConfig* like, CsnStatus expected)
{
  CsnEngine* engine = NULL;
  CsnConfig config = *like;
  config.rate = RIG_RATE;
  config.max_block = 256;
  config.n_outputs = 2;
  CU_ASSERT_EQUAL(csn_engine_new(&engine, &config), expected);
  return engine;
}

static void
names(void)
{
  const CsnConfig lead = { .name = "lead" };
  const CsnConfig any = { .name = "" };
  CsnEngine* const one = engine_with(&lead, CSN_OK);
  CsnEngine* const two = engine_with(&any, CSN_OK);
  CsnEngine* const three = engine_with(&any, CSN_OK);
  CU_ASSERT_PTR_NULL(engine_with(&lead, CSN_ERR_BAD_CALL));
  char text[32] = "";
  CU_ASSERT_EQUAL(csn_engine_attribute(two, "name", NULL, text, sizeof(text)),
                  CSN_OK);
  CU_ASSERT_STRING_EQUAL(text, "engine0");
  CU_ASSERT_PTR_EQUAL(csn_engine_find("lead"), one);
  CU_ASSERT_PTR_EQUAL(csn_engine_find("engine1"), three);
  CU_ASSERT_PTR_NULL(csn_engine_find("nobody"));
  CU_ASSERT_PTR_NULL(csn_engine_find(NULL));
  char* const all = csn_engine_names();
  CU_ASSERT_STRING_EQUAL(all, "engine1\nengine0\nlead");
  free(all);
  csn_engine_free(one);
  CU_ASSERT_PTR_NULL(csn_engine_find("lead"));
  CsnEngine* const again = engine_with(&lead, CSN_OK);
  csn_engine_free(again);
  csn_engine_free(two);
  csn_engine_free(three);
}

static void
attributes(void)
{
  Rig* const rig = rig_with(NULL, program);
  double number = -1;
  char text[64] = "";
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sr"), 48000, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "nchnls"), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "onecycle"), 64.0 / 48000, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "controlLatency"), 128.0 / 48000, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "started"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "a4"), 440, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "needsSync"), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sr 3"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_attribute(rig->engine, "sr", &number, text, 64),
                  CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(number, 48000, 0);
  CU_ASSERT_STRING_EQUAL(text, "48000");
  CU_ASSERT_EQUAL(csn_engine_attribute(rig->engine, "sound", NULL, NULL, 0),
                  CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* compile needs no program; start, stop and restart. */
static void
from_nothing(void)
{
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "compile {{instr 1\nouts a(p4), a(p4)\nendin}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.25"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "start"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "stop"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "stop"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "started"), 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{gi_a = 1}}"), CSN_ERR_BAD_CALL);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.25"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "start"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "started"), 1, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1 0.25"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{gi_a = 1}}"), CSN_OK);

  rig_load(rig, program);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{instr 2\nendin}}"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.01"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "restart"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.01"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0.01 0.5"), CSN_OK);
  rig_close(rig);
}

static CsnStatus
load(CsnEngine* engine, const char* text)
{
  const CsnSource source = { .text = text, .length = strlen(text) };
  return csn_engine_load(engine, &source, NULL, 0);
}

static double
answer_of(CsnEngine* engine, const char* line)
{
  CsnReply reply;
  double value = -1e9;
  CU_ASSERT_EQUAL(csn_engine_call(engine, line, 9, NULL, 0), CSN_OK);
  csn_engine_process_rt(engine, NULL, NULL, 0);
  float out[2][64];
  float* const outputs[] = { out[0], out[1] };
  csn_engine_process_rt(engine, NULL, outputs, 64);
  csn_engine_process_rt(engine, NULL, outputs, 64);
  while (csn_engine_poll(engine, &reply)) {
    value = reply.request == 9 && reply.has_value ? reply.value : value;
  }
  return value;
}

static void
options(void)
{
  const CsnConfig config = {
    .globalcode = "gi_mine = 7\n",
    .options = "-odac --omacro:NUM=5 -A 443",
    .ksmps = 32,
    .n_audio_buses = 2,
    .n_control_buses = 3,
    .device = { .backend = "jack", .buffer_size = 128, .num_buffers = 2 }
  };
  CsnEngine* const e = engine_with(&config, CSN_OK);
  char text[64] = "";
  CU_ASSERT_EQUAL_FATAL(load(e, HEADER "gi_num = $NUM\ninstr 1\nendin\n"),
                        CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode gi_mine + gi_num"), 12, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "onecycle"), 32.0 / 48000, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "blockSize"), 256, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "bufferLatency"), 256.0 / 48000, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "numAudioBuses"), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "numControlBuses"), 3, 0);
  CU_ASSERT_EQUAL(csn_engine_attribute(e, "backend", NULL, text, 64), CSN_OK);
  CU_ASSERT_STRING_EQUAL(text, "jack");
  for (unsigned i = 0; i < 3U; ++i) {
    CU_ASSERT(answer_of(e, "assignBus control") > 0);
  }
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "assignBus control"), -1e9, 0);
  CU_ASSERT(answer_of(e, "assignBus audio") > 0);
  csn_engine_free(e);

  const CsnConfig none = { .no_buses = true };
  CsnEngine* const without = engine_with(&none, CSN_OK);
  CU_ASSERT_EQUAL_FATAL(load(without, program), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(without, "hasBusSupport"), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(without, "assignBus control"), -1e9, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(without, "assignBus audio"), -1e9, 0);
  csn_engine_free(without);

  // None of one kind leaves the other
  const CsnConfig no_audio = { .no_audio_buses = true };
  CsnEngine* const numbers = engine_with(&no_audio, CSN_OK);
  CU_ASSERT_EQUAL_FATAL(load(numbers, program), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(numbers, "hasBusSupport"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(numbers, "numAudioBuses"), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(numbers, "assignBus audio"), -1e9, 0);
  CU_ASSERT(answer_of(numbers, "assignBus control") > 0);
  csn_engine_free(numbers);

  const CsnConfig no_control = { .no_control_buses = true };
  CsnEngine* const sound = engine_with(&no_control, CSN_OK);
  CU_ASSERT_EQUAL_FATAL(load(sound, program), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(sound, "hasBusSupport"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(sound, "numControlBuses"), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(sound, "assignBus control"), -1e9, 0);
  CU_ASSERT(answer_of(sound, "assignBus audio") > 0);
  csn_engine_free(sound);
}

static CsnStatus
load_told(CsnEngine* engine, const char* text, char* report)
{
  const CsnSource source = { .text = text, .length = strlen(text) };
  report[0] = '\0';
  return csn_engine_load(engine, &source, report, 512);
}

/* Where the program says none, A4 is the engine's; lines stay the user's. */
static void
concert_pitch(void)
{
  static const char own[] = HEADER "A4 = 430\ngi_a4 = A4\n"
                                   "instr 1\nendin\n";
  static const char none[] = HEADER "gi_a4 = A4\ninstr 1\nendin\n";
  static const char wrong[] = HEADER "instr 1\n\na1 oscilli 1\nendin\n";
  static const char csd[] =
    "<CsoundSynthesizer>\n<CsInstruments>\n" HEADER "instr 1\n"
    "a1 oscilli 1\nendin\n</CsInstruments>\n</CsoundSynthesizer>\n";
  const CsnConfig config = { .a4 = 442.5 };
  CsnEngine* const e = engine_with(&config, CSN_OK);
  char report[512];
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "a4"), 442.5, 0);
  CU_ASSERT_EQUAL_FATAL(load(e, none), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "a4"), 442.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode gi_a4"), 442.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode {{mtof:i(69)}}"), 442.5, 1e-9);
  CU_ASSERT_EQUAL_FATAL(load(e, own), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "a4"), 430, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode gi_a4"), 430, 0);
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode {{mtof:i(69)}}"), 430, 1e-9);
  CU_ASSERT_EQUAL(load_told(e, wrong, report), CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "program:7:4: error: ", 20));
  CU_ASSERT_EQUAL(load_told(e, csd, report), CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "program:8:4: error: ", 20));
  CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "a4"), 430, 0);
  csn_engine_free(e);

  const double bad[] = { -1, (double)NAN, (double)INFINITY, 1e9 };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    const CsnConfig like = { .a4 = bad[i] };
    CU_ASSERT_PTR_NULL(engine_with(&like, CSN_ERR_BAD_ARG));
  }
}

/* The engine's own lines stand before a program's first, whatever that is. */
static void
first_line(void)
{
  static const char* const programs[] = {
    "instr 3\nendin\n",
    "opcode Two, i, 0\nxout 2\nendop\ninstr 3\nendin\n",
    "<CsoundSynthesizer>\n<CsInstruments>\ninstr 3\nendin\n</CsInstruments>"
  };
  const CsnConfig config = { .a4 = 442.5,
                             .globalcode = "instr 9\nendin\ngi_mine = 7\n" };
  CsnEngine* const e = engine_with(&config, CSN_OK);
  for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); ++i) {
    CU_ASSERT_EQUAL(load(e, programs[i]), CSN_OK);
    CU_ASSERT_DOUBLE_EQUAL(answer_of(e, "evalCode gi_mine"), 7, 0);
  }
  csn_engine_free(e);
}

static const CsnTest tests[] = {
  { "life", "each engine has a name of its own", names },
  { "life", "an engine tells what it is", attributes },
  { "life", "code needs no program, and stop ends all", from_nothing },
  { "life", "options hold for each program", options },
  { "life", "a program may begin with its first instrument", first_line },
  { "life", "a4 is where the program says none", concert_pitch },
};
CSN_TESTS(tests)
