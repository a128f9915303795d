// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Standard MIDI files: reads one into a plain list of channel messages with
// exact frames, all tracks merged and the tempo map applied. Host layer, pure
// code: no audio, no LV2.

#ifndef CSN_HOST_MIDIFILE_H
#define CSN_HOST_MIDIFILE_H

#include <stddef.h>
#include <stdint.h>

/// One channel message (note, controller, program, pressure, bend)
typedef struct {
  uint64_t frame;       ///< Time from the start of the file [frames]
  uint32_t size;        ///< Number of bytes: 2 or 3
  const uint8_t* bytes; ///< Status byte first; owned by the CsnMidiFile
} CsnMidiEvent;

/// A MIDI file in memory, made by csn_midifile_read()
typedef struct {
  CsnMidiEvent* events; ///< In order of time; null if there are none
  size_t n_events;      ///< Number of events
  size_t n_notes;       ///< How many of them start a note
  uint64_t n_frames;    ///< End of the longest track [frames]
  uint8_t* data;        ///< Private: what the events' bytes point into
} CsnMidiFile;

/**
   Reads a standard MIDI file of type 0, 1 or 2.

   Type 2 plays its tracks one after another. The frame of each event is the
   exact rational time from the tempo map (or the SMPTE division), rounded to
   the nearest frame once, so there is no drift however long the file is.
   Events of the same tick stay in the order of tracks in the file, and of the
   events in the track. System exclusive and meta events are left out. A MIDI
   file in a RIFF wrapper (.rmi) is read too.

   A file that is no MIDI file, or is cut off, or is inconsistent in its
   lengths is an error, which names the byte offset of what is wrong.

   @param path        The file.
   @param rate        Sample rate [Hz], more than 0, at most 1e7.
   @param error       Receives one line of text on failure, without newline.
   @param error_size  Size of `error` in bytes.
   @return The file, which must be freed by the caller with
   csn_midifile_free(), or null with the reason in `error`.
   @thread control; reads a file and allocates
*/
CsnMidiFile*
csn_midifile_read(const char* path,
                  double rate,
                  char* error,
                  size_t error_size);

/**
   Reads a standard MIDI file that is in memory already.

   Like csn_midifile_read(), but `data` may go away after the return, and the
   error text names no file.
   @thread control; allocates
*/
CsnMidiFile*
csn_midifile_parse(const uint8_t* data,
                   size_t size,
                   double rate,
                   char* error,
                   size_t error_size);

/// Frees a file; null is fine. @thread control
void
csn_midifile_free(CsnMidiFile* file);

#endif // CSN_HOST_MIDIFILE_H
