// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads scripts. Layer: host, pure.

#include "script.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char*
skip_space(const char* text)
{
  return text + strspn(text, " \t\r");
}

// Where the logical line ends that begins here: at its newline, or, if a {{ is
// open there, at the newline after the }}. Null: {{ without }}.
static const char*
find_end(const char* start)
{
  const char* end = start + strcspn(start, "\n");
  const char* at = start;
  for (;;) {
    const char* open = strstr(at, "{{");
    if (!open || open > end) {
      return end;
    }
    const char* close = strstr(open + 2, "}}");
    if (!close) {
      return NULL;
    }
    at = close + 2;
    end = at + strcspn(at, "\n");
  }
}

static unsigned
count_lines(const char* start, const char* end)
{
  unsigned n = 0;
  for (const char* c = start; c < end; ++c) {
    n += *c == '\n';
  }
  return n;
}

static bool
add_line(CsnScript* script,
         double seconds,
         unsigned line,
         const char* start,
         const char* end)
{
  while (end > start && strchr(" \t\r", end[-1])) {
    --end;
  }

  const size_t n = script->n_lines;
  if (!(n & (n - 1U))) { // A power of two, or none: double the room
    CsnScriptLine* lines =
      (CsnScriptLine*)realloc(script->lines,
                              (n ? n * 2U : 1U) * sizeof(CsnScriptLine));
    if (!lines) {
      return false;
    }
    script->lines = lines;
  }
  char* text = strndup(start, (size_t)(end - start));
  if (!text) {
    return false;
  }
  script->lines[n].seconds = seconds;
  script->lines[n].line = line;
  script->lines[n].text = text;
  ++script->n_lines;
  return true;
}

// Reads the logical line from `start` to `end`; null, or what is wrong
static const char*
parse_line(CsnScript* script, const char* start, const char* end, unsigned line)
{
  const char* first = skip_space(start);
  if (first >= end || *first == '#') {
    return NULL;
  }

  char* after = NULL;
  const double seconds = strtod(first, &after);
  if (after == first || !strchr(" \t", *after)) {
    return "a line begins with its time in seconds";
  }
  if (!(seconds >= 0.0 && seconds < 1.0e9)) {
    return "the time is out of range";
  }
  const char* method = skip_space(after);
  if (method >= end) {
    return "there is no method after the time";
  }
  return add_line(script, seconds, line, method, end) ? NULL : "out of memory";
}

bool
csn_script_parse(CsnScript* script,
                 const char* text,
                 const char* name,
                 char* error,
                 size_t error_size)
{
  memset(script, 0, sizeof(*script));
  unsigned line = 1;
  const char* start = text;
  while (*start) {
    const char* first = skip_space(start);
    const char* end =
      *first == '#' ? first + strcspn(first, "\n") : find_end(start);
    const char* wrong =
      end ? parse_line(script, start, end, line) : "{{ without }}";
    if (wrong) {
      snprintf(error, error_size, "%s:%u: %s", name, line, wrong);
      csn_script_clear(script);
      return false;
    }
    line += count_lines(start, end) + 1U;
    start = *end ? end + 1 : end;
  }
  return true;
}

bool
csn_script_is_open(const char* text)
{
  const char* open = strstr(text, "{{");
  while (open) {
    const char* close = strstr(open + 2, "}}");
    if (!close) {
      return true;
    }
    open = strstr(close + 2, "{{");
  }
  return false;
}

void
csn_script_clear(CsnScript* script)
{
  for (size_t i = 0; i < script->n_lines; ++i) {
    free(script->lines[i].text);
  }
  free(script->lines);
  memset(script, 0, sizeof(*script));
}
