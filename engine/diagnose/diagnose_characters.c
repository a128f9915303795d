// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Characters: those that Csound 6's lexer does not know outside of strings and
  comments.  It would print them to the standard output of the process, which
  is the host's, and only then give a syntax error without a place.  Engine
  layer, pure text.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/** A character of the text, or a byte that begins none. */
typedef struct {
  unsigned long code;
  size_t n_bytes; ///< 1 where it is no UTF-8
  bool is_text;   ///< UTF-8 that can be shown
} Character;

/* Reads UTF-8; `n` is what is left of the text, at least 1. */
static Character
read_character(const char* text, size_t n)
{
  static const unsigned char marks[] = { 0, 0, 0xC0, 0xE0, 0xF0, 0xF8 };
  const unsigned char first = (unsigned char)*text;
  Character c = { first, 1, first >= 0x20 && first < 0x7F };
  size_t length = 2;
  while (length <= 4 &&
         (first < marks[length] || first >= marks[length + 1U])) {
    ++length;
  }
  if (length > 4 || length > n) {
    return c;
  }
  unsigned long code = first & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    const unsigned char byte = (unsigned char)text[i];
    if ((byte & 0xC0U) != 0x80U) {
      return c;
    }
    code = code << 6U | (byte & 0x3FU);
  }
  static const unsigned long least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  if (code >= least[length] && code <= 0x10FFFF &&
      (code < 0xD800 || code > 0xDFFF)) {
    c.code = code;
    c.n_bytes = length;
    c.is_text = code >= 0xA0;
  }
  return c;
}

/* `@8` and `@@ 8` are powers of two; `@` alone is nothing. */
static bool
is_power(const char* text, size_t n)
{
  size_t i = n > 1 && text[1] == '@' ? 2 : 1;
  while (i < n && (text[i] == ' ' || text[i] == '\t')) {
    ++i;
  }
  return i < n && isdigit((unsigned char)text[i]);
}

/* `$NAME` may be known from an option or from earlier code. */
static bool
is_macro(const char* text, size_t n)
{
  return n > 1 && (isalnum((unsigned char)text[1]) || text[1] == '_');
}

static bool
is_known(const char* text, size_t n)
{
  if (*text == '$') {
    return is_macro(text, n);
  }
  if (*text == '@') {
    return is_power(text, n);
  }
  return (*text && strchr("+-*/^%()[],=<>!?:&|~#", *text)) ||
         (n > 1 && !memcmp(text, "\xC2\xAC", 2)); // The sign `not`
}

static void
tell(CsnDiagnose* d,
     CsnDiagnosticList* list,
     size_t token,
     const Character* character)
{
  const char* const where = "outside of strings and comments";
  const char* const bytes = d->tokens.tokens[token].text;
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  if (character->is_text && character->code < 0x80) {
    (void)snprintf(
      text, sizeof(text), "character '%c' has no meaning %s", *bytes, where);
  } else if (character->is_text && character->code != 0xFEFF) {
    (void)snprintf(text,
                   sizeof(text),
                   "character '%.*s' (U+%04lX) has no meaning %s",
                   (int)character->n_bytes,
                   bytes,
                   character->code,
                   where);
  } else {
    (void)snprintf(text,
                   sizeof(text),
                   "character U+%04lX has no meaning %s",
                   character->code,
                   where);
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, token, text);
}

void
csn_diagnose_characters(CsnDiagnose* d, CsnDiagnosticList* list)
{
  const char* const end = d->orchestra.text + d->orchestra.length;
  int last_line = 0;
  for (size_t i = 0; i < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (token->kind != CSN_TOKEN_SIGN || token->text >= end) {
      continue;
    }
    const size_t n = (size_t)(end - token->text);
    const Character character = read_character(token->text, n);
    if (!is_known(token->text, n) && token->line != last_line) {
      tell(d, list, i, &character); // One in a line is enough
      last_line = token->line;
    }
    i += character.n_bytes - 1U; // Each of its bytes is a token
  }
}
