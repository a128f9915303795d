// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "sound.h"

#include <sndfile.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool
sound_write(const Sound* sound, const char* path, double rate)
{
  SF_INFO info = { .samplerate = (int)rate,
                   .channels = (int)sound->n_channels,
                   .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT };
  SNDFILE* const file = sf_open(path, SFM_WRITE, &info);
  if (!file) {
    fprintf(stderr, "%s: %s\n", path, sf_strerror(NULL));
    return false;
  }
  sf_command(file, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
  const sf_count_t n = sf_writef_float(file, sound->samples, sound->n_frames);
  const bool closed = !sf_close(file);
  if (n != (sf_count_t)sound->n_frames || !closed) {
    fprintf(stderr, "%s: cannot be written\n", path);
    return false;
  }
  return true;
}

static double
sample_of(const float* samples,
          uint32_t n_frames,
          uint32_t n_channels,
          uint32_t frame,
          uint32_t channel)
{
  return frame < n_frames && channel < n_channels
           ? (double)samples[(size_t)frame * n_channels + channel]
           : 0.0;
}

bool
sound_compare(const Sound* sound,
              const char* path,
              double* worst,
              uint32_t* frame)
{
  SF_INFO info = { .format = 0 };
  SNDFILE* const file = sf_open(path, SFM_READ, &info);
  if (!file) {
    fprintf(stderr, "%s: %s\n", path, sf_strerror(NULL));
    return false;
  }
  const uint32_t n_frames = (uint32_t)info.frames;
  const uint32_t n_channels = (uint32_t)info.channels;
  float* const other =
    (float*)calloc((size_t)n_frames * n_channels + 1U, sizeof(float));
  const bool read =
    other && sf_readf_float(file, other, info.frames) == info.frames;
  sf_close(file);

  *worst = 0;
  *frame = 0;
  const uint32_t longer =
    n_frames > sound->n_frames ? n_frames : sound->n_frames;
  for (uint32_t i = 0; read && i < longer; ++i) {
    for (uint32_t c = 0; c < sound->n_channels || c < n_channels; ++c) {
      const double ours =
        sample_of(sound->samples, sound->n_frames, sound->n_channels, i, c);
      const double theirs = sample_of(other, n_frames, n_channels, i, c);
      const double difference = fabs(ours - theirs);
      if (!(difference <= *worst)) { // NaN as well
        *worst = difference;
        *frame = i;
      }
    }
  }
  free(other);
  return read;
}
