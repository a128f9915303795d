// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "calls.h"

#include "engine.h"

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
CsnStatus
csn_call_resolve(CsnCall* call, const CsnArg* arg, double* p1)
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

  const int number = csn_notes_instrument(call->instance, name);
  if (!number) {
    // It may be on its way
    call->again = call->for_code = is_compiling(call);
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no instrument of this name");
  }
  *p1 = number + fraction;
  return CSN_OK;
}

// Notes

/* Collects p4 and up; one of them may be a text. */
CSN_AUDIO static bool
collect_pfields(CsnCall* call, CsnNoteOn* note)
{
  double* const pfields = call->engine->rt.pfields;
  CsnArg arg;
  note->args = pfields;
  while (csn_call_arg(call, &arg)) {
    if (arg.type == CSN_ARG_ARRAY) {
      if (arg.length > PMAX - 4U - note->n_args) {
        call->problem = "there are too many p-fields";
        return false;
      }
      memcpy(pfields + note->n_args, arg.array, arg.length * sizeof(double));
      note->n_args += (uint32_t)arg.length;
      continue;
    }
    if (note->n_args == PMAX - 4) {
      call->problem = "there are too many p-fields";
      return false;
    }
    if (arg.type == CSN_ARG_TEXT) {
      if (note->text) {
        call->problem = "one p-field may be a text, not more";
        return false;
      }
      note->text = arg.text;
      note->text_index = note->n_args;
    }
    pfields[note->n_args++] = arg.type == CSN_ARG_NUMBER ? arg.number : 0;
  }
  csn_controls_pfields_rt(call->engine, note->p1, pfields, note->n_args);
  return !call->problem;
}

CsnStatus
csn_call_start_or_stop(CsnCall* call, const CsnNoteOn* note)
{
  if (note->p1 < 0) {
    (void)csn_notes_stop(call->instance, -note->p1, true);
    return CSN_OK;
  }
  const CsnStatus st = csn_notes_start(call->instance, note, call->offset);
  call->again = call->for_code = st == CSN_ERR_NOT_FOUND && is_compiling(call);
  return st ? csn_call_fail(call, st, "there is no instrument of this number")
            : st;
}

/* Lets a note wait for its time. */
CsnStatus
csn_call_start_later(CsnCall* call, const CsnNoteOn* note, double delay)
{
  CsnEngine* const engine = call->engine;
  CsnRecordWriter writer;
  csn_record_begin(
    &writer, engine->rt.line, CSN_RECORD_MAX_SMALL, CSN_METHOD_START, 0);
  csn_record_number(&writer, note->p1);
  csn_record_number(&writer, note->dur);
  for (uint32_t i = 0; i < note->n_args; ++i) {
    if (note->text && i == note->text_index) {
      csn_record_text(&writer, note->text, strlen(note->text));
    } else {
      csn_record_number(&writer, note->args[i]);
    }
  }
  const CsnRecord* const record = csn_record_end(&writer);
  if (!record) {
    return csn_call_fail(call, CSN_ERR_FULL, "the event is too large");
  }
  const double frames = delay * engine->config.rate;
  if (!(frames < 9e15)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the delay is too long");
  }
  const CsnStatus st =
    csn_engine_post(engine, call->frame + llrint(frames), record);
  return st ? csn_call_fail(call, st, "too many events wait for their time")
            : st;
}

CsnStatus
csn_call_start(CsnCall* call)
{
  CsnNoteOn note = { 0, 0, NULL, 0, NULL, 0 };
  if (!csn_call_number(call, &note.p1) || !csn_call_number(call, &note.dur) ||
      !collect_pfields(call, &note)) {
    return CSN_ERR_BAD_DATA;
  }
  return csn_call_start_or_stop(call, &note);
}

CsnStatus
csn_call_sched(CsnCall* call)
{
  CsnArg instr;
  double delay = 0;
  CsnNoteOn note = { 0, 0, NULL, 0, NULL, 0 };
  if (!csn_call_arg(call, &instr)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an instrument is expected");
  }
  CsnStatus st = csn_call_resolve(call, &instr, &note.p1);
  if (st) {
    return st;
  }
  if (!csn_call_number(call, &delay) || !csn_call_number(call, &note.dur)) {
    return CSN_ERR_BAD_ARG;
  }
  if (!(delay >= 0) || note.dur != note.dur) { // NaN is not equal to itself
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the delay must be 0 or more");
  }
  if (is_whole(note.p1)) {
    note.p1 = csn_notes_unique(call->instance, (int)note.p1);
  }
  if (!collect_pfields(call, &note)) {
    return CSN_ERR_BAD_ARG;
  }

  st = delay > 0 ? csn_call_start_later(call, &note, delay)
                 : csn_call_start_or_stop(call, &note);
  call->has_value = !st;
  call->value = note.p1;
  return st;
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

  engine->rt.forget = call->order; // Events to come that are older
  return CSN_OK;
}

CsnStatus
csn_call_setp(CsnCall* call)
{
  double p1 = 0;
  double delay = 0;
  double index = 0;
  double value = 0;
  unsigned n = 0;
  if (!csn_call_number(call, &p1) || !csn_call_number(call, &delay)) {
    return CSN_ERR_BAD_ARG;
  }

  for (; csn_call_number(call, &index); ++n) {
    if (!csn_call_number(call, &value)) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_ARG,
                           "a p-field index without a value");
    }
    if (!(index >= 4 && index < PMAX)) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_ARG,
                           "p-fields that can be set begin at 4");
    }
    if (!(p1 >= 1 && p1 < 32768)) {
      return csn_call_fail(call, CSN_ERR_BAD_ARG, "this is no p1");
    }
    if (is_whole(p1)) {
      if (!csn_notes_set_all(call->instance, (int)p1, (uint32_t)index, value)) {
        return csn_call_fail(call,
                             CSN_ERR_NOT_FOUND,
                             "no such note or p-field");
      }
      continue;
    }
    double* const field = csn_notes_pfield(call->instance, p1, (uint32_t)index);
    if (!field) {
      call->again = true; // Its note may start in this very k-cycle
      return csn_call_fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
    }
    *field = value;
  }
  return call->problem ? CSN_ERR_BAD_ARG
         : n           ? CSN_OK
             : csn_call_fail(call, CSN_ERR_BAD_ARG, "an index is expected");
}

CsnStatus
csn_call_getp(CsnCall* call)
{
  double p1 = 0;
  double index = 0;
  if (!csn_call_number(call, &p1) || !csn_call_number(call, &index)) {
    return CSN_ERR_BAD_ARG;
  }
  const double* const field =
    p1 >= 1 && p1 < 32768 && index >= 1 && index < PMAX
      ? csn_notes_pfield(call->instance, p1, (uint32_t)index)
      : NULL;
  if (!field) {
    call->again = true;
    return csn_call_fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
  }
  call->has_value = true;
  call->value = *field;
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
