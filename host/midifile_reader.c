// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The reader of standard MIDI files (host layer, pure code): header, chunks,
// tracks, events. Every length in the file is checked against what is there,
// so memory is bounded by a small multiple of the file's size.

#include "midifile_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_midi_reader_fail(const CsnMidiReader* reader,
                     size_t offset,
                     const char* format,
                     ...)
{
  if (reader->error && reader->error_size) {
    const int n =
      snprintf(reader->error, reader->error_size, "byte %zu: ", offset);
    if (n > 0 && (size_t)n < reader->error_size) {
      va_list args;
      va_start(args, format);
      vsnprintf(reader->error + n,
                reader->error_size - (size_t)n,
                format,
                args);
      va_end(args);
    }
  }
  return false;
}

static uint32_t
be16(const uint8_t* p)
{
  return ((uint32_t)p[0] << 8u) | p[1];
}

static uint32_t
be32(const uint8_t* p)
{
  return (be16(p) << 16u) | be16(p + 2);
}

static uint32_t
le32(const uint8_t* p)
{
  return ((uint32_t)p[3] << 24u) | ((uint32_t)p[2] << 16u) |
         ((uint32_t)p[1] << 8u) | p[0];
}

static bool
push(CsnMidiReader* reader, CsnMidiEntry entry)
{
  if (reader->n_entries == reader->capacity) {
    const size_t capacity = reader->capacity ? reader->capacity * 2u : 256u;
    CsnMidiEntry* const entries =
      (CsnMidiEntry*)realloc(reader->entries, capacity * sizeof(CsnMidiEntry));
    if (!entries) {
      return csn_midi_reader_fail(reader, entry.offset, "out of memory");
    }
    reader->entries = entries;
    reader->capacity = capacity;
  }
  reader->entries[reader->n_entries++] = entry;
  return true;
}

// Reads a number of variable length, at most four bytes
static bool
read_varlen(CsnMidiReader* reader, const char* what, uint32_t* value)
{
  const size_t start = reader->pos;
  uint32_t sum = 0;
  for (unsigned i = 0; i < 4; ++i) {
    if (reader->pos == reader->end) {
      return csn_midi_reader_fail(reader,
                                  reader->pos,
                                  "the track ends within a %s",
                                  what);
    }
    const uint8_t byte = reader->data[reader->pos++];
    sum = (sum << 7u) | (byte & 0x7Fu);
    if (!(byte & 0x80u)) {
      *value = sum;
      return true;
    }
  }
  return csn_midi_reader_fail(reader,
                              start,
                              "a %s of more than four bytes",
                              what);
}

// Reads a length and checks that so many bytes are left in the chunk
static bool
read_length(CsnMidiReader* reader, const char* what, uint32_t* length)
{
  const size_t start = reader->pos;
  if (!read_varlen(reader, "length", length)) {
    return false;
  }
  const size_t left = reader->end - reader->pos;
  if (*length > left) {
    return csn_midi_reader_fail(
      reader,
      start,
      "a %s event claims %u bytes, but the track has only %zu left",
      what,
      *length,
      left);
  }
  return true;
}

// Reads a meta event from its type byte on; `ended` becomes true at the last
static bool
read_meta(CsnMidiReader* reader, size_t start, bool* ended)
{
  if (reader->pos == reader->end) {
    return csn_midi_reader_fail(reader,
                                reader->pos,
                                "the track ends within a meta event");
  }
  const uint8_t type = reader->data[reader->pos++];
  uint32_t length = 0;
  if (!read_length(reader, "meta", &length)) {
    return false;
  }
  const uint8_t* const body = reader->data + reader->pos;
  reader->pos += length;
  CsnMidiEntry entry = { .tick = reader->tick, .offset = (uint32_t)start };
  if (type == 0x2F) {
    *ended = true;
    entry.size = CSN_MIDI_END;
    return push(reader, entry);
  }
  if (type == 0x51) {
    if (length < 3) {
      return csn_midi_reader_fail(reader,
                                  start,
                                  "a tempo of %u bytes, not 3",
                                  length);
    }
    entry.size = CSN_MIDI_TEMPO;
    entry.tempo = ((uint32_t)body[0] << 16u) | be16(body + 1);
    if (!entry.tempo) {
      return csn_midi_reader_fail(reader,
                                  start,
                                  "a tempo of 0 microseconds a beat");
    }
    return push(reader, entry);
  }
  return true;
}

// Reads the data bytes of a channel message
static bool
read_message(CsnMidiReader* reader, size_t start, uint8_t status)
{
  const uint8_t kind = status & 0xF0u;
  const uint8_t n_data = (kind == 0xC0u || kind == 0xD0u) ? 1u : 2u;
  CsnMidiEntry entry = { .tick = reader->tick, .offset = (uint32_t)start };
  entry.bytes[0] = status;
  entry.size = (uint8_t)(n_data + 1u);
  for (unsigned i = 1; i <= n_data; ++i) {
    if (reader->pos == reader->end) {
      return csn_midi_reader_fail(reader,
                                  reader->pos,
                                  "the track ends within a message");
    }
    const uint8_t byte = reader->data[reader->pos];
    if (byte & 0x80u) {
      return csn_midi_reader_fail(
        reader,
        reader->pos,
        "status byte 0x%02X within the message 0x%02X",
        byte,
        status);
    }
    entry.bytes[i] = byte;
    ++reader->pos;
  }
  return push(reader, entry);
}

// Reads one of the events that have no channel
static bool
read_other(CsnMidiReader* reader, size_t start, uint8_t status, bool* ended)
{
  uint32_t length = 0;
  if (status == 0xFFu) {
    return read_meta(reader, start, ended);
  }
  if (status != 0xF0u && status != 0xF7u) {
    return csn_midi_reader_fail(reader,
                                start,
                                "status byte 0x%02X has no place in a file",
                                status);
  }
  if (!read_length(reader, "system exclusive", &length)) {
    return false;
  }
  reader->pos += length;
  return true;
}

/* Reads an event after its delta time. Running status outlasts meta and system
   exclusive events: the standard says that they end it, but files that rely
   on it exist, and it can mean nothing else. */
static bool
read_event(CsnMidiReader* reader, uint8_t* running, bool* ended)
{
  const size_t start = reader->pos;
  if (start == reader->end) {
    return csn_midi_reader_fail(reader,
                                start,
                                "the track ends after a delta time");
  }
  const uint8_t status = reader->data[start];
  if (status >= 0xF0u) {
    ++reader->pos;
    return read_other(reader, start, status, ended);
  }
  if (status & 0x80u) {
    *running = status;
    ++reader->pos;
  } else if (!*running) {
    return csn_midi_reader_fail(reader,
                                start,
                                "data byte 0x%02X without a status byte",
                                status);
  }
  return read_message(reader, start, *running);
}

// Reads the events of one track, up to its end-of-track event
static bool
read_track(CsnMidiReader* reader)
{
  uint8_t running = 0;
  bool ended = false;
  while (!ended) {
    uint32_t delta = 0;
    if (reader->pos == reader->end) {
      return csn_midi_reader_fail(reader,
                                  reader->pos,
                                  "the track has no end-of-track event");
    }
    if (!read_varlen(reader, "delta time", &delta)) {
      return false;
    }
    reader->tick += delta;
    if (!read_event(reader, &running, &ended)) {
      return false;
    }
  }
  return true;
}

static bool
read_division(CsnMidiReader* reader, size_t offset, uint32_t division)
{
  if (!(division & 0x8000u)) {
    reader->tick_scale = 0;
    reader->unit_rate = (uint64_t)division * 1000000u;
  } else {
    const uint32_t fps = 256u - (division >> 8u);
    const uint32_t ticks = division & 0xFFu;
    if (fps != 24 && fps != 25 && fps != 29 && fps != 30) {
      return csn_midi_reader_fail(reader,
                                  offset,
                                  "a division of %u frames a second is unknown",
                                  fps);
    }
    // 29 stands for the 29.97 = 30000 / 1001 frames a second of NTSC
    reader->tick_scale = fps == 29 ? 1001u : 1u;
    reader->unit_rate = (uint64_t)ticks * (fps == 29 ? 30000u : fps);
  }
  return reader->unit_rate ||
         csn_midi_reader_fail(reader, offset, "the division is 0");
}

// Reads the header chunk; leaves `pos` behind it
static bool
read_header(CsnMidiReader* reader, size_t size)
{
  const uint8_t* const head = reader->data + reader->pos;
  const size_t left = size - reader->pos;
  if (left < 4 || memcmp(head, "MThd", 4) != 0) {
    return csn_midi_reader_fail(reader,
                                reader->pos,
                                "this is no MIDI file: it has no MThd header");
  }
  if (left < 14) {
    return csn_midi_reader_fail(reader,
                                size,
                                "the file ends within its header");
  }
  const uint32_t length = be32(head + 4);
  if (length < 6 || length > left - 8) {
    return csn_midi_reader_fail(
      reader,
      reader->pos + 4,
      "the header claims %u bytes; 6 are usual, the file has %zu",
      length,
      left - 8);
  }
  reader->format = (uint16_t)be16(head + 8);
  reader->n_tracks = (uint16_t)be16(head + 10);
  if (reader->format > 2) {
    return csn_midi_reader_fail(reader,
                                reader->pos + 8,
                                "type %u is unknown; 0, 1 and 2 are known",
                                reader->format);
  }
  if (!reader->n_tracks) {
    return csn_midi_reader_fail(reader,
                                reader->pos + 10,
                                "the file has no tracks");
  }
  if (!read_division(reader, reader->pos + 12, be16(head + 12))) {
    return false;
  }
  reader->pos += 8u + length;
  return true;
}

// Steps into the MIDI data of a RIFF file (.rmi), if it is one
static bool
enter_riff(CsnMidiReader* reader, size_t* size)
{
  const uint8_t* const data = reader->data;
  if (*size < 12 || memcmp(data, "RIFF", 4) != 0 ||
      memcmp(data + 8, "RMID", 4) != 0) {
    return true;
  }
  size_t pos = 12;
  while (*size - pos >= 8) {
    const uint32_t length = le32(data + pos + 4);
    if (length > *size - pos - 8) {
      return csn_midi_reader_fail(
        reader,
        pos + 4,
        "a RIFF chunk claims %u bytes, but the file has only %zu "
        "left",
        length,
        *size - pos - 8);
    }
    if (!memcmp(data + pos, "data", 4)) {
      reader->pos = pos + 8;
      *size = pos + 8 + length;
      return true;
    }
    pos += 8u + length;
    pos += (length & 1u) && pos < *size;
  }
  return csn_midi_reader_fail(reader, pos, "the RIFF file has no data chunk");
}

// Reads all chunks after the header
static bool
read_chunks(CsnMidiReader* reader, size_t size)
{
  for (unsigned n_read = 0; n_read < reader->n_tracks;) {
    const size_t start = reader->pos;
    if (size - start < 8) {
      return csn_midi_reader_fail(reader,
                                  size,
                                  "the file ends before track %u of %u",
                                  n_read + 1,
                                  reader->n_tracks);
    }
    const uint32_t length = be32(reader->data + start + 4);
    if (length > size - start - 8) {
      return csn_midi_reader_fail(
        reader,
        start + 4,
        "a chunk claims %u bytes, but the file has only %zu left",
        length,
        size - start - 8);
    }
    reader->pos = start + 8;
    reader->end = reader->pos + length;
    if (!memcmp(reader->data + start, "MTrk", 4)) {
      ++n_read;
      if (reader->format == 2) {
        // Tracks follow each other, each with a tempo map of its own
        const CsnMidiEntry entry = { .tick = reader->tick,
                                     .offset = (uint32_t)start,
                                     .tempo = CSN_MIDI_DEFAULT_TEMPO,
                                     .size = CSN_MIDI_TEMPO };
        if (!push(reader, entry)) {
          return false;
        }
      } else {
        reader->tick = 0;
      }
      if (!read_track(reader)) {
        return false;
      }
    }
    reader->pos = reader->end;
  }
  return true;
}

bool
csn_midi_reader_parse(CsnMidiReader* reader, size_t size)
{
  return enter_riff(reader, &size) && read_header(reader, size) &&
         read_chunks(reader, size);
}
