// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Text on a picture (picture layer, pure code).

#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"    // U+2026
#define REPLACEMENT "\xEF\xBF\xBD" // U+FFFD
#define MAX_TEXT 1024

// The length of the character at `s`, or 0 if it is not valid UTF-8
static size_t
character_length(const unsigned char* s)
{
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  const size_t n = s[0] < 0x80u                     ? 1u
                   : s[0] >= 0xC2u && s[0] <= 0xDFu ? 2u
                   : (s[0] & 0xF0u) == 0xE0u        ? 3u
                   : s[0] >= 0xF0u && s[0] <= 0xF4u ? 4u
                                                    : 0u;
  if (n < 2) {
    return n;
  }
  uint32_t code = s[0] & (0x7Fu >> n);
  for (size_t i = 1; i < n; ++i) {
    if ((s[i] & 0xC0u) != 0x80u) { // Also where the string ends
      return 0;
    }
    code = (code << 6u) | (s[i] & 0x3Fu);
  }
  const bool surrogate = code >= 0xD800u && code <= 0xDFFFu;
  return code >= least[n] && code <= 0x10FFFFu && !surrogate ? n : 0;
}

void
csn_picture_clean_text(const char* text, char* clean, size_t size)
{
  size_t used = 0;
  while (*text) {
    const size_t n = character_length((const unsigned char*)text);
    const bool control = n == 1 && ((unsigned char)*text < 32 || *text == 127);
    const char* const source = !n ? REPLACEMENT : control ? " " : text;
    const size_t n_out = n ? n : strlen(REPLACEMENT);
    if (used + n_out >= size) {
      break;
    }
    memcpy(clean + used, source, n_out);
    used += n_out;
    text += n ? n : 1;
  }
  clean[used] = '\0';
}

static void
set_style(cairo_t* cr, const CsnPictureStyle* style)
{
  cairo_select_font_face(cr,
                         "sans-serif",
                         CAIRO_FONT_SLANT_NORMAL,
                         style->bold ? CAIRO_FONT_WEIGHT_BOLD
                                     : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cr, style->size);
  cairo_set_source_rgb(cr,
                       style->colour.red,
                       style->colour.green,
                       style->colour.blue);
}

static double
width_of(cairo_t* cr, const char* text)
{
  cairo_text_extents_t extents;
  cairo_text_extents(cr, text, &extents);
  return extents.x_advance;
}

double
csn_picture_text(cairo_t* cr,
                 const CsnPictureStyle* style,
                 double x,
                 double y,
                 const char* text)
{
  char clean[MAX_TEXT];
  csn_picture_clean_text(text, clean, sizeof(clean));
  set_style(cr, style);
  const double width = width_of(cr, clean);
  const double share = style->align == CSN_PICTURE_RIGHT    ? 1.0
                       : style->align == CSN_PICTURE_CENTRE ? 0.5
                                                            : 0.0;
  cairo_move_to(cr, x - share * width, y);
  cairo_show_text(cr, clean);
  return width;
}

double
csn_picture_text_middle(cairo_t* cr,
                        const CsnPictureStyle* style,
                        double x,
                        double y,
                        const char* text)
{
  cairo_text_extents_t extents;
  set_style(cr, style);
  cairo_text_extents(cr, "0", &extents);
  return csn_picture_text(cr, style, x, y - extents.y_bearing / 2.0, text);
}

double
csn_picture_text_fit(cairo_t* cr,
                     const CsnPictureStyle* style,
                     double x,
                     double y,
                     double width,
                     const char* text)
{
  char clean[MAX_TEXT];
  char cut[MAX_TEXT + sizeof(ELLIPSIS)];
  csn_picture_clean_text(text, clean, sizeof(clean));
  set_style(cr, style);
  size_t length = strlen(clean);
  snprintf(cut, sizeof(cut), "%s", clean);
  while (length && width_of(cr, cut) > width) {
    do { // Back by one character
      --length;
    } while (length && ((unsigned char)clean[length] & 0xC0u) == 0x80u);
    snprintf(cut, sizeof(cut), "%.*s%s", (int)length, clean, ELLIPSIS);
  }
  return csn_picture_text(cr, style, x, y, cut);
}
