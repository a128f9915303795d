// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Notes begin and end on their frame, whatever ksmps is and wherever in a
// k-cycle they fall (layer: tests).

#include "rig.h"

static const unsigned ksmps_table[] = { 1, 16, 32, 64, 100, 240, 441 };

/* Two instruments that are 1 as long as they play; MIDI plays the second. */
static const char*
steady(unsigned ksmps)
{
  static char text[400];
  (void)snprintf(text,
                 sizeof(text),
                 "sr = 48000\nksmps = %u\nnchnls = 1\n0dbfs = 1\n"
                 "massign 0, 2\n"
                 "instr 1\na1 init 1\nout a1\nendin\n"
                 "instr 2\na1 init 1\nout a1\nendin\n"
                 "instr 3\na1 init p4\nout a1\nendin\n",
                 ksmps);
  return text;
}

static unsigned
step_of(unsigned ksmps)
{
  const unsigned step = ksmps > 150 ? 17U : ksmps > 50 ? 5U : 1U;
  return csn_test_quick() ? step * 2U - 1U : step;
}

/* Starts at the next k-cycle's begin, so that offsets are what they say. */
static void
align(Rig* rig, unsigned ksmps)
{
  rig_run(rig, (rig->at + ksmps - 1U) / ksmps * ksmps, 4096);
}

static void
check_note(Rig* rig, unsigned ksmps, unsigned offset, unsigned dur)
{
  char line[80];
  align(rig, ksmps);
  const uint32_t frame = ksmps * 2U + offset;
  const int want = (int)(rig->at + frame + csn_engine_latency_rt(rig->engine));
  const uint32_t begin = rig->at;
  (void)snprintf(line, sizeof(line), "sched 1 0 %.12g", dur / RIG_RATE);
  CU_ASSERT_EQUAL(rig_line(rig, frame, 0, line), CSN_OK);
  rig_block(rig, frame + dur + 3U * ksmps);

  const int first = rig_first(rig, 0, begin, rig->at);
  const int last = rig_final(rig, 0, begin, rig->at);
  if (first != want || last != want + (int)dur - 1) {
    printf("    ksmps %u, offset %u, %u frames: %d to %d, not %d to %d\n",
           ksmps,
           offset,
           dur,
           first,
           last,
           want,
           want + (int)dur - 1);
    CU_FAIL("a note is not on its frames");
  }
}

static void
sched_is_exact(void)
{
  static const unsigned durs[] = { 1, 20, 333, 1000 };
  static const RigShape mono = { .n_outputs = 1, .length = 2000000 };
  for (size_t k = 0; k < sizeof(ksmps_table) / sizeof(*ksmps_table); ++k) {
    const unsigned ksmps = ksmps_table[k];
    Rig* const rig = rig_with(&mono, steady(ksmps));
    CU_ASSERT_EQUAL(csn_engine_latency_rt(rig->engine), ksmps);
    for (unsigned offset = 0; offset < ksmps; offset += step_of(ksmps)) {
      for (size_t d = 0; d < sizeof(durs) / sizeof(*durs); ++d) {
        check_note(rig, ksmps, offset, durs[d]);
      }
    }
    CU_ASSERT(rig->at < rig->length);
    rig_close(rig);
  }
}

static void
midi_is_exact(void)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t off[] = { 0x80, 60, 0 };
  static const RigShape mono = { .n_outputs = 1, .length = 1000000 };
  for (size_t k = 0; k < sizeof(ksmps_table) / sizeof(*ksmps_table); ++k) {
    const unsigned ksmps = ksmps_table[k];
    Rig* const rig = rig_with(&mono, steady(ksmps));
    for (unsigned offset = 0; offset < ksmps; offset += step_of(ksmps)) {
      align(rig, ksmps);
      const uint32_t begin = rig->at;
      const uint32_t frame = ksmps + offset;
      const int latency = (int)csn_engine_latency_rt(rig->engine);
      (void)csn_engine_midi_rt(rig->engine, frame, on, 3);
      (void)csn_engine_midi_rt(rig->engine, frame + 500U, off, 3);
      rig_block(rig, frame + 500U + 3U * ksmps);
      const int last = rig_final(rig, 0, begin, rig->at);
      const int end = (int)(begin + frame + 500U) + latency;
      CU_ASSERT_EQUAL(rig_first(rig, 0, begin, rig->at),
                      (int)(begin + frame) + latency);
      CU_ASSERT(last >= end - 1 - (int)ksmps && last < end + (int)ksmps);
    }
    CU_ASSERT(rig->at < rig->length);
    rig_close(rig);
  }
}

static void
several_in_one_cycle(void)
{
  static const unsigned offsets[] = { 63, 0, 31, 7, 33, 62, 1 };
  Rig* const rig = rig_with(NULL, steady(64));
  uint64_t seed = 20240607;
  char line[80];
  float want[64] = { 0 };
  for (size_t i = 0; i < sizeof(offsets) / sizeof(*offsets); ++i) {
    const unsigned amplitude = 1U + (unsigned)(csn_test_random(&seed) % 9U);
    (void)snprintf(line,
                   sizeof(line),
                   "sched 3 0 %.12g %.12g",
                   300 / RIG_RATE,
                   amplitude / 64.0);
    CU_ASSERT_EQUAL(rig_line(rig, 64U + offsets[i], 0, line), CSN_OK);
    for (unsigned frame = offsets[i]; frame < 64U; ++frame) {
      want[frame] += (float)amplitude / 64.0F;
    }
  }
  rig_block(rig, 512);
  CU_ASSERT(rig_same(rig->out[0] + 128, want, 64));
  rig_close(rig);
}

static void
future_notes_are_exact(void)
{
  static const unsigned delays[] = { 1, 15, 63, 64, 65, 1000, 4799, 20001 };
  char line[80];
  for (size_t i = 0; i < sizeof(delays) / sizeof(*delays); ++i) {
    Rig* const rig = rig_with(NULL, steady(64));
    (void)
      snprintf(line, sizeof(line), "sched 1 %.12g 0.002", delays[i] / RIG_RATE);
    CU_ASSERT_EQUAL(rig_line(rig, 37, 1, line), CSN_OK);
    rig_run(rig, 24000, 1000);
    const int want = 64 + 37 + (int)delays[i];
    CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), want);
    CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), want + 95);
    CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 1.0002, 1e-9);
    rig_close(rig);
  }
}

static void
delayed_unsched(void)
{
  Rig* const rig = rig_with(NULL, steady(1));
  CU_ASSERT_EQUAL(rig_line(rig, 10, 0, "$a = sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 10, 0, "unsched $a 0.01"), CSN_OK);
  rig_run(rig, 2000, 300);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 11);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 11 + 479);
  rig_close(rig);
}

/* A note-off that comes so soon must not be lost, or the note never ends. */
static void
stop_within_the_cycle(void)
{
  static const char* const pairs[][2] = {
    { "$a = sched 1", "unsched $a" },
    { "sched 1.5", "unsched 1.5" },
    { "sched 1", "unsched 1" },
    { "event i 1.5 0 -1", "event i -1.5 0 0" },
  };
  for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); ++i) {
    Rig* const rig = rig_with(NULL, steady(64));
    rig_block(rig, 64);
    CU_ASSERT_EQUAL(rig_line(rig, 5, 1, pairs[i][0]), CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 45, 2, pairs[i][1]), CSN_OK);
    rig_run(rig, 4096, 256);
    if (rig_final(rig, 0, 0, rig->at) >= 64 * 5) {
      printf("    %s, then %s: it sounds on\n", pairs[i][0], pairs[i][1]);
      CU_FAIL("a note that was ended in its first k-cycle sounds on");
    }
    rig_close(rig);
  }
}

static void
midi_within_the_cycle(void)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t off[] = { 0x90, 60, 0 };
  Rig* const rig = rig_with(NULL, steady(64));
  rig_block(rig, 64);
  (void)csn_engine_midi_rt(rig->engine, 5, on, 3);
  (void)csn_engine_midi_rt(rig->engine, 45, off, 3);
  rig_run(rig, 4096, 256);
  CU_ASSERT(rig_final(rig, 0, 0, rig->at) < 64 * 5);
  rig_close(rig);
}

/* Csound keeps ksmps in the note, so p3 reads back what was asked for. */
static void
p_fields_say_the_truth(void)
{
  Rig* const rig = rig_with(NULL, steady(64));
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_line(rig, 37, 1, "$n = sched 3 0 0.5 7"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n 1"), 3.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n 2"), 101 / RIG_RATE, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n 3"), 0.5, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n 4"), 7.0, 1e-9);
  rig_close(rig);
}

static void
endless_lengths(void)
{
  static const char* const lines[] = {
    "sched 1 0 -1", "sched 1 0 1e6", "sched 1 0 1e15", "sched 1 0 inf"
  };
  for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); ++i) {
    Rig* const rig = rig_with(NULL, steady(64));
    CU_ASSERT_EQUAL(rig_call(rig, lines[i]), CSN_OK);
    rig_run(rig, 9000, 1000);
    if (rig_final(rig, 0, 0, rig->at) != 8999) {
      printf("    %s\n", lines[i]);
      CU_FAIL("a note without an end has one");
    }
    rig_close(rig);
  }
}

static const CsnTest tests[] = {
  { "start", "sched begins and ends a note on its frames", sched_is_exact },
  { "start", "a MIDI note begins on its frame", midi_is_exact },
  { "start",
    "notes of one k-cycle begin each on its own frame",
    several_in_one_cycle },
  { "start", "a future note is as exact as one now", future_notes_are_exact },
  { "start", "a note is ended after a delay", delayed_unsched },
  { "start",
    "a note that is ended in the k-cycle of its start is silent soon",
    stop_within_the_cycle },
  { "start",
    "a MIDI note that is ended in the k-cycle of its start is silent soon",
    midi_within_the_cycle },
  { "start", "p1 to p4 are what was asked for", p_fields_say_the_truth },
  { "start", "a held or very long note goes on", endless_lengths },
};
CSN_TESTS(tests)
