// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Expansion: an orchestra or a score after Csound's preprocessor, each
  character with the place in the user's text that it came from.  Engine layer,
  pure text.  The directives are in diagnose_directive.c.
*/

#include "diagnose_expand_state.h"

#include "diagnose_files.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TEXT ((size_t)4 * 1024 * 1024)
#define MAX_DEPTH 60U
#define MAX_ARGUMENT 98

bool
csn_expand_is_name(char c)
{
  return isalnum((unsigned char)c) || c == '_' || c == '`';
}

CsnPlace
csn_expand_place(const CsnSpan* span, size_t at)
{
  if (span->fixed) {
    return *span->fixed;
  }
  const CsnPlace place = { (uint32_t)at, span->file, false };
  return place;
}

void
csn_expand_trouble(CsnExpander* e,
                   CsnTroubleKind kind,
                   CsnPlace place,
                   const char* name,
                   size_t length)
{
  CsnExpansion* const x = e->expansion;
  if (x->n_troubles >= CSN_EXPAND_MAX_TROUBLES) {
    return;
  }
  CsnTrouble* const trouble = &x->troubles[x->n_troubles++];
  memset(trouble, 0, sizeof(*trouble));
  trouble->kind = kind;
  trouble->place = place;
  if (length >= sizeof(trouble->name)) {
    length = sizeof(trouble->name) - 1;
  }
  if (length) {
    memcpy(trouble->name, name, length);
  }
}

// Makes room for one more character and a zero
static bool
grow(CsnExpansion* x)
{
  if (x->length + 1 < x->capacity) {
    return true;
  }
  const size_t capacity = x->capacity ? x->capacity * 2 : 4096;
  if (capacity > MAX_TEXT) {
    return false;
  }
  char* const text = (char*)realloc(x->text, capacity);
  if (!text) {
    return false;
  }
  x->text = text;
  CsnPlace* const places =
    (CsnPlace*)realloc(x->places, capacity * sizeof(CsnPlace));
  if (!places) {
    return false;
  }
  x->places = places;
  x->capacity = capacity;
  return true;
}

static void
put(CsnExpander* e, char c, CsnPlace place)
{
  CsnExpansion* const x = e->expansion;
  if (!grow(x)) {
    if (!x->incomplete && place.in_macro && x->capacity * 2U > MAX_TEXT) {
      csn_expand_trouble(e, CSN_TROUBLE_MACRO_TEXT, place, NULL, 0);
    }
    x->incomplete = true;
    return;
  }
  x->text[x->length] = c;
  x->places[x->length++] = place;
  x->text[x->length] = '\0';
}

static void
copy(CsnExpander* e, CsnSpan* span, size_t n)
{
  for (size_t i = 0; i < n && span->at < span->end; ++i) {
    put(e, span->text[span->at], csn_expand_place(span, span->at));
    ++span->at;
  }
}

bool
csn_expand_sees(const CsnSpan* span, size_t at, const char* word)
{
  const size_t n = strlen(word);
  return at <= span->end && span->end - at >= n &&
         !memcmp(span->text + at, word, n);
}

size_t
csn_expand_line_end(const CsnSpan* span, size_t at)
{
  while (at < span->end && span->text[at] != '\n' && span->text[at] != '\r') {
    ++at;
  }
  return at;
}

// From `at` on; past the closing mark, or the end and false
static bool
skip_past(CsnSpan* span, size_t at, const char* mark)
{
  while (at < span->end) {
    if (csn_expand_sees(span, at, mark)) {
      span->at = at + strlen(mark);
      return true;
    }
    ++at;
  }
  span->at = span->end;
  return false;
}

static void
read_comment(CsnExpander* e, CsnSpan* span)
{
  const CsnPlace place = csn_expand_place(span, span->at);
  if (!skip_past(span, span->at + 2, "*/")) {
    csn_expand_trouble(e, CSN_TROUBLE_COMMENT, place, NULL, 0);
  }
}

// {{ text }}: copied as it is
static void
read_braces(CsnExpander* e, CsnSpan* span)
{
  CsnSpan ahead = *span;
  if (!skip_past(&ahead, span->at + 2, "}}")) {
    csn_expand_trouble(
      e, CSN_TROUBLE_BRACES, csn_expand_place(span, span->at), NULL, 0);
  }
  copy(e, span, ahead.at - span->at);
}

// A backslash: joins lines, or protects the next character
static void
read_backslash(CsnExpander* e, CsnSpan* span)
{
  size_t at = span->at + 1;
  while (at < span->end && (span->text[at] == ' ' || span->text[at] == '\t')) {
    ++at;
  }
  if (at < span->end && span->text[at] == ';') {
    at = csn_expand_line_end(span, at);
  }
  if (at < span->end && span->text[at] == '\r') {
    ++at;
    if (at < span->end && span->text[at] == '\n') {
      ++at;
    }
    span->at = at;
  } else if (at < span->end && span->text[at] == '\n') {
    span->at = at + 1;
  } else if (span->fixed && csn_expand_sees(span, span->at, "\\#")) {
    ++span->at;
    copy(e, span, 1);
  } else {
    copy(e, span, 2);
  }
}

static const CsnMacro*
find_macro(const CsnExpander* e, const char* name, size_t length)
{
  for (size_t i = e->n_macros; i > 0; --i) {
    const CsnMacro* const macro = &e->macros[i - 1];
    if (!macro->undefined && macro->name_length == length &&
        !memcmp(macro->name, name, length)) {
      return macro;
    }
  }
  return NULL;
}

CsnMacro*
csn_expand_add_macro(CsnExpander* e)
{
  if (e->n_macros >= CSN_EXPAND_MAX_MACROS) {
    e->expansion->incomplete = true;
    return NULL;
  }
  CsnMacro* const macro = &e->macros[e->n_macros++];
  memset(macro, 0, sizeof(*macro));
  return macro;
}

// Reads one argument of a call; false if it does not end as it should
static bool
read_argument(CsnSpan* span, bool is_last, size_t* begin, size_t* end)
{
  int depth = 0;
  *begin = span->at;
  while (span->at < span->end && span->at - *begin <= MAX_ARGUMENT) {
    const char c = span->text[span->at];
    const bool ends =
      depth == 0 && (c == ')' || (!is_last && (c == '\'' || c == '#')));
    if (ends) {
      *end = span->at++;
      return is_last == (c == ')');
    }
    depth += c == '(' ? 1 : 0;
    depth -= c == ')' ? 1 : 0;
    span->at += c == '\\' ? 2 : 1;
  }
  span->at = span->at < span->end ? span->at : span->end;
  return false;
}

static bool
read_arguments(CsnExpander* e, const CsnMacro* called, CsnSpan* span)
{
  const CsnMacro macro = *called; // The array may not move, but it grows
  for (unsigned i = 0; i < macro.n_arguments; ++i) {
    size_t begin = 0;
    size_t end = 0;
    if (!read_argument(span, i + 1 == macro.n_arguments, &begin, &end)) {
      return false;
    }
    CsnMacro* const argument = csn_expand_add_macro(e);
    if (!argument) {
      return true;
    }
    argument->name = macro.arguments[i].name;
    argument->name_length = macro.arguments[i].length;
    argument->text = span->text;
    argument->begin = begin;
    argument->end = end;
    argument->file = span->file;
  }
  return true;
}

// Macros that Csound defines itself, or that <CsOptions> defines
static bool
is_given(const CsnExpander* e, const char* name, size_t length)
{
  static const char* const given[] = {
    "M_E",     "M_LOG2E", "M_LOG10E", "M_LN2",      "M_LN10",
    "M_PI",    "M_PI_2",  "M_PI_4",   "M_1_PI",     "M_2_PI",
    "M_SQRT2", "M_INF",   "M_NAN",    "M_2_SQRTPI", "M_SQRT1_2",
  };
  for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); ++i) {
    if (strlen(given[i]) == length && !memcmp(given[i], name, length)) {
      return true;
    }
  }
  const char* const option = e->is_score ? "--smacro:" : "--omacro:";
  const char* at = e->expansion->files[0].text;
  while ((at = strstr(at, option))) {
    at += strlen(option);
    if (!strncmp(at, name, length) && at[length] == '=') {
      return true;
    }
  }
  return false;
}

bool
csn_expand_is_defined(const CsnExpander* e, const char* name, size_t length)
{
  return find_macro(e, name, length) || is_given(e, name, length);
}

static void
// NOLINTNEXTLINE(misc-no-recursion): no deeper than MAX_DEPTH
expand_macro(CsnExpander* e,
             const CsnMacro* macro,
             const CsnSpan* span,
             size_t use)
{
  CsnPlace fixed = csn_expand_place(span, use);
  fixed.in_macro = true;
  CsnSpan body = { .text = macro->text,
                   .at = macro->begin,
                   .end = macro->end,
                   .file = macro->file,
                   .fixed = &fixed,
                   .depth = span->depth + 1 };
  if (body.depth > MAX_DEPTH) {
    if (!e->looped) {
      csn_expand_trouble(
        e, CSN_TROUBLE_MACRO_LOOP, fixed, macro->name, macro->name_length);
    }
    e->looped = true;
    return;
  }
  csn_expand_span(e, &body);
}

// $NAME, $NAME. or $NAME(arguments)
static void
// NOLINTNEXTLINE(misc-no-recursion): no deeper than MAX_DEPTH
read_macro(CsnExpander* e, CsnSpan* span)
{
  const size_t use = span->at;
  size_t at = use + 1;
  while (at < span->end && csn_expand_is_name(span->text[at])) {
    ++at;
  }
  const char* const name = span->text + use + 1;
  const size_t length = at - use - 1;
  if (!length || isdigit((unsigned char)*name)) {
    copy(e, span, 1);
    return;
  }
  const CsnMacro* const macro = find_macro(e, name, length);
  if (!macro && is_given(e, name, length)) {
    put(e, '0', csn_expand_place(span, use));
    span->at = at + (csn_expand_sees(span, at, ".") ? 1 : 0);
    return;
  }
  if (!macro) {
    if (!e->in_string && !e->is_score) {
      csn_expand_trouble(
        e, CSN_TROUBLE_MACRO, csn_expand_place(span, use), name, length);
    }
    copy(e, span, at - use);
    return;
  }
  at += at < span->end && span->text[at] == '.' ? 1 : 0;
  span->at = at;
  const size_t n_before = e->n_macros;
  if (macro->n_arguments && at < span->end && span->text[at] == '(') {
    ++span->at;
    if (!read_arguments(e, macro, span)) {
      csn_expand_trouble(
        e, CSN_TROUBLE_MACRO_CALL, csn_expand_place(span, use), name, length);
      e->n_macros = n_before;
      return;
    }
  }
  expand_macro(e, macro, span, use);
  e->n_macros = n_before;
}

// A character that means something outside of strings; false: it does not
static bool
read_special(CsnExpander* e, CsnSpan* span)
{
  if (csn_expand_sees(span, span->at, ";") ||
      csn_expand_sees(span, span->at, "//")) {
    span->at = csn_expand_line_end(span, span->at);
  } else if (csn_expand_sees(span, span->at, "/*")) {
    read_comment(e, span);
  } else if (csn_expand_sees(span, span->at, "{{")) {
    read_braces(e, span);
  } else if (span->text[span->at] != '#' || !csn_expand_directive(e, span)) {
    return false;
  }
  return true;
}

// `c` and a blank anywhere, or `c` at the beginning of a line of a score
static bool
is_score_comment(const CsnSpan* span)
{
  const char before = (char)(span->at > 0 ? span->text[span->at - 1] : '\n');
  const char after =
    (char)(span->at + 1 < span->end ? span->text[span->at + 1] : '\n');
  if ((before == ' ' || before == '\t') && (after == ' ' || after == '\t')) {
    return true;
  }
  size_t at = span->at;
  while (at > 0 && (span->text[at - 1] == ' ' || span->text[at - 1] == '\t')) {
    --at;
  }
  return at == 0 || span->text[at - 1] == '\n' || span->text[at - 1] == '\r';
}

void
// NOLINTNEXTLINE(misc-no-recursion): no deeper than MAX_DEPTH
csn_expand_span(CsnExpander* e, CsnSpan* span)
{
  while (span->at < span->end && !e->expansion->incomplete && !e->stopped &&
         !e->looped) {
    const char c = span->text[span->at];
    if (e->is_score && c == 'c' && !e->in_string && is_score_comment(span)) {
      span->at = csn_expand_line_end(span, span->at); // A comment
    } else if (c == '$') {
      read_macro(e, span);
    } else if (c == '\\') {
      read_backslash(e, span);
    } else if (c == '\r' || c == '\n') {
      put(e, '\n', csn_expand_place(span, span->at));
      span->at += csn_expand_sees(span, span->at, "\r\n") ? 2 : 1;
    } else if (e->in_string || !read_special(e, span)) {
      e->in_string = c == '"' ? !e->in_string : e->in_string;
      copy(e, span, 1);
    }
  }
}

bool
csn_expand(CsnExpansion* expansion, const CsnExpandSource* source)
{
  memset(expansion, 0, sizeof(*expansion));
  CsnExpander* const e = (CsnExpander*)calloc(1, sizeof(CsnExpander));
  if (!e || !csn_expand_add_program(expansion, source)) {
    free(e);
    return false;
  }
  e->expansion = expansion;
  e->folder = source->folder;
  e->is_score = source->is_score;
  CsnSpan span = { .text = expansion->files[0].text,
                   .at = source->begin,
                   .end = source->end };
  csn_expand_span(e, &span);
  for (size_t i = 0; i < e->n_conditions; ++i) {
    csn_expand_trouble(e, CSN_TROUBLE_IFDEF, e->conditions[i].place, NULL, 0);
  }
  const CsnPlace last = { (uint32_t)source->end, 0, false };
  put(e, '\n', last);
  const bool done = expansion->text && expansion->places;
  free(e);
  return done;
}
