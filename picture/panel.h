// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The panels of a picture: grounds, grids, axes, spectrograms and their scale.
// Picture layer, pure code.

#ifndef CSN_PICTURE_PANEL_H
#define CSN_PICTURE_PANEL_H

#include "axis.h"
#include "colour.h"
#include "scan.h"
#include "spectrum.h"

#include <cairo.h>

#include <stdbool.h>
#include <stdint.h>

/// The colours of all that is not a level
extern const CsnPictureColour csn_picture_page;
extern const CsnPictureColour csn_picture_ink;
extern const CsnPictureColour csn_picture_faint;
extern const CsnPictureColour csn_picture_over;
extern const CsnPictureColour csn_picture_bad;

/// Where a panel is [whole pixels]
typedef struct {
  int x;
  int y;
  int width;
  int height;
} CsnPictureBox;

/// Sets the colour of what is drawn next
void
csn_picture_set_colour(cairo_t* cr, CsnPictureColour colour, double alpha);

/// Fills a panel with its ground colour
void
csn_picture_draw_panel(cairo_t* cr, CsnPictureBox box);

/// Names a channel in the corner of its panel, where there are several
void
csn_picture_draw_channel(cairo_t* cr,
                         CsnPictureBox box,
                         uint32_t channel,
                         uint32_t n_channels);

/// Writes beside a caption what is wrong with samples, if anything is
void
csn_picture_draw_warnings(cairo_t* cr,
                          double x,
                          double y,
                          const CsnPictureTotal* total);

/// Draws a horizontal line, one pixel thick, across a box
void
csn_picture_draw_level_line(cairo_t* cr,
                            CsnPictureBox box,
                            double y,
                            double alpha);

/**
   Draws a spectrogram and its axis in hertz.
   @param levels  From csn_picture_spectrum(); best one for each pixel.
   @return True, or false if memory is out.
*/
bool
csn_picture_draw_spectrum(cairo_t* cr,
                          CsnPictureBox box,
                          const CsnPictureSpectrum* spectrum,
                          const float* levels);

/// Draws the scale of a spectrogram's colours, from a level up to 0 dB, into a
/// narrow box
void
csn_picture_draw_legend(cairo_t* cr, CsnPictureBox box, double floor_db);

/// Draws the labels and lines of an axis of values, upwards
void
csn_picture_draw_value_axis(cairo_t* cr,
                            CsnPictureBox box,
                            const CsnPictureValueAxis* axis);

/// Draws the lines of the time axis across a box
void
csn_picture_draw_time_grid(cairo_t* cr,
                           CsnPictureBox box,
                           const CsnPictureTimeAxis* axis);

/// Draws the ticks and labels of the time axis below a box
void
csn_picture_draw_time_axis(cairo_t* cr,
                           CsnPictureBox box,
                           const CsnPictureTimeAxis* axis);

#endif // CSN_PICTURE_PANEL_H
