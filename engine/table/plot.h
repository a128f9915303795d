// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plot: a table on its way to a picture.  Engine layer.

  The call, on the audio thread, looks the table up.  The worker makes room for
  a copy of it, the audio thread fills that, so many numbers a block, and the
  worker has the picture drawn and answers the call.  Who may touch a request
  is told by its state.
*/

#ifndef CSN_ENGINE_PLOT_H
#define CSN_ENGINE_PLOT_H

#include "base/attributes.h"
#include "csonance.h"
#include "csonance_plot.h"
#include "worker/delivery.h"
#include "worker/instance.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_PLOTS 8U      ///< At once
#define CSN_PLOT_PATH 4096U   ///< Bytes of a path
#define CSN_PLOT_SLICE 16384U ///< Numbers that are copied in a block

typedef enum {
  CSN_PLOT_FREE,    ///< Audio: nobody uses it
  CSN_PLOT_ASKING,  ///< Audio: the worker is to be told, there was no room
  CSN_PLOT_WAITING, ///< Worker: makes room
  CSN_PLOT_COPYING, ///< Audio: fills it
  CSN_PLOT_FILLED,  ///< Audio: the worker is to be told, there was no room
  CSN_PLOT_DRAWING  ///< Worker: draws and answers
} CsnPlotState;

typedef struct {
  CsnEngine* engine;
  CsnDispose make_room; ///< The worker's two parts
  CsnDispose draw;
  atomic_int state; ///< CsnPlotState
  CsnPlot plot;
  char path[CSN_PLOT_PATH]; ///< Empty: a file in the cache folder
  uint32_t request;
  uint32_t door;
  const CsnInstance* instance; ///< Whose table it is
  const void* table;           ///< Csound's own record of it
  const double* source;
  size_t length; ///< Csound's
  double* data;
  size_t n_copied;
  const char* problem; ///< Why it cannot be; static
} CsnPlotRequest;

typedef struct {
  CsnPlotRequest requests[CSN_MAX_PLOTS];
} CsnPlots;

/** Returns requests that are free; null: no memory. */
CsnPlots*
csn_plots_new(CsnEngine* engine) CSN_NOT_AUDIO;

/** Frees them; null is legal. */
void
csn_plots_free(CsnPlots* plots) CSN_NOT_AUDIO;

/** Goes on with what is being copied, once a block. */
void
csn_plots_copy_rt(CsnEngine* engine) CSN_AUDIO;

/** Makes room for a request's copy; a CsnDispose. */
void
csn_plot_make_room(void* request) CSN_NOT_AUDIO;

/** Has a request drawn, answers it and lets it go; a CsnDispose. */
void
csn_plot_draw(void* request) CSN_NOT_AUDIO;

#endif
