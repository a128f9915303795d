// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Tokens: an expanded orchestra as words, statements and blocks.  Engine layer,
  pure text.
*/

#include "diagnose_tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool
is_name(char c)
{
  return isalnum((unsigned char)c) || c == '_';
}

bool
csn_token_is(const CsnToken* token, const char* text)
{
  return token->kind != CSN_TOKEN_STRING && token->length == strlen(text) &&
         !memcmp(token->text, text, token->length);
}

bool
csn_token_same(const CsnToken* a, const CsnToken* b)
{
  return a->length == b->length && !memcmp(a->text, b->text, a->length);
}

static size_t
number_length(const char* text, size_t n)
{
  size_t i = 0;
  if (n > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    i = 2;
    while (i < n && isxdigit((unsigned char)text[i])) {
      ++i;
    }
    return i;
  }
  while (i < n && (isdigit((unsigned char)text[i]) || text[i] == '.')) {
    ++i;
  }
  if (i < n && (text[i] == 'e' || text[i] == 'E')) {
    size_t j = i + 1;
    j += j < n && (text[j] == '+' || text[j] == '-') ? 1 : 0;
    if (j < n && isdigit((unsigned char)text[j])) {
      while (j < n && isdigit((unsigned char)text[j])) {
        ++j;
      }
      i = j;
    }
  }
  return i;
}

static size_t
string_length(const char* text, size_t n)
{
  if (text[0] == '{') {
    for (size_t i = 2; i + 1 < n; ++i) {
      if (text[i] == '}' && text[i + 1] == '}') {
        return i + 2;
      }
    }
    return n;
  }
  size_t i = 1;
  while (i < n && text[i] != '"' && text[i] != '\n') {
    i += text[i] == '\\' && i + 1 < n ? 2 : 1;
  }
  return i < n && text[i] == '"' ? i + 1 : i;
}

static size_t
sign_length(const char* text, size_t n)
{
  static const char* const doubles[] = {
    "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "@@"
  };
  for (size_t i = 0; n > 1 && i < sizeof(doubles) / sizeof(doubles[0]); ++i) {
    if (text[0] == doubles[i][0] && text[1] == doubles[i][1]) {
      return 2;
    }
  }
  return 1;
}

// Length of the token at `text`, and its kind
static size_t
measure(const char* text, size_t n, CsnTokenKind* kind)
{
  if (*text == '\n') {
    *kind = CSN_TOKEN_NEWLINE;
    return 1;
  }
  if (n >= 5 && !memcmp(text, "0dbfs", 5)) {
    *kind = CSN_TOKEN_NAME;
    return 5;
  }
  if (isdigit((unsigned char)*text) ||
      (*text == '.' && n > 1 && isdigit((unsigned char)text[1]))) {
    *kind = CSN_TOKEN_NUMBER;
    return number_length(text, n);
  }
  if (is_name(*text)) {
    size_t i = 1;
    while (i < n && is_name(text[i])) {
      ++i;
    }
    *kind = CSN_TOKEN_NAME;
    return i;
  }
  if (*text == '"' || (n > 1 && text[0] == '{' && text[1] == '{')) {
    *kind = CSN_TOKEN_STRING;
    return string_length(text, n);
  }
  *kind = CSN_TOKEN_SIGN;
  return sign_length(text, n);
}

static bool
grow(CsnTokens* t, size_t* capacity)
{
  if (t->n_tokens + 2 < *capacity) {
    return true;
  }
  const size_t more = *capacity ? *capacity * 2 : 1024;
  CsnToken* const tokens =
    (CsnToken*)realloc(t->tokens, more * sizeof(CsnToken));
  if (!tokens) {
    return false;
  }
  t->tokens = tokens;
  *capacity = more;
  return true;
}

// What Csound's lexer passes over; a form feed is a character to it
static bool
is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static bool
split(CsnTokens* t, CsnExpansion* x)
{
  size_t capacity = 0;
  size_t at = 0;
  while (grow(t, &capacity)) {
    while (at < x->length && is_blank(x->text[at])) {
      ++at;
    }
    CsnToken* const token = &t->tokens[t->n_tokens++];
    memset(token, 0, sizeof(*token));
    const size_t where = at < x->length ? at : x->length - 1;
    token->kind = CSN_TOKEN_END;
    token->text = x->text + at;
    token->place = x->places[where];
    int column = 0;
    csn_expand_locate(x, token->place, &token->line, &column);
    if (at >= x->length) {
      return true;
    }
    token->length =
      (uint32_t)measure(x->text + at, x->length - at, &token->kind);
    at += token->length;
  }
  return false;
}

// A label ends here: `name:` with no function's type after it
static bool
is_label(const CsnToken* token)
{
  return token->kind == CSN_TOKEN_NAME && csn_token_is(token + 1, ":") &&
         (token[2].kind == CSN_TOKEN_NEWLINE ||
          token[2].kind == CSN_TOKEN_END ||
          isspace((unsigned char)token[1].text[1]));
}

static CsnBlock*
open_block(CsnTokens* t, size_t* capacity, CsnBlockKind kind, size_t begin)
{
  if (t->n_blocks >= *capacity) {
    const size_t more = *capacity ? *capacity * 2 : 64;
    CsnBlock* const blocks =
      (CsnBlock*)realloc(t->blocks, more * sizeof(CsnBlock));
    if (!blocks) {
      return NULL;
    }
    t->blocks = blocks;
    *capacity = more;
  }
  CsnBlock* const block = &t->blocks[t->n_blocks++];
  memset(block, 0, sizeof(*block));
  block->kind = kind;
  block->begin = (uint32_t)begin;
  return block;
}

static bool
find_blocks(CsnTokens* t)
{
  size_t capacity = 0;
  CsnBlock* block = open_block(t, &capacity, CSN_BLOCK_GLOBAL, 0);
  uint32_t current = 0;
  uint32_t statement = 0;
  bool at_start = true;
  for (size_t i = 0; i < t->n_tokens && block; ++i) {
    CsnToken* const token = &t->tokens[i];
    if (at_start) {
      statement = (uint32_t)i;
    }
    const bool opens = at_start && (csn_token_is(token, "instr") ||
                                    csn_token_is(token, "opcode"));
    if (opens || token->kind == CSN_TOKEN_END) {
      t->blocks[current].end = (uint32_t)i;
    }
    if (opens) {
      block = open_block(t,
                         &capacity,
                         csn_token_is(token, "instr") ? CSN_BLOCK_INSTR
                                                      : CSN_BLOCK_OPCODE,
                         i);
      current = (uint32_t)t->n_blocks - 1;
    }
    token->block = current;
    token->statement = statement;
    if (at_start && current &&
        csn_token_is(token,
                     t->blocks[current].kind == CSN_BLOCK_INSTR ? "endin"
                                                                : "endop")) {
      t->blocks[current].closed = true;
      t->blocks[current].end = (uint32_t)i + 1;
      current = 0;
    }
    const bool after_label = i > 0 && at_start == false &&
                             csn_token_is(token, ":") && i - 1 == statement &&
                             is_label(token - 1);
    at_start = token->kind == CSN_TOKEN_NEWLINE || after_label;
  }
  if (block) {
    t->blocks[0].end = (uint32_t)t->n_tokens - 1;
  }
  return block != NULL;
}

bool
csn_tokens_read(CsnTokens* tokens, CsnExpansion* expansion)
{
  memset(tokens, 0, sizeof(*tokens));
  return expansion->length && split(tokens, expansion) && find_blocks(tokens);
}

void
csn_tokens_clear(CsnTokens* tokens)
{
  free(tokens->tokens);
  free(tokens->blocks);
  memset(tokens, 0, sizeof(*tokens));
}

static bool
ends_statement(const CsnToken* token)
{
  return token->kind == CSN_TOKEN_NEWLINE || token->kind == CSN_TOKEN_END;
}

size_t
csn_statement_length(const CsnTokens* tokens, size_t first)
{
  size_t n = 0;
  while (!ends_statement(&tokens->tokens[first + n]) &&
         tokens->tokens[first + n].statement == first) {
    ++n;
  }
  return n;
}

size_t
csn_next_statement(const CsnTokens* tokens, size_t first)
{
  size_t at = first + csn_statement_length(tokens, first);
  while (tokens->tokens[at].kind == CSN_TOKEN_NEWLINE) {
    ++at;
  }
  return at;
}

// Past `[…]` where there is one at `at`
static size_t
skip_brackets(const CsnTokens* t, size_t at)
{
  while (csn_token_is(&t->tokens[at], "[")) {
    int depth = 0;
    do {
      depth += csn_token_is(&t->tokens[at], "[") ? 1 : 0;
      depth -= csn_token_is(&t->tokens[at], "]") ? 1 : 0;
      ++at;
    } while (depth > 0 && !ends_statement(&t->tokens[at]));
  }
  return at;
}

size_t
csn_statement_operator(const CsnTokens* t, size_t first)
{
  static const char* const assigns[] = { "=", "+=", "-=", "*=", "/=" };
  size_t at = first;
  while (t->tokens[at].kind == CSN_TOKEN_NAME) {
    at = skip_brackets(t, at + 1);
    const CsnToken* const token = &t->tokens[at];
    for (size_t i = 0; i < sizeof(assigns) / sizeof(assigns[0]); ++i) {
      if (csn_token_is(token, assigns[i])) {
        return at;
      }
    }
    if (token->kind == CSN_TOKEN_NAME) {
      // `if` and its like have no outputs
      static const char* const words[] = { "if",    "elseif", "while", "until",
                                           "instr", "opcode", "goto",  "igoto",
                                           "kgoto", "rigoto", "switch" };
      for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
        if (csn_token_is(&t->tokens[first], words[i])) {
          return first;
        }
      }
      // `out asig`: only what is an opcode decides, see the callers
      return at;
    }
    if (!csn_token_is(token, ",")) {
      return first;
    }
    ++at;
  }
  return first;
}
