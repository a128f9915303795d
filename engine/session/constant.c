// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "constant.h"

#include "base/letters.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 64U ///< Of brackets and signs

typedef struct {
  const char* at;
  const char* end;
  const CsnHeader* header;
  unsigned depth;
  bool good;
} Reader;

// What Csound computes for the function of this name

static double
fraction(double x)
{
  return x - trunc(x);
}

static double
amplitude(double decibels)
{
  return pow(10.0, decibels / 20.0);
}

static double
decibels(double x)
{
  return 20.0 * log10(x);
}

static double
octave(double x)
{
  return exp2(x);
}

static double
semitone(double x)
{
  return exp2(x / 12.0);
}

static double
cent(double x)
{
  return exp2(x / 1200.0);
}

/** Functions that need nothing but their number. */
static const struct {
  const char* name;
  double (*function)(double x);
} functions[] = {
  { "abs", fabs },          { "ampdb", amplitude }, { "ceil", ceil },
  { "cent", cent },         { "cos", cos },         { "dbamp", decibels },
  { "exp", exp },           { "floor", floor },     { "frac", fraction },
  { "int", trunc },         { "log", log },         { "log10", log10 },
  { "log2", log2 },         { "octave", octave },   { "round", rint },
  { "semitone", semitone }, { "sin", sin },         { "sqrt", sqrt },
  { "tan", tan },
};

static double
key_frequency(const CsnHeader* header, double key)
{
  return header->a4 * exp2((key - 69.0) / 12.0);
}

/* Octave point pitch class: 8.09 is the A above middle C. */
static double
pitch_frequency(const CsnHeader* header, double pitch)
{
  const double octaves = floor(pitch);
  const double key = 12.0 * (octaves - 3.0) + (pitch - octaves) * 100.0;
  return key_frequency(header, key);
}

static bool
is(const char* name, size_t length, const char* word)
{
  return strlen(word) == length && !memcmp(name, word, length);
}

static double
call(Reader* reader, const char* name, size_t length, double x)
{
  for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); ++i) {
    if (is(name, length, functions[i].name)) {
      return functions[i].function(x);
    }
  }
  if (is(name, length, "cpsmidinn") || is(name, length, "mtof")) {
    return key_frequency(reader->header, x);
  }
  if (is(name, length, "cpspch")) {
    return pitch_frequency(reader->header, x);
  }
  if (is(name, length, "ampdbfs")) {
    return reader->header->zero_dbfs * amplitude(x);
  }
  reader->good = false;
  return 0;
}

static double
header_value(Reader* reader, const char* name, size_t length)
{
  const CsnHeader* const header = reader->header;
  if (is(name, length, "sr")) {
    return header->sr;
  }
  if (is(name, length, "kr")) {
    return header->sr / header->ksmps;
  }
  if (is(name, length, "ksmps")) {
    return header->ksmps;
  }
  if (is(name, length, "A4")) {
    return header->a4;
  }
  reader->good = false;
  return 0;
}

// Reading

static char
next(Reader* reader)
{
  while (reader->at < reader->end &&
         (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' ||
          *reader->at == '\r')) {
    ++reader->at;
  }
  return (char)(reader->at < reader->end ? *reader->at : '\0');
}

static bool
take(Reader* reader, char c)
{
  if (next(reader) != c) {
    return false;
  }
  ++reader->at;
  return true;
}

static double
sum(Reader* reader);

/* A name and what is in its brackets, or a value of the header. */
static double
named(Reader* reader) // NOLINT(misc-no-recursion)
{
  const char* const name = reader->at;
  while (reader->at < reader->end && csn_is_name(*reader->at)) {
    ++reader->at;
  }
  const size_t length = (size_t)(reader->at - name);
  if (reader->end - reader->at >= 2 && reader->at[0] == ':' &&
      reader->at[1] == 'i') {
    reader->at += 2; // sqrt:i(2)
  }
  if (!take(reader, '(')) {
    return header_value(reader, name, length);
  }
  const double x = sum(reader);
  reader->good = take(reader, ')') && reader->good;
  return call(reader, name, length, x);
}

static double
literal(Reader* reader)
{
  static const char dbfs[] = "0dbfs";
  const size_t left = (size_t)(reader->end - reader->at);
  if (left >= sizeof(dbfs) - 1U &&
      !memcmp(reader->at, dbfs, sizeof(dbfs) - 1U)) {
    reader->at += sizeof(dbfs) - 1U;
    return reader->header->zero_dbfs;
  }
  double value = 0;
  const char* const after = csn_number_parse(reader->at, reader->end, &value);
  reader->good = reader->good && after;
  reader->at = after ? after : reader->end;
  return value;
}

static double
primary(Reader* reader) // NOLINT(misc-no-recursion)
{
  if (++reader->depth > MAX_DEPTH) {
    reader->good = false;
  }
  if (!reader->good) {
    return 0;
  }
  double value = 0;
  const char c = next(reader);
  if (take(reader, '-')) {
    value = -primary(reader);
  } else if (take(reader, '+')) {
    value = primary(reader);
  } else if (take(reader, '(')) {
    value = sum(reader);
    reader->good = take(reader, ')') && reader->good;
  } else if (csn_is_letter(c)) {
    value = named(reader);
  } else if (csn_is_digit(c) || c == '.') {
    value = literal(reader);
  } else {
    reader->good = false;
  }
  --reader->depth;
  return value;
}

/* As in Csound, powers are taken from left to right, and a sign before one
   belongs to its base. */
static double
power(Reader* reader) // NOLINT(misc-no-recursion)
{
  double value = primary(reader);
  while (reader->good && take(reader, '^')) {
    value = pow(value, primary(reader));
  }
  return value;
}

static double
product(Reader* reader) // NOLINT(misc-no-recursion)
{
  double value = power(reader);
  while (reader->good) {
    if (take(reader, '*')) {
      value *= power(reader);
    } else if (take(reader, '/')) {
      value /= power(reader);
    } else if (take(reader, '%')) {
      value = fmod(value, power(reader));
    } else {
      break;
    }
  }
  return value;
}

static double
sum(Reader* reader) // NOLINT(misc-no-recursion)
{
  double value = product(reader);
  while (reader->good) {
    if (take(reader, '+')) {
      value += product(reader);
    } else if (take(reader, '-')) {
      value -= product(reader);
    } else {
      break;
    }
  }
  return value;
}

bool
csn_constant_parse(const char* text,
                   size_t length,
                   const CsnHeader* header,
                   double* value)
{
  Reader reader = { text, text + length, header, 0, true };
  const double computed = sum(&reader);
  if (!reader.good || next(&reader) || reader.at != reader.end ||
      !(computed - computed <= 0)) { // An infinity or no number
    return false;
  }
  *value = computed;
  return true;
}
