// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Ring: a queue of messages in a fixed buffer between one writing and one
  reading thread.  Lowest layer.

  - Wait-free on both sides; no lock, no allocation after csn_ring_new().
  - A message is read whole or not at all, and lies in one piece in memory.
  - A full ring refuses the message and stays as it was.
*/

#ifndef CSN_ENGINE_RING_H
#define CSN_ENGINE_RING_H

#include "attributes.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CsnRing CsnRing;

/**
   Returns a ring, or null without memory.

   @param capacity   Bytes for messages and their 8-byte headers; rounded up to
                     a power of two.
   @thread control, worker
*/
CsnRing*
csn_ring_new(size_t capacity) CSN_NOT_AUDIO;

/** Frees a ring that no thread uses any more; null is legal. */
void
csn_ring_free(CsnRing* ring) CSN_NOT_AUDIO;

/** Returns the largest message, in bytes, that an empty ring takes. */
size_t
csn_ring_max_message(const CsnRing* ring);

// Only for the writing thread

/**
   Reserves room for a message of `size` bytes, 8-byte aligned, or returns null
   if the ring is too full.  A reservation that is not committed never was.
*/
void*
csn_ring_begin_write(CsnRing* ring, size_t size);

/** Makes the reserved message readable; `size` may be less than reserved. */
void
csn_ring_commit_write(CsnRing* ring, size_t size);

/** Copies a message of two parts in; false if the ring is too full. */
bool
csn_ring_write(CsnRing* ring,
               const void* head,
               size_t head_size,
               const void* body,
               size_t body_size);

// Only for the reading thread

/** Returns the oldest message in place, or null if there is none. */
const void*
csn_ring_peek(CsnRing* ring, size_t* size);

/** Forgets the oldest message, which csn_ring_peek() has returned. */
void
csn_ring_skip(CsnRing* ring);

#endif
