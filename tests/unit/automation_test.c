// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Lines beside their formulas (layer: tests).

#include "engine/automation/automation.h"
#include "harness.h"

#include <math.h>
#include <string.h>

#define NEAR 1e-14

static const double pi = 3.14159265358979323846;

static bool
parses(const char* text, CsnShape* shape)
{
  return csn_shape_parse(text, strlen(text), shape);
}

static double
bent(const char* text, double part)
{
  CsnShape shape;
  CU_ASSERT_FATAL(parses(text, &shape));
  return csn_shape_bend(&shape, part);
}

/* The value of a line that is read from its beginning to this time. */
static double
at(const char* mode, const double* points, uint32_t n, double time)
{
  double copy[32];
  memcpy(copy, points, 2U * n * sizeof(double));
  CsnLine line = { .points = copy, .n = n };
  CU_ASSERT_FATAL(parses(mode, &line.shape));
  csn_line_begin(&line, 0, 1);
  return csn_line_at(&line, time);
}

static void
modes(void)
{
  for (int i = 0; i <= 16; ++i) {
    const double f = i / 16.0;
    const double s = f * f * (3 - 2 * f);
    const double ss = s * s * (3 - 2 * s);
    const double sss = ss * ss * (3 - 2 * ss);
    CU_ASSERT_DOUBLE_EQUAL(bent("linear", f), f, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("cos", f), (1 - cos(pi * f)) / 2, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth", f), s, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth(0)", f), s, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth(1)", f), ss, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth(2)", f), sss, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth=0.25", f), s + 0.25 * (ss - s), NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smooth(1.5)", f), (ss + sss) / 2, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("smoother", f),
                           6 * pow(f, 5) - 15 * pow(f, 4) + 10 * pow(f, 3),
                           NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("floor", f), 0, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("expon(2)", f), f * f, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("exp=0.5", f), sqrt(f), NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("expon=3", f), f * f * f, NEAR);
    CU_ASSERT_DOUBLE_EQUAL(bent("exp(3)", f), f * f * f, NEAR);
  }
}

static void
no_modes(void)
{
  static const char* const bad[] = {
    "",
    "Linear",
    "lin",
    "linear ",
    "linear(1)",
    "cos=2",
    "cosine",
    "smooth(",
    "smooth()",
    "smooth(-1)",
    "smooth(1e9)",
    "smooth(x)",
    "smooth(nan)",
    "smooth(1",
    "smooth(1)x",
    "expon",
    "exp",
    "expon()",
    "expon(0)",
    "expon(-1)",
    "expon(inf)",
    "expon(nan)",
    "expon 2",
    "exp=",
    "(2)",
    "=2",
    "floor(1)",
    "cubic(2)",
    "smoother(1)",
    "expon(2)3",
  };
  CsnShape shape;
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_FALSE(parses(bad[i], &shape));
  }
}

static void
values(void)
{
  static const double points[] = { 0.5, 2, 1, 4, 1, -1, 3, 3 };
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 0), 2, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 0.49), 2, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 0.5), 2, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 0.75), 3, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 1), -1, NEAR); // It jumps
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 2), 1, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 3), 3, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 4, 1e9), 3, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("floor", points, 4, 0.99), 2, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("floor", points, 4, 1), -1, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("floor", points, 4, 3), 3, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("expon(2)", points, 4, 2), 0, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("linear", points, 1, 0), 2, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("cubic", points, 1, 7), 2, NEAR);
}

static void
cubics(void)
{
  // Through a parabola, Catmull and Rom's curve is the parabola
  static const double parabola[] = { 0, 0, 1, 1, 2, 4, 3, 9, 4, 16 };
  for (int i = 0; i <= 20; ++i) {
    const double time = 1 + i * 0.1;
    CU_ASSERT_DOUBLE_EQUAL(at("cubic", parabola, 5, time), time * time, 1e-12);
  }
  // At its ends the neighbours are the points themselves
  static const double step[] = { 0, 0, 1, 1 };
  CU_ASSERT_DOUBLE_EQUAL(at("cubic", step, 2, 0.5), 0.5, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(at("cubic", step, 2, 0.25),
                         0.5 * 0.25 + 1.5 * 0.0625 - 0.015625,
                         NEAR);
}

/* A cursor that goes on finds what a new one does. */
static void
cursors(void)
{
  enum { n = 3000 };
  static double points[2 * n];
  uint64_t state = 77;
  double time = 0;
  for (int i = 0; i < n; ++i) {
    time += (double)(csn_test_random(&state) % 4U) * 0.01; // Some are jumps
    points[2 * i] = time;
    points[2 * i + 1] = (double)(csn_test_random(&state) % 1000U) - 500.0;
  }
  CsnLine line = { .points = points, .n = n };
  CU_ASSERT_PTR_NULL(csn_line_problem(points, 2U * (size_t)n));
  csn_line_begin(&line, 0, 1);
  unsigned k = 0;
  while (!csn_line_is_over(&line)) {
    const double now = k++ * 0.0013 + 0.00031234; // On no point
    int i = n - 1;
    while (i >= 0 && points[2 * i] > now) {
      --i;
    }
    double wanted = points[1];
    if (i == n - 1) {
      wanted = points[2 * i + 1];
    } else if (i >= 0) {
      const double* const p = points + 2 * (ptrdiff_t)i;
      wanted = p[1] + (p[3] - p[1]) * (now - p[0]) / (p[2] - p[0]);
    }
    CU_ASSERT_DOUBLE_EQUAL_FATAL(csn_line_at(&line, now), wanted, 1e-6);
  }
  CU_ASSERT(k > 1000);
}

static void
first_values(void)
{
  double points[] = { 0, 5, 1, 7, 2, 9 };
  CsnLine line = { .points = points, .n = 3 };
  csn_line_begin(&line, 0, 1);
  csn_line_set_first(&line, 1);
  CU_ASSERT_DOUBLE_EQUAL(csn_line_at(&line, 0.5), 4, NEAR);
  csn_line_set_first(&line, 3);
  CU_ASSERT_DOUBLE_EQUAL(csn_line_at(&line, 0.5), 5, NEAR);
  CU_ASSERT_DOUBLE_EQUAL(csn_line_at(&line, 1.5), 8, NEAR);
  csn_line_set_first(&line, -100);
  CU_ASSERT_DOUBLE_EQUAL(csn_line_at(&line, 1.5), 8, NEAR);
  CU_ASSERT_FALSE(csn_line_is_over(&line));
  CU_ASSERT_DOUBLE_EQUAL(csn_line_at(&line, 2), 9, NEAR);
  CU_ASSERT(csn_line_is_over(&line));
}

static void
bad_lines(void)
{
  const double bad[][4] = { { (double)NAN, 0, 1, 1 }, { 0, 0, (double)NAN, 1 },
                            { 0, 0, 1, (double)NAN }, { 0, 0, 1, HUGE_VAL },
                            { 0, -HUGE_VAL, 1, 1 },   { 1, 0, 0, 1 },
                            { 0, 0, HUGE_VAL, 1 },    { -HUGE_VAL, 0, 1, 1 },
                            { 0, 1e308, 1, -1e308 } };
  static const double good[] = { -1, 0, -1, 1, 0, -1e300, 1e12, 1e300 };
  const double taking[] = { 0, (double)NAN, 1, 1 };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_PTR_NOT_NULL(csn_line_problem(bad[i], 4));
  }
  CU_ASSERT_PTR_NOT_NULL(csn_line_problem(good, 0));
  CU_ASSERT_PTR_NOT_NULL(csn_line_problem(good, 3));
  CU_ASSERT_PTR_NULL(csn_line_problem(good, 8));
  CU_ASSERT_PTR_NULL(csn_line_problem(taking, 4));

  // No number that passes makes one that is none
  double copy[8];
  memcpy(copy, good, sizeof(copy));
  CsnLine line = { .points = copy, .n = 4 };
  static const char* const all[] = { "linear", "cos",   "smooth",  "smoother",
                                     "floor",  "cubic", "expon(7)" };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    CU_ASSERT(parses(all[i], &line.shape));
    csn_line_begin(&line, 0, 1);
    double time = 0;
    while (time < 2e12) {
      CU_ASSERT(isfinite(csn_line_at(&line, time)));
      time = time * 1.7 + 1e-300;
    }
  }
}

static const CsnTest tests[] = {
  { "automation", "modes bend as their formulas say", modes },
  { "automation", "what is no mode is refused", no_modes },
  { "automation",
    "a line has its values before, at and behind points",
    values },
  { "automation", "cubic goes through the neighbours", cubics },
  { "automation", "a cursor finds what a search finds", cursors },
  { "automation",
    "the first value can be changed while it counts",
    first_values },
  { "automation", "a line that is none is refused", bad_lines },
};
CSN_TESTS(tests)
