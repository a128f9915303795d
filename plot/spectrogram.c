// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The spectrogram of a channel of a table, with a linear axis of frequency.
  Plot layer, pure code.
*/

#include "page.h"
#include "picture/axis.h"
#include "picture/scan.h"
#include "picture/spectrum.h"
#include "picture/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LEGEND 62
#define PANEL_WIDTH (CSN_PLOT_WIDTH - CSN_PLOT_LEFT - CSN_PLOT_RIGHT - LEGEND)
#define PANEL_HEIGHT (400 - CSN_PLOT_TOP - CSN_PLOT_BOTTOM)

static void
draw_title(cairo_t* cr, const CsnPlot* plot, uint64_t n_bad)
{
  const CsnSpectrogram* const how = &plot->how;
  const uint64_t n_frames = csn_plot_frames(plot);
  char channel[48] = "mono";
  char length[32];
  char text[256];
  csn_picture_length((double)n_frames / plot->rate, length, sizeof(length));
  if (plot->n_channels > 1U) {
    snprintf(channel,
             sizeof(channel),
             "channel %u of %u",
             how->channel + 1U,
             plot->n_channels);
  }
  snprintf(text,
           sizeof(text),
           "spectrogram   \xC2\xB7   %s   \xC2\xB7   %s   \xC2\xB7   %g kHz   "
           "\xC2\xB7   FFT of %u frames, %.3g Hz",
           length,
           channel,
           plot->rate / 1e3,
           how->fft_size,
           plot->rate / how->fft_size);
  const double end = csn_plot_draw_title(cr, plot, text);
  const CsnPictureTotal total = { .n_bad = n_bad };
  csn_picture_draw_warnings(cr, end + 24.0, 34.0, &total);
}

/* The figures of a channel that matter here. */
static CsnPictureTotal
scan(const float* samples, uint64_t n_frames)
{
  CsnPictureColumn column;
  CsnPictureTotal total;
  csn_picture_scan(samples, n_frames, 1, &column, &total);
  return total;
}

static bool
draw_image(cairo_t* cr, CsnPictureBox box, const CsnPictureSpectrum* spectrum)
{
  const size_t n_pixels = (size_t)spectrum->n_columns * spectrum->n_rows;
  float* const levels = (float*)malloc(n_pixels * sizeof(float));
  const bool is_good = levels && csn_picture_spectrum(spectrum, levels) &&
                       csn_picture_draw_spectrum(cr, box, spectrum, levels);
  free(levels);
  return is_good;
}

bool
csn_plot_draw_spectrogram(cairo_t* cr, const void* data)
{
  const CsnPictureStyle unit = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_RIGHT
  };
  const CsnPlot* const plot = (const CsnPlot*)data;
  const CsnSpectrogram* const how = &plot->how;
  const uint64_t n_frames = csn_plot_frames(plot);
  const CsnPictureTimeAxis axis =
    csn_picture_time_axis((double)n_frames / plot->rate, 12);
  const CsnPictureBox box = {
    CSN_PLOT_LEFT, CSN_PLOT_TOP, PANEL_WIDTH, PANEL_HEIGHT
  };
  const CsnPictureBox legend = {
    box.x + box.width + 18, box.y, 14, box.height
  };
  float* const samples = (float*)malloc(n_frames * sizeof(float));
  if (!samples) {
    return false;
  }
  csn_plot_copy_channel(plot, how->channel, 0.0, plot->zero_dbfs, samples);
  const CsnPictureTotal total = scan(samples, n_frames);
  const CsnPictureSpectrum spectrum = {
    .samples = samples,
    .n_frames = n_frames,
    .rate = plot->rate,
    .peak = total.peak,
    .low_hz = how->min_hz,
    .high_hz = how->max_hz,
    .n_columns = PANEL_WIDTH * CSN_PLOT_SCALE,
    .n_rows = PANEL_HEIGHT * CSN_PLOT_SCALE,
    .floor_db = how->min_db,
    .is_linear = true,
    .n_fft = how->fft_size,
    .overlap = how->overlap,
  };
  draw_title(cr, plot, total.n_bad);
  const bool is_good = draw_image(cr, box, &spectrum);
  free(samples);
  csn_picture_draw_time_grid(cr, box, &axis);
  csn_picture_draw_time_axis(cr, box, &axis);
  csn_picture_draw_legend(cr, legend, how->min_db);
  csn_picture_text(cr, &unit, legend.x + 34, legend.y - 10, "dBFS");
  csn_plot_name_axis(cr, box, "time");
  return is_good;
}
