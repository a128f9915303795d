// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "wave.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const CsnPictureColour wave_peak = { 0.26, 0.47, 0.68 };
static const CsnPictureColour wave_rms = { 0.64, 0.82, 0.95 };

// The y of an amplitude in a waveform panel
static double
wave_y(CsnPictureBox box, double full, double amplitude)
{
  const double place = fmin(fmax(amplitude / full, -1.0), 1.0);
  return box.y + 0.5 * box.height * (1.0 - place);
}

// Adds to the path the part of each column between two amplitudes
static void
add_columns(cairo_t* cr,
            CsnPictureBox box,
            const CsnPictureWave* wave,
            double low,
            double high)
{
  const double width = (double)box.width / wave->n_columns;
  for (int i = 0; i < wave->n_columns; ++i) {
    const CsnPictureColumn* const column = &wave->columns[i];
    const double top = fmin((double)column->max, high);
    const double bottom = fmax((double)column->min, low);
    if (top >= bottom) {
      const double y = wave_y(box, wave->full, top);
      const double height = wave_y(box, wave->full, bottom) - y;
      // Silence is a line, not nothing
      cairo_rectangle(cr, box.x + i * width, y - 0.5, width, height + 1.0);
    }
  }
}

// Extremes with the RMS inside, for many samples
static void
draw_wave_columns(cairo_t* cr, CsnPictureBox box, const CsnPictureWave* wave)
{
  const double width = (double)box.width / wave->n_columns;
  add_columns(cr, box, wave, -wave->over, wave->over);
  csn_picture_set_colour(cr, wave->has_rms ? wave_peak : wave_rms, 1.0);
  cairo_fill(cr);
  if (wave->full > wave->over) {
    add_columns(cr, box, wave, wave->over, (double)INFINITY);
    add_columns(cr, box, wave, -(double)INFINITY, -wave->over);
    csn_picture_set_colour(cr, csn_picture_over, 1.0);
    cairo_fill(cr);
  }
  if (!wave->has_rms || wave->n_frames / (uint64_t)wave->n_columns < 12u) {
    return; // The RMS of so few samples says nothing
  }
  for (int i = 0; i < wave->n_columns; ++i) {
    const CsnPictureColumn* const column = &wave->columns[i];
    const double top = (double)fminf(column->rms, column->max);
    const double bottom = (double)fmaxf(-column->rms, column->min);
    if (top > bottom) { // Else the column is all beyond its RMS
      const double y = wave_y(box, wave->full, top);
      const double height = wave_y(box, wave->full, bottom) - y;
      cairo_rectangle(cr, box.x + i * width, y, width, height);
    }
  }
  csn_picture_set_colour(cr, wave_rms, 1.0);
  cairo_fill(cr);
}

// A line from sample to sample, with dots if there is room
static void
draw_wave_line(cairo_t* cr, CsnPictureBox box, const CsnPictureWave* wave)
{
  const double step = (double)box.width / (double)wave->n_frames;
  bool open = false;
  for (uint64_t i = 0; i < wave->n_frames; ++i) {
    const double sample = (double)wave->samples[i];
    const double x = box.x + ((double)i + 0.5) * step;
    if (!isfinite(sample)) {
      open = false;
    } else if (open) {
      cairo_line_to(cr, x, wave_y(box, wave->full, sample));
    } else {
      cairo_move_to(cr, x, wave_y(box, wave->full, sample));
      open = true;
    }
  }
  csn_picture_set_colour(cr, step > 6.0 ? wave_peak : wave_rms, 1.0);
  cairo_set_line_width(cr, 1.5);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(cr);
  for (uint64_t i = 0; i < wave->n_frames && step > 3.0; ++i) {
    const double sample = (double)wave->samples[i];
    if (isfinite(sample) && (step > 6.0 || fabs(sample) > wave->over)) {
      const double x = box.x + ((double)i + 0.5) * step;
      const double radius = fmin(step / 4.0, 3.0);
      cairo_arc(cr, x, wave_y(box, wave->full, sample), radius, 0.0, 6.2832);
      csn_picture_set_colour(cr,
                             fabs(sample) > wave->over ? csn_picture_over
                                                       : wave_rms,
                             1.0);
      cairo_fill(cr);
    }
  }
}

// Marks where samples are no numbers
static void
draw_bad_marks(cairo_t* cr, CsnPictureBox box, const CsnPictureWave* wave)
{
  const double width = (double)box.width / wave->n_columns;
  for (int i = 0; i < wave->n_columns; ++i) {
    if (wave->columns[i].n_bad) {
      const double x = box.x + i * width;
      cairo_rectangle(cr, x, box.y, width, box.height);
      cairo_rectangle(cr, x - 1, box.y, 3.0, 7.0);
      cairo_rectangle(cr, x - 1, box.y + box.height - 7, 3.0, 7.0);
    }
  }
  csn_picture_set_colour(cr, csn_picture_bad, 1.0);
  cairo_fill(cr);
}

void
csn_picture_draw_level_axis(cairo_t* cr, CsnPictureBox box, double full)
{
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  csn_picture_text_middle(
    cr, &style, box.x - 8, wave_y(box, full, 0.0), "\xE2\x88\x92\xE2\x88\x9E");
  // Halves of full scale, each of which is called 6 dB
  const int upper = (int)floor(log2(full) + 1e-9);
  for (int step = upper; step > upper - 2; --step) {
    char text[32];
    const double down = wave_y(box, full, -exp2(step)) - box.y;
    const double inset = fmin(down, box.height - 5.0);
    if (down < 0.5 * box.height + 18.0) {
      continue; // No room between this one and the middle
    }
    const char* const sign = step < 0 ? "\xE2\x88\x92" : step ? "+" : "";
    snprintf(text, sizeof(text), "%s%d", sign, 6 * abs(step));
    csn_picture_text_middle(cr, &style, box.x - 8, box.y + inset, text);
    csn_picture_text_middle(
      cr, &style, box.x - 8, box.y + box.height - inset, text);
    if (down < box.height) {
      csn_picture_draw_level_line(cr, box, box.y + down, 0.10);
      csn_picture_draw_level_line(cr, box, box.y + box.height - down, 0.10);
    }
  }
}

void
csn_picture_draw_wave(cairo_t* cr,
                      CsnPictureBox box,
                      const CsnPictureWave* wave)
{
  cairo_save(cr);
  cairo_rectangle(cr, box.x, box.y, box.width, box.height);
  cairo_clip(cr);
  if (wave->n_frames) {
    // An RMS needs columns; a line alone looks better with many samples, too
    const double few = wave->has_rms ? box.width / 1.5 : 4.0 * box.width;
    if ((double)wave->n_frames < few) {
      draw_wave_line(cr, box, wave);
    } else {
      draw_wave_columns(cr, box, wave);
    }
    draw_bad_marks(cr, box, wave);
  }
  cairo_restore(cr);
}
