// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Definitions: instruments defined twice, opcodes whose types are none or whose
  xin and xout do not fit, rates that contradict each other.  Engine layer, pure
  text.
*/

#include "diagnose_state.h"

#include <stdio.h>
#include <string.h>

static void
tell_redefined(CsnDiagnose* d,
               const CsnComplaint* complaint,
               CsnDiagnosticList* list)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  size_t first = CSN_NO_TOKEN;
  size_t second = CSN_NO_TOKEN;
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    if (csn_diagnose_is_instr(d, i, complaint->name)) {
      second = d->tokens.blocks[i].begin;
      if (first != CSN_NO_TOKEN) {
        break;
      }
      first = second;
    }
  }
  if (!strcmp(complaint->name, "0")) {
    (void)snprintf(text,
                   sizeof(text),
                   "instr 0 is the code outside of instruments and cannot be "
                   "defined");
  } else if (first == second) {
    (void)snprintf(text,
                   sizeof(text),
                   "instr %s is already defined",
                   complaint->name);
  } else {
    (void)snprintf(text,
                   sizeof(text),
                   "instr %s is already defined in line %d",
                   complaint->name,
                   csn_diagnose_line(d, first));
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, second, text);
}

// The statement with xin or xout in a block
static size_t
find_word(const CsnDiagnose* d, size_t block, const char* word)
{
  const CsnToken* const t = d->tokens.tokens;
  for (size_t i = d->tokens.blocks[block].begin;
       i < d->tokens.blocks[block].end;
       ++i) {
    if (csn_token_is(&t[i], word)) {
      return i;
    }
  }
  return CSN_NO_TOKEN;
}

// Text of `opcode NAME, OUTS, INS` after the comma with this number
static bool
declares(const CsnDiagnose* d, size_t block, int comma, const char* types)
{
  const CsnToken* const t = d->tokens.tokens;
  const size_t begin = d->tokens.blocks[block].begin;
  const size_t n = csn_statement_length(&d->tokens, begin);
  char said[64] = "";
  for (size_t i = 1; i < n; ++i) {
    if (csn_token_is(&t[begin + i], ",")) {
      --comma;
    } else if (comma == 0) {
      const size_t used = strlen(said);
      (void)snprintf(said + used,
                     sizeof(said) - used,
                     "%.*s",
                     (int)t[begin + i].length,
                     t[begin + i].text);
    }
  }
  return !strcmp(said, types);
}

// Number of values that xin gives or xout takes
static size_t
count_values(const CsnDiagnose* d, size_t word, bool before)
{
  const CsnToken* const t = d->tokens.tokens;
  const size_t first = t[word].statement;
  const size_t end = first + csn_statement_length(&d->tokens, first);
  const size_t from = before ? first : word + 1;
  const size_t to = before ? word : end;
  size_t n = from < to ? 1 : 0;
  int depth = 0;
  for (size_t i = from; i < to; ++i) {
    depth += csn_token_is(&t[i], "(") || csn_token_is(&t[i], "[") ? 1 : 0;
    depth -= csn_token_is(&t[i], ")") || csn_token_is(&t[i], "]") ? 1 : 0;
    n += depth == 0 && csn_token_is(&t[i], ",") ? 1 : 0;
  }
  return n;
}

static size_t
count_types(const char* types)
{
  size_t n = 0;
  for (const char* c = types; *c && strcmp(types, "(null)") != 0; ++c) {
    n += *c != '[' && *c != ']' && *c != '0' ? 1 : 0;
  }
  return n;
}

// The opcode whose xin or xout is as Csound says; 0 if there is none
static size_t
find_declaration(const CsnDiagnose* d,
                 const CsnComplaint* complaint,
                 const char* types,
                 size_t* place)
{
  const bool is_xin = complaint->kind == CSN_COMPLAINT_XIN;
  size_t best = 0;
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    if (d->tokens.blocks[i].kind != CSN_BLOCK_OPCODE ||
        (types && !declares(d, i, is_xin ? 2 : 1, types))) {
      continue;
    }
    const size_t at = find_word(d, i, is_xin ? "xin" : "xout");
    const size_t n = at == CSN_NO_TOKEN ? 0 : count_values(d, at, is_xin);
    const bool fits = n == count_types(complaint->ins);
    if (!best || fits) {
      best = i;
      *place = at;
    }
    if (fits) {
      break;
    }
  }
  return best;
}

static void
tell_arguments(CsnDiagnose* d,
               const CsnComplaint* complaint,
               CsnDiagnosticList* list)
{
  const bool is_xin = complaint->kind == CSN_COMPLAINT_XIN;
  const char* const word = is_xin ? "xin" : "xout";
  const char* const types = complaint->outs[0] ? complaint->outs : "0";
  size_t place = CSN_NO_TOKEN;
  size_t best = find_declaration(d, complaint, types, &place);
  if (!best) { // Declared with types that Csound does not know
    best = find_declaration(d, complaint, NULL, &place);
  }
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  const bool none = place == CSN_NO_TOKEN;
  if (best && none) {
    place = d->tokens.blocks[best].begin;
  }
  const CsnToken* const name =
    best ? &d->tokens.tokens[d->tokens.blocks[best].begin + 1] : NULL;
  (void)snprintf(text,
                 sizeof(text),
                 "opcode %.*s is declared to %s '%s', but %s %s '%s'",
                 name ? (int)name->length : 0,
                 name ? name->text : "",
                 is_xin ? "take" : "give",
                 complaint->outs,
                 none ? "it has no" : "its",
                 none ? word : (is_xin ? "xin reads" : "xout gives"),
                 none ? "" : complaint->ins);
  if (none) {
    text[strlen(text) - 3] = '\0'; // No empty quotes
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, place, text);
}

static void
tell_rates(CsnDiagnose* d,
           const CsnComplaint* complaint,
           CsnDiagnosticList* list)
{
  static const char* const names[] = { "kr", "ksmps", "sr" };
  const CsnToken* const t = d->tokens.tokens;
  size_t place = CSN_NO_TOKEN;
  for (size_t j = 0; j < 3 && place == CSN_NO_TOKEN; ++j) {
    for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
      if (!t[i].block && t[i].statement == i && csn_token_is(&t[i], names[j]) &&
          csn_token_is(&t[i + 1], "=")) {
        place = i;
      }
    }
  }
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  (void)snprintf(text,
                 sizeof(text),
                 "sr must be kr times ksmps, and ksmps a whole number: %s",
                 complaint->text);
  for (size_t i = 0; i < list->count; ++i) {
    if (strstr(list->items[i].text, "sr must be kr times ksmps")) {
      return; // Csound says it in two lines
    }
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, place, text);
}

void
csn_diagnose_definition(CsnDiagnose* d,
                        const CsnComplaint* complaint,
                        CsnDiagnosticList* list)
{
  if (complaint->kind == CSN_COMPLAINT_REDEFINED) {
    tell_redefined(d, complaint, list);
  } else if (complaint->kind == CSN_COMPLAINT_RATES) {
    tell_rates(d, complaint, list);
  } else {
    tell_arguments(d, complaint, list);
  }
}

// Length of the type at `types`, a letter and its brackets; 0 if it is none
static size_t
type_length(const char* types)
{
  static const char letters[] = "0afijkopJKOPSV";
  static const char elements[] = "afikpS";
  if (!*types || !strchr(letters, *types)) {
    return 0;
  }
  size_t n = 1;
  while (types[n] == '[') {
    if (types[n + 1] != ']' || !strchr(elements, *types)) {
      return 0;
    }
    n += 2;
  }
  return n;
}

// Types of `opcode NAME, OUTS, INS`, from a token to the next comma or the end
static void
check_types(CsnDiagnose* d, CsnDiagnosticList* list, size_t token, size_t end)
{
  const CsnToken* const t = d->tokens.tokens;
  char said[128] = "";
  size_t n = 0;
  for (size_t i = token; i < end && n + t[i].length < sizeof(said); ++i) {
    memcpy(said + n, t[i].text, t[i].length);
    n += t[i].length;
    said[n] = '\0';
  }
  size_t at = 0;
  while (said[at]) {
    const size_t length = type_length(said + at);
    if (!length) {
      char text[CSN_DIAGNOSTIC_TEXT_SIZE];
      const size_t left = strcspn(said + at + 1, "0afijkopJKOPSV") + 1;
      (void)snprintf(text,
                     sizeof(text),
                     "'%.*s' is no type of an opcode's argument; the types are "
                     "a, k, i, f, S, their arrays like k[], and o, p, j, O, P, "
                     "V, J, K",
                     (int)left,
                     said + at);
      csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, token, text);
      return;
    }
    at += length;
  }
}

void
csn_diagnose_opcode_types(CsnDiagnose* d, CsnDiagnosticList* list)
{
  const CsnToken* const t = d->tokens.tokens;
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    const CsnBlock* const block = &d->tokens.blocks[i];
    const size_t name = (size_t)block->begin + 1;
    const size_t end =
      block->begin + csn_statement_length(&d->tokens, block->begin);
    if (block->kind != CSN_BLOCK_OPCODE || name + 1 >= end) {
      continue;
    }
    if (csn_token_is(&t[name + 1], "(") || csn_token_is(&t[name + 1], ":")) {
      csn_diagnose_at(d,
                      list,
                      CSN_SEVERITY_ERROR,
                      name + 1,
                      "this is how Csound 7 defines opcodes; Csound 6 wants "
                      "opcode NAME, OUTPUTS, INPUTS");
      continue;
    }
    size_t first = name + 2;
    for (size_t j = first; j <= end && csn_token_is(&t[name + 1], ","); ++j) {
      if (j == first && (j == end || csn_token_is(&t[j], ","))) {
        csn_diagnose_at(d,
                        list,
                        CSN_SEVERITY_ERROR,
                        j - 1,
                        "an opcode's types are missing; 0 means none");
        break;
      }
      if (j == end || csn_token_is(&t[j], ",")) {
        check_types(d, list, first, j);
        first = j + 1;
      }
    }
  }
}
