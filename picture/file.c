// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "file.h"

#include <cairo-svg.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static cairo_status_t
write_bytes(void* closure, const unsigned char* data, unsigned length)
{
  return fwrite(data, 1, length, (FILE*)closure) == length
           ? CAIRO_STATUS_SUCCESS
           : CAIRO_STATUS_WRITE_ERROR;
}

bool
csn_picture_is_svg(const char* path)
{
  const size_t length = strlen(path);
  return length > 4U && !strcasecmp(path + length - 4U, ".svg");
}

/* Draws the page and writes it to the stream. */
static cairo_status_t
write_page(const CsnPicturePage* page, bool is_svg, FILE* stream)
{
  cairo_surface_t* const surface =
    is_svg ? cairo_svg_surface_create_for_stream(write_bytes,
                                                 stream,
                                                 page->width,
                                                 page->height)
           : cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                        page->width * page->scale,
                                        page->height * page->scale);
  cairo_t* const cr = cairo_create(surface);
  if (!is_svg) {
    cairo_scale(cr, page->scale, page->scale);
  }
  const bool is_drawn = page->draw(cr, page->data);
  cairo_status_t status = cairo_status(cr);
  if (!status && !is_drawn) {
    status = CAIRO_STATUS_NO_MEMORY;
  }
  cairo_destroy(cr);
  if (!status && is_svg) {
    cairo_surface_finish(surface);
    status = cairo_surface_status(surface);
  } else if (!status) {
    status = cairo_surface_write_to_png_stream(surface, write_bytes, stream);
  }
  cairo_surface_destroy(surface);
  return status;
}

/* Writes under a temporary name, then gives the file its own. */
static int
write_part(const CsnPicturePage* page,
           const char* part,
           const char* path,
           char* error,
           size_t error_size)
{
  FILE* const stream = fopen(part, "wb");
  if (!stream) {
    snprintf(error, error_size, "%s: %s", path, strerror(errno));
    return -1;
  }

  errno = 0;
  const cairo_status_t status =
    write_page(page, csn_picture_is_svg(path), stream);
  int number = errno;
  const bool is_closed = !fclose(stream);
  number = is_closed ? number : errno;
  if (status && status != CAIRO_STATUS_WRITE_ERROR) {
    const char* const text = status == CAIRO_STATUS_NO_MEMORY
                               ? "out of memory"
                               : cairo_status_to_string(status);
    snprintf(error, error_size, "%s: %s", path, text);
  } else if (status || !is_closed || rename(part, path)) {
    number = status || !is_closed ? number : errno;
    snprintf(error, error_size, "%s: %s", path, strerror(number));
  } else {
    return 0;
  }
  remove(part);
  return -1;
}

int
csn_picture_save(const CsnPicturePage* page,
                 const char* path,
                 char* error,
                 size_t error_size)
{
  const size_t size = strlen(path) + 40;
  char* const part = (char*)malloc(size);
  if (!part) {
    snprintf(error, error_size, "%s: out of memory", path);
    return -1;
  }
  snprintf(part, size, "%s.%ld.part", path, (long)getpid());
  const int result = write_part(page, part, path, error, error_size);
  free(part);
  return result;
}
