// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Notes: errors of opcodes at their start and while they run, tables that
  cannot be made, instruments that are not there.  Engine layer, pure text.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Csound's inner name of an opcode as the user writes it
static void
written_name(const char* inner, char* out, size_t size)
{
  static const char* const names[][2] = {
    { "##array_get", "[" }, { "##array_set", "[" }, { "##array_init", "init" },
    { "##add", "+" },       { "##sub", "-" },       { "##mul", "*" },
    { "##div", "/" },       { "##mod", "%" },       { "##pow", "^" },
  };
  const size_t n = strcspn(inner, ".");
  (void)snprintf(out, size, "%.*s", (int)n, inner);
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (!strcmp(out, names[i][0])) {
      (void)snprintf(out, size, "%s", names[i][1]);
      return;
    }
  }
}

// "99.000000" becomes "99"
static void
trim_zeros(char* text)
{
  char* at = text;
  while ((at = strstr(at, ".000000"))) {
    if (isdigit((unsigned char)at[7]) || at == text ||
        !isdigit((unsigned char)at[-1])) {
      ++at;
    } else {
      memmove(at, at + 7, strlen(at + 7) + 1);
    }
  }
  size_t n = strlen(text);
  while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '.')) {
    text[--n] = '\0';
  }
}

static size_t
find_opcode(const CsnDiagnose* d, const CsnComplaint* complaint)
{
  char name[128];
  char number[16];
  written_name(complaint->name, name, sizeof(name));
  (void)snprintf(number, sizeof(number), "%d", complaint->instr);
  size_t best = CSN_NO_TOKEN;
  unsigned best_distance = ~0U;
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (!csn_token_is(token, name)) {
      continue;
    }
    unsigned distance = 2 * csn_diagnose_distance(d, complaint, i);
    // A named instrument has a number, too, which is not known here
    const CsnToken* const head =
      &d->tokens.tokens[d->tokens.blocks[token->block].begin + 1];
    const bool other =
      complaint->instr == 0
        ? token->block != 0
        : !token->block || (head->kind == CSN_TOKEN_NUMBER &&
                            !csn_diagnose_is_instr(d, token->block, number));
    distance += other ? 9 : 0;
    const CsnToken* const first = &d->tokens.tokens[token->statement];
    distance +=
      complaint->first[0] && !csn_token_is(first, complaint->first) ? 3 : 0;
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}

static void
tell_note(CsnDiagnose* d,
          const CsnComplaint* complaint,
          CsnDiagnosticList* list)
{
  char name[128];
  char said[sizeof(complaint->text)];
  char where[96] = "";
  written_name(complaint->name, name, sizeof(name));
  (void)snprintf(said, sizeof(said), "%s", complaint->text);
  trim_zeros(said);
  const size_t at = find_opcode(d, complaint);
  if (at != CSN_NO_TOKEN) {
    char block[72];
    csn_diagnose_block_name(d,
                            d->tokens.tokens[at].block,
                            block,
                            sizeof(block));
    (void)snprintf(where, sizeof(where), " (in %s)", block);
  } else if (complaint->instr) {
    (void)snprintf(where, sizeof(where), " (in instr %d)", complaint->instr);
  }
  const size_t n = strlen(name);
  const bool has_name = !isalpha((unsigned char)name[0]) ||
                        (!strncmp(said, name, n) && said[n] == ':');
  char text[sizeof(name) + sizeof(said) + sizeof(where) + 4];
  (void)snprintf(text,
                 sizeof(text),
                 "%s%s%s%s",
                 has_name ? "" : name,
                 has_name ? "" : ": ",
                 said,
                 where);
  if (at == CSN_NO_TOKEN) {
    csn_diagnostic_add(list,
                       CSN_SEVERITY_ERROR,
                       d->file,
                       complaint->line - d->shift,
                       0,
                       "%s",
                       text);
    return;
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, at, text);
}

// `f N` or `fN` at the beginning of a line of the score
static size_t
find_table(const CsnExpansion* x, int number)
{
  bool at_start = true;
  for (size_t i = 0; i + 1 < x->length; ++i) {
    const char c = x->text[i];
    if (at_start && c == 'f' &&
        abs((int)strtol(x->text + i + 1, NULL, 10)) == number) {
      return i;
    }
    at_start = c == '\n' || (at_start && isspace((unsigned char)c));
  }
  return x->length;
}

static void
tell_table(CsnDiagnose* d,
           const CsnComplaint* complaint,
           CsnDiagnosticList* list)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  char said[sizeof(complaint->text)];
  (void)snprintf(said, sizeof(said), "%s", complaint->text);
  trim_zeros(said);
  (void)snprintf(text, sizeof(text), "table %d: %s", complaint->instr, said);
  const size_t at = find_table(&d->score, complaint->instr);
  if (at + 1 < d->score.length) {
    csn_diagnose_at_place(
      &d->score, list, CSN_SEVERITY_WARNING, d->score.places[at], text);
  } else {
    csn_diagnostic_add(list, CSN_SEVERITY_WARNING, d->file, 0, 0, "%s", text);
  }
}

// The name as a string, or the number as an argument of schedule and its like
static size_t
find_call(const CsnDiagnose* d, const char* name)
{
  static const char* const calls[] = { "schedule", "schedkwhen", "event",
                                       "event_i",  "schedwhen",  "massign",
                                       "turnoff2", "schedulek",  "prealloc",
                                       "nstrnum",  "alwayson",   "maxalloc" };
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (token->kind == CSN_TOKEN_STRING && token->length == strlen(name) + 2 &&
        !memcmp(token->text + 1, name, token->length - 2)) {
      return i;
    }
    if (token->kind != CSN_TOKEN_NUMBER || !csn_token_is(token, name)) {
      continue;
    }
    for (size_t j = token->statement; j < i; ++j) {
      for (size_t k = 0; k < sizeof(calls) / sizeof(calls[0]); ++k) {
        if (csn_token_is(&d->tokens.tokens[j], calls[k])) {
          return i;
        }
      }
    }
  }
  return CSN_NO_TOKEN;
}

// The name in quotes in the score
static size_t
find_in_score(const CsnExpansion* x, const char* name)
{
  const size_t n = strlen(name);
  for (size_t i = 0; i + n + 1 < x->length; ++i) {
    if (x->text[i] == '"' && !strncmp(x->text + i + 1, name, n) &&
        x->text[i + n + 1] == '"') {
      return i;
    }
  }
  return x->length;
}

static void
tell_missing(CsnDiagnose* d,
             const CsnComplaint* complaint,
             CsnDiagnosticList* list)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  (void)snprintf(text,
                 sizeof(text),
                 "there is no instrument '%s'",
                 complaint->name);
  const size_t at = find_call(d, complaint->name);
  const size_t in_score = find_in_score(&d->score, complaint->name);
  if (at == CSN_NO_TOKEN && in_score < d->score.length) {
    csn_diagnose_at_place(
      &d->score, list, CSN_SEVERITY_WARNING, d->score.places[in_score], text);
    return;
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_WARNING, at, text);
}

void
csn_diagnose_note(CsnDiagnose* d,
                  const CsnComplaint* complaint,
                  CsnDiagnosticList* list)
{
  if (complaint->kind == CSN_COMPLAINT_TABLE) {
    tell_table(d, complaint, list);
  } else if (complaint->kind == CSN_COMPLAINT_NO_INSTR) {
    tell_missing(d, complaint, list);
  } else {
    tell_note(d, complaint, list);
  }
}
