// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Fields: names from the statements of an instrument, and statements from
  names.  Pure text.
*/

#include "base/letters.h"
#include "fields.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/** A word, a sign or a quoted text of a statement. */
typedef struct {
  const char* text;
  size_t length; ///< 0: the end
} Word;

static Word
next_word(const char** at, const char* end)
{
  const char* p = *at;
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) {
    ++p;
  }
  Word word = { p, 0 };
  if (p == end || *p == ';' || *p == '\n' ||
      (end - p >= 2 && *p == '/' && (p[1] == '/' || p[1] == '*'))) {
    *at = end;
    return word;
  }
  const char* const begin = p;
  while (p < end && csn_is_name(*p)) {
    ++p;
  }
  p += p == begin;
  word.length = (size_t)(p - begin);
  *at = p;
  return word;
}

static bool
is(const Word* word, const char* text)
{
  return strlen(text) == word->length &&
         !memcmp(word->text, text, word->length);
}

/* Reads 4 (`skip` 0) or p4 (`skip` 1); 0: neither. */
static uint32_t
index_of(const Word* word, size_t skip)
{
  uint32_t index = 0;
  if (word->length <= skip || (skip && *word->text != 'p')) {
    return 0;
  }
  for (size_t i = skip; i < word->length; ++i) {
    const char c = word->text[i];
    if (c < '0' || c > '9' || index > CSN_MAX_FIELD_INDEX) {
      return 0;
    }
    index = index * 10U + (uint32_t)(c - '0');
  }
  return index <= CSN_MAX_FIELD_INDEX ? index : 0U;
}

static void
take(CsnFields* fields, const Word* word, uint32_t index)
{
  const char kind = *word->text;
  if (index < 4 || word->length < 2 || word->length > CSN_MAX_FIELD_NAME ||
      fields->n == CSN_MAX_FIELDS || index_of(word, 1) ||
      (kind != 'i' && kind != 'k' && kind != 'S') ||
      csn_fields_at(fields, index) ||
      csn_fields_find(fields, word->text, word->length)) {
    return;
  }
  CsnField* const field = &fields->fields[fields->n++];
  memset(field, 0, sizeof(*field));
  memcpy(field->name, word->text, word->length);
  field->index = index;
  field->value = index <= fields->n_preset ? fields->preset[index - 1U] : 0;
}

/* `pset` gives p1 and up. */
static void
take_preset(CsnFields* fields,
            const char* at,
            const char* end,
            const CsnHeader* header)
{
  while (at < end && fields->n_preset < CSN_MAX_FIELDS) {
    const char* stop = at;
    while (stop < end && *stop != ',' && *stop != ';' && *stop != '\n') {
      ++stop;
    }
    double value = 0;
    (void)csn_constant_parse(at, (size_t)(stop - at), header, &value);
    fields->preset[fields->n_preset++] = value;
    for (uint32_t i = 0; i < fields->n; ++i) {
      if (fields->fields[i].index == fields->n_preset) {
        fields->fields[i].value = value;
      }
    }
    at = stop < end && *stop == ',' ? stop + 1 : end;
  }
}

void
csn_fields_read_statement(CsnFields* fields,
                          const char* text,
                          size_t length,
                          const CsnHeader* header)
{
  Word names[CSN_MAX_FIELDS];
  uint32_t n = 0;
  const char* at = text;
  const char* const end = text + length;
  Word word = next_word(&at, end);
  if (is(&word, "pset")) {
    take_preset(fields, at, end, header);
    return;
  }
  for (; word.length && csn_is_name(*word.text); word = next_word(&at, end)) {
    names[n++] = word;
    word = next_word(&at, end);
    if (n == CSN_MAX_FIELDS || !is(&word, ",")) {
      break;
    }
  }

  const Word value = next_word(&at, end);
  if (is(&word, "passign")) {
    const uint32_t first = value.length ? index_of(&value, 0) : 1U;
    for (uint32_t i = 0; first && i < n; ++i) {
      take(fields, &names[i], first + i);
    }
  } else if (n == 1 && !next_word(&at, end).length &&
             (is(&word, "=") || is(&word, "init") || is(&word, "strget"))) {
    take(fields, &names[0], index_of(&value, 1));
  }
}

bool
csn_fields_read_aliases(CsnFields* fields,
                        const char* text,
                        size_t length,
                        CsnFieldsError* error)
{
  const char* at = text;
  const char* const end = text + length;
  error->at = 0;
  for (Word alias = next_word(&at, end); alias.length;
       alias = next_word(&at, end)) {
    if (is(&alias, ",")) {
      continue;
    }
    const Word equals = next_word(&at, end);
    const Word name = next_word(&at, end);
    if (!is(&equals, "=") || !name.length || !csn_is_name(*alias.text)) {
      (void)snprintf(error->text,
                     sizeof(error->text),
                     "aliases are written NEW=NAME, NEW=NAME");
      return false;
    }
    const uint32_t index = csn_fields_find(fields, name.text, name.length);
    const Word* const bad = !index ? &name : &alias;
    if (!index || alias.length > CSN_MAX_FIELD_NAME ||
        fields->n_aliases == CSN_MAX_FIELDS ||
        csn_fields_find(fields, alias.text, alias.length)) {
      (void)snprintf(error->text,
                     sizeof(error->text),
                     !index ? "there is no %.*s that could have another name"
                            : "the name %.*s is taken or too long",
                     bad->length < 60U ? (int)bad->length : 60,
                     bad->text);
      return false;
    }
    CsnField* const field = &fields->aliases[fields->n_aliases++];
    memset(field, 0, sizeof(*field));
    memcpy(field->name, alias.text, alias.length);
    field->index = index;
  }
  return true;
}

/** Text that is written as far as there is room. */
typedef struct {
  char* text;
  size_t size;
  size_t n;
} Writer;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
write_text(Writer* writer, const char* format, ...)
{
  va_list args;
  const size_t left = writer->n < writer->size ? writer->size - writer->n : 0;
  va_start(args, format);
  const int n =
    vsnprintf(left ? writer->text + writer->n : NULL, left, format, args);
  va_end(args);
  writer->n += n > 0 ? (size_t)n : 0U;
}

size_t
csn_fields_write(const CsnFields* fields,
                 uint32_t from,
                 char* text, // NOLINT(readability-non-const-parameter)
                 size_t size)
{
  Writer writer = { text, size, 0 };
  const uint32_t last = csn_fields_last(fields);
  bool any = false;
  for (uint32_t i = 0; i < fields->n; ++i) {
    any = any || fields->fields[i].value < 0 || fields->fields[i].value > 0;
  }
  if (any && fields->n_preset == 0) {
    // For notes that are started without these p-fields: by a key, a score
    write_text(&writer, "pset 0, 0, 0");
    for (uint32_t i = 4; i <= last; ++i) {
      const CsnField* const field = csn_fields_at(fields, i);
      write_text(&writer, ", %.17g", field ? field->value : 0.0);
    }
    write_text(&writer, "\n");
  }
  for (uint32_t i = 0; i < fields->n; ++i) {
    const CsnField* const field = &fields->fields[i];
    if (field->index < from) {
      continue;
    }
    if (field->name[0] == 'S') {
      write_text(&writer, "%s strget p%u\n", field->name, field->index);
    } else if (field->name[0] == 'k') {
      // The init pass sees it too
      write_text(&writer,
                 "%s init p%u\n%s = p%u\n",
                 field->name,
                 field->index,
                 field->name,
                 field->index);
    } else {
      write_text(&writer, "%s = p%u\n", field->name, field->index);
    }
  }
  return writer.n;
}

void
csn_fields_write_names(const CsnFields* fields, char* text, size_t size)
{
  size_t n = 0;
  for (uint32_t i = 0; i < fields->n; ++i) {
    const char* const name = fields->fields[i].name;
    const size_t length = strlen(name);
    if (n + length + 3U > size) {
      break;
    }
    if (n) {
      memcpy(text + n, ", ", 2);
      n += 2;
    }
    memcpy(text + n, name, length);
    n += length;
  }
  if (size) {
    text[n] = '\0';
  }
}
