// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A text that grows. When memory is short the text stays as it is, and says so.
// Layer: host, pure.

#ifndef CSN_HOST_TEXT_H
#define CSN_HOST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/// All zero is an empty text.
typedef struct {
  char* chars; ///< Ends with zero; null: empty
  size_t length;
  size_t capacity;
} CsnText;

/// Appends `length` bytes. False: no memory, the text is unchanged.
bool
csn_text_add(CsnText* text, const char* chars, size_t length);

/// Appends formatted text. False: no memory, the text is unchanged.
bool
csn_text_print(CsnText* text, const char* format, ...)
  __attribute__((format(printf, 2, 3)));

/// The characters, never null.
const char*
csn_text_chars(const CsnText* text);

/// Frees the characters: the text is empty again.
void
csn_text_clear(CsnText* text);

/**
   Reads a whole text file.

   @param error  Set to one line on failure.
   @return False: it cannot be read, or holds a zero byte.
*/
bool
csn_text_read_file(CsnText* text,
                   const char* path,
                   char* error,
                   size_t error_size);

#endif
