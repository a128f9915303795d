// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Calls: the methods that the audio thread carries out, one function each.
*/

#ifndef CSN_ENGINE_CALLS_H
#define CSN_ENGINE_CALLS_H

#include "base/attributes.h"
#include "csonance.h"
#include "note/notes.h"
#include "record.h"
#include "session/fields.h"
#include "worker/instance.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct CsnCall CsnCall;

struct CsnCall {
  CsnEngine* engine;
  CsnInstance* instance;
  const CsnRecord* record;
  CsnArgReader args;
  uint64_t order;  ///< Of its coming
  int64_t frame;   ///< Engine's frame that it is meant for
  uint32_t offset; ///< The same within the coming k-cycle
  int64_t cycle;   ///< Engine's frame of that k-cycle
  bool due;        ///< Its delay is over
  bool tried;      ///< It has waited for code before
  bool again;      ///< Try in the next k-cycle
  bool for_code;   ///< … after what is being compiled is there
  bool wait;       ///< Until the worker has made what it lacks
  bool has_value;
  double value;         ///< The result
  uint32_t n_values;    ///< Where the result is more than one number
  const double* values; ///< … they are here
  const char* text;     ///< And a text; must hold until the call is answered
  const char* problem;  ///< Static text, on failure
  bool answered;        ///< Somebody else answers, or has
};

/** Returns the next argument as a number; sets the problem if it is none. */
bool
csn_call_number(CsnCall* call, double* value) CSN_AUDIO;

/** Returns the next argument, with a `$name` replaced by its number. */
bool
csn_call_arg(CsnCall* call, CsnArg* arg) CSN_AUDIO;

// What they share

/** Sets the problem, unless there is one already; returns the status. */
CsnStatus
csn_call_fail(CsnCall* call, CsnStatus st, const char* problem);

/** Takes all numbers that are left, in arrays or not; returns how many there
    are, of which no more than `max` are written. */
uint32_t
csn_call_numbers(CsnCall* call, double* numbers, uint32_t max) CSN_AUDIO;

/** Finds the p1 for an instrument's number or name. */
CsnStatus
csn_call_resolve(CsnCall* call, const CsnArg* arg, double* p1) CSN_AUDIO;

/** Returns the named p-fields of the instrument of a p1, or null. */
const CsnFields*
csn_call_fields(CsnCall* call, double p1) CSN_AUDIO;

/** Returns the p-field that a number or a name says; sets the problem and
    returns 0 where the instrument has none of that name. */
uint32_t
csn_call_field(CsnCall* call, double p1, const CsnArg* arg) CSN_AUDIO;

/** Collects p4 and up of a note, which its call gives by place, from `first`
    on, or by name; what is left out has its default. */
bool
csn_call_pfields(CsnCall* call, CsnNoteOn* note, uint32_t first) CSN_AUDIO;

/** Starts a note now; ends one where its p1 is negative. */
CsnStatus
csn_call_start_or_stop(CsnCall* call, const CsnNoteOn* note) CSN_AUDIO;

/** Starts a note after a delay [s]; one that is late is shorter, and does not
    start where it would be over. */
CsnStatus
csn_call_start_after(CsnCall* call, CsnNoteOn* note, double delay) CSN_AUDIO;

/** Lets a note wait for its time; the delay is in seconds. */
CsnStatus
csn_call_start_later(CsnCall* call,
                     const CsnNoteOn* note,
                     double delay) CSN_AUDIO;

/** Finds the table that the next argument names; null: there is none, or it is
    on its way and the call is to wait. */
FUNC*
csn_call_table(CsnCall* call, double* number) CSN_AUDIO;

// The methods

/** A note to start at a later frame: p1, dur, p4 … */
CsnStatus
csn_call_start(CsnCall* call) CSN_AUDIO;

/** The time for an answer to `schedSync` is over: the token. */
CsnStatus
csn_call_sync_timeout(CsnCall* call) CSN_AUDIO;

/** An automation that has waited for its frame: its number. */
CsnStatus
csn_call_start_automation(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_assign_bus(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_automate_bus(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_automate_channel(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_automate_table(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_automatep(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_bus_system_status(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_later(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_elapsed_time(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_event(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_event_ui(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_getp(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_get_unique_instr_instance(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_guard(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_is_clock_locked(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_lock_clock(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_pop_lock(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_push_lock(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_plot_table(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_plot_table_spectrogram(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_query_named_instr(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_read_bus(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_real_elapsed_time(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_release_bus(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_sched(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_sched_sync(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_setp(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_fill_table(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_free_table(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_get_table_data(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_play_sample(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_play_sound_from_disk(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_set_table_metadata(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_table_exists(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_test_audio(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_table_info(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_table_write(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_unsched(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_unsched_all(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_unsched_future(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_write_bus(CsnCall* call) CSN_AUDIO;

#endif
