// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plots: the pictures of tables.  Plot layer: a module of its own beside the
  plugin, which is loaded when the first plot is asked for, so that the plugin
  itself needs no drawing library.
*/

#ifndef CSN_PLOT_PLOT_H
#define CSN_PLOT_PLOT_H

#include "engine/csonance_plot.h"

#include <stddef.h>

#if defined(__GNUC__)
#  define CSN_PLOT_EXPORT __attribute__((visibility("default")))
#else
#  define CSN_PLOT_EXPORT
#endif

/** The name of the function below, and its type, for who loads the module. */
#define CSN_PLOT_WRITE "csn_plot_write"
typedef CsnStatus (*CsnPlotWrite)(const CsnPlot* plot,
                                  char* problem,
                                  size_t problem_size);

/**
   Draws a plot into its file, which appears complete or not at all.

   A page is 1000 units wide, and 400 high for one channel; PNG has two pixels
   for each.  No more than eight channels are shown.

   @param problem  One sentence, on failure.
   @return CSN_OK; CSN_ERR_BAD_ARG: the plot makes no sense; CSN_ERR_IO: see
           `problem`.
   @thread any one that may wait: it allocates, and writes a file
*/
CSN_PLOT_EXPORT CsnStatus
csn_plot_write(const CsnPlot* plot, char* problem, size_t problem_size);

#endif
