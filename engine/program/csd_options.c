// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Options: the flags in <CsOptions>, read and cleaned.  Engine layer, pure text.

  Csound ends the process at a flag that it does not know, so this is a list of
  what may stay, not of what must go.
*/

#include "csd_options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/** The value that a long option needs to be kept. */
typedef enum {
  NO_VALUE,
  MAY_HAVE_NUMBER,
  WHOLE,
  POSITIVE,
  TEXT,
  MIDI_FILE
} Value;

typedef struct {
  const char* name;
  Value value;
} LongOption;

static const LongOption kept[] = {
  { "--midi-key=", WHOLE },
  { "--midi-key-cps=", WHOLE },
  { "--midi-key-oct=", WHOLE },
  { "--midi-key-pch=", WHOLE },
  { "--midi-velocity=", WHOLE },
  { "--midi-velocity-amp=", WHOLE },
  { "--sample-accurate", NO_VALUE },
  { "--aft-zero", NO_VALUE },
  { "--defer-gen1", NO_VALUE },
  { "--verbose", NO_VALUE },
  { "--limiter", MAY_HAVE_NUMBER },
  { "--sinesize=", WHOLE },
  { "--fftlib=", WHOLE },
  { "--omacro:", TEXT },
  { "--smacro:", TEXT },
  { "--strset", TEXT },
  { "--env:SFDIR", TEXT },
  { "--env:SSDIR", TEXT },
  { "--env:SADIR", TEXT },
  { "--env:INCDIR", TEXT },
  { "--midifile=", MIDI_FILE },
  { "--terminate-on-midi", NO_VALUE },
  { "--tempo=", POSITIVE },
  { "--nchnls=", POSITIVE },
  { "--nchnls_i=", WHOLE },
  { "--0dbfs=", POSITIVE },
  { "-+skip_seconds=", POSITIVE },
  { "-+raw_controller_mode=", WHOLE },
};

// Letters without a value that change the form of a file and nothing else
static const char harmless[] = "AWJhc8uslf3vKDZT";
// Letters with a value, in the same token or in the next
static const char with_value[] = "oiMQFLbBmxUOjrktV";
// … of which these stay, with a positive number; the rates are the caller's
static const char with_kept_value[] = "t";

/** One flag or value: bytes [begin, end) of the text. */
typedef struct {
  size_t begin;
  size_t end;
} Token;

/** Goes over the tokens of an options section. */
typedef struct {
  const char* text;
  size_t at;
  size_t end;
} Scan;

static bool
is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t
line_end(const Scan* scan, size_t at)
{
  while (at < scan->end && scan->text[at] != '\n' && scan->text[at] != '\r') {
    ++at;
  }
  return at;
}

// Next token, which may be quoted in parts; false at the end
static bool
next_token(Scan* scan, Token* token)
{
  while (scan->at < scan->end) {
    const char c = scan->text[scan->at];
    if (c == ';' || c == '#') {
      scan->at = line_end(scan, scan->at);
    } else if (is_space(c)) {
      ++scan->at;
    } else {
      break;
    }
  }
  token->begin = scan->at;
  const size_t limit = line_end(scan, scan->at);
  bool quoted = false;
  while (scan->at < limit) {
    const char c = scan->text[scan->at];
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (is_space(c) || c == ';')) {
      break;
    }
    ++scan->at;
  }
  token->end = scan->at;
  return token->end > token->begin;
}

static bool
is_number(const char* text, size_t begin, size_t end, bool whole, double* value)
{
  char copy[32];
  if (end <= begin || end - begin >= sizeof(copy)) {
    return false;
  }
  memcpy(copy, text + begin, end - begin);
  copy[end - begin] = '\0';
  char* rest = NULL;
  if (!isdigit((unsigned char)copy[0]) && copy[0] != '.') {
    return false;
  }
  *value = strtod(copy, &rest);
  return !*rest && (!whole || strspn(copy, "0123456789") == end - begin);
}

// A score in a MIDI file is music; the standard input and devices are not
static bool
is_midi_file(const char* text, size_t begin, size_t end)
{
  const size_t n = end - begin;
  return n && !(n == 5 && !memcmp(text + begin, "stdin", n)) &&
         !(n >= 4 && !memcmp(text + begin, "/dev", 4));
}

static bool
may_stay(const LongOption* option, const char* text, size_t at, size_t end)
{
  double value = 0.0;
  switch (option->value) {
    case NO_VALUE:
      return at == end;
    case MAY_HAVE_NUMBER:
      return at == end ||
             (text[at] == '=' && is_number(text, at + 1, end, false, &value));
    case WHOLE:
      return is_number(text, at, end, true, &value);
    case POSITIVE:
      return is_number(text, at, end, false, &value) && value > 0.0;
    case MIDI_FILE:
      return is_midi_file(text, at, end);
    case TEXT:
      return memchr(text + at, '=', end - at) != NULL;
  }
  return false;
}

static const LongOption*
find_long(const char* text, const Token* token)
{
  const size_t n = token->end - token->begin;
  for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); ++i) {
    const size_t length = strlen(kept[i].name);
    if (n >= length && !memcmp(text + token->begin, kept[i].name, length) &&
        may_stay(&kept[i], text, token->begin + length, token->end)) {
      return &kept[i];
    }
  }
  return NULL;
}

// The value of a short flag: the rest of the token, or the next token where
// that is no flag
static Token
value_of(Scan* scan, const Token* token, size_t after)
{
  Token value = { after, token->end };
  if (after < token->end) {
    return value;
  }
  Scan ahead = *scan;
  if (next_token(&ahead, &value) && scan->text[value.begin] != '-') {
    *scan = ahead;
    return value;
  }
  value.begin = value.end = token->end;
  return value;
}

static void
blank(char* text, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; ++i) {
    if (text[i] != '\n' && text[i] != '\r') {
      text[i] = ' ';
    }
  }
}

// Cleans a bundle of short flags such as `-dm0W`; returns the number dropped
static size_t
clean_short(Scan* scan, const Token* token, char* text)
{
  char stay[512] = "-";
  size_t n_stay = 1;
  size_t n_dropped = 0;
  Token value = { 0, 0 };
  size_t at = token->begin + 1;
  while (at < token->end) {
    const char letter = text[at++];
    if (!strchr(with_value, letter)) {
      if (strchr(harmless, letter) && n_stay + 2 < sizeof(stay)) {
        stay[n_stay++] = letter;
      } else {
        ++n_dropped;
      }
      continue;
    }
    value = value_of(scan, token, at);
    double number = 0.0;
    const size_t length = value.end - value.begin;
    const bool stays =
      letter == 'F'
        ? is_midi_file(text, value.begin, value.end)
        : strchr(with_kept_value, letter) &&
            is_number(text, value.begin, value.end, false, &number) &&
            number > 0.0;
    if (stays && n_stay + length + 2 < sizeof(stay)) {
      stay[n_stay++] = letter;
      if (value.begin < token->end) {
        memcpy(stay + n_stay, text + value.begin, length);
        n_stay += length;
      }
    } else {
      ++n_dropped;
      blank(text, value.begin, value.end);
    }
    break;
  }
  if (n_dropped || n_stay == 1) {
    blank(text, token->begin, token->end);
    if (n_stay > 1) {
      memcpy(text + token->begin, stay, n_stay);
    }
  }
  return n_dropped;
}

static size_t
clean_section(const CsnCsdSection* section, char* text)
{
  Scan scan = { text, section->offset, section->offset + section->length };
  size_t n_dropped = 0;
  Token token;
  size_t done = scan.at;
  while (next_token(&scan, &token)) {
    blank(text, done, token.begin); // Comments too: Csound reads quotes there
    const char* const word = text + token.begin;
    const size_t n = token.end - token.begin;
    if (n > 1 && word[0] == '-' && word[1] != '-' && word[1] != '+') {
      n_dropped += clean_short(&scan, &token, text);
    } else if (!find_long(text, &token)) {
      blank(text, token.begin, token.end);
      ++n_dropped;
    }
    done = scan.at;
  }
  blank(text, done, scan.end);
  return n_dropped;
}

static bool
is_options(const CsnCsdSection* section)
{
  return section->present && !strcmp(section->name, "CsOptions");
}

size_t
csn_csd_clean_options(const CsnCsd* csd, char* text)
{
  size_t n = is_options(&csd->options) ? clean_section(&csd->options, text) : 0;
  for (size_t i = 0; i < csd->n_others; ++i) {
    if (is_options(&csd->others[i])) {
      n += clean_section(&csd->others[i], text);
    }
  }
  return n;
}

static void
set_value(CsnHeaderValue* value,
          const Scan* scan,
          const Token* number,
          int line)
{
  value->said = true;
  value->line = line;
  value->literal =
    is_number(scan->text, number->begin, number->end, false, &value->value);
}

static void
read_flag(CsnCsdHeader* header, Scan* scan, const Token* token, int line)
{
  const struct {
    const char* name;
    CsnHeaderValue* value;
  } flags[] = {
    { "-r", &header->options.sr },
    { "-k", &header->options.kr },
    { "--sample-rate=", &header->options.sr },
    { "--control-rate=", &header->options.kr },
    { "--ksmps=", &header->options.ksmps },
    { "--nchnls=", &header->options.nchnls },
    { "--nchnls_i=", &header->options.nchnls_i },
    { "--0dbfs=", &header->options.zero_dbfs },
  };
  const char* const word = scan->text + token->begin;
  const size_t n = token->end - token->begin;
  for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); ++i) {
    const size_t length = strlen(flags[i].name);
    if (n >= length && !memcmp(word, flags[i].name, length)) {
      Token number = { token->begin + length, token->end };
      if (length == 2) {
        number = value_of(scan, token, number.begin);
      }
      set_value(flags[i].value, scan, &number, line);
      return;
    }
  }
}

static void
read_section(CsnCsdHeader* header,
             const CsnCsdSection* section,
             const char* text)
{
  Scan scan = { text, section->offset, section->offset + section->length };
  Token token;
  while (next_token(&scan, &token)) {
    const int line = section->line - 1 +
                     csn_csd_line_of(text + section->offset,
                                     section->length,
                                     token.begin - section->offset);
    read_flag(header, &scan, &token, line);
  }
}

void
csn_csd_options_header(CsnCsdHeader* header,
                       const CsnCsd* csd,
                       const char* text)
{
  if (is_options(&csd->options)) {
    read_section(header, &csd->options, text);
  }
  for (size_t i = 0; i < csd->n_others; ++i) {
    if (is_options(&csd->others[i])) {
      read_section(header, &csd->others[i], text);
    }
  }
}
