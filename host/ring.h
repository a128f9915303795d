// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A ring of bytes between one writing and one reading thread, which carries
// records: a head of fixed size and a body, written as one. Layer: host; ring.c
// makes and frees rings, ring_rt.c may be called on the audio thread.

#ifndef CSN_HOST_RING_H
#define CSN_HOST_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/// The ring. Each index is written by one thread only.
typedef struct {
  char* bytes;
  uint32_t mask;                ///< Size - 1; the size is a power of two
  _Atomic uint32_t write_index; ///< Counts on without limit
  _Atomic uint32_t read_index;  ///< Counts on without limit
} CsnRing;

/**
   Makes a ring.

   @param size  Bytes, rounded up to a power of two; at most 2^30.
   @return The ring, to be freed with csn_ring_free(); null: no memory.
   @thread control
*/
CsnRing*
csn_ring_new(uint32_t size);

/// Frees the ring; null is allowed.
void
csn_ring_free(CsnRing* ring);

/**
   Writes a head and a body, both or nothing.

   @return False: the ring is too full.
   @thread the writing one
   @rt     wait-free
*/
bool
csn_ring_write_rt(CsnRing* ring,
                  const void* head,
                  uint32_t head_size,
                  const void* body,
                  uint32_t body_size);

/**
   Copies the next `size` bytes without taking them.

   @return False: there are fewer.
   @thread the reading one
   @rt     wait-free
*/
bool
csn_ring_peek_rt(const CsnRing* ring, void* out, uint32_t size);

/**
   Takes the next `size` bytes; `out` may be null to drop them.

   @return False: there are fewer, and nothing is taken.
   @thread the reading one
   @rt     wait-free
*/
bool
csn_ring_read_rt(CsnRing* ring, void* out, uint32_t size);

#endif
