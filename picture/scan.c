// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The measure of a channel for its picture (picture layer, pure code).

#include "scan.h"

#include <math.h>
#include <string.h>

uint64_t
csn_picture_column_begin(uint64_t n_frames, uint32_t n_columns, uint32_t column)
{
  // In two parts, since the product of both numbers might not fit
  const uint64_t whole = n_frames / n_columns;
  const uint64_t rest = n_frames % n_columns;
  return whole * column + rest * column / n_columns;
}

// Adds a span of samples to a column; returns its sum of squares
static double
scan_span(const float* samples, uint64_t n, CsnPictureColumn* column)
{
  double sum = 0.0;
  for (uint64_t i = 0; i < n; ++i) {
    float x = samples[i];
    if (!isfinite(x)) {
      ++column->n_bad;
      x = 0.0f;
    }
    column->min = x < column->min ? x : column->min;
    column->max = x > column->max ? x : column->max;
    sum += (double)x * (double)x;
  }
  return sum;
}

static uint64_t
count_over(const float* samples, uint64_t n)
{
  uint64_t count = 0;
  for (uint64_t i = 0; i < n; ++i) {
    count += isfinite(samples[i]) && fabsf(samples[i]) > 1.0f;
  }
  return count;
}

double
csn_picture_full(double peak)
{
  if (!(peak > 0.0)) {
    return 1.0;
  }
  const double octave = log2(peak) - 1e-9;
  const double n_steps = octave > 0.0 ? 4.0 : 1.0;
  return exp2(fmax(ceil(octave * n_steps) / n_steps, -20.0));
}

void
csn_picture_scan(const float* samples,
                 uint64_t n_frames,
                 uint32_t n_columns,
                 CsnPictureColumn* columns,
                 CsnPictureTotal* total)
{
  double sum = 0.0;
  uint64_t end = 0;
  memset(total, 0, sizeof(*total));
  for (uint32_t c = 0; c < n_columns; ++c) {
    const uint64_t begin = csn_picture_column_begin(n_frames, n_columns, c);
    const uint64_t next = csn_picture_column_begin(n_frames, n_columns, c + 1);
    const uint64_t n = next > begin ? next - begin : 1;
    const float first = isfinite(samples[begin]) ? samples[begin] : 0.0f;
    CsnPictureColumn* const column = &columns[c];
    memset(column, 0, sizeof(*column));
    column->min = column->max = first;
    const double square = scan_span(samples + begin, n, column);
    column->rms = (float)sqrt(square / (double)n);
    if (begin >= end) { // No column before this one showed these samples
      const double low = (double)column->min;
      const double high = (double)column->max;
      total->peak = fmax(total->peak, fmax(-low, high));
      total->n_bad += column->n_bad;
      if (total->peak > 1.0 && (high > 1.0 || low < -1.0)) {
        total->n_over += count_over(samples + begin, n);
      }
      sum += square;
      end = begin + n;
    }
    if (begin > 0) {
      const float last = samples[begin - 1];
      const float before = isfinite(last) ? last : 0.0f;
      column->min = before < column->min ? before : column->min;
      column->max = before > column->max ? before : column->max;
    }
  }
  total->power = sum / (double)n_frames;
}
