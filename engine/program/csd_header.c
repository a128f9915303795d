// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Header: the values that an orchestra assigns to sr, ksmps, nchnls and their
  like outside of its instruments.  Engine layer, pure text.
*/

#include "csd.h"

#include "csd_nesting.h"
#include "csd_options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  CsnCsdHeader* header;
  const char* text;
  bool in_block; ///< Inside instr or opcode
} Reader;

static bool
is_name(char c)
{
  return isalnum((unsigned char)c) || c == '_';
}

static size_t
skip_blanks(const char* text, size_t at, size_t end)
{
  while (at < end && (text[at] == ' ' || text[at] == '\t')) {
    ++at;
  }
  return at;
}

static CsnHeaderValue*
find_value(CsnCsdHeader* header, const char* name, size_t length)
{
  const struct {
    const char* name;
    CsnHeaderValue* value;
  } names[] = {
    { "sr", &header->header.sr },
    { "kr", &header->header.kr },
    { "ksmps", &header->header.ksmps },
    { "nchnls", &header->header.nchnls },
    { "nchnls_i", &header->header.nchnls_i },
    { "0dbfs", &header->header.zero_dbfs },
    { "A4", &header->header.a4 },
  };
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (strlen(names[i].name) == length &&
        !memcmp(names[i].name, name, length)) {
      return names[i].value;
    }
  }
  return NULL;
}

// A plain number and nothing after it but a comment
static bool
read_number(const char* text, size_t at, size_t end, double* value)
{
  char copy[48];
  size_t n = 0;
  at = skip_blanks(text, at, end);
  while (at < end && n + 1 < sizeof(copy) &&
         (is_name(text[at]) || text[at] == '.' || text[at] == '-' ||
          text[at] == '+')) {
    copy[n++] = text[at++];
  }
  copy[n] = '\0';
  at = skip_blanks(text, at, end);
  const bool ended = at == end || text[at] == ';' ||
                     (text[at] == '/' && at + 1 < end &&
                      (text[at + 1] == '/' || text[at + 1] == '*'));
  char* rest = NULL;
  *value = strtod(copy, &rest);
  return n > 0 && rest != copy && !*rest && ended &&
         (isdigit((unsigned char)copy[0]) || copy[0] == '.' || copy[0] == '-');
}

static bool
is_word(const char* word, const char* text, size_t length)
{
  return strlen(word) == length && !memcmp(word, text, length);
}

// One line of code, from its first character that is no blank
static void
read_line(Reader* reader, size_t at, size_t end, int line)
{
  const char* const text = reader->text;
  const size_t begin = at;
  while (at < end && is_name(text[at])) {
    ++at;
  }
  const size_t length = at - begin;
  const char* const word = text + begin;
  if (is_word("instr", word, length) || is_word("opcode", word, length)) {
    reader->in_block = true;
  } else if (is_word("endin", word, length) || is_word("endop", word, length)) {
    reader->in_block = false;
  }

  CsnHeaderValue* const value = find_value(reader->header, word, length);
  at = skip_blanks(text, at, end);
  const bool assigns =
    at < end && text[at] == '=' && (at + 1 == end || text[at + 1] != '=');
  if (value && assigns && !reader->in_block) {
    value->said = true;
    value->line = line;
    value->literal = read_number(text, at + 1, end, &value->value);
    if (!value->literal) {
      value->value = 0.0;
    }
  }
}

// Past all comments at the front of a line, also those that began before it
static size_t
skip_comments(CsnNesting* nesting, const char* text, size_t at, size_t end)
{
  at = skip_blanks(text, csn_nesting_leave(nesting, text, at, end), end);
  while (at + 1 < end && text[at] == '/' && text[at + 1] == '*') {
    nesting->inside = CSN_IN_COMMENT;
    at = csn_nesting_leave(nesting, text, at + 2, end);
    at = skip_blanks(text, at, end);
  }
  return at;
}

void
csn_csd_header(CsnCsdHeader* header, const CsnCsd* csd, const char* text)
{
  memset(header, 0, sizeof(*header));
  csn_csd_options_header(header, csd, text);

  Reader reader = { header, text, false };
  CsnNesting nesting = { CSN_IN_CODE, 0 };
  const size_t stop = csd->instruments.offset + csd->instruments.length;
  size_t at = csd->instruments.offset;
  int line = csd->instruments.line;
  while (at < stop) {
    size_t end = at;
    while (end < stop && text[end] != '\n' && text[end] != '\r') {
      ++end;
    }
    // A comment or a string may end in this line: then what follows counts
    const size_t code = skip_comments(&nesting, text, at, end);
    if (nesting.inside == CSN_IN_CODE) {
      read_line(&reader, skip_blanks(text, code, end), end, line);
      csn_nesting_read(&nesting, text, code, end);
    }
    at = end + 1;
    if (end + 1 < stop && text[end] == '\r' && text[end + 1] == '\n') {
      ++at;
    }
    ++line;
  }
}
