// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plots, the worker's side: room for a table's copy, and the picture.  All of
  it under bg.mutex.
*/

#include "plot.h"

#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void
csn_plot_make_room(void* request)
{
  CsnPlotRequest* const plot = (CsnPlotRequest*)request;
  plot->data = (double*)malloc(plot->plot.n * sizeof(double));
  if (!plot->data) {
    plot->problem = "there is no memory for a copy of the table";
  }
  atomic_store_explicit(&plot->state, CSN_PLOT_COPYING, memory_order_release);
}

/* Finds a file in the user's cache folder, which is made if need be. */
static bool
find_path(CsnPlotRequest* request)
{
  const char* const cache = getenv("XDG_CACHE_HOME");
  const char* const home = getenv("HOME");
  const bool has_cache = cache && cache[0] == '/';
  char* const path = request->path;
  if (!has_cache && (!home || home[0] != '/')) {
    return false;
  }
  int n = snprintf(path,
                   CSN_PLOT_PATH,
                   "%s%s",
                   has_cache ? cache : home,
                   has_cache ? "" : "/.cache");
  if (n < 0 || (size_t)n + 64U > CSN_PLOT_PATH) {
    return false;
  }
  (void)mkdir(path, 0700);
  size_t used = (size_t)n;
  used += (size_t)snprintf(path + used, CSN_PLOT_PATH - used, "/csonance");
  (void)mkdir(path, 0700); // Where that fails, the file cannot be written
  snprintf(path + used,
           CSN_PLOT_PATH - used,
           "/table-%u%s.png",
           request->plot.table,
           request->plot.is_spectrum ? "-spectrogram" : "");
  return true;
}

static CsnStatus
draw(CsnPlotRequest* request, char* problem, size_t size)
{
  const CsnConfig* const config = &request->engine->config;
  if (request->problem) {
    snprintf(problem, size, "%s", request->problem);
    return request->data ? CSN_ERR_BAD_CALL : CSN_ERR_NO_MEMORY;
  }
  if (!request->path[0] && !find_path(request)) {
    snprintf(problem, size, "there is no cache folder: give a path");
    return CSN_ERR_IO;
  }
  request->plot.path = request->path;
  request->plot.data = request->data;
  return config->plot(config->plot_data, &request->plot, problem, size);
}

void
csn_plot_draw(void* request)
{
  CsnPlotRequest* const plot = (CsnPlotRequest*)request;
  char problem[CSN_PLOT_PATH + 256U] = "";
  const CsnStatus st = draw(plot, problem, sizeof(problem));
  const char* const text = !st          ? plot->path
                           : problem[0] ? problem
                                        : csn_strerror(st);
  if (plot->request || st) {
    const CsnReply reply = { .type = st ? CSN_REPLY_FAILED : CSN_REPLY_DONE,
                             .status = st,
                             .request = plot->request,
                             .door = plot->door,
                             .length = strlen(text),
                             .text = text };
    csn_engine_reply_bg(plot->engine, &reply);
  }
  free(plot->data);
  plot->data = NULL;
  atomic_store_explicit(&plot->state, CSN_PLOT_FREE, memory_order_release);
}
