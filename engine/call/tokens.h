// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Tokens: a method line taken apart into words, quoted texts and raw ones.
  Pure text, without allocation.
*/

#ifndef CSN_ENGINE_TOKENS_H
#define CSN_ENGINE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/** What is left of the line. */
typedef struct {
  const char* at;
  const char* end;
} CsnCursor;

/** A word of the line. */
typedef struct {
  enum {
    CSN_TOKEN_END,
    CSN_TOKEN_WORD,
    CSN_TOKEN_QUOTED,
    CSN_TOKEN_RAW,
    CSN_TOKEN_BROKEN ///< A quote or {{ that is not closed
  } kind;
  const char* text; ///< Between the quotes
  size_t length;
} CsnToken;

/** Tells whether a character parts words: spaces, ends of lines, commas. */
bool
csn_is_space(char c);

/** Takes the next token; the cursor stands behind it then. */
CsnToken
csn_next_token(CsnCursor* cursor);

#endif
