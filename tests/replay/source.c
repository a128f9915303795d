// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "source.h"

#include "source_state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LOOPS 16U
#define MAX_TURNS 10000

// NOLINTBEGIN(misc-no-recursion): a grammar, whose depth is limited

static void
block(Source* s, int indent);

// Statements

/* What a `for` goes through. */
static json_t*
sequence(Source* s)
{
  if (!source_word(s, "range")) {
    return source_value(s);
  }
  json_t* const values = json_array();
  json_t* const none = json_object();
  json_t* const range = json_array();
  if (!source_take(s, "(")) {
    (void)source_fail(s, "a call is expected");
  } else {
    source_arguments(s, range, none);
  }
  const size_t n = json_array_size(range);
  const double first = n > 1U ? json_number_value(json_array_get(range, 0)) : 0;
  const double end = json_number_value(json_array_get(range, n > 1U));
  const double step =
    n > 2U ? json_number_value(json_array_get(range, 2)) : 1.0;
  const double count = step > 0 ? ceil((end - first) / step) : 0;
  for (json_int_t i = 0; (double)i < count && i < MAX_TURNS; ++i) {
    const double x = first + (double)i * step;
    json_array_append_new(values, json_integer((json_int_t)x));
  }
  json_decref(none);
  json_decref(range);
  return values;
}

static void
loop(Source* s, int indent)
{
  char name[64];
  source_name(s, name);
  json_t* const values = source_word(s, "in") ? sequence(s) : NULL;
  if (!values || !source_take(s, ":")) {
    (void)source_fail(s, "this is no loop");
  }
  source_skip(s, false);
  const bool below = *s->at == '\n';
  const char* const body = s->at;
  if (++s->n_loops > MAX_LOOPS) {
    (void)source_fail(s, "the loops are too deep");
  }
  for (size_t i = 0; !s->problem && i < json_array_size(values); ++i) {
    s->at = body;
    json_object_set(s->variables, name, json_array_get(values, i));
    block(s, below ? indent + 1 : -1);
  }
  --s->n_loops;
  json_decref(values);
}

static void
statement(Source* s, int indent)
{
  const char* const before = s->at;
  char name[64];
  source_name(s, name);
  if (!strcmp(name, "for")) {
    loop(s, indent);
  } else if (*name && source_take(s, "=") && *s->at != '=') {
    json_object_set_new(s->variables, name, source_value(s));
  } else {
    s->at = before;
    json_decref(source_value(s));
  }
}

/* Statements that are indented at least so far; -1: the rest of the line. */
static void
block(Source* s, int indent)
{
  while (!s->problem) {
    source_skip(s, indent >= 0);
    const char* line = s->at;
    while (line > s->begin && line[-1] != '\n') {
      --line;
    }
    const int column = (int)(s->at - line);
    if (!*s->at || *s->at == '\n') {
      return;
    }
    if (column < indent) {
      s->at = line;
      return;
    }
    statement(s, column);
    source_skip(s, false);
    if (*s->at && *s->at != '\n' && !source_take(s, ";")) {
      (void)source_fail(s, "the end of a statement is expected");
    }
  }
}

// NOLINTEND(misc-no-recursion)

/* Reads "@case(…, SECONDS)" and "def name(object):". */
static double
head(Source* s)
{
  double seconds = 0;
  source_skip(s, true);
  if (*s->at == '@') {
    const size_t length = strcspn(s->at, "\n");
    const char* p = s->at + length;
    while (p > s->at && *p != ',') {
      --p;
    }
    seconds = strtod(p + 1, NULL);
    s->at += length;
  }
  source_skip(s, true);
  char name[64];
  if (!source_word(s, "def")) {
    (void)source_fail(s, "a function is expected");
  }
  source_name(s, name);
  if (!source_take(s, "(")) {
    (void)source_fail(s, "a function is expected");
  }
  source_name(s, s->object);
  if (!source_take(s, ")") || !source_take(s, ":")) {
    (void)source_fail(s, "a function of one object is expected");
  }
  return seconds;
}

bool
source_to_calls(json_t* root, const char* path)
{
  const char* const code = json_string_value(json_object_get(root, "source"));
  if (!code) {
    fprintf(stderr, "%s: \"source\" is no text\n", path);
    return false;
  }
  const double rate = json_number_value(json_object_get(root, "sr"));
  const double ksmps = json_number_value(json_object_get(root, "ksmps"));
  Source s = { .begin = code,
               .at = code,
               .variables = json_object(),
               .calls = json_array(),
               .rate = rate > 0 ? rate : 48000,
               .ksmps = ksmps > 0 ? ksmps : 64 };
  const double seconds = head(&s);
  block(&s, 0);
  if (s.problem) {
    fprintf(stderr,
            "%s: \"source\", at \"%.*s\": %s\n",
            path,
            (int)strcspn(s.at, "\n"),
            s.at,
            s.problem);
  } else {
    json_object_set(root, "calls", s.calls);
    if (!json_object_get(root, "frames")) {
      json_object_set_new(root,
                          "frames",
                          json_integer((json_int_t)llrint(seconds * s.rate)));
    }
  }
  json_decref(s.calls);
  json_decref(s.variables);
  return !s.problem;
}
