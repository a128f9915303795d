// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The page of a plot: what its kinds share.  Plot layer, pure code.
*/

#ifndef CSN_PLOT_PAGE_H
#define CSN_PLOT_PAGE_H

#include "engine/csonance_plot.h"
#include "picture/panel.h"

#include <cairo.h>

#include <stdbool.h>
#include <stdint.h>

#define CSN_PLOT_MAX_CHANNELS 8U
#define CSN_PLOT_SCALE 2 ///< Pixels of a PNG file for each unit
#define CSN_PLOT_WIDTH 1000
#define CSN_PLOT_LEFT 78
#define CSN_PLOT_RIGHT 28
#define CSN_PLOT_TOP 68
#define CSN_PLOT_BOTTOM 56

/** Frames of a table. */
uint64_t
csn_plot_frames(const CsnPlot* plot);

/** Channels that are shown. */
uint32_t
csn_plot_shown(const CsnPlot* plot);

/**
   Copies a channel as (x - middle) / half.

   @param samples  Receives csn_plot_frames() numbers.
*/
void
csn_plot_copy_channel(const CsnPlot* plot,
                      uint32_t channel,
                      double middle,
                      double half,
                      float* samples);

/** Draws ground, title and a caption; returns where the caption ends. */
double
csn_plot_draw_title(cairo_t* cr, const CsnPlot* plot, const char* caption);

/** Names the horizontal axis, below its labels. */
void
csn_plot_name_axis(cairo_t* cr, CsnPictureBox box, const char* name);

/** Writes a number for a caption, as "0.25", "−1.5e+09". */
void
csn_plot_number(double number, char* text, size_t size);

// The kinds, as CsnPicturePage.draw; the data is the plot

bool
csn_plot_draw_values(cairo_t* cr, const void* plot);

bool
csn_plot_draw_spectrogram(cairo_t* cr, const void* plot);

/** The height of a page of values. */
int
csn_plot_values_height(const CsnPlot* plot);

#endif
