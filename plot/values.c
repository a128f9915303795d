// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The numbers of a table: a waveform over time where its rate is known, else
  values over their index.  Plot layer, pure code.
*/

#include "page.h"
#include "picture/axis.h"
#include "picture/scan.h"
#include "picture/text.h"
#include "picture/wave.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PANEL_WIDTH (CSN_PLOT_WIDTH - CSN_PLOT_LEFT - CSN_PLOT_RIGHT)
#define PANEL_GAP 8
#define N_COLUMNS 1788U ///< Of a panel: one for each pixel

_Static_assert(N_COLUMNS == PANEL_WIDTH * CSN_PLOT_SCALE,
               "a column is a pixel wide");

/** What all channels have in common. */
typedef struct {
  const CsnPlot* plot;
  uint64_t n_frames;
  double least; ///< Of what is shown and finite
  double most;
  double middle; ///< Value in the middle of a panel
  double half;   ///< From there to its edge
  CsnPictureTotal total;
  CsnPictureTimeAxis time;
  CsnPictureValueAxis values;
} Page;

static int
panel_height(const CsnPlot* plot)
{
  static const int heights[] = { 276, 170, 130, 110, 96, 88, 80, 76 };
  return heights[csn_plot_shown(plot) - 1U];
}

int
csn_plot_values_height(const CsnPlot* plot)
{
  const int n = (int)csn_plot_shown(plot);
  return CSN_PLOT_TOP + n * panel_height(plot) + (n - 1) * PANEL_GAP +
         CSN_PLOT_BOTTOM;
}

static CsnPictureBox
panel_box(const Page* page, uint32_t channel)
{
  const int height = panel_height(page->plot);
  const int y = CSN_PLOT_TOP + (int)channel * (height + PANEL_GAP);
  return (CsnPictureBox){ CSN_PLOT_LEFT, y, PANEL_WIDTH, height };
}

/* Finds the extremes of what is shown. */
static void
measure(Page* page)
{
  const CsnPlot* const plot = page->plot;
  const uint32_t n_shown = csn_plot_shown(plot);
  page->least = (double)INFINITY;
  page->most = -(double)INFINITY;
  for (uint64_t i = 0; i < page->n_frames; ++i) {
    const double* const frame = plot->data + i * plot->n_channels;
    for (uint32_t c = 0; c < n_shown; ++c) {
      if (isfinite(frame[c])) {
        page->least = fmin(page->least, frame[c]);
        page->most = fmax(page->most, frame[c]);
      }
    }
  }
  if (!(page->least <= page->most)) {
    page->least = page->most = 0.0; // There is no number at all
  }
}

/* Chooses what a panel reaches from and to. */
static void
choose_range(Page* page)
{
  const CsnPlot* const plot = page->plot;
  if (plot->rate > 0.0) {
    const double peak = fmax(fabs(page->least), fabs(page->most));
    page->middle = 0.0;
    page->half = plot->zero_dbfs * csn_picture_full(peak / plot->zero_dbfs);
  } else {
    // Halves first: the range of huge numbers has no number itself
    const double half = 0.5 * page->most - 0.5 * page->least;
    const double size = fmax(fabs(page->least), fabs(page->most));
    const bool is_flat = !(half > size * 1e-12);
    page->middle = 0.5 * page->most + 0.5 * page->least;
    page->half = is_flat ? fmax(0.1 * size, 1e-300) : fmin(half, 8e307) * 1.06;
    if (!(size > 0.0)) {
      page->half = 1.0;
    }
  }
  page->values = csn_picture_value_axis(page->middle - page->half,
                                        page->middle + page->half,
                                        (unsigned)panel_height(plot) / 26U);
}

static void
draw_title(cairo_t* cr, const Page* page)
{
  const CsnPlot* const plot = page->plot;
  const uint32_t n = plot->n_channels;
  char channels[64] = "mono";
  char count[32];
  char high[32];
  char text[256];
  csn_picture_count(page->n_frames, count, sizeof(count));
  if (n > CSN_PLOT_MAX_CHANNELS) {
    snprintf(channels,
             sizeof(channels),
             "the first %u of %u channels",
             CSN_PLOT_MAX_CHANNELS,
             n);
  } else if (n == 2U) {
    snprintf(channels, sizeof(channels), "stereo");
  } else if (n > 2U) {
    snprintf(channels, sizeof(channels), "%u channels", n);
  }
  if (plot->rate > 0.0) {
    char length[32];
    csn_picture_length((double)page->n_frames / plot->rate,
                       length,
                       sizeof(length));
    csn_picture_db(page->total.peak, high, sizeof(high));
    snprintf(text,
             sizeof(text),
             "%s   \xC2\xB7   %s   \xC2\xB7   %g kHz   \xC2\xB7   %s frames   "
             "\xC2\xB7   peak %s dBFS",
             length,
             channels,
             plot->rate / 1e3,
             count,
             high);
  } else {
    char low[32];
    const bool is_one = !(page->most > page->least);
    csn_plot_number(page->least, low, sizeof(low));
    csn_plot_number(page->most, high, sizeof(high));
    snprintf(text,
             sizeof(text),
             "%s value%s%s%s   \xC2\xB7   %s%s%s",
             count,
             page->n_frames == 1U ? "" : "s",
             n > 1U ? "   \xC2\xB7   " : "",
             n > 1U ? channels : "",
             is_one ? "all " : low,
             is_one ? "" : " to ",
             high);
  }
  const double end = csn_plot_draw_title(cr, plot, text);
  csn_picture_draw_warnings(cr, end + 24.0, 34.0, &page->total);
}

static double
index_x(const Page* page, CsnPictureBox box, double index)
{
  return box.x + box.width * (index + 0.5) / (double)page->n_frames;
}

/* Whole numbers, each below its value. */
static void
draw_index_axis(cairo_t* cr, const Page* page, CsnPictureBox box)
{
  const CsnPictureStyle style = {
    csn_picture_faint, 12.0, false, CSN_PICTURE_CENTRE
  };
  const double last = (double)page->n_frames - 1.0;
  const uint64_t step =
    (uint64_t)llround(csn_picture_step(fmax(last / 11.0, 1.0)));
  csn_picture_set_colour(cr, csn_picture_faint, 0.8);
  for (uint64_t i = 0; i < page->n_frames; i += step) {
    const double x = index_x(page, box, (double)i);
    cairo_rectangle(cr, floor(x), box.y + box.height + 3.0, 1.0, 7.0);
  }
  cairo_fill(cr);
  for (uint64_t i = 0; i < page->n_frames; i += step) {
    char text[32];
    csn_picture_count(i, text, sizeof(text));
    csn_picture_text(cr,
                     &style,
                     index_x(page, box, (double)i),
                     box.y + box.height + 25.0,
                     text);
  }
}

/* A panel, to the axes; the waveform comes on top. */
static void
draw_panel(cairo_t* cr, const Page* page, CsnPictureBox box)
{
  csn_picture_draw_panel(cr, box);
  csn_picture_draw_value_axis(cr, box, &page->values);
  if (page->plot->rate > 0.0) {
    csn_picture_draw_time_grid(cr, box, &page->time);
  }
}

/* Copies a channel, scaled to full scale or to the panel's edge. */
static void
copy(const Page* page, uint32_t channel, float* samples)
{
  const CsnPlot* const plot = page->plot;
  const bool is_sound = plot->rate > 0.0;
  csn_plot_copy_channel(plot,
                        channel,
                        is_sound ? 0.0 : page->middle,
                        is_sound ? plot->zero_dbfs : page->half,
                        samples);
}

/* Measures the channels, for the title is drawn before them. */
static void
scan(Page* page, float* samples, CsnPictureColumn* columns)
{
  for (uint32_t c = 0; c < csn_plot_shown(page->plot); ++c) {
    CsnPictureTotal total;
    copy(page, c, samples);
    csn_picture_scan(samples,
                     page->n_frames,
                     N_COLUMNS,
                     columns + (size_t)c * N_COLUMNS,
                     &total);
    page->total.peak = fmax(page->total.peak, total.peak);
    page->total.n_bad += total.n_bad;
    page->total.n_over += page->plot->rate > 0.0 ? total.n_over : 0U;
  }
}

static void
draw_channels(cairo_t* cr,
              const Page* page,
              float* samples,
              const CsnPictureColumn* columns)
{
  const CsnPlot* const plot = page->plot;
  const bool is_sound = plot->rate > 0.0;
  for (uint32_t c = 0; c < csn_plot_shown(plot); ++c) {
    const CsnPictureBox box = panel_box(page, c);
    const CsnPictureWave wave = {
      .samples = samples,
      .n_frames = page->n_frames,
      .columns = columns + (size_t)c * N_COLUMNS,
      .n_columns = N_COLUMNS,
      .full = is_sound ? page->half / plot->zero_dbfs : 1.0,
      .over = is_sound ? 1.0 : (double)INFINITY,
      .has_rms = is_sound && page->n_frames > (uint64_t)N_COLUMNS * 12U,
    };
    copy(page, c, samples);
    draw_panel(cr, page, box);
    csn_picture_draw_wave(cr, box, &wave);
    csn_picture_draw_channel(cr, box, c, plot->n_channels);
  }
}

bool
csn_plot_draw_values(cairo_t* cr, const void* data)
{
  const CsnPlot* const plot = (const CsnPlot*)data;
  Page page = { .plot = plot, .n_frames = csn_plot_frames(plot) };
  const size_t n_columns = (size_t)csn_plot_shown(plot) * N_COLUMNS;
  CsnPictureColumn* const columns =
    (CsnPictureColumn*)calloc(n_columns, sizeof(CsnPictureColumn));
  float* const samples = (float*)malloc(page.n_frames * sizeof(float));
  const bool is_good = columns && samples;
  if (is_good) {
    measure(&page);
    choose_range(&page);
    if (plot->rate > 0.0) {
      page.time = csn_picture_time_axis((double)page.n_frames / plot->rate, 12);
    }
    scan(&page, samples, columns);
    draw_title(cr, &page);
    draw_channels(cr, &page, samples, columns);
  }
  free(columns);
  free(samples);

  const CsnPictureBox last = panel_box(&page, csn_plot_shown(plot) - 1U);
  if (is_good && plot->rate > 0.0) {
    csn_picture_draw_time_axis(cr, last, &page.time);
    csn_plot_name_axis(cr, last, "time");
  } else if (is_good) {
    draw_index_axis(cr, &page, last);
    csn_plot_name_axis(cr, last, "index");
  }
  return is_good;
}
