// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, automation: lines of times and values that the engine plays into
  p-fields, control buses, table slots and control channels, a value for each
  k-cycle.

  A line is `time, value, time, value, …`; times are in seconds from its start
  and do not run backwards.  A k-cycle gets the value that the line has where
  the k-cycle ends, so the first k-cycle is one k-period into the line, as in
  csoundengine.  As there, a line of two points for a p-field that begins at 0
  and does not overtake counts from the k-cycle's beginning: its first value is
  heard.  Before the first time the first value holds; after the last one the
  last value stays, and the automation is over.

  The modes are `linear` (or null), `cos`, `smooth`, `smooth(n)`, `smoother`,
  `floor`, `cubic` and `expon(x)`, also written `exp=x`.  With `overtake`, or
  where the first value is NaN, it is what the target has at the start.

  Each function takes at most 8000 points and replies with a number, unique in
  this engine and no p1, which csn_engine_unsched() stops.  Where several
  automations drive one target, the one that was started last has its way.  A
  load ends those of p-fields; the others go on in the next program.

  All functions: control thread; CSN_OK, CSN_ERR_NO_MEMORY, CSN_ERR_FULL,
  CSN_ERR_BAD_ARG: too many points.
*/

#ifndef CSN_ENGINE_CSONANCE_AUTOMATION_H
#define CSN_ENGINE_CSONANCE_AUTOMATION_H

#include "csonance_types.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** A line, and how it is played. */
typedef struct {
  const double* points; ///< time [s], value, time, value, …
  size_t n_points;      ///< Pairs, 1 … 8000
  const char* mode;     ///< Null: linear
  double delay;         ///< Of its start [s]
  bool overtake;        ///< It begins with what the target has
} CsnAutomate;

/**
   Plays a line into a p-field of a note or of all notes of an instrument.

   A note with a fraction that has not begun yet is waited for, until the
   line's end; when the note ends, so does the automation.

   @param p1     p1 of a note, or number of an instrument.
   @param index  P-field, from 4.
   @source Engine.automatep
*/
CSN_API CsnStatus
csn_engine_automatep(CsnEngine* engine,
                     double p1,
                     uint32_t index,
                     const CsnAutomate* line,
                     uint32_t request);

/**
   Plays a line into a control bus, which is kept until the line's end.

   @param bus  Its token.
   @source Engine.automateBus
*/
CSN_API CsnStatus
csn_engine_automate_bus(CsnEngine* engine,
                        double bus,
                        const CsnAutomate* line,
                        uint32_t request);

/**
   Plays a line into a slot of a table, while there is such a table.

   @param index  Slot, from 0.
   @source Engine.automateTable
*/
CSN_API CsnStatus
csn_engine_automate_table(CsnEngine* engine,
                          uint32_t table,
                          uint32_t index,
                          const CsnAutomate* line,
                          uint32_t request);

/** Plays a line into a control channel that the program has. */
CSN_API CsnStatus
csn_engine_automate_channel(CsnEngine* engine,
                            const char* channel,
                            const CsnAutomate* line,
                            uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
