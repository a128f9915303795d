// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "fields.h"

#include "base/letters.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void
csn_fields_clear(CsnFields* fields, uint32_t first)
{
  memset(fields, 0, sizeof(*fields));
  fields->first = first;
  fields->n_texts = 1; // 0 stands for no text
}

static bool
same(const CsnField* field, const char* name, size_t length)
{
  return strlen(field->name) == length && !memcmp(field->name, name, length);
}

static size_t
name_length(const char* text, size_t length)
{
  size_t n = 0;
  while (n < length &&
         (csn_is_letter(text[n]) || (n && csn_is_digit(text[n])))) {
    ++n;
  }
  return n;
}

/* Reads p4; 0: it is none. */
static uint32_t
pfield_index(const char* text, size_t length)
{
  uint32_t index = 0;
  for (size_t i = 1; i < length; ++i) {
    if (!csn_is_digit(text[i]) || index > CSN_MAX_FIELD_INDEX) {
      return 0;
    }
    index = index * 10U + (uint32_t)(text[i] - '0');
  }
  return length && text[0] == 'p' && index <= CSN_MAX_FIELD_INDEX ? index : 0U;
}

uint32_t
csn_fields_find(const CsnFields* fields, const char* name, size_t length)
{
  for (uint32_t i = 0; i < fields->n; ++i) {
    if (same(&fields->fields[i], name, length)) {
      return fields->fields[i].index;
    }
  }
  for (uint32_t i = 0; i < fields->n_aliases; ++i) {
    if (same(&fields->aliases[i], name, length)) {
      return fields->aliases[i].index;
    }
  }
  return csn_fields_index(name, length);
}

uint32_t
csn_fields_index(const char* name, size_t length)
{
  const uint32_t index = pfield_index(name, length);
  return index >= 4 ? index : 0U;
}

const CsnField*
csn_fields_at(const CsnFields* fields, uint32_t index)
{
  for (uint32_t i = 0; i < fields->n; ++i) {
    if (fields->fields[i].index == index) {
      return &fields->fields[i];
    }
  }
  return NULL;
}

uint32_t
csn_fields_last(const CsnFields* fields)
{
  uint32_t last = 0;
  for (uint32_t i = 0; i < fields->n; ++i) {
    last = fields->fields[i].index > last ? fields->fields[i].index : last;
  }
  return last;
}

// Adding

/* Says `before NAME after`. */
static bool
fail(CsnFieldsError* error,
     const char* before,
     const char* name,
     size_t length,
     const char* after)
{
  if (error) {
    const int shown = length < 60U ? (int)length : 60;
    (void)snprintf(
      error->text, sizeof(error->text), "%s%.*s%s", before, shown, name, after);
  }
  return false;
}

static bool
add(CsnFields* fields,
    const char* name,
    size_t length,
    uint32_t index,
    CsnFieldsError* error)
{
  if (length > CSN_MAX_FIELD_NAME) {
    return fail(error, "the name ", name, length, " is longer than 31 letters");
  }
  if (fields->n == CSN_MAX_FIELDS) {
    return fail(error, "", name, length, " is beyond the 64th name");
  }
  CsnField* const field = &fields->fields[fields->n++];
  memset(field, 0, sizeof(*field));
  memcpy(field->name, name, length);
  field->index = index;
  return true;
}

static bool
set_text(CsnFields* fields, CsnField* field, const char* text, size_t length)
{
  if (length + 1U > CSN_MAX_FIELD_TEXTS - fields->n_texts) {
    return false;
  }
  memcpy(fields->texts + fields->n_texts, text, length);
  field->text = fields->n_texts;
  fields->n_texts += (uint32_t)length;
  fields->texts[fields->n_texts++] = '\0';
  return true;
}

static bool
is_good_name(const char* name, size_t length, CsnFieldsError* error)
{
  const char kind = (char)(length ? name[0] : '\0');
  if (length < 2 || name_length(name, length) != length ||
      (kind != 'i' && kind != 'k' && kind != 'S')) {
    return fail(error,
                "a name that begins with i, k or S is expected, not '",
                name,
                length,
                "'");
  }
  return true;
}

bool
csn_fields_add(CsnFields* fields,
               const char* name,
               size_t length,
               double value,
               const char* text,
               CsnFieldsError* error)
{
  const uint32_t known = csn_fields_find(fields, name, length);
  CsnField* field = NULL;
  if (!known) {
    const uint32_t last = csn_fields_last(fields);
    const uint32_t index = last < fields->first ? fields->first : last + 1U;
    if (!is_good_name(name, length, error) ||
        !add(fields, name, length, index, error)) {
      return false;
    }
  }
  for (uint32_t i = 0; i < fields->n; ++i) {
    if (known ? fields->fields[i].index == known : i + 1U == fields->n) {
      field = &fields->fields[i];
    }
  }
  if (!field) {
    return fail(error, "", name, length, " has no name in the instrument");
  }
  if ((text != NULL) != (field->name[0] == 'S')) {
    return fail(error,
                "",
                name,
                length,
                text ? " is a number, its default is a text"
                     : " is a text, its default is a number");
  }
  field->value = value;
  return !text || set_text(fields, field, text, strlen(text)) ||
         fail(error, "the text of ", name, length, " is too long");
}

// The head

typedef struct {
  CsnFields* fields;
  const CsnHeader* header;
  const char* text;
  size_t length;
  size_t at;
  CsnFieldsError* error;
} Reader;

static char
peek(const Reader* reader, size_t ahead)
{
  const size_t at = reader->at + ahead;
  return (char)(at < reader->length ? reader->text[at] : '\0');
}

static bool
fail_at(Reader* reader, size_t at, const char* problem)
{
  reader->error->at = at;
  (void)
    snprintf(reader->error->text, sizeof(reader->error->text), "%s", problem);
  return false;
}

/* Skips spaces, line ends and comments. */
static char
skip(Reader* reader)
{
  for (;;) {
    const char c = peek(reader, 0);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++reader->at;
    } else if (c == ';' || (c == '/' && peek(reader, 1) == '/')) {
      while (reader->at < reader->length && peek(reader, 0) != '\n') {
        ++reader->at;
      }
    } else if (c == '/' && peek(reader, 1) == '*') {
      reader->at += 2;
      while (reader->at < reader->length &&
             (peek(reader, 0) != '*' || peek(reader, 1) != '/')) {
        ++reader->at;
      }
      reader->at += reader->at < reader->length ? 2U : 0U;
    } else {
      return c;
    }
  }
}

/* A text in quotes, with \" \\ \n \t in it. */
static bool
read_text(Reader* reader, CsnField* field)
{
  char plain[CSN_MAX_FIELD_TEXTS];
  const size_t began = reader->at++;
  size_t n = 0;
  for (; reader->at < reader->length && peek(reader, 0) != '"'; ++reader->at) {
    char c = peek(reader, 0);
    if (c == '\n' || c == '\0' || n + 1U == sizeof(plain)) {
      break;
    }
    if (c == '\\' && peek(reader, 1)) {
      ++reader->at;
      c = peek(reader, 0);
      c = (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
    }
    plain[n++] = c;
  }
  if (peek(reader, 0) != '"') {
    return fail_at(reader, began, "this text is not closed, or too long");
  }
  ++reader->at;
  return set_text(reader->fields, field, plain, n) ||
         fail_at(reader, began, "the texts of this head are too long");
}

static bool
read_number(Reader* reader, CsnField* field, char close)
{
  const size_t began = reader->at;
  unsigned depth = 0;
  for (; reader->at < reader->length; ++reader->at) {
    const char c = peek(reader, 0);
    depth += c == '(';
    depth -= c == ')' && depth;
    if (c == close || c == ';' || c == '"' || (c == ',' && !depth) ||
        (c == '/' && (peek(reader, 1) == '/' || peek(reader, 1) == '*'))) {
      break;
    }
  }
  return csn_constant_parse(reader->text + began,
                            reader->at - began,
                            reader->header,
                            &field->value) ||
         fail_at(reader, began, "a default is a constant expression");
}

static bool
read_default(Reader* reader, char close)
{
  CsnField* const field = &reader->fields->fields[reader->fields->n - 1U];
  const bool quoted = skip(reader) == '"';
  if (quoted != (field->name[0] == 'S')) {
    return fail_at(reader,
                   reader->at,
                   quoted ? "a number is expected here, not a text"
                          : "a text in quotes is expected here");
  }
  return quoted ? read_text(reader, field) : read_number(reader, field, close);
}

static bool
read_field(Reader* reader, char close)
{
  CsnFields* const fields = reader->fields;
  const size_t began = reader->at;
  const char* const name = reader->text + began;
  const size_t length = name_length(name, reader->length - began);
  reader->error->at = began;
  if (!is_good_name(name, length, reader->error)) {
    return false;
  }
  if (csn_fields_find(fields, name, length)) {
    return fail(reader->error, "the name ", name, length, " is there twice");
  }
  if (!add(fields, name, length, fields->first + fields->n, reader->error)) {
    return false;
  }
  if (name[0] == 'S' &&
      !set_text(fields, &fields->fields[fields->n - 1U], "", 0)) {
    return fail_at(reader, began, "the texts of this head are too long");
  }
  reader->at += length;
  if (skip(reader) != '=') {
    return true;
  }
  ++reader->at;
  return read_default(reader, close);
}

size_t
csn_fields_read_head(CsnFields* fields,
                     const char* text,
                     size_t length,
                     const CsnHeader* header,
                     CsnFieldsError* error)
{
  Reader reader = { fields, header, text, length, 1, error };
  const char close = (char)(*text == '{' ? '}' : '|');
  fields->declared = true;
  if (skip(&reader) == close) {
    return reader.at + 1U;
  }
  for (;;) {
    (void)skip(&reader);
    if (!read_field(&reader, close)) {
      return 0;
    }
    const char c = skip(&reader);
    if (c == close) {
      return reader.at + 1U;
    }
    if (c != ',') {
      (void)fail_at(&reader,
                    reader.at < length ? reader.at : 0,
                    reader.at < length ? "a comma or the end of the names is "
                                         "expected here"
                                       : "this head is not closed");
      return 0;
    }
    ++reader.at;
  }
}
