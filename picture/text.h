// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Text on a picture. Picture layer, pure code.

#ifndef CSN_PICTURE_TEXT_H
#define CSN_PICTURE_TEXT_H

#include "colour.h"

#include <cairo.h>

#include <stdbool.h>
#include <stddef.h>

/// Which part of a text lies at its point
typedef enum {
  CSN_PICTURE_LEFT,
  CSN_PICTURE_CENTRE,
  CSN_PICTURE_RIGHT,
} CsnPictureAlign;

/// How a text looks
typedef struct {
  CsnPictureColour colour;
  double size; ///< Height of the letters [pixels]
  bool bold;
  CsnPictureAlign align;
} CsnPictureStyle;

/// Draws a text with its base line at y; returns its width [pixels]
double
csn_picture_text(cairo_t* cr,
                 const CsnPictureStyle* style,
                 double x,
                 double y,
                 const char* text);

/// Like csn_picture_text(), but with y half way up a digit
double
csn_picture_text_middle(cairo_t* cr,
                        const CsnPictureStyle* style,
                        double x,
                        double y,
                        const char* text);

/// Like csn_picture_text(), but a text too wide ends in an ellipsis
double
csn_picture_text_fit(cairo_t* cr,
                     const CsnPictureStyle* style,
                     double x,
                     double y,
                     double width,
                     const char* text);

/**
   Copies a text, with a space for each control character and U+FFFD for each
   byte that is not of valid UTF-8, which cairo would refuse.
   @param size  Of `clean` in bytes; the copy is cut at a whole character.
*/
void
csn_picture_clean_text(const char* text, char* clean, size_t size);

#endif // CSN_PICTURE_TEXT_H
