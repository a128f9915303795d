// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tables that messages make, read and write (layer: tests).

#include "tabling.h"

#include <math.h>

static void
made(void)
{
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2.5 -3 4e3 5"), 300);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 7"), 301);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=77 9 8"), 77);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=0 1"), 302);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 0), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 1), 2.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2), -3, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 3), 4000, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 4), 5, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 8, 300), 3, 0); // The guard point
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 301, 6), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 77, 1), 8, 0);
  CU_ASSERT(table_is(rig, 300, 0, 5, 1, 5, 0, ""));
  CU_ASSERT(table_is(rig, 301, 0, 7, 1, 7, 0, ""));
  rig_close(rig);
}

static void
sounds(void)
{
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3 4 5 6 sr=44100 numchannels=2"),
                  300);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 12 3 48000"), 301);
  CU_ASSERT(table_is(rig, 300, 44100, 6, 2, 3, 0, ""));
  CU_ASSERT(table_is(rig, 301, 48000, 12, 3, 4, 0, ""));
  // As the program sees it: ftsr, ftchnls, nsamp, ftlen
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 2, 300), 44100, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 3, 300), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 4, 300), 3, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, 5, 300), 6, 0);
  rig_close(rig);
}

/* The very frame of the call, where the work is done at once. */
static void
on_the_frame(void)
{
  Rig* const rig = rig_with(NULL, READER);
  CU_ASSERT_EQUAL(rig_line(rig, 1000, 1, "$t = makeTable 0.5 0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1000, 2, "sched 11 0 0.0005 $t 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1024, 2, "sched 10 0 0.01 $t 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1100, 3, "tableWrite $t 1 0.75"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1000, 4, "tableWrite $t 1 0.125 0.005"),
                  CSN_OK);
  rig_run(rig, 4096, 4096);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 1000 + (int)K);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][1000 + K], 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][1088 + K - 1], 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][1088 + K], 0.75, 0); // Its k-cycle
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][1240 + K], 0.125, 0);
  CU_ASSERT_EQUAL(rig_value(rig, 1), 300);
  CU_ASSERT(rig_answered(rig, 3, CSN_OK));
  rig_close(rig);
}

static void
files(void)
{
  Rig* const rig = table_rig(READER);
  char line[4500];
  table_write_sound("both.wav", 44100, 2, 1000);
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line, "readSoundfile %s", "both.wav")),
                  300);
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line,
                                     "readSoundfile %s chan=2 skiptime=0.01",
                                     "both.wav")),
                  301);
  CU_ASSERT(table_is(rig, 300, 44100, 2001, 2, 1000, 1, "both.wav"));
  CU_ASSERT(table_is(rig, 301, 44100, 559, 1, 559, 0, "both.wav"));
  for (uint32_t i = 0; i < 1000; i += 123) {
    CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2 * i), sound_at(i, 0), 1e-7);
    CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2 * i + 1),
                           sound_at(i, 1),
                           1e-7);
  }
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 301, 0), sound_at(441, 1), 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 301, 558), sound_at(999, 1), 1e-7);
  rig_close(rig);
}

/* All that Csound's own GEN01 leaves, but for what it remembers of its call. */
static void
as_gen01(void)
{
  char text[12000];
  char path[4200];
  table_write_sound("both.wav", 44100, 2, 1000);
  table_path(path, "both.wav");
  (void)snprintf(text,
                 sizeof(text),
                 READER "gi1 ftgen 101, 0, 0, -1, \"%s\", 0, 0, 0\n"
                        "gi2 ftgen 102, 0, 0, -1, \"%s\", 0.01, 0, 2\n",
                 path,
                 path);
  Rig* const rig = table_rig(text);
  char line[4500];
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line, "readSoundfile %s", "both.wav")),
                  300);
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line,
                                     "readSoundfile %s chan=2 skiptime=0.01",
                                     "both.wav")),
                  301);
  for (uint32_t ask = 2; ask <= 7; ++ask) {
    CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, ask, 300),
                           table_ask(rig, ask, 101),
                           1e-6);
    CU_ASSERT_DOUBLE_EQUAL(table_ask(rig, ask, 301),
                           table_ask(rig, ask, 102),
                           1e-6);
  }
  rig_close(rig);
}

/* Whole programs later, and already in its global code. */
static void
over_loads(void)
{
  Rig* const rig = table_rig(READER);
  char line[4500];
  table_write_sound("both.wav", 44100, 2, 1000);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3 4 sr=44100"), 300);
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line, "readSoundfile %s", "both.wav")),
                  301);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 20000"), 302);
  CU_ASSERT_EQUAL(rig_call(rig, "tableWrite 300 2 33"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "tableWrite 302 5 55"), CSN_OK);
  rig_load(rig,
           READER "gk1 init table(1, 300)\ngk2 init ftlen(301)\n"
                  "instr 20\noutch 1, upsamp(gk1), 2, upsamp(gk2)\nendin\n");
  rig_run(rig, rig->at + 2048, 64);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 1), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2), 33, 0); // It was written
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 301, 246), sound_at(123, 0), 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 302, 5), 0, 0); // Too long for that
  CU_ASSERT(table_is(rig, 301, 44100, 2001, 2, 1000, 1, "both.wav"));
  CU_ASSERT_EQUAL(rig_call(rig, "sched 20 0 0.01"), CSN_OK);
  rig_run(rig, rig->at + 64, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1], 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[1][rig->at - 1], 2001, 0);
  rig_close(rig);
}

/* Before there is any program. */
static void
before_a_program(void)
{
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "makeTable 0.5 0.25"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 1), 300);
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, CSN_KSMPS_EXACT, 0), 0);
  rig_load(rig, READER);
  CU_ASSERT_EQUAL(rig_call(rig, "guard off"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 1), 0.25, 0);
  rig_close(rig);
}

static void
of_the_program(void)
{
  Rig* const rig = table_rig(READER "gi1 ftgen 300, 0, 4, -2, 1, 2, 3, 4\n"
                                    "gi2 ftgen 55, 0, -3, -2, 7, 8, 9\n");
  CU_ASSERT(table_is(rig, 300, 0, 4, 1, 4, 0, ""));
  CU_ASSERT(table_is(rig, 55, 0, 3, 1, 3, 0, ""));
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3"), 301);
  CU_ASSERT_EQUAL(rig_call(rig, "makeTable tabnum=55 1 2"), CSN_ERR_BAD_CALL);
  CU_ASSERT_EQUAL(rig_call(rig, "tableWrite 55 1 0.5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 55, 1), 0.5, 0);
  // One that it makes while it plays
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ gi9 ftgen 302, 0, 4, 2, 1 }}"), 0);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 5"), 303);
  rig_close(rig);
}

static void
large(void)
{
  Rig* const rig = table_rig(READER);
  const size_t n = 3000000;
  double* const data = (double*)malloc(n * sizeof(double));
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  for (size_t i = 0; i < n; ++i) {
    data[i] = (double)i * 0.25;
  }
  CU_ASSERT_EQUAL(
    csn_engine_make_table(rig->engine, data, n / 2, 2, 48000, -1, 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_make_table(rig->engine, data, 3, 1, 0, 500, 6),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_make_table(rig->engine, NULL, 3, 1, 0, 500, 6),
                  CSN_ERR_BAD_ARG);
  free(data);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 5), 300);
  CU_ASSERT_EQUAL(rig_value(rig, 6), 500);
  CU_ASSERT(table_is(rig, 300, 48000, 3000000, 2, 1500000, 0, ""));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2999999), 749999.75, 0.1);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 500, 2), 0.5, 0);
  rig_close(rig);
}

/* Notes that read a table go on with it when another takes its number. */
static void
replaced(void)
{
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=400 0.5 0.5"), 400);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 10 0 0.5 400 1"), CSN_OK);
  for (int i = 0; i < 50; ++i) {
    CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=400 0.125 0.125 0.125"),
                    400);
  }
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1], 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 10 0 0.5 400 1"), CSN_OK);
  rig_run(rig, rig->at + 128, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1], 0.125, 0);
  rig_close(rig);
}

static void
refused(void)
{
  static const char* const bad[] = {
    "makeEmptyTable 0",
    "makeEmptyTable -5",
    "makeEmptyTable nan",
    "makeEmptyTable 1e300",
    "makeEmptyTable 268435457",
    "makeEmptyTable 10 3",
    "makeEmptyTable 10 0",
    "makeEmptyTable 10 nan",
    "makeEmptyTable 10 1 -1",
    "makeEmptyTable 10 1 nan",
    "makeTable",
    "makeTable 1 2 3 numchannels=2",
    "makeTable 1 2 tabnum=10000",
    "makeTable 1 2 tabnum=1.5",
    "makeTable 1 2 tabnum=inf",
    "makeTable 1 2 tabnum=nan",
    "readSoundfile \"\"",
    "readSoundfile here.wav chan=-1",
    "readSoundfile here.wav chan=1e9",
    "readSoundfile here.wav skiptime=-1",
    "readSoundfile here.wav skiptime=nan",
    "tableWrite 500 2 0",
    "tableWrite 500 -1 0",
    "tableWrite 500 nan 0",
    "tableWrite 500 1e300 0",
  };
  static const char* const unknown[] = {
    "tableWrite 999 0 0", "tableInfo 999", "tableInfo 0",
    "tableInfo -1",       "tableInfo nan", "tableInfo 1e300",
    "tableWrite nan 0 0"
  };
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=500 1 2"), 500);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, unknown[i]), CSN_ERR_NOT_FOUND);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "makeTable \"parcel 1\""), CSN_ERR_BAD_ARG);
  CU_ASSERT(table_is(rig, 500, 0, 2, 1, 2, 0, ""));
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 5"), 300);
  rig_close(rig);
}

static void
bad_files(void)
{
  Rig* const rig = table_rig(READER);
  char line[4500];
  table_write_sound("short.wav", 44100, 1, 100);
  FILE* const file = fopen(table_path(line, "words.wav"), "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  (void)fputs("these are words", file);
  (void)fclose(file);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "readSoundfile nowhere.wav"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_IO));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 1)->text,
                         "nowhere.wav: error: No such file or directory");
  CU_ASSERT_EQUAL(rig_call(rig,
                           TABLE_LINE(line, "readSoundfile %s", "words.wav")),
                  CSN_ERR_BAD_DATA);
  CU_ASSERT_EQUAL(
    rig_call(rig, TABLE_LINE(line, "readSoundfile %s chan=2", "short.wav")),
    CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(
    rig_call(rig, TABLE_LINE(line, "readSoundfile %s skiptime=1", "short.wav")),
    CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_ask(rig,
                          TABLE_LINE(line, "readSoundfile %s", "short.wav")),
                  300);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "table", "a table has the numbers it was made of", made },
  { "table", "a table may be a sound", sounds },
  { "table", "a table is there in the frame of its call", on_the_frame },
  { "table", "a sound file is read, or one channel of it", files },
  { "table", "a sound file is what GEN01 makes of it", as_gen01 },
  { "table", "a table outlives its program", over_loads },
  { "table", "a table may come before the program", before_a_program },
  { "table", "the program keeps its own tables", of_the_program },
  { "table", "a table of millions comes by C", large },
  { "table", "who reads a table keeps it", replaced },
  { "table", "bad calls make nothing", refused },
  { "table", "bad files make nothing", bad_files },
};
CSN_TESTS(tests)
