// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Draws a sound file. Layer: host, control thread.

#include "draw.h"

#include "picture.h"
#include "wav.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define STEP 1048576U
#define MAX_CHANNELS CSN_PICTURE_MAX_CHANNELS

// Reads all of the first channels into memory of their own
static bool
read_all(CsnWavReader* reader, uint32_t n_channels, float** channels)
{
  for (uint32_t c = 0; c < n_channels; ++c) {
    channels[c] = (float*)malloc((reader->n_frames + 1U) * sizeof(float));
    if (!channels[c]) {
      return false;
    }
  }
  // In steps, for a length may have more than 32 bits
  for (uint64_t done = 0; done < reader->n_frames;) {
    float* at[MAX_CHANNELS];
    for (uint32_t c = 0; c < n_channels; ++c) {
      at[c] = channels[c] + done;
    }
    const uint64_t left = reader->n_frames - done;
    const uint32_t n = left < STEP ? (uint32_t)left : STEP;
    csn_wav_read(reader, at, n_channels, n);
    done += n;
  }
  return true;
}

bool
csn_draw(const char* picture,
         const char* sound,
         const char* title,
         char* error,
         size_t error_size)
{
  CsnWavReader* reader = csn_wav_reader_open(sound, error, error_size);
  if (!reader) {
    return false;
  }

  uint32_t n_channels = reader->n_channels;
  if (n_channels > MAX_CHANNELS) {
    n_channels = MAX_CHANNELS;
  }
  float* channels[MAX_CHANNELS] = { NULL };
  bool is_good = read_all(reader, n_channels, channels);
  if (is_good) {
    const float* drawn[MAX_CHANNELS];
    for (uint32_t c = 0; c < n_channels; ++c) {
      drawn[c] = channels[c];
    }
    is_good = !csn_picture_write(picture,
                                 drawn,
                                 n_channels,
                                 reader->n_frames,
                                 reader->rate,
                                 title,
                                 error,
                                 error_size);
  } else {
    snprintf(error, error_size, "out of memory");
  }

  for (uint32_t c = 0; c < n_channels; ++c) {
    free(channels[c]);
  }
  csn_wav_reader_close(reader);
  return is_good;
}
