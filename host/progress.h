// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A line of progress on a terminal, for renders that take more than a second.
// Layer: host, control thread.

#ifndef CSN_HOST_PROGRESS_H
#define CSN_HOST_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct {
  double rate; ///< [Hz]
  struct timespec start;
  double last; ///< When the line was written [s]
  bool is_terminal;
  bool is_shown;
} CsnProgress;

/// Starts the clock. Nothing is ever shown if `is_quiet`, or if standard error
/// is no terminal.
void
csn_progress_start(CsnProgress* progress, double rate, bool is_quiet);

/**
   Shows how far a render is, at times.
   @param total  Frames in all, or a day's worth if that is not known.
*/
void
csn_progress_show(CsnProgress* progress, uint64_t frame, uint64_t total);

/// Clears the line.
void
csn_progress_end(CsnProgress* progress);

/// Seconds since the start.
double
csn_progress_seconds(const CsnProgress* progress);

#endif
