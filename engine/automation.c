// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "automation.h"

#include "number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINES_SIZE ((size_t)8 * 1024 * 1024)
#define LARGEST 1e300  ///< Value, so that no difference is infinite
#define LATEST 1e12    ///< Time [s]
#define SHORTEST 1e-12 ///< Segment [s]; a shorter one is a jump
#define MOST_SMOOTH 32.0

// Shapes

static bool
is_word(const char* text, size_t length, const char* word)
{
  return strlen(word) == length && !memcmp(text, word, length);
}

/* Reads the number of `word(1.5)` or `word=1.5`; `length` is that of the
   word. */
static bool
read_parameter(const char* text, const char* end, double* parameter)
{
  const bool brackets = *text == '(';
  const char* const last = brackets ? end - 1 : end;
  return (!brackets || *last == ')') && text + 1 < last &&
         csn_number_parse(text + 1, last, parameter) == last;
}

bool
csn_shape_parse(const char* text, size_t length, CsnShape* shape)
{
  static const struct {
    const char* name;
    CsnShapeKind kind;
  } names[] = {
    { "linear", CSN_SHAPE_LINEAR }, { "cos", CSN_SHAPE_COS },
    { "smooth", CSN_SHAPE_SMOOTH }, { "smoother", CSN_SHAPE_SMOOTHER },
    { "floor", CSN_SHAPE_FLOOR },   { "cubic", CSN_SHAPE_CUBIC },
    { "expon", CSN_SHAPE_EXPON },   { "exp", CSN_SHAPE_EXPON }
  };
  size_t n = 0;
  while (n < length && text[n] != '(' && text[n] != '=') {
    ++n;
  }
  size_t i = 0;
  while (i < sizeof(names) / sizeof(names[0]) &&
         !is_word(text, n, names[i].name)) {
    ++i;
  }
  if (i == sizeof(names) / sizeof(names[0])) {
    return false;
  }

  const CsnShapeKind kind = names[i].kind;
  double parameter = 0;
  if (n < length && !read_parameter(text + n, text + length, &parameter)) {
    return false;
  }
  const bool good = kind == CSN_SHAPE_EXPON
                      ? n < length && parameter > 0 && parameter < HUGE_VAL
                    : kind == CSN_SHAPE_SMOOTH
                      ? parameter >= 0 && parameter <= MOST_SMOOTH
                      : n == length;
  shape->kind = kind;
  shape->parameter = parameter;
  return good;
}

static double
smooth_step(double part)
{
  return part * part * (3.0 - 2.0 * part);
}

/* `n` more steps than one, the last of them by its fraction. */
static double
smooth(double part, double n)
{
  double bent = smooth_step(part);
  for (; n >= 1.0; n -= 1.0) {
    bent = smooth_step(bent);
  }
  return n > 0 ? bent + (smooth_step(bent) - bent) * n : bent;
}

double
csn_shape_bend(const CsnShape* shape, double part)
{
  switch (shape->kind) {
    case CSN_SHAPE_COS:
      return 0.5 * (1.0 - cos(3.14159265358979323846 * part));
    case CSN_SHAPE_SMOOTH:
      return smooth(part, shape->parameter);
    case CSN_SHAPE_SMOOTHER:
      return part * part * part * (part * (part * 6.0 - 15.0) + 10.0);
    case CSN_SHAPE_FLOOR:
      return 0;
    case CSN_SHAPE_EXPON:
      return pow(part, shape->parameter);
    case CSN_SHAPE_LINEAR:
    case CSN_SHAPE_CUBIC:
      break;
  }
  return part;
}

// Lines

const char*
csn_line_problem(const double* points, size_t n_numbers)
{
  if (!n_numbers) {
    return "a line of times and values is expected";
  }
  if (n_numbers % 2U) {
    return "the line has a time without a value";
  }
  double before = -LATEST;
  for (size_t i = 0; i < n_numbers; i += 2U) {
    if (!(points[i] <= LATEST)) {
      return "a time of the line is no time";
    }
    if (!(points[i] >= before)) {
      return "the times of the line run backwards";
    }
    before = points[i];
    if (!(fabs(points[i + 1U]) <= LARGEST) && !(!i && isnan(points[1]))) {
      return "a value of the line is no number, or too large";
    }
  }
  return NULL;
}

static void
enter(CsnLine* line, uint32_t segment)
{
  line->segment = segment;
  line->inverse = 0;
  line->rise = 0;
  if (!segment) {
    line->begin = 0;
    line->end = line->points[0];
    line->value = line->points[1];
    return;
  }
  const double* const from = line->points + 2U * (size_t)(segment - 1U);
  line->begin = from[0];
  line->value = from[1];
  if (segment < line->n) {
    line->end = from[2];
    line->rise = from[3] - from[1];
    line->inverse =
      from[2] - from[0] > SHORTEST ? 1.0 / (from[2] - from[0]) : 0;
  } else {
    line->end = HUGE_VAL;
  }
}

void
csn_line_rewind(CsnLine* line)
{
  enter(line, 0);
}

void
csn_line_set_first(CsnLine* line, double value)
{
  line->points[1] = value;
  if (line->segment <= 1U) {
    enter(line, line->segment);
  }
}

static double
cubic(const CsnLine* line, double f)
{
  const uint32_t last = line->n - 1U;
  const uint32_t b = line->segment - 1U;
  const double* const p = line->points;
  const double y0 = p[2U * (b ? b - 1U : 0U) + 1U];
  const double y1 = p[2U * b + 1U];
  const double y2 = p[2U * (b + 1U) + 1U];
  const double y3 = p[2U * (b + 2U < last ? b + 2U : last) + 1U];
  const double a = 2.0 * y0 - 5.0 * y1 + 4.0 * y2 - y3;
  const double c = 3.0 * (y1 - y2) + y3 - y0;
  return y1 + 0.5 * f * (y2 - y0 + f * (a + f * c));
}

double
csn_line_at(CsnLine* line, double time)
{
  while (time >= line->end) {
    enter(line, line->segment + 1U);
  }
  const double part = (time - line->begin) * line->inverse;
  if (line->shape.kind == CSN_SHAPE_LINEAR) {
    return line->value + line->rise * part;
  }
  if (line->shape.kind == CSN_SHAPE_CUBIC && line->inverse > 0) {
    return cubic(line, part);
  }
  return line->value + line->rise * csn_shape_bend(&line->shape, part);
}

bool
csn_line_is_over(const CsnLine* line)
{
  return line->segment == line->n;
}

// Life

CsnAutomations*
csn_automations_new(CsnEngine* engine)
{
  CsnAutomations* const all =
    (CsnAutomations*)calloc(1, sizeof(CsnAutomations));
  if (!all) {
    return NULL;
  }
  all->engine = engine;
  all->lines = csn_pool_new(LINES_SIZE);
  if (!all->lines) {
    free(all);
    return NULL;
  }
  all->n_free = CSN_N_AUTOMATIONS;
  for (uint32_t i = 0; i < CSN_N_AUTOMATIONS; ++i) {
    all->free_places[i] = (uint16_t)i;
    all->all[i].id = CSN_FIRST_AUTOMATION + (double)i;
  }
  return all;
}

void
csn_automations_free(CsnAutomations* automations)
{
  if (automations) {
    csn_pool_free(automations->lines);
    free(automations);
  }
}
