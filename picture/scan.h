// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The measure of a channel for its picture: extremes and RMS, for each column
// of pixels and as a whole. Picture layer, pure code.

#ifndef CSN_PICTURE_SCAN_H
#define CSN_PICTURE_SCAN_H

#include <stdint.h>

/// The samples behind one column of pixels
typedef struct {
  float min;
  float max;
  float rms;
  uint32_t n_bad; ///< Samples that are no finite number
} CsnPictureColumn;

/// A whole channel
typedef struct {
  double peak;     ///< Greatest magnitude
  double power;    ///< Mean square
  uint64_t n_over; ///< Samples beyond full scale
  uint64_t n_bad;  ///< Samples that are no finite number
} CsnPictureTotal;

/// The first frame of a column; of column n_columns: n_frames
uint64_t
csn_picture_column_begin(uint64_t n_frames,
                         uint32_t n_columns,
                         uint32_t column);

/**
   Measures a channel.

   A column reaches back to the sample before its first one, so that the
   extremes of neighbours meet and a picture of them has no gaps. Where there
   are fewer frames than columns, a column shows the frame that it lies in.
   Samples that are no finite number count as such and as silence.

   @param samples    n_frames samples, at least one.
   @param columns    Receives n_columns columns.
   @param total      Receives the figures of the whole channel.
*/
void
csn_picture_scan(const float* samples,
                 uint64_t n_frames,
                 uint32_t n_columns,
                 CsnPictureColumn* columns,
                 CsnPictureTotal* total);

/**
   The amplitude at the upper edge of waveforms with this peak: the least step
   that shows all, of 6 dB, but finer where a sound is just beyond 0 dBFS.
*/
double
csn_picture_full(double peak);

#endif // CSN_PICTURE_SCAN_H
