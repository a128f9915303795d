// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Clock: the time that calls count from.  It runs with the frames; while it is
  locked, all that is sent counts from the moment of the lock, and so stays in
  step however long the sending takes.  Engine layer, audio thread.
*/

#ifndef CSN_ENGINE_CLOCK_H
#define CSN_ENGINE_CLOCK_H

#include "base/attributes.h"
#include "call/calls.h"

#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_LOCKS 64U ///< pushLock within pushLock

typedef struct {
  bool locked;
  double locked_at; ///< Time of the lock [s]
  double latency;   ///< Put before what is sent ahead of its time [s]
  uint32_t n_pushed;
  struct {
    bool locked;
    double latency;
  } pushed[CSN_MAX_LOCKS]; ///< What popLock brings back
} CsnClock;

/** The time of a call, locked or not [s]. */
double
csn_clock_elapsed(const CsnCall* call) CSN_AUDIO;

/** The time of the call's frame [s]. */
double
csn_clock_now(const CsnCall* call) CSN_AUDIO;

/**
   Delay from the call's frame of what it wants so much later [s]: more by the
   extra latency where there is time for it, and counted from the lock.  What
   should have been already has a negative delay.

   @source Engine.extraLatency
*/
double
csn_clock_ahead(const CsnCall* call, double delay) CSN_AUDIO;

/** The same for a method that has a delay: most know no extra latency. */
double
csn_clock_delay(const CsnCall* call, double delay) CSN_AUDIO;

/** Frame at which something is due after a delay from the call's frame; that
    of a k-cycle where starts are rounded. */
int64_t
csn_clock_frame(const CsnCall* call, double delay) CSN_AUDIO;

/** Csound's time of an engine's time [s]. */
double
csn_clock_csound(const CsnCall* call, double seconds) CSN_AUDIO;

#endif
