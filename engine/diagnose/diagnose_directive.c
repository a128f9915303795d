// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Directives of the preprocessor: #include, #define, #undef, #ifdef, #ifndef,
  #else, #end, #exit.  Engine layer.
*/

#include "diagnose_expand_state.h"

#include "diagnose_files.h"

#include <ctype.h>
#include <string.h>

#define MAX_INCLUDES 40U

static size_t
skip_blanks(const CsnSpan* span, size_t at)
{
  while (at < span->end && (span->text[at] == ' ' || span->text[at] == '\t')) {
    ++at;
  }
  return at;
}

static size_t
skip_space(const CsnSpan* span, size_t at)
{
  while (at < span->end && isspace((unsigned char)span->text[at])) {
    ++at;
  }
  return at;
}

static size_t
read_name(const CsnSpan* span, size_t at)
{
  while (at < span->end && csn_expand_is_name(span->text[at])) {
    ++at;
  }
  return at;
}

// The word of the directive at `#`, without it; returns where it ends
static size_t
directive_end(const CsnSpan* span, const char* word)
{
  size_t at = span->at + 1;
  if (!strcmp(word, "define")) {
    at = skip_blanks(span, at);
  }
  return csn_expand_sees(span, at, word) ? at + strlen(word) : 0;
}

static void
do_include(CsnExpander* e, CsnSpan* span, size_t at)
{
  at = skip_blanks(span, at);
  const size_t line_end = csn_expand_line_end(span, at);
  const CsnPlace place = csn_expand_place(span, at);
  const char mark = (char)(at < line_end ? span->text[at] : '"');
  const size_t begin = at < line_end ? at + 1 : at;
  size_t end = begin;
  while (end < line_end && span->text[end] != mark) {
    ++end;
  }
  char name[256] = "";
  const size_t length = end - begin;
  if (length < sizeof(name)) {
    memcpy(name, span->text + begin, length);
  }
  span->at = end < line_end ? end + 1 : end;

  uint16_t file = 0;
  if (!name[0] || strstr(name, "://") || strchr(name, '$')) {
    e->expansion->incomplete = name[0] != '\0';
    return;
  }
  if (!csn_expand_add_file(e->expansion, name, e->folder, &file)) {
    csn_expand_trouble(e,
                       csn_expand_is_odd(name, e->folder)
                         ? CSN_TROUBLE_INCLUDE_ODD
                         : CSN_TROUBLE_INCLUDE,
                       place,
                       name,
                       length);
    return;
  }
  CsnSpan included = { .text = e->expansion->files[file].text,
                       .end = e->expansion->files[file].length,
                       .file = file,
                       .depth = span->depth + 1 };
  if (included.depth > MAX_INCLUDES) {
    if (!e->looped) {
      csn_expand_trouble(e, CSN_TROUBLE_INCLUDE_LOOP, place, name, length);
    }
    e->looped = true;
    return;
  }
  csn_expand_span(e, &included);
}

// (a'b): the names of a macro's arguments; returns where it ends
static size_t
read_argument_names(const CsnSpan* span, size_t at, CsnMacro* macro)
{
  while (at < span->end && span->text[at] != ')') {
    at = skip_space(span, at);
    const size_t end = read_name(span, at);
    if (end > at && macro->n_arguments < CSN_EXPAND_MAX_ARGUMENTS) {
      macro->arguments[macro->n_arguments].name = span->text + at;
      macro->arguments[macro->n_arguments++].length = end - at;
    }
    at = end > at ? end : at;
    at = skip_space(span, at);
    if (at < span->end && span->text[at] != ')') {
      ++at; // ' or #
    }
  }
  return at < span->end ? at + 1 : at;
}

static void
do_define(CsnExpander* e, CsnSpan* span, size_t at)
{
  const CsnPlace place = csn_expand_place(span, span->at);
  at = skip_blanks(span, at);
  const size_t begin = at;
  at = read_name(span, at);
  if (at == begin || isdigit((unsigned char)span->text[begin])) {
    csn_expand_trouble(e, CSN_TROUBLE_MACRO_NAME, place, NULL, 0);
    e->stopped = true;
    return;
  }
  CsnMacro macro = { .name = span->text + begin,
                     .name_length = at - begin,
                     .text = span->text,
                     .file = span->file };
  if (at < span->end && span->text[at] == '(') {
    at = read_argument_names(span, at + 1, &macro);
  }
  at = skip_space(span, at);
  while (at < span->end && span->text[at] == ';') {
    at = skip_space(span, csn_expand_line_end(span, at));
  }
  if (at >= span->end || span->text[at] != '#') {
    csn_expand_trouble(
      e, CSN_TROUBLE_MACRO_START, place, macro.name, macro.name_length);
    e->stopped = true;
    return;
  }
  macro.begin = ++at;
  while (at < span->end && span->text[at] != '#') {
    at += span->text[at] == '\\' ? 2 : 1;
  }
  if (at >= span->end) {
    csn_expand_trouble(
      e, CSN_TROUBLE_MACRO_END, place, macro.name, macro.name_length);
    e->stopped = true;
    return;
  }
  macro.end = at;
  span->at = at + 1;
  CsnMacro* const added = csn_expand_add_macro(e);
  if (added) {
    *added = macro;
  }
}

static void
do_undef(CsnExpander* e, CsnSpan* span, size_t at)
{
  at = skip_blanks(span, at);
  const size_t end = read_name(span, at);
  if (!csn_expand_is_defined(e, span->text + at, end - at)) {
    csn_expand_trouble(e,
                       CSN_TROUBLE_UNDEF,
                       csn_expand_place(span, span->at),
                       span->text + at,
                       end - at);
  }
  for (size_t i = 0; i < e->n_macros; ++i) {
    CsnMacro* const macro = &e->macros[i];
    if (macro->name_length == end - at &&
        !memcmp(macro->name, span->text + at, end - at)) {
      macro->undefined = true;
    }
  }
  span->at = end;
}

// Skips lines to the #else or #end that belongs to the present condition
static void
skip_lines(CsnExpander* e, CsnSpan* span)
{
  int depth = 0;
  while (span->at < span->end) {
    span->at = csn_expand_line_end(span, span->at);
    span->at = skip_space(span, span->at);
    if (csn_expand_sees(span, span->at, "#ifdef") ||
        csn_expand_sees(span, span->at, "#ifndef")) {
      ++depth;
    } else if (csn_expand_sees(span, span->at, "#end")) {
      if (depth-- == 0) {
        --e->n_conditions;
        span->at = csn_expand_line_end(span, span->at);
        return;
      }
    } else if (depth == 0 && csn_expand_sees(span, span->at, "#else")) {
      e->conditions[e->n_conditions - 1].in_else = true;
      span->at = csn_expand_line_end(span, span->at);
      return;
    }
  }
}

static void
do_ifdef(CsnExpander* e, CsnSpan* span, size_t at, bool wanted)
{
  const CsnPlace place = csn_expand_place(span, span->at);
  at = skip_blanks(span, at);
  const size_t end = read_name(span, at);
  const bool defined = csn_expand_is_defined(e, span->text + at, end - at);
  span->at = end;
  if (e->n_conditions >= CSN_EXPAND_MAX_CONDITIONS) {
    e->expansion->incomplete = true;
    return;
  }
  const CsnCondition condition = { place, false };
  e->conditions[e->n_conditions++] = condition;
  if (defined != wanted) {
    skip_lines(e, span);
  }
}

static void
do_else(CsnExpander* e, CsnSpan* span, size_t at)
{
  const CsnPlace place = csn_expand_place(span, span->at);
  span->at = at;
  if (!e->n_conditions || e->conditions[e->n_conditions - 1].in_else) {
    csn_expand_trouble(e, CSN_TROUBLE_ELSE, place, NULL, 0);
    e->stopped = true;
    return;
  }
  skip_lines(e, span);
}

static void
do_end(CsnExpander* e, CsnSpan* span, size_t at)
{
  const CsnPlace place = csn_expand_place(span, span->at);
  span->at = csn_expand_line_end(span, at);
  if (!e->n_conditions) {
    csn_expand_trouble(e, CSN_TROUBLE_END, place, NULL, 0);
    e->stopped = true;
    return;
  }
  --e->n_conditions;
}

bool
csn_expand_directive(CsnExpander* e, CsnSpan* span)
{
  size_t at = 0;
  if ((at = directive_end(span, "includestr")) ||
      (at = directive_end(span, "include"))) {
    do_include(e, span, at);
  } else if ((at = directive_end(span, "define"))) {
    do_define(e, span, at);
  } else if ((at = directive_end(span, "undef"))) {
    do_undef(e, span, at);
  } else if ((at = directive_end(span, "ifdef"))) {
    do_ifdef(e, span, at, true);
  } else if ((at = directive_end(span, "ifndef"))) {
    do_ifdef(e, span, at, false);
  } else if ((at = directive_end(span, "else"))) {
    do_else(e, span, at);
  } else if ((at = directive_end(span, "end"))) {
    do_end(e, span, at);
  } else if (directive_end(span, "exit")) {
    e->stopped = true;
  } else {
    return false;
  }
  return true;
}
