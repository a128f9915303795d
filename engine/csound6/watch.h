// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Watch: a program that does not come back from its k-cycle is broken off, so
  that a loop without an end, or a note that starts itself again and again, does
  not stop the host.  Engine layer.

  The audio thread counts its turns.  Another thread, of the shell, looks at the
  count again and again; where the same turn lasts too long, it takes from the
  notes that hang what they have still to do, and Csound goes on with the rest.
  The audio thread then ends these notes, and their instruments are silent until
  they are compiled again.  Where that does not help, all notes are broken off,
  and the program has to be built anew.
*/

#ifndef CSN_ENGINE_WATCH_H
#define CSN_ENGINE_WATCH_H

#include "base/attributes.h"
#include "csonance.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_HUNG 64U     ///< Notes that are broken off one by one
#define CSN_MAX_LINKS 32768U ///< Of their opcodes, to be mended

/** How a turn was ended. */
typedef enum {
  CSN_WATCH_FINE,
  CSN_WATCH_BROKEN, ///< Some notes were broken off
  CSN_WATCH_LOST    ///< All were
} CsnWatchState;

/** A link from opcode to opcode that was cut. */
typedef struct {
  OPDS* from;
  OPDS* to;
  bool perf; ///< Of the chain that performs, not of that of the init pass
} CsnCut;

/** A note that was broken off. */
typedef struct {
  INSDS* note;
  bool silenced; ///< It was made inactive, which ends loops at k-rate
} CsnHung;

/** What one instance's watcher and player share. */
typedef struct {
  atomic_uint turns;  ///< Odd while Csound is at work
  atomic_bool acting; ///< The watcher is cutting
  atomic_int state;   ///< CsnWatchState

  // Written while acting, read by the player after its turn
  CsnHung hung[CSN_MAX_HUNG];
  uint32_t n_hung;
  CsnCut* cuts; ///< CSN_MAX_LINKS of them, when they are first needed
  uint32_t n_cuts;
  char text[160]; ///< What to tell
  bool builds;    ///< Global code, in a worker

  // The watcher's own
  unsigned seen;    ///< Turn
  double since;     ///< When it was first seen [s]
  unsigned n_looks; ///< Since then: where all stands still, nobody looks
  unsigned n_acts;  ///< In this turn
} CsnWatch;

/** The note that an opcode of the user's was called in; null for any other
    note.  Csound keeps it in the third pointer of what joins the two. */
static inline INSDS*
csn_watch_caller(const INSDS* note)
{
  INSDS* const* const join = (INSDS* const*)note->opcod_iobufs;
  return join ? join[2] : NULL;
}

/** Joins what was cut. */
static inline void
csn_watch_mend(const CsnCut* link)
{
  __atomic_store_n(link->perf ? &link->from->nxtp : &link->from->nxti,
                   link->to,
                   __ATOMIC_RELAXED);
}

/** What a worker has Csound do, one thing at a time. */
typedef struct {
  CsnWatch watch;
  _Atomic(CSOUND*) csound; ///< Null: nothing
} CsnBuilding;

/** A worker begins, or has ended, what may take too long; false: it was broken
    off.  Null is legal. @thread worker */
void
csn_building_begin(CsnBuilding* building, CSOUND* csound) CSN_NOT_AUDIO;

bool
csn_building_end(CsnBuilding* building) CSN_NOT_AUDIO;

/** Frees what a watch holds. @thread worker */
void
csn_watch_clear(CsnWatch* watch) CSN_NOT_AUDIO;

/** Looks, and acts where the turn has lasted too long. @thread the watcher */
void
csn_watch_look(CsnWatch* watch, CSOUND* csound, double now, double limit)
  CSN_NOT_AUDIO;

/** Csound goes to work.  Nobody else writes the count, so that no exchange is
    needed. */
static inline void
csn_watch_begin_rt(CsnWatch* watch)
{
  const unsigned turns =
    atomic_load_explicit(&watch->turns, memory_order_relaxed);
  atomic_store_explicit(&watch->turns, turns + 1U, memory_order_release);
}

/** Tells whether it was, or is being, broken off. */
static inline bool
csn_watch_has_acted_rt(CsnWatch* watch)
{
  return atomic_load_explicit(&watch->acting, memory_order_acquire) ||
         atomic_load_explicit(&watch->state, memory_order_acquire) !=
           CSN_WATCH_FINE;
}

/** It has come back; tells whether it was broken off. */
static inline bool
csn_watch_end_rt(CsnWatch* watch)
{
  csn_watch_begin_rt(watch);
  return csn_watch_has_acted_rt(watch);
}

/** Csound has jumped out of an init pass, for want of memory, and would begin
    it anew in each k-cycle: ends the notes that are new.  To be settled. */
void
csn_watch_no_memory_rt(CsnWatch* watch, CSOUND* csound) CSN_AUDIO;

/** Between the init passes and the sound, or after the turn: ends the notes
    that were broken off.  Waits for a watcher that is still cutting. */
CsnWatchState
csn_watch_settle_rt(CsnWatch* watch, CSOUND* csound) CSN_AUDIO;

#endif
