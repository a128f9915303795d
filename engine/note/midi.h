// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Midi: the messages that go into, and come out of, one k-cycle of an instance.

  Csound reads MIDI as bytes, in every k-cycle until there are none left, and
  breaks on anything but whole channel messages; so only these are let in.
*/

#ifndef CSN_ENGINE_MIDI_H
#define CSN_ENGINE_MIDI_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

#define CSN_MIDI_IN_SIZE 3072U
#define CSN_MIDI_OUT_SIZE 256U

typedef struct CSOUND_ CSOUND;

/** A message that the program has sent. */
typedef struct {
  int64_t frame; ///< Of the engine's output
  uint8_t size;
  uint8_t bytes[3];
} CsnMidiOut;

typedef struct {
  uint8_t in[CSN_MIDI_IN_SIZE];
  uint32_t n_in;
  uint32_t n_read;
  bool any_note; ///< Since the last reset

  CsnMidiOut out[CSN_MIDI_OUT_SIZE];
  uint32_t n_out;
  uint32_t n_taken;
  int64_t out_frame; ///< Frame of what is sent in this k-cycle
  uint8_t status;    ///< Running status of the output
  uint8_t pending[3];
  uint32_t n_pending;
} CsnMidi;

/** Returns the size of a channel message by its first byte; 0: not one. */
uint32_t
csn_midi_size(uint8_t status);

/** Tells whether these bytes are one whole channel message. */
bool
csn_midi_is_message(const uint8_t* bytes, uint32_t size);

/** Adds a message to the coming k-cycle; false: no room. */
bool
csn_midi_add_rt(CsnMidi* midi, const uint8_t* bytes, uint32_t size) CSN_AUDIO;

/** Csound's callbacks: it reads before each k-cycle, and writes within it. */
int
csn_midi_read_rt(CSOUND* csound, void* data, unsigned char* buffer, int size);
int
csn_midi_write_rt(CSOUND* csound,
                  void* data,
                  const unsigned char* bytes,
                  int size);

/** Connects an instance's MIDI input and output. @thread worker */
void
csn_midi_connect(CSOUND* csound) CSN_NOT_AUDIO;

#endif
