// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The panels of a picture (picture layer, pure code).

#include "panel.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const CsnPictureColour csn_picture_page = { 0.055, 0.060, 0.075 };
const CsnPictureColour csn_picture_ink = { 0.90, 0.91, 0.93 };
const CsnPictureColour csn_picture_faint = { 0.56, 0.59, 0.64 };
const CsnPictureColour csn_picture_over = { 1.00, 0.36, 0.30 };
const CsnPictureColour csn_picture_bad = { 1.00, 0.82, 0.22 };

static const CsnPictureColour panel = { 0.085, 0.092, 0.112 };

void
csn_picture_set_colour(cairo_t* cr, CsnPictureColour colour, double alpha)
{
  cairo_set_source_rgba(cr, colour.red, colour.green, colour.blue, alpha);
}

void
csn_picture_draw_channel(cairo_t* cr,
                         CsnPictureBox box,
                         uint32_t channel,
                         uint32_t n_channels)
{
  const CsnPictureStyle style = {
    csn_picture_ink, 13.0, true, CSN_PICTURE_LEFT
  };
  char name[16];
  if (n_channels == 1) {
    return;
  }
  if (n_channels == 2) {
    snprintf(name, sizeof(name), "%s", channel ? "R" : "L");
  } else {
    snprintf(name, sizeof(name), "%u", channel + 1);
  }
  csn_picture_set_colour(cr, csn_picture_page, 0.72);
  cairo_rectangle(cr, box.x, box.y, 22.0, 21.0);
  cairo_fill(cr);
  csn_picture_text(cr, &style, box.x + 7, box.y + 16, name);
}

static double
draw_warning(cairo_t* cr,
             CsnPictureColour colour,
             double x,
             double y,
             uint64_t n,
             const char* what)
{
  const CsnPictureStyle style = { colour, 14.0, false, CSN_PICTURE_LEFT };
  char count[32];
  char text[128];
  csn_picture_count(n, count, sizeof(count));
  snprintf(
    text, sizeof(text), "%s sample%s %s", count, n == 1 ? "" : "s", what);
  return csn_picture_text(cr, &style, x, y, text) + 28.0;
}

void
csn_picture_draw_warnings(cairo_t* cr,
                          double x,
                          double y,
                          const CsnPictureTotal* total)
{
  if (total->n_over) {
    x += draw_warning(
      cr, csn_picture_over, x, y, total->n_over, "beyond full scale");
  }
  if (total->n_bad) {
    (void)draw_warning(
      cr, csn_picture_bad, x, y, total->n_bad, "not a finite number");
  }
}

void
csn_picture_draw_panel(cairo_t* cr, CsnPictureBox box)
{
  csn_picture_set_colour(cr, panel, 1.0);
  cairo_rectangle(cr, box.x, box.y, box.width, box.height);
  cairo_fill(cr);
}

void
csn_picture_draw_level_line(cairo_t* cr,
                            CsnPictureBox box,
                            double y,
                            double alpha)
{
  csn_picture_set_colour(cr, csn_picture_ink, alpha);
  cairo_rectangle(cr, box.x, floor(y), box.width, 1.0);
  cairo_fill(cr);
}

void
csn_picture_draw_value_axis(cairo_t* cr,
                            CsnPictureBox box,
                            const CsnPictureValueAxis* axis)
{
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  const double range = axis->high - axis->low;
  const double first = ceil(axis->low / axis->step - 1e-6);
  const double last = floor(axis->high / axis->step + 1e-6);
  for (int n = 0; n <= (int)(last - first); ++n) {
    char text[32];
    const double i = first + n;
    const double place = (i * axis->step - axis->low) / range;
    const double y = box.y + box.height * (1.0 - place);
    const double lowest = box.y + box.height - 5.0;
    const double inset = fmin(fmax(y, box.y + 5.0), lowest);
    csn_picture_value_label(axis, i, text, sizeof(text));
    csn_picture_text_middle(cr, &style, box.x - 8, inset, text);
    if (place > 0.01 && place < 0.99) {
      csn_picture_draw_level_line(cr, box, y, fabs(i) < 0.5 ? 0.18 : 0.09);
    }
  }
}

static void
draw_frequency_axis(cairo_t* cr,
                    CsnPictureBox box,
                    const CsnPictureSpectrum* spectrum)
{
  // In order of importance: those that find no room are left out
  static const struct {
    double hz;
    const char* label;
  } marks[] = { { 1e3, "1k" },  { 100, "100" }, { 1e4, "10k" }, { 20, "20" },
                { 2e4, "20k" }, { 200, "200" }, { 2e3, "2k" },  { 5e3, "5k" },
                { 500, "500" }, { 50, "50" },   { 10, "10" },   { 5, "5" },
                { 2, "2" },     { 1, "1" } };
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  double used[sizeof(marks) / sizeof(marks[0]) + 1];
  size_t n_used = 0;
  const double octaves = log2(spectrum->high_hz / spectrum->low_hz);
  if (spectrum->high_hz < 20000.0) { // The rate sets an end of its own
    char text[32];
    snprintf(text, sizeof(text), "%.3gk", spectrum->high_hz / 1e3);
    csn_picture_text_middle(cr, &style, box.x - 8, box.y + 5.0, text);
    used[n_used++] = box.y;
  }
  for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); ++i) {
    const double place = log2(marks[i].hz / spectrum->low_hz) / octaves;
    const double y = box.y + box.height * (1.0 - place);
    bool has_room = place > -1e-9 && place < 1.0 + 1e-9;
    for (size_t k = 0; k < n_used; ++k) {
      has_room = has_room && fabs(used[k] - y) >= 16.0;
    }
    if (has_room) {
      const double lowest = box.y + box.height - 5.0;
      const double inset = fmin(fmax(y, box.y + 5.0), lowest);
      csn_picture_text_middle(cr, &style, box.x - 8, inset, marks[i].label);
      if (place > 0.01 && place < 0.99) {
        csn_picture_draw_level_line(cr, box, y, 0.09);
      }
      used[n_used++] = y;
    }
  }
}

static void
draw_linear_axis(cairo_t* cr,
                 CsnPictureBox box,
                 const CsnPictureSpectrum* spectrum)
{
  const CsnPictureStyle unit = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  const bool is_high = spectrum->high_hz > 2000.0;
  const double scale = is_high ? 1e-3 : 1.0;
  const CsnPictureValueAxis axis =
    csn_picture_value_axis(spectrum->low_hz * scale,
                           spectrum->high_hz * scale,
                           (unsigned)box.height / 28u);
  csn_picture_draw_value_axis(cr, box, &axis);
  csn_picture_text(cr, &unit, box.x - 8, box.y - 10, is_high ? "kHz" : "Hz");
}

bool
csn_picture_draw_spectrum(cairo_t* cr,
                          CsnPictureBox box,
                          const CsnPictureSpectrum* spectrum,
                          const float* levels)
{
  uint32_t colours[256];
  for (unsigned i = 0; i < 256; ++i) {
    colours[i] = csn_picture_pixel(csn_picture_level_colour(i / 255.0));
  }
  const int n_columns = (int)spectrum->n_columns;
  const int n_rows = (int)spectrum->n_rows;
  cairo_surface_t* const image =
    cairo_image_surface_create(CAIRO_FORMAT_RGB24, n_columns, n_rows);
  unsigned char* const data = cairo_image_surface_get_data(image);
  if (!data) {
    cairo_surface_destroy(image);
    return false;
  }
  const size_t stride = (size_t)cairo_image_surface_get_stride(image);
  for (int row = 0; row < n_rows; ++row) {
    for (int i = 0; i < n_columns; ++i) {
      const float db = levels[(size_t)row * (size_t)n_columns + (size_t)i];
      const float place = 1.0f - db / (float)spectrum->floor_db;
      const uint32_t pixel =
        colours[(unsigned)fminf(fmaxf(place * 255.0f, 0.0f), 255.0f)];
      memcpy(data + (size_t)row * stride + 4u * (size_t)i, &pixel, 4);
    }
  }
  cairo_surface_mark_dirty(image);
  cairo_save(cr);
  cairo_rectangle(cr, box.x, box.y, box.width, box.height);
  cairo_clip(cr);
  cairo_translate(cr, box.x, box.y);
  cairo_scale(cr, (double)box.width / n_columns, (double)box.height / n_rows);
  cairo_set_source_surface(cr, image, 0.0, 0.0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_destroy(image);
  if (spectrum->is_linear) {
    draw_linear_axis(cr, box, spectrum);
  } else {
    draw_frequency_axis(cr, box, spectrum);
  }
  return true;
}

void
csn_picture_draw_legend(cairo_t* cr, CsnPictureBox box, double floor_db)
{
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_LEFT
  };
  for (int row = 0; row < box.height; ++row) {
    const double place = 1.0 - (row + 0.5) / box.height;
    csn_picture_set_colour(cr, csn_picture_level_colour(place), 1.0);
    cairo_rectangle(cr, box.x, box.y + row, box.width, 1.0);
    cairo_fill(cr);
  }
  static const int steps[] = { 2, 10, 20, 50, 100 };
  unsigned i = floor_db < -50.0 ? 2 : floor_db < -9.0 ? 1 : 0;
  while (i < 4 && steps[i] * box.height < -32.0 * floor_db) {
    ++i;
  }
  for (int db = 0; db >= floor_db; db -= steps[i]) {
    char text[32];
    const double y = box.y + box.height * db / floor_db;
    const double inset = !db ? 5.0 : y > box.y + box.height - 5.0 ? -5.0 : 0;
    snprintf(text, sizeof(text), db ? "\xE2\x88\x92%d" : "%d", -db);
    csn_picture_text_middle(cr, &style, box.x + box.width + 8, y + inset, text);
  }
}

// How many steps of a length the axis has; a sound of no length has none
static unsigned
count_steps(const CsnPictureTimeAxis* axis, double step)
{
  return axis->total > 0.0 ? (unsigned)(axis->total / step * (1.0 + 1e-9)) : 0;
}

void
csn_picture_draw_time_grid(cairo_t* cr,
                           CsnPictureBox box,
                           const CsnPictureTimeAxis* axis)
{
  csn_picture_set_colour(cr, csn_picture_ink, 0.07);
  for (unsigned i = 1; i <= count_steps(axis, axis->step); ++i) {
    const double x =
      box.x + box.width * fmin(i * axis->step / axis->total, 1.0);
    cairo_rectangle(cr, floor(x), box.y, 1.0, box.height);
  }
  cairo_fill(cr);
}

void
csn_picture_draw_time_axis(cairo_t* cr,
                           CsnPictureBox box,
                           const CsnPictureTimeAxis* axis)
{
  const double y = box.y + box.height;
  if (axis->total <= 0.0) {
    return;
  }
  const double small = axis->step / axis->n_minor;
  CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_CENTRE
  };
  for (unsigned i = 0; i <= count_steps(axis, small); ++i) {
    const bool major = i % (unsigned)axis->n_minor == 0;
    const double x = box.x + box.width * (i * small / axis->total);
    cairo_rectangle(cr,
                    floor(fmin(x, box.x + box.width - 1.0)),
                    y + 3.0,
                    1.0,
                    major ? 7.0 : 4.0);
  }
  csn_picture_set_colour(cr, csn_picture_faint, 0.8);
  cairo_fill(cr);
  for (unsigned i = 0; i <= count_steps(axis, axis->step); ++i) {
    char text[32];
    const double x =
      box.x + box.width * fmin(i * axis->step / axis->total, 1.0);
    csn_picture_time_label(axis, i, text, sizeof(text));
    csn_picture_text(cr, &style, x, y + 25.0, text);
  }
}
