// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads and samples automation lanes. Layer: host, pure (any thread).

#include "automation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Reads one "T:V" and moves on; false: it is not of this form
static bool
parse_point(const char** text, double rate, CsnPoint* point)
{
  char* end = NULL;
  const double seconds = strtod(*text, &end);
  if (end == *text || *end != ':' || !(seconds >= 0.0 && seconds < 1.0e9)) {
    return false;
  }

  const char* value = end + 1;
  point->value = strtod(value, &end);
  if (end == value || !isfinite(point->value) || (*end && *end != ',')) {
    return false;
  }
  point->frame = (uint64_t)llround(seconds * rate);
  *text = end;
  return true;
}

bool
csn_lane_parse(CsnLane* lane,
               const char* text,
               double rate,
               char* error,
               size_t error_size)
{
  size_t n = 1;
  for (const char* c = text; *c; ++c) {
    n += *c == ',';
  }
  CsnPoint* points = (CsnPoint*)calloc(n, sizeof(CsnPoint));
  if (!points) {
    snprintf(error, error_size, "out of memory");
    return false;
  }

  const char* rest = text;
  for (size_t i = 0; i < n; ++i) {
    const char* start = rest;
    const int length = (int)strcspn(start, ",");
    if (!parse_point(&rest, rate, &points[i])) {
      snprintf(
        error, error_size, "\"%.*s\" is no point SECONDS:VALUE", length, start);
      free(points);
      return false;
    }
    if (i && points[i].frame < points[i - 1U].frame) {
      snprintf(
        error, error_size, "the time of \"%.*s\" goes back", length, start);
      free(points);
      return false;
    }
    rest += *rest == ',';
  }

  lane->points = points;
  lane->n_points = n;
  lane->next = 0;
  return true;
}

void
csn_lane_clear(CsnLane* lane)
{
  free(lane->points);
  memset(lane, 0, sizeof(*lane));
}

// Sets `next` to the first point after the frame
static void
seek(CsnLane* lane, uint64_t frame)
{
  if (lane->next && lane->points[lane->next - 1U].frame > frame) {
    lane->next = 0;
  }
  while (lane->next < lane->n_points &&
         lane->points[lane->next].frame <= frame) {
    ++lane->next;
  }
}

double
csn_lane_value(CsnLane* lane, uint64_t frame)
{
  seek(lane, frame);
  if (!lane->next) {
    return lane->points[0].value;
  }
  const CsnPoint* before = &lane->points[lane->next - 1U];
  if (lane->next == lane->n_points) {
    return before->value;
  }
  const CsnPoint* after = &lane->points[lane->next];
  const double way =
    (double)(frame - before->frame) / (double)(after->frame - before->frame);
  return before->value + way * (after->value - before->value);
}

double
csn_lane_held(CsnLane* lane, uint64_t frame)
{
  seek(lane, frame);
  const uint64_t grid = frame / CSN_AUTOMATION_GRID * CSN_AUTOMATION_GRID;
  const uint64_t point = lane->next ? lane->points[lane->next - 1U].frame : 0U;
  return csn_lane_value(lane, point > grid ? point : grid);
}

uint64_t
csn_lane_next(CsnLane* lane, uint64_t frame)
{
  seek(lane, frame);
  if (lane->next == lane->n_points) {
    return UINT64_MAX;
  }
  const CsnPoint* after = &lane->points[lane->next];
  const bool is_still =
    !lane->next ||
    fabs(lane->points[lane->next - 1U].value - after->value) <= 0.0;
  const uint64_t grid =
    (frame / CSN_AUTOMATION_GRID + 1U) * CSN_AUTOMATION_GRID;
  return is_still || after->frame < grid ? after->frame : grid;
}
