// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A standard MIDI file that a test builds byte by byte (test layer). Nothing is
// checked, so that bad files can be built as well as good ones.

#ifndef CSN_TESTS_MIDI_SONG_H
#define CSN_TESTS_MIDI_SONG_H

#include <stddef.h>
#include <stdint.h>

/// The file
typedef struct {
  uint8_t data[8192];
  size_t size;
  size_t track; ///< Where the open track's length is
} CsnSong;

/// Appends bytes
void
csn_song_put(CsnSong* song, size_t n, const uint8_t* bytes);

/// Appends the bytes that are given as arguments
#define CSN_SONG_PUT(song, ...)                          \
  csn_song_put(song,                                     \
               sizeof((const uint8_t[]){ __VA_ARGS__ }), \
               (const uint8_t[]){ __VA_ARGS__ })

/// Writes a chunk's length at a place in the file
void
csn_song_put_length(CsnSong* song, size_t at, size_t length);

/// A song that has a header so far
CsnSong
csn_song_begin(unsigned format, unsigned n_tracks, unsigned division);

/// Begins a track
void
csn_song_begin_track(CsnSong* song);

/// Ends the track so many ticks later, at most 127, and sets its length
void
csn_song_end_track(CsnSong* song, uint8_t delta);

/// Appends a delta time of at most 28 bits
void
csn_song_put_delta(CsnSong* song, uint32_t delta);

/// Appends a delta time and a tempo [microseconds a quarter note]
void
csn_song_put_tempo(CsnSong* song, uint32_t delta, uint32_t tempo);

/// Appends a delta time and a note on
void
csn_song_put_note(CsnSong* song, uint32_t delta, uint8_t key, uint8_t velocity);

#endif // CSN_TESTS_MIDI_SONG_H
