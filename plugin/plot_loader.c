// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "plot_loader.h"

#include "plot/plot.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_plot_loader_init(CsnPlotLoader* loader, const char* bundle_path)
{
  static const char name[] = "csonance-plot.so";
  const size_t length = strlen(bundle_path);
  const bool has_slash = length && bundle_path[length - 1U] == '/';
  const size_t size = length + sizeof(name) + 1U;
  loader->module = NULL;
  loader->write = NULL;
  loader->path = (char*)malloc(size);
  if (loader->path) {
    snprintf(
      loader->path, size, "%s%s%s", bundle_path, has_slash ? "" : "/", name);
  }
  return loader->path != NULL;
}

void
csn_plot_loader_clear(CsnPlotLoader* loader)
{
  free(loader->path);
  loader->path = NULL;
}

CsnStatus
csn_plot_loader_draw(void* data,
                     const CsnPlot* plot,
                     char* problem,
                     size_t problem_size)
{
  CsnPlotLoader* const loader = (CsnPlotLoader*)data;
  if (!loader->write) {
    if (!loader->module) {
      loader->module = dlopen(loader->path, RTLD_NOW | RTLD_LOCAL);
    }
    void* const symbol =
      loader->module ? dlsym(loader->module, CSN_PLOT_WRITE) : NULL;
    if (!symbol) {
      const char* const why = dlerror();
      snprintf(problem,
               problem_size,
               "plots cannot be drawn: %s",
               why ? why : "");
      return CSN_ERR_UNSUPPORTED;
    }
    // C has no other way from an object's pointer to a function's
    memcpy(&loader->write, &symbol, sizeof(symbol));
  }
  return loader->write(plot, problem, problem_size);
}
