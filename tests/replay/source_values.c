// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Values in the Python source of a render, and the calls among them (layer:
  tests).
*/

#include "source_state.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64U

json_t*
source_fail(Source* s, const char* problem)
{
  s->problem = s->problem ? s->problem : problem;
  return json_null();
}

// Words

void
source_skip(Source* s, bool lines)
{
  while (*s->at && (strchr(" \t\r", *s->at) || (lines && *s->at == '\n') ||
                    *s->at == '#')) {
    s->at += *s->at == '#' ? strcspn(s->at, "\n") : 1U;
  }
}

bool
source_take(Source* s, const char* sign)
{
  const size_t length = strlen(sign);
  source_skip(s, s->depth > 0);
  if (strncmp(s->at, sign, length) != 0) {
    return false;
  }
  s->at += length;
  return true;
}

static bool
is_word_char(char c)
{
  return isalnum((unsigned char)c) || c == '_';
}

/* Reads a name, which may be empty. */
void
source_name(Source* s, char name[64])
{
  source_skip(s, s->depth > 0);
  size_t n = 0;
  while (n < 63U && is_word_char(s->at[n])) {
    ++n;
  }
  memcpy(name, s->at, n);
  name[n] = '\0';
  s->at += n;
}

bool
source_word(Source* s, const char* word)
{
  const char* const before = s->at;
  char name[64];
  source_name(s, name);
  if (strcmp(name, word) != 0) {
    s->at = before;
    return false;
  }
  return true;
}

// Values

static char
escaped(char c)
{
  return (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
}

/* A text, in one or in three quotation marks. */
static json_t*
text(Source* s, bool raw)
{
  const char quote = *s->at;
  const bool three = s->at[1] == quote && s->at[2] == quote;
  char* const buffer = (char*)malloc(strlen(s->at) + 1U);
  size_t n = 0;
  const char* p = s->at + (three ? 3 : 1);
  while (buffer && *p &&
         (*p != quote || (three && (p[1] != quote || p[2] != quote)))) {
    if (*p == '\\' && p[1] && !raw) {
      ++p;
      if (*p != '\n') {
        buffer[n++] = escaped(*p);
      }
    } else {
      buffer[n++] = *p;
    }
    ++p;
  }
  json_t* const value = buffer && *p ? json_stringn(buffer, n) : NULL;
  s->at = p + (*p ? (three ? 3 : 1) : 0);
  free(buffer);
  return value ? value : source_fail(s, "a text does not end");
}

// NOLINTBEGIN(misc-no-recursion): a grammar; MAX_DEPTH limits its depth

/* [a, b] and (a, b); a value in round brackets is just this value. */
static json_t*
list(Source* s, const char* end)
{
  json_t* const values = json_array();
  bool comma = false;
  ++s->depth;
  while (!s->problem && !source_take(s, end)) {
    json_array_append_new(values, source_value(s));
    comma = source_take(s, ",");
    if (!comma && !source_take(s, end)) {
      (void)source_fail(s, "a bracket is open");
    } else if (!comma) {
      break;
    }
  }
  --s->depth;
  if (*end == ')' && json_array_size(values) == 1U && !comma) {
    json_t* const only = json_incref(json_array_get(values, 0));
    json_decref(values);
    return only;
  }
  return values;
}

static json_t*
dictionary(Source* s)
{
  json_t* const values = json_object();
  ++s->depth;
  while (!s->problem && !source_take(s, "}")) {
    json_t* const key = source_value(s);
    const bool good = json_is_string(key) && source_take(s, ":");
    if (good) {
      json_object_set_new(values, json_string_value(key), source_value(s));
    }
    json_decref(key);
    if (!good || (!source_take(s, ",") && *s->at != '}')) {
      (void)source_fail(s, "a bracket is open");
    }
  }
  --s->depth;
  return values;
}

/* The arguments of a call, behind its bracket. */
void
source_arguments(Source* s, json_t* args, json_t* kwargs)
{
  ++s->depth;
  while (!s->problem && !source_take(s, ")")) {
    const char* const before = s->at;
    char name[64];
    source_name(s, name);
    if (*name && source_take(s, "=") && *s->at != '=') {
      json_object_set_new(kwargs, name, source_value(s));
    } else {
      s->at = before;
      json_array_append_new(args, source_value(s));
    }
    if (!source_take(s, ",") && *s->at != ')') {
      (void)source_fail(s, "a bracket is open");
    }
  }
  --s->depth;
}

/* Writes a call down; what it returns is known by a name. */
static json_t*
method(Source* s, json_t* receiver, const char* name)
{
  json_t* const args = json_array();
  json_t* const kwargs = json_object();
  source_arguments(s, args, kwargs);
  if (!receiver && (!strcmp(name, "at") || !strcmp(name, "mark"))) {
    const double seconds = json_number_value(json_array_get(args, 0));
    s->frame = llrint(ceil(seconds * s->rate / s->ksmps - 1e-9) * s->ksmps);
    json_decref(args);
    json_decref(kwargs);
    return json_null();
  }
  char handle[32];
  snprintf(handle, sizeof(handle), "what call %u returns", s->n_handles++);
  json_array_append_new(s->calls,
                        json_pack("{s:I, s:s, s:o*, s:s, s:o, s:o, s:s}",
                                  "sample",
                                  (json_int_t)s->frame,
                                  "phase",
                                  "play",
                                  "receiver",
                                  json_incref(receiver),
                                  "call",
                                  name,
                                  "args",
                                  args,
                                  "kwargs",
                                  kwargs,
                                  "returned",
                                  handle));
  return json_string(handle);
}

/* What is behind a name: a variable, its method, a function. */
static json_t*
named(Source* s)
{
  char name[64];
  source_name(s, name);
  const bool yes = !strcmp(name, "True");
  if (yes || !strcmp(name, "False")) {
    return json_boolean(yes);
  }
  if (!strcmp(name, "None")) {
    return json_null();
  }
  if (!strcmp(name, "nan")) {
    return json_string("nan");
  }
  if (!strcmp(name, "float") && source_take(s, "(")) {
    return list(s, ")");
  }
  if (!strcmp(name, "dict") && source_take(s, "(")) {
    json_t* const none = json_array();
    json_t* const values = json_object();
    source_arguments(s, none, values);
    json_decref(none);
    return values;
  }
  json_t* const value = json_object_get(s->variables, name);
  const bool object = !strcmp(name, s->object);
  if (!value && !object) {
    return source_fail(s, "this name is not known");
  }
  if (!source_take(s, ".")) {
    return object ? source_fail(s, "a method is expected") : json_incref(value);
  }
  source_name(s, name);
  return source_take(s, "(") ? method(s, object ? NULL : value, name)
                             : source_fail(s, "a call is expected");
}

static json_t*
operand(Source* s)
{
  source_skip(s, s->depth > 0);
  const bool raw = (*s->at == 'r') && (s->at[1] == '"' || s->at[1] == '\'');
  s->at += raw;
  if (*s->at == '"' || *s->at == '\'') {
    json_t* value = text(s, raw);
    source_skip(s, s->depth > 0);
    while (!s->problem && (*s->at == '"' || *s->at == '\'')) {
      json_t* const next = text(s, false); // Texts side by side are one
      json_t* const both =
        json_sprintf("%s%s", json_string_value(value), json_string_value(next));
      json_decref(value);
      json_decref(next);
      value = both;
      source_skip(s, s->depth > 0);
    }
    return value;
  }
  if (source_take(s, "[")) {
    return list(s, "]");
  }
  if (source_take(s, "(")) {
    return list(s, ")");
  }
  if (source_take(s, "{")) {
    return dictionary(s);
  }
  if (isdigit((unsigned char)*s->at) || *s->at == '.') {
    char* end = NULL;
    const double number = strtod(s->at, &end);
    const bool whole = strcspn(s->at, ".eE") >= (size_t)(end - s->at);
    s->at = end;
    return whole ? json_integer((json_int_t)number) : json_real(number);
  }
  return is_word_char(*s->at) ? named(s)
                              : source_fail(s, "a value is expected");
}

static json_t*
factor(Source* s)
{
  const bool minus = source_take(s, "-");
  json_t* value = operand(s);
  while (!s->problem && (minus || source_take(s, "*") || source_take(s, "/"))) {
    const char sign = (char)(minus ? '-' : s->at[-1]);
    json_t* const other = minus ? json_integer(-1) : operand(s);
    const double a = json_number_value(value);
    const double b = json_number_value(other);
    json_decref(value);
    json_decref(other);
    value = json_real(sign == '/' ? a / b : a * b);
    if (minus) {
      break;
    }
  }
  return value;
}

json_t*
source_value(Source* s)
{
  if (++s->depth > MAX_DEPTH) {
    (void)source_fail(s, "the brackets are too deep");
  }
  --s->depth;
  json_t* value = factor(s);
  while (!s->problem && (source_take(s, "+") || source_take(s, "-"))) {
    const bool plus = s->at[-1] == '+';
    json_t* const other = factor(s);
    json_t* sum = NULL;
    if (json_is_string(value) && json_is_string(other)) {
      sum = json_sprintf("%s%s",
                         json_string_value(value),
                         json_string_value(other));
    } else {
      const double b = json_number_value(other);
      sum = json_real(json_number_value(value) + (plus ? b : -b));
    }
    json_decref(value);
    json_decref(other);
    value = sum;
  }
  return value;
}

// NOLINTEND(misc-no-recursion)
