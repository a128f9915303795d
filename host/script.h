// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Scripts of method lines with their times: "0.5 sched synth 0 2 67 0.1".
// Layer: host, pure.

#ifndef CSN_HOST_SCRIPT_H
#define CSN_HOST_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

/// One method line.
typedef struct {
  double seconds;
  unsigned line; ///< In the file, from 1
  char* text;    ///< Method and arguments
} CsnScriptLine;

/// All zero is an empty script. Lines stay in the file's order.
typedef struct {
  CsnScriptLine* lines;
  size_t n_lines;
} CsnScript;

/**
   Reads a script's text.

   A line is a time in seconds, space, and the method with its arguments. Empty
   lines and those that begin with # are left out. A line with {{ goes on until
   the line that has }}.

   @param name   The file's name, for errors.
   @param error  "NAME:LINE: …" on failure.
   @return False: see `error`; the script is empty.
*/
bool
csn_script_parse(CsnScript* script,
                 const char* text,
                 const char* name,
                 char* error,
                 size_t error_size);

/// Whether a text has {{ without }}, so that it goes on in the next line.
bool
csn_script_is_open(const char* text);

/// Frees a script's lines.
void
csn_script_clear(CsnScript* script);

#endif
