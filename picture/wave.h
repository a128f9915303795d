// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A row of samples as a waveform. Picture layer, pure code.

#ifndef CSN_PICTURE_WAVE_H
#define CSN_PICTURE_WAVE_H

#include "panel.h"
#include "scan.h"

#include <cairo.h>

#include <stdbool.h>
#include <stdint.h>

/// What a waveform panel shows
typedef struct {
  const float* samples;
  uint64_t n_frames;
  const CsnPictureColumn* columns; ///< From the left to the right edge
  int n_columns;                   ///< Best one for each pixel
  double full;                     ///< Amplitude at the upper edge
  double over;  ///< Amplitude that is not to be passed, or infinity
  bool has_rms; ///< The RMS is drawn as well, where it says something
} CsnPictureWave;

/**
   Draws a waveform: a line with dots where samples are few, else the extremes
   of each column. What is beyond `over` is red, what is no number is marked.
*/
void
csn_picture_draw_wave(cairo_t* cr,
                      CsnPictureBox box,
                      const CsnPictureWave* wave);

/// Draws the axis of a waveform in decibels, 0 dB for an amplitude of 1
void
csn_picture_draw_level_axis(cairo_t* cr, CsnPictureBox box, double full);

#endif // CSN_PICTURE_WAVE_H
