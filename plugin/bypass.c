// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "bypass.h"

#include <stdlib.h>
#include <string.h>

#define FADE_SECONDS 0.01

bool
csn_bypass_init(CsnBypass* bypass, uint32_t n_channels, double rate)
{
  memset(bypass, 0, sizeof(*bypass));
  bypass->n_channels = n_channels;
  bypass->step = (float)(1.0 / (FADE_SECONDS * rate));
  for (uint32_t c = 0; c < n_channels; ++c) {
    bypass->held[c] = (float*)calloc(CSN_BYPASS_SIZE, sizeof(float));
    if (!bypass->held[c]) {
      csn_bypass_clear(bypass);
      return false;
    }
  }
  return true;
}

void
csn_bypass_clear(CsnBypass* bypass)
{
  for (uint32_t c = 0; c < bypass->n_channels; ++c) {
    free(bypass->held[c]);
    bypass->held[c] = NULL;
  }
}
