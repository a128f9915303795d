// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The colours of a picture. Picture layer, pure code.

#ifndef CSN_PICTURE_COLOUR_H
#define CSN_PICTURE_COLOUR_H

#include <stdint.h>

/// A colour of sRGB, each part 0 to 1
typedef struct {
  double red;
  double green;
  double blue;
} CsnPictureColour;

/**
   The colour for a level, from the darkest at 0 to the lightest at 1.

   Equal steps of the level are equal steps of lightness to the eye (in the
   Oklab space), through blue, purple, red and orange to a pale yellow, so
   the picture reads the same in grey and for the colour blind.
*/
CsnPictureColour
csn_picture_level_colour(double level);

/// The perceived lightness of a colour (Oklab), 0 for black to 1 for white
double
csn_picture_lightness(CsnPictureColour colour);

/// A colour as a pixel of CAIRO_FORMAT_RGB24
uint32_t
csn_picture_pixel(CsnPictureColour colour);

#endif // CSN_PICTURE_COLOUR_H
