// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Pool: memory for records that wait on the audio thread.  All of it is taken
  from the system beforehand; pieces have power-of-two sizes and go back to the
  list of their size.
*/

#ifndef CSN_ENGINE_POOL_H
#define CSN_ENGINE_POOL_H

#include "attributes.h"

#include <stddef.h>

typedef struct CsnPool CsnPool;

/** Returns a pool of `size` bytes, or null. @thread control */
CsnPool*
csn_pool_new(size_t size) CSN_NOT_AUDIO;

/** Frees a pool with all its pieces; null is legal. */
void
csn_pool_free(CsnPool* pool) CSN_NOT_AUDIO;

/** Takes a piece of at least `size` bytes; null: the pool is empty. O(1) */
void*
csn_pool_take(CsnPool* pool, size_t size);

/** Gives a piece of this size back; null is legal. O(1) */
void
csn_pool_give(CsnPool* pool, void* piece, size_t size);

#endif
