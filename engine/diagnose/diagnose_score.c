// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Score: Csound 6 ends the process at most errors of a score, so these are found
  before.  Engine layer, pure text.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_REPEATS 1000000.0
#define MAX_LOOPS 40

typedef struct {
  CsnExpansion* x;
  CsnDiagnosticList* list;
  size_t at;
  bool failed;
  size_t loops[MAX_LOOPS]; ///< Where each open { is
  double repeats[MAX_LOOPS];
  size_t n_loops;
} Reader;

static char
see(const Reader* r)
{
  return (char)(r->at < r->x->length ? r->x->text[r->at] : '\n');
}

static void
fail(Reader* r, size_t at, const char* text)
{
  if (!r->failed) {
    const size_t last = r->x->length - 1;
    csn_diagnose_at_place(r->x,
                          r->list,
                          CSN_SEVERITY_ERROR,
                          r->x->places[at < last ? at : last],
                          text);
  }
  r->failed = true;
}

static void
skip_blanks(Reader* r)
{
  while (see(r) == ' ' || see(r) == '\t') {
    ++r->at;
  }
}

static bool
read_number(Reader* r)
{
  const size_t begin = r->at;
  while (isdigit((unsigned char)see(r)) || see(r) == '.') {
    ++r->at;
  }
  if (r->at > begin && (see(r) == 'e' || see(r) == 'E')) {
    ++r->at;
    r->at += see(r) == '+' || see(r) == '-' ? 1 : 0;
    while (isdigit((unsigned char)see(r))) {
      ++r->at;
    }
  }
  return r->at > begin;
}

// A number, ~, @N, or the macro of a loop; false if there is none
static bool
read_operand(Reader* r)
{
  if (see(r) == '~') {
    ++r->at;
    return true;
  }
  if (see(r) == '@') {
    r->at += r->x->text[r->at + 1] == '@' ? 2 : 1;
    return read_number(r);
  }
  if (see(r) == '$') {
    do {
      ++r->at;
    } while (isalnum((unsigned char)see(r)) || see(r) == '_');
    r->at += see(r) == '.' ? 1 : 0;
    return true;
  }
  return read_number(r);
}

/** The inside of a [ … ]: operands, operators and brackets in turn. */
typedef struct {
  char open[64];
  size_t depth;
  bool wants_operand;
} Expression;

// Takes a closing bracket; false if it cannot stand here
static bool
close_bracket(Reader* r, Expression* e)
{
  const char partner = see(r) == ']' ? '[' : '(';
  if (e->wants_operand || !e->depth || e->open[e->depth - 1] != partner) {
    return false;
  }
  --e->depth;
  ++r->at;
  return true;
}

// Takes one more part; false if it cannot stand here
static bool
read_part(Reader* r, Expression* e)
{
  const char c = see(r);
  if (!e->wants_operand) {
    e->wants_operand = true;
    ++r->at;
    return strchr("+-*/^%&|#", c) != NULL;
  }
  if (c == '[' || c == '(') {
    ++r->at;
    e->open[e->depth++] = c;
    return e->depth < sizeof(e->open);
  }
  if (c == '+' || c == '-') {
    ++r->at;
    return true;
  }
  e->wants_operand = false;
  return read_operand(r);
}

static void
read_expression(Reader* r)
{
  const size_t begin = r->at;
  Expression expression = { .wants_operand = true };
  do {
    skip_blanks(r);
    const size_t at = r->at;
    const char c = see(r);
    if (c == '\n') {
      fail(r, begin, "this [ is never closed in its line");
    } else if (c == ']' || c == ')') {
      if (!close_bracket(r, &expression)) {
        fail(r, at, "a number is missing in this [ ] expression");
      }
    } else if (!read_part(r, &expression)) {
      fail(r, at, "this cannot stand in a [ ] expression of a score");
    }
  } while (expression.depth && !r->failed);
}

static double
read_count(Reader* r)
{
  ++r->at;
  skip_blanks(r);
  if (see(r) == '[' || see(r) == '$') {
    return 1.0; // Not known here
  }
  return strtod(r->x->text + r->at, NULL);
}

static void
open_loop(Reader* r)
{
  const size_t begin = r->at;
  if (r->x->text[begin + 1] == '{') {
    fail(r, begin, "a score takes no {{ }} strings: use \"\"");
    return;
  }
  const double count = read_count(r);
  const char first = see(r);
  if (first != '[' && first != '$' && !(count >= 1.0)) {
    fail(r,
         begin,
         "'{' repeats lines, in strings as well: a number must follow it");
    return;
  }
  if (r->n_loops == MAX_LOOPS) {
    fail(r, begin, "too many loops inside of each other");
    return;
  }
  const double outer = r->n_loops ? r->repeats[r->n_loops - 1] : 1.0;
  r->loops[r->n_loops] = begin;
  r->repeats[r->n_loops] = outer * count;
  if (r->repeats[r->n_loops++] > MAX_REPEATS) {
    fail(r, begin, "this loop repeats its lines more than a million times");
  }
}

static void
close_loop(Reader* r)
{
  if (!r->n_loops) {
    fail(r, r->at, "'}' closes nothing: there is no '{' before it");
    return;
  }
  --r->n_loops;
  ++r->at;
}

// Statements that need a number
static void
read_statement(Reader* r)
{
  const size_t begin = r->at;
  const char c = see(r);
  if (c == '{') {
    open_loop(r);
  } else if (c == 'r' || c == 'b' || c == 'v') {
    const double count = read_count(r);
    const bool has_number = see(r) == '[' || see(r) == '$' || see(r) == '-' ||
                            see(r) == '+' || see(r) == '.' ||
                            isdigit((unsigned char)see(r));
    if (!has_number || (c == 'r' && count < 1.0)) {
      char text[64];
      (void)snprintf(text,
                     sizeof(text),
                     "the %c statement needs a number after it",
                     c);
      fail(r, begin, text);
    }
  }
}

// Braces are not safe in strings
static void
read_string(Reader* r)
{
  ++r->at;
  while (see(r) != '"' && see(r) != '\n' && !r->failed) {
    if (see(r) == '{') {
      open_loop(r);
    } else if (see(r) == '}') {
      close_loop(r);
    } else {
      r->at += see(r) == '\\' ? 2 : 1;
    }
  }
  r->at += see(r) == '"' ? 1 : 0;
}

void
csn_diagnose_score(CsnDiagnose* d, CsnDiagnosticList* list)
{
  Reader reader = { .x = &d->score, .list = list };
  Reader* const r = &reader;
  bool at_start = true;
  while (r->at < r->x->length && !r->failed && !r->x->incomplete) {
    if (at_start) {
      skip_blanks(r);
      if (see(r) == 'c') { // A comment
        while (see(r) != '\n') {
          ++r->at;
        }
      }
      read_statement(r);
      at_start = false;
      continue;
    }
    const char c = see(r);
    if (c == '"') {
      read_string(r);
    } else if (c == '[') {
      read_expression(r);
    } else if (c == '}') {
      close_loop(r);
    } else if (c == '{') {
      open_loop(r);
    } else {
      at_start = c == '\n';
      ++r->at;
    }
  }
}

// First line whose statement begins with this character
static size_t
find_statement(const CsnExpansion* x, char c)
{
  bool at_start = true;
  for (size_t i = 0; i < x->length; ++i) {
    const char here = x->text[i];
    if (at_start && here == c) {
      return i;
    }
    at_start = here == '\n' || (at_start && isspace((unsigned char)here));
  }
  return x->length;
}

// First use of a character as the beginning of a p-field
static size_t
find_field(const CsnExpansion* x, char c)
{
  bool in_string = false;
  for (size_t i = 1; i < x->length; ++i) {
    in_string = x->text[i] == '"' ? !in_string : in_string;
    if (!in_string && x->text[i] == c && x->text[i - 1] != '\n' &&
        (isspace((unsigned char)x->text[i - 1]) || c == '$')) {
      return i;
    }
  }
  return x->length;
}

void
csn_diagnose_score_line(CsnDiagnose* d,
                        const CsnComplaint* complaint,
                        CsnDiagnosticList* list)
{
  const CsnExpansion* const x = &d->score;
  static const char opcode[] = "sread: illegal opcode ";
  static const char field[] = "sread: unexpected char ";
  const char* const said = complaint->text;
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  size_t at = x->length;
  if (!strncmp(said, opcode, sizeof(opcode) - 1)) {
    const char c = said[sizeof(opcode) - 1];
    at = find_statement(x, c);
    (void)
      snprintf(text, sizeof(text), "score: unknown statement '%c', ignored", c);
  } else if (!strncmp(said, field, sizeof(field) - 1)) {
    const char c = said[sizeof(field) - 1];
    at = find_field(x, c);
    (void)snprintf(text,
                   sizeof(text),
                   c == '$' ? "score: undefined macro; the line is ignored"
                            : "score: '%c' is no value; the line is ignored",
                   c);
  } else {
    (void)snprintf(text, sizeof(text), "score: %s", said);
  }
  if (at < x->length) {
    csn_diagnose_at_place(
      &d->score, list, CSN_SEVERITY_WARNING, x->places[at], text);
  } else {
    csn_diagnostic_add(list,
                       CSN_SEVERITY_WARNING,
                       d->file,
                       d->csd.score.present ? d->csd.score.line : 0,
                       0,
                       "%s",
                       text);
  }
}
