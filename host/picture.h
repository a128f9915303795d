// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The picture of a sound: waveform and spectrogram of a render as a PNG file.
// Host layer, pure code but for the file that it writes: no audio, no LV2.

#ifndef CSN_HOST_PICTURE_H
#define CSN_HOST_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/// The most channels that a picture shows
#define CSN_PICTURE_MAX_CHANNELS 8u

/**
   Draws a sound into a PNG file.

   Above: title, length, peak and RMS; then for each channel the waveform
   (minimum to maximum, with the RMS inside) and the spectrogram (logarithmic
   frequency, 20 Hz to 20 kHz or half the rate, colours in dBFS where a sine
   of full scale is 0). Samples that are no finite number are drawn as marks
   and counted, and are silence otherwise. Time and memory are bounded by the
   size of the picture, except that each sample is read once.

   The file appears complete or not at all: it is written beside the target
   under a temporary name and then renamed.

   @param png_path    The file to write; an old one is replaced.
   @param channels    One array of n_frames samples for each channel; full
   scale is -1 to 1.
   @param n_channels  1 to #CSN_PICTURE_MAX_CHANNELS.
   @param n_frames    Length; 0 draws an empty picture that says so.
   @param rate        Sample rate [Hz], more than 0.
   @param title       Text for the top, UTF-8; may be null.
   @param error       Receives one line of text on failure, without newline.
   @param error_size  Size of `error` in bytes.
   @return 0, or -1 with the reason in `error` and nothing written.
   @thread control; allocates, writes a file
*/
int
csn_picture_write(const char* png_path,
                  const float* const* channels,
                  uint32_t n_channels,
                  uint64_t n_frames,
                  double rate,
                  const char* title,
                  char* error,
                  size_t error_size);

#endif // CSN_HOST_PICTURE_H
