// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Queue: what waits on the audio thread for its frame, the earliest first, and
  what has the same frame in the order in which it came.
*/

#ifndef CSN_ENGINE_QUEUE_H
#define CSN_ENGINE_QUEUE_H

#include "base/attributes.h"
#include "record.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct CsnQueue CsnQueue;

/** A record, or (where that is null) a MIDI message. */
typedef struct {
  int64_t frame; ///< Of the engine
  uint64_t order;
  CsnRecord* record; ///< In the pool
  uint8_t size;
  uint8_t bytes[3];
  uint32_t n_tries; ///< How often it was put back
  bool for_code;    ///< It waits for code that is being compiled
  bool due;         ///< Its delay is over
} CsnWaiting;

/** Returns a queue for up to `capacity` things, or null. @thread control */
CsnQueue*
csn_queue_new(uint32_t capacity) CSN_NOT_AUDIO;

/** Frees a queue; null is legal. */
void
csn_queue_free(CsnQueue* queue) CSN_NOT_AUDIO;

/** Tells whether only the places for what is due at once are left. */
bool
csn_queue_is_crowded(const CsnQueue* queue);

/** Returns the order that what is added next will have. */
uint64_t
csn_queue_next_order(const CsnQueue* queue);

/** Adds something; its order is set here, unless it has one. O(log n) */
bool
csn_queue_push(CsnQueue* queue, CsnWaiting waiting);

/** Takes the earliest if its frame is before `end`. O(log n) */
bool
csn_queue_pop(CsnQueue* queue, int64_t end, CsnWaiting* waiting);

/** Shows each thing to a function.  O(n) */
void
csn_queue_each(const CsnQueue* queue,
               void (*look)(void* data, const CsnWaiting* waiting),
               void* data);

#endif
