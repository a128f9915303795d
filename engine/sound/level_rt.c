// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "level.h"

#include <math.h>

#define MOST_CYCLES 1000000000

void
csn_level_begin(CsnLevel* level, INSDS* note, double rise, double fall)
{
  // NaN and what no number of k-cycles holds as well
  const double wanted = ceil(fall / note->ksmps);
  const int n_cycles = !(wanted >= 0)         ? 1
                       : wanted < MOST_CYCLES ? (int)wanted + 1
                                              : MOST_CYCLES;
  if (note->xtratim < n_cycles) {
    note->xtratim = n_cycles;
  }
  level->begun = false; // Numbers of k-rate come with the first k-cycle
  level->rise = 0;
  level->rise_step = 1.0 / fmax(rise, 1.0);
  level->fall = 1;
  level->fall_step = 1.0 / fmax(fall, 1.0);
}

void
csn_level_aim(CsnLevel* level, const INSDS* note, double gain, uint32_t n)
{
  level->gain = level->begun ? level->gain : gain;
  level->gain_step = n ? (gain - level->gain) / n : 0;
  level->begun = true;
  if (!note->relesing) {
    level->fall = 1;
  } else if (!(level->fall < 1)) {
    level->fall = 1.0 - 1e-9; // It has been ended
  }
}

double
csn_level_next(CsnLevel* level, double left)
{
  const double shape = fmin(level->rise, left * level->rise_step);
  const double value = level->gain * fmin(shape, 1.0) * level->fall;
  level->gain += level->gain_step;
  level->rise = fmin(level->rise + level->rise_step, 1.0);
  if (level->fall < 1) {
    level->fall = fmax(level->fall - level->fall_step, 0.0);
  }
  return value;
}
