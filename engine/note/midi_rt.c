// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "midi.h"

#include <string.h>

bool
csn_midi_add_rt(CsnMidi* midi, const uint8_t* bytes, uint32_t size)
{
  if (midi->n_in + size > CSN_MIDI_IN_SIZE) {
    return false;
  }
  memcpy(midi->in + midi->n_in, bytes, size);
  midi->n_in += size;
  midi->any_note |= (bytes[0] & 0xF0U) == 0x90U;
  return true;
}

// Csound's callbacks

int
csn_midi_read_rt(CSOUND* csound, void* data, unsigned char* buffer, int size)
{
  CsnMidi* const midi = (CsnMidi*)data;
  (void)csound;

  uint32_t n = midi->n_in - midi->n_read;
  if (size < (int)n) {
    n = size > 0 ? (uint32_t)size : 0U;
  }
  if (n) {
    memcpy(buffer, midi->in + midi->n_read, n);
    midi->n_read += n;
  }
  if (midi->n_read == midi->n_in) {
    midi->n_read = 0;
    midi->n_in = 0;
  }
  return (int)n;
}

static void
send_byte(CsnMidi* midi, uint8_t byte)
{
  if (byte >= 0xF8U) {
    return; // Real-time bytes belong to the host
  }
  if (byte & 0x80U) {
    midi->status = csn_midi_size(byte) ? byte : 0;
    midi->n_pending = 0;
    midi->pending[midi->n_pending++] = byte;
  } else if (midi->status) {
    if (!midi->n_pending) {
      midi->pending[midi->n_pending++] = midi->status;
    }
    midi->pending[midi->n_pending++] = byte;
  }

  if (midi->status && midi->n_pending == csn_midi_size(midi->status)) {
    if (midi->n_out < CSN_MIDI_OUT_SIZE) {
      CsnMidiOut* const out = &midi->out[midi->n_out++];
      out->frame = midi->out_frame;
      out->size = (uint8_t)midi->n_pending;
      memcpy(out->bytes, midi->pending, midi->n_pending);
    }
    midi->n_pending = 0;
  }
}

int
csn_midi_write_rt(CSOUND* csound,
                  void* data,
                  const unsigned char* bytes,
                  int size)
{
  CsnMidi* const midi = (CsnMidi*)data;
  (void)csound;
  for (int i = 0; i < size; ++i) {
    send_byte(midi, bytes[i]);
  }
  return size;
}
