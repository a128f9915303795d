// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation lanes: values over time, linear between points. A port has one
// value a block, so a moving lane is sampled every 64 frames and at each of its
// points, whatever the block length is. Layer: host, pure (any thread).

#ifndef CSN_HOST_AUTOMATION_H
#define CSN_HOST_AUTOMATION_H

#include "controls.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Frames between two samples of a moving lane.
#define CSN_AUTOMATION_GRID 64U

typedef struct {
  uint64_t frame;
  double value; ///< In the program's or the port's units
} CsnPoint;

/// One lane. Times never fall; equal times make a step.
typedef struct {
  CsnPoint* points;
  size_t n_points;
  size_t next; ///< First point after the last frame asked for
} CsnLane;

/**
   Reads "T:V,T:V,…": times in seconds and values.

   @param lane  Set on success; to be cleared with csn_lane_clear().
   @param error One line on failure.
   @return False: the text is not of this form.
*/
bool
csn_lane_parse(CsnLane* lane,
               const char* text,
               double rate,
               char* error,
               size_t error_size);

/// Frees a lane's points.
void
csn_lane_clear(CsnLane* lane);

/**
   The value at a frame: the first point's before it, the last point's after.

   Asking in the order of time is fast; going back is allowed.
*/
double
csn_lane_value(CsnLane* lane, uint64_t frame);

/**
   The value that the port has at a frame: that of the last sample before it,
   so that it does not matter where blocks begin.
*/
double
csn_lane_held(CsnLane* lane, uint64_t frame);

/// The next frame after `frame` at which the lane must be sampled again;
/// UINT64_MAX: never.
uint64_t
csn_lane_next(CsnLane* lane, uint64_t frame);

#endif
