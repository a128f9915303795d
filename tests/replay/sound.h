// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file sound.h
   Sound files of a replay: what was rendered, and what it is held against
   (layer: tests).
*/

#ifndef CSN_TESTS_REPLAY_SOUND_H
#define CSN_TESTS_REPLAY_SOUND_H

#include <stdbool.h>
#include <stdint.h>

/** Interleaved sound. */
typedef struct {
  float* samples;
  uint32_t n_channels;
  uint32_t n_frames;
} Sound;

/** Writes a WAV file of 32-bit floats; says on stderr what is wrong. */
bool
sound_write(const Sound* sound, const char* path, double rate);

/**
   Compares with a sound file.

   @param worst   Set to the largest difference of two samples; what one of
                  them lacks counts as silence.
   @param frame   Set to its frame.
*/
bool
sound_compare(const Sound* sound,
              const char* path,
              double* worst,
              uint32_t* frame);

#endif // CSN_TESTS_REPLAY_SOUND_H
