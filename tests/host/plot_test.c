// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of the plots of tables, which are read back and looked at (test
// layer).

#include "picture/colour.h"
#include "plot/plot.h"

#include "harness.h"

#include <cairo.h>

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846
#define N 200000u

// Of a page with one channel, in pixels
#define LEFT 156
#define TOP 136
#define HEIGHT 552
#define VALUES_WIDTH 1788
#define SPECTRUM_WIDTH 1664

static double data[N];

static const char*
file_path(const char* name)
{
  static char path[1024];
  snprintf(path, sizeof(path), "%s/%s", csn_test_scratch(), name);
  return path;
}

// Draws and reads back
static cairo_surface_t*
draw(CsnPlot plot)
{
  char problem[1024] = "";
  plot.path = file_path("plot.png");
  plot.data = data;
  plot.zero_dbfs = plot.zero_dbfs > 0.0 ? plot.zero_dbfs : 1.0;
  const CsnStatus st = csn_plot_write(&plot, problem, sizeof(problem));
  CU_ASSERT_EQUAL(st, CSN_OK);
  CU_ASSERT_STRING_EQUAL(problem, "");
  cairo_surface_t* const image = cairo_image_surface_create_from_png(plot.path);
  CU_ASSERT_EQUAL_FATAL(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
  CU_ASSERT_EQUAL(cairo_image_surface_get_width(image), 2000);
  CU_ASSERT(cairo_image_surface_get_height(image) >= 800);
  CU_ASSERT_FALSE(remove(plot.path));
  return image;
}

static unsigned
blue(cairo_surface_t* image, int x, int y)
{
  const unsigned char* const pixels = cairo_image_surface_get_data(image);
  const size_t stride = (size_t)cairo_image_surface_get_stride(image);
  return pixels[(size_t)y * stride + 4u * (size_t)x];
}

// The middle of what is bright blue in a column of a panel, or -1
static double
curve_y(cairo_surface_t* image, int x)
{
  int n = 0;
  double sum = 0.0;
  for (int y = TOP; y < TOP + HEIGHT; ++y) {
    if (blue(image, x, y) > 0x90u) {
      sum += y + 0.5;
      ++n;
    }
  }
  return n ? sum / n : -1.0;
}

static void
values_lie_where_they_belong(void)
{
  // 12 values: the line between two of them is where it should be
  for (unsigned i = 0; i < 12u; ++i) {
    data[i] = i == 6 ? 9.0 : i == 3 ? -2.0 : 0.0;
  }
  cairo_surface_t* image =
    draw((CsnPlot){ .table = 1, .n = 12, .n_channels = 1 });
  const double half = 5.5 * 1.06;
  for (unsigned i = 0; i < 12u; ++i) {
    const double y = TOP + 0.5 * HEIGHT * (1.0 - (data[i] - 3.5) / half);
    const int x = LEFT + (int)((i + 0.5) * VALUES_WIDTH / 12.0);
    CU_ASSERT_DOUBLE_EQUAL(curve_y(image, x), y, 4.0);
  }
  cairo_surface_destroy(image);

  // A line of many, with an offset that a float could not hold
  for (unsigned i = 0; i < 3000u; ++i) {
    data[i] = 1e9 + sin(2.0 * PI * i / 3000.0);
  }
  image = draw((CsnPlot){ .table = 2, .n = 3000, .n_channels = 1 });
  for (unsigned k = 0; k < 16u; ++k) {
    const double value = sin(2.0 * PI * (k + 0.5) / 16.0);
    const int x = LEFT + (int)((k + 0.5) * VALUES_WIDTH / 16.0);
    const double y = TOP + 0.5 * HEIGHT * (1.0 - value / 1.06);
    CU_ASSERT_DOUBLE_EQUAL(curve_y(image, x), y, 4.0);
  }
  cairo_surface_destroy(image);
}

static void
a_waveform_is_symmetrical_and_in_its_time(void)
{
  // Left silent, right half of it 0.5 in units of the full scale, which is 4
  for (unsigned i = 0; i < N / 2u; ++i) {
    data[2u * i] = 0.0;
    data[2u * i + 1u] = i < N / 4u ? 0.0 : i % 2u ? 2.0 : -2.0;
  }
  cairo_surface_t* const image = draw((CsnPlot){
    .table = 1, .n = N, .n_channels = 2, .rate = 44100, .zero_dbfs = 4 });
  CU_ASSERT_EQUAL(cairo_image_surface_get_height(image), 944);
  // Panels are 340 high; peak is 0.5, so the edge is 0.5
  const int right = TOP + 340 + 16;
  int n_soft = 0;
  int n_loud = 0;
  for (int y = right; y < right + 340; ++y) {
    n_soft += blue(image, LEFT + 400, y) > 0x70u;
    n_loud += blue(image, LEFT + 1400, y) > 0x70u;
  }
  CU_ASSERT(n_soft >= 1 && n_soft <= 4);
  CU_ASSERT(n_loud >= 336);
  cairo_surface_destroy(image);
}

// The row of the brightest pixel in the middle of a spectrogram
static int
brightest_row(cairo_surface_t* image, double* level)
{
  const unsigned char* const pixels = cairo_image_surface_get_data(image);
  const size_t stride = (size_t)cairo_image_surface_get_stride(image);
  int best = -1;
  *level = 0.0;
  for (int row = 0; row < HEIGHT; ++row) {
    const unsigned char* const p = pixels + (size_t)(TOP + row) * stride +
                                   4u * (size_t)(LEFT + SPECTRUM_WIDTH / 2 + 7);
    const CsnPictureColour colour = { p[2] / 255.0,
                                      p[1] / 255.0,
                                      p[0] / 255.0 };
    if (csn_picture_lightness(colour) > *level) {
      *level = csn_picture_lightness(colour);
      best = row;
    }
  }
  return best;
}

static void
a_sine_is_at_its_frequency_and_level(void)
{
  static const double tones[] = { 2000.0, 5000.0, 9000.0 };
  for (size_t i = 0; i < sizeof(tones) / sizeof(tones[0]); ++i) {
    for (unsigned k = 0; k < N / 2u; ++k) {
      data[2u * k] = 0.7;
      data[2u * k + 1u] = 3.0 * 0.1 * sin(2.0 * PI * tones[i] * k / 48000.0);
    }
    double level = 0.0;
    cairo_surface_t* const image =
      draw((CsnPlot){ .table = 1,
                      .n = N,
                      .n_channels = 2,
                      .rate = 48000,
                      .zero_dbfs = 3,
                      .is_spectrum = true,
                      .how = { 2048, 4, -80, 1000, 11000, 1 } });
    const double place = (11000.0 - tones[i]) / 10000.0;
    CU_ASSERT_DOUBLE_EQUAL(brightest_row(image, &level), place * HEIGHT, 3.0);
    // -20 dB of -80 is three quarters of the way up the colours
    const double wanted = csn_picture_lightness(csn_picture_level_colour(0.75));
    CU_ASSERT_DOUBLE_EQUAL(level, wanted, 0.02);
    cairo_surface_destroy(image);
  }
}

static void
anything_can_be_drawn(void)
{
  static const size_t lengths[] = { 1, 2, 7, 500, 1024, 4000, N };
  static const double odd[] = {
    0.0,         DBL_MAX,          -DBL_MAX,          1e-310,
    (double)NAN, (double)INFINITY, -(double)INFINITY, 5.0
  };
  for (unsigned kind = 0; kind < 6u; ++kind) {
    for (size_t i = 0; i < N; ++i) {
      data[i] = kind == 0   ? odd[i % 8u]
                : kind == 1 ? (double)NAN
                : kind == 2 ? 1e300
                : kind == 3 ? 1e-300
                : kind == 4 ? 0.0
                            : DBL_MAX * (i % 2u ? 1.0 : -1.0);
    }
    for (size_t k = 0; k < sizeof(lengths) / sizeof(lengths[0]); ++k) {
      for (unsigned shape = 0; shape < 4u; ++shape) {
        const CsnPlot plot = { .table = 4000000000u,
                               .n = lengths[k],
                               .n_channels =
                                 shape == 1 && lengths[k] > 12u ? 12 : 1,
                               .rate = shape < 2u    ? 0.0
                                       : shape == 2u ? 0.001
                                                     : 1e9,
                               .is_spectrum = shape == 3u,
                               .how = { 16, 64, -300, 0, 5e8, 0 } };
        if (kind < 2u || k % 2u) {
          cairo_surface_destroy(draw(plot));
        }
      }
    }
  }
}

static void
svg_is_svg(void)
{
  char problem[1024] = "";
  for (unsigned i = 0; i < 1000u; ++i) {
    data[i] = i;
  }
  CsnPlot plot = { .path = file_path("plot.svg"),
                   .table = 1,
                   .data = data,
                   .n = 1000,
                   .n_channels = 1,
                   .rate = 1000,
                   .zero_dbfs = 1,
                   .how = { 64, 4, -80, 0, 500, 0 } };
  for (unsigned i = 0; i < 2u; ++i) {
    char head[64] = "";
    char tail[16] = "";
    plot.is_spectrum = i;
    CU_ASSERT_EQUAL(csn_plot_write(&plot, problem, sizeof(problem)), CSN_OK);
    FILE* const file = fopen(plot.path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fread(head, 1, 50, file), 50);
    CU_ASSERT_FALSE(fseek(file, -7, SEEK_END));
    CU_ASSERT_EQUAL(fread(tail, 1, 7, file), 7);
    CU_ASSERT_FALSE(fclose(file));
    CU_ASSERT_PTR_NOT_NULL(strstr(head, "<svg"));
    CU_ASSERT_STRING_EQUAL(tail, "</svg>\n");
  }
}

static void
bad_plots_and_paths_are_refused(void)
{
  char problem[1024] = "";
  const CsnPlot good = { .path = "/nowhere/at/all.png",
                         .table = 1,
                         .data = data,
                         .n = 100,
                         .n_channels = 1,
                         .zero_dbfs = 1,
                         .rate = 100,
                         .is_spectrum = true,
                         .how = { 64, 4, -80, 0, 50, 0 } };
  CU_ASSERT_EQUAL(csn_plot_write(&good, problem, sizeof(problem)), CSN_ERR_IO);
  CU_ASSERT_STRING_EQUAL(problem,
                         "/nowhere/at/all.png: No such file or directory");
  for (unsigned i = 0; i < 11u; ++i) {
    CsnPlot bad = good;
    switch (i) {
      case 0:
        bad.data = NULL;
        break;
      case 1:
        bad.n_channels = 0;
        break;
      case 2:
        bad.n_channels = 101;
        break;
      case 3:
        bad.zero_dbfs = 0;
        break;
      case 4:
        bad.rate = (double)NAN;
        break;
      case 5:
        bad.rate = 0;
        break;
      case 6:
        bad.how.fft_size = 65;
        break;
      case 7:
        bad.how.overlap = 0;
        break;
      case 8:
        bad.how.min_db = 0;
        break;
      case 9:
        bad.how.max_hz = 51;
        break;
      default:
        bad.how.channel = 1;
        break;
    }
    CU_ASSERT_EQUAL(csn_plot_write(&bad, problem, sizeof(problem)),
                    CSN_ERR_BAD_ARG);
  }
}

static const CsnTest tests[] = {
  { "plot", "values lie where they belong", values_lie_where_they_belong },
  { "plot",
    "a waveform is symmetrical and in its time",
    a_waveform_is_symmetrical_and_in_its_time },
  { "plot",
    "a sine is at its frequency and level",
    a_sine_is_at_its_frequency_and_level },
  { "plot", "anything can be drawn", anything_can_be_drawn },
  { "plot", "SVG is SVG", svg_is_svg },
  { "plot",
    "bad plots and paths are refused",
    bad_plots_and_paths_are_refused },
};

CSN_TESTS(tests)
