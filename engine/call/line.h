// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Line: a method line becomes a record.  Pure text, without allocation and
  without the locale, so that it can be done on the audio thread.

    sched lead 0 2 67 0.1      a method and its arguments
    sched lead dur=2           an argument by its name
    $a = sched lead            keep the result …
    setp $a 4 0.5 delay=1      … for later lines
    compile "instr 1 … endin"  quoted text: \" \\ \n \t
    compile {{ … }}            raw text, as in Csound
    # …                        a comment
*/

#ifndef CSN_ENGINE_LINE_H
#define CSN_ENGINE_LINE_H

#include "base/number.h"
#include "csonance.h"
#include "methods.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>

#define CSN_N_VARIABLES 256U

/** The `$names` of an engine and their numbers. */
typedef struct {
  uint32_t n;
  char names[CSN_N_VARIABLES][32];
  double values[CSN_N_VARIABLES];
  bool set[CSN_N_VARIABLES];
  uint16_t pending[CSN_N_VARIABLES]; ///< Jobs that are to set it
} CsnVariables;

/**
   Parses a line.

   @param variables   Where `$names` are looked up and made.
   @param buffer      For the record, 8-byte aligned.
   @param record      Set on success; null for an empty line.
   @param problem     Set to a static text otherwise.
   @thread any; bounded by the length of the line
*/
CsnStatus
csn_line_parse(const char* text,
               size_t length,
               uint32_t request,
               CsnVariables* variables,
               void* buffer,
               size_t capacity,
               CsnRecord** record,
               const char** problem);

/** Makes every `$name` of a line known, for trying it out of its place. */
void
csn_line_collect_names(const char* text,
                       size_t length,
                       CsnVariables* variables);

#endif
