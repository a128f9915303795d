// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Delivery: what the worker has made goes to the audio thread, and what that
  does not need any more comes back to be freed.  Engine layer.

  A delivery is a function and a few bytes of plain data.  Deliveries are taken
  in the order in which they were sent: at the beginning of a block, and after
  a job whose end the audio thread has waited for.
*/

#ifndef CSN_ENGINE_DELIVERY_H
#define CSN_ENGINE_DELIVERY_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>

#define CSN_MAX_DELIVERY 256U ///< Bytes of data

/** Takes a delivery; audio thread, though C cannot say so in a type. */
typedef void (*CsnTake)(CsnEngine* engine, const void* data);

/** Frees a thing; worker. */
typedef void (*CsnDispose)(void* thing);

/** Sends a delivery; false: the ring is full. @thread worker, bg.mutex held */
bool
csn_deliver(CsnEngine* engine, CsnTake take, const void* data, size_t size)
  CSN_NOT_AUDIO;

/** Tells whether something was sent. */
bool
csn_delivery_waits_rt(CsnEngine* engine) CSN_AUDIO;

/** Takes what was sent first. */
void
csn_delivery_take_rt(CsnEngine* engine) CSN_AUDIO;

/** Gives a thing back to be freed; false: not now, the ring is full. */
bool
csn_discard_rt(CsnEngine* engine, CsnDispose dispose, void* thing) CSN_AUDIO;

/** Frees what was given back. @thread worker, bg.mutex held */
void
csn_garbage_collect(CsnEngine* engine) CSN_NOT_AUDIO;

#endif
