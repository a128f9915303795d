// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "midi.h"

#include "worker/instance.h"

uint32_t
csn_midi_size(uint8_t status)
{
  switch (status & 0xF0U) {
    case 0x80U:
    case 0x90U:
    case 0xA0U:
    case 0xB0U:
    case 0xE0U:
      return 3;
    case 0xC0U:
    case 0xD0U:
      return 2;
    default:
      return 0;
  }
}

bool
csn_midi_is_message(const uint8_t* bytes, uint32_t size)
{
  if (!size || csn_midi_size(bytes[0]) != size) {
    return false;
  }
  for (uint32_t i = 1; i < size; ++i) {
    if (bytes[i] > 0x7FU) {
      return false;
    }
  }
  return true;
}

// Csound's callbacks; the data of both is the instance's CsnMidi

static int
open_input(CSOUND* csound, void** data, const char* name)
{
  (void)name;
  *data = &((CsnInstance*)csoundGetHostData(csound))->midi;
  return 0;
}

void
csn_midi_connect(CSOUND* csound)
{
  csoundSetHostImplementedMIDIIO(csound, 1);
  csoundSetExternalMidiInOpenCallback(csound, open_input);
  csoundSetExternalMidiReadCallback(csound, csn_midi_read_rt);
  csoundSetExternalMidiOutOpenCallback(csound, open_input);
  csoundSetExternalMidiWriteCallback(csound, csn_midi_write_rt);
}
