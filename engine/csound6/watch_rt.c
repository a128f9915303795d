// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "watch.h"

#include <sched.h>
#include <string.h>

#define MAX_NOTES 100000U ///< Of one instrument; more are a runaway list

void
csn_watch_no_memory_rt(CsnWatch* watch, CSOUND* csound)
{
  static const char text[] = "an instrument asks for more memory than there "
                             "is; it is silent until it is compiled again";
  INSTRTXT** const list = csound->GetInstrumentList(csound);
  INSTRTXT* t = list && list[0] ? list[0]->nxtinstxt : NULL;
  for (; t; t = t->nxtinstxt) {
    uint32_t n = 0;
    INSDS* note = t->instance;
    for (; note && n < MAX_NOTES; note = note->nxtinstance, ++n) {
      if (note->actflg && !note->init_done && watch->n_hung < CSN_MAX_HUNG) {
        const CsnHung hung = { note, false };
        watch->hung[watch->n_hung++] = hung;
        t->muted = 0; // Csound's way: 0 is muted
      }
    }
  }
  if (watch->n_hung) {
    memcpy(watch->text, text, sizeof(text));
    atomic_store(&watch->state, CSN_WATCH_BROKEN);
  }
}

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
    INSTRTXT** const list = csound->GetInstrumentList(csound);
    for (uint32_t i = 0; i < watch->n_hung; ++i) {
      /* An opcode of the user's is ended with the note that has called it.
         Ended alone, it would be ended twice, and two later notes would get the
         same memory. */
      const INSDS* const note = watch->hung[i].note;
      if (!csn_watch_caller(note) && note->insno > 0) {
        list[note->insno]->muted = 0; // Csound's way: 0 is muted
        (void)csoundKillInstance(csound, note->insno, NULL, 0, 0);
      }
    }
  }
  watch->n_cuts = 0;
  watch->n_hung = 0;
  return state;
}
