// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Diagnostic: one thing that is wrong with the user's text, and a bounded list
  of them.  Engine layer, pure: plain data, no Csound, no files.
*/

#ifndef CSN_ENGINE_DIAGNOSTIC_H
#define CSN_ENGINE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CSN_DIAGNOSTIC_FILE_SIZE 256
#define CSN_DIAGNOSTIC_TEXT_SIZE 400
#define CSN_DIAGNOSTIC_MAX 48

/** How bad it is: an error stops the program, a warning does not. */
typedef enum { CSN_SEVERITY_ERROR, CSN_SEVERITY_WARNING } CsnSeverity;

/** One error or warning, and its place in the text that the user edits. */
typedef struct {
  char file[CSN_DIAGNOSTIC_FILE_SIZE]; ///< As the user named it
  int line;                            ///< 1-based, in file; 0: no line
  int column;                          ///< 1-based, bytes; 0: no column
  CsnSeverity severity;
  char text[CSN_DIAGNOSTIC_TEXT_SIZE]; ///< One line, no full stop
} CsnDiagnostic;

/** Diagnostics in the order of finding; what does not fit is counted only. */
typedef struct {
  size_t count;
  size_t n_dropped;
  CsnDiagnostic items[CSN_DIAGNOSTIC_MAX];
} CsnDiagnosticList;

/**
   Empties a list.

   @thread any
*/
void
csn_diagnostic_list_clear(CsnDiagnosticList* list);

/** How many errors were added; what was dropped counts as errors. */
size_t
csn_diagnostic_list_errors(const CsnDiagnosticList* list);

/**
   Adds a formatted diagnostic, unless one stands at the same place already.

   An exact repetition is ignored.  A full list counts the newcomer in
   `n_dropped`.

   @param file    Copied and cut to fit; may be null for an empty name.
   @return True if it was added.
   @thread any
*/
#if defined(__GNUC__)
__attribute__((format(printf, 6, 7)))
#endif
bool
csn_diagnostic_add(CsnDiagnosticList* list,
                   CsnSeverity severity,
                   const char* file,
                   int line,
                   int column,
                   const char* format,
                   ...);

/**
   Returns the first error of the list, or null where there is none.

   @thread any
*/
const CsnDiagnostic*
csn_diagnostic_first_error(const CsnDiagnosticList* list);

/**
   Writes `FILE:LINE:COLUMN: error: TEXT` without a newline.

   Line and column are left out where they are 0.

   @return The length that was needed, as snprintf().
   @thread any
*/
int
csn_diagnostic_format(const CsnDiagnostic* diagnostic, char* out, size_t size);

/**
   Writes all of the list, one line each, every line ended by a newline.

   Lines that do not fit whole are left out.

   @return The bytes written, without the final zero.
   @thread any
*/
size_t
csn_diagnostic_list_format(const CsnDiagnosticList* list,
                           char* out,
                           size_t size);

#ifdef __cplusplus
}
#endif

#endif
