// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of the reader of standard MIDI files with good files (test layer).

#include "host/midifile.h"

#include "harness.h"
#include "midi_song.h"

#include <math.h>
#include <string.h>

#define PUT CSN_SONG_PUT

static CsnMidiFile*
parse(const CsnSong* song, double rate)
{
  char error[256] = "";
  CsnMidiFile* const file =
    csn_midifile_parse(song->data, song->size, rate, error, sizeof(error));
  CU_ASSERT_STRING_EQUAL(error, "");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  return file;
}

static void
times_follow_the_tempo_map_without_drift(void)
{
  // Ticks of 333333 / 96 us: no whole number of frames, nor of microseconds
  CsnSong song = csn_song_begin(0, 1, 96);
  csn_song_begin_track(&song);
  csn_song_put_tempo(&song, 0, 333333);
  for (unsigned i = 0; i < 1000; ++i) {
    csn_song_put_note(&song, 7, 60, (i & 1u) ? 0 : 100);
  }
  csn_song_put_tempo(&song, 0, 1000001);
  csn_song_put_note(&song, 200000, 61, 1);
  csn_song_end_track(&song, 96);
  CsnMidiFile* const file = parse(&song, 44100.0);
  CU_ASSERT_EQUAL_FATAL(file->n_events, 1001);
  CU_ASSERT_EQUAL(file->n_notes, 501);
  for (uint64_t i = 0; i < 1000; ++i) {
    const uint64_t time = (i + 1u) * 7u * 333333u;
    const uint64_t frame = (time * 44100u + 48000000u) / 96000000u;
    CU_ASSERT_EQUAL(file->events[i].frame, frame);
  }
  const uint64_t time = 7000ull * 333333u + 200000ull * 1000001u;
  CU_ASSERT_EQUAL(file->events[1000].frame, (time * 441u + 480000u) / 960000u);
  CU_ASSERT_EQUAL(file->n_frames,
                  ((time + 96u * 1000001u) * 441u + 480000u) / 960000u);
  csn_midifile_free(file);
}

static void
a_tempo_holds_for_all_tracks_of_type_1(void)
{
  CsnSong song = csn_song_begin(1, 2, 480);
  csn_song_begin_track(&song);
  csn_song_put_tempo(&song, 480, 250000);
  csn_song_end_track(&song, 0);
  csn_song_begin_track(&song);
  csn_song_put_note(&song, 240, 60, 100);
  csn_song_put_note(&song, 480, 60, 0);
  csn_song_end_track(&song, 0);
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL_FATAL(file->n_events, 2);
  CU_ASSERT_EQUAL(file->events[0].frame, 12000);
  CU_ASSERT_EQUAL(file->events[1].frame, 24000 + 6000);
  CU_ASSERT_EQUAL(file->n_frames, 30000);
  csn_midifile_free(file);
}

static void
tracks_of_type_2_follow_each_other_with_tempos_of_their_own(void)
{
  CsnSong song = csn_song_begin(2, 2, 480);
  csn_song_begin_track(&song);
  csn_song_put_tempo(&song, 0, 1000000);
  csn_song_put_note(&song, 480, 60, 100);
  csn_song_end_track(&song, 120);
  csn_song_begin_track(&song);
  csn_song_put_note(&song, 480, 62, 100);
  csn_song_end_track(&song, 0);
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL_FATAL(file->n_events, 2);
  CU_ASSERT_EQUAL(file->events[0].frame, 48000);
  CU_ASSERT_EQUAL(file->events[1].frame, 60000 + 24000);
  CU_ASSERT_EQUAL(file->n_frames, 84000);
  csn_midifile_free(file);
}

static void
smpte_divisions_give_the_time_and_tempos_do_not(void)
{
  static const struct {
    unsigned division;
    uint64_t frame; // Of tick 1000 at 48 kHz
  } cases[] = {
    { 0xE728, 48000 },  // 25 x 40: milliseconds
    { 0xE850, 25000 },  // 24 x 80
    { 0xE250, 20000 },  // 30 x 80
    { 0xE350, 20020 },  // 29.97 x 80
    { 0xE301, 1601600 } // 29.97 x 1
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    CsnSong song = csn_song_begin(0, 1, cases[i].division);
    csn_song_begin_track(&song);
    csn_song_put_tempo(&song, 0, 123456);
    csn_song_put_note(&song, 1000, 60, 100);
    csn_song_end_track(&song, 0);
    CsnMidiFile* const file = parse(&song, 48000.0);
    CU_ASSERT_EQUAL(file->events[0].frame, cases[i].frame);
    CU_ASSERT_EQUAL(file->n_frames, cases[i].frame);
    csn_midifile_free(file);
  }
}

static void
a_rate_with_a_fraction_is_exact(void)
{
  CsnSong song = csn_song_begin(0, 1, 1);
  csn_song_begin_track(&song);
  csn_song_put_note(&song, 2000000, 60, 100); // One million seconds
  csn_song_end_track(&song, 0);
  CsnMidiFile* const file = parse(&song, 44099.984375);
  CU_ASSERT_EQUAL(file->events[0].frame, 44099984375ull);
  csn_midifile_free(file);
}

static void
running_status_outlasts_meta_and_sysex_events(void)
{
  CsnSong song = csn_song_begin(0, 1, 480);
  csn_song_begin_track(&song);
  PUT(&song, 0, 0x93, 60, 100, 10, 64, 90);
  PUT(&song, 0, 0xFF, 0x01, 3, 'a', 0xFF, 0x2F);
  PUT(&song, 0, 60, 0);
  PUT(&song, 0, 0xF0, 3, 0x7E, 0x09, 0xF7, 0, 0xF7, 1, 0xFA, 5, 64, 0);
  PUT(&song, 0, 0xC3, 17, 0, 18, 0, 0xD3, 1, 0, 0xE3, 0, 64, 0, 0xB3, 7, 100);
  csn_song_end_track(&song, 0);
  CsnMidiFile* const file = parse(&song, 48000.0);
  static const uint8_t expected[][4] = {
    { 3, 0x93, 60, 100 }, { 3, 0x93, 64, 90 }, { 3, 0x93, 60, 0 },
    { 3, 0x93, 64, 0 },   { 2, 0xC3, 17, 0 },  { 2, 0xC3, 18, 0 },
    { 2, 0xD3, 1, 0 },    { 3, 0xE3, 0, 64 },  { 3, 0xB3, 7, 100 }
  };
  const size_t n_expected = sizeof(expected) / sizeof(expected[0]);
  CU_ASSERT_EQUAL_FATAL(file->n_events, n_expected);
  CU_ASSERT_EQUAL(file->n_notes, 2);
  for (size_t i = 0; i < n_expected; ++i) {
    const CsnMidiEvent* const event = &file->events[i];
    CU_ASSERT_EQUAL_FATAL(event->size, expected[i][0]);
    CU_ASSERT_EQUAL(memcmp(event->bytes, &expected[i][1], event->size), 0);
  }
  csn_midifile_free(file);
}

static void
events_of_one_tick_keep_the_order_of_the_file(void)
{
  CsnSong song = csn_song_begin(1, 3, 480);
  for (uint8_t t = 0; t < 3; ++t) {
    csn_song_begin_track(&song);
    for (uint8_t i = 0; i < 5; ++i) {
      PUT(&song, 96, 0x80, t, i, 0, 0x90, t, i, 0, 0xB0, t, i);
    }
    csn_song_end_track(&song, t);
  }
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL_FATAL(file->n_events, 45);
  static const uint8_t status[] = { 0x80, 0x90, 0xB0 };
  for (size_t i = 0; i < 45; ++i) {
    const CsnMidiEvent* const event = &file->events[i];
    CU_ASSERT_EQUAL(event->frame, (i / 9 + 1) * 4800);
    CU_ASSERT_EQUAL(event->bytes[0], status[i % 3]);
    CU_ASSERT_EQUAL(event->bytes[1], i / 3 % 3);
    CU_ASSERT_EQUAL(event->bytes[2], i / 9);
  }
  CU_ASSERT_EQUAL(file->n_frames, 24100);
  csn_midifile_free(file);
}

static void
unknown_chunks_and_long_headers_are_skipped(void)
{
  CsnSong song = { .size = 0 };
  PUT(&song, 'M', 'T', 'h', 'd', 0, 0, 0, 8, 0, 0, 0, 1, 0, 96, 1, 2);
  PUT(&song, 'X', 'F', 'I', 'H', 0, 0, 0, 3, 1, 2, 3);
  csn_song_begin_track(&song);
  csn_song_put_note(&song, 96, 60, 1);
  csn_song_end_track(&song, 0);
  PUT(&song, 'r', 'e', 's', 't');
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL_FATAL(file->n_events, 1);
  CU_ASSERT_EQUAL(file->events[0].frame, 24000);
  csn_midifile_free(file);
}

static void
a_midi_file_in_a_riff_file_is_read(void)
{
  CsnSong inner = csn_song_begin(0, 1, 96);
  csn_song_begin_track(&inner);
  PUT(&inner, 96, 0xB0, 7, 90, 0, 9, 0);
  csn_song_end_track(&inner, 0);
  CsnSong song = { .size = 0 };
  PUT(&song, 'R', 'I', 'F', 'F', 0, 0, 0, 0, 'R', 'M', 'I', 'D');
  PUT(&song, 'n', 'o', 't', 'e', 1, 0, 0, 0, 'x', 0);
  PUT(&song, 'd', 'a', 't', 'a', (uint8_t)inner.size, 0, 0, 0);
  csn_song_put(&song, inner.size, inner.data);
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL(file->n_events, 2);
  CU_ASSERT_EQUAL(file->n_notes, 0);
  CU_ASSERT_EQUAL(file->n_frames, 24000);
  csn_midifile_free(file);
}

static void
a_file_without_events_is_fine(void)
{
  CsnSong song = csn_song_begin(0, 1, 96);
  csn_song_begin_track(&song);
  csn_song_end_track(&song, 96);
  CsnMidiFile* const file = parse(&song, 48000.0);
  CU_ASSERT_EQUAL(file->n_events, 0);
  CU_ASSERT_EQUAL(file->n_frames, 24000);
  csn_midifile_free(file);
  csn_midifile_free(NULL);
}

static void
random_tempo_maps_agree_with_a_sum_of_seconds(void)
{
  uint64_t state = 7;
  for (unsigned round = 0; round < 50; ++round) {
    const unsigned division = 1u + (uint32_t)csn_test_random(&state) % 32767u;
    CsnSong song = csn_song_begin(0, 1, division);
    csn_song_begin_track(&song);
    long double frames[200];
    long double seconds = 0.0L;
    uint32_t tempo = 500000;
    for (size_t i = 0; i < 200; ++i) {
      uint32_t delta = (uint32_t)csn_test_random(&state) % 100000u;
      seconds += (long double)delta * tempo / (1e6L * division);
      tempo = 1u + (uint32_t)csn_test_random(&state) % 0xFFFFFFu;
      csn_song_put_tempo(&song, delta, tempo);
      delta = (uint32_t)csn_test_random(&state) % 5000u;
      seconds += (long double)delta * tempo / (1e6L * division);
      csn_song_put_note(&song, delta, 60, 1);
      frames[i] = seconds * 96000.0L;
    }
    csn_song_end_track(&song, 0);
    CsnMidiFile* const file = parse(&song, 96000.0);
    for (size_t i = 0; i < 200; ++i) {
      const long double frame = (long double)file->events[i].frame;
      CU_ASSERT(fabsl(frame - frames[i]) <= 0.5L + 1e-4L);
    }
    csn_midifile_free(file);
  }
}

static const CsnTest tests[] = {
  { "midifile",
    "times follow the tempo map without drift",
    times_follow_the_tempo_map_without_drift },
  { "midifile",
    "a tempo holds for all tracks of type 1",
    a_tempo_holds_for_all_tracks_of_type_1 },
  { "midifile",
    "tracks of type 2 follow each other with tempos of their own",
    tracks_of_type_2_follow_each_other_with_tempos_of_their_own },
  { "midifile",
    "SMPTE divisions give the time and tempos do not",
    smpte_divisions_give_the_time_and_tempos_do_not },
  { "midifile",
    "a rate with a fraction is exact",
    a_rate_with_a_fraction_is_exact },
  { "midifile",
    "running status outlasts meta and sysex events",
    running_status_outlasts_meta_and_sysex_events },
  { "midifile",
    "events of one tick keep the order of the file",
    events_of_one_tick_keep_the_order_of_the_file },
  { "midifile",
    "unknown chunks and long headers are skipped",
    unknown_chunks_and_long_headers_are_skipped },
  { "midifile",
    "a MIDI file in a RIFF file is read",
    a_midi_file_in_a_riff_file_is_read },
  { "midifile",
    "a file without events is fine",
    a_file_without_events_is_fine },
  { "midifile",
    "random tempo maps agree with a sum of seconds",
    random_tempo_maps_agree_with_a_sum_of_seconds },
};

CSN_TESTS(tests)
