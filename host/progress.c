// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Shows progress on a terminal. Layer: host, control thread.

#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIRST_SECONDS 1.0
#define STEP_SECONDS 0.2
#define DAY_SECONDS 86400.0

void
csn_progress_start(CsnProgress* progress, double rate, bool is_quiet)
{
  memset(progress, 0, sizeof(*progress));
  progress->rate = rate;
  progress->is_terminal = !is_quiet && isatty(STDERR_FILENO);
  clock_gettime(CLOCK_MONOTONIC, &progress->start);
}

double
csn_progress_seconds(const CsnProgress* progress)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - progress->start.tv_sec) +
         1.0e-9 * (double)(now.tv_nsec - progress->start.tv_nsec);
}

void
csn_progress_show(CsnProgress* progress, uint64_t frame, uint64_t total)
{
  if (!progress->is_terminal) {
    return;
  }
  const double now = csn_progress_seconds(progress);
  if (now < FIRST_SECONDS || now - progress->last < STEP_SECONDS) {
    return;
  }

  const double done = (double)frame / progress->rate;
  const double all = (double)total / progress->rate;
  if (all < DAY_SECONDS && total) {
    fprintf(stderr,
            "\r\033[K%3.0f %%  %.1f of %.1f s  %.1f times real time",
            100.0 * done / all,
            done,
            all,
            done / now);
  } else {
    fprintf(stderr, "\r\033[K%.1f s  %.1f times real time", done, done / now);
  }
  fflush(stderr);
  progress->last = now;
  progress->is_shown = true;
}

void
csn_progress_end(CsnProgress* progress)
{
  if (progress->is_shown) {
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->is_shown = false;
  }
}
