// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plots: the requests' memory, and the C functions of the methods.  Engine
  layer, control thread.
*/

#include "plot.h"

#include "call/send.h"

#include <stdlib.h>

CsnPlots*
csn_plots_new(CsnEngine* engine)
{
  CsnPlots* const plots = (CsnPlots*)calloc(1, sizeof(CsnPlots));
  for (unsigned i = 0; plots && i < CSN_MAX_PLOTS; ++i) {
    plots->requests[i].engine = engine;
    plots->requests[i].make_room = csn_plot_make_room;
    plots->requests[i].draw = csn_plot_draw;
  }
  return plots;
}

void
csn_plots_free(CsnPlots* plots)
{
  for (unsigned i = 0; plots && i < CSN_MAX_PLOTS; ++i) {
    free(plots->requests[i].data);
  }
  free(plots);
}

CsnStatus
csn_engine_plot_table(CsnEngine* engine,
                      double table,
                      double rate,
                      const char* path,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_PLOT_TABLE, request);
  csn_send_number(&send, table);
  csn_send_number(&send, rate);
  csn_send_text(&send, path);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_plot_table_spectrogram(CsnEngine* engine,
                                  double table,
                                  double rate,
                                  const CsnSpectrogram* how,
                                  const char* path,
                                  uint32_t request)
{
  static const CsnSpectrogram usual = { 2048, 4, -90, 0, 0, 0 };
  const CsnSpectrogram* const like = how ? how : &usual;
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_PLOT_TABLE_SPECTROGRAM, request);
  csn_send_number(&send, table);
  csn_send_number(&send, like->fft_size);
  csn_send_number(&send, like->min_db);
  csn_send_number(&send, like->max_hz);
  csn_send_number(&send, like->overlap);
  csn_send_number(&send, like->min_hz);
  csn_send_number(&send, rate > 0 ? rate : 44100);
  csn_send_number(&send, like->channel);
  csn_send_text(&send, path);
  return csn_send_end(engine, &send);
}
