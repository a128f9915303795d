// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of the reader of standard MIDI files with bad files: each is refused
// with the place and the reason, and none does harm (test layer).

#include "host/midifile.h"

#include "harness.h"
#include "midi_song.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PUT CSN_SONG_PUT

static void
expect_error(const CsnSong* song, const char* expected)
{
  char error[256] = "";
  CsnMidiFile* const file =
    csn_midifile_parse(song->data, song->size, 48000.0, error, sizeof(error));
  CU_ASSERT_PTR_NULL(file);
  CU_ASSERT_STRING_EQUAL(error, expected);
  if (strcmp(error, expected) != 0) {
    printf("got \"%s\", not \"%s\"\n", error, expected);
  }
  csn_midifile_free(file);
}

// A song of one track that holds the given bytes and nothing else
static CsnSong
raw_track(size_t n, const uint8_t* bytes)
{
  CsnSong song = csn_song_begin(0, 1, 96);
  csn_song_begin_track(&song);
  csn_song_put(&song, n, bytes);
  csn_song_put_length(&song, song.track, n);
  return song;
}

#define EXPECT_TRACK_ERROR(text, ...)                                        \
  do {                                                                       \
    const CsnSong song = raw_track(sizeof((const uint8_t[]){ __VA_ARGS__ }), \
                                   (const uint8_t[]){ __VA_ARGS__ });        \
    expect_error(&song, text);                                               \
  } while (0)

static void
errors_in_a_track_name_the_byte_and_the_reason(void)
{
  EXPECT_TRACK_ERROR(
    "byte 26: the track has no end-of-track event", 0, 0x90, 60, 100);
  EXPECT_TRACK_ERROR("byte 23: the track ends after a delta time", 0);
  EXPECT_TRACK_ERROR("byte 23: the track ends within a delta time", 0x80);
  EXPECT_TRACK_ERROR(
    "byte 22: a delta time of more than four bytes", 0x80, 0x80, 0x80, 0x80, 0);
  EXPECT_TRACK_ERROR("byte 25: the track ends within a message", 0, 0x90, 60);
  EXPECT_TRACK_ERROR(
    "byte 25: status byte 0x80 within the message 0x90", 0, 0x90, 60, 0x80, 0);
  EXPECT_TRACK_ERROR("byte 23: data byte 0x3C without a status byte",
                     0,
                     60,
                     100);
  EXPECT_TRACK_ERROR("byte 23: status byte 0xF8 has no place in a file",
                     0,
                     0xF8,
                     0);
  EXPECT_TRACK_ERROR("byte 24: the track ends within a meta event", 0, 0xFF);
  EXPECT_TRACK_ERROR("byte 25: a meta event claims 268435455 bytes, but the "
                     "track has only 1 left",
                     0,
                     0xFF,
                     1,
                     0xFF,
                     0xFF,
                     0xFF,
                     0x7F,
                     0);
  EXPECT_TRACK_ERROR("byte 24: a system exclusive event claims 9 bytes, but "
                     "the track has only 0 left",
                     0,
                     0xF0,
                     9);
  EXPECT_TRACK_ERROR(
    "byte 23: a tempo of 0 microseconds a beat", 0, 0xFF, 0x51, 3, 0, 0, 0);
  EXPECT_TRACK_ERROR(
    "byte 23: a tempo of 2 bytes, not 3", 0, 0xFF, 0x51, 2, 1, 0);
}

static void
errors_in_the_chunks_name_the_byte_and_the_reason(void)
{
  CsnSong song = raw_track(4, (const uint8_t[]){ 0, 0xFF, 0x2F, 0 });
  song.data[7] = 4;
  expect_error(&song,
               "byte 4: the header claims 4 bytes; 6 are usual, the file has "
               "18");
  song.data[7] = 6;
  song.data[4] = 0xFF;
  expect_error(&song,
               "byte 4: the header claims 4278190086 bytes; 6 are usual, the "
               "file has 18");
  song.data[4] = 0;
  song.data[9] = 3;
  expect_error(&song, "byte 8: type 3 is unknown; 0, 1 and 2 are known");
  song.data[9] = 1;
  song.data[11] = 0;
  expect_error(&song, "byte 10: the file has no tracks");
  song.data[11] = 2;
  expect_error(&song, "byte 26: the file ends before track 2 of 2");
  song.data[11] = 1;
  song.data[13] = 0;
  expect_error(&song, "byte 12: the division is 0");
  song.data[12] = 0xE7;
  expect_error(&song, "byte 12: the division is 0");
  song.data[12] = 0xE0;
  expect_error(&song, "byte 12: a division of 32 frames a second is unknown");
  song.data[12] = 0;
  song.data[13] = 96;
  song.data[18] = 0xFF;
  expect_error(&song,
               "byte 18: a chunk claims 4278190084 bytes, but the file has "
               "only 4 left");
  song.data[18] = 0;
  song.data[0] = 'R';
  expect_error(&song, "byte 0: this is no MIDI file: it has no MThd header");
  song.size = 0;
  expect_error(&song, "byte 0: the file is empty");
}

static void
errors_in_a_riff_wrapper_name_the_byte_and_the_reason(void)
{
  CsnSong song = { .size = 0 };
  PUT(&song, 'R', 'I', 'F', 'F', 0, 0, 0, 0, 'R', 'M', 'I', 'D');
  PUT(&song, 'n', 'o', 't', 'e', 1, 0, 0, 0, 'x', 0);
  PUT(&song, 'd', 'a', 't', 'a', 3, 0, 0, 0, 1, 2);
  expect_error(&song,
               "byte 26: a RIFF chunk claims 3 bytes, but the file has only 2 "
               "left");
  song.data[26] = 2;
  expect_error(&song, "byte 30: this is no MIDI file: it has no MThd header");
  song.data[22] = 'D';
  expect_error(&song, "byte 32: the RIFF file has no data chunk");
}

static void
a_file_that_lasts_for_years_is_refused(void)
{
  CsnSong song = csn_song_begin(0, 1, 1);
  csn_song_begin_track(&song);
  csn_song_put_tempo(&song, 0, 0xFFFFFF);
  csn_song_put_note(&song, 5000000, 60, 1);
  csn_song_put_note(&song, 5000000, 60, 0);
  csn_song_end_track(&song, 0);
  expect_error(&song, "byte 40: the file lasts for three years");
}

static void
a_file_that_cannot_be_read_is_named(void)
{
  char error[256] = "";
  CU_ASSERT_PTR_NULL(
    csn_midifile_read("no such.mid", 48000.0, error, sizeof(error)));
  CU_ASSERT_STRING_EQUAL(error, "no such.mid: No such file or directory");
  CU_ASSERT_PTR_NULL(csn_midifile_read(".", 48000.0, error, sizeof(error)));
  CU_ASSERT_STRING_EQUAL(error, ".: Is a directory");
  CU_ASSERT_PTR_NULL(
    csn_midifile_read("/dev/null", 48000.0, error, sizeof(error)));
  CU_ASSERT_STRING_EQUAL(error, "/dev/null: byte 0: the file is empty");
  char small[8];
  CU_ASSERT_PTR_NULL(
    csn_midifile_read("no such.mid", 48000.0, small, sizeof(small)));
  CU_ASSERT_STRING_EQUAL(small, "no such");
}

static void
a_rate_that_tells_no_time_is_refused(void)
{
  const CsnSong song = raw_track(4, (const uint8_t[]){ 0, 0xFF, 0x2F, 0 });
  const double rates[] = { 0.0, -1.0, (double)NAN, (double)INFINITY };
  for (size_t i = 0; i < 4; ++i) {
    CU_ASSERT_PTR_NULL(
      csn_midifile_parse(song.data, song.size, rates[i], NULL, 0));
  }
}

// A song that has one of everything
static CsnSong
rich_song(void)
{
  CsnSong song = csn_song_begin(1, 3, 480);
  csn_song_begin_track(&song);
  PUT(&song, 0, 0xFF, 0x03, 4, 'r', 'i', 'c', 'h');
  csn_song_put_tempo(&song, 0, 400000);
  PUT(&song, 0, 0xFF, 0x58, 4, 3, 2, 24, 8);
  csn_song_put_tempo(&song, 20000, 700000);
  csn_song_end_track(&song, 1);
  for (uint8_t t = 0; t < 2; ++t) {
    csn_song_begin_track(&song);
    PUT(&song, 0, (uint8_t)(0xC0u | t), 5, 0, (uint8_t)(0xB0u | t), 7, 100);
    PUT(&song, 0, 0xF0, 5, 0x7E, 0x7F, 9, 1, 0xF7);
    for (uint8_t i = 0; i < 20; ++i) {
      csn_song_put_note(&song, i * 30u, (uint8_t)(40u + i), 90);
      PUT(&song, 0x81, 0x40, (uint8_t)(40u + i), 0);
      PUT(&song, 0, 0xE0, i, 64, 0, 0xD0, i);
    }
    csn_song_end_track(&song, 10);
  }
  return song;
}

static void
every_beginning_of_a_file_is_refused(void)
{
  const CsnSong song = rich_song();
  for (size_t size = 0; size < song.size; ++size) {
    char error[256] = "";
    CsnMidiFile* const file =
      csn_midifile_parse(song.data, size, 48000.0, error, sizeof(error));
    CU_ASSERT_PTR_NULL(file);
    CU_ASSERT_EQUAL(strncmp(error, "byte ", 5), 0);
    csn_midifile_free(file);
  }
}

static void
mutate(CsnSong* song, uint64_t* state)
{
  const uint32_t n_changes = 1u + (uint32_t)csn_test_random(state) % 6u;
  for (uint32_t i = 0; i < n_changes && song->size > 1; ++i) {
    const size_t at = (uint32_t)csn_test_random(state) % song->size;
    const uint32_t byte = (uint32_t)csn_test_random(state);
    switch ((uint32_t)csn_test_random(state) % 5u) {
      case 0:
        song->data[at] = (uint8_t)byte;
        break;
      case 1:
        song->data[at] ^= (uint8_t)(1u << (byte & 7u));
        break;
      case 2:
        song->data[at] = (byte & 1u) ? 0xFF : 0x00;
        break;
      case 3:
        song->size = at;
        break;
      default:
        memmove(song->data + at, song->data + at + 1, song->size - at - 1);
        --song->size;
        break;
    }
  }
}

// True if all that a reader of the file may rely on holds
static bool
is_sound(const CsnMidiFile* file)
{
  uint64_t last = 0;
  bool good = true;
  for (size_t i = 0; i < file->n_events; ++i) {
    const CsnMidiEvent* const event = &file->events[i];
    const uint8_t kind = event->bytes[0] & 0xF0u;
    const bool is_short = kind == 0xC0u || kind == 0xD0u;
    good = good && event->frame >= last && event->size == 3u - is_short &&
           kind >= 0x80u && kind < 0xF0u && event->bytes[1] < 0x80u &&
           (is_short || event->bytes[2] < 0x80u);
    last = event->frame;
  }
  return good && last <= file->n_frames;
}

static void
mutated_files_give_a_sound_list_or_an_error(void)
{
  const CsnSong good = rich_song();
  uint64_t state = 20261122;
  const unsigned n_cases = csn_test_quick() ? 5000u : 20000u;
  unsigned n_read = 0;
  unsigned n_refused = 0;
  unsigned n_wrong = 0;
  for (unsigned i = 0; i < n_cases; ++i) {
    CsnSong song = good;
    mutate(&song, &state);
    char error[256] = "";
    CsnMidiFile* const file =
      csn_midifile_parse(song.data, song.size, 44100.0, error, sizeof(error));
    n_read += file != NULL;
    n_refused += !file;
    n_wrong += file ? !is_sound(file) : strncmp(error, "byte ", 5) != 0;
    csn_midifile_free(file);
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  // The cases are worth something only if they reach both ways out
  CU_ASSERT(n_read > n_cases / 20u);
  CU_ASSERT(n_refused > n_cases / 20u);
}

static const CsnTest tests[] = {
  { "midifile",
    "errors in a track name the byte and the reason",
    errors_in_a_track_name_the_byte_and_the_reason },
  { "midifile",
    "errors in the chunks name the byte and the reason",
    errors_in_the_chunks_name_the_byte_and_the_reason },
  { "midifile",
    "errors in a RIFF wrapper name the byte and the reason",
    errors_in_a_riff_wrapper_name_the_byte_and_the_reason },
  { "midifile",
    "a file that lasts for years is refused",
    a_file_that_lasts_for_years_is_refused },
  { "midifile",
    "a file that cannot be read is named",
    a_file_that_cannot_be_read_is_named },
  { "midifile",
    "a rate that tells no time is refused",
    a_rate_that_tells_no_time_is_refused },
  { "midifile",
    "every beginning of a file is refused",
    every_beginning_of_a_file_is_refused },
  { "midifile",
    "mutated files give a sound list or an error",
    mutated_files_give_a_sound_list_or_an_error },
};

CSN_TESTS(tests)
