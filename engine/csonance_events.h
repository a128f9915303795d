// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, events: notes, and the time that they are told.  Part of
  csonance.h.

  All of these send a call, which is carried out at the first frame of the
  coming block; CSN_ERR_FULL: too many calls at once, or one that is too large;
  CSN_ERR_NO_MEMORY.  Where there is a `request`, the reply has its number; 0:
  none is wanted.  All of them are called on the control thread.
*/

#ifndef CSN_ENGINE_CSONANCE_EVENTS_H
#define CSN_ENGINE_CSONANCE_EVENTS_H

#include "csonance_types.h"
#include "csonance_values.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

// Notes

/**
   Starts a note of an instrument and gives its p1, which is unique.

   @param instr    Number or name, which may have a fraction: lead.01.
   @param delay    Seconds from now, 0 or more.
   @param dur      Seconds; negative: until csn_engine_unsched().
   @param args     p4 and up.
   @param request  The reply's value is the p1.
   @source Engine.sched
*/
CSN_API CsnStatus
csn_engine_sched(CsnEngine* engine,
                 const char* instr,
                 double delay,
                 double dur,
                 const double* args,
                 size_t n_args,
                 uint32_t request);

/** A note with all that can be said of it. */
typedef struct {
  const char* instr;    ///< Number or name
  double delay;         ///< Seconds from now, or the engine's time [s]
  double dur;           ///< Seconds; negative: until csn_engine_unsched()
  bool absolute;        ///< `delay` is a time, as of csn_engine_elapsed_time()
  bool shared;          ///< A whole number is the p1, and not made unique
  double priority;      ///< Of an instrument of the session; 0: its own
  const CsnValue* args; ///< p4 and up, numbers or texts
  size_t n_args;
} CsnEvent;

/**
   Starts a note; see csn_engine_sched().

   A time that is over shortens the note; what would be over does not begin.

   @source Engine.sched
*/
CSN_API CsnStatus
csn_engine_sched_event(CsnEngine* engine,
                       const CsnEvent* event,
                       uint32_t request);

/**
   Starts a note and waits for what it sends by `sendsync p4, ivalue`.

   @param args      p5 and up; p4 is the token.
   @param timeout   Seconds from now, after which the request fails; negative:
                    2 seconds after the note's beginning.
   @param request   The reply's values are the p1 and what was sent.
   @source Engine.schedSync
*/
CSN_API CsnStatus
csn_engine_sched_sync(CsnEngine* engine,
                      const char* instr,
                      double delay,
                      double dur,
                      const CsnValue* args,
                      size_t n_args,
                      double timeout,
                      uint32_t request);

/**
   Asks for the number of an instrument that has a name.

   @param request   The reply's value is the number, or -1.
   @thread control
   @source Engine.queryNamedInstr
*/
CSN_API CsnStatus
csn_engine_query_named_instr(CsnEngine* engine,
                             const char* name,
                             uint32_t request);

/**
   Ends a note (a fractional p1) or all of an instrument, with its release.

   @param delay   Seconds from now.
   @source Engine.unsched
*/
CSN_API CsnStatus
csn_engine_unsched(CsnEngine* engine, double p1, double delay);

/**
   Takes back notes that have not begun: those of a fractional p1, or all of an
   instrument.

   @source Engine.unschedFuture
*/
CSN_API CsnStatus
csn_engine_unsched_future(CsnEngine* engine, double p1);

/**
   Ends all notes without a release, and forgets all events to come.

   @source Engine.unschedAll
*/
CSN_API CsnStatus
csn_engine_unsched_all(CsnEngine* engine);

/**
   Changes a p-field of a running note.

   @param index   1-based, from 4.
   @param delay   Seconds from now.
   @source Engine.setp
*/
CSN_API CsnStatus
csn_engine_setp(CsnEngine* engine,
                double p1,
                uint32_t index,
                double value,
                double delay);

/**
   Asks for a p-field of a running note, which is the reply's value.

   @param index   1-based.
   @source Engine.getp
*/
CSN_API CsnStatus
csn_engine_getp(CsnEngine* engine, double p1, uint32_t index, uint32_t request);

/**
   Asks for a p1 that no note of this instrument has.

   @source Engine.getUniqueInstrInstance
*/
CSN_API CsnStatus
csn_engine_get_unique_instr_instance(CsnEngine* engine,
                                     const char* instr,
                                     uint32_t request);

// Time

/**
   Asks for a reply after a delay [s], at its very frame and not before.

   @source Engine.callLater
*/
CSN_API CsnStatus
csn_engine_call_later(CsnEngine* engine, double delay, uint32_t request);

/**
   Asks for the engine's time [s], which stands still while the clock is
   locked.

   @source Engine.elapsedTime
*/
CSN_API CsnStatus
csn_engine_elapsed_time(CsnEngine* engine, uint32_t request);

/**
   Asks for the engine's time [s], whether the clock is locked or not.

   @source Engine.realElapsedTime
*/
CSN_API CsnStatus
csn_engine_real_elapsed_time(CsnEngine* engine, uint32_t request);

/**
   Locks the clock: all delays count from now, however long the sending takes.
   Or unlocks it.

   @source Engine.lockClock
*/
CSN_API CsnStatus
csn_engine_lock_clock(CsnEngine* engine, bool lock);

/**
   Asks whether the clock is locked; the reply's value is 1 or 0.

   @source Engine.isClockLocked
*/
CSN_API CsnStatus
csn_engine_is_clock_locked(CsnEngine* engine, uint32_t request);

/**
   Locks the clock, unless it is, until csn_engine_pop_lock().

   @param latency   Added to delays until then [s]; NaN: as it was.
   @source Engine.pushLock, Engine.lockedClock
*/
CSN_API CsnStatus
csn_engine_push_lock(CsnEngine* engine, double latency);

/**
   Ends what the last csn_engine_push_lock() has begun.

   @source Engine.popLock
*/
CSN_API CsnStatus
csn_engine_pop_lock(CsnEngine* engine);

#ifdef __cplusplus
}
#endif

#endif
