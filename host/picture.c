// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The picture of a sound (host layer): measures the channels, lays out the
// page and has the panels drawn.

#include "picture.h"

#include "picture/file.h"
#include "picture/panel.h"
#include "picture/scan.h"
#include "picture/spectrum.h"
#include "picture/text.h"
#include "picture/wave.h"

#include <cairo.h>

#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_WIDTH 1800
#define LEFT 76
#define RIGHT 124
#define TOP 116
#define BOTTOM 52
#define PANEL_GAP 8
#define GROUP_GAP 34
#define PANEL_WIDTH (PAGE_WIDTH - LEFT - RIGHT)

typedef struct {
  const float* const* channels;
  uint32_t n_channels;
  uint64_t n_frames;
  double rate;
  const char* title;
  CsnPictureColumn* columns; // PANEL_WIDTH for each channel
  CsnPictureTotal totals[CSN_PICTURE_MAX_CHANNELS];
  CsnPictureTotal total; // Of all channels
  double full;           // Amplitude at the upper edge of the waveforms
  int wave_height;
  int spectrum_height;
} Picture;

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static int
fail(char* error, size_t error_size, const char* format, ...)
{
  va_list args;
  va_start(args, format);
  vsnprintf(error, error_size, format, args);
  va_end(args);
  return -1;
}

static int
page_height(const Picture* picture)
{
  const int n = (int)picture->n_channels;
  const int channel = picture->wave_height + picture->spectrum_height;
  return TOP + n * channel + 2 * (n - 1) * PANEL_GAP + GROUP_GAP + BOTTOM;
}

static CsnPictureBox
wave_box(const Picture* picture, uint32_t channel)
{
  const int y = TOP + (int)channel * (picture->wave_height + PANEL_GAP);
  return (CsnPictureBox){ LEFT, y, PANEL_WIDTH, picture->wave_height };
}

static CsnPictureBox
spectrum_box(const Picture* picture, uint32_t channel)
{
  const CsnPictureBox last = wave_box(picture, picture->n_channels - 1);
  const int top = last.y + last.height + GROUP_GAP;
  const int y = top + (int)channel * (picture->spectrum_height + PANEL_GAP);
  return (CsnPictureBox){ LEFT, y, PANEL_WIDTH, picture->spectrum_height };
}

static void
measure(Picture* picture)
{
  static const int wave_heights[] = { 200, 130, 104, 88, 72, 64, 64, 64 };
  static const int heights[] = { 480, 310, 240, 200, 168, 150, 140, 130 };
  picture->wave_height = wave_heights[picture->n_channels - 1];
  picture->spectrum_height = heights[picture->n_channels - 1];
  CsnPictureTotal* const total = &picture->total;
  for (uint32_t i = 0; i < picture->n_channels && picture->n_frames; ++i) {
    CsnPictureTotal* const one = &picture->totals[i];
    csn_picture_scan(picture->channels[i],
                     picture->n_frames,
                     PANEL_WIDTH,
                     picture->columns + (size_t)i * PANEL_WIDTH,
                     one);
    total->peak = fmax(total->peak, one->peak);
    total->power += one->power / picture->n_channels;
    total->n_over += one->n_over;
    total->n_bad += one->n_bad;
  }
  // Common to the channels, so that their levels compare
  picture->full = csn_picture_full(total->peak);
}

static void
draw_title(cairo_t* cr, const Picture* picture)
{
  const CsnPictureStyle title = {
    csn_picture_ink, 24.0, true, CSN_PICTURE_LEFT
  };
  const CsnPictureStyle caption = {
    csn_picture_faint, 14.0, false, CSN_PICTURE_LEFT
  };
  csn_picture_text_fit(
    cr, &title, LEFT, 46.0, PANEL_WIDTH, picture->title ? picture->title : "");
  char length[32];
  char peak[32];
  char rms[32];
  char text[256];
  const double seconds = (double)picture->n_frames / picture->rate;
  csn_picture_length(seconds, length, sizeof(length));
  if (!picture->n_frames) {
    snprintf(length, sizeof(length), "no samples");
  }
  csn_picture_db(picture->total.peak, peak, sizeof(peak));
  csn_picture_db(sqrt(picture->total.power), rms, sizeof(rms));
  const uint32_t n = picture->n_channels;
  char count[32];
  snprintf(count, sizeof(count), "%u channels", n);
  snprintf(text,
           sizeof(text),
           "%s   \xC2\xB7   %s   \xC2\xB7   %g kHz   \xC2\xB7   "
           "peak %s dBFS   \xC2\xB7   RMS %s dBFS",
           length,
           n == 1   ? "mono"
           : n == 2 ? "stereo"
                    : count,
           picture->rate / 1e3,
           peak,
           rms);
  const double x =
    LEFT + csn_picture_text(cr, &caption, LEFT, 75.0, text) + 28.0;
  csn_picture_draw_warnings(cr, x, 75.0, &picture->total);
}

// Writes a channel's peak and RMS beside its waveform
static void
draw_figures(cairo_t* cr, const CsnPictureTotal* total, CsnPictureBox box)
{
  CsnPictureStyle label = { csn_picture_faint, 12.0, false, CSN_PICTURE_LEFT };
  CsnPictureStyle value = { csn_picture_ink, 13.0, false, CSN_PICTURE_RIGHT };
  const int x = box.x + box.width;
  const int middle = box.y + box.height / 2;
  char text[32];
  csn_picture_text(cr, &label, x + 16, middle - 5, "peak");
  csn_picture_text(cr, &label, x + 16, middle + 15, "RMS");
  csn_picture_db(sqrt(total->power), text, sizeof(text));
  csn_picture_text(cr, &value, PAGE_WIDTH - 22, middle + 15, text);
  csn_picture_db(total->peak, text, sizeof(text));
  value.colour = total->n_over ? csn_picture_over : csn_picture_ink;
  csn_picture_text(cr, &value, PAGE_WIDTH - 22, middle - 5, text);
}

static bool
draw_spectra(cairo_t* cr,
             const Picture* picture,
             const CsnPictureTimeAxis* axis)
{
  const size_t n_pixels =
    (size_t)PANEL_WIDTH * (size_t)picture->spectrum_height;
  const double high = fmin(20000.0, 0.5 * picture->rate);
  CsnPictureSpectrum spectrum = {
    .n_frames = picture->n_frames,
    .rate = picture->rate,
    .low_hz = fmin(20.0, high / 100.0),
    .high_hz = high,
    .n_columns = PANEL_WIDTH,
    .n_rows = (uint32_t)picture->spectrum_height,
    .floor_db = (double)CSN_PICTURE_FLOOR_DB,
  };
  float* const levels = (float*)malloc(n_pixels * sizeof(float));
  bool good = levels != NULL;
  for (uint32_t i = 0; i < picture->n_channels && good; ++i) {
    const CsnPictureBox box = spectrum_box(picture, i);
    spectrum.samples = picture->channels[i];
    spectrum.peak = picture->totals[i].peak;
    if (picture->n_frames) {
      good = csn_picture_spectrum(&spectrum, levels);
    } else {
      for (size_t k = 0; k < n_pixels; ++k) {
        levels[k] = CSN_PICTURE_FLOOR_DB;
      }
    }
    good = good && csn_picture_draw_spectrum(cr, box, &spectrum, levels);
    csn_picture_draw_time_grid(cr, box, axis);
    csn_picture_draw_channel(cr, box, i, picture->n_channels);
  }
  free(levels);
  return good;
}

static bool
draw(cairo_t* cr, const void* data)
{
  const Picture* const picture = (const Picture*)data;
  const CsnPictureStyle unit = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  const double seconds = (double)picture->n_frames / picture->rate;
  const CsnPictureTimeAxis axis = csn_picture_time_axis(seconds, 18);
  const CsnPictureColour page = csn_picture_page;
  cairo_set_source_rgb(cr, page.red, page.green, page.blue);
  cairo_paint(cr);
  draw_title(cr, picture);
  for (uint32_t i = 0; i < picture->n_channels; ++i) {
    const CsnPictureBox box = wave_box(picture, i);
    const CsnPictureWave wave = {
      .samples = picture->channels[i],
      .n_frames = picture->n_frames,
      .columns = picture->columns + (size_t)i * PANEL_WIDTH,
      .n_columns = PANEL_WIDTH,
      .full = picture->full,
      .over = 1.0,
      .has_rms = true,
    };
    csn_picture_draw_panel(cr, box);
    csn_picture_draw_time_grid(cr, box, &axis);
    if (wave.n_frames) {
      const double middle = box.y + 0.5 * box.height;
      csn_picture_draw_level_line(cr, box, middle, 0.18);
    }
    csn_picture_draw_wave(cr, box, &wave);
    csn_picture_draw_level_axis(cr, box, wave.full);
    csn_picture_draw_channel(cr, box, i, picture->n_channels);
    draw_figures(cr, &picture->totals[i], box);
  }
  if (!draw_spectra(cr, picture, &axis)) {
    return false;
  }
  const CsnPictureBox first = spectrum_box(picture, 0);
  const CsnPictureBox last = spectrum_box(picture, picture->n_channels - 1);
  const int bottom = last.y + last.height;
  const CsnPictureBox legend = {
    LEFT + PANEL_WIDTH + 16, first.y, 14, bottom - first.y
  };
  csn_picture_draw_legend(cr, legend, (double)CSN_PICTURE_FLOOR_DB);
  csn_picture_draw_time_axis(cr, last, &axis);
  csn_picture_text(cr, &unit, LEFT - 8, TOP - 9, "dBFS");
  csn_picture_text(cr, &unit, LEFT - 8, first.y - 9, "Hz");
  csn_picture_text(cr, &unit, legend.x + 34, first.y - 9, "dBFS");
  return true;
}

int
csn_picture_write(const char* png_path,
                  const float* const* channels,
                  uint32_t n_channels,
                  uint64_t n_frames,
                  double rate,
                  const char* title,
                  char* error,
                  size_t error_size)
{
  if (!n_channels || n_channels > CSN_PICTURE_MAX_CHANNELS) {
    return fail(error,
                error_size,
                "%s: a picture shows 1 to %u channels, not %u",
                png_path,
                CSN_PICTURE_MAX_CHANNELS,
                n_channels);
  }
  if (!(rate > 0.0 && isfinite(rate))) {
    return fail(
      error, error_size, "%s: a sample rate of %g Hz", png_path, rate);
  }
  Picture picture = { .channels = channels,
                      .n_channels = n_channels,
                      .n_frames = n_frames,
                      .rate = rate,
                      .title = title };
  picture.columns = (CsnPictureColumn*)calloc((size_t)n_channels * PANEL_WIDTH,
                                              sizeof(CsnPictureColumn));
  if (!picture.columns) {
    return fail(error, error_size, "%s: out of memory", png_path);
  }
  measure(&picture);
  const CsnPicturePage page = {
    PAGE_WIDTH, page_height(&picture), 1, draw, &picture
  };
  const int result = csn_picture_save(&page, png_path, error, error_size);
  free(picture.columns);
  return result;
}
