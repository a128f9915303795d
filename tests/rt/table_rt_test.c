// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tables on the audio thread: files are read and memory is taken by the worker,
// however long the tables (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <sndfile.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_FRAMES 1000000U ///< Of a stereo file

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr 1\n"
                              "  a1 poscil 0.1, 440, p4\n"
                              "  outs a1, a1\n"
                              "endin\n";

static void
write_file(const char* path)
{
  SF_INFO info = { .samplerate = 48000,
                   .channels = 2,
                   .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT };
  SNDFILE* const file = sf_open(path, SFM_WRITE, &info);
  float* const data = (float*)calloc(2U * N_FRAMES, sizeof(float));
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  for (uint32_t i = 0; i < 2U * N_FRAMES; ++i) {
    data[i] = (float)(i % 100U) * 0.005F;
  }
  CU_ASSERT_EQUAL(sf_writef_float(file, data, N_FRAMES), N_FRAMES);
  (void)sf_close(file);
  free(data);
}

/* Goes on until so many answers have come; a thread has time for its work. */
static void
await_answers(RtRig* rig, uint32_t n)
{
  const struct timespec pause = { 0, 1000000 };
  for (int i = 0; i < 20000 && rig->n_done + rig->n_failed < n; ++i) {
    rt_rig_run(rig, 0.005, 64);
    nanosleep(&pause, NULL);
  }
  CU_ASSERT_EQUAL(rig->n_done, n);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
}

/* Made, replaced, written, read and freed while a note sounds. */
static void
playing(bool threaded)
{
  char line[4400];
  const char* const path = csn_test_scratch();
  (void)snprintf(line, sizeof(line), "%s/long.wav", path);
  write_file(line);
  RtRig* const rig = rt_rig_open(program, 0, threaded);
  rt_rig_line(rig, 0, 1, "$w = makeTable tabnum=900 0 1 0 -1");
  await_answers(rig, 1);
  rt_rig_line(rig, 0, 2, "sched 1 0 -1 $w");
  await_answers(rig, 2);
  rt_rig_run(rig, 0.05, 64);
  CU_ASSERT(rig->sum > 0);
  rt_rig_reset(rig);
  for (int i = 0; i < 5; ++i) {
    (void)snprintf(line,
                   sizeof(line),
                   "$t = readSoundfile %s/long.wav tabnum=901",
                   path);
    rt_rig_line(rig, 3, 1, line);
    rt_rig_line(rig, 5, 2, "$e = makeEmptyTable 500000");
    rt_rig_line(rig, 9, 3, "tableWrite $t 1 0.5");
    rt_rig_line(rig, 11, 4, "getTableData $t 0 100");
    rt_rig_line(rig, 11, 5, "tableInfo $t");
    rt_rig_line(rig, 11, 6, "fillTable 900 1 0 -1 0");
    rt_rig_line(rig, 11, 7, "setTableMetadata $e 48000 2");
    rt_rig_line(rig, 15, 8, "freeTable $e");
    rt_rig_line(rig, 15, 9, "freeTable $t");
    await_answers(rig, 9U * (unsigned)(i + 1));
  }
  CU_ASSERT(rig->sum > 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static void
between_blocks(void)
{
  playing(false);
}

static void
by_a_thread(void)
{
  playing(true);
}

static const CsnTest tests[] = {
  { "table rt", "long tables cost the audio thread nothing", between_blocks },
  { "table rt", "… nor do they where a thread makes them", by_a_thread },
};
CSN_TESTS(tests)
