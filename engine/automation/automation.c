// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "automation.h"

#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINES_SIZE ((size_t)8 * 1024 * 1024)
#define LARGEST 1e300 ///< Value, so that no difference is infinite
#define LATEST 1e12   ///< Time [s]
#define SHORTEST 1e-9 ///< Segment [frames]; a shorter one is a jump
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
  const unsigned whole = (unsigned)n;
  for (unsigned i = 0; i < whole; ++i) {
    bent = smooth_step(bent);
  }
  return bent + (smooth_step(bent) - bent) * (n - whole);
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

/* The frame of a point; one that is meant to be on a frame is. */
static double
frame_of(const CsnLine* line, double time)
{
  const double frames = time * line->rate;
  const double whole = floor(frames + 0.5);
  return line->origin +
         (fabs(frames - whole) <= 1e-9 + 4e-16 * fabs(frames) ? whole : frames);
}

static void
enter(CsnLine* line, uint32_t segment)
{
  const double* const from = line->points + (segment ? 2U * segment - 2U : 0U);
  line->segment = segment;
  line->inverse = 0;
  line->rise = 0;
  line->value = from[1];
  line->begin = 0;
  line->end = HUGE_VAL;
  line->curved = false;
  if (!segment) {
    line->end = frame_of(line, from[0]);
  } else if (segment < line->n) {
    line->begin = frame_of(line, from[0]);
    line->end = frame_of(line, from[2]);
    const double length = line->end - line->begin;
    line->inverse = length > SHORTEST ? 1.0 / length : 0;
    line->curved = line->shape.kind != CSN_SHAPE_LINEAR && line->inverse > 0;
    line->rise = (from[3] - from[1]) * (line->curved ? 1.0 : line->inverse);
  }
}

void
csn_line_begin(CsnLine* line, double origin, double rate)
{
  line->origin = origin;
  line->rate = rate;
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

void
csn_line_go_on(CsnLine* line, double frame)
{
  while (frame >= line->end) {
    enter(line, line->segment + 1U);
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
csn_line_curve(const CsnLine* line, double frame)
{
  const double part = (frame - line->begin) * line->inverse;
  return line->shape.kind == CSN_SHAPE_CUBIC
           ? cubic(line, part)
           : line->value + line->rise * csn_shape_bend(&line->shape, part);
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
  all->memory = calloc(CSN_N_AUTOMATIONS + 1U, sizeof(CsnAutomation));
  if (!all->lines || !all->memory) {
    csn_automations_free(all);
    return NULL;
  }
  const uintptr_t address = (uintptr_t)all->memory;
  all->all = (CsnAutomation*)((address + 63U) & ~(uintptr_t)63U);
  all->n_free = CSN_N_AUTOMATIONS;
  for (uint32_t i = 0; i < CSN_N_AUTOMATIONS; ++i) {
    all->free_places[i] = (uint16_t)i;
  }
  return all;
}

void
csn_automations_free(CsnAutomations* automations)
{
  if (automations) {
    csn_pool_free(automations->lines);
    free(automations->memory);
    free(automations);
  }
}
