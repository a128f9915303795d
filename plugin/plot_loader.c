// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "plot_loader.h"

#include "plot/plot.h"

#include <stdio.h>

bool
csn_plot_loader_init(CsnPlotLoader* loader, const char* bundle_path)
{
  loader->write = NULL;
  return csn_module_init(&loader->module, bundle_path, "csonance-plot.so");
}

void
csn_plot_loader_clear(CsnPlotLoader* loader)
{
  csn_module_clear(&loader->module);
}

CsnStatus
csn_plot_loader_draw(void* data,
                     const CsnPlot* plot,
                     char* problem,
                     size_t problem_size)
{
  CsnPlotLoader* const loader = (CsnPlotLoader*)data;
  if (!loader->write) {
    const char* why = "";
    const CsnModuleFunction write =
      csn_module_find(&loader->module, CSN_PLOT_WRITE, &why);
    if (!write) {
      snprintf(problem, problem_size, "plots cannot be drawn: %s", why);
      return CSN_ERR_UNSUPPORTED;
    }
    loader->write = (CsnPlotWriter)write;
  }
  return loader->write(plot, problem, problem_size);
}
