// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Diagnostic: one thing that is wrong with the user's text, and a bounded list
  of them.  Engine layer, pure.
*/

#include "diagnostic.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
csn_diagnostic_list_clear(CsnDiagnosticList* list)
{
  list->count = 0;
  list->n_dropped = 0;
}

size_t
csn_diagnostic_list_errors(const CsnDiagnosticList* list)
{
  size_t n = list->n_dropped;
  for (size_t i = 0; i < list->count; ++i) {
    n += list->items[i].severity == CSN_SEVERITY_ERROR ? 1 : 0;
  }
  return n;
}

// One line only, and no bytes that a terminal would obey
static void
make_one_line(char* text)
{
  for (char* c = text; *c; ++c) {
    if ((unsigned char)*c < 0x20U || *c == 0x7F) {
      *c = ' ';
    }
  }
}

static bool
is_same(const CsnDiagnostic* a, const CsnDiagnostic* b)
{
  return a->line == b->line && a->column == b->column &&
         a->severity == b->severity && !strcmp(a->file, b->file) &&
         (a->line > 0 || !strcmp(a->text, b->text));
}

bool
csn_diagnostic_add(CsnDiagnosticList* list,
                   CsnSeverity severity,
                   const char* file,
                   int line,
                   int column,
                   const char* format,
                   ...)
{
  if (list->count >= CSN_DIAGNOSTIC_MAX) {
    ++list->n_dropped;
    return false;
  }

  CsnDiagnostic* const item = &list->items[list->count];
  memset(item, 0, sizeof(*item));
  item->line = line;
  item->column = column;
  item->severity = severity;
  (void)snprintf(item->file, sizeof(item->file), "%s", file ? file : "");

  va_list args;
  va_start(args, format);
  // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is, just above
  (void)vsnprintf(item->text, sizeof(item->text), format, args);
  va_end(args);
  make_one_line(item->file);
  make_one_line(item->text);

  for (size_t i = 0; i < list->count; ++i) {
    if (is_same(&list->items[i], item)) {
      return false;
    }
  }
  ++list->count;
  return true;
}

const CsnDiagnostic*
csn_diagnostic_first_error(const CsnDiagnosticList* list)
{
  for (size_t i = 0; i < list->count; ++i) {
    if (list->items[i].severity == CSN_SEVERITY_ERROR) {
      return &list->items[i];
    }
  }
  return NULL;
}

int
csn_diagnostic_format(const CsnDiagnostic* diagnostic, char* out, size_t size)
{
  const char* const word =
    diagnostic->severity == CSN_SEVERITY_ERROR ? "error" : "warning";

  if (diagnostic->line <= 0) {
    return snprintf(
      out, size, "%s: %s: %s", diagnostic->file, word, diagnostic->text);
  }
  if (diagnostic->column <= 0) {
    return snprintf(out,
                    size,
                    "%s:%d: %s: %s",
                    diagnostic->file,
                    diagnostic->line,
                    word,
                    diagnostic->text);
  }
  return snprintf(out,
                  size,
                  "%s:%d:%d: %s: %s",
                  diagnostic->file,
                  diagnostic->line,
                  diagnostic->column,
                  word,
                  diagnostic->text);
}

size_t
csn_diagnostic_list_format(const CsnDiagnosticList* list,
                           char* out,
                           size_t size)
{
  size_t used = 0;
  if (size > 0) {
    out[0] = '\0';
  }
  for (size_t i = 0; i < list->count; ++i) {
    char line[CSN_DIAGNOSTIC_FILE_SIZE + CSN_DIAGNOSTIC_TEXT_SIZE + 48];
    const int needed =
      csn_diagnostic_format(&list->items[i], line, sizeof(line));
    const size_t length = needed < 0 ? 0 : strlen(line);
    if (used + length + 2 > size) {
      break;
    }
    memcpy(out + used, line, length);
    used += length;
    out[used++] = '\n';
    out[used] = '\0';
  }
  return used;
}
