// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A standard MIDI file that a test builds byte by byte (test layer).

#include "midi_song.h"

#include <string.h>

void
csn_song_put(CsnSong* song, size_t n, const uint8_t* bytes)
{
  memcpy(song->data + song->size, bytes, n);
  song->size += n;
}

void
csn_song_put_length(CsnSong* song, size_t at, size_t length)
{
  for (unsigned i = 0; i < 4; ++i) {
    song->data[at + i] = (uint8_t)(length >> (24u - 8u * i));
  }
}

CsnSong
csn_song_begin(unsigned format, unsigned n_tracks, unsigned division)
{
  CsnSong song = { .size = 0 };
  CSN_SONG_PUT(&song, 'M', 'T', 'h', 'd', 0, 0, 0, 6);
  CSN_SONG_PUT(&song, 0, (uint8_t)format, 0, (uint8_t)n_tracks);
  CSN_SONG_PUT(&song, (uint8_t)(division >> 8u), (uint8_t)division);
  return song;
}

void
csn_song_begin_track(CsnSong* song)
{
  CSN_SONG_PUT(song, 'M', 'T', 'r', 'k', 0, 0, 0, 0);
  song->track = song->size - 4;
}

void
csn_song_end_track(CsnSong* song, uint8_t delta)
{
  CSN_SONG_PUT(song, delta, 0xFF, 0x2F, 0);
  csn_song_put_length(song, song->track, song->size - song->track - 4);
}

void
csn_song_put_delta(CsnSong* song, uint32_t delta)
{
  for (unsigned shift = 21; shift; shift -= 7) {
    if (delta >> shift) {
      CSN_SONG_PUT(song, (uint8_t)(0x80u | ((delta >> shift) & 0x7Fu)));
    }
  }
  CSN_SONG_PUT(song, (uint8_t)(delta & 0x7Fu));
}

void
csn_song_put_tempo(CsnSong* song, uint32_t delta, uint32_t tempo)
{
  csn_song_put_delta(song, delta);
  CSN_SONG_PUT(song, 0xFF, 0x51, 3);
  CSN_SONG_PUT(song,
               (uint8_t)(tempo >> 16u),
               (uint8_t)(tempo >> 8u),
               (uint8_t)tempo);
}

void
csn_song_put_note(CsnSong* song, uint32_t delta, uint8_t key, uint8_t velocity)
{
  csn_song_put_delta(song, delta);
  CSN_SONG_PUT(song, 0x90, key, velocity);
}
