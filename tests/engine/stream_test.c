// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// playSoundFromDisk: a file is heard while it is read (layer: tests).

#include "tabling.h"

#include <math.h>

#define NEAR 2e-6
#define FADE 480U ///< Frames

/* The same sound by Csound's own diskin2, whose interpolation is cubic too. */
#define DISKIN                                                     \
  READER "instr 20\na1 diskin2 \"%s\", 1.5, 0, 0, 0, 4\noutch 2, " \
         "a1\nendin\n"

#define FLOATS (SF_FORMAT_WAV | SF_FORMAT_FLOAT)

static const RigShape two_seconds = { .length = 96000 };

static double
wave(double frame, uint32_t channel)
{
  return 0.6 * sin(0.05 * (frame + 1.0) * (channel % 4U + 1U)) /
         (channel + 1.0);
}

static void
write_file(const char* name, int format, int rate, int n_channels, uint32_t n)
{
  char path[4200];
  double frame[16];
  SF_INFO info = { .samplerate = rate,
                   .channels = n_channels,
                   .format = format };
  SNDFILE* const file = sf_open(table_path(path, name), SFM_WRITE, &info);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  for (uint32_t i = 0; i < n; ++i) {
    for (int c = 0; c < n_channels; ++c) {
      frame[c] = wave(i, (uint32_t)c);
    }
    CU_ASSERT_EQUAL(sf_writef_double(file, frame, 1), 1);
  }
  (void)sf_close(file);
}

static CsnStatus
play(Rig* rig, uint32_t frame, uint32_t request, const char* rest)
{
  char line[4600];
  (void)snprintf(
    line, sizeof(line), "playSoundFromDisk %s/%s", csn_test_scratch(), rest);
  return rig_line(rig, frame, request, line);
}

/* Whether a channel has the wave of a file of n frames at the engine's rate,
   with its fades, from a frame on. */
static bool
has_wave(const Rig* rig,
         uint32_t output,
         uint32_t from,
         uint32_t n,
         uint32_t channel,
         double near)
{
  for (uint32_t i = 0; i < n; ++i) {
    const double fade = fmin(i, n - i) / FADE;
    const double wanted = wave(i, channel) * fmin(fade, 1.0);
    const double is = (double)rig->out[output][from + i];
    if (fabs(is - wanted) > near) {
      printf("    frame %u of %u is %.9g, not %.9g\n", i, output, is, wanted);
      return false;
    }
  }
  return true;
}

static void
whole(void)
{
  write_file("whole.wav", FLOATS, 48000, 2, 24000);
  for (uint32_t frame = 0; frame < 64; frame += 21) {
    Rig* const rig = rig_with(&two_seconds, READER);
    const unsigned n_files = csn_test_open_files();
    const uint32_t from = rig->at + frame + K;
    CU_ASSERT_EQUAL(play(rig, frame, 1, "whole.wav"), CSN_OK);
    rig_run(rig, rig->at + 30000, 256);
    CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 10902.0002, 1e-9);
    CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), (int)from + 1);
    CU_ASSERT(has_wave(rig, 0, from, 24000, 0, NEAR));
    CU_ASSERT(has_wave(rig, 1, from, 24000, 1, NEAR));
    CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), (int)from + 23999);
    CU_ASSERT_EQUAL(csn_test_open_files(), n_files);
    rig_close(rig);
  }
}

/* At any speed and rate it is what diskin2 plays. */
static void
as_diskin2(void)
{
  char program[6000];
  char path[4200];
  write_file("slow.wav", FLOATS, 44100, 1, 44100);
  (void)
    snprintf(program, sizeof(program), DISKIN, table_path(path, "slow.wav"));
  Rig* const rig = rig_with(&two_seconds, program);
  CU_ASSERT_EQUAL(play(rig, 0, 1, "slow.wav speed=1.5 fade=0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched 20 0 2"), CSN_OK);
  rig_run(rig, 48000, 333);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK) && rig_answered(rig, 2, CSN_OK));
  double most = 0;
  for (uint32_t i = K + 256; i < 31500; ++i) {
    most = fmax(most, fabs((double)rig->out[0][i] - (double)rig->out[1][i]));
  }
  CU_ASSERT(most < 3e-5); // -90 dB
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) < (int)(K + 32000 + 8));
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) > (int)(K + 32000 - 8));
  rig_close(rig);
}

static bool
later(void* data)
{
  ++*(unsigned*)data;
  return true;
}

/* Blocks and work take turns until a call is answered. */
static void
settle(Rig* rig, uint32_t request, const char* rest)
{
  // The instrument is compiled in freewheel, where that needs no blocks
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(rig_call(rig, "testAudio 0 gaindb=-inf"), CSN_OK);
  csn_engine_freewheel_rt(rig->engine, false);
  CU_ASSERT_EQUAL(play(rig, 0, request, rest), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_PTR_NULL(rig_reply(rig, request));
  for (unsigned i = 0; i < 50 && !rig_reply(rig, request); ++i) {
    csn_engine_work(rig->engine);
    rig_block(rig, 64);
  }
  const RigReply* const reply = rig_reply(rig, request);
  if (!reply || reply->status) {
    printf("    %s\n", reply ? reply->text : "no answer");
    CU_FAIL_FATAL("it is not played");
  }
}

/* Longer than what is read ahead, with a worker that is busy elsewhere now and
   then. */
static void
long_ones(void)
{
  unsigned n_asked = 0;
  const uint32_t n = 1500000;
  const RigShape shape = { .length = 1600000,
                           .schedule = later,
                           .schedule_data = &n_asked };
  Rig* const rig = rig_with(&shape, READER);
  write_file("long.wav", FLOATS, 48000, 1, n);
  settle(rig, 1, "long.wav");
  while (rig->at < shape.length) {
    csn_engine_work(rig->engine);
    n_asked = 0;
    rig_run(rig, rig->at + 192000, 1024);
  }
  const int first = rig_first(rig, 0, 0, rig->at) - 1;
  CU_ASSERT_FATAL(first > 0 && first < 4096);
  CU_ASSERT(has_wave(rig, 0, (uint32_t)first, n, 0, NEAR));
  rig_close(rig);
}

/* Where nothing is read any more it is silent, and then goes on. */
static void
starved(void)
{
  unsigned n_asked = 0;
  const RigShape shape = { .length = 1200000,
                           .schedule = later,
                           .schedule_data = &n_asked };
  Rig* const rig = rig_with(&shape, READER);
  write_file("starved.wav", FLOATS, 48000, 1, 600000);
  settle(rig, 1, "starved.wav");
  rig_run(rig, 100032, 64); // What was read at first is over
  const int first = rig_first(rig, 0, 0, rig->at) - 1;
  const int last = rig_final(rig, 0, 0, rig->at);
  CU_ASSERT(n_asked > 0);
  CU_ASSERT_FATAL(last - first > 32000 && last - first < 33000);
  csn_engine_work(rig->engine);
  rig_run(rig, 200000, 64);
  const uint32_t heard = (uint32_t)(last - first + 1);
  const int again = rig_first(rig, 0, (uint32_t)last + 1U, rig->at);
  CU_ASSERT(again > 100000 && again < 100300);
  for (uint32_t i = 0; again > 0 && i < 50000; ++i) {
    CU_ASSERT_DOUBLE_EQUAL_FATAL(rig->out[0][(uint32_t)again + i],
                                 wave(heard + i, 0),
                                 NEAR);
  }
  rig_close(rig);
}

/* In freewheel the audio thread waits for what is read. */
static void
freewheeling(void)
{
  unsigned n_asked = 0;
  const RigShape shape = { .length = 700000,
                           .schedule = later,
                           .schedule_data = &n_asked };
  Rig* const rig = rig_with(&shape, READER);
  write_file("wheel.wav", FLOATS, 48000, 1, 600000);
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(play(rig, 0, 1, "wheel.wav"), CSN_OK);
  rig_run(rig, 650000, 4096);
  const int first = rig_first(rig, 0, 0, rig->at) - 1;
  CU_ASSERT_EQUAL_FATAL(first, (int)K);
  CU_ASSERT(has_wave(rig, 0, (uint32_t)first, 600000, 0, NEAR));
  rig_close(rig);
}

static void
formats(void)
{
  static const struct {
    int format;
    const char* name;
    double near;
  } cases[] = {
    { SF_FORMAT_WAV | SF_FORMAT_PCM_16, "a.wav", 4e-5 },
    { SF_FORMAT_AIFF | SF_FORMAT_PCM_24, "b.aiff", 1e-6 },
    { SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "c.flac", 4e-5 },
    { SF_FORMAT_AU | SF_FORMAT_DOUBLE, "d.au", 1e-6 },
    { SF_FORMAT_W64 | SF_FORMAT_FLOAT, "e.w64", 1e-6 },
    { SF_FORMAT_OGG | SF_FORMAT_VORBIS, "f.ogg", 0.1 },
  };
  Rig* const rig = rig_with(&two_seconds, READER);
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    write_file(cases[i].name, cases[i].format, 48000, 1, 4800);
    const uint32_t from = rig->at + K;
    CU_ASSERT_EQUAL(play(rig, 0, 1U + (uint32_t)i, cases[i].name), CSN_OK);
    rig_run(rig, rig->at + 6400, 64);
    CU_ASSERT(rig_answered(rig, 1U + (uint32_t)i, CSN_OK));
    CU_ASSERT(has_wave(rig, 0, from, 4800, 0, cases[i].near));
  }
  rig_close(rig);
}

/* Channels that the program has no output for are not heard. */
static void
channels(void)
{
  static const RigShape shape = { .n_outputs = 4, .length = 96000 };
  Rig* const rig =
    rig_with(&shape, "sr = 48000\nksmps = 64\nnchnls = 4\n0dbfs = 32768\n");
  write_file("six.wav", FLOATS, 48000, 6, 4800);
  uint32_t from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 1, "six.wav chan=0"), CSN_OK);
  rig_run(rig, rig->at + 6400, 64);
  for (uint32_t c = 0; c < 4; ++c) {
    CU_ASSERT(has_wave(rig, c, from, 4800, c, NEAR));
  }
  from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 2, "six.wav chan=3"), CSN_OK);
  rig_run(rig, rig->at + 6400, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, from, rig->at), -1);
  CU_ASSERT_EQUAL(rig_first(rig, 1, from, rig->at), -1);
  CU_ASSERT(has_wave(rig, 2, from, 4800, 0, NEAR));
  CU_ASSERT(has_wave(rig, 3, from, 4800, 1, NEAR));
  from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 3, "six.wav chan=256"), CSN_OK);
  rig_run(rig, rig->at + 6400, 64);
  CU_ASSERT(rig_answered(rig, 3, CSN_OK));
  for (uint32_t c = 0; c < 4; ++c) {
    CU_ASSERT_EQUAL(rig_first(rig, c, from, rig->at), -1);
  }
  rig_close(rig);
}

/* p4 and p5 are its own, and follow setp; speed 0 holds. */
static void
changed(void)
{
  Rig* const rig = rig_with(&two_seconds, READER);
  write_file("gain.wav", FLOATS, 48000, 1, 48000);
  const uint32_t from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 0, "gain.wav"), CSN_OK);
  rig_run(rig, rig->at + 9600, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10902.0002 4 0.25"), CSN_OK);
  rig_run(rig, from + 19200, 64);
  for (uint32_t i = 17600; i < 19000; ++i) {
    CU_ASSERT_DOUBLE_EQUAL_FATAL(rig->out[0][from + i], wave(i, 0) / 4, 1e-5);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10902.0002 5 0"), CSN_OK);
  rig_run(rig, rig->at + 19200, 64);
  const double held = (double)rig->out[0][rig->at - 1];
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 960], held, 1e-4);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 10902.0002"), CSN_OK);
  const uint32_t ended = rig->at;
  rig_run(rig, rig->at + 9600, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, ended + FADE + 192, rig->at), -1);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "setp 10902.0002 4 1"), CSN_OK);
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT(rig_answered(rig, 5, CSN_ERR_NOT_FOUND));
  rig_close(rig);
}

/* Each call has its own; notes that never come leave no file open. */
static void
many(void)
{
  static const RigShape shape = { .length = 480000 };
  Rig* const rig = rig_with(&shape, READER);
  write_file("many.wav", FLOATS, 48000, 1, 9600);
  const unsigned n_files = csn_test_open_files();
  const uint32_t from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 1, "many.wav fade=0"), CSN_OK);
  CU_ASSERT_EQUAL(play(rig, 0, 2, "many.wav 0.05 fade=0"), CSN_OK);
  CU_ASSERT_EQUAL(play(rig, 10, 3, "many.wav 100 fade=0"), CSN_OK);
  rig_run(rig, rig->at + 9600, 64);
  CU_ASSERT_EQUAL(csn_test_open_files(), n_files + 3);
  CU_ASSERT(rig_value(rig, 1) < rig_value(rig, 2));
  for (uint32_t i = 128; i < 9000; ++i) {
    const double wanted = wave(i, 0) + (i < 2400 ? 0 : wave(i - 2400.0, 0));
    CU_ASSERT(i < 2400 + 128 ||
              fabs((double)rig->out[0][from + i] - wanted) < 4e-6);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_run(rig, rig->at + 9600, 64);
  CU_ASSERT_EQUAL(csn_test_open_files(), n_files);
  // A call that is forgotten before its frame, and too many to come
  for (uint32_t i = 0; i < 40; ++i) {
    CU_ASSERT_EQUAL(play(rig, 2000, 0, "many.wav"), CSN_OK);
  }
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT(csn_test_open_files() <= n_files + 32);
  rig_close(rig);
  CU_ASSERT(csn_test_open_files() <= n_files);
}

static void
other_programs(void)
{
  Rig* const rig = rig_with(&two_seconds, READER);
  write_file("other.wav", FLOATS, 48000, 1, 48000);
  const unsigned n_files = csn_test_open_files();
  CU_ASSERT_EQUAL(play(rig, 0, 1, "other.wav"), CSN_OK);
  rig_run(rig, 4800, 64);
  rig_load(rig, READER);
  rig_run(rig, 9600, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 4800 + 1024 + 128, 9600), -1);
  CU_ASSERT_EQUAL(csn_test_open_files(), n_files);
  const uint32_t from = rig->at + K;
  CU_ASSERT_EQUAL(play(rig, 0, 2, "other.wav"), CSN_OK);
  rig_run(rig, rig->at + 50000, 256);
  CU_ASSERT(has_wave(rig, 0, from, 48000, 0, NEAR));
  // The instrument's opcodes are of no use to a program
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{instr 9\ni1 csnstream p4\nendin}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 9 0 1 77"), CSN_OK);
  rig_run(rig, rig->at + 640, 64);
  const RigReply* const error = rig_last(rig, CSN_REPLY_ERROR);
  CU_ASSERT(error && strstr(error->text, "there is no such stream"));
  rig_close(rig);
}

static void
refused(void)
{
  static const struct {
    const char* rest;
    CsnStatus st;
    const char* text;
  } cases[] = {
    { "none.wav", CSN_ERR_IO, "No such file" },
    { "text.wav", CSN_ERR_IO, "the file cannot be played: " },
    { "good.wav delay=-1", CSN_ERR_BAD_ARG, "times are 0 or more" },
    { "good.wav delay=nan", CSN_ERR_BAD_ARG, "times are 0 or more" },
    { "good.wav delay=1e300", CSN_ERR_BAD_ARG, "times are 0 or more" },
    { "good.wav fade=-0.1", CSN_ERR_BAD_ARG, "times are 0 or more" },
    { "good.wav fade=nan", CSN_ERR_BAD_ARG, "times are 0 or more" },
    { "good.wav chan=-1", CSN_ERR_BAD_ARG, "channels are 1 to 256" },
    { "good.wav chan=257", CSN_ERR_BAD_ARG, "channels are 1 to 256" },
    { "good.wav chan=nan", CSN_ERR_BAD_ARG, "channels are 1 to 256" },
    { "good.wav speed=-1", CSN_ERR_BAD_ARG, "0 to 64" },
    { "good.wav speed=65", CSN_ERR_BAD_ARG, "0 to 64" },
    { "good.wav speed=nan", CSN_ERR_BAD_ARG, "0 to 64" },
  };
  char path[4200];
  Rig* const rig = rig_with(NULL, READER);
  write_file("good.wav", FLOATS, 48000, 1, 480);
  FILE* const text = fopen(table_path(path, "text.wav"), "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  (void)fputs("This is no sound.\n", text);
  (void)fclose(text);
  const unsigned n_files = csn_test_open_files();
  for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    CU_ASSERT_EQUAL(play(rig, 0, 100 + i, cases[i].rest), CSN_OK);
    rig_block(rig, 64);
    rig_block(rig, 64);
    const RigReply* const reply = rig_reply(rig, 100 + i);
    CU_ASSERT(rig_answered(rig, 100 + i, cases[i].st));
    if (!reply || !strstr(reply->text, cases[i].text)) {
      printf("    %s: %s\n", cases[i].rest, reply ? reply->text : "no answer");
      CU_FAIL("another error is told");
    }
  }
  CU_ASSERT_EQUAL(rig_call(rig, "playSoundFromDisk \"\""), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "playSoundFromDisk"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "playSoundFromDisk a.wav 0 1 1 0 0"),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  CU_ASSERT_EQUAL(play(rig, 0, 1, "good.wav fade=0.001"), CSN_OK);
  rig_run(rig, rig->at + 960, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_first(rig, 0, 0, rig->at) > 0);
  // A file without a frame has nothing to play
  write_file("empty.wav", FLOATS, 48000, 1, 0);
  CU_ASSERT_EQUAL(play(rig, 0, 2, "empty.wav"), CSN_OK);
  rig_run(rig, rig->at + 960, 64);
  CU_ASSERT(rig_answered(rig, 2, CSN_ERR_IO));
  rig_run(rig, rig->at + 6400, 64);
  CU_ASSERT(csn_test_open_files() <=
            n_files + 15); // Of calls that were refused
  rig_close(rig);
}

static void
by_c(void)
{
  char path[4200];
  Rig* const rig = rig_with(NULL, READER);
  write_file("c.wav", FLOATS, 48000, 1, 4800);
  const uint32_t from = rig->at + K;
  CU_ASSERT_EQUAL(csn_engine_play_sound_from_disk(
                    rig->engine, table_path(path, "c.wav"), 0.1, 2, 1, 0.01, 1),
                  CSN_OK);
  CU_ASSERT_EQUAL(
    csn_engine_play_sound_from_disk(rig->engine, NULL, 0, 1, 1, 0.01, 2),
    CSN_OK);
  rig_run(rig, 12000, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 10902.0002, 1e-9);
  CU_ASSERT(rig_answered(rig, 2, CSN_ERR_BAD_ARG));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  CU_ASSERT(has_wave(rig, 1, from + 4800, 4800, 0, NEAR));
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "stream", "a file is played from its first frame to its last", whole },
  { "stream", "at another speed and rate it is as diskin2", as_diskin2 },
  { "stream", "a file longer than the ring is played whole", long_ones },
  { "stream", "a late worker leaves a pause, and no more", starved },
  { "stream", "in freewheel nothing is left out", freewheeling },
  { "stream", "any format of libsndfile is played", formats },
  { "stream", "all channels are played that have an output", channels },
  { "stream", "gain and speed follow setp", changed },
  { "stream", "many are played at once, and closed", many },
  { "stream", "it ends with its program", other_programs },
  { "stream", "bad calls play nothing, and say why", refused },
  { "stream", "it is played by the C function", by_c },
};
CSN_TESTS(tests)
