// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Bypass: fades between what the engine makes and the unchanged input (or
  silence, where there is none), without a click and without a jump in time:
  the input is held back by the engine's latency.
*/

#ifndef CSN_PLUGIN_BYPASS_H
#define CSN_PLUGIN_BYPASS_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stdint.h>

#define CSN_BYPASS_CHUNK 4096U ///< Longest piece that is taken at once
#define CSN_BYPASS_SIZE 16384U ///< A piece and the longest latency

typedef struct {
  uint32_t n_channels; ///< Of the input
  float* held[CSN_MAX_CHANNELS];
  uint32_t at; ///< Frames written so far, modulo the size
  float wet;   ///< 1: the engine, 0: the input
  float step;  ///< Change of it in a frame
  bool started;
} CsnBypass;

/** Takes memory; false: there is none. @thread control */
bool
csn_bypass_init(CsnBypass* bypass,
                uint32_t n_channels,
                double rate) CSN_NOT_AUDIO;

/** Gives it back. */
void
csn_bypass_clear(CsnBypass* bypass) CSN_NOT_AUDIO;

/** Keeps n frames of the input, before it may be overwritten. */
void
csn_bypass_hold_rt(CsnBypass* bypass,
                   const float* const* inputs,
                   uint32_t n) CSN_AUDIO;

/** Mixes n frames, after the engine has made them. */
void
csn_bypass_mix_rt(CsnBypass* bypass,
                  float* const* outputs,
                  uint32_t n_outputs,
                  uint32_t n,
                  uint32_t latency,
                  bool enabled) CSN_AUDIO;

#endif
