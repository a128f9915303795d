// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What built-in instruments play: samples in tables, and the test of the
// outputs (layer: tests).

#include "tabling.h"

#include <math.h>

#define RATE 44100
#define LENGTH 11025U ///< Frames of the sound; a quarter of a second
#define NEAR 1e-3

static const RigShape two_seconds = { .length = 192000 };

static Rig*
sampler(const char* name, int n_channels)
{
  char line[4500];
  Rig* const rig = rig_with(&two_seconds, READER);
  table_write_sound(name, RATE, n_channels, LENGTH);
  CU_ASSERT_EQUAL(rig_ask(rig, TABLE_LINE(line, "readSoundfile %s", name)),
                  300);
  return rig;
}

/* The sound itself, at a time of it. */
static double
sound(double seconds, uint32_t channel)
{
  return sin(0.05 * (seconds * RATE + 1.0) * (channel + 1U)) *
         (channel ? 0.5 : 0.75);
}

static void
expect(const Rig* rig,
       uint32_t from,
       uint32_t begin,
       uint32_t end,
       double speed,
       double gain,
       double start)
{
  for (uint32_t i = begin; i < end; i += 37) {
    const double at = start + i * speed / RIG_RATE;
    CU_ASSERT_DOUBLE_EQUAL(rig->out[0][from + i + K],
                           gain * sound(at, 0),
                           NEAR);
  }
}

static void
whole(void)
{
  Rig* const rig = sampler("mono.wav", 1);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "playSample 300"), CSN_OK);
  rig_run(rig, from + 24000, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 10900.0002, 1e-9);
  expect(rig, from, 128, 11700, 1, 1, 0);
  // It ends with a fade of two k-cycles, before the end of the sound
  const int last = rig_final(rig, 0, 0, rig->at) - (int)(from + K);
  CU_ASSERT(last > 12000 - 4 * 64 && last < 12000);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 0, rig->at), -1);
  rig_close(rig);
}

/* A sample that begins inside a k-cycle is the same, on its frame. */
static void
inside(void)
{
  Rig* const rig = sampler("both.wav", 2);
  for (unsigned chan = 1; chan <= 2; ++chan) {
    char line[64];
    (void)snprintf(line, sizeof(line), "playSample 300 chan=%u fade=0", chan);
    const uint32_t plain = rig->at + K;
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, line), CSN_OK);
    rig_run(rig, rig->at + 16000, 256);
    for (uint32_t frame = 1; frame < 64; frame += 31) {
      const uint32_t moved = rig->at + frame + K;
      CU_ASSERT_EQUAL(rig_line(rig, frame, 0, line), CSN_OK);
      rig_run(rig, rig->at + 16000, 256);
      CU_ASSERT_EQUAL(rig_first(rig, chan - 1, moved - frame, moved), -1);
      for (uint32_t c = chan - 1; c < 2; ++c) {
        CU_ASSERT(rig_same(rig->out[c] + moved, rig->out[c] + plain, 11600));
      }
    }
  }
  rig_close(rig);
}

static void
in_parts(void)
{
  Rig* const rig = sampler("both.wav", 2);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig,
                           0,
                           1,
                           "playSample 300 0.1 speed=0.5 gain=0.25 fade=0.02 "
                           "starttime=0.05 dur=0.1"),
                  CSN_OK);
  rig_run(rig, from + 24000, 333);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, from + 4800 + K), -1);
  expect(rig, from + 4800, 1000, 4800, 0.5, 0.25, 0.05);
  // The end, and then the fade
  const int last = rig_final(rig, 0, 0, rig->at) - (int)(from + K);
  CU_ASSERT(last > 4800 + 4800 + 900 && last < 4800 + 4800 + 961);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[1][from + 4800 + 2000 + K],
                         0.25 * sound(0.05 + 1000 / RIG_RATE, 1),
                         NEAR);
  rig_close(rig);
}

/* p4 and p5 are its own, and lag behind what they are set to. */
static void
changed(void)
{
  Rig* const rig = sampler("mono.wav", 1);
  CU_ASSERT_EQUAL(
    rig_call(rig, "makeTable 1 1 1 1 1 1 1 1 1 1 1 1 1 1 sr=10 tabnum=400"),
    CSN_OK);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 1, "$n = playSample 400 starttime=0.5 lagtime=0.05"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 4800, 2, "setp $n 4 0.5"), CSN_OK);
  rig_run(rig, from + 14400, 14400);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][from + 4700 + K], 1, NEAR);
  const double soon = (double)rig->out[0][from + 4800 + 480 + K];
  CU_ASSERT(soon < 0.95 && soon > 0.51);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][from + 4800 + 4800 + K], 0.5, NEAR);
  rig_close(rig);
}

/* Built-in instruments belong to no program, and are there in each. */
static void
later_programs(void)
{
  Rig* const rig = sampler("mono.wav", 1);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 300 dur=0.01"), CSN_OK);
  rig_load(rig, READER);
  rig_run(rig, rig->at + 4096, 64);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "playSample 300"), CSN_OK);
  rig_run(rig, from + 8000, 256);
  CU_ASSERT(rig_answered(rig, 5, CSN_OK));
  expect(rig, from, 128, 7800, 1, 1, 0);
  char* added = NULL;
  char* const text = csn_engine_program(rig->engine, NULL, &added);
  CU_ASSERT_PTR_NOT_NULL(text);
  CU_ASSERT(text && !strstr(text, "10900"));
  CU_ASSERT(!added || !strstr(added, "10900"));
  free(text);
  free(added);
  rig_close(rig);
}

static void
outputs(void)
{
  Rig* const rig = rig_with(&two_seconds, READER);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 1, "testAudio 1 period=0.25 mode=sine gaindb=-6"), CSN_OK);
  rig_run(rig, from + 57600, 256);
  const double level = pow(10, -6 / 20.0);
  for (uint32_t i = 0; i < 48000; i += 331) {
    const uint32_t slot = (i + 64U) / 12000U;
    if ((i + 64U) % 12000U < 200U) {
      continue; // Around the change
    }
    const double sine = level * sin(6.283185307179586 * 1000 * i / RIG_RATE);
    CU_ASSERT_DOUBLE_EQUAL(rig->out[0][from + i + K],
                           slot % 2 ? 0 : sine,
                           NEAR);
    CU_ASSERT_DOUBLE_EQUAL(rig->out[1][from + i + K],
                           slot % 2 ? sine : 0,
                           NEAR);
  }
  CU_ASSERT_EQUAL(rig_final(rig, 1, 0, rig->at), (int)(from + 47999 + K));
  rig_close(rig);
}

static void
noise(void)
{
  Rig* const rig = rig_with(NULL, READER);
  CU_ASSERT_EQUAL(rig_call(rig, "testAudio"), CSN_OK);
  rig_run(rig, 24000, 256);
  double sum = 0;
  for (uint32_t i = 4800; i < 24000; ++i) {
    sum += (double)rig->out[0][i] * (double)rig->out[0][i];
  }
  const double level = sqrt(sum / 19200);
  CU_ASSERT(level > 0.005 && level < 0.5);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 0, rig->at), -1);
  rig_close(rig);
}

static void
refused(void)
{
  static const char* const bad[] = {
    "playSample 300 -1",
    "playSample 300 nan",
    "playSample 300 0 0",
    "playSample 300 0 nan",
    "playSample 300 0 1e9",
    "playSample 300 speed=nan",
    "playSample 300 speed=inf",
    "playSample 300 gain=nan",
    "playSample 300 gain=inf",
    "playSample 300 fade=-1",
    "playSample 300 fade=inf",
    "playSample 300 starttime=nan",
    "playSample 300 lagtime=-1",
    "playSample 300 dur=nan",
    "testAudio nan",
    "testAudio 1 -1",
    "testAudio 1 period=0",
    "testAudio 1 period=nan",
    "testAudio 1 mode=square",
    "testAudio 1 gaindb=nan",
    "testAudio 1 gaindb=1000",
  };
  Rig* const rig = sampler("mono.wav", 1);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 999"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample nan"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 300 starttime=100"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 300 speed=0 dur=0.01"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 300 chan=200 dur=0.01"), CSN_OK);
  rig_run(rig, rig->at + 4800, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "playSample 300"), CSN_OK);
  rig_close(rig);
}

static void
by_c(void)
{
  char path[4200];
  Rig* const rig = rig_with(&two_seconds, READER);
  CsnEngine* const e = rig->engine;
  CsnSampleArgs args;
  table_write_sound("c.wav", RATE, 2, LENGTH);
  (void)table_path(path, "c.wav");
  CU_ASSERT_EQUAL(csn_engine_read_soundfile(e, path, -1, 0, 0, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_read_soundfile(e, path, 350, 1, 0.1, 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_read_soundfile(e, path, -1, 3, 0, 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_read_soundfile(e, NULL, -1, 0, 0, 4), CSN_OK);
  rig_block(rig, 64);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 1), 300);
  CU_ASSERT_EQUAL(rig_value(rig, 2), 350);
  CU_ASSERT(rig_answered(rig, 3, CSN_ERR_BAD_ARG));
  CU_ASSERT(rig_answered(rig, 4, CSN_ERR_BAD_ARG));
  CU_ASSERT(table_is(rig, 300, RATE, 2 * LENGTH + 1, 2, LENGTH, 1, "c.wav"));
  CU_ASSERT(
    table_is(rig, 350, RATE, LENGTH - 4410, 1, LENGTH - 4410, 0, "c.wav"));

  csn_engine_play_sample_defaults(&args);
  CU_ASSERT(args.chan == 1 && args.dur < 0 && args.start <= 0);
  args.gain = 0.5;
  uint32_t from = rig->at;
  CU_ASSERT_EQUAL(csn_engine_play_sample(e, 350, &args, 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_play_sample(e, 351, NULL, 6), CSN_OK);
  rig_run(rig, from + 9600, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 5), 10900.0002, 1e-9);
  CU_ASSERT(rig_answered(rig, 6, CSN_ERR_NOT_FOUND));
  expect(rig, from, 128, 7000, 1, 0.5, 0.1);

  from = rig->at;
  CU_ASSERT_EQUAL(csn_engine_test_audio(e, 0.1, 0.1, 1, "sine", -20, 7),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_test_audio(e, 1, 0, 1, "saw", -20, 8), CSN_OK);
  rig_run(rig, from + 14400, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 7), 10901.0002, 1e-9);
  CU_ASSERT(rig_answered(rig, 8, CSN_ERR_BAD_ARG));
  CU_ASSERT_EQUAL(rig_final(rig, 0, from, from + 4800 + K), -1);
  for (uint32_t i = 64; i < 4700; ++i) {
    CU_ASSERT_DOUBLE_EQUAL_FATAL(rig->out[0][from + 4800 + i + K],
                                 0.1 *
                                   sin(6.283185307179586 * 1000 * i / RIG_RATE),
                                 NEAR);
  }
  rig_close(rig);
}

// Filling, reading, freeing

static void
filled(void)
{
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 4"), 300);
  CU_ASSERT_EQUAL(rig_call(rig, "fillTable 300 4 3 2 1"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 0), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 3), 1, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "fillTable 300 9 9 9"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "fillTable 300"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 7, "fillTable 300 1 2 3 4 5 6"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 7, CSN_OK));
  CU_ASSERT_PTR_NOT_NULL(strstr(rig_reply(rig, 7)->text, "left"));
  CU_ASSERT_EQUAL(rig_line(rig, 0, 8, "getTableData 300 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 9, "getTableData 300 1 2"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_reply(rig, 8)->n_values, 3);
  CU_ASSERT_EQUAL(rig_reply(rig, 9)->n_values, 2);
  CU_ASSERT_DOUBLE_EQUAL(rig_reply(rig, 8)->values[0], 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_reply(rig, 8)->values[2], 4, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "getTableData 300 4"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "getTableData 300 nan"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "getTableData 300 0 5000"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "getTableData 999"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static void
described(void)
{
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3 4 5 6"), 300);
  CU_ASSERT_EQUAL(rig_call(rig, "setTableMetadata 300 22050 2"), CSN_OK);
  CU_ASSERT(table_is(rig, 300, 22050, 6, 2, 3, 0, ""));
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 2, 300), 22050, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 4, 300), 3, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "setTableMetadata 300 22050 4"),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setTableMetadata 300 nan"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setTableMetadata 300 0"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "setTableMetadata 999 1"), CSN_ERR_NOT_FOUND);
  rig_load(rig, READER);
  CU_ASSERT(table_is(rig, 300, 22050, 6, 2, 3, 0, ""));
  rig_close(rig);
}

static void
freed(void)
{
  Rig* const rig = table_rig(READER "gi1 ftgen 55, 0, -3, -2, 7, 8, 9\n");
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 0.5 0.5"), 300);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 1);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 10 0 -1 300 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_OK);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 0);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable 55"), CSN_ERR_BAD_CALL);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable nan"), CSN_ERR_NOT_FOUND);
  // The note that reads it goes on, whoever gets its number
  for (int i = 0; i < 20; ++i) {
    CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 0.125 0.125"), 300);
    CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_OK);
  }
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1], 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2"), 300);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300 0.01"), CSN_OK);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 1);
  rig_run(rig, rig->at + 960, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 0);
  rig_load(rig, READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 0);
  rig_close(rig);
}

/* Its number is known at once. */
static void
made_later(void)
{
  Rig* const rig = table_rig(READER);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "$t = makeEmptyTable 5 delay=0.1"), 0);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 3"), 301);
  CU_ASSERT_EQUAL(rig_value(rig, 5), 300);
  rig_run(rig, from + 4608, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists $t"), 0);
  rig_run(rig, from + 4928, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists $t"), 1);
  CU_ASSERT_EQUAL(rig_call(rig, "tableWrite $t 4 0.5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 4), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "makeEmptyTable 5 delay=nan"), CSN_ERR_BAD_ARG);
  rig_close(rig);
}

/* The seed's own example lets a note free its table. */
static void
freed_by_a_note(void)
{
  Rig* const rig = table_rig(READER "instr 30\nftfree p4, p5\nk1 table 0, p4\n"
                                    "outch 1, upsamp(k1)\nendin\n");
  for (int i = 0; i < 4; ++i) {
    CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 0.5 0.5"), 300);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 30 0 0.01 300 1"), CSN_OK);
    rig_run(rig, rig->at + 960, 64);
    CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 0);
    CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_OK); // Its number
  }
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "sample", "a sample is played at its own rate, to its end", whole },
  { "sample", "a sample begins on its frame", inside },
  { "sample", "a sample is played in part, slower and softer", in_parts },
  { "sample", "a sample's gain follows p4, with its lag", changed },
  { "sample", "later programs can play samples as well", later_programs },
  { "sample", "the outputs are tested one after the other", outputs },
  { "sample", "the outputs are tested with noise", noise },
  { "sample", "bad calls play nothing", refused },
  { "sample", "files, samples and tests are there for C", by_c },
  { "sample", "a table is filled, and its numbers asked for", filled },
  { "sample", "a table is said to be a sound", described },
  { "sample", "a table is freed, but not for who reads it", freed },
  { "sample", "a table may be made after a delay", made_later },
  { "sample", "a note may free the table of a message", freed_by_a_note },
};
CSN_TESTS(tests)
