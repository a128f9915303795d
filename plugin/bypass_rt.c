// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "bypass.h"

#include <string.h>

#define MASK (CSN_BYPASS_SIZE - 1U)

void
csn_bypass_hold_rt(CsnBypass* bypass, const float* const* inputs, uint32_t n)
{
  for (uint32_t c = 0; c < bypass->n_channels; ++c) {
    float* const held = bypass->held[c];
    const uint32_t to_end = CSN_BYPASS_SIZE - (bypass->at & MASK);
    const uint32_t first = n < to_end ? n : to_end;
    if (inputs[c]) {
      memcpy(held + (bypass->at & MASK), inputs[c], first * sizeof(float));
      memcpy(held, inputs[c] + first, (n - first) * sizeof(float));
    } else {
      memset(held + (bypass->at & MASK), 0, first * sizeof(float));
      memset(held, 0, (n - first) * sizeof(float));
    }
  }
  bypass->at += n;
}

/* Fades one channel, and returns what `wet` is at its end. */
static float
mix_channel(const CsnBypass* bypass,
            const float* held,
            uint32_t from,
            float step,
            float* out,
            uint32_t n)
{
  float wet = bypass->wet;
  for (uint32_t i = 0; i < n; ++i) {
    const float dry = held ? held[(from + i) & MASK] : 0.0F;
    wet += step;
    wet = wet > 1.0F ? 1.0F : wet < 0.0F ? 0.0F : wet;
    if (out) {
      out[i] = wet > 0.0F ? dry + wet * (out[i] - dry) : dry;
    }
  }
  return wet;
}

void
csn_bypass_mix_rt(CsnBypass* bypass,
                  float* const* outputs,
                  uint32_t n_outputs,
                  uint32_t n,
                  uint32_t latency,
                  bool enabled)
{
  if (!bypass->started) {
    bypass->started = true;
    bypass->wet = enabled ? 1.0F : 0.0F; // Nothing to fade from
  }
  if (enabled && bypass->wet >= 1.0F) {
    return;
  }

  const uint32_t from = bypass->at - n - latency;
  const float step = enabled ? bypass->step : -bypass->step;
  float end = bypass->wet;
  for (uint32_t c = 0; c < n_outputs; ++c) {
    const float* const held = c < bypass->n_channels ? bypass->held[c] : NULL;
    end = mix_channel(bypass, held, from, step, outputs[c], n);
  }
  bypass->wet = end;
}
