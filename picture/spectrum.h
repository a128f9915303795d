// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The spectrogram of a channel as an image of levels, with a logarithmic
// frequency axis. Picture layer, pure code.

#ifndef CSN_PICTURE_SPECTRUM_H
#define CSN_PICTURE_SPECTRUM_H

#include <stdbool.h>
#include <stdint.h>

/// The lowest level that a spectrogram tells [dBFS]
#define CSN_PICTURE_FLOOR_DB (-100.0f)

/// What to analyse, and the shape of the image
typedef struct {
  const float* samples;
  uint64_t n_frames;
  double rate;    ///< Sample rate [Hz]
  double peak;    ///< Greatest magnitude of the finite samples
  double low_hz;  ///< Lower edge of the last row [Hz]
  double high_hz; ///< Upper edge of the first row [Hz], at most rate / 2
  uint32_t n_columns;
  uint32_t n_rows;
} CsnPictureSpectrum;

/// The frequency in the middle of a row [Hz]; half rows are fine
double
csn_picture_row_hz(const CsnPictureSpectrum* spectrum, double row);

/**
   Computes the image.

   The windows are long for low frequencies and short for high ones, with soft
   transitions, as the ear would have it. A sine of amplitude 1 gives 0 dB at
   its frequency. Where a pixel spans several frequencies or windows, it shows
   the highest level. The work depends on the size of the image only.

   @param levels  Receives n_rows rows of n_columns levels [dBFS], highest
   frequency first, none below #CSN_PICTURE_FLOOR_DB.
   @return True, or false if memory is out.
*/
bool
csn_picture_spectrum(const CsnPictureSpectrum* spectrum, float* levels);

#endif // CSN_PICTURE_SPECTRUM_H
