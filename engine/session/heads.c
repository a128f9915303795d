// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "heads.h"

#include "base/letters.h"
#include "program/csd.h"
#include "program/csd_nesting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** An orchestra that is read line by line. */
typedef struct {
  const char* text;
  size_t at;  ///< Of the present line's first byte of code
  size_t eol; ///< Its end
  size_t end; ///< Of the orchestra
  CsnNesting nesting;
  const CsnHeader* header;
  CsnFieldsError error;
  bool before_code; ///< No statement since the `instr`
} Reader;

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

/* Goes to the first byte of code from `from` on; false: there is none. */
static bool
find_code(Reader* reader, size_t from)
{
  while (from < reader->end) {
    const char* const newline =
      (const char*)memchr(reader->text + from, '\n', reader->end - from);
    reader->eol = newline ? (size_t)(newline - reader->text) : reader->end;
    size_t at = from;
    for (;;) {
      at = csn_nesting_leave(&reader->nesting, reader->text, at, reader->eol);
      while (at < reader->eol && is_blank(reader->text[at])) {
        ++at;
      }
      const bool comment = reader->eol - at >= 2 && reader->text[at] == '/' &&
                           reader->text[at + 1U] == '*';
      if (!comment) {
        break;
      }
      csn_nesting_read(&reader->nesting, reader->text, at, at + 2U);
      at += 2U;
    }
    const char c = (char)(at < reader->eol ? reader->text[at] : '\0');
    if (c && c != ';' && (c != '/' || reader->text[at + 1U] != '/')) {
      reader->at = at;
      return true;
    }
    from = reader->eol + 1U;
  }
  return false;
}

/* Goes to the next statement. */
static bool
next_code(Reader* reader)
{
  csn_nesting_read(&reader->nesting, reader->text, reader->at, reader->eol);
  if (reader->nesting.inside == CSN_IN_STRING) {
    reader->nesting.inside = CSN_IN_CODE; // Csound's end with their line
  }
  return find_code(reader, reader->eol + 1U);
}

static bool
begins_with(const Reader* reader, const char* word)
{
  const size_t length = strlen(word);
  return reader->eol - reader->at >= length &&
         !memcmp(reader->text + reader->at, word, length) &&
         (reader->at + length == reader->eol ||
          !csn_is_name(reader->text[reader->at + length]));
}

/* Reads the head where the reader stands, and goes on after it. */
static bool
read_head(Reader* reader, CsnFields* fields, size_t* begin, size_t* end)
{
  const size_t length = csn_fields_read_head(fields,
                                             reader->text + reader->at,
                                             reader->end - reader->at,
                                             reader->header,
                                             &reader->error);
  if (!length) {
    reader->error.at += reader->at;
    return false;
  }
  *begin = reader->at;
  *end = reader->at + length;
  reader->at = *end;
  const char* const newline = (const char*)memchr(reader->text + reader->at,
                                                  '\n',
                                                  reader->end - reader->at);
  reader->eol = newline ? (size_t)(newline - reader->text) : reader->end;
  return true;
}

// Programs

static CsnInstrFields*
add_instr(CsnInstrFields*** link, const char* name, size_t length, int line)
{
  CsnInstrFields* const made =
    (CsnInstrFields*)calloc(1, sizeof(CsnInstrFields));
  if (made) {
    memcpy(made->name, name, length);
    made->line = line;
    for (size_t i = 0; i < length && name[i] >= '0' && name[i] <= '9'; ++i) {
      made->number =
        made->number < 32768 ? made->number * 10 + name[i] - '0' : made->number;
    }
    csn_fields_clear(&made->fields, 4);
    **link = made;
    *link = &made->next;
  }
  return made;
}

/* The place behind what may stand around a name, in this line. */
static size_t
skip_blanks(const Reader* reader, size_t at, bool plus)
{
  while (at < reader->eol &&
         (is_blank(reader->text[at]) || (plus && reader->text[at] == '+'))) {
    ++at;
  }
  return at;
}

static size_t
skip_name(const Reader* reader, size_t at)
{
  while (at < reader->eol && csn_is_name(reader->text[at])) {
    ++at;
  }
  return at;
}

/* Reads `instr 1, lead, +pad` and returns the first of them. What is not of
   this form ends the list; Csound will say what it thinks of it. */
static bool
read_instr(const Reader* reader, CsnInstrFields*** link, CsnInstrFields** first)
{
  const int line = csn_csd_line_of(reader->text, reader->end, reader->at);
  size_t begin = skip_blanks(reader, reader->at + 5U, true);
  size_t end = skip_name(reader, begin);
  *first = NULL;
  while (end > begin) {
    if (end - begin <= CSN_MAX_INSTR_NAME) {
      CsnInstrFields* const made =
        add_instr(link, reader->text + begin, end - begin, line);
      if (!made) {
        return false;
      }
      *first = *first ? *first : made;
    }
    begin = skip_blanks(reader, end, false);
    if (begin == reader->eol || reader->text[begin] != ',') {
      break;
    }
    begin = skip_blanks(reader, begin + 1U, true);
    end = skip_name(reader, begin);
  }
  return true;
}

static CsnStatus
read_orchestra(Reader* reader, CsnHeads* heads)
{
  CsnInstrFields** link = &heads->instrs;
  CsnInstrFields* instr = NULL;
  bool more = find_code(reader, reader->at);
  for (; more; more = next_code(reader)) {
    const char c = reader->text[reader->at];
    if (begins_with(reader, "instr")) {
      reader->before_code = true;
      if (!read_instr(reader, &link, &instr)) {
        return CSN_ERR_NO_MEMORY;
      }
      continue;
    }
    if (instr && reader->before_code && c == '|') {
      if (!read_head(reader, &instr->fields, &instr->begin, &instr->end)) {
        return CSN_ERR_COMPILE;
      }
    } else if (begins_with(reader, "endin")) {
      instr = NULL;
    } else if (instr && !instr->fields.declared) {
      csn_fields_read_statement(&instr->fields,
                                reader->text + reader->at,
                                reader->eol - reader->at,
                                reader->header);
    }
    reader->before_code = false;
    for (CsnInstrFields* i = instr ? instr->next : NULL; i; i = i->next) {
      i->fields = instr->fields; // Of one statement `instr`
    }
  }
  return CSN_OK;
}

static void
tell(const Reader* reader, const char* file, CsnDiagnosticList* list)
{
  size_t at = reader->error.at < reader->end ? reader->error.at : reader->end;
  const int line = csn_csd_line_of(reader->text, reader->end, at);
  int column = 1;
  for (; at > 0 && reader->text[at - 1U] != '\n'; --at) {
    ++column;
  }
  if (list) {
    (void)csn_diagnostic_add(
      list, CSN_SEVERITY_ERROR, file, line, column, "%s", reader->error.text);
  }
}

static void
blank(char* text, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; ++i) {
    text[i] = (char)(text[i] == '\n' || text[i] == '\r' ? text[i] : ' ');
  }
}

/* Writes the orchestra anew, statements in place of heads. */
static bool
write_texts(CsnHeads* heads, const char* text)
{
  const size_t length = strlen(text);
  size_t size = length + 1U;
  bool any = false;
  for (const CsnInstrFields* i = heads->instrs; i; i = i->next) {
    size += i->end ? csn_fields_write(&i->fields, 0, NULL, 0) + 32U : 0U;
    any = any || i->end;
  }
  if (!any) {
    return true;
  }
  heads->code = (char*)malloc(size);
  heads->shown = (char*)malloc(length + 1U);
  if (!heads->code || !heads->shown) {
    return false;
  }

  memcpy(heads->shown, text, length + 1U);
  size_t from = 0;
  size_t n = 0;
  for (const CsnInstrFields* i = heads->instrs; i; i = i->next) {
    if (!i->end) {
      continue;
    }
    blank(heads->shown, i->begin, i->end);
    memcpy(heads->code + n, text + from, i->begin - from);
    n += i->begin - from;
    n += csn_fields_write(&i->fields, 0, heads->code + n, size - n);
    // Csound goes on counting as the user does
    n += (size_t)snprintf(heads->code + n,
                          size - n,
                          "#line %d\n",
                          csn_csd_line_of(text, length, i->end));
    from = i->end;
  }
  memcpy(heads->code + n, text + from, length - from + 1U);
  return true;
}

CsnStatus
csn_heads_read(CsnHeads* heads,
               const char* text,
               const CsnHeader* header,
               const char* file,
               CsnDiagnosticList* list)
{
  const size_t length = strlen(text);
  CsnCsd csd;
  memset(heads, 0, sizeof(*heads));
  if (!csn_csd_parse(&csd, text, length, NULL, NULL)) {
    return CSN_OK; // Somebody else says so
  }
  Reader reader = { .text = text,
                    .at = csd.instruments.offset,
                    .end = csd.instruments.offset + csd.instruments.length,
                    .header = header };
  const CsnStatus st = read_orchestra(&reader, heads);
  if (st == CSN_ERR_COMPILE) {
    tell(&reader, file, list);
  }
  if (st || !write_texts(heads, text)) {
    csn_heads_clear(heads);
    return st ? st : CSN_ERR_NO_MEMORY;
  }
  return CSN_OK;
}

void
csn_heads_clear(CsnHeads* heads)
{
  while (heads->instrs) {
    CsnInstrFields* const next = heads->instrs->next;
    free(heads->instrs);
    heads->instrs = next;
  }
  free(heads->code);
  free(heads->shown);
  heads->code = NULL;
  heads->shown = NULL;
}

void
csn_instr_fields_free(void* fields)
{
  free(fields);
}

// The body of one instrument

bool
csn_heads_read_body(CsnFields* fields,
                    const char* body,
                    uint32_t first,
                    const CsnHeader* header,
                    char* shown,
                    CsnFieldsError* error)
{
  const size_t length = strlen(body);
  Reader reader = {
    .text = body, .end = length, .header = header, .before_code = true
  };
  memcpy(shown, body, length + 1U);
  csn_fields_clear(fields, first);
  for (bool more = find_code(&reader, 0); more; more = next_code(&reader)) {
    const char c = body[reader.at];
    const bool brace = c == '{' && body[reader.at + 1U] != '{';
    if (reader.before_code && (c == '|' || brace)) {
      size_t begin = 0;
      size_t end = 0;
      if (!read_head(&reader, fields, &begin, &end)) {
        *error = reader.error;
        return false;
      }
      blank(shown, begin, end);
    } else if (begins_with(&reader, "instr") || begins_with(&reader, "endin")) {
      error->at = reader.at;
      (void)snprintf(error->text,
                     sizeof(error->text),
                     "a body is what stands between instr and endin");
      return false;
    } else if (!fields->declared) {
      csn_fields_read_statement(fields,
                                body + reader.at,
                                reader.eol - reader.at,
                                header);
    }
    reader.before_code = false;
  }
  return true;
}
