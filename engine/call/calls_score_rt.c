// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Calls, score lines: what the method `event` plays.
*/

#include "calls.h"

#include "engine.h"
#include "note/clock.h"

#include <math.h>
#include <string.h>

#define MAX_TEXT 1000 ///< Bytes of a text for Csound's own reader

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
  char texts[1024];
  size_t n_bytes; ///< Of these texts
} Statement;

/* Reads a text p-field, whose code is its number; `p` stands at its quote. */
static const char*
read_text(Statement* statement,
          uint32_t index,
          const char* p,
          const char* end,
          double* code)
{
  const char* const close =
    (const char*)memchr(p + 1, '"', (size_t)(end - p - 1));
  const size_t length = close ? (size_t)(close - p - 1) : 0;
  CsnNoteOn* const note = &statement->note;
  if (!close || length >= sizeof(statement->texts) - statement->n_bytes ||
      (index != 1 && (index < 4 || note->n_args == PMAX - 4))) {
    return NULL;
  }
  if (index == 1) {
    statement->instr =
      (CsnArg){ .type = CSN_ARG_TEXT, .text = p + 1, .length = length };
  } else {
    memcpy(statement->texts + statement->n_bytes, p + 1, length);
    statement->n_bytes += length;
    statement->texts[statement->n_bytes++] = '\0';
    note->texts = statement->texts;
    *code = csn_notes_text(note->n_texts++);
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

/* Plays one `i` statement, or only looks whether it can be played; `p` stands
   after the letter. */
CSN_AUDIO static CsnStatus
play_i(CsnCall* call, const char* p, const char* end, bool look)
{
  double* const pfields = call->engine->rt.pfields;
  Statement statement;
  statement.instr = (CsnArg){ .type = CSN_ARG_NUMBER, .text = "" };
  statement.delay = 0;
  statement.note = (CsnNoteOn){ .args = pfields };
  statement.n_bytes = 0;
  statement.pfields = pfields;

  p = skip_spaces(p, end);
  for (uint32_t index = 1; p < end && *p != ';'; ++index) {
    double number = 0;
    const bool text = *p == '"';
    p = text ? read_text(&statement, index, p, end, &number)
             : csn_number_parse(p, end, &number);
    if (!p) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_DATA,
                           text ? "a text is not closed or too long"
                                : "a p-field is neither a number nor a text");
    }
    take_pfield(&statement, index, number);
    p = skip_spaces(p, end);
  }

  CsnArg* const instr = &statement.instr;
  CsnNoteOn* const note = &statement.note;
  if (statement.delay != statement.delay || note->dur != note->dur) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_DATA,
                         "a time is not a number"); // NaN
  }
  const bool off = instr->type == CSN_ARG_NUMBER && instr->number < 0;
  instr->number = fabs(instr->number);
  const CsnStatus st = csn_call_resolve(call, instr, &note->p1);
  if (st || look) {
    return st;
  }
  note->p1 = off ? -note->p1 : note->p1;
  note->start = csn_clock_csound(call, csn_clock_now(call));
  return statement.delay > 0 ? csn_call_start_later(call, note, statement.delay)
                             : csn_call_start_or_stop(call, note);
}

/* Finds the end of a statement that Csound's own reader can take: a text that
   is not closed lets it write over its memory. */
static CsnStatus
check_other(CsnCall* call, const char* p, const char** end)
{
  p = skip_spaces(p + 1, *end);
  for (uint32_t n = 0; p < *end && *p != ';' && *p != '\r'; ++n) {
    double number = 0;
    if (*p == '"') {
      const char* const close =
        (const char*)memchr(p + 1, '"', (size_t)(*end - p - 1));
      const bool good =
        close && close[-1] != '\\' && close - p < MAX_TEXT && close - p > 1;
      p = good ? close + 1 : NULL;
    } else {
      p = csn_number_parse(p, *end, &number);
    }
    if (!p || n == PMAX) {
      return csn_call_fail(call,
                           CSN_ERR_BAD_DATA,
                           "a p-field is neither a number nor a text");
    }
    p = skip_spaces(p, *end);
  }
  *end = p;
  return CSN_OK;
}

/* Gives a statement to Csound's own reader, which takes it at the beginning of
   the next k-cycle. */
static CsnStatus
play_other(CsnCall* call, const char* p, const char* end)
{
  char* const line = (char*)call->engine->rt.line;
  const size_t length = (size_t)(end - p);
  if (length + 2U > CSN_RECORD_MAX_SMALL) {
    return csn_call_fail(call, CSN_ERR_FULL, "the score line is too long");
  }
  memcpy(line, p, length);
  memcpy(line + length, "\n", 2);
  csoundInputMessage(call->instance->csound, line);
  return CSN_OK;
}

CSN_AUDIO static CsnStatus
play_lines(CsnCall* call, const CsnArg* arg, bool look)
{
  const char* const end = arg->text + arg->length;
  for (const char* p = arg->text; p < end;) {
    const char* line_end = (const char*)memchr(p, '\n', (size_t)(end - p));
    line_end = line_end ? line_end : end;
    p = skip_spaces(p, line_end);
    CsnStatus st = CSN_OK;
    if (p < line_end && *p == 'i') {
      st = play_i(call, p + 1, line_end, look);
    } else if (p < line_end && (*p == 'f' || *p == 'q')) {
      const char* end_of_it = line_end;
      st = check_other(call, p, &end_of_it);
      st = st || look ? st : play_other(call, p, end_of_it);
    } else if (p < line_end && *p != ';' && *p != '\r') {
      st = csn_call_fail(call,
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

/* All lines or none: a call that waits for its instrument is made again. */
CsnStatus
csn_call_event(CsnCall* call)
{
  CsnArg arg;
  if (!csn_call_arg(call, &arg)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st = play_lines(call, &arg, true);
  return st ? st : play_lines(call, &arg, false);
}
