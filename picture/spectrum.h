// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The spectrogram of a channel as an image of levels.
// Picture layer, pure code.

#ifndef CSN_PICTURE_SPECTRUM_H
#define CSN_PICTURE_SPECTRUM_H

#include <stdbool.h>
#include <stdint.h>

/// The usual floor_db
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
  double floor_db; ///< No level is told below this one [dBFS]
  bool is_linear;  ///< The frequency axis
  uint32_t n_fft;  ///< Frames of all windows, even; 0: as the ear would have it
  uint32_t overlap; ///< Windows that each frame is in, where n_fft is said
} CsnPictureSpectrum;

/// The frequency in the middle of a row [Hz]; half rows are fine
double
csn_picture_row_hz(const CsnPictureSpectrum* spectrum, double row);

/**
   Computes the image.

   The windows are of n_fft frames, or long for low frequencies and short for
   high ones, with soft transitions, as the ear would have it. A sine of
   amplitude 1 gives 0 dB at its frequency. Where a pixel spans several
   frequencies or windows, it shows the highest level. The work depends on the
   size of the image only.

   @param levels  Receives n_rows rows of n_columns levels [dBFS], highest
   frequency first, none below floor_db.
   @return True, or false if memory is out.
*/
bool
csn_picture_spectrum(const CsnPictureSpectrum* spectrum, float* levels);

#endif // CSN_PICTURE_SPECTRUM_H
