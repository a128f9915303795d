// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Letters: what a character may be, and the hash of a text.  Pure, without the
  locale.
*/

#ifndef CSN_ENGINE_LETTERS_H
#define CSN_ENGINE_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool
csn_is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/** Tells whether a name may begin with this character. */
static inline bool
csn_is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/** Tells whether a name may have this character. */
static inline bool
csn_is_name(char c)
{
  return csn_is_letter(c) || csn_is_digit(c);
}

/** Returns the hash of a text: FNV-1a, of 32 bits. */
static inline uint32_t
csn_hash(const char* text, size_t length)
{
  uint32_t hash = 2166136261U;
  for (size_t i = 0; i < length; ++i) {
    hash = (hash ^ (unsigned char)text[i]) * 16777619U;
  }
  return hash;
}

#endif
