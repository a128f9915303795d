// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "watch.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_SAMPLES 400U    ///< Looks at where the notes are
#define MAX_NOTES 100000U ///< Of one instrument; more are a runaway list
#define MAX_TRIALS 200U   ///< Notes that are cut off to see what happens
#define GROWING_LOOKS 25U ///< At how many notes there are, 2 ms apart
#define ACTS_BEFORE_ALL 8U
#define MIN_LOOKS 8U ///< At a turn, before it counts as hanging

void
csn_watch_clear(CsnWatch* watch)
{
  free(watch->cuts);
  watch->cuts = NULL;
}

// What is Csound's is read and written while Csound is at work on it

static OPDS*
next_op(const OPDS* op, bool perf)
{
  return perf ? __atomic_load_n(&op->nxtp, __ATOMIC_RELAXED)
              : __atomic_load_n(&op->nxti, __ATOMIC_RELAXED);
}

static void
end_here(OPDS* op, bool perf)
{
  if (perf) {
    __atomic_store_n(&op->nxtp, NULL, __ATOMIC_RELAXED);
  } else {
    __atomic_store_n(&op->nxti, NULL, __ATOMIC_RELAXED);
  }
}

static void
set_active(INSDS* note, char active)
{
  __atomic_store_n(&note->actflg, active, __ATOMIC_RELAXED);
}

static bool
is_active(const INSDS* note)
{
  return __atomic_load_n(&note->actflg, __ATOMIC_RELAXED);
}

static bool
is_new(const INSDS* note)
{
  return !__atomic_load_n(&note->init_done, __ATOMIC_RELAXED);
}

/* Cuts off the rest of an init pass, or of a k-cycle: a note that is not active
   ends by itself, but an opcode of the user's in it does not. */
static void
cut(CsnWatch* watch, INSDS* note, bool perf, bool keep)
{
  OPDS* op = (OPDS*)(void*)note;
  while (op) {
    OPDS* const next = next_op(op, perf);
    if (next && keep) {
      if (watch->n_cuts == CSN_MAX_LINKS) {
        return;
      }
      const CsnCut link = { op, next, perf };
      watch->cuts[watch->n_cuts++] = link;
    }
    end_here(op, perf);
    op = next;
  }
}

static void
add_hung(CsnWatch* watch, INSDS* note, bool silenced)
{
  for (uint32_t i = 0; i < watch->n_hung; ++i) {
    if (watch->hung[i].note == note) {
      watch->hung[i].silenced = watch->hung[i].silenced || silenced;
      return;
    }
  }
  if (watch->n_hung < CSN_MAX_HUNG) {
    const CsnHung hung = { note, silenced };
    watch->hung[watch->n_hung++] = hung;
  }
}

/* With an opcode of the user's goes the note that has called it. */
static void
break_off(CsnWatch* watch, INSDS* note, bool silenced)
{
  for (unsigned depth = 0; note && depth < CSN_MAX_HUNG; ++depth) {
    add_hung(watch, note, silenced && depth == 0);
    note = csn_watch_caller(note);
  }
}

typedef void (*NoteFunc)(void* data, INSTRTXT* instrument, INSDS* note);

/* Calls a function for each note that is active. */
static void
each_note(CSOUND* csound, NoteFunc act, void* data)
{
  INSTRTXT** const list = csound->GetInstrumentList(csound);
  for (INSTRTXT* t = list ? list[0] : NULL; t; t = t->nxtinstxt) {
    uint32_t n = 0;
    for (INSDS* note = t->instance; note && n < MAX_NOTES; ++n) {
      INSDS* const next = note->nxtinstance;
      if (is_active(note) && t != list[0]) { // Not the global code
        act(data, t, note);
      }
      note = next;
    }
  }
}

static void
take_new(void* data, INSTRTXT* instrument, INSDS* note)
{
  CsnWatch* const watch = (CsnWatch*)data;
  if (is_new(note)) {
    instrument->muted = 0; // Csound's way: 0 is muted; at once
    break_off(watch, note, false);
    cut(watch, note, false, true);
  }
}

/* Global code that is being built is a note that is never active. */
static void
take_global(CSOUND* csound, CsnWatch* watch)
{
  INSTRTXT** const list = csound->GetInstrumentList(csound);
  INSDS* const global =
    watch->builds && list && list[0] ? list[0]->instance : NULL;
  if (global) {
    break_off(watch, global, false);
    cut(watch, global, false, false);
  }
}

static void
take_all(void* data, INSTRTXT* instrument, INSDS* note)
{
  instrument->muted = 0;
  set_active(note, 0);
  if (is_new(note)) {
    cut((CsnWatch*)data, note, false, false);
  }
  cut((CsnWatch*)data, note, true, false);
}

/** Where the notes are in their chains of opcodes. */
typedef struct {
  INSDS* note;
  const OPDS* at;
} Place;

typedef struct {
  Place* places; ///< CSN_MAX_LINKS
  uint32_t n;
} Places;

static void
add_place(void* data, INSTRTXT* instrument, INSDS* note)
{
  (void)instrument;
  Places* const all = (Places*)data;
  if (all->n < CSN_MAX_LINKS) {
    const Place place = { note, note->pds };
    all->places[all->n++] = place;
  }
}

/* The note that loops in its k-cycle is the one that moves. */
static void
take_looping(CsnWatch* watch, CSOUND* csound)
{
  const struct timespec pause = { 0, 20000 };
  Places all = { (Place*)malloc(sizeof(Place) * CSN_MAX_LINKS), 0 };
  if (!all.places) {
    return;
  }
  each_note(csound, add_place, &all);
  const uint32_t n_before = watch->n_hung;
  for (uint32_t s = 0; s < N_SAMPLES && watch->n_hung == n_before; ++s) {
    for (uint32_t i = 0; i < all.n; ++i) {
      const Place* const place = &all.places[i];
      if (__atomic_load_n(&place->note->pds, __ATOMIC_RELAXED) != place->at) {
        break_off(watch, place->note, true);
        set_active(place->note, 0);
        cut(watch, place->note, true, true);
      }
    }
    nanosleep(&pause, NULL);
  }
  free(all.places);
}

/* Where no note is seen to move, each opcode of the user's is cut off in turn,
   until Csound has come back. */
static void
take_by_trial(CsnWatch* watch, CSOUND* csound)
{
  const struct timespec pause = { 0, 4000000 };
  Places all = { (Place*)malloc(sizeof(Place) * CSN_MAX_LINKS), 0 };
  if (!all.places) {
    return;
  }
  each_note(csound, add_place, &all);
  const uint32_t n_before = watch->n_hung;
  uint32_t n_trials = 0;
  for (uint32_t i = all.n; i > 0 && watch->n_hung == n_before; --i) {
    const Place* place = &all.places[i - 1U];
    const uint32_t n_cuts = watch->n_cuts;
    if (!place->note->opcod_iobufs || n_trials++ == MAX_TRIALS) {
      continue;
    }
    cut(watch, place->note, true, true);
    nanosleep(&pause, NULL);
    if (atomic_load(&watch->turns) == watch->seen) {
      while (watch->n_cuts > n_cuts) {
        csn_watch_mend(&watch->cuts[--watch->n_cuts]);
      }
      continue;
    }
    break_off(watch, place->note, false);
  }
  free(all.places);
}

/** How many notes an instrument had. */
typedef struct {
  INSTRTXT* instrument;
  int n_active;
} Crowd;

static int
n_active(const INSTRTXT* instrument)
{
  return __atomic_load_n(&instrument->active, __ATOMIC_RELAXED);
}

/* The instrument whose notes become more and more starts itself. */
static void
take_growing(CsnWatch* watch, CSOUND* csound)
{
  const struct timespec pause = { 0, 2000000 };
  INSTRTXT** const list = csound->GetInstrumentList(csound);
  Crowd* const crowds = (Crowd*)malloc(sizeof(Crowd) * CSN_MAX_LINKS);
  uint32_t n = 0;
  INSTRTXT* t = list && list[0] ? list[0]->nxtinstxt : NULL;
  for (; crowds && t && n < CSN_MAX_LINKS; t = t->nxtinstxt) {
    const Crowd crowd = { t, n_active(t) };
    crowds[n++] = crowd;
  }
  // The audio thread may not be running at this moment
  const uint32_t n_before = watch->n_hung;
  for (uint32_t l = 0; l < GROWING_LOOKS && watch->n_hung == n_before; ++l) {
    nanosleep(&pause, NULL);
    for (uint32_t i = 0; i < n; ++i) {
      INSTRTXT* const grown = crowds[i].instrument;
      if (n_active(grown) > crowds[i].n_active && grown->instance) {
        grown->muted = 0;
        break_off(watch, grown->instance, false);
      }
    }
  }
  free(crowds);
}

/* An opcode of the user's has a number above those of its instruments. */
static int
first_hung(const CsnWatch* watch)
{
  int first = watch->hung[0].note->insno;
  for (uint32_t i = 1; i < watch->n_hung; ++i) {
    const int number = watch->hung[i].note->insno;
    first = number < first ? number : first;
  }
  return first;
}

static void
act(CsnWatch* watch, CSOUND* csound, double limit)
{
  if (!watch->cuts) {
    watch->cuts = (CsnCut*)malloc(sizeof(CsnCut) * CSN_MAX_LINKS);
  }
  const bool all = !watch->cuts || ++watch->n_acts > ACTS_BEFORE_ALL;
  if (all) {
    each_note(csound, take_all, watch);
  } else {
    // What was taken before, in this turn, has not been enough
    const uint32_t n_before = watch->n_hung;
    take_global(csound, watch);
    each_note(csound, take_new, watch);
    if (watch->n_hung == n_before) {
      take_looping(watch, csound);
    }
    if (watch->n_hung == n_before) {
      take_growing(watch, csound);
    }
    if (watch->n_hung == n_before) {
      take_by_trial(watch, csound);
    }
  }

  const double ms = limit * 1e3;
  if (all) {
    snprintf(watch->text,
             sizeof(watch->text),
             "the program did not come back within %.0f ms; all its notes were "
             "broken off, and it begins anew",
             ms);
  } else if (watch->n_hung) {
    snprintf(watch->text,
             sizeof(watch->text),
             "instr %d did not come back within %.0f ms and was broken off; it "
             "is silent until it is compiled again",
             first_hung(watch),
             ms);
  }
  if (all || watch->n_hung) {
    atomic_store_explicit(&watch->state,
                          all ? CSN_WATCH_LOST : CSN_WATCH_BROKEN,
                          memory_order_release);
  }
}

void
csn_watch_look(CsnWatch* watch, CSOUND* csound, double now, double limit)
{
  const unsigned turns = atomic_load(&watch->turns);
  if (turns != watch->seen || !(turns & 1U)) {
    watch->seen = turns;
    watch->since = now;
    watch->n_acts = 0;
    watch->n_looks = 0;
    return;
  }
  if (++watch->n_looks < MIN_LOOKS || now - watch->since < limit) {
    return;
  }

  /* It may come back at this very moment.  Then it sees that it has to wait;
     or it looked too early for that, and in a moment its turn can be seen to
     have ended.  So the player needs no fence in each turn. */
  const struct timespec moment = { 0, 1000000 };
  atomic_store(&watch->acting, true);
  nanosleep(&moment, NULL);
  if (atomic_load(&watch->turns) == turns) {
    act(watch, csound, limit);
  }
  atomic_store(&watch->acting, false);
}

// What a worker builds

void
csn_building_begin(CsnBuilding* building, CSOUND* csound)
{
  if (building) {
    building->watch.builds = true;
    atomic_store(&building->csound, csound);
    csn_watch_begin_rt(&building->watch);
  }
}

bool
csn_building_end(CsnBuilding* building)
{
  if (!building) {
    return true;
  }
  (void)csn_watch_end_rt(&building->watch);
  while (atomic_load(&building->watch.acting)) {
    sched_yield();
  }
  atomic_store(&building->csound, NULL);
  building->watch.n_cuts = 0;
  building->watch.n_hung = 0;
  return atomic_exchange(&building->watch.state, CSN_WATCH_FINE) ==
         CSN_WATCH_FINE;
}
