// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file rt_guard.h
   Watches what a piece of code does that has no place on the audio thread
   (layer: tests). Between begin and end, on the calling thread: allocations,
   locks, waits and files are counted by functions of this program that stand
   before those of the C library; system calls, however they are reached, by
   the kernel's Syscall User Dispatch where it has it.

   What Csound does within PerformKsmps is counted apart from what we do.
   Nothing may be asserted between begin and end.
*/

#ifndef CSN_TESTS_RT_GUARD_H
#define CSN_TESTS_RT_GUARD_H

#include <stdbool.h>

typedef struct CSOUND_ CSOUND;

typedef enum {
  RT_ALLOC, ///< malloc() and its family, free() too
  RT_LOCK,  ///< pthread_mutex_lock(), pthread_spin_lock(), …
  RT_WAIT,  ///< sem_wait(), pthread_cond_wait(), nanosleep(), …
  RT_FILE,  ///< open(), fopen(), …
  RT_SYSCALL,
  RT_N_KINDS
} RtKind;

/** Where something happened. */
typedef enum { RT_OURS, RT_CSOUND, RT_N_PLACES } RtPlace;

typedef struct {
  unsigned n[RT_N_PLACES][RT_N_KINDS];
} RtCounts;

/** Tells whether system calls can be seen on this machine. */
bool
rt_guard_sees_system_calls(void);

/** Forgets what was counted. */
void
rt_guard_reset(void);

/** What follows is on the audio thread. */
void
rt_guard_begin(void);

/** … up to here. */
void
rt_guard_end(void);

/** In place of an instance's PerformKsmps: the same, counted as Csound's. */
int
rt_guard_perform(CSOUND* csound);

/** What has been counted since the last reset. */
RtCounts
rt_guard_counts(void);

/** The sum of all kinds in one place. */
unsigned
rt_guard_total(RtPlace where);

/** Prints the first thing of each kind and place, with its backtrace. */
void
rt_guard_print(void);

#endif
