// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "pfields.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char*
skip_spaces(const char* at)
{
  return at + strspn(at, " \t");
}

// Whether a character can be part of a name
static bool
is_name(char character)
{
  return isalnum((unsigned char)character) || character == '_';
}

// Reads a line `NAME = pN` or `NAME init pN`; 0: it is none
static uint32_t
read_line(const char* line, const char* name, size_t length)
{
  const char* at = skip_spaces(line);
  if (strncmp(at, name, length) != 0 || is_name(at[length])) {
    return 0;
  }
  at = skip_spaces(at + length);
  if (*at == '=' && at[1] != '=') {
    at = skip_spaces(at + 1);
  } else if (!strncmp(at, "init", 4) && !is_name(at[4])) {
    at = skip_spaces(at + 4);
  } else {
    return 0;
  }
  char* end = NULL;
  const unsigned long index =
    *at == 'p' && isdigit((unsigned char)at[1]) ? strtoul(at + 1, &end, 10) : 0;
  if (!end || is_name(*end)) {
    return 0;
  }
  // Nothing but a comment may follow: kfreq = p5 * 2 is another number
  end += strspn(end, " \t\r");
  const bool ends = !*end || *end == '\n' || *end == ';' ||
                    (*end == '/' && (end[1] == '/' || end[1] == '*'));
  return ends && index >= 4U && index <= 2000U ? (uint32_t)index : 0U;
}

bool
csn_pfield_find(const char* program, const char* name, uint32_t* index)
{
  const size_t length = strlen(name);
  for (const char* line = program; *line; line += *line == '\n') {
    const uint32_t found = read_line(line, name, length);
    if (found && *index && found != *index) {
      return false;
    }
    *index = found ? found : *index;
    line += strcspn(line, "\n");
  }
  return true;
}
