// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "number.h"

#include "letters.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static double
scaled(double mantissa, int exponent)
{
  static const double exact[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
                                  1e18, 1e19, 1e20, 1e21, 1e22 };
  while (exponent > 22 && mantissa > 0 && mantissa < HUGE_VAL) {
    mantissa *= 1e22;
    exponent -= 22;
  }
  while (exponent < -22 && mantissa > 0) {
    mantissa /= 1e22;
    exponent += 22;
  }
  if (!(mantissa > 0) || !(mantissa < HUGE_VAL)) {
    return mantissa;
  }
  return exponent < 0 ? mantissa / exact[-exponent]
                      : mantissa * exact[exponent];
}

static bool
starts_with(const char* text, const char* end, const char* word)
{
  const size_t length = strlen(word);
  return (size_t)(end - text) >= length && !memcmp(text, word, length);
}

/* Reads digits and at most one point; null: there are no digits. */
static const char*
parse_mantissa(const char* p,
               const char* end,
               uint64_t* mantissa,
               int* exponent)
{
  bool any = false;
  bool point = false;
  for (; p < end && (csn_is_digit(*p) || (*p == '.' && !point)); ++p) {
    if (*p == '.') {
      point = true;
      continue;
    }
    any = true;
    if (*mantissa < UINT64_MAX / 10U - 1U) {
      *mantissa = *mantissa * 10U + (unsigned)(*p - '0');
      *exponent -= point;
    } else {
      *exponent += !point;
    }
  }
  return any ? p : NULL;
}

/* Reads an exponent if there is a whole one. */
static const char*
parse_exponent(const char* p, const char* end, int* exponent)
{
  if (p + 1 >= end || (*p != 'e' && *p != 'E')) {
    return p;
  }
  const char* q = p + 1;
  const bool minus = *q == '-';
  q += *q == '-' || *q == '+';
  if (q == end || !csn_is_digit(*q)) {
    return p;
  }
  int said = 0;
  for (; q < end && csn_is_digit(*q); ++q) {
    said = said < 10000 ? said * 10 + (*q - '0') : said;
  }
  *exponent += minus ? -said : said;
  return q;
}

const char*
csn_number_parse(const char* text, const char* end, double* value)
{
  const char* p = text;
  const bool negative = p < end && *p == '-';
  p += p < end && (*p == '-' || *p == '+');
  if (starts_with(p, end, "inf") || starts_with(p, end, "nan")) {
    const double special = *p == 'i' ? HUGE_VAL : (double)NAN;
    *value = negative ? -special : special;
    return p + 3;
  }

  uint64_t mantissa = 0;
  int exponent = 0;
  p = parse_mantissa(p, end, &mantissa, &exponent);
  if (!p) {
    return NULL;
  }
  p = parse_exponent(p, end, &exponent);
  const double positive = scaled((double)mantissa, exponent);
  *value = negative ? -positive : positive;
  return p;
}
