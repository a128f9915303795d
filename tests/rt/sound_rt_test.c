// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Sound files on the audio thread: the worker reads them, whatever they are
// read for (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <sndfile.h>
#include <stdio.h>
#include <string.h>

#define SECONDS 40U ///< Of the file; a few times what is read ahead

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "instr 1\n"
                              "k1 table p5, p4\n"
                              "outs upsamp(k1), upsamp(k1)\n"
                              "endin\n";

/* Stereo of 16 bits: everywhere an eighth of what is possible. */
static const char*
write_file(char* path, size_t size)
{
  const short frame[2] = { 4096, 4096 };
  SF_INFO info = { .samplerate = 48000,
                   .channels = 2,
                   .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16 };
  (void)snprintf(path, size, "%s/long.wav", csn_test_scratch());
  SNDFILE* const file = sf_open(path, SFM_WRITE, &info);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  for (uint32_t i = 0; i < SECONDS * 48000U; ++i) {
    CU_ASSERT_EQUAL(sf_writef_short(file, frame, 1), 1);
  }
  CU_ASSERT_EQUAL(sf_close(file), 0);
  return path;
}

/* Blocks until so many more calls are answered. */
static void
until(RtRig* rig, uint32_t n_done)
{
  for (unsigned i = 0; i < 100000 && rig->n_done < n_done; ++i) {
    rt_rig_run(rig, 0.002, 64);
  }
  CU_ASSERT_EQUAL_FATAL(rig->n_done, n_done);
}

static void
steady(void)
{
  char path[4200];
  char read[4300];
  char play[4300];
  (void)write_file(path, sizeof(path));
  (void)snprintf(read, sizeof(read), "readSoundfile %s 400", path);
  (void)snprintf(play, sizeof(play), "playSoundFromDisk %s", path);
  RtRig* const rig = rt_rig_open(program, 0, true);
  rt_rig_reset(rig);
  // What plays takes its memory once
  rt_rig_line(rig, 0, 1, play);
  until(rig, 1);
  rt_rig_run(rig, 0.1, 64);
  CU_ASSERT(rig->sum > 0);
  rt_rig_line(rig, 0, 2, "unsched 10902");
  until(rig, 2);
  rt_rig_run(rig, 0.2, 64);
  CU_ASSERT_EQUAL(rig->n_errors, 0);

  rt_rig_reset(rig);
  rt_rig_line(rig, 0, 3, play);
  rt_rig_line(rig, 5, 4, read);
  until(rig, 2);
  rt_rig_line(rig, 0, 5, "sched 1 0 -1 400 1000000");
  rt_rig_line(rig, 0, 6, read); // Again, in the place of what is heard
  until(rig, 4);
  for (unsigned i = 0; i < 4000; ++i) { // And on, over what was read ahead
    rt_rig_run(rig, 0.002, 1024);
  }
  CU_ASSERT(rig->sum > 0);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  CU_ASSERT_EQUAL(rig->n_errors, 0);
  rt_rig_line(rig, 0, 7, "freeTable 400");
  rt_rig_line(rig, 0, 8, "unsched 10902");
  until(rig, 6);
  rt_rig_run(rig, 0.1, 64);
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static const CsnTest tests[] = {
  { "sound rt", "files are read and played without touching it", steady },
};

CSN_TESTS(tests)
