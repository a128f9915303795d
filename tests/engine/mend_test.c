// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Opcodes of Csound that are mended: loscilx in notes that begin and end inside
// a k-cycle, where Csound's own brings the process down (layer: tests).

#include "tabling.h"

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "gi1 ftgen 100, 0, 4096, 10, 1\n"
  "instr 1\na1 loscilx 1, 1, 100, 4, 1\nout a1, a1\nendin\n"
  "instr 2\na1, a2 loscilx 1, 1, 300, 4, 1, 10\nouts a1, a2\nendin\n"
  "instr 3\naenv line 0, 0.01, 1\na1 loscilx aenv, 1.7, 100, 2, 1\n"
  "out a1, a1\nendin\n"
  "instr 4\na1 loscilx k(0.5), -1, 100, 8, 1, 50, 1, 20, 900\n"
  "out a1, a1\nendin\n";

/* Plays a note of an instrument that begins at a frame of a k-cycle, and
   returns where its sound begins in the record. */
static uint32_t
play(Rig* rig, unsigned instr, uint32_t frame, double n_frames)
{
  char line[96];
  const uint32_t from = rig->at;
  (void)snprintf(
    line, sizeof(line), "sched %u 0 %.12f", instr, n_frames / RIG_RATE);
  CU_ASSERT_EQUAL(rig_line(rig, frame, 0, line), CSN_OK);
  rig_run(rig, from + 2048, 256);
  return from + frame + K;
}

/* However its note lies in the k-cycles it sounds the same; only the first
   frames of one that begins inside a k-cycle come by way of `out`. */
static void
loscilx_everywhere(void)
{
  char line[4500];
  Rig* const rig = rig_with(NULL, program);
  table_write_sound("two.wav", 48000, 2, 4800);
  CU_ASSERT_EQUAL(rig_ask(rig, TABLE_LINE(line, "readSoundfile %s", "two.wav")),
                  300);
  for (unsigned instr = 1; instr <= 4; ++instr) {
    const uint32_t plain = play(rig, instr, 0, 1000);
    CU_ASSERT(rig_first(rig, 0, plain, plain + 64) >= 0);
    for (uint32_t frame = 1; frame < 64; frame += 31) {
      const uint32_t moved = play(rig, instr, frame, 1000);
      CU_ASSERT_EQUAL(rig_first(rig, 0, moved - frame, moved), -1);
      const uint32_t rest = 64 - frame;
      if (!rig_same(rig->out[0] + plain + rest,
                    rig->out[0] + moved + rest,
                    1000 - rest) ||
          !rig_same(rig->out[1] + plain + rest,
                    rig->out[1] + moved + rest,
                    1000 - rest)) {
        printf("    instrument %u, frame %u\n", instr, frame);
        CU_FAIL("it sounds otherwise");
      }
      CU_ASSERT_EQUAL(rig_first(rig, 0, moved + 1000, moved + 1900), -1);
    }
  }
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ERROR), 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "mend",
    "loscilx plays notes that lie anywhere in the k-cycles",
    loscilx_everywhere },
};
CSN_TESTS(tests)
