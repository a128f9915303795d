// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "calls.h"

#include "engine.h"
#include "note/clock.h"
#include "session/session.h"

#include <math.h>
#include <string.h>

// Arguments

bool
csn_call_arg(CsnCall* call, CsnArg* arg)
{
  if (!csn_args_next(&call->args, arg)) {
    return false;
  }
  if (arg->type == CSN_ARG_VARIABLE) {
    const CsnVariables* const variables = &call->engine->rt.variables;
    if (arg->slot >= CSN_N_VARIABLES || variables->pending[arg->slot] ||
        !variables->set[arg->slot]) {
      call->again = call->for_code =
        arg->slot < CSN_N_VARIABLES && variables->pending[arg->slot];
      call->problem = "this $name has no value yet";
      return false;
    }
    arg->type = CSN_ARG_NUMBER;
    arg->number = variables->values[arg->slot];
  }
  return true;
}

bool
csn_call_number(CsnCall* call, double* value)
{
  CsnArg arg;
  if (!csn_call_arg(call, &arg)) {
    return false;
  }
  if (arg.type != CSN_ARG_NUMBER) {
    call->problem = "a number is expected here";
    return false;
  }
  *value = arg.number;
  return true;
}

uint32_t
csn_call_numbers(CsnCall* call, double* numbers, uint32_t max)
{
  uint32_t n = 0;
  CsnArg arg;
  while (csn_call_arg(call, &arg)) {
    if (arg.type == CSN_ARG_TEXT) {
      call->problem = "a number is expected here";
      break;
    }
    const bool array = arg.type == CSN_ARG_ARRAY;
    const double* const from = array ? arg.array : &arg.number;
    const size_t n_from = array ? arg.length : 1U;
    for (size_t i = 0; i < n_from; ++i, ++n) {
      if (n < max) {
        numbers[n] = from[i];
      }
    }
  }
  return n;
}

CsnStatus
csn_call_fail(CsnCall* call, CsnStatus st, const char* problem)
{
  if (!call->problem) {
    call->problem = problem;
  }
  return st;
}

/* What is not there may be on its way. */
static bool
is_compiling(const CsnCall* call)
{
  return atomic_load_explicit(&call->engine->shared.n_awaited,
                              memory_order_acquire) > 0;
}

static bool
is_whole(double x)
{
  return !(x > floor(x));
}

/* Resolves an instrument's number or name.  `name.5` is a name with the
   fraction of one note. */
CSN_AUDIO static CsnStatus
find_instr(CsnCall* call, const CsnArg* arg, double priority, double* p1)
{
  if (arg->type == CSN_ARG_NUMBER) {
    if (!(arg->number > 0 && arg->number < 32768)) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_ARG,
                           "instrument numbers are 1 to 32767");
    }
    *p1 = arg->number;
    return CSN_OK;
  }

  char name[64];
  double fraction = 0;
  size_t length = arg->length;
  const char* const dot = (const char*)memchr(arg->text, '.', length);
  if (dot && csn_number_parse(dot, arg->text + length, &fraction) ==
               arg->text + length) {
    length = (size_t)(dot - arg->text);
  }
  if (!length || length >= sizeof(name)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "this is no name of an instrument");
  }
  memcpy(name, arg->text, length);
  name[length] = '\0';

  double ours = 0;
  const CsnStatus st = csn_session_resolve(call, name, length, priority, &ours);
  if (!st || call->problem) {
    *p1 = ours + fraction;
    return st;
  }
  if (priority > 0 || priority < 0) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "only instruments of the session have a priority");
  }
  const int number = csn_notes_instrument(call->instance, name);
  if (!number) {
    // It may be on its way
    call->again = call->for_code = is_compiling(call);
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no instrument of this name");
  }
  const CsnInstrFields* const named =
    csn_fields_map_find(call->instance->fields, name, length);
  if (named) {
    csn_fields_map_bind(call->instance->fields, named, number);
  }
  *p1 = number + fraction;
  return CSN_OK;
}

CsnStatus
csn_call_resolve(CsnCall* call, const CsnArg* arg, double* p1)
{
  return find_instr(call, arg, 0, p1);
}

// Notes

CsnStatus
csn_call_start_or_stop(CsnCall* call, const CsnNoteOn* note)
{
  if (note->p1 < 0) {
    (void)csn_notes_stop(call->instance, -note->p1, true);
    return CSN_OK;
  }
  CsnNoteOn on = *note;
  on.rounded = call->engine->config.round_starts;
  const CsnStatus st = csn_notes_start(call->instance, &on, call->offset);
  call->again = call->for_code = st == CSN_ERR_NOT_FOUND && is_compiling(call);
  return st ? csn_call_fail(call, st, "there is no instrument of this number")
            : st;
}

/* What should have begun already has its end where it would have been; a note
   whose end is over does not begin. */
static bool
is_over(CsnNoteOn* note, double delay)
{
  if (delay < 0 && note->dur >= 0) {
    note->dur += delay;
    return !(note->dur > 0);
  }
  return false;
}

CsnStatus
csn_call_start_after(CsnCall* call, CsnNoteOn* note, double delay)
{
  note->start = csn_clock_csound(call, csn_clock_now(call));
  if (is_over(note, delay)) {
    return CSN_OK;
  }
  const bool later = delay > 0 || csn_clock_frame(call, 0) > call->frame;
  return later ? csn_call_start_later(call, note, delay > 0 ? delay : 0)
               : csn_call_start_or_stop(call, note);
}

/** The numbers of a `sched` before its args. */
typedef struct {
  double delay; ///< From the call's frame, or negative [s]
  double priority;
  bool unique;
} Manner;

CSN_AUDIO static bool
take_manner(CsnCall* call, CsnNoteOn* note, Manner* manner)
{
  double relative = 0;
  double unique = 0;
  if (!csn_call_number(call, &manner->delay) ||
      !csn_call_number(call, &note->dur) ||
      !csn_call_number(call, &manner->priority) ||
      !csn_call_number(call, &relative) || !csn_call_number(call, &unique)) {
    return false;
  }
  const bool is_relative = relative < 0 || relative > 0;
  manner->unique = unique < 0 || unique > 0;
  if (manner->delay != manner->delay || note->dur != note->dur) { // NaN
    call->problem = "a time is not a number";
    return false;
  }
  if (is_relative && manner->delay < 0) {
    call->problem = "the delay must be 0 or more";
    return false;
  }
  manner->delay = is_relative ? csn_clock_ahead(call, manner->delay)
                              : manner->delay - csn_clock_now(call);
  return true;
}

CsnStatus
csn_call_sched(CsnCall* call)
{
  CsnArg instr;
  Manner manner = { 0, 0, false };
  CsnNoteOn note = { .p1 = 0 };
  if (!csn_call_arg(call, &instr)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an instrument is expected");
  }
  if (!take_manner(call, &note, &manner)) {
    return CSN_ERR_BAD_ARG;
  }
  CsnStatus st = find_instr(call, &instr, manner.priority, &note.p1);
  if (st) {
    return st;
  }
  const bool ours = instr.type == CSN_ARG_TEXT &&
                    csn_session_has(call->engine->session, floor(note.p1));
  if (manner.unique && is_whole(note.p1)) {
    note.p1 = csn_notes_unique(call->instance, (int)note.p1);
  }
  if (!csn_call_pfields(call, &note, ours ? CSN_SESSION_PFIELD : 4U)) {
    return CSN_ERR_BAD_ARG;
  }

  st = csn_call_start_after(call, &note, manner.delay);
  call->has_value = !st;
  call->value = note.p1;
  return st;
}

CsnStatus
csn_call_get_unique_instr_instance(CsnCall* call)
{
  CsnArg instr;
  double p1 = 0;
  if (!csn_call_arg(call, &instr)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an instrument is expected");
  }
  const CsnStatus st = csn_call_resolve(call, &instr, &p1);
  call->has_value = !st;
  call->value = st ? 0 : csn_notes_unique(call->instance, (int)p1);
  return st;
}

CsnStatus
csn_call_query_named_instr(CsnCall* call)
{
  CsnArg name;
  if (!csn_call_arg(call, &name) || name.type != CSN_ARG_TEXT || !name.length) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "this is no name of an instrument");
  }
  // A text that is a number is no name
  const bool is_name = name.text[0] > '9' && strlen(name.text) == name.length;
  const int number =
    is_name ? csn_notes_instrument(call->instance, name.text) : 0;
  if (!number && is_compiling(call) && !call->tried) {
    call->again = call->for_code = true; // It may be on its way
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no instrument of this name");
  }
  call->has_value = true;
  call->value = number ? number : -1;
  return CSN_OK;
}

CsnStatus
csn_call_unsched(CsnCall* call)
{
  CsnArg arg;
  double p1 = 0;
  if (!csn_call_arg(call, &arg)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a p1 is expected");
  }
  if (arg.type == CSN_ARG_NUMBER && arg.number >= CSN_FIRST_AUTOMATION) {
    return csn_automation_stop(call->engine->rt.automations, arg.number)
             ? CSN_OK // Or over already: fine
             : csn_call_fail(call,
                             CSN_ERR_NOT_FOUND,
                             "there is no automation of this number");
  }
  if (arg.type == CSN_ARG_TEXT &&
      csn_session_stop(call, arg.text, arg.length)) {
    return CSN_OK;
  }
  const CsnStatus st = csn_call_resolve(call, &arg, &p1);
  if (!st) {
    (void)csn_notes_stop(call->instance, p1, true); // Ended already: fine
  }
  return st;
}

CsnStatus
csn_call_unsched_all(CsnCall* call)
{
  CsnEngine* const engine = call->engine;
  csn_notes_stop_all(call->instance);
  csn_automations_stop_all(engine->rt.automations, call->order);

  csn_future_cancel_all(engine->rt.future);
  csn_syncs_forget_rt(engine, call->frame);
  engine->rt.forget = call->order; // Calls to come that are older
  engine->rt.forgot_at = engine->rt.now;
  return CSN_OK;
}

// Output

CsnStatus
csn_call_guard(CsnCall* call)
{
  CsnArg mode;
  if (!csn_call_arg(call, &mode)) {
    return CSN_ERR_BAD_ARG;
  }
  const bool off = !strcmp(mode.text, "off");
  if (!off && strcmp(mode.text, "on") != 0) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the guard is on or off");
  }
  call->engine->rt.output.open = off;
  return CSN_OK;
}

/* The sliders are the host's; whoever else asks is told so. */
CsnStatus
csn_call_event_ui(CsnCall* call)
{
  return csn_call_fail(call,
                       CSN_ERR_UNSUPPORTED,
                       "eventUI needs a terminal: use it in csonance play");
}
