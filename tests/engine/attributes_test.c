// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What an engine tells of itself: each attribute by its method, its name and
// its C function, and what it refuses (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\nnchnls_i = 1\n0dbfs = 1\n"

static const char program[] = HEADER "instr 1\nout a(p4), a(p4)\nendin\n";

static const CsnConfig full = { .rate = RIG_RATE,
                                .max_block = 256,
                                .n_inputs = 1,
                                .n_outputs = 2,
                                .name = "told",
                                .a4 = 442,
                                .globalcode = "gi_mine init 7",
                                .options = "--omacro:NUM=5 -odac",
                                .extra_latency = 0.05,
                                .ksmps = 32,
                                .autosync = true,
                                .n_audio_buses = 8,
                                .n_control_buses = 16,
                                .device = { .backend = "jack",
                                            .outdev = "dac",
                                            .outdev_name = "system:playback",
                                            .indev = "adc",
                                            .indev_name = "system:capture",
                                            .midi_backend = "jackmidi",
                                            .midiin = "all",
                                            .buffer_size = 256,
                                            .num_buffers = 3,
                                            .udp_port = 9999 } };

/* A rig whose engine has all options. */
static Rig*
rig_like(const CsnConfig* config)
{
  Rig* const rig = rig_open(&(RigShape){ .n_inputs = 1 });
  csn_engine_free(rig->engine);
  rig->engine = NULL;
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&rig->engine, config), CSN_OK);
  return rig;
}

/* An attribute that is a number: what the C function, csn_engine_attribute()
   and the method say, and that it takes nothing. */
static void
is_number(Rig* rig, const char* name, double told, double wanted)
{
  char text[64] = "";
  double number = -1;
  if (told > wanted || told < wanted) {
    printf("    %s: %.17g, not %.17g\n", name, told, wanted);
  }
  CU_ASSERT_DOUBLE_EQUAL(told, wanted, 0);
  CU_ASSERT_EQUAL(csn_engine_attribute(rig->engine, name, &number, text, 64),
                  CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(number, wanted, 0);
  CU_ASSERT_DOUBLE_EQUAL(strtod(text, NULL), wanted, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, name), wanted, 0);
  if (strcmp(name, "ksmps") != 0) { // It is set by its argument
    char line[64];
    (void)snprintf(line, sizeof(line), "%s value=1", name);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_ERR_BAD_ARG);
    (void)snprintf(line, sizeof(line), "%s 1", name);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_ERR_BAD_ARG);
  }
}

static void
is_text(Rig* rig, const char* name, const char* told, const char* wanted)
{
  static uint32_t request = 5000;
  char line[64];
  char text[256] = "";
  double number = -1;
  if (!told || strcmp(told, wanted) != 0) {
    printf("    %s: \"%s\", not \"%s\"\n", name, told ? told : "", wanted);
  }
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_STRING_EQUAL(told, wanted);
  CU_ASSERT_EQUAL(csn_engine_attribute(rig->engine, name, &number, text, 256),
                  CSN_OK);
  CU_ASSERT_STRING_EQUAL(text, wanted);
  CU_ASSERT_DOUBLE_EQUAL(number, -1, 0); // It is none
  CU_ASSERT_EQUAL(rig_line(rig, 0, ++request, name), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  CU_ASSERT_PTR_NOT_NULL_FATAL(reply);
  CU_ASSERT_EQUAL(reply->status, CSN_OK);
  CU_ASSERT_FALSE(reply->has_value);
  CU_ASSERT_STRING_EQUAL(reply->text, wanted);
  (void)snprintf(line, sizeof(line), "%s value=other", name);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_ERR_BAD_ARG);
  (void)snprintf(line, sizeof(line), "%s other", name);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_ERR_BAD_ARG);
}

static void
numbers(void)
{
  Rig* const rig = rig_like(&full);
  rig_load(rig, program);
  CsnEngine* const e = rig->engine;
  is_number(rig, "a4", csn_engine_a4(e), 442);
  is_number(rig, "autosync", csn_engine_autosync(e), 1);
  is_number(rig, "blockSize", csn_engine_block_size(e), 768);
  is_number(rig, "bufferLatency", csn_engine_buffer_latency(e), 768 / 48000.0);
  is_number(rig, "bufferSize", csn_engine_buffer_size(e), 256);
  is_number(rig, "controlLatency", csn_engine_control_latency(e), 64 / 48000.0);
  is_number(rig, "extraLatency", csn_engine_extra_latency(e), 0.05);
  is_number(rig, "hasBusSupport", csn_engine_has_bus_support(e), 1);
  is_number(rig, "ksmps", csn_engine_ksmps(e), 32);
  is_number(rig, "nchnls", csn_engine_nchnls(e), 2);
  is_number(rig, "nchnls_i", csn_engine_nchnls_i(e), 1);
  is_number(rig, "needsSync", csn_engine_needs_sync(e), 0);
  is_number(rig, "numAudioBuses", csn_engine_num_audio_buses(e), 8);
  is_number(rig, "numBuffers", csn_engine_num_buffers(e), 3);
  is_number(rig, "numControlBuses", csn_engine_num_control_buses(e), 16);
  is_number(rig, "numthreads", csn_engine_numthreads(e), 1);
  is_number(rig, "onecycle", csn_engine_onecycle(e), 32 / 48000.0);
  is_number(rig, "sr", csn_engine_sr(e), 48000);
  is_number(rig, "started", csn_engine_started(e), 1);
  is_number(rig, "udpPort", 9999, 9999);
  CU_ASSERT_EQUAL(csn_engine_attribute(e, "sound", NULL, NULL, 0),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_attribute(e, NULL, NULL, NULL, 0),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(csn_engine_attribute(e, "SR", NULL, NULL, 0),
                  CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static void
texts(void)
{
  Rig* const rig = rig_like(&full);
  rig_load(rig, program);
  CsnEngine* const e = rig->engine;
  is_text(rig, "backend", csn_engine_backend(e), "jack");
  is_text(rig, "extraOptions", csn_engine_extra_options(e), full.options);
  is_text(rig, "globalCode", csn_engine_global_code(e), full.globalcode);
  is_text(rig, "indev", csn_engine_indev(e), "adc");
  is_text(rig, "indevName", csn_engine_indev_name(e), "system:capture");
  is_text(rig, "midiBackend", csn_engine_midi_backend(e), "jackmidi");
  is_text(rig, "midiin", csn_engine_midiin(e), "all");
  is_text(rig, "name", csn_engine_name(e), "told");
  is_text(rig, "outdev", csn_engine_outdev(e), "dac");
  is_text(rig, "outdevName", csn_engine_outdev_name(e), "system:playback");
  is_text(rig, "csound", csn_engine_csound(e), csn_engine_csound(e));
  CU_ASSERT(!strncmp(csn_engine_csound(e), "Csound 6", 8));
  char* const includes = csn_engine_includes(e);
  is_text(rig, "includes", includes, "");
  free(includes);
  char* const options = csn_engine_commandline_options(e);
  is_text(rig, "commandlineOptions", options, options);
  CU_ASSERT_PTR_NOT_NULL(strstr(options, "--ksmps=32"));
  CU_ASSERT_PTR_NOT_NULL(strstr(options, "--omacro:NUM=5"));
  CU_ASSERT_PTR_NULL(strstr(options, "dac")); // Devices are not Csound's here
  free(options);
  rig_close(rig);
}

/* What there is before there is a program, and what a shell has not told. */
static void
nothing_told(void)
{
  const CsnConfig config = {
    .rate = 44100, .max_block = 64, .n_inputs = 3, .n_outputs = 4
  };
  Rig* const rig = rig_like(&config);
  CsnEngine* const e = rig->engine;
  is_number(rig, "a4", csn_engine_a4(e), 440);
  is_number(rig, "autosync", csn_engine_autosync(e), 0);
  is_number(rig, "blockSize", csn_engine_block_size(e), 0);
  is_number(rig, "bufferLatency", csn_engine_buffer_latency(e), 0);
  is_number(rig, "ksmps", csn_engine_ksmps(e), 0);
  is_number(rig, "nchnls", csn_engine_nchnls(e), 4);
  is_number(rig, "nchnls_i", csn_engine_nchnls_i(e), 3);
  is_number(rig, "numAudioBuses", csn_engine_num_audio_buses(e), 4096);
  is_number(rig, "numControlBuses", csn_engine_num_control_buses(e), 16384);
  is_number(rig, "numthreads", csn_engine_numthreads(e), 1);
  is_number(rig, "sr", csn_engine_sr(e), 44100);
  is_number(rig, "started", csn_engine_started(e), 0);
  is_number(rig, "udpPort", csn_engine_udp_port(e), 0);
  is_text(rig, "name", csn_engine_name(e), "engine0");
  is_text(rig, "backend", csn_engine_backend(e), "");
  is_text(rig, "extraOptions", csn_engine_extra_options(e), "");
  is_text(rig, "globalCode", csn_engine_global_code(e), "");
  rig_close(rig);

  const CsnConfig none = {
    .rate = 48000, .max_block = 64, .n_outputs = 1, .no_buses = true
  };
  Rig* const without = rig_like(&none);
  is_number(without,
            "hasBusSupport",
            csn_engine_has_bus_support(without->engine),
            0);
  is_number(without,
            "numAudioBuses",
            csn_engine_num_audio_buses(without->engine),
            0);
  is_number(without,
            "numControlBuses",
            csn_engine_num_control_buses(without->engine),
            0);
  rig_close(without);

  // The threads of Csound 6 would have to be waited for
  const CsnConfig many = {
    .rate = 48000, .max_block = 64, .n_outputs = 1, .numthreads = 2
  };
  CsnEngine* engine = NULL;
  CU_ASSERT_EQUAL(csn_engine_new(&engine, &many), CSN_ERR_UNSUPPORTED);
  CU_ASSERT_PTR_NULL(engine);
}

/* Attributes follow the program, and its life. */
static void
follow_the_program(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_ksmps(e), 64);
  rig_load(rig,
           "sr = 48000\nksmps = 100\nnchnls = 1\nA4 = 415\n"
           "instr 1\nendin\n");
  is_number(rig, "ksmps", csn_engine_ksmps(e), 100);
  is_number(rig, "onecycle", csn_engine_onecycle(e), 100 / 48000.0);
  is_number(rig, "nchnls", csn_engine_nchnls(e), 1);
  is_number(rig, "a4", csn_engine_a4(e), 415);
  CU_ASSERT_EQUAL(rig_call(rig, "ksmps 16"), CSN_OK);
  is_number(rig, "ksmps", csn_engine_ksmps(e), 100); // Still
  rig_load(rig, program);
  is_number(rig, "ksmps", csn_engine_ksmps(e), 16);
  CU_ASSERT_EQUAL(rig_call(rig, "stop"), CSN_OK);
  is_number(rig, "started", csn_engine_started(e), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "start"), CSN_OK);
  is_number(rig, "started", csn_engine_started(e), 1);
  rig_close(rig);
}

static bool
later(void* data)
{
  ++*(unsigned*)data;
  return true;
}

/* needsSync is true while the worker has something; autosync lets notes wait
   for it. */
static void
syncs(void)
{
  unsigned n_asked = 0;
  CsnConfig config = full;
  config.schedule = later;
  config.schedule_data = &n_asked;
  for (unsigned i = 0; i < 2U; ++i) {
    config.autosync = i;
    Rig* const rig = rig_like(&config);
    CsnEngine* const e = rig->engine;
    rig_load(rig, program);
    CU_ASSERT_FALSE(csn_engine_needs_sync(e));
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "makeTable block=0 1 2"), CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched 1 0 -1 0.5"), CSN_OK);
    rig_block(rig, 256);
    CU_ASSERT(n_asked > 0);
    CU_ASSERT_TRUE(csn_engine_needs_sync(e));
    CU_ASSERT_EQUAL(rig_answered(rig, 2, CSN_OK), !i);
    CU_ASSERT_EQUAL(rig_first(rig, 0, 0, 256) >= 0, !i);
    csn_engine_work(e);
    rig_block(rig, 256);
    CU_ASSERT_FALSE(csn_engine_needs_sync(e));
    CU_ASSERT_TRUE(rig_answered(rig, 1, CSN_OK));
    rig_block(rig, 256);
    CU_ASSERT_TRUE(rig_answered(rig, 2, CSN_OK));
    CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.5, 0);
    rig_close(rig);
  }
}

/* What is called after a job with block=1 waits for it, be it good or not. */
static void
blocks(void)
{
  static const struct {
    const char* line;
    bool waits;
    CsnStatus status;
  } cases[] = {
    { "makeTable 1 2 3", true, CSN_OK },
    { "makeTable block=1 1 2 3", true, CSN_OK },
    { "makeTable block=0 1 2 3", false, CSN_OK },
    { "makeTable block=1 numchannels=2 1 2 3", true, CSN_ERR_BAD_ARG },
    { "readSoundfile nowhere.wav block=1", true, CSN_ERR_IO },
    { "readSoundfile nowhere.wav -1 0 1", true, CSN_ERR_IO },
    { "readSoundfile nowhere.wav block=0", false, CSN_ERR_IO },
    { "readSoundfile nowhere.wav", false, CSN_ERR_IO }
  };
  unsigned n_asked = 0;
  CsnConfig config = full;
  config.schedule = later;
  config.schedule_data = &n_asked;
  config.autosync = false;
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    Rig* const rig = rig_like(&config);
    rig_load(rig, program);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1, cases[i].line), CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched 1 0 -1 0.5"), CSN_OK);
    rig_block(rig, 256);
    CU_ASSERT_EQUAL(rig_answered(rig, 2, CSN_OK), !cases[i].waits);
    csn_engine_work(rig->engine);
    rig_block(rig, 256);
    rig_block(rig, 256);
    CU_ASSERT_TRUE(rig_answered(rig, 1, cases[i].status));
    CU_ASSERT_TRUE(rig_answered(rig, 2, CSN_OK));
    CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.5, 0);
    rig_close(rig);
  }
}

static const CsnTest tests[] = {
  { "attributes", "each number is told three ways and takes none", numbers },
  { "attributes", "each text is told three ways and takes none", texts },
  { "attributes", "what nobody has told is empty or 0", nothing_told },
  { "attributes", "they follow the program", follow_the_program },
  { "attributes", "notes wait for the worker where they are to", syncs },
  { "attributes", "calls wait for a job with block=1", blocks },
};
CSN_TESTS(tests)
