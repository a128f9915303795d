// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// MIDI at the control port: on its frame, and whatever else is in it does no
// harm; and sequences that lie (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>

#include <stdlib.h>
#include <string.h>

static CsnRig*
toning(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 2048);
  csn_rig_forget(rig);
  return rig;
}

static uint32_t
first_sound(const float* samples, uint32_t n)
{
  uint32_t i = 0;
  while (i < n && samples[i] >= -1e-9F && samples[i] <= 1e-9F) {
    ++i;
  }
  return i;
}

static bool
is_silent(CsnRig* rig, uint32_t n)
{
  csn_rig_run(rig, n);
  return first_sound(rig->out[0], n) == n;
}

static void
a_note_starts_on_its_frame(void)
{
  static const uint32_t frames[] = { 0, 1, 15, 16, 17, 100, 255, 1000 };
  for (unsigned i = 0; i < sizeof(frames) / sizeof(frames[0]); ++i) {
    const uint8_t on[] = { 0x90, 69, 127 };
    CsnRig* const rig = toning();
    csn_rig_midi(rig, frames[i], on, 3);
    csn_rig_run(rig, 2048);
    CU_ASSERT_EQUAL(first_sound(rig->out[0], 2048),
                    frames[i] + (uint32_t)rig->latency);
    csn_rig_free(rig);
  }
}

static void
junk_is_no_note(void)
{
  static const uint8_t realtime[] = { 0xF8 };
  static const uint8_t sensing[] = { 0xFE };
  static const uint8_t truncated[] = { 0x90, 60 };
  static const uint8_t status_alone[] = { 0x90 };
  static const uint8_t data_alone[] = { 60, 100 };
  static const uint8_t interrupted[] = { 0x90, 0xF8, 60, 100 };
  static const uint8_t status_inside[] = { 0x90, 0x90, 60 };
  static const uint8_t sysex[] = { 0xF0, 0x7E, 0x90, 0x3C, 0x64, 0xF7 };
  static const uint8_t open_sysex[] = { 0xF0, 0x90, 60 };
  static const uint8_t song[] = { 0xF2, 1, 2 };
  static const uint8_t high[] = { 0x90, 0x80, 0xFF };
  static const uint8_t four[] = { 0x90, 60, 100, 62 };
  const struct {
    const uint8_t* bytes;
    uint32_t size;
  } junk[] = { { realtime, 1 },     { sensing, 1 },       { truncated, 2 },
               { status_alone, 1 }, { data_alone, 2 },    { interrupted, 4 },
               { sysex, 6 },        { status_inside, 3 }, { open_sysex, 3 },
               { song, 3 },         { high, 3 },          { four, 4 },
               { realtime, 0 } };
  const uint8_t on[] = { 0x90, 69, 127 };
  uint8_t long_sysex[4096];
  memset(long_sysex, 0x55, sizeof(long_sysex));
  long_sysex[0] = 0xF0;

  CsnRig* const rig = toning();
  for (unsigned i = 0; i < sizeof(junk) / sizeof(junk[0]); ++i) {
    csn_rig_midi(rig, i, junk[i].bytes, junk[i].size);
  }
  csn_rig_midi(rig, 20, long_sysex, sizeof(long_sysex));
  CU_ASSERT_TRUE(is_silent(rig, 2048));
  CU_ASSERT_TRUE(is_silent(rig, 2048));
  csn_rig_midi(rig, 10, on, 3);
  csn_rig_midi(rig, 11, realtime, 1);
  csn_rig_run(rig, 2048);
  CU_ASSERT_EQUAL(first_sound(rig->out[0], 2048), 10U + (uint32_t)rig->latency);
  csn_rig_free(rig);
}

/* What Ardour sends when it stops: on all channels, at the last frame. */
static void
a_stop_ends_notes(void)
{
  static const uint8_t numbers[] = { 64, 123, 121 };
  CsnRig* const rig = toning();
  for (uint8_t c = 0; c < 16; ++c) {
    const uint8_t on[] = { (uint8_t)(0x90U | c), (uint8_t)(60U + c), 100 };
    csn_rig_midi(rig, c, on, 3);
  }
  csn_rig_run(rig, 1024);
  CU_ASSERT_TRUE(first_sound(rig->out[0], 1024) < 1024);
  for (unsigned k = 0; k < 3; ++k) {
    for (uint8_t c = 0; c < 16; ++c) {
      const uint8_t off[] = { (uint8_t)(0xB0U | c), numbers[k], 0 };
      csn_rig_midi(rig, 1023, off, 3);
    }
  }
  csn_rig_run(rig, 1024);
  csn_rig_run(rig, 1024);
  CU_ASSERT_TRUE(is_silent(rig, 1024));
  csn_rig_free(rig);
}

static void
the_effect_takes_no_midi(void)
{
  const uint8_t on[] = { 0x90, 69, 127 };
  CsnRig* const rig = csn_rig_of(CSN_RIG_EFFECT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 2048);
  csn_rig_midi(rig, 0, on, 3);
  CU_ASSERT_TRUE(is_silent(rig, 2048));
  csn_rig_free(rig);
}

/* MIDI out and answers of one block come in the order of their frames. */
static void
midi_goes_out_on_its_frame(void)
{
  const uint8_t on[] = { 0x90, 69, 127 };
  CsnRig* const rig = csn_rig_of(CSN_RIG_MULTI);
  CU_ASSERT_TRUE(csn_rig_load(rig,
                              "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
                              "massign 0, 1\n"
                              "instr 1\n"
                              "  iKey notnum\n"
                              "  noteondur 3, iKey + 12, 99, 0.001\n"
                              "endin\n"));
  csn_rig_run(rig, 2048);
  csn_rig_forget(rig);
  csn_rig_set(rig, 4, rig->uris.csn_call, "no such", 7);
  csn_rig_midi(rig, 500, on, 3);
  csn_rig_set(rig, 800, rig->uris.csn_call, "status", 8);
  csn_rig_run(rig, 2048);
  unsigned n_midi = 0;
  for (unsigned i = 0; i < rig->n_told; ++i) {
    const CsnTold* const told = &rig->told[i];
    if (told->type == CSN_TOLD_MIDI && !n_midi++) {
      CU_ASSERT_EQUAL((uint8_t)told->text[0], 0x92);
      CU_ASSERT_EQUAL(told->text[1], 81);
      CU_ASSERT_EQUAL(told->text[2], 99);
      CU_ASSERT_TRUE(told->frame >= 500 && told->frame <= 500 + 32);
    }
  }
  CU_ASSERT_EQUAL(n_midi, 2);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, 7), 1);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 8), 1);
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
}

// Sequences that lie

/* The control port is a block of its own size, so that the sanitizer sees each
   byte that is read behind it. */
static void
run_with(CsnRig* rig, const uint8_t* bytes, size_t size)
{
  uint8_t* const block = (uint8_t*)malloc(size + 4U);
  if (!block) {
    return;
  }
  memcpy(block + 4, bytes, size);
  rig->descriptor->connect_port(rig->handle, CSN_PORT_CONTROL, block + 4);
  csn_rig_run(rig, 64);
  rig->descriptor->connect_port(rig->handle, CSN_PORT_CONTROL, rig->atoms_in);
  free(block);
}

static void
put_true_messages(CsnRig* rig)
{
  static const uint8_t on[] = { 0x90, 69, 127 };
  csn_rig_midi(rig, 1, on, 3);
  csn_rig_set(rig, 2, rig->uris.csn_call, "sched 2 0 0.01 0.1", 5);
  csn_rig_set(rig, 2, rig->uris.csn_call, "status", 6);
  csn_rig_set(rig, 3, rig->uris.csn_event, "i 2 0 0.01 0.1", 7);
  csn_rig_midi(rig, 60, on, 2);
}

static size_t
sequence_size(const CsnRig* rig)
{
  LV2_Atom head;
  memcpy(&head, rig->atoms_in, sizeof(head));
  return sizeof(head) + head.size;
}

static void
fuzzed(CsnRigKind kind)
{
  const unsigned n_rounds = csn_test_quick() ? 1000 : 6000;
  uint64_t state = 0x9E3779B97F4A7C15U;
  CsnRig* const rig = csn_rig_of(kind);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  for (unsigned round = 0; round < n_rounds; ++round) {
    if (round % 100U == 0) { // so that the notes of lies do not pile up
      CU_ASSERT_PTR_NOT_NULL(csn_rig_call(rig, "unschedAll", 1));
    }
    csn_rig_clear(rig);
    put_true_messages(rig);
    const size_t size = sequence_size(rig);
    uint8_t* const bytes = rig->atoms_in;
    const unsigned n_changes = 1U + (unsigned)(csn_test_random(&state) % 6U);
    for (unsigned i = 0; i < n_changes; ++i) {
      // The sequence's own size is the host's, and true
      const size_t at = 4U + (size_t)(csn_test_random(&state) % (size - 4U));
      const uint32_t word = csn_test_random(&state) % 2U
                              ? (uint32_t)csn_test_random(&state)
                              : (uint32_t)(csn_test_random(&state) % 70U);
      const size_t width = csn_test_random(&state) % 2U ? 1U : 4U;
      memcpy(bytes + at, &word, size - at < width ? size - at : width);
    }
    run_with(rig, bytes, size);
    csn_rig_forget(rig);
  }
  CU_ASSERT_FALSE(rig->bad_output);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_free(rig);
}

static void
fuzzed_instrument(void)
{
  fuzzed(CSN_RIG_INSTRUMENT);
}

static void
fuzzed_multi(void)
{
  fuzzed(CSN_RIG_MULTI);
}

static void
cut_anywhere(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  put_true_messages(rig);
  const size_t size = sequence_size(rig);
  uint8_t kept[2048];
  CU_ASSERT_TRUE_FATAL(size <= sizeof(kept));
  memcpy(kept, rig->atoms_in, size);
  for (size_t cut = sizeof(LV2_Atom); cut <= size; ++cut) {
    const uint32_t told = (uint32_t)(cut - sizeof(LV2_Atom));
    memcpy(kept, &told, sizeof(told));
    run_with(rig, kept, cut);
  }
  CU_ASSERT_FALSE(rig->bad_output);
  CU_ASSERT_TRUE(csn_rig_count(rig, CSN_TOLD_ACK, 6) > 0);
  csn_rig_free(rig);
}

/* Frames outside of the block count as its edges. */
static void
frames_outside_of_the_block(void)
{
  static const int64_t frames[] = { INT64_MIN, -1, 64, INT64_MAX };
  CsnRig* const rig = toning();
  for (int32_t i = 0; i < 4; ++i) {
    csn_rig_set(rig, frames[i], rig->uris.csn_call, "status", i + 1);
  }
  csn_rig_run(rig, 64);
  csn_rig_run(rig, 64);
  for (int32_t i = 0; i < 4; ++i) {
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i + 1), 1);
  }
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
}

static const CsnTest tests[] = {
  { "midi", "a note starts on its frame", a_note_starts_on_its_frame },
  { "midi", "junk is no note and loses none", junk_is_no_note },
  { "midi", "the host's stop ends all notes", a_stop_ends_notes },
  { "midi", "the effect takes none", the_effect_takes_no_midi },
  { "midi", "it goes out in the order of time", midi_goes_out_on_its_frame },
  { "sequence", "lies do no harm", fuzzed_instrument },
  { "sequence", "lies do no harm to eight channels", fuzzed_multi },
  { "sequence", "it may be cut anywhere", cut_anywhere },
  { "sequence",
    "frames may lie outside of the block",
    frames_outside_of_the_block },
};
CSN_TESTS(tests)
