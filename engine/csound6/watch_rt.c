// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "watch.h"

#include <sched.h>

CsnWatchState
csn_watch_settle_rt(CsnWatch* watch, CSOUND* csound)
{
  /* The host has been waiting for long; a watcher that is in
     the middle of its work may end it. */
  while (atomic_load_explicit(&watch->acting, memory_order_acquire)) {
    sched_yield();
  }
  const CsnWatchState state =
    (CsnWatchState)atomic_exchange(&watch->state, CSN_WATCH_FINE);
  if (state == CSN_WATCH_BROKEN) {
    for (uint32_t i = 0; i < watch->n_cuts; ++i) {
      csn_watch_mend(&watch->cuts[i]);
    }
    for (uint32_t i = 0; i < watch->n_hung; ++i) {
      if (watch->hung[i].silenced) {
        watch->hung[i].note->actflg = 1; // Or Csound would not end it
      }
    }
    for (uint32_t i = 0; i < watch->n_hung; ++i) {
      (void)csoundKillInstance(csound, watch->hung[i].note->insno, NULL, 0, 0);
    }
  }
  watch->n_cuts = 0;
  watch->n_hung = 0;
  return state;
}
