// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A page and its file. Picture layer, control thread or a worker.

#ifndef CSN_PICTURE_FILE_H
#define CSN_PICTURE_FILE_H

#include <cairo.h>

#include <stdbool.h>
#include <stddef.h>

/// What is to be drawn
typedef struct {
  int width; ///< In the units of the drawing
  int height;
  int scale; ///< Pixels of a PNG file for each unit
  bool (*draw)(cairo_t* cr, const void* data); ///< False: out of memory
  const void* data;
} CsnPicturePage;

/// Whether a file of this name is to be SVG
bool
csn_picture_is_svg(const char* path);

/**
   Draws a page into a file: SVG where the name ends in .svg, else PNG.

   The file appears complete or not at all: it is written beside the target
   under a temporary name and then renamed.

   @param error  Receives one line of text on failure, without newline.
   @return 0, or -1 with the reason in `error` and nothing written.
*/
int
csn_picture_save(const CsnPicturePage* page,
                 const char* path,
                 char* error,
                 size_t error_size);

#endif // CSN_PICTURE_FILE_H
