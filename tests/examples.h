// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file examples.h
   Reads docs/methods.txt: the examples of the methods, and what they are said
   to give (layer: tests).
*/

#ifndef CSN_TESTS_EXAMPLES_H
#define CSN_TESTS_EXAMPLES_H

#include "harness.h"

#include <dirent.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXAMPLES_MAX_VALUES 32U
#define EXAMPLES_MAX_BEFORE 8U

/** The fields of one method's entry. */
typedef struct {
  char name[64];
  char before[EXAMPLES_MAX_BEFORE][1024];
  size_t n_before;
  char example[4096];
  char gives[512];
  char refuses[512];
} Example;

static inline char*
examples_read(const char* path)
{
  FILE* const file = fopen(path, "rb");
  char* const text = (char*)calloc(1, 1U << 20U);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  const size_t n = fread(text, 1, (1U << 20U) - 1U, file);
  (void)fclose(file);
  CU_ASSERT(n > 0);
  return text;
}

static inline void
examples_append(char* to, size_t size, const char* text, size_t length)
{
  const size_t used = strlen(to);
  CU_ASSERT_FATAL(used + length < size);
  memcpy(to + used, text, length);
  to[used + length] = '\0';
}

/** The field that a line begins, and its key's length; null: none of ours. */
static inline char*
examples_field(Example* entry, const char* line, size_t* size, size_t* skip)
{
  *size = sizeof(entry->refuses);
  if (!strncmp(line, "  before: ", 10)) {
    CU_ASSERT_FATAL(entry->n_before < EXAMPLES_MAX_BEFORE);
    *size = sizeof(entry->before[0]);
    *skip = 10;
    return entry->before[entry->n_before++];
  }
  if (!strncmp(line, "  example: ", 11)) {
    *size = sizeof(entry->example);
    *skip = 11;
    return entry->example;
  }
  *skip = !strncmp(line, "  gives: ", 9) ? 9 : 11;
  return *skip == 9                          ? entry->gives
         : !strncmp(line, "  refuses: ", 11) ? entry->refuses
                                             : NULL;
}

/** Takes the next entry; `at` stands at a line.  False: there is none. */
static inline bool
examples_next(const char** at, Example* entry)
{
  char* field = NULL;
  size_t size = 0;
  memset(entry, 0, sizeof(*entry));
  while (**at) {
    const char* const line = *at;
    const size_t length = strcspn(line, "\n");
    const bool is_name = length && *line != '#' && *line != ' ';
    if (is_name && entry->name[0]) {
      return true;
    }
    *at += length + (line[length] == '\n');
    if (is_name) {
      examples_append(entry->name, sizeof(entry->name), line, length);
    } else if (field && !strncmp(line, "    ", 4)) {
      examples_append(field, size, "\n", 1);
      examples_append(field, size, line + 4, length - 4U);
    } else if (length && *line == ' ') {
      size_t skip = 0;
      field = examples_field(entry, line, &size, &skip);
      if (field) {
        examples_append(field, size, line + skip, length - skip);
      }
    }
  }
  return entry->name[0] != '\0';
}

/** The files that examples name are copies, below the scratch. */
static inline void
examples_copy_files(void)
{
  char* const from = realpath(csn_test_path("docs/examples"), NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(from);
  DIR* const folder = opendir(from);
  CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
  CU_ASSERT_EQUAL_FATAL(chdir(csn_test_scratch()), 0);
  for (struct dirent* e = readdir(folder); e; e = readdir(folder)) {
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s/%s", from, e->d_name);
    FILE* const in = e->d_name[0] == '.' ? NULL : fopen(path, "rb");
    FILE* const out = in ? fopen(e->d_name, "wb") : NULL;
    if (in && out) {
      static char bytes[1U << 20U];
      const size_t n = fread(bytes, 1, sizeof(bytes), in);
      CU_ASSERT(n && n < sizeof(bytes) && fwrite(bytes, 1, n, out) == n);
    }
    CU_ASSERT(e->d_name[0] == '.' || (out && !fclose(out)));
    CU_ASSERT(!in || !fclose(in));
  }
  (void)closedir(folder);
  free(from);
}

static inline bool
examples_near(double a, double b)
{
  return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1.0 + fabs(b));
}

/** Tells whether an answer is what the entry says: numbers, and a text. */
static inline bool
examples_is_given(const char* gives,
                  const double* values,
                  uint32_t n_values,
                  const char* text)
{
  uint32_t n = 0;
  const char* at = gives;
  if (!strcmp(gives, "nothing")) {
    return !n_values && !text[0];
  }
  if (!strcmp(gives, "seconds")) { // As many as have gone by
    return n_values == 1 && values[0] > 0 && values[0] < 10;
  }
  for (;;) {
    at += strspn(at, " ");
    char* end = NULL;
    const double number = strtod(at, &end);
    if (end == at) {
      break;
    }
    if (n >= n_values || n >= EXAMPLES_MAX_VALUES ||
        !examples_near(values[n++], number)) {
      return false;
    }
    at = end;
  }
  if (*at == '"') {
    char part[512] = "";
    const char* const close = strrchr(at, '"');
    examples_append(part, sizeof(part), at + 1, (size_t)(close - at - 1));
    return n == n_values && part[0] && strstr(text, part);
  }
  return !*at && n && n == n_values;
}

#endif // CSN_TESTS_EXAMPLES_H
