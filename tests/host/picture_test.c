// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of whole pictures, which are read back and looked at (test layer).

#include "host/picture.h"
#include "picture/panel.h"

#include "harness.h"

#include <cairo.h>

#include <dirent.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define N_FRAMES 48000u
#define PANEL_X 76
#define PANEL_WIDTH 1600
#define PANELS_Y 116 // Above it is the caption

// A picture that was read back
typedef struct {
  cairo_surface_t* surface;
  int width;
  int height;
} Image;

static const char*
png_path(void)
{
  static char path[1024];
  snprintf(path, sizeof(path), "%s/picture.png", csn_test_scratch());
  return path;
}

static bool
exists(const char* path)
{
  struct stat status;
  return !stat(path, &status);
}

// Draws the samples, the same on each channel, and reads the picture back
static Image
draw(const float* samples, uint32_t n_channels, uint64_t n_frames)
{
  const float* channels[CSN_PICTURE_MAX_CHANNELS];
  for (uint32_t i = 0; i < n_channels; ++i) {
    channels[i] = samples;
  }
  char error[256] = "";
  const int status = csn_picture_write(png_path(),
                                       channels,
                                       n_channels,
                                       n_frames,
                                       48000.0,
                                       "title",
                                       error,
                                       sizeof(error));
  CU_ASSERT_EQUAL(status, 0);
  CU_ASSERT_STRING_EQUAL(error, "");
  cairo_surface_t* const surface =
    cairo_image_surface_create_from_png(png_path());
  CU_ASSERT_EQUAL_FATAL(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  return (Image){ surface,
                  cairo_image_surface_get_width(surface),
                  cairo_image_surface_get_height(surface) };
}

static uint32_t
pixel(const Image* image, int x, int y)
{
  const unsigned char* const data =
    cairo_image_surface_get_data(image->surface);
  const int stride = cairo_image_surface_get_stride(image->surface);
  uint32_t value = 0;
  memcpy(&value, data + (size_t)y * (size_t)stride + 4u * (size_t)x, 4);
  return value & 0xFFFFFFu;
}

// True if two pixels differ by the rounding of their colours only
static bool
is_close(uint32_t a, uint32_t b)
{
  bool close = true;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const int left = (int)(a >> shift & 0xFFu);
    const int right = (int)(b >> shift & 0xFFu);
    close = close && abs(left - right) <= 1;
  }
  return close;
}

// The columns of the panels that have a colour in them
typedef struct {
  int first;
  int last;
  int count; // Pixels
} Span;

static Span
find_colour(const Image* image, CsnPictureColour colour)
{
  const uint32_t wanted = csn_picture_pixel(colour);
  Span span = { -1, -1, 0 };
  for (int x = PANEL_X; x < PANEL_X + PANEL_WIDTH; ++x) {
    for (int y = PANELS_Y; y < image->height; ++y) {
      if (is_close(pixel(image, x, y), wanted)) {
        span.first = span.first < 0 ? x : span.first;
        span.last = x;
        ++span.count;
      }
    }
  }
  return span;
}

// The y between the highest and the lowest pixel of one column's waveform
static Span
find_wave(const Image* image, int x, int height)
{
  Span span = { -1, -1, 0 };
  for (int y = PANELS_Y; y < PANELS_Y + height; ++y) {
    if ((pixel(image, x, y) & 0xFFu) > 0x60u) { // Blue enough for a wave
      span.first = span.first < 0 ? y : span.first;
      span.last = y;
      ++span.count;
    }
  }
  return span;
}

static void
a_wave_is_as_high_as_its_amplitude(void)
{
  static float samples[N_FRAMES];
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    const double amplitude = i < N_FRAMES / 2u ? 1.0 : 0.25;
    samples[i] = (float)(amplitude * sin(i * 0.7));
  }
  const Image image = draw(samples, 1, N_FRAMES);
  const Span loud = find_wave(&image, PANEL_X + 400, 200);
  const Span soft = find_wave(&image, PANEL_X + 1200, 200);
  CU_ASSERT(loud.count >= 195 && loud.count <= 200);
  CU_ASSERT(soft.count >= 48 && soft.count <= 52);
  CU_ASSERT(abs(soft.first + soft.last - 2 * PANELS_Y - 200) <= 2);
  CU_ASSERT_EQUAL(find_colour(&image, csn_picture_over).count, 0);
  CU_ASSERT_EQUAL(find_colour(&image, csn_picture_bad).count, 0);
  cairo_surface_destroy(image.surface);
}

static void
a_single_loud_sample_is_seen_wherever_it_is(void)
{
  static float samples[N_FRAMES * 10u];
  uint64_t state = 5;
  for (unsigned i = 0; i < 10; ++i) {
    const unsigned frame =
      (unsigned)(csn_test_random(&state) % (N_FRAMES * 10u));
    const int column = (int)((uint64_t)frame * PANEL_WIDTH / (N_FRAMES * 10u));
    memset(samples, 0, sizeof(samples));
    samples[frame] = -0.9f;
    const Image image = draw(samples, 1, N_FRAMES * 10u);
    CU_ASSERT(find_wave(&image, PANEL_X + column, 200).count > 80);
    if (column > 2) {
      CU_ASSERT(find_wave(&image, PANEL_X + column - 2, 200).count < 3);
    }
    cairo_surface_destroy(image.surface);
  }
}

static void
samples_beyond_full_scale_are_marked(void)
{
  static float samples[N_FRAMES];
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    samples[i] = (float)((i >= 24000 && i < 27000 ? 1.5 : 1.0) * sin(i * 0.7));
  }
  const Image image = draw(samples, 1, N_FRAMES);
  const Span span = find_colour(&image, csn_picture_over);
  CU_ASSERT(abs(span.first - (PANEL_X + 800)) <= 1);
  CU_ASSERT(abs(span.last - (PANEL_X + 899)) <= 1);
  cairo_surface_destroy(image.surface);
}

static void
samples_that_are_no_numbers_are_marked(void)
{
  static float samples[N_FRAMES];
  memset(samples, 0, sizeof(samples));
  samples[12000] = NAN;
  samples[36000] = -INFINITY;
  const Image image = draw(samples, 1, N_FRAMES);
  const Span span = find_colour(&image, csn_picture_bad);
  CU_ASSERT(abs(span.first - (PANEL_X + 400)) <= 1);
  CU_ASSERT(abs(span.last - (PANEL_X + 1200)) <= 1);
  CU_ASSERT(span.count >= 400);
  CU_ASSERT_EQUAL(find_colour(&image, csn_picture_over).count, 0);
  cairo_surface_destroy(image.surface);
}

static void
a_tone_shines_at_its_frequency(void)
{
  static float samples[N_FRAMES];
  for (unsigned i = 0; i < N_FRAMES; ++i) {
    samples[i] = (float)sin(i * (2.0 * 3.14159265358979 * 632.456 / 48000.0));
  }
  const Image image = draw(samples, 1, N_FRAMES);
  // The mean of 20 Hz and 20 kHz on the axis is half way down the panel
  const int top = PANELS_Y + 200 + 34;
  int brightest = top;
  for (int y = top; y < top + 480; ++y) {
    const uint32_t here = pixel(&image, PANEL_X + 790, y) >> 8u & 0xFFu;
    const uint32_t best = pixel(&image, PANEL_X + 790, brightest) >> 8u & 0xFFu;
    brightest = here > best ? y : brightest;
  }
  CU_ASSERT(abs(brightest - (top + 240)) <= 2);
  cairo_surface_destroy(image.surface);
}

static void
every_number_of_channels_and_frames_makes_a_picture(void)
{
  static float samples[4000];
  for (unsigned i = 0; i < 4000; ++i) {
    samples[i] = (float)sin(i * 0.05);
  }
  int height = 0;
  for (uint32_t n = 1; n <= CSN_PICTURE_MAX_CHANNELS; ++n) {
    const Image image = draw(samples, n, 1600u + 7u * n);
    CU_ASSERT_EQUAL(image.width, 1800);
    CU_ASSERT(image.height > height);
    height = image.height;
    cairo_surface_destroy(image.surface);
  }
  static const uint64_t lengths[] = { 0, 1, 2, 3, 31, 480, 1599, 2400, 2401 };
  for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); ++i) {
    const Image image = draw(samples, 1, lengths[i]);
    const Span wave = find_wave(&image, PANEL_X + 800, 200);
    CU_ASSERT((lengths[i] > 0) == (wave.count > 0));
    cairo_surface_destroy(image.surface);
  }
}

static void
extreme_samples_and_rates_make_a_picture(void)
{
  static float samples[3000];
  uint64_t state = 3;
  for (unsigned i = 0; i < 3000; ++i) {
    const uint32_t bits = (uint32_t)csn_test_random(&state);
    memcpy(&samples[i], &bits, 4); // Any float at all
  }
  const Image image = draw(samples, 2, 3000);
  CU_ASSERT(find_colour(&image, csn_picture_bad).count > 0);
  CU_ASSERT(find_colour(&image, csn_picture_over).count > 0);
  cairo_surface_destroy(image.surface);
  static const double rates[] = { 1e-3, 1.0, 39.0, 8000.0, 768000.0, 1e12 };
  const float* const channels[] = { samples };
  for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); ++i) {
    char error[256] = "";
    CU_ASSERT_EQUAL(
      csn_picture_write(
        png_path(), channels, 1, 3000, rates[i], NULL, error, sizeof(error)),
      0);
  }
}

static void
expect_error(const char* path, uint32_t n, double rate, const char* expected)
{
  static const float samples[100];
  const float* channels[16];
  char error[256] = "";
  for (unsigned i = 0; i < 16; ++i) {
    channels[i] = samples;
  }
  CU_ASSERT_EQUAL(
    csn_picture_write(path, channels, n, 100, rate, "", error, sizeof(error)),
    -1);
  CU_ASSERT_PTR_NOT_NULL(strstr(error, expected));
  CU_ASSERT_EQUAL(strncmp(error, path, strlen(path)), 0);
}

static void
what_cannot_be_drawn_or_written_is_said(void)
{
  char path[1200];
  expect_error("x.png", 0, 48000.0, "a picture shows 1 to 8 channels, not 0");
  expect_error("x.png", 9, 48000.0, "a picture shows 1 to 8 channels, not 9");
  expect_error("x.png", 1, 0.0, "a sample rate of 0 Hz");
  expect_error("x.png", 1, (double)NAN, "a sample rate of ");
  CU_ASSERT_FALSE(exists("x.png"));
  snprintf(path, sizeof(path), "%s/none/x.png", csn_test_scratch());
  expect_error(path, 1, 48000.0, ": No such file or directory");
  snprintf(path, sizeof(path), "%s/folder.png", csn_test_scratch());
  CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
  expect_error(path, 1, 48000.0, ": Is a directory");
  DIR* const folder = opendir(csn_test_scratch());
  if (!folder) {
    CU_FAIL_FATAL("the scratch folder is gone");
    return;
  }
  for (struct dirent* entry = readdir(folder); entry; entry = readdir(folder)) {
    CU_ASSERT_PTR_NULL(strstr(entry->d_name, ".part")); // Nothing half-done
  }
  closedir(folder);
}

static const CsnTest tests[] = {
  { "picture",
    "a wave is as high as its amplitude",
    a_wave_is_as_high_as_its_amplitude },
  { "picture",
    "a single loud sample is seen wherever it is",
    a_single_loud_sample_is_seen_wherever_it_is },
  { "picture",
    "samples beyond full scale are marked",
    samples_beyond_full_scale_are_marked },
  { "picture",
    "samples that are no numbers are marked",
    samples_that_are_no_numbers_are_marked },
  { "picture",
    "a tone shines at its frequency",
    a_tone_shines_at_its_frequency },
  { "picture",
    "every number of channels and frames makes a picture",
    every_number_of_channels_and_frames_makes_a_picture },
  { "picture",
    "extreme samples and rates make a picture",
    extreme_samples_and_rates_make_a_picture },
  { "picture",
    "what cannot be drawn or written is said",
    what_cannot_be_drawn_or_written_is_said },
};

CSN_TESTS(tests)
