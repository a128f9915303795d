// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The numbers on a picture: axis steps and labels (picture layer, pure code).

#include "axis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS "\xE2\x88\x92"      // U+2212
#define INFINITE "\xE2\x88\x9E"   // U+221E
#define THIN_SPACE "\xE2\x80\xAF" // U+202F, which no line breaks at

double
csn_picture_step(double least)
{
  // The small allowance is for rounding
  const double decade = pow(10.0, floor(log10(least)));
  const double digit = least / decade - 1e-9;
  return decade * (digit <= 1.0   ? 1.0
                   : digit <= 2.0 ? 2.0
                   : digit <= 5.0 ? 5.0
                                  : 10.0);
}

CsnPictureValueAxis
csn_picture_value_axis(double low, double high, unsigned max_labels)
{
  const double least = (high - low) / (double)(max_labels - 1u);
  return (CsnPictureValueAxis){ low, high, csn_picture_step(least) };
}

void
csn_picture_value_label(const CsnPictureValueAxis* axis,
                        double step,
                        char* text,
                        size_t size)
{
  const double value = axis->step * step;
  const double most = fmax(fabs(axis->low), fabs(axis->high));
  const int n_digits = (int)fmax(-floor(log10(axis->step) + 1e-6), 0.0);
  const char* const sign = value < 0.0 ? MINUS : "";
  const int n_whole = (int)fmax(floor(log10(most) + 1e-6), 0.0) + 1;
  if (fabs(step) < 0.5) {
    snprintf(text, size, "0");
  } else if (n_whole + n_digits <= 9 && n_digits < 7) {
    snprintf(text, size, "%s%.*f", sign, n_digits, fabs(value));
  } else {
    // As many digits as tell the steps apart, and find room
    const double more =
      floor(log10(most) + 1e-6) - floor(log10(axis->step) + 1e-6);
    snprintf(
      text, size, "%s%.*e", sign, (int)fmin(fmax(more, 0.0), 4.0), fabs(value));
  }
}

CsnPictureTimeAxis
csn_picture_time_axis(double total, unsigned max_labels)
{
  static const struct {
    double step;
    int n_minor;
  } clock[] = { { 10, 5 },    { 15, 3 },    { 30, 3 },   { 60, 6 },
                { 120, 4 },   { 300, 5 },   { 600, 5 },  { 900, 3 },
                { 1800, 3 },  { 3600, 6 },  { 7200, 4 }, { 14400, 4 },
                { 21600, 6 }, { 43200, 6 }, { 86400, 4 } };
  const double least = total / (double)(max_labels - 1u);
  CsnPictureTimeAxis axis = { total, 1.0, 5 };
  if (least > 5.0) {
    for (size_t i = 0; i < sizeof(clock) / sizeof(clock[0]); ++i) {
      if (clock[i].step >= least) {
        axis.step = clock[i].step;
        axis.n_minor = clock[i].n_minor;
        return axis;
      }
    }
    axis.step = 86400.0 * ceil(least / 86400.0);
    axis.n_minor = 1;
    return axis;
  }
  axis.step = csn_picture_step(fmax(least, 1e-9));
  const double digit = axis.step / pow(10.0, floor(log10(axis.step) + 1e-9));
  axis.n_minor = lround(digit) == 2 ? 4 : 5;
  return axis;
}

// Writes whole seconds as a clock shows them
static void
clock_text(double seconds, char* text, size_t size)
{
  const uint64_t whole = (uint64_t)llround(seconds);
  const unsigned hours = (unsigned)(whole / 3600u);
  const unsigned minutes = (unsigned)(whole / 60u % 60u);
  const unsigned rest = (unsigned)(whole % 60u);
  if (hours) {
    snprintf(text, size, "%u:%02u:%02u", hours, minutes, rest);
  } else {
    snprintf(text, size, "%u:%02u", minutes, rest);
  }
}

void
csn_picture_time_label(const CsnPictureTimeAxis* axis,
                       unsigned step,
                       char* text,
                       size_t size)
{
  const double time = axis->step * step;
  const double least = axis->total < 1.0 ? axis->step * 1e3 : axis->step;
  const int n_digits = (int)fmax(-floor(log10(least) + 1e-6), 0.0);
  if (axis->total < 1.0) {
    snprintf(text, size, "%.*f ms", n_digits, time * 1e3);
  } else if (axis->step < 10.0) {
    snprintf(text, size, "%.*f s", n_digits, time);
  } else {
    clock_text(time, text, size);
  }
}

void
csn_picture_length(double seconds, char* text, size_t size)
{
  if (seconds < 1.0) {
    const double ms = seconds * 1e3;
    snprintf(text, size, "%.*f ms", ms < 10.0 ? 3 : ms < 100.0 ? 2 : 1, ms);
  } else if (seconds < 100.0) {
    snprintf(text, size, "%.2f s", seconds);
  } else {
    clock_text(seconds, text, size);
  }
}

void
csn_picture_db(double amplitude, char* text, size_t size)
{
  const double db = 20.0 * log10(fmax(amplitude, 1e-300));
  if (amplitude <= 0.0) {
    snprintf(text, size, "%s%s", MINUS, INFINITE);
  } else if (db <= -0.05) {
    snprintf(text, size, "%s%.1f", MINUS, -db);
  } else {
    snprintf(text, size, "%s%.1f", db < 0.05 ? "" : "+", fabs(db));
  }
}

void
csn_picture_count(uint64_t number, char* text, size_t size)
{
  char digits[24];
  const int n =
    snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
  size_t used = 0;
  text[0] = '\0';
  for (int i = 0; i < n; ++i) {
    const char* const gap = i && (n - i) % 3 == 0 ? THIN_SPACE : "";
    const int more = snprintf(text + used, size - used, "%s%c", gap, digits[i]);
    used += (size_t)more;
    if (used >= size) {
      return;
    }
  }
}
