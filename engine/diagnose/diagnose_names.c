// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Names: variables and labels that are used and never set.  Engine layer, pure
  text.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/** What is known of a name in one block. */
typedef struct {
  size_t use;        ///< First use before a definition, or CSN_NO_TOKEN
  size_t definition; ///< First definition, or CSN_NO_TOKEN
} Uses;

static bool
is_global(const char* name)
{
  return name[0] == 'g' && name[1] && strchr("ikaSfw", name[1]);
}

// An output `x` or `x[]` sets the name; `x[2]` and `x += 1` need it
static bool
is_definition(const CsnDiagnose* d, size_t token, size_t operator_at)
{
  const CsnToken* const t = d->tokens.tokens;
  if (csn_token_is(&t[token + 1], "[") && !csn_token_is(&t[token + 2], "]")) {
    return false;
  }
  const CsnToken* const sign = &t[operator_at];
  return sign->kind == CSN_TOKEN_NAME || csn_token_is(sign, "=");
}

static void
look_in_statement(const CsnDiagnose* d,
                  const char* name,
                  size_t first,
                  Uses* uses)
{
  const CsnToken* const t = d->tokens.tokens;
  const size_t n = csn_statement_length(&d->tokens, first);
  const size_t sign = csn_diagnose_operator(d, first);
  size_t definition = CSN_NO_TOKEN;
  for (size_t i = first; i < first + n; ++i) {
    if (!csn_token_is(&t[i], name)) {
      continue;
    }
    const bool is_label = i == first && csn_token_is(&t[i + 1], ":");
    if (is_label || (i < sign && is_definition(d, i, sign))) {
      definition = definition == CSN_NO_TOKEN ? i : definition;
    } else if (uses->definition == CSN_NO_TOKEN && uses->use == CSN_NO_TOKEN) {
      uses->use = i;
    }
  }
  if (uses->definition == CSN_NO_TOKEN) {
    uses->definition = definition;
  }
}

static Uses
look_in_block(const CsnDiagnose* d, const char* name, size_t block)
{
  Uses uses = { CSN_NO_TOKEN, CSN_NO_TOKEN };
  const CsnBlock* const b = &d->tokens.blocks[block];
  const size_t end = b->end;
  size_t first = b->begin;
  while (first < end) {
    if (d->tokens.tokens[first].block == block) {
      look_in_statement(d, name, d->tokens.tokens[first].statement, &uses);
    }
    // Labels end a statement, too
    const size_t statement = d->tokens.tokens[first].statement;
    while (first < end && d->tokens.tokens[first].statement == statement) {
      ++first;
    }
  }
  return uses;
}

// A jump or its like stands before the name
static bool
is_jump(const CsnDiagnose* d, size_t use)
{
  static const char* const jumps[] = { "goto",    "igoto",   "kgoto",
                                       "tigoto",  "rigoto",  "timout",
                                       "reinit",  "cggoto",  "cigoto",
                                       "ckgoto",  "cngoto",  "loop_lt",
                                       "loop_le", "loop_gt", "loop_ge" };
  const CsnToken* const t = d->tokens.tokens;
  for (size_t i = t[use].statement; i < use; ++i) {
    for (size_t j = 0; j < sizeof(jumps) / sizeof(jumps[0]); ++j) {
      if (csn_token_is(&t[i], jumps[j])) {
        return csn_token_is(&t[use + 1], "\n") || t[use + 1].length == 0 ||
               t[use + 1].kind == CSN_TOKEN_NEWLINE;
      }
    }
  }
  return false;
}

// A name of the block that is set and that is much like the unknown one
static const CsnToken*
find_near(const CsnDiagnose* d, const char* name, size_t block)
{
  const CsnToken* best = NULL;
  const size_t length = strlen(name);
  size_t best_distance = length < 4 ? 2 : 3;
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    const bool here = token->block == block || token->text[0] == 'g';
    if (token->kind != CSN_TOKEN_NAME || !here || csn_token_is(token, name) ||
        token->length < 3 || token->text[0] != name[0] ||
        csn_diagnose_is_opcode(d, token) ||
        i >= csn_diagnose_operator(d, token->statement)) {
      continue;
    }
    const size_t distance =
      csn_word_distance(name, length, token->text, token->length);
    if (distance < best_distance) {
      best_distance = distance;
      best = token;
    }
  }
  return best;
}

// Another block that sets the name; 0 if there is none
static size_t
find_other_block(const CsnDiagnose* d, const char* name, size_t block)
{
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    if (i != block && look_in_block(d, name, i).definition != CSN_NO_TOKEN) {
      return i;
    }
  }
  return 0;
}

static void
explain(const CsnDiagnose* d,
        const char* name,
        size_t block,
        const Uses* uses,
        char* out,
        size_t size)
{
  char where[72];
  csn_diagnose_block_name(d, block, where, sizeof(where));
  if (is_jump(d, uses->use)) {
    (void)snprintf(out, size, "there is no label '%s' in %s", name, where);
    return;
  }
  if (uses->definition != CSN_NO_TOKEN) {
    (void)snprintf(out,
                   size,
                   "variable '%s' is used before it is set (in line %d)",
                   name,
                   csn_diagnose_line(d, uses->definition));
    return;
  }
  const CsnToken* const near = find_near(d, name, block);
  if (near) {
    (void)snprintf(out,
                   size,
                   "undefined variable '%s' in %s; did you mean '%.*s'?",
                   name,
                   where,
                   (int)near->length,
                   near->text);
    return;
  }
  const size_t other = is_global(name) ? 0 : find_other_block(d, name, block);
  if (other) {
    char owner[72];
    csn_diagnose_block_name(d, other, owner, sizeof(owner));
    (void)snprintf(out,
                   size,
                   "undefined variable '%s' in %s: the one in %s is local to "
                   "it (global names begin with g)",
                   name,
                   where,
                   owner);
    return;
  }
  (void)snprintf(out, size, "undefined variable '%s' in %s", name, where);
}

void
csn_diagnose_undefined(CsnDiagnose* d,
                       const CsnComplaint* complaint,
                       CsnDiagnosticList* list)
{
  const char* const name = complaint->name;
  Uses best = { CSN_NO_TOKEN, CSN_NO_TOKEN };
  size_t best_block = 0;
  unsigned best_distance = ~0U;
  size_t global_definition = CSN_NO_TOKEN;
  for (size_t block = 0; block < d->tokens.n_blocks; ++block) {
    Uses uses = look_in_block(d, name, block);
    if (is_global(name) && global_definition != CSN_NO_TOKEN) {
      break; // Known from here on
    }
    if (is_global(name)) {
      global_definition = uses.definition;
    }
    if (uses.use == CSN_NO_TOKEN) {
      continue;
    }
    const unsigned distance = csn_diagnose_distance(d, complaint, uses.use);
    if (distance < best_distance) {
      best_distance = distance;
      best = uses;
      best_block = block;
    }
  }
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  if (best.use == CSN_NO_TOKEN) {
    (void)snprintf(text, sizeof(text), "undefined variable '%s'", name);
  } else {
    explain(d, name, best_block, &best, text, sizeof(text));
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, best.use, text);
}

void
csn_diagnose_array(CsnDiagnose* d,
                   const CsnComplaint* complaint,
                   CsnDiagnosticList* list)
{
  const CsnToken* const t = d->tokens.tokens;
  size_t best = CSN_NO_TOKEN;
  unsigned best_distance = ~0U;
  for (size_t i = 0; i + 2 < d->tokens.n_tokens; ++i) {
    if (t[i].kind != CSN_TOKEN_NAME || !csn_token_is(&t[i + 1], "[") ||
        csn_token_is(&t[i + 2], "]")) {
      continue;
    }
    bool declared = false;
    for (size_t j = 0; j < i && !declared; ++j) {
      declared = csn_token_same(&t[i], &t[j]) && csn_token_is(&t[j + 1], "[") &&
                 csn_token_is(&t[j + 2], "]");
    }
    const unsigned distance = csn_diagnose_distance(d, complaint, i);
    if (!declared && distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  char text[CSN_DIAGNOSTIC_TEXT_SIZE] = "this is no array and takes no [ ]";
  if (best != CSN_NO_TOKEN) {
    (void)snprintf(text,
                   sizeof(text),
                   "'%.*s' is not an array here; an array is made with "
                   "'%.*s[] init N', fillarray and the like",
                   (int)t[best].length,
                   t[best].text,
                   (int)t[best].length,
                   t[best].text);
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, best, text);
}
