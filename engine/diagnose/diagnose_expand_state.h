// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  State of an expansion in progress.  Private to diagnose_expand.c and
  diagnose_directive.c.  Engine layer, pure text.
*/

#ifndef CSN_ENGINE_DIAGNOSE_EXPAND_STATE_H
#define CSN_ENGINE_DIAGNOSE_EXPAND_STATE_H

#include "diagnose_expand.h"

#define CSN_EXPAND_MAX_MACROS 2048
#define CSN_EXPAND_MAX_ARGUMENTS 10
#define CSN_EXPAND_MAX_CONDITIONS 32

/** A macro, or an argument of the call that is being expanded. */
typedef struct {
  const char* name;
  size_t name_length;
  const char* text; ///< The file's; the body is [begin, end) of it
  size_t begin;
  size_t end;
  uint16_t file;
  bool undefined; ///< By #undef
  unsigned n_arguments;
  struct {
    const char* name;
    size_t length;
  } arguments[CSN_EXPAND_MAX_ARGUMENTS];
} CsnMacro;

/** Text being read: a file or a macro's body. */
typedef struct {
  const char* text;
  size_t at;
  size_t end;
  uint16_t file;
  const CsnPlace* fixed; ///< Place of all of it, or null: as it stands
  unsigned depth;
} CsnSpan;

typedef struct {
  CsnPlace place; ///< Of the #ifdef
  bool in_else;
} CsnCondition;

typedef struct {
  CsnExpansion* expansion;
  const char* folder;
  bool is_score;
  bool in_string;
  bool stopped; ///< #exit
  bool looped;  ///< A macro or file goes on for ever
  CsnMacro macros[CSN_EXPAND_MAX_MACROS];
  size_t n_macros;
  CsnCondition conditions[CSN_EXPAND_MAX_CONDITIONS];
  size_t n_conditions;
} CsnExpander;

bool
csn_expand_is_name(char c);

bool
csn_expand_sees(const CsnSpan* span, size_t at, const char* word);

size_t
csn_expand_line_end(const CsnSpan* span, size_t at);

CsnPlace
csn_expand_place(const CsnSpan* span, size_t at);

void
csn_expand_trouble(CsnExpander* e,
                   CsnTroubleKind kind,
                   CsnPlace place,
                   const char* name,
                   size_t length);

/** Returns a new macro, all zero, or null if there are too many. */
CsnMacro*
csn_expand_add_macro(CsnExpander* e);

bool
csn_expand_is_defined(const CsnExpander* e, const char* name, size_t length);

/** Expands a span to its end. */
void
csn_expand_span(CsnExpander* e, CsnSpan* span);

/** Obeys the directive at `#`; false, and nothing read, if it is none. */
bool
csn_expand_directive(CsnExpander* e, CsnSpan* span);

#endif
