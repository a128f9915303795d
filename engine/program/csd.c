// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csd: splits the text of a program into its sections, by the rules of Csound
  6: tags begin their line, and an end tag inside a comment or a string is
  none.  Engine layer, pure text.
*/

#define _GNU_SOURCE // memmem

#include "csd.h"

#include "csd_nesting.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/** A text being split, at the start of a line. */
typedef struct {
  const char* text;
  size_t length;
  size_t at;
  int line;
  const char* file;
  CsnDiagnosticList* list;
  bool failed;
} Reader;

/** Start tags that need an end tag, which is `</` and the same name. */
static const char* const known[] = {
  "CsOptions", "CsInstruments",  "CsScore", "CsVersion", "CsLicence",
  "CsLicense", "CsShortLicence", "CsFileB", "CsSampleB", "CsMidifileB",
};

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static size_t
end_of_line(const char* text, size_t length, size_t at)
{
  while (at < length && text[at] != '\n' && text[at] != '\r') {
    ++at;
  }
  return at;
}

// Past the line end at `at`, which may be LF, CR or CR LF
static size_t
past_line_end(const char* text, size_t length, size_t at)
{
  if (at < length && text[at] == '\r') {
    ++at;
    return at < length && text[at] == '\n' ? at + 1 : at;
  }
  return at < length ? at + 1 : at;
}

int
csn_csd_line_of(const char* text, size_t length, size_t offset)
{
  int line = 1;
  const size_t end = offset < length ? offset : length;
  size_t at = end_of_line(text, end, 0);
  while (at < end) {
    const size_t next = past_line_end(text, length, at);
    if (next > end) {
      break; // Between CR and LF
    }
    ++line;
    at = end_of_line(text, end, next);
  }
  return line;
}

static int
column_of(const char* text, size_t offset)
{
  size_t begin = offset;
  while (begin > 0 && text[begin - 1] != '\n' && text[begin - 1] != '\r') {
    --begin;
  }
  return (int)(offset - begin) + 1;
}

static void
fail_at(Reader* reader, size_t offset, const char* what)
{
  reader->failed = true;
  if (reader->list) {
    csn_diagnostic_add(reader->list,
                       CSN_SEVERITY_ERROR,
                       reader->file,
                       csn_csd_line_of(reader->text, reader->length, offset),
                       column_of(reader->text, offset),
                       "%s",
                       what);
  }
}

static bool
begins_with(const Reader* reader, size_t at, const char* word)
{
  const size_t n = strlen(word);
  return reader->length - at >= n && !memcmp(reader->text + at, word, n);
}

static size_t
skip_blanks(const Reader* reader, size_t at)
{
  while (at < reader->length && is_blank(reader->text[at])) {
    ++at;
  }
  return at;
}

static void
next_line(Reader* reader)
{
  const size_t end = end_of_line(reader->text, reader->length, reader->at);
  reader->at = past_line_end(reader->text, reader->length, end);
  ++reader->line;
}

// A string may go on after a backslash at the end of the line, else not
static bool
string_goes_on(const char* text, size_t end)
{
  return end > 0 && text[end - 1] == '\\';
}

// Says why the end tag of a section was not found
static void
fail_unended(Reader* reader,
             const CsnCsdSection* section,
             const CsnNesting* nesting)
{
  char tag[CSN_CSD_NAME_SIZE + 4];
  char text[CSN_CSD_NAME_SIZE + 64];
  (void)snprintf(tag, sizeof(tag), "</%s>", section->name);
  if (nesting->inside == CSN_IN_COMMENT) {
    fail_at(reader, nesting->begin, "this comment is never closed (*/)");
    return;
  }
  if (nesting->inside == CSN_IN_BRACES) {
    fail_at(reader, nesting->begin, "this {{ string is never closed (}})");
    return;
  }
  for (size_t i = section->offset; i + 3 < reader->length; ++i) {
    if (begins_with(reader, i, tag)) {
      (void)snprintf(text,
                     sizeof(text),
                     "%s must be at the beginning of its line",
                     tag);
      fail_at(reader, i, text);
      return;
    }
  }
  (void)snprintf(text,
                 sizeof(text),
                 "the file is cut short: this section has no %s",
                 tag);
  fail_at(reader, section->tag_offset, text);
}

// Reads lines up to the end tag; at the end the reader stands after its line.
// Where `must` is false a missing end tag is no error, and nothing is read.
static bool
read_body(Reader* reader, CsnCsdSection* section, bool is_code, bool must)
{
  char tag[CSN_CSD_NAME_SIZE + 4];
  (void)snprintf(tag, sizeof(tag), "</%s>", section->name);
  const Reader saved = *reader;
  CsnNesting nesting = { CSN_IN_CODE, 0 };

  while (reader->at < reader->length) {
    const size_t start = skip_blanks(reader, reader->at);
    const size_t end = end_of_line(reader->text, reader->length, reader->at);
    if (nesting.inside == CSN_IN_CODE && begins_with(reader, start, tag)) {
      section->length = reader->at - section->offset;
      next_line(reader);
      return true;
    }
    if (!must && begins_with(reader, start, "<Cs")) {
      break;
    }
    if (is_code) {
      csn_nesting_read(&nesting, reader->text, reader->at, end);
      if (nesting.inside == CSN_IN_STRING &&
          !string_goes_on(reader->text, end)) {
        fail_at(reader, nesting.begin, "this string has no closing \"");
        return false;
      }
    }
    next_line(reader);
  }

  if (must) {
    fail_unended(reader, section, &nesting);
  } else {
    *reader = saved;
  }
  return false;
}

static void
read_name(const Reader* reader, size_t at, char* name)
{
  size_t n = 0;
  while (at < reader->length && n + 1 < CSN_CSD_NAME_SIZE) {
    const char c = reader->text[at++];
    if (is_blank(c) || c == '>' || c == '\n' || c == '\r') {
      break;
    }
    name[n++] = c;
  }
  name[n] = '\0';
}

static bool
is_known(const char* name)
{
  for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); ++i) {
    if (!strcmp(known[i], name)) {
      return true;
    }
  }
  return false;
}

static void
keep(CsnCsd* csd, CsnCsdSection* place, const CsnCsdSection* section)
{
  // Of several orchestras or scores Csound takes the last
  if (!place || (place->present && place == &csd->options)) {
    if (csd->n_others < CSN_CSD_MAX_SECTIONS) {
      csd->others[csd->n_others++] = *section;
    }
    return;
  }
  if (place->present && csd->n_others < CSN_CSD_MAX_SECTIONS) {
    csd->others[csd->n_others++] = *place;
  }
  *place = *section;
}

static void
warn_of_text_after_tag(Reader* reader, const CsnCsdSection* section)
{
  size_t at = section->tag_offset + strlen(section->name) + 2;
  at = skip_blanks(reader, at);
  const size_t end = end_of_line(reader->text, reader->length, at);
  if (at < end && reader->text[at] != ';' && reader->list) {
    csn_diagnostic_add(reader->list,
                       CSN_SEVERITY_WARNING,
                       reader->file,
                       section->line - 1,
                       column_of(reader->text, at),
                       "text in the line of <%s> is ignored",
                       section->name);
  }
}

// The reader stands at a line that begins with `<`
static void
read_section(Reader* reader, CsnCsd* csd, size_t tag)
{
  CsnCsdSection section = { .present = true, .tag_offset = tag };
  read_name(reader, tag + 1, section.name);
  next_line(reader);
  section.offset = reader->at;
  section.line = reader->line;

  CsnCsdSection* place = NULL;
  bool is_code = false;
  if (!strcmp(section.name, "CsOptions")) {
    place = &csd->options;
  } else if (!strcmp(section.name, "CsInstruments")) {
    place = &csd->instruments;
    is_code = true;
  } else if (!strcmp(section.name, "CsScore")) {
    place = &csd->score;
    is_code = true;
  }
  if (is_code && reader->text[tag + 1 + strlen(section.name)] == '>') {
    warn_of_text_after_tag(reader, &section);
  }
  if (read_body(reader, &section, is_code, is_known(section.name)) ||
      !strncmp(section.name, "CsFile", 6)) {
    keep(csd, place, &section);
  }
}

// Csound takes the outermost tag wherever it stands in its line
static bool
has_tag(const Reader* reader, const char* tag)
{
  const char* const line = reader->text + reader->at;
  const size_t left = reader->length - reader->at;
  const char* const end = memchr(line, '\n', left);
  const size_t n = end ? (size_t)(end - line) : left;
  return memmem(line, n, tag, strlen(tag)) != NULL;
}

static void
read_csd(Reader* reader, CsnCsd* csd)
{
  bool started = false;
  while (reader->at < reader->length && !reader->failed) {
    const size_t at = skip_blanks(reader, reader->at);
    if (!started && has_tag(reader, "<CsoundSynthesi")) {
      started = true;
    } else if (begins_with(reader, at, "</CsoundSynthesi")) {
      break;
    } else if (at < reader->length && reader->text[at] == '<' && started &&
               at + 1 < reader->length && reader->text[at + 1] != '/') {
      read_section(reader, csd, at);
      continue;
    }
    next_line(reader);
  }
}

// Returns the place of a tag that begins a line, or `length`
static size_t
find_tag(const char* text, size_t length, const char* tag)
{
  Reader reader = { .text = text, .length = length, .line = 1 };
  while (reader.at < length) {
    const size_t at = skip_blanks(&reader, reader.at);
    if (begins_with(&reader, at, tag)) {
      return at;
    }
    next_line(&reader);
  }
  return length;
}

static bool
check_bytes(Reader* reader)
{
  if (reader->length > CSN_CSD_MAX_LENGTH) {
    if (reader->list) {
      csn_diagnostic_add(reader->list,
                         CSN_SEVERITY_ERROR,
                         reader->file,
                         0,
                         0,
                         "the text is too long for a program (%zu MB)",
                         reader->length / 1000000);
    }
    return false;
  }
  const char* const nul =
    reader->length ? (const char*)memchr(reader->text, 0, reader->length)
                   : NULL;
  if (nul) {
    fail_at(reader,
            (size_t)(nul - reader->text),
            "a zero byte: this is not a text file");
    return false;
  }
  for (size_t i = 0; i < reader->length; ++i) {
    const char c = reader->text[i];
    if (!is_blank(c) && c != '\n' && c != '\r') {
      return true;
    }
  }
  if (reader->list) {
    csn_diagnostic_add(reader->list,
                       CSN_SEVERITY_ERROR,
                       reader->file,
                       0,
                       0,
                       "the program is empty");
  }
  return false;
}

bool
csn_csd_parse(CsnCsd* csd,
              const char* text,
              size_t length,
              const char* file,
              CsnDiagnosticList* list)
{
  Reader reader = {
    .text = text, .length = length, .line = 1, .file = file, .list = list
  };
  memset(csd, 0, sizeof(*csd));
  if (!check_bytes(&reader)) {
    return false;
  }

  const size_t top = find_tag(text, length, "<CsoundSynthesi");
  const size_t bare = find_tag(text, length, "<CsInstruments>");
  if (top == length && bare == length) {
    csd->instruments.present = true;
    csd->instruments.length = length;
    csd->instruments.line = 1;
    return true;
  }

  csd->is_csd = true;
  if (top == length && !memmem(text, length, "<CsoundSynthesi", 15)) {
    fail_at(&reader, bare, "no <CsoundSynthesizer> before this line");
    return false;
  }
  read_csd(&reader, csd);
  if (!reader.failed && !csd->instruments.present) {
    fail_at(&reader, top, "the .csd has no <CsInstruments> section");
  }
  return !reader.failed;
}
