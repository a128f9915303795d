// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Future: notes that wait for their time, and those that must not come.  Engine
  layer, audio thread.

  A note that waits is a record in the queue.  To take some back costs no
  search: it is written down which p1, or which instrument, and until when it
  was sent; the record is dropped when its time has come.
*/

#ifndef CSN_ENGINE_FUTURE_H
#define CSN_ENGINE_FUTURE_H

#include "base/attributes.h"
#include "call/calls.h"
#include "call/queue.h"

#include <stdbool.h>
#include <stdint.h>

#define CSN_N_CANCELS 4096U ///< Power of two

/** A p1 whose notes sent before `order` are not to come; 0: a free place. */
typedef struct {
  double p1;
  uint64_t order;
} CsnCancel;

typedef struct {
  uint64_t n_sent;                  ///< Notes that wait or have waited
  uint64_t all;                     ///< Of the last csn_future_cancel_all()
  uint64_t instruments[32768];      ///< The same for each instrument
  CsnCancel cancels[CSN_N_CANCELS]; ///< Open addressing
  uint32_t n_cancels;
} CsnFuture;

/** Returns an empty one, or null. @thread control */
CsnFuture*
csn_future_new(void) CSN_NOT_AUDIO;

/** Frees it; null is legal. */
void
csn_future_free(CsnFuture* future) CSN_NOT_AUDIO;

/** Takes back the waiting notes of a p1, or of an instrument where it has no
    fraction. */
void
csn_future_cancel(CsnFuture* future, CsnQueue* queue, double p1) CSN_AUDIO;

/** Takes back all waiting notes. */
void
csn_future_cancel_all(CsnFuture* future) CSN_AUDIO;

/** Tells whether a note was taken back that was sent as number `order`. */
bool
csn_future_is_cancelled(const CsnFuture* future,
                        double p1,
                        uint64_t order) CSN_AUDIO;

#endif
