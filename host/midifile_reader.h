// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The reader of standard MIDI files: from bytes to entries with ticks. Private
// to midifile.c (host layer, pure code).

#ifndef CSN_HOST_MIDIFILE_READER_H
#define CSN_HOST_MIDIFILE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Tempo before the first tempo event [microseconds a quarter note]
#define CSN_MIDI_DEFAULT_TEMPO 500000u

/// What CsnMidiEntry.size says apart from the size of a message, 2 or 3
enum { CSN_MIDI_TEMPO = 0, CSN_MIDI_END = 1 };

/// A message, a change of tempo or the end of a track
typedef struct {
  uint64_t tick;
  uint32_t offset; ///< In the file; also the order within a tick
  uint32_t tempo;  ///< Microseconds a quarter note, for #CSN_MIDI_TEMPO
  uint8_t bytes[3];
  uint8_t size;
} CsnMidiEntry;

/// The state of one read
typedef struct {
  const uint8_t* data; ///< The whole file
  size_t pos;          ///< Next byte
  size_t end;          ///< End of the chunk being read
  char* error;         ///< Receives the first error
  size_t error_size;
  CsnMidiEntry* entries; ///< In the order of the file; freed by the caller
  size_t n_entries;
  size_t capacity;
  uint64_t tick;
  uint16_t format;
  uint16_t n_tracks;
  uint32_t tick_scale; ///< Time units a tick; 0: the tempo says it
  uint64_t unit_rate;  ///< Time units a second, 1 to 32767e6
} CsnMidiReader;

/**
   Parses the `size` bytes at reader->data; all other fields but the error's
   are zero before. A success leaves at least one entry.
   @return True, or false with the reason in reader->error.
*/
bool
csn_midi_reader_parse(CsnMidiReader* reader, size_t size);

/// Writes "byte OFFSET: " and a text to the reader's error; returns false
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
bool
csn_midi_reader_fail(const CsnMidiReader* reader,
                     size_t offset,
                     const char* format,
                     ...);

#endif // CSN_HOST_MIDIFILE_READER_H
