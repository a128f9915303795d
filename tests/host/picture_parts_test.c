// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of what pictures are made of: measures, levels, colours, numbers
// (test layer).

#include "picture/axis.h"
#include "picture/colour.h"
#include "picture/scan.h"
#include "picture/spectrum.h"
#include "picture/text.h"

#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846
#define N_ROWS 240u
#define N_COLUMNS 60u
#define N_FRAMES 96000u

static float samples[N_FRAMES];
static float levels[N_ROWS * N_COLUMNS];

static CsnPictureSpectrum
analyse(uint64_t n_frames, double peak)
{
  const CsnPictureSpectrum spectrum = { .samples = samples,
                                        .n_frames = n_frames,
                                        .rate = 48000.0,
                                        .peak = peak,
                                        .low_hz = 20.0,
                                        .high_hz = 20000.0,
                                        .n_columns = N_COLUMNS,
                                        .n_rows = N_ROWS,
                                        .floor_db =
                                          (double)CSN_PICTURE_FLOOR_DB };
  CU_ASSERT_TRUE_FATAL(csn_picture_spectrum(&spectrum, levels));
  return spectrum;
}

static void
add_sine(double hz, double amplitude)
{
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    const double x = amplitude * sin(2.0 * PI * hz * i / 48000.0 + 0.3);
    samples[i] = (float)((double)samples[i] + x);
  }
}

// The highest level in the middle of the image from one frequency to another
static double
level_between(const CsnPictureSpectrum* spectrum, double low, double high)
{
  double level = -1000.0;
  for (uint32_t row = 0; row < N_ROWS; ++row) {
    const double hz = csn_picture_row_hz(spectrum, row);
    if (hz >= low && hz <= high) {
      const double here = (double)levels[row * N_COLUMNS + N_COLUMNS / 2u];
      level = fmax(level, here);
    }
  }
  return level;
}

static void
a_sine_shows_its_level_at_its_frequency_and_nothing_elsewhere(void)
{
  static const double tones[] = { 35.0,   110.0,  160.0,  440.0,
                                  1000.0, 2000.0, 5000.0, 15000.0 };
  for (size_t i = 0; i < sizeof(tones) / sizeof(tones[0]); ++i) {
    for (int db = 0; db >= -60; db -= 20) {
      memset(samples, 0, sizeof(samples));
      add_sine(tones[i], pow(10.0, db / 20.0));
      const CsnPictureSpectrum spectrum = analyse(N_FRAMES, 1.0);
      const double hz = tones[i];
      CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, hz * 0.97, hz * 1.03),
                             db,
                             0.6);
      const double faint = fmax(db - 85.0, (double)CSN_PICTURE_FLOOR_DB);
      CU_ASSERT(level_between(&spectrum, 20.0, hz * 0.4) <= faint);
      CU_ASSERT(level_between(&spectrum, hz * 2.0, 20000.0) <= faint);
    }
  }
}

static void
a_fixed_window_and_a_linear_axis_show_the_same(void)
{
  for (unsigned i = 0; i < 7U; ++i) {
    const double hz = 600.0 + 731.0 * i;
    memset(samples, 0, sizeof(samples));
    add_sine(hz, 0.1);
    CsnPictureSpectrum spectrum = { .samples = samples,
                                    .n_frames = N_FRAMES,
                                    .rate = 48000.0,
                                    .peak = 0.1,
                                    .low_hz = 200.0,
                                    .high_hz = 6200.0,
                                    .n_columns = N_COLUMNS,
                                    .n_rows = N_ROWS,
                                    .floor_db = -70.0,
                                    .is_linear = true,
                                    .n_fft = 4096,
                                    .overlap = 4 };
    CU_ASSERT_TRUE_FATAL(csn_picture_spectrum(&spectrum, levels));
    CU_ASSERT_DOUBLE_EQUAL(csn_picture_row_hz(&spectrum, 0.0), 6187.5, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, hz - 25.0, hz + 25.0),
                           -20.0,
                           1.0);
    CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, hz + 100.0, 6200.0),
                           -70.0,
                           0.0);
    CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, 200.0, hz - 100.0),
                           -70.0,
                           0.0);
  }
}

static void
value_axes_have_round_steps(void)
{
  static const struct {
    double low;
    double high;
    double step;
    const char* label; ///< At -3 steps, less its minus
  } axes[] = { { -1, 1, 0.5, "1.5" },
               { 0, 22.05, 5, "15" },
               { -1e-7, 1e-7, 5e-8, "1.5e-07" },
               { -1e300, 1e300, 5e299, "1.5e+300" },
               { 999999.5, 1000001, 0.5, "1.5" } };
  for (size_t i = 0; i < sizeof(axes) / sizeof(axes[0]); ++i) {
    char text[64];
    const CsnPictureValueAxis axis =
      csn_picture_value_axis(axes[i].low, axes[i].high, 6);
    CU_ASSERT_DOUBLE_EQUAL(axis.step / axes[i].step, 1.0, 1e-9);
    csn_picture_value_label(&axis, -3.0, text, sizeof(text));
    CU_ASSERT_FALSE(strncmp(text, "\xE2\x88\x92", 3)); // U+2212
    CU_ASSERT_STRING_EQUAL(text + 3, axes[i].label);
    csn_picture_value_label(&axis, 0.0, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text, "0");
  }
}

static void
a_faint_tone_is_seen_beside_a_loud_one(void)
{
  memset(samples, 0, sizeof(samples));
  add_sine(440.0, 1.0);
  add_sine(880.0, 1e-4);
  add_sine(6000.0, 3e-5);
  const CsnPictureSpectrum spectrum = analyse(N_FRAMES, 1.0);
  CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, 850, 910), -80.0, 1.5);
  CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, 5800, 6200), -90.5, 1.5);
  CU_ASSERT(level_between(&spectrum, 1000, 5000) < -95.0);
}

static void
a_click_stands_in_its_own_column(void)
{
  memset(samples, 0, sizeof(samples));
  samples[N_FRAMES / N_COLUMNS * 20u + 700u] = 1.0f;
  const CsnPictureSpectrum spectrum = analyse(N_FRAMES, 1.0);
  for (uint32_t row = 0; row < N_ROWS; ++row) {
    if (csn_picture_row_hz(&spectrum, row) > 5000.0) {
      const float* const line = levels + row * N_COLUMNS;
      for (uint32_t c = 0; c < N_COLUMNS; ++c) {
        CU_ASSERT((line[c] > -60.0f) == (c == 20));
      }
    }
  }
}

static void
enormous_samples_keep_their_level(void)
{
  memset(samples, 0, sizeof(samples));
  add_sine(1000.0, 1e30);
  const CsnPictureSpectrum spectrum = analyse(N_FRAMES, 1e30);
  CU_ASSERT_DOUBLE_EQUAL(level_between(&spectrum, 970, 1030), 600.0, 0.6);
}

static void
silence_and_bad_samples_lie_on_the_floor(void)
{
  memset(samples, 0, sizeof(samples));
  samples[100] = NAN;
  samples[5000] = INFINITY;
  static const uint64_t lengths[] = { 1, 7, 100, 480, N_FRAMES };
  for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
    analyse(lengths[i], 0.0);
    for (size_t k = 0; k < (size_t)N_ROWS * N_COLUMNS; ++k) {
      CU_ASSERT_EQUAL(levels[k], CSN_PICTURE_FLOOR_DB);
    }
  }
}

static void
columns_cover_each_frame_once(void)
{
  static const uint64_t lengths[] = {
    1, 5, 59, 60, 61, 1000, 12345678901ull, UINT64_MAX / 2u
  };
  for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
    const uint64_t n = lengths[i];
    CU_ASSERT_EQUAL(csn_picture_column_begin(n, N_COLUMNS, 0), 0);
    CU_ASSERT_EQUAL(csn_picture_column_begin(n, N_COLUMNS, N_COLUMNS), n);
    for (uint32_t c = 0; c < N_COLUMNS; ++c) {
      const uint64_t here = csn_picture_column_begin(n, N_COLUMNS, c);
      const uint64_t next = csn_picture_column_begin(n, N_COLUMNS, c + 1);
      CU_ASSERT(next >= here && next - here <= n / N_COLUMNS + 1u);
    }
  }
}

static void
the_figures_are_those_of_all_samples(void)
{
  uint64_t state = 11;
  static const uint64_t lengths[] = { 1, 2, 17, 60, 61, 100, 7919, N_FRAMES };
  for (size_t k = 0; k < sizeof(lengths) / sizeof(lengths[0]); ++k) {
    const uint64_t n = lengths[k];
    double peak = 0.0;
    double power = 0.0;
    uint64_t n_over = 0;
    uint64_t n_bad = 0;
    for (uint64_t i = 0; i < n; ++i) {
      const double number = (double)(csn_test_random(&state) % 2001u);
      const double x = (number - 1000.0) * 1.2e-3;
      const int is_bad = csn_test_random(&state) % 10u == 0;
      samples[i] = is_bad ? (i & 1u ? NAN : -INFINITY) : (float)x;
      const double y = is_bad ? 0.0 : (double)(float)x;
      peak = fmax(peak, fabs(y));
      power += y * y / (double)n;
      n_over += fabs(y) > 1.0;
      n_bad += (uint64_t)is_bad;
    }
    CsnPictureColumn columns[N_COLUMNS];
    CsnPictureTotal total;
    csn_picture_scan(samples, n, N_COLUMNS, columns, &total);
    CU_ASSERT_DOUBLE_EQUAL(total.peak, peak, 0.0);
    CU_ASSERT_DOUBLE_EQUAL(total.power, power, 1e-12);
    CU_ASSERT_EQUAL(total.n_over, n_over);
    CU_ASSERT_EQUAL(total.n_bad, n_bad);
    double highest = 0.0;
    for (uint32_t c = 0; c < N_COLUMNS; ++c) {
      CU_ASSERT(columns[c].min <= columns[c].max);
      CU_ASSERT(!c || columns[c].min <= columns[c - 1].max);
      CU_ASSERT(!c || columns[c].max >= columns[c - 1].min);
      highest = fmax(highest, (double)columns[c].max);
      highest = fmax(highest, -(double)columns[c].min);
    }
    CU_ASSERT_DOUBLE_EQUAL(highest, peak, 0.0);
  }
}

static void
equal_steps_of_level_are_equal_steps_of_lightness(void)
{
  const double first = csn_picture_lightness(csn_picture_level_colour(0.0));
  const double last = csn_picture_lightness(csn_picture_level_colour(1.0));
  const double range = last - first;
  CU_ASSERT(first < 0.2 && last > 0.95);
  double before = first;
  for (int i = 1; i <= 100; ++i) {
    const CsnPictureColour colour = csn_picture_level_colour(i / 100.0);
    const double lightness = csn_picture_lightness(colour);
    CU_ASSERT_DOUBLE_EQUAL(lightness, first + range * i / 100.0, 0.004);
    CU_ASSERT(lightness > before);
    before = lightness;
    CU_ASSERT(colour.red >= 0.0 && colour.red <= 1.0);
    CU_ASSERT(colour.green >= 0.0 && colour.green <= 1.0);
    CU_ASSERT(colour.blue >= 0.0 && colour.blue <= 1.0);
  }
  const CsnPictureColour white = { 1.0, 1.0, 1.0 };
  CU_ASSERT_DOUBLE_EQUAL(csn_picture_lightness(white), 1.0, 1e-6);
  CU_ASSERT_EQUAL(csn_picture_pixel((CsnPictureColour){ 1.0, 0.5, 0.0 }),
                  0xFF8000u);
}

static void
time_axes_have_round_steps(void)
{
  static const struct {
    double total;
    const char* first;
    const char* second;
  } cases[] = {
    { 0.001, "0.0 ms", "0.1 ms" },  { 0.01, "0 ms", "1 ms" },
    { 0.25, "0 ms", "20 ms" },      { 1.0, "0.0 s", "0.1 s" },
    { 12.3, "0 s", "1 s" },         { 60.0, "0 s", "5 s" },
    { 130.0, "0:00", "0:10" },      { 3600.0, "0:00", "5:00" },
    { 86400.0, "0:00", "2:00:00" },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    char text[32];
    const CsnPictureTimeAxis axis = csn_picture_time_axis(cases[i].total, 18);
    csn_picture_time_label(&axis, 0, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text, cases[i].first);
    csn_picture_time_label(&axis, 1, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text, cases[i].second);
  }
}

static void
time_axes_have_enough_labels_and_not_too_many(void)
{
  for (int i = 0; i < 1000; ++i) {
    const double total = pow(10.0, -6.0 + 15.0 * i / 1000.0);
    const CsnPictureTimeAxis axis = csn_picture_time_axis(total, 18);
    const double n_steps = total / axis.step;
    CU_ASSERT(n_steps <= 17.0 + 1e-6);
    CU_ASSERT(n_steps >= 5.0);
    char here[32];
    char next[32];
    csn_picture_time_label(&axis, 1, here, sizeof(here));
    csn_picture_time_label(&axis, 2, next, sizeof(next));
    CU_ASSERT_STRING_NOT_EQUAL(here, next);
  }
}

static void
numbers_are_written_for_people(void)
{
  static const struct {
    double value;
    const char* db;
    const char* length;
  } cases[] = {
    { 0.0, "\u2212\u221E", "0.000 ms" }, { 1.0, "0.0", "1.00 s" },
    { 0.5, "\u22126.0", "500.0 ms" },    { 1.12, "+1.0", "1.12 s" },
    { 0.999, "0.0", "999.0 ms" },        { 0.05, "\u221226.0", "50.00 ms" },
    { 100.0, "+40.0", "1:40" },          { 3723.0, "+71.4", "1:02:03" },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    char text[32];
    csn_picture_db(cases[i].value, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text, cases[i].db);
    csn_picture_length(cases[i].value, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text, cases[i].length);
  }
  char count[40];
  csn_picture_count(0, count, sizeof(count));
  CU_ASSERT_STRING_EQUAL(count, "0");
  csn_picture_count(1234567, count, sizeof(count));
  CU_ASSERT_STRING_EQUAL(count, "1\u202F234\u202F567");
}

static void
any_bytes_become_a_text_that_can_be_drawn(void)
{
  static const struct {
    const char* text;
    const char* clean;
  } cases[] = {
    { "plain", "plain" },
    { "two\nlines\t\x7F", "two lines  " },
    { "\u00E9\u20AC\U0001F3B9", "\u00E9\u20AC\U0001F3B9" },
    { "a\xFFz", "a\uFFFDz" },
    { "cut \xE2\x82", "cut \uFFFD\uFFFD" },
    { "\xC0\xAF", "\uFFFD\uFFFD" },           // Longer than need be
    { "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD" }, // Half a character
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    char clean[64];
    csn_picture_clean_text(cases[i].text, clean, sizeof(clean));
    CU_ASSERT_STRING_EQUAL(clean, cases[i].clean);
  }
  char small[4];
  csn_picture_clean_text("ab\u20AC", small, sizeof(small));
  CU_ASSERT_STRING_EQUAL(small, "ab");
}

static const CsnTest tests[] = {
  { "picture",
    "a sine shows its level at its frequency and nothing elsewhere",
    a_sine_shows_its_level_at_its_frequency_and_nothing_elsewhere },
  { "picture",
    "a faint tone is seen beside a loud one",
    a_faint_tone_is_seen_beside_a_loud_one },
  { "picture",
    "a click stands in its own column",
    a_click_stands_in_its_own_column },
  { "picture",
    "enormous samples keep their level",
    enormous_samples_keep_their_level },
  { "picture",
    "silence and bad samples lie on the floor",
    silence_and_bad_samples_lie_on_the_floor },
  { "picture", "columns cover each frame once", columns_cover_each_frame_once },
  { "picture",
    "the figures are those of all samples",
    the_figures_are_those_of_all_samples },
  { "picture",
    "equal steps of level are equal steps of lightness",
    equal_steps_of_level_are_equal_steps_of_lightness },
  { "picture",
    "a fixed window and a linear axis show the same",
    a_fixed_window_and_a_linear_axis_show_the_same },
  { "picture", "value axes have round steps", value_axes_have_round_steps },
  { "picture", "time axes have round steps", time_axes_have_round_steps },
  { "picture",
    "time axes have enough labels and not too many",
    time_axes_have_enough_labels_and_not_too_many },
  { "picture",
    "numbers are written for people",
    numbers_are_written_for_people },
  { "picture",
    "any bytes become a text that can be drawn",
    any_bytes_become_a_text_that_can_be_drawn },
};

CSN_TESTS(tests)
