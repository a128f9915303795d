// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Calls, p-fields: by number and by name, of notes that start and that run.
*/

#include "calls.h"

#include "engine.h"
#include "note/notes_table.h"
#include "session/session.h"

#include <math.h>
#include <string.h>

static bool
is_whole(double x)
{
  return !(x > floor(x));
}

// Names

const CsnFields*
csn_call_fields(CsnCall* call, double p1)
{
  if (!(p1 >= 1 && p1 < 32768)) {
    return NULL;
  }
  const uint32_t number = (uint32_t)p1;
  const CsnFields* const ours =
    csn_session_fields(call->engine->session, number);
  if (ours) {
    return ours;
  }
  CsnFieldsMap* const map = call->instance->fields;
  const CsnInstrFields* found = csn_fields_map_at(map, (int)number);
  if (!found) {
    // One with a name, whose notes somebody else has started
    const INSDS* ip = csn_notes_first_active(call->instance);
    while (ip && ip->insno != (int)number) {
      ip = ip->nxtact;
    }
    const char* const name = ip && ip->instr ? ip->instr->insname : NULL;
    found = name ? csn_fields_map_find(map, name, strlen(name)) : NULL;
    if (found) {
      csn_fields_map_bind(map, found, (int)number);
    }
  }
  return found ? &found->fields : NULL;
}

/* Puts the problem together without formatting. */
static void
tell_names(CsnCall* call, const CsnFields* fields)
{
  static const char before[] = "the instrument has no p-field of this name, "
                               "but ";
  char* const problem = call->engine->session->problem;
  const size_t size = sizeof(call->engine->session->problem);
  memcpy(problem, before, sizeof(before));
  csn_fields_write_names(fields,
                         problem + sizeof(before) - 1U,
                         size - sizeof(before));
  call->problem = problem;
}

uint32_t
csn_call_field(CsnCall* call, double p1, const CsnArg* arg)
{
  if (arg->type != CSN_ARG_NAME && arg->type != CSN_ARG_TEXT) {
    (void)csn_call_fail(call,
                        CSN_ERR_BAD_ARG,
                        "a number or a name of a p-field is expected");
    return 0;
  }
  const CsnFields* const fields = csn_call_fields(call, p1);
  const uint32_t index = fields
                           ? csn_fields_find(fields, arg->text, arg->length)
                           : csn_fields_index(arg->text, arg->length);
  if (index) {
    return index;
  }
  if (fields && fields->n) {
    tell_names(call, fields);
  } else {
    (void)csn_call_fail(call,
                        CSN_ERR_NOT_FOUND,
                        "the instrument has no names for p-fields");
  }
  return 0;
}

// Notes that start

static bool
fail(CsnCall* call, const char* problem)
{
  call->problem = problem;
  return false;
}

/* Csound would take it for the code of a text, and some opcodes, such as vco2,
   read memory at random where a frequency is no number. */
static const char no_number[] = "nan is no value for a p-field";

/* Adds a text to those of the note, one behind the other, and returns what
   stands for it among the p-fields. */
CSN_AUDIO static bool
add_text(CsnCall* call, CsnNoteOn* note, const char* text, double* code)
{
  char* const texts = call->engine->rt.texts;
  const size_t at = note->n_texts ? call->engine->rt.n_text_bytes : 0U;
  const size_t size = strlen(text) + 1U;
  if (size > CSN_RECORD_MAX_SMALL - at) {
    return fail(call, "the texts are too long");
  }
  memcpy(texts + at, text, size);
  call->engine->rt.n_text_bytes = (uint32_t)(at + size);
  note->texts = texts;
  *code = csn_notes_text(note->n_texts++);
  return true;
}

/* Sees that all p-fields before an index are there. */
CSN_AUDIO static bool
reach(CsnCall* call, CsnNoteOn* note, const CsnFields* fields, uint32_t index)
{
  double* const pfields = call->engine->rt.pfields;
  if (index >= PMAX) {
    return fail(call, "there are too many p-fields");
  }
  while (note->n_args + 4U < index) {
    const CsnField* const field =
      fields ? csn_fields_at(fields, note->n_args + 4U) : NULL;
    double value = field ? field->value : 0.0;
    if (field && field->text && fields->texts[field->text] &&
        !add_text(call, note, fields->texts + field->text, &value)) {
      return false;
    }
    pfields[note->n_args++] = value;
  }
  return true;
}

/* Sets one p-field; those before it are there. */
CSN_AUDIO static bool
put(CsnCall* call, CsnNoteOn* note, uint32_t index, const CsnArg* arg)
{
  const uint32_t at = index - 4U;
  double value = arg->number;
  if (arg->type == CSN_ARG_TEXT) {
    if (!add_text(call, note, arg->text, &value)) {
      return false;
    }
  } else if (isnan(value)) {
    return fail(call, no_number);
  }
  call->engine->rt.pfields[at] = value;
  note->n_args = note->n_args > at ? note->n_args : at + 1U;
  return true;
}

static bool
put_array(CsnCall* call, CsnNoteOn* note, const CsnArg* arg)
{
  if (arg->length > PMAX - 4U - note->n_args) {
    return fail(call, "there are too many p-fields");
  }
  for (size_t i = 0; i < arg->length; ++i) {
    if (isnan(arg->array[i])) {
      return fail(call, no_number);
    }
    call->engine->rt.pfields[note->n_args++] = arg->array[i];
  }
  return true;
}

/* A p-field by its name; its value comes next. */
CSN_AUDIO static bool
put_named(CsnCall* call, CsnNoteOn* note, const CsnArg* name)
{
  CsnArg value;
  const uint32_t index = csn_call_field(call, note->p1, name);
  if (!index) {
    return false;
  }
  if (!csn_call_arg(call, &value) ||
      (value.type != CSN_ARG_NUMBER && value.type != CSN_ARG_TEXT)) {
    return call->problem ? false : fail(call, "one value is expected here");
  }
  const CsnFields* const fields = csn_call_fields(call, note->p1);
  const CsnField* const field = fields ? csn_fields_at(fields, index) : NULL;
  if (value.type == CSN_ARG_TEXT && field && field->name[0] != 'S') {
    return fail(call, "this p-field is a number, not a text");
  }
  return reach(call, note, fields, index) && put(call, note, index, &value);
}

bool
csn_call_pfields(CsnCall* call, CsnNoteOn* note, uint32_t first)
{
  const CsnFields* const fields = csn_call_fields(call, note->p1);
  bool filled = fields && (fields->declared || first == CSN_SESSION_PFIELD);
  bool named = false;
  CsnArg arg;
  note->args = call->engine->rt.pfields;
  if (!reach(call, note, NULL, first)) {
    return false;
  }
  while (csn_call_arg(call, &arg)) {
    if (arg.type == CSN_ARG_NAME) {
      named = true;
      if (!put_named(call, note, &arg)) {
        return false;
      }
    } else if (named) {
      return fail(call, "p-fields by their place come before those by name");
    } else if (arg.type == CSN_ARG_ARRAY) {
      if (!put_array(call, note, &arg)) {
        return false;
      }
    } else if (note->n_args == PMAX - 4) {
      return fail(call, "there are too many p-fields");
    } else if (!put(call, note, note->n_args + 4U, &arg)) {
      return false;
    }
  }
  filled = filled || named;
  if (call->problem ||
      (filled && fields &&
       !reach(call, note, fields, csn_fields_last(fields) + 1U))) {
    return false;
  }
  csn_controls_pfields_rt(call->engine,
                          note->p1,
                          call->engine->rt.pfields,
                          note->n_args);
  return true;
}

// Notes that run

/* Sets a p-field of one note, or of all notes of an instrument. */
CSN_AUDIO static CsnStatus
set_pfield(CsnCall* call, double p1, double index, double value)
{
  if (!(index >= 4 && index < PMAX)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "p-fields that can be set begin at 4");
  }
  if (isnan(value)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, no_number);
  }
  if (!(p1 >= 1 && p1 < 32768)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "this is no p1");
  }
  if (is_whole(p1)) {
    return csn_notes_set_all(call->instance, (int)p1, (uint32_t)index, value)
             ? CSN_OK
             : csn_call_fail(call,
                             CSN_ERR_NOT_FOUND,
                             "no such note or p-field");
  }
  double* const field = csn_notes_pfield(call->instance, p1, (uint32_t)index);
  if (!field) {
    call->again = true; // Its note may start in this very k-cycle
    return csn_call_fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
  }
  *field = value;
  return CSN_OK;
}

CsnStatus
csn_call_setp(CsnCall* call)
{
  double p1 = 0;
  double delay = 0;
  double value = 0;
  CsnArg name;
  unsigned n = 0;
  if (!csn_call_number(call, &p1) || !csn_call_number(call, &delay)) {
    return CSN_ERR_BAD_ARG;
  }

  for (; csn_call_arg(call, &name); ++n) {
    const bool number = name.type == CSN_ARG_NUMBER;
    const double index = number ? name.number : csn_call_field(call, p1, &name);
    if (!number && call->problem) {
      call->again = true;
      return CSN_ERR_NOT_FOUND;
    }
    if (!csn_call_number(call, &value)) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_ARG,
                           "a p-field index without a value");
    }
    const CsnStatus st = set_pfield(call, p1, index, value);
    if (st) {
      return st;
    }
  }
  return call->problem ? CSN_ERR_BAD_ARG
         : n           ? CSN_OK
             : csn_call_fail(call, CSN_ERR_BAD_ARG, "an index is expected");
}

CsnStatus
csn_call_getp(CsnCall* call)
{
  double p1 = 0;
  CsnArg name;
  if (!csn_call_number(call, &p1) || !csn_call_arg(call, &name)) {
    return CSN_ERR_BAD_ARG;
  }
  const double index =
    name.type == CSN_ARG_NUMBER ? name.number : csn_call_field(call, p1, &name);
  if (call->problem) {
    call->again = true; // Its note may start in this very k-cycle
    return CSN_ERR_NOT_FOUND;
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
