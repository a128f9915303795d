// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, the session: instruments that belong to the engine, not to a
  program, with names for their p-fields and with priorities.  They are there
  in every program that is loaded.  Include csonance.h.

  All of these send a call; results and errors come as replies to `request`,
  which is 0 where none is wanted.
*/

#ifndef CSN_ENGINE_CSONANCE_SESSION_H
#define CSN_ENGINE_CSONANCE_SESSION_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** The value of a p-field, by its name or as `p5`. */
typedef struct {
  const char* name;
  double value;
  const char* text; ///< In place of the value; null: it is a number
} CsnNamedValue;

/**
   Makes the session, or tells of the one that there is.

   Each priority gets a bucket of instrument numbers, from 500 on, which
   programs must not use then.

   @param priorities     1 … 32; 10 as a rule.
   @param max_controls   1 … 1000, controls of an instrument, and
   @param n_slots        1 … 1e7, of all: taken as csoundengine does, but
                         controls are p-fields here, and need no slots.
   @return CSN_OK; CSN_ERR_FULL. The reply has three values: priorities, the
           first number and the one after the last. It fails with
           CSN_ERR_BAD_ARG, and with CSN_ERR_COMPILE where the program has an
           instrument of such a number.
   @thread control
   @source Engine.session
*/
CSN_API CsnStatus
csn_engine_session(CsnEngine* engine,
                   uint32_t priorities,
                   uint32_t max_controls,
                   uint32_t n_slots,
                   uint32_t request);

/**
   Defines an instrument, or redefines it for the notes to come.

   @param name       A word of at most 31 letters and digits.
   @param body       What stands between instr and endin.  It may begin with a
                     head, |kfreq=440, kamp=0.1|, whose names are p5 and up; p4
                     is 0.
   @param aliases    Other names, `freq=kfreq, amp=kamp`; may be null.
   @param priority   Of notes that say none; 0: 1.
   @param args       More p-fields and their defaults, or other defaults.
   @return CSN_OK; CSN_ERR_FULL, CSN_ERR_NO_MEMORY. The reply fails with
           CSN_ERR_COMPILE and lines NAME:LINE:COLUMN, or CSN_ERR_BAD_ARG.
   @thread control
   @source Session.defInstr
*/
CSN_API CsnStatus
csn_engine_def_instr(CsnEngine* engine,
                     const char* name,
                     const char* body,
                     const char* aliases,
                     uint32_t priority,
                     const CsnNamedValue* args,
                     size_t n_args,
                     uint32_t request);

/**
   Starts a note whose p-fields are given by name; the others have their
   defaults.

   @param instr      Of the session, or any other with names for its p-fields.
   @param delay      Seconds from now, 0 or more.
   @param dur        Seconds; negative: until csn_engine_unsched().
   @param priority   1 and up, for the session's; 0: the instrument's own.
   @return CSN_OK; CSN_ERR_FULL. The reply's value is the p1; it fails with
           CSN_ERR_NOT_FOUND, or CSN_ERR_BAD_ARG and the names there are.
   @thread control
   @source Session.sched
*/
CSN_API CsnStatus
csn_engine_sched_named(CsnEngine* engine,
                       const char* instr,
                       double delay,
                       double dur,
                       uint32_t priority,
                       const CsnNamedValue* args,
                       size_t n_args,
                       uint32_t request);

/**
   Compiles an instrument of the session for a priority before its first note
   there is due.  The reply's value is its number.

   @thread control
   @source Session.prepareSched
*/
CSN_API CsnStatus
csn_engine_prepare_sched(CsnEngine* engine,
                         const char* name,
                         uint32_t priority,
                         uint32_t request);

/**
   Changes p-fields of a running note by name.

   @param delay   Seconds from now.
   @thread control
   @source Synth.set
*/
CSN_API CsnStatus
csn_engine_setp_named(CsnEngine* engine,
                      double p1,
                      const CsnNamedValue* values,
                      size_t n_values,
                      double delay,
                      uint32_t request);

/**
   Asks for a p-field of a running note by name; the reply has its value.

   @thread control
   @source Synth.paramValue
*/
CSN_API CsnStatus
csn_engine_getp_named(CsnEngine* engine,
                      double p1,
                      const char* name,
                      uint32_t request);

/**
   Returns the session as text, for a state, or null where there is none: its
   sizes, and its instruments as they were defined.  The same session gives the
   same text.

   @thread control
   @owner  must be freed with free()
*/
CSN_API char*
csn_engine_session_state(CsnEngine* engine);

/**
   Defines what csn_engine_session_state() has written, before the program that
   is to have it is loaded.  Instruments of other names stay.

   @param report        Set to what is wrong with instruments; may be null.
   @param report_size   Bytes, with the zero.
   @return CSN_OK; CSN_ERR_BAD_DATA: the text is no session; CSN_ERR_COMPILE,
           CSN_ERR_BAD_ARG: an instrument is wrong, the others are defined;
           CSN_ERR_NO_MEMORY.
   @thread control; before csn_engine_load()
*/
CSN_API CsnStatus
csn_engine_set_session_state(CsnEngine* engine,
                             const char* text,
                             char* report,
                             size_t report_size);

#ifdef __cplusplus
}
#endif

#endif
