// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Makes and frees rings. Layer: host, control thread.

#include "ring.h"

#include <stdlib.h>
#include <string.h>

CsnRing*
csn_ring_new(uint32_t size)
{
  if (!size || size > (1U << 30U)) {
    return NULL;
  }

  uint32_t rounded = 64U;
  while (rounded < size) {
    rounded *= 2U;
  }

  CsnRing* ring = (CsnRing*)calloc(1, sizeof(CsnRing));
  if (!ring) {
    return NULL;
  }
  ring->bytes = (char*)malloc(rounded);
  if (!ring->bytes) {
    free(ring);
    return NULL;
  }
  // Touched here, so that the audio thread meets no fresh page
  memset(ring->bytes, 0, rounded);
  ring->mask = rounded - 1U;
  atomic_init(&ring->write_index, 0U);
  atomic_init(&ring->read_index, 0U);
  return ring;
}

void
csn_ring_free(CsnRing* ring)
{
  if (ring) {
    free(ring->bytes);
    free(ring);
  }
}
