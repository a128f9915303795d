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
    if (arg->slot >= CSN_N_VARIABLES || !variables->set[arg->slot]) {
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

static CsnStatus
fail(CsnCall* call, CsnStatus st, const char* problem)
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
  return atomic_load_explicit(&call->engine->shared.n_compiling,
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
resolve(CsnCall* call, const CsnArg* arg, double* p1)
{
  if (arg->type == CSN_ARG_NUMBER) {
    if (!(arg->number > 0 && arg->number < 32768)) {
      return fail(call, CSN_ERR_BAD_ARG, "instrument numbers are 1 to 32767");
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
    return fail(call, CSN_ERR_BAD_ARG, "this is no name of an instrument");
  }
  memcpy(name, arg->text, length);
  name[length] = '\0';

  const int number = csn_notes_instrument(call->instance, name);
  if (!number) {
    // It may be on its way
    call->again = is_compiling(call);
    return fail(call, CSN_ERR_NOT_FOUND, "there is no instrument of this name");
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

CSN_AUDIO static CsnStatus
start_or_stop(CsnCall* call, const CsnNoteOn* note)
{
  if (note->p1 < 0) {
    (void)csn_notes_stop(call->instance, -note->p1, true);
    return CSN_OK;
  }
  const CsnStatus st = csn_notes_start(call->instance, note, call->offset);
  call->again = st == CSN_ERR_NOT_FOUND && is_compiling(call);
  return st ? fail(call, st, "there is no instrument of this number") : st;
}

/* Lets a note wait for its time. */
CSN_AUDIO static CsnStatus
start_later(CsnCall* call, const CsnNoteOn* note, double delay)
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
    return fail(call, CSN_ERR_FULL, "the event is too large");
  }
  const double frames = delay * engine->config.rate;
  if (!(frames < 9e15)) {
    return fail(call, CSN_ERR_BAD_ARG, "the delay is too long");
  }
  const CsnStatus st =
    csn_engine_post(engine, call->frame + llrint(frames), record);
  return st ? fail(call, st, "too many events wait for their time") : st;
}

CsnStatus
csn_call_start(CsnCall* call)
{
  CsnNoteOn note = { 0, 0, NULL, 0, NULL, 0 };
  if (!csn_call_number(call, &note.p1) || !csn_call_number(call, &note.dur) ||
      !collect_pfields(call, &note)) {
    return CSN_ERR_BAD_DATA;
  }
  return start_or_stop(call, &note);
}

CsnStatus
csn_call_sched(CsnCall* call)
{
  CsnArg instr;
  double delay = 0;
  CsnNoteOn note = { 0, 0, NULL, 0, NULL, 0 };
  if (!csn_call_arg(call, &instr)) {
    return fail(call, CSN_ERR_BAD_ARG, "an instrument is expected");
  }
  CsnStatus st = resolve(call, &instr, &note.p1);
  if (st) {
    return st;
  }
  if (!csn_call_number(call, &delay) || !csn_call_number(call, &note.dur)) {
    return CSN_ERR_BAD_ARG;
  }
  if (!(delay >= 0) || note.dur != note.dur) { // NaN is not equal to itself
    return fail(call, CSN_ERR_BAD_ARG, "the delay must be 0 or more");
  }
  if (is_whole(note.p1)) {
    note.p1 = csn_notes_unique(call->instance, (int)note.p1);
  }
  if (!collect_pfields(call, &note)) {
    return CSN_ERR_BAD_ARG;
  }

  st = delay > 0 ? start_later(call, &note, delay) : start_or_stop(call, &note);
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
    return fail(call, CSN_ERR_BAD_ARG, "a p1 is expected");
  }
  const CsnStatus st = resolve(call, &arg, &p1);
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
      return fail(call, CSN_ERR_BAD_ARG, "a p-field index without a value");
    }
    if (!(index >= 4 && index < PMAX)) {
      return fail(call, CSN_ERR_BAD_ARG, "p-fields that can be set begin at 4");
    }
    if (!(p1 >= 1 && p1 < 32768)) {
      return fail(call, CSN_ERR_BAD_ARG, "this is no p1");
    }
    if (is_whole(p1)) {
      if (!csn_notes_set_all(call->instance, (int)p1, (uint32_t)index, value)) {
        return fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
      }
      continue;
    }
    double* const field = csn_notes_pfield(call->instance, p1, (uint32_t)index);
    if (!field) {
      call->again = true; // Its note may start in this very k-cycle
      return fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
    }
    *field = value;
  }
  return call->problem ? CSN_ERR_BAD_ARG
         : n           ? CSN_OK
                       : fail(call, CSN_ERR_BAD_ARG, "an index is expected");
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
    return fail(call, CSN_ERR_NOT_FOUND, "no such note or p-field");
  }
  call->has_value = true;
  call->value = *field;
  return CSN_OK;
}

// Score lines

static const char*
skip_spaces(const char* p, const char* end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == ',')) {
    ++p;
  }
  return p;
}

/** One `i` statement, as far as it is read. */
typedef struct {
  CsnArg instr;
  double delay;
  CsnNoteOn note;
  double* pfields; ///< p4 and up
  char text[256];
} Statement;

/* Reads a text p-field; `p` stands at its quote. */
static const char*
read_text(Statement* statement, uint32_t index, const char* p, const char* end)
{
  const char* const close =
    (const char*)memchr(p + 1, '"', (size_t)(end - p - 1));
  const size_t length = close ? (size_t)(close - p - 1) : 0;
  if (!close || length >= sizeof(statement->text) ||
      (index != 1 && (index < 4 || statement->note.text))) {
    return NULL;
  }
  if (index == 1) {
    statement->instr = (CsnArg){ CSN_ARG_TEXT, 0, 0, p + 1, length };
  } else {
    memcpy(statement->text, p + 1, length);
    statement->text[length] = '\0';
    statement->note.text = statement->text;
    statement->note.text_index = statement->note.n_args;
  }
  return close + 1;
}

static void
take_pfield(Statement* statement, uint32_t index, double number)
{
  CsnNoteOn* const note = &statement->note;
  if (index == 1 && statement->instr.type == CSN_ARG_NUMBER) {
    statement->instr.number = number;
  } else if (index == 2) {
    statement->delay = number;
  } else if (index == 3) {
    note->dur = number;
  } else if (index > 3 && note->n_args < PMAX - 4) {
    statement->pfields[note->n_args++] = number;
  }
}

/* Plays one `i` statement; `p` stands after the letter. */
CSN_AUDIO static CsnStatus
play_i(CsnCall* call, const char* p, const char* end)
{
  double* const pfields = call->engine->rt.pfields;
  Statement statement;
  statement.instr = (CsnArg){ CSN_ARG_NUMBER, 0, 0, "", 0 };
  statement.delay = 0;
  statement.note = (CsnNoteOn){ 0, 0, pfields, 0, NULL, 0 };
  statement.pfields = pfields;

  p = skip_spaces(p, end);
  for (uint32_t index = 1; p < end && *p != ';'; ++index) {
    double number = 0;
    const bool text = *p == '"';
    p = text ? read_text(&statement, index, p, end)
             : csn_number_parse(p, end, &number);
    if (!p) {
      return fail(call,
                  CSN_ERR_BAD_DATA,
                  text ? "a text is not closed, too long or the second one"
                       : "a p-field is neither a number nor a text");
    }
    take_pfield(&statement, index, number);
    p = skip_spaces(p, end);
  }

  CsnArg* const instr = &statement.instr;
  CsnNoteOn* const note = &statement.note;
  if (statement.delay != statement.delay || note->dur != note->dur) {
    return fail(call, CSN_ERR_BAD_DATA, "a time is not a number"); // NaN
  }
  const bool off = instr->type == CSN_ARG_NUMBER && instr->number < 0;
  instr->number = fabs(instr->number);
  const CsnStatus st = resolve(call, instr, &note->p1);
  if (st) {
    return st;
  }
  note->p1 = off ? -note->p1 : note->p1;
  return statement.delay > 0 ? start_later(call, note, statement.delay)
                             : start_or_stop(call, note);
}

/* Gives a statement to Csound's own reader, which takes it at the beginning of
   the next k-cycle. */
static CsnStatus
play_other(CsnCall* call, const char* p, const char* end)
{
  char* const line = (char*)call->engine->rt.line;
  const size_t length = (size_t)(end - p);
  if (length + 2U > CSN_RECORD_MAX_SMALL) {
    return fail(call, CSN_ERR_FULL, "the score line is too long");
  }
  memcpy(line, p, length);
  memcpy(line + length, "\n", 2);
  csoundInputMessage(call->instance->csound, line);
  return CSN_OK;
}

CsnStatus
csn_call_event(CsnCall* call)
{
  CsnArg arg;
  if (!csn_call_arg(call, &arg)) {
    return CSN_ERR_BAD_ARG;
  }

  const char* const end = arg.text + arg.length;
  for (const char* p = arg.text; p < end;) {
    const char* line_end = (const char*)memchr(p, '\n', (size_t)(end - p));
    line_end = line_end ? line_end : end;
    p = skip_spaces(p, line_end);
    CsnStatus st = CSN_OK;
    if (p < line_end && *p == 'i') {
      st = play_i(call, p + 1, line_end);
    } else if (p < line_end && (*p == 'f' || *p == 'q')) {
      st = play_other(call, p, line_end);
    } else if (p < line_end && *p != ';' && *p != '\r') {
      st = fail(call,
                CSN_ERR_UNSUPPORTED,
                "only i, f and q statements can be played as events");
    }
    if (st) {
      return st;
    }
    p = line_end + 1;
  }
  return CSN_OK;
}

// Channels

/* The kind of a channel; 0: there is none of this name.  Csound tells it when
   it is asked for a channel of no kind, and makes none. */
static int
kind_of_channel(CsnCall* call, const char* name)
{
  MYFLT* unused = NULL;
  const int kind =
    csoundGetChannelPtr(call->instance->csound, &unused, name, 0);
  return kind > 0 ? kind & CSOUND_CHANNEL_TYPE_MASK : 0;
}

CsnStatus
csn_call_set_channel(CsnCall* call)
{
  CsnArg name;
  CsnArg value;
  if (!csn_call_arg(call, &name) || !csn_call_arg(call, &value)) {
    return CSN_ERR_BAD_ARG;
  }
  const bool number = value.type == CSN_ARG_NUMBER;
  const int kind = kind_of_channel(call, name.text);
  if (!name.length ||
      (kind &&
       kind != (number ? CSOUND_CONTROL_CHANNEL : CSOUND_STRING_CHANNEL))) {
    return fail(call, CSN_ERR_BAD_ARG, "this channel is of another kind");
  }
  if (number) {
    csoundSetControlChannel(call->instance->csound, name.text, value.number);
  } else {
    char* const text = (char*)(uintptr_t)value.text; // Csound only reads it
    csoundSetStringChannel(call->instance->csound, name.text, text);
  }
  return CSN_OK;
}

CsnStatus
csn_call_get_channel(CsnCall* call)
{
  CsnArg name;
  MYFLT* value = NULL;
  if (!csn_call_arg(call, &name)) {
    return CSN_ERR_BAD_ARG;
  }
  if (kind_of_channel(call, name.text) != CSOUND_CONTROL_CHANNEL ||
      csoundGetChannelPtr(call->instance->csound,
                          &value,
                          name.text,
                          CSOUND_CONTROL_CHANNEL | CSOUND_OUTPUT_CHANNEL)) {
    return fail(call, CSN_ERR_NOT_FOUND, "there is no such control channel");
  }
  call->has_value = true;
  call->value = *value;
  return CSN_OK;
}

CsnStatus
csn_call_guard(CsnCall* call)
{
  CsnArg mode;
  if (!csn_call_arg(call, &mode)) {
    return CSN_ERR_BAD_ARG;
  }
  const bool off = !strcmp(mode.text, "off");
  if (!off && strcmp(mode.text, "on") != 0) {
    return fail(call, CSN_ERR_BAD_ARG, "the guard is on or off");
  }
  call->engine->rt.output.open = off;
  return CSN_OK;
}
