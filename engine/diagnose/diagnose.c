// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Diagnose: turns what Csound says about a program into errors that name file,
  line and column of the text that the user edits.  Engine layer.  This file
  collects the messages and hands each complaint to its part.
*/

#define _GNU_SOURCE // strdup

#include "diagnose_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CsnDiagnose*
csn_diagnose_new(void)
{
  return (CsnDiagnose*)calloc(1, sizeof(CsnDiagnose));
}

static void
forget(CsnDiagnose* d)
{
  csn_tokens_clear(&d->tokens);
  csn_expand_clear(&d->orchestra);
  csn_expand_clear(&d->score);
  csn_signatures_clear(&d->signatures);
  free(d->text);
  free(d->folder);
  memset(d, 0, sizeof(*d));
}

void
csn_diagnose_free(CsnDiagnose* diagnose)
{
  if (diagnose) {
    forget(diagnose);
    free(diagnose);
  }
}

bool
csn_diagnose_begin(CsnDiagnose* d, const CsnDiagnoseProgram* program)
{
  forget(d);
  (void)snprintf(d->file,
                 sizeof(d->file),
                 "%s",
                 program->file ? program->file : "");
  d->text = (char*)malloc(program->length + 1);
  const char* const folder = program->folder ? program->folder : ".";
  d->folder = strdup(folder);
  if (!d->text || !d->folder) {
    forget(d);
    return false;
  }
  if (program->length) {
    memcpy(d->text, program->text, program->length);
  }
  d->text[program->length] = '\0';
  d->length = program->length;
  d->is_addition = program->is_addition;
  d->is_good = csn_csd_parse(&d->csd, d->text, d->length, d->file, NULL);
  return true;
}

void
csn_diagnose_set_shift(CsnDiagnose* d, int n_lines)
{
  d->shift = n_lines;
}

void
csn_diagnose_use_csound(CsnDiagnose* d, struct CSOUND_* csound)
{
  d->csound = csound;
}

void
csn_diagnose_message(CsnDiagnose* d, const char* text, size_t length)
{
  size_t n = CSN_DIAGNOSE_HEAD - d->n_head;
  n = n < length ? n : length;
  if (n) {
    memcpy(d->head + d->n_head, text, n);
    d->n_head += n;
  }
  if (length - n > CSN_DIAGNOSE_TAIL) {
    n = length - CSN_DIAGNOSE_TAIL;
  }
  for (; n < length; ++n) {
    d->tail[d->n_tail++ % CSN_DIAGNOSE_TAIL] = text[n];
  }
}

// Feeds one character of messages; a line is read at its end.  Colours are
// left out.  Returns true at the end of a line.
static bool
feed(CsnDiagnose* d, CsnComplaints* complaints, char c)
{
  if (c == '\n') {
    d->line[d->n_line] = '\0';
    d->n_line = 0;
    csn_complaints_read(complaints, d->line);
    return true;
  }
  if (c != '\0' && d->n_line + 1 < sizeof(d->line)) {
    d->line[d->n_line++] = c;
  }
  // ESC [ … letter
  if (d->n_line > 2 && c >= '@' && c <= 'z' && c != '[') {
    size_t at = d->n_line - 1;
    while (at > 0 && strchr("0123456789;", d->line[at - 1])) {
      --at;
    }
    if (at > 1 && d->line[at - 1] == '[' && d->line[at - 2] == '\033') {
      d->n_line = at - 2;
    }
  }
  return false;
}

// Csound's own line number, where there is nothing better
static int
own_line(const CsnDiagnose* d, const CsnComplaint* complaint)
{
  const int line = complaint->line - d->shift;
  return line > 0 ? line : 0;
}

static void
tell(CsnDiagnose* d, const CsnComplaint* complaint, CsnDiagnosticList* list)
{
  switch (complaint->kind) {
    case CSN_COMPLAINT_SYNTAX:
      csn_diagnose_syntax(d, complaint, list);
      break;
    case CSN_COMPLAINT_UNDEFINED:
      csn_diagnose_undefined(d, complaint, list);
      break;
    case CSN_COMPLAINT_NO_OPCODE:
    case CSN_COMPLAINT_NO_FUNCTION:
      csn_diagnose_types(d, complaint, list);
      break;
    case CSN_COMPLAINT_NO_ARRAY:
      csn_diagnose_array(d, complaint, list);
      break;
    case CSN_COMPLAINT_REDEFINED:
    case CSN_COMPLAINT_XIN:
    case CSN_COMPLAINT_XOUT:
    case CSN_COMPLAINT_RATES:
      csn_diagnose_definition(d, complaint, list);
      break;
    case CSN_COMPLAINT_INIT:
    case CSN_COMPLAINT_PERF:
    case CSN_COMPLAINT_TABLE:
    case CSN_COMPLAINT_NO_INSTR:
      csn_diagnose_note(d, complaint, list);
      break;
    case CSN_COMPLAINT_SCORE:
      csn_diagnose_score_line(d, complaint, list);
      break;
    case CSN_COMPLAINT_STRING:
    case CSN_COMPLAINT_OTHER:
      csn_diagnostic_add(list,
                         CSN_SEVERITY_ERROR,
                         d->file,
                         own_line(d, complaint),
                         0,
                         "%s",
                         complaint->text);
      break;
  }
}

// An error that only follows from one before: its types are unknown (@)
static bool
is_echo(const CsnComplaints* complaints, size_t index)
{
  const CsnComplaint* const c = &complaints->items[index];
  return index > 0 && c->kind == CSN_COMPLAINT_NO_OPCODE &&
         (strchr(c->outs, '@') || strchr(c->ins, '@'));
}

// A string without its end in plain orchestra text (in a .csd the splitter
// has said it)
static bool
tell_open_string(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (token->kind == CSN_TOKEN_STRING && token->text[0] == '"' &&
        (token->length < 2 || token->text[token->length - 1] != '"')) {
      csn_diagnose_at(
        d, list, CSN_SEVERITY_ERROR, i, "this string has no closing \"");
      return true;
    }
  }
  return false;
}

static void
tell_all(CsnDiagnose* d, int result, CsnDiagnosticList* list)
{
  const bool has_text = csn_diagnose_expand(d);
  if (!has_text && d->text && !d->is_good) {
    CsnCsd csd;
    (void)csn_csd_parse(&csd, d->text, d->length, d->file, list);
    return;
  }
  if (result != 0 && has_text) {
    csn_diagnose_troubles(d, list, false);
    if (csn_diagnostic_list_errors(list) || tell_open_string(d, list)) {
      return; // What follows is only their consequence
    }
  }
  for (size_t i = 0; i < d->complaints.count; ++i) {
    const CsnComplaint* const complaint = &d->complaints.items[i];
    const bool second_syntax = complaint->kind == CSN_COMPLAINT_SYNTAX &&
                               csn_diagnostic_list_errors(list) > 0;
    if (has_text && !second_syntax && !is_echo(&d->complaints, i)) {
      tell(d, complaint, list);
    } else if (!has_text) {
      csn_diagnostic_add(list,
                         CSN_SEVERITY_ERROR,
                         d->file,
                         own_line(d, complaint),
                         0,
                         "%s %s",
                         complaint->name,
                         complaint->text);
    }
  }
}

// Csound's last words, at the place that they are about where that is known
static void
tell_last(CsnDiagnose* d, CsnDiagnosticList* list)
{
  static const char include[] = "Cannot open #include'd file ";
  const char* const last = d->complaints.last;
  if (!strncmp(last, include, sizeof(include) - 1) && d->text) {
    const char* const name = last + sizeof(include) - 1;
    const char* const at = strstr(d->text, name);
    if (*name && at) {
      const size_t offset = (size_t)(at - d->text);
      csn_diagnostic_add(list,
                         CSN_SEVERITY_ERROR,
                         d->file,
                         csn_csd_line_of(d->text, d->length, offset),
                         0,
                         "cannot open the included file %s",
                         name);
      return;
    }
  }
  csn_diagnostic_add(
    list,
    CSN_SEVERITY_ERROR,
    d->file,
    0,
    0,
    "%s",
    last[0] ? last
    : d->text && !memmem(d->text, d->length, "instr", 5)
      ? "it has no instrument"
      : "Csound cannot play this program, and does not say why");
}

size_t
csn_diagnose_finish(CsnDiagnose* d, int result, CsnDiagnosticList* list)
{
  const size_t n_before = csn_diagnostic_list_errors(list);
  d->n_line = 0;
  for (size_t i = 0; i < d->n_head; ++i) {
    (void)feed(d, &d->complaints, d->head[i]);
  }
  size_t from = 0;
  if (d->n_tail > CSN_DIAGNOSE_TAIL) {
    from = d->n_tail - CSN_DIAGNOSE_TAIL;
    (void)feed(d, &d->complaints, '\n');
  }
  for (size_t i = from; i < d->n_tail; ++i) {
    (void)feed(d, &d->complaints, d->tail[i % CSN_DIAGNOSE_TAIL]);
  }
  (void)feed(d, &d->complaints, '\n');
  d->n_head = 0;
  d->n_tail = 0;

  if (result != 0 || d->complaints.count) {
    if (d->csound && !d->signatures.items) {
      (void)csn_signatures_read(&d->signatures, d->csound);
    }
    tell_all(d, result, list);
  }
  d->csound = NULL;
  if (result != 0 && csn_diagnostic_list_errors(list) == n_before) {
    tell_last(d, list);
  }
  memset(&d->complaints, 0, sizeof(d->complaints));
  return csn_diagnostic_list_errors(list) - n_before;
}

size_t
csn_diagnose_play_message(CsnDiagnose* d,
                          const char* text,
                          size_t length,
                          CsnDiagnosticList* list)
{
  const size_t n_before = list->count;
  for (size_t i = 0; i < length; ++i) {
    if (!feed(d, &d->play, text[i]) || !d->play.count) {
      continue;
    }
    // The next line names the included file; a table is told of some lines
    // before the opcode that wanted it
    const CsnComplaintKind newest = d->play.items[d->play.count - 1].kind;
    if (d->n_waited++ < (newest == CSN_COMPLAINT_TABLE ? 3U : 1U)) {
      continue;
    }
    d->n_waited = 0;
    if (csn_diagnose_expand(d)) {
      for (size_t j = 0; j < d->play.count; ++j) {
        const CsnComplaintKind kind = d->play.items[j].kind;
        if (kind == CSN_COMPLAINT_INIT || kind == CSN_COMPLAINT_PERF ||
            kind == CSN_COMPLAINT_NO_INSTR || kind == CSN_COMPLAINT_TABLE) {
          tell(d, &d->play.items[j], list);
        }
      }
    }
    memset(&d->play, 0, sizeof(d->play));
  }
  return list->count - n_before;
}
