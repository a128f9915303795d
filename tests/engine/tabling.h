// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file tabling.h
   A program that tells what is in its tables, and sound files to read (layer:
   tests).
*/

#ifndef CSN_TESTS_ENGINE_TABLING_H
#define CSN_TESTS_ENGINE_TABLING_H

#include "rig.h"

#include <math.h>
#include <sndfile.h>

#define K 64U ///< ksmps, and the latency of what has no promise

/* 1: the number at an index; 2 to 8: what Csound says of a table; 10: holds
   the number at an index. */
#define READER                                                        \
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"                   \
  "instr 1\ni1 table p5, p4\noutch 1, upsamp(k(i1))\nendin\n"         \
  "instr 2\ni1 = ftsr(p4)\noutch 1, upsamp(k(i1))\nendin\n"           \
  "instr 3\ni1 = ftchnls(p4)\noutch 1, upsamp(k(i1))\nendin\n"        \
  "instr 4\ni1 = nsamp(p4)\noutch 1, upsamp(k(i1))\nendin\n"          \
  "instr 5\ni1 = ftlen(p4)\noutch 1, upsamp(k(i1))\nendin\n"          \
  "instr 6\ni1 = ftlptim(p4)\noutch 1, upsamp(k(i1))\nendin\n"        \
  "instr 7\na1, a2 loscilx 1, 1, p4, 4, 1, 100\noutch 1, a1\nendin\n" \
  "instr 8\ni1 tablei 4.5, p4\noutch 1, upsamp(k(i1))\nendin\n"       \
  "instr 10\nk1 table p5, p4\noutch 1, upsamp(k1)\nendin\n"           \
  "instr 11\ni1 table p5, p4\na1 init i1\noutch 1, a1\nendin\n"

/** A rig with a program whose output may be any number. */
static inline Rig*
table_rig(const char* program)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "guard off"), CSN_OK);
  return rig;
}

/** What an instrument of the reader says of a table. */
static inline double
table_ask(Rig* rig, uint32_t instr, uint32_t table)
{
  char line[64];
  (void)snprintf(line, sizeof(line), "sched %u 0 0.0013 %u", instr, table);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 64);
  return (double)rig->out[0][rig->at - 64U + 20U];
}

/** The number at an index, as an instrument reads it. */
static inline double
table_read(Rig* rig, uint32_t table, uint32_t index)
{
  char line[64];
  (void)snprintf(line, sizeof(line), "sched 1 0 0.0013 %u %u", table, index);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 64);
  return (double)rig->out[0][rig->at - 64U + 20U];
}

/** Whether tableInfo says this; the name is the end of its path. */
static inline bool
table_is(Rig* rig,
         uint32_t table,
         double sr,
         double size,
         double n_channels,
         double n_frames,
         double guard,
         const char* name)
{
  static uint32_t request = 3000000;
  const double values[] = { sr, size, n_channels, n_frames, guard };
  char line[64];
  (void)snprintf(line, sizeof(line), "tableInfo %u", table);
  CU_ASSERT_EQUAL(rig_line(rig, 0, ++request, line), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  const size_t length = reply ? strlen(reply->text) : 0;
  bool same =
    reply && !reply->status && reply->n_values == 5 && length >= strlen(name) &&
    !strcmp(reply->text + length - strlen(name), name) && !*name == !length;
  for (size_t i = 0; same && i < 5; ++i) {
    same = !(reply->values[i] < values[i]) && !(reply->values[i] > values[i]);
  }
  return same;
}

/** A frame of the sound that is written. */
static inline double
sound_at(uint32_t frame, uint32_t channel)
{
  return sin(0.05 * (frame + 1U) * (channel + 1U)) * (channel ? 0.5 : 0.75);
}

/** The path of a file that goes with the test. */
static inline char*
table_path(char* path, const char* name)
{
  (void)snprintf(path, 4200, "%s/%s", csn_test_scratch(), name);
  return path;
}

/** Puts the path of such a file into a line. */
#define TABLE_LINE(line, format, name)                                      \
  ((void)                                                                   \
     snprintf((line), 4500, format, table_path((char[4200]){ 0 }, (name))), \
   (line))

static inline void
table_write_sound(const char* name, int rate, int n_channels, uint32_t n)
{
  char path[4200];
  SF_INFO info = { .samplerate = rate,
                   .channels = n_channels,
                   .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT };
  SNDFILE* const file = sf_open(table_path(path, name), SFM_WRITE, &info);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  for (uint32_t i = 0; i < n; ++i) {
    const double frame[] = { sound_at(i, 0), sound_at(i, 1) };
    CU_ASSERT_EQUAL(sf_writef_double(file, frame, 1), 1);
  }
  (void)sf_close(file);
}

#endif // CSN_TESTS_ENGINE_TABLING_H
