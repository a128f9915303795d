// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Structure: what is open at a token: conditions and loops, brackets.  Engine
  layer, pure text.
*/

#include "diagnose_structure.h"

#include <string.h>

static bool
has_word(const CsnDiagnose* d, size_t first, const char* const* words)
{
  const size_t n = csn_statement_length(&d->tokens, first);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; words[j]; ++j) {
      if (csn_token_is(&d->tokens.tokens[first + i], words[j])) {
        return true;
      }
    }
  }
  return false;
}

static const char* const thens[] = { "then", "ithen", "kthen", NULL };
static const char* const jumps[] = { "goto", "igoto", "kgoto", NULL };

bool
csn_structure_lacks_then(const CsnDiagnose* d, size_t first)
{
  const CsnToken* const token = &d->tokens.tokens[first];
  return (csn_token_is(token, "if") || csn_token_is(token, "elseif")) &&
         !has_word(d, first, thens) && !has_word(d, first, jumps);
}

static void
push(CsnOpen* open, size_t token, const char* end)
{
  if (open->count < CSN_STRUCTURE_MAX) {
    open->tokens[open->count] = token;
    open->ends[open->count++] = end;
  }
}

static void
read_statement(const CsnDiagnose* d, size_t first, CsnOpen* open)
{
  static const char* const dos[] = { "do", NULL };
  const CsnToken* const token = &d->tokens.tokens[first];
  size_t at = first;
  if (csn_token_is(token, "else") && csn_token_is(token + 1, "if")) {
    ++at; // `else if` opens another one
  }
  if (csn_token_is(&d->tokens.tokens[at], "if")) {
    if (has_word(d, first, thens)) {
      push(open, at, "endif");
    }
  } else if (csn_token_is(token, "while") || csn_token_is(token, "until")) {
    if (has_word(d, first, dos)) {
      push(open, first, "od");
    }
  } else if (csn_token_is(token, "for") && has_word(d, first, dos)) {
    push(open, first, "od");
  } else if (csn_token_is(token, "switch")) {
    push(open, first, "endsw");
  } else if (open->count && (csn_token_is(token, open->ends[open->count - 1]) ||
                             (csn_token_is(token, "fi") &&
                              !strcmp(open->ends[open->count - 1], "endif")) ||
                             (csn_token_is(token, "enduntil") &&
                              !strcmp(open->ends[open->count - 1], "od")))) {
    --open->count;
  }
}

void
csn_structure_at(const CsnDiagnose* d, size_t token, CsnOpen* open)
{
  const CsnToken* const t = d->tokens.tokens;
  const uint32_t block = t[token].block;
  memset(open, 0, sizeof(*open));
  const size_t begin = d->tokens.blocks[block].begin;
  size_t first = t[begin].statement;
  while (first < t[token].statement && t[first].kind != CSN_TOKEN_END) {
    if (t[first].block == block) {
      read_statement(d, first, open);
    }
    const size_t next = csn_next_statement(&d->tokens, first);
    first = next > first ? next : first + 1;
  }
}

size_t
csn_structure_bracket(const CsnDiagnose* d, size_t first, size_t end)
{
  const CsnToken* const t = d->tokens.tokens;
  size_t stack[CSN_STRUCTURE_MAX];
  size_t depth = 0;
  for (size_t i = first;
       i <= end && t[i].kind != CSN_TOKEN_NEWLINE && t[i].kind != CSN_TOKEN_END;
       ++i) {
    if (csn_token_is(&t[i], "(") || csn_token_is(&t[i], "[")) {
      if (depth < CSN_STRUCTURE_MAX) {
        stack[depth++] = i;
      }
    } else if (csn_token_is(&t[i], ")") || csn_token_is(&t[i], "]")) {
      const char* const open = csn_token_is(&t[i], ")") ? "(" : "[";
      if (!depth || !csn_token_is(&t[stack[depth - 1]], open)) {
        return depth ? stack[depth - 1] : i;
      }
      --depth;
    }
  }
  return depth ? stack[depth - 1] : CSN_NO_TOKEN;
}
