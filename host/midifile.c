// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Standard MIDI files (host layer, pure code). The file is read into memory
// and parsed to entries with ticks; the entries of all tracks are sorted; then
// one walk along them applies the tempo map in whole numbers and rounds each
// time to a frame.

#include "midifile.h"

#include "midifile_reader.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILE_SIZE ((size_t)64 * 1024 * 1024)
#define MAX_SECONDS 100000000u // Three years: keeps all sums within 64 bits

static int
compare_entries(const void* a, const void* b)
{
  const CsnMidiEntry* const left = (const CsnMidiEntry*)a;
  const CsnMidiEntry* const right = (const CsnMidiEntry*)b;
  if (left->tick != right->tick) {
    return left->tick < right->tick ? -1 : 1;
  }
  return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Converts time units to the nearest frame. The whole part of the rate goes
   through whole numbers only; a fraction, if any, is added at the end. */
static uint64_t
units_to_frame(uint64_t units, uint64_t unit_rate, double rate)
{
  const uint64_t whole_rate = (uint64_t)rate;
  const double part_rate = rate - (double)whole_rate;
  const uint64_t seconds = units / unit_rate;
  const uint64_t product = (units % unit_rate) * whole_rate;
  uint64_t frames = seconds * whole_rate + product / unit_rate;
  const uint64_t rest = product % unit_rate;
  if (part_rate > 0.0) {
    const long double more =
      (long double)units * (long double)part_rate / (long double)unit_rate +
      (long double)rest / (long double)unit_rate;
    frames += (uint64_t)floorl(more + 0.5L);
  } else if (rest * 2u >= unit_rate) {
    ++frames;
  }
  return frames;
}

// Fills the file's events from the sorted entries
static bool
apply_tempo_map(const CsnMidiReader* reader, double rate, CsnMidiFile* file)
{
  const uint64_t max_units = reader->unit_rate * MAX_SECONDS;
  uint64_t scale =
    reader->tick_scale ? reader->tick_scale : CSN_MIDI_DEFAULT_TEMPO;
  uint64_t units = 0;
  uint64_t tick = 0;
  uint8_t* bytes = file->data;
  for (size_t i = 0; i < reader->n_entries; ++i) {
    const CsnMidiEntry* const entry = &reader->entries[i];
    const uint64_t delta = entry->tick - tick;
    if (delta > (max_units - units) / scale) {
      return csn_midi_reader_fail(reader,
                                  entry->offset,
                                  "the file lasts for three years");
    }
    units += delta * scale;
    tick = entry->tick;
    if (entry->size == CSN_MIDI_TEMPO) {
      scale = reader->tick_scale ? scale : entry->tempo;
    } else if (entry->size == CSN_MIDI_END) {
      file->n_frames = units_to_frame(units, reader->unit_rate, rate);
    } else {
      CsnMidiEvent* const event = &file->events[file->n_events++];
      memcpy(bytes, entry->bytes, entry->size);
      event->frame = units_to_frame(units, reader->unit_rate, rate);
      event->size = entry->size;
      event->bytes = bytes;
      bytes += entry->size;
      file->n_notes += (entry->bytes[0] & 0xF0u) == 0x90u && entry->bytes[2];
    }
  }
  return true;
}

static CsnMidiFile*
build_file(const CsnMidiReader* reader, double rate)
{
  CsnMidiFile* const file = (CsnMidiFile*)calloc(1, sizeof(CsnMidiFile));
  if (file) {
    // There is at least one entry, the end of the first track
    file->events =
      (CsnMidiEvent*)calloc(reader->n_entries, sizeof(CsnMidiEvent));
    file->data = (uint8_t*)malloc(reader->n_entries * 3u);
    if (file->events && file->data) {
      if (apply_tempo_map(reader, rate, file)) {
        return file;
      }
    } else {
      csn_midi_reader_fail(reader, 0, "out of memory");
    }
  } else {
    csn_midi_reader_fail(reader, 0, "out of memory");
  }
  csn_midifile_free(file);
  return NULL;
}

CsnMidiFile*
csn_midifile_parse(const uint8_t* data,
                   size_t size,
                   double rate,
                   char* error,
                   size_t error_size)
{
  CsnMidiReader reader = { .data = data, .error_size = error_size };
  reader.error = error;
  CsnMidiFile* file = NULL;
  if (!(rate > 0.0 && rate <= 1e7)) {
    csn_midi_reader_fail(&reader,
                         0,
                         "no time can be told at a sample rate of %g Hz",
                         rate);
  } else if (size > MAX_FILE_SIZE) {
    csn_midi_reader_fail(&reader,
                         MAX_FILE_SIZE,
                         "a MIDI file of more than 64 MiB");
  } else if (!size) {
    csn_midi_reader_fail(&reader, 0, "the file is empty");
  } else if (csn_midi_reader_parse(&reader, size)) {
    qsort(reader.entries,
          reader.n_entries,
          sizeof(CsnMidiEntry),
          compare_entries);
    file = build_file(&reader, rate);
  }
  free(reader.entries);
  return file;
}

// Reads a whole file, or more than the greatest size by one byte
static uint8_t*
slurp(const char* path, size_t* size)
{
  FILE* const stream = fopen(path, "rb");
  if (!stream) {
    return NULL;
  }
  uint8_t* data = NULL;
  size_t capacity = 0;
  *size = 0;
  for (;;) {
    if (*size == capacity) {
      capacity = capacity ? capacity * 2u : 65536u;
      uint8_t* const more = (uint8_t*)realloc(data, capacity);
      if (!more) {
        break;
      }
      data = more;
    }
    const size_t n = fread(data + *size, 1, capacity - *size, stream);
    *size += n;
    if (*size > MAX_FILE_SIZE || (!n && !ferror(stream))) {
      fclose(stream);
      return data;
    }
    if (!n) {
      break;
    }
  }
  const int status = errno;
  fclose(stream);
  free(data);
  errno = status;
  return NULL;
}

CsnMidiFile*
csn_midifile_read(const char* path, double rate, char* error, size_t error_size)
{
  size_t size = 0;
  uint8_t* const data = slurp(path, &size);
  if (!data) {
    snprintf(error, error_size, "%s: %s", path, strerror(errno));
    return NULL;
  }
  char text[160] = "";
  CsnMidiFile* const file =
    csn_midifile_parse(data, size, rate, text, sizeof(text));
  if (!file) {
    snprintf(error, error_size, "%s: %s", path, text);
  }
  free(data);
  return file;
}

void
csn_midifile_free(CsnMidiFile* file)
{
  if (file) {
    free(file->events);
    free(file->data);
    free(file);
  }
}
