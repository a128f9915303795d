// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "plot.h"

#include "page.h"
#include "picture/file.h"
#include "picture/text.h"

#include <math.h>
#include <stdio.h>

uint64_t
csn_plot_frames(const CsnPlot* plot)
{
  return plot->n / plot->n_channels;
}

uint32_t
csn_plot_shown(const CsnPlot* plot)
{
  return plot->n_channels < CSN_PLOT_MAX_CHANNELS ? plot->n_channels
                                                  : CSN_PLOT_MAX_CHANNELS;
}

void
csn_plot_copy_channel(const CsnPlot* plot,
                      uint32_t channel,
                      double middle,
                      double half,
                      float* samples)
{
  const uint64_t n_frames = csn_plot_frames(plot);
  const double* data = plot->data + channel;
  for (uint64_t i = 0; i < n_frames; ++i, data += plot->n_channels) {
    const double x = (*data - middle) / half;
    // Only what is no finite number is to become none
    samples[i] =
      isfinite(*data) ? (float)fmin(fmax(x, -1e30), 1e30) : (float)NAN;
  }
}

double
csn_plot_draw_title(cairo_t* cr, const CsnPlot* plot, const char* caption)
{
  const CsnPictureStyle title = {
    csn_picture_ink, 19.0, true, CSN_PICTURE_LEFT
  };
  const CsnPictureStyle small = {
    csn_picture_faint, 13.0, false, CSN_PICTURE_LEFT
  };
  char text[64];
  csn_picture_set_colour(cr, csn_picture_page, 1.0);
  cairo_paint(cr);
  snprintf(text, sizeof(text), "Table %u", plot->table);
  const double end =
    CSN_PLOT_LEFT + csn_picture_text(cr, &title, CSN_PLOT_LEFT, 34.0, text);
  return end + 18.0 + csn_picture_text(cr, &small, end + 18.0, 34.0, caption);
}

void
csn_plot_name_axis(cairo_t* cr, CsnPictureBox box, const char* name)
{
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_CENTRE
  };
  csn_picture_text(
    cr, &style, box.x + box.width / 2.0, box.y + box.height + 45.0, name);
}

void
csn_plot_number(double number, char* text, size_t size)
{
  snprintf(
    text, size, "%s%.7g", number < 0.0 ? "\xE2\x88\x92" : "", fabs(number));
}

static bool
is_good(const CsnPlot* plot)
{
  const CsnSpectrogram* const how = &plot->how;
  return plot->data && plot->path && plot->n_channels &&
         plot->n >= plot->n_channels && plot->zero_dbfs > 0.0 &&
         plot->rate >= 0.0 && isfinite(plot->rate) &&
         (!plot->is_spectrum ||
          (plot->rate > 0.0 && how->fft_size >= 16U &&
           how->fft_size <= 65536U && how->fft_size % 2U == 0 &&
           how->overlap >= 1U && how->min_db < 0.0 && how->min_hz >= 0.0 &&
           how->max_hz > how->min_hz && how->max_hz <= 0.5 * plot->rate &&
           how->channel < plot->n_channels));
}

CsnStatus
csn_plot_write(const CsnPlot* plot, char* problem, size_t problem_size)
{
  if (!is_good(plot)) {
    snprintf(problem, problem_size, "this cannot be drawn");
    return CSN_ERR_BAD_ARG;
  }
  const CsnPicturePage page = {
    CSN_PLOT_WIDTH,
    plot->is_spectrum ? 400 : csn_plot_values_height(plot),
    CSN_PLOT_SCALE,
    plot->is_spectrum ? csn_plot_draw_spectrogram : csn_plot_draw_values,
    plot
  };
  return csn_picture_save(&page, plot->path, problem, problem_size) ? CSN_ERR_IO
                                                                    : CSN_OK;
}
