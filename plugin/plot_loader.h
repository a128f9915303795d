// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plot loader: opens the module that draws plots when the first one is asked
  for.  Where a library that it needs is missing, only plots are.  Plugin layer,
  worker.
*/

#ifndef CSN_PLUGIN_PLOT_LOADER_H
#define CSN_PLUGIN_PLOT_LOADER_H

#include "csonance.h"
#include "module.h"

#include <stdbool.h>
#include <stddef.h>

/** As csn_plot_write(). */
typedef CsnStatus (*CsnPlotWriter)(const CsnPlot* plot,
                                   char* problem,
                                   size_t problem_size);

typedef struct {
  CsnModule module;
  CsnPlotWriter write; ///< Null: not needed yet
} CsnPlotLoader;

/** Remembers where the module is; false: no memory. @thread control */
bool
csn_plot_loader_init(CsnPlotLoader* loader, const char* bundle_path);

/** Frees what it holds. @thread control */
void
csn_plot_loader_clear(CsnPlotLoader* loader);

/** CsnConfig.plot; the data is the loader. @thread worker */
CsnStatus
csn_plot_loader_draw(void* data,
                     const CsnPlot* plot,
                     char* problem,
                     size_t problem_size);

#endif
