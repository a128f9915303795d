// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "sliders.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double
csn_slider_step(double low, double high)
{
  const double range = high - low;
  return range <= 2.0    ? 0.001
         : range < 10.0  ? 0.01
         : range < 50.0  ? 0.05
         : range < 200.0 ? 0.1
                         : 1.0;
}

// Reads LOW,HIGH, also in parentheses
static bool
read_range(const char* text, CsnSlider* slider)
{
  const bool is_closed = *text == '(';
  const char* at = text + is_closed;
  char* end = NULL;
  slider->low = strtod(at, &end);
  if (end == at || *end != ',') {
    return false;
  }
  at = end + 1;
  slider->high = strtod(at, &end);
  if (end == at || (is_closed && *end++ != ')') || *end) {
    return false;
  }
  slider->step = csn_slider_step(slider->low, slider->high);
  return isfinite(slider->low) && isfinite(slider->high) &&
         slider->low < slider->high && isfinite(slider->high - slider->low);
}

// Reads NAME=LOW,HIGH
static bool
read_slider(char* word, CsnSlider* slider, char* error, size_t error_size)
{
  char* const sign = strchr(word, '=');
  const size_t length = sign ? (size_t)(sign - word) : 0;
  if (!length || length >= CSN_SLIDER_NAME) {
    snprintf(error, error_size, "%s: NAME=LOW,HIGH is expected", word);
    return false;
  }
  memcpy(slider->name, word, length);
  char* end = NULL;
  if (word[0] == 'p' && isdigit((unsigned char)word[1])) {
    const unsigned long index = strtoul(word + 1, &end, 10);
    if (end == sign && (index < 4U || index > 2000U)) {
      snprintf(error, error_size, "%s: p4 is the first to change", word);
      return false;
    }
    slider->index = end == sign ? (uint32_t)index : 0U;
  }
  if (!read_range(sign + 1, slider)) {
    snprintf(error, error_size, "%s: LOW,HIGH are two numbers, rising", word);
    return false;
  }
  return true;
}

bool
csn_sliders_parse(CsnSliders* sliders,
                  const char* text,
                  char* error,
                  size_t error_size)
{
  bool is_good = true;
  memset(sliders, 0, sizeof(*sliders));
  char* const copy = strdup(text);
  char* rest = copy;
  for (char* word = NULL; is_good && (word = strsep(&rest, " \t"));) {
    if (!*word) {
      continue;
    }
    if (!sliders->event[0]) {
      is_good = strlen(word) < sizeof(sliders->event) && !strchr(word, '=');
      snprintf(sliders->event, sizeof(sliders->event), "%s", word);
      if (!is_good) {
        snprintf(error, error_size, "%s is no event", word);
      }
    } else if (sliders->n == CSN_MAX_SLIDERS) {
      snprintf(error, error_size, "too many p-fields");
      is_good = false;
    } else {
      CsnSlider* const slider = &sliders->sliders[sliders->n++];
      is_good = read_slider(word, slider, error, error_size);
    }
  }
  free(copy);
  if (is_good && !sliders->n) {
    snprintf(error, error_size, "eventUI EVENT NAME=LOW,HIGH …");
    return false;
  }
  return is_good;
}

void
csn_slider_take(CsnSlider* slider, double value)
{
  slider->value = value;
  slider->has_value = true;
}

void
csn_slider_set(CsnSlider* slider, double value, bool is_exact)
{
  const double low = slider->low;
  const double n_steps = round((value - low) / slider->step);
  const double on_step = is_exact ? value : low + n_steps * slider->step;
  const double now = fmin(fmax(on_step, low), slider->high);
  if (isfinite(value) && (now < slider->value || now > slider->value)) {
    slider->value = now;
    slider->is_changed = true;
  }
}

void
csn_slider_move(CsnSlider* slider, int n_steps)
{
  csn_slider_set(slider, slider->value + n_steps * slider->step, false);
}

void
csn_slider_page(CsnSlider* slider, int direction)
{
  const double tenth = 0.1 * (slider->high - slider->low);
  const double by = fmax(tenth, slider->step);
  csn_slider_set(slider, slider->value + direction * by, false);
}

double
csn_slider_place(const CsnSlider* slider)
{
  const double place =
    (slider->value - slider->low) / (slider->high - slider->low);
  return fmin(fmax(place, 0.0), 1.0);
}

void
csn_slider_text(const CsnSlider* slider, double value, char* text, size_t size)
{
  const int n_digits = slider->step < 0.01  ? 3
                       : slider->step < 0.1 ? 2
                       : slider->step < 1.0 ? 1
                                            : 0;
  snprintf(text, size, "%.*f", n_digits, value);
  if (fabs(value) < 1e9 && fabs(strtod(text, NULL) - value) > 1e-9) {
    snprintf(text, size, "%.7g", value); // It was typed, or is from outside
  } else if (fabs(value) >= 1e9) {
    snprintf(text, size, "%.4g", value);
  }
}

CsnSlider*
csn_sliders_focused(CsnSliders* sliders)
{
  return sliders->focus < sliders->n ? &sliders->sliders[sliders->focus] : NULL;
}

void
csn_sliders_turn(CsnSliders* sliders, int direction)
{
  const size_t n = sliders->n + 1U; // With the button
  sliders->focus = (sliders->focus + (direction < 0 ? n - 1U : 1U)) % n;
  sliders->entry[0] = '\0';
}

void
csn_sliders_type(CsnSliders* sliders, char character)
{
  const size_t length = strlen(sliders->entry);
  if (csn_sliders_focused(sliders) && character &&
      strchr("0123456789.-+eE", character) &&
      length + 1U < sizeof(sliders->entry)) {
    sliders->entry[length] = character;
    sliders->entry[length + 1U] = '\0';
  }
}

bool
csn_sliders_enter(CsnSliders* sliders)
{
  CsnSlider* const slider = csn_sliders_focused(sliders);
  char* end = NULL;
  const double value = strtod(sliders->entry, &end);
  const bool is_number =
    slider && end != sliders->entry && !*end && isfinite(value);
  if (is_number) {
    csn_slider_set(slider, value, true);
  }
  sliders->entry[0] = '\0';
  return is_number;
}
