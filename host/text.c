// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A text that grows. Layer: host, pure.

#include "text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_text_add(CsnText* text, const char* chars, size_t length)
{
  if (text->capacity - text->length <= length) {
    size_t capacity = text->capacity ? text->capacity : 256U;
    while (capacity - text->length <= length) {
      capacity *= 2U;
    }
    char* grown = (char*)realloc(text->chars, capacity);
    if (!grown) {
      return false;
    }
    text->chars = grown;
    text->capacity = capacity;
  }
  if (length) {
    memcpy(text->chars + text->length, chars, length);
  }
  text->length += length;
  text->chars[text->length] = '\0';
  return true;
}

bool
csn_text_print(CsnText* text, const char* format, ...)
{
  char* chars = NULL;
  va_list arguments;
  va_start(arguments, format);
  const int length = vasprintf(&chars, format, arguments);
  va_end(arguments);
  if (length < 0) {
    return false;
  }
  const bool done = csn_text_add(text, chars, (size_t)length);
  free(chars);
  return done;
}

const char*
csn_text_chars(const CsnText* text)
{
  return text->chars ? text->chars : "";
}

void
csn_text_clear(CsnText* text)
{
  free(text->chars);
  memset(text, 0, sizeof(*text));
}

bool
csn_text_read_file(CsnText* text,
                   const char* path,
                   char* error,
                   size_t error_size)
{
  FILE* file = fopen(path, "rb");
  if (!file) {
    snprintf(error, error_size, "%s: %s", path, strerror(errno));
    return false;
  }

  char block[4096];
  bool is_good = true;
  size_t n = 0;
  errno = 0;
  while (is_good && (n = fread(block, 1, sizeof(block), file)) > 0) {
    if (memchr(block, 0, n)) {
      snprintf(error, error_size, "%s: this is no text file", path);
      is_good = false;
    } else if (!csn_text_add(text, block, n)) {
      snprintf(error, error_size, "%s: out of memory", path);
      is_good = false;
    }
  }
  if (is_good && ferror(file)) {
    snprintf(error, error_size, "%s: %s", path, strerror(errno));
    is_good = false;
  }
  fclose(file);
  return is_good;
}
