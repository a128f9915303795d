// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Makes, grows and frees the buffers of atom ports. Layer: host, control
// thread; not used while the audio thread runs.

#include "evbuf.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CAPACITY (1U << 30U)

// Rounded up so that aligned_alloc() may be used
static LV2_Atom_Sequence*
alloc_sequence(uint32_t capacity)
{
  const size_t size = (sizeof(LV2_Atom) + capacity + 63U) & ~(size_t)63U;
  LV2_Atom_Sequence* sequence = (LV2_Atom_Sequence*)aligned_alloc(64, size);
  if (sequence) {
    memset(sequence, 0, size);
  }
  return sequence;
}

CsnEvbuf*
csn_evbuf_new(uint32_t capacity, LV2_URID chunk_type, LV2_URID sequence_type)
{
  if (capacity < 64U || capacity > MAX_CAPACITY) {
    return NULL;
  }

  CsnEvbuf* evbuf = (CsnEvbuf*)calloc(1, sizeof(CsnEvbuf));
  if (!evbuf) {
    return NULL;
  }

  evbuf->capacity = capacity;
  evbuf->chunk_type = chunk_type;
  evbuf->sequence_type = sequence_type;
  evbuf->sequence = alloc_sequence(capacity);
  if (!evbuf->sequence) {
    free(evbuf);
    return NULL;
  }
  csn_evbuf_reset_input_rt(evbuf);
  return evbuf;
}

bool
csn_evbuf_grow(CsnEvbuf* evbuf, uint32_t size)
{
  const uint64_t used = evbuf->sequence->atom.size;
  const uint64_t needed = used + size + sizeof(LV2_Atom_Event) + 8U;
  uint64_t capacity = evbuf->capacity;
  while (capacity < needed) {
    capacity *= 2U;
  }
  if (capacity > MAX_CAPACITY) {
    return false;
  }

  LV2_Atom_Sequence* sequence = alloc_sequence((uint32_t)capacity);
  if (!sequence) {
    return false;
  }
  memcpy(sequence, evbuf->sequence, sizeof(LV2_Atom) + (size_t)used);
  free(evbuf->sequence);
  evbuf->sequence = sequence;
  evbuf->capacity = (uint32_t)capacity;
  return true;
}

void
csn_evbuf_free(CsnEvbuf* evbuf)
{
  if (evbuf) {
    free(evbuf->sequence);
    free(evbuf);
  }
}
