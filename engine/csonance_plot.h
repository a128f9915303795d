// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, plots: pictures of tables.  Include csonance.h.

  The engine only reads the table, in slices that no block notices; who draws
  is said by CsnConfig.plot.
*/

#ifndef CSN_ENGINE_CSONANCE_PLOT_H
#define CSN_ENGINE_CSONANCE_PLOT_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** What a spectrogram is to show. */
typedef struct {
  uint32_t fft_size; ///< Frames of a window, even, 16 … 65536
  uint32_t overlap;  ///< Windows that each frame is in, 1 … 64
  double min_db;     ///< Level of the darkest colour [dBFS], below 0
  double min_hz;     ///< Lower edge [Hz]
  double max_hz;     ///< Upper edge [Hz]; 0: half the rate
  uint32_t channel;  ///< The first is 0
} CsnSpectrogram;

/** What CsnConfig.plot is to draw; valid for the call. */
struct CsnPlot {
  const char* path;   ///< File to write: SVG where it ends in .svg, else PNG
  uint32_t table;     ///< Number
  const double* data; ///< Interleaved
  size_t n;           ///< Numbers in all
  uint32_t n_channels;
  double rate;        ///< [Hz]; 0: not known, these are no samples in time
  double zero_dbfs;   ///< Full scale
  bool is_spectrum;   ///< A spectrogram, of which there is a rate
  CsnSpectrogram how; ///< … as said here
};

/**
   Draws a table as PNG or SVG: as a waveform over time where its rate is
   known, else as values over their index.

   @param rate     [Hz]; 0: the table's own, if it has one.
   @param path     Ends in .png or .svg; null: a file in the user's cache
                   folder.
   @param request  The reply comes when it is drawn; its text is the path.
   @thread control
   @source Engine.plotTable
*/
CSN_API CsnStatus
csn_engine_plot_table(CsnEngine* engine,
                      double table,
                      double rate,
                      const char* path,
                      uint32_t request);

/**
   Draws the spectrogram of a table.

   @param rate  [Hz], where the table has none of its own; 0: 44100.
   @param how   Null: 2048, 4, -90 dB, all frequencies, the first channel.
   @param path  As for csn_engine_plot_table().
   @thread control
   @source Engine.plotTableSpectrogram
*/
CSN_API CsnStatus
csn_engine_plot_table_spectrogram(CsnEngine* engine,
                                  double table,
                                  double rate,
                                  const CsnSpectrogram* how,
                                  const char* path,
                                  uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
