// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Nesting: comments and strings, followed along the lines of an orchestra or a
  score.  Engine layer, pure text.
*/

#include "csd_nesting.h"

// One character of code: may open a comment, a string or a {{ string.
// Returns the characters used, or 0 if the rest of the line is a comment.
static size_t
read_code(CsnNesting* nesting, const char* text, size_t at, size_t end)
{
  const char c = text[at];
  const char next = (char)(at + 1 < end ? text[at + 1] : '\0');
  if (c == ';' || (c == '/' && next == '/')) {
    return 0;
  }
  nesting->begin = at;
  if (c == '/' && next == '*') {
    nesting->inside = CSN_IN_COMMENT;
    return 2;
  }
  if (c == '{' && next == '{') {
    nesting->inside = CSN_IN_BRACES;
    return 2;
  }
  if (c == '"') {
    nesting->inside = CSN_IN_STRING;
  }
  return 1;
}

// One character, or two, inside of a comment or a string
static size_t
read_inside(CsnNesting* nesting, const char* text, size_t at, size_t end)
{
  const char c = text[at];
  const char next = (char)(at + 1 < end ? text[at + 1] : '\0');
  if (nesting->inside == CSN_IN_STRING && c == '\\') {
    return 2;
  }
  if (nesting->inside == CSN_IN_STRING && c == '"') {
    nesting->inside = CSN_IN_CODE;
    return 1;
  }
  if ((nesting->inside == CSN_IN_COMMENT && c == '*' && next == '/') ||
      (nesting->inside == CSN_IN_BRACES && c == '}' && next == '}')) {
    nesting->inside = CSN_IN_CODE;
    return 2;
  }
  return 1;
}

void
csn_nesting_read(CsnNesting* nesting, const char* text, size_t at, size_t end)
{
  while (at < end) {
    const size_t used = nesting->inside == CSN_IN_CODE
                          ? read_code(nesting, text, at, end)
                          : read_inside(nesting, text, at, end);
    if (!used) {
      return;
    }
    at += used;
  }
}

size_t
csn_nesting_leave(CsnNesting* nesting, const char* text, size_t at, size_t end)
{
  while (at < end && nesting->inside != CSN_IN_CODE) {
    at += read_inside(nesting, text, at, end);
  }
  return at < end ? at : end;
}
