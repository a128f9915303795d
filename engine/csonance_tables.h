// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, tables: lists of numbers and sounds that notes read.  Part of
  csonance.h; include that one.

  A table that is made here belongs to the engine: it is there in every program
  that is loaded later, under the same number.  Numbers that are given are 300
  to 2299, the lowest first.
*/

#ifndef CSN_ENGINE_CSONANCE_TABLES_H
#define CSN_ENGINE_CSONANCE_TABLES_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/**
   Makes a table of zeros.

   @param size         Numbers, all channels together.
   @param n_channels   Of a sound, interleaved; divides the size.
   @param sr           Of a sound [Hz]; 0: it is none.
   @param delay        Seconds from now.
   @param request      The reply's value is the table's number.
   @thread control
   @source Engine.makeEmptyTable
*/
CSN_API CsnStatus
csn_engine_make_empty_table(CsnEngine* engine,
                            double size,
                            uint32_t n_channels,
                            double sr,
                            double delay,
                            uint32_t request);

/**
   Makes a table of numbers, or a sound.

   @param data         n_frames * n_channels numbers, interleaved; copied.
   @param sr           Of a sound [Hz]; 0: it is none.
   @param tabnum       Its number, or -1: one is given.
   @param request      The reply's value is the table's number.
   @return CSN_OK; CSN_ERR_NO_MEMORY, CSN_ERR_FULL.
   @thread control
   @source Engine.makeTable
*/
CSN_API CsnStatus
csn_engine_make_table(CsnEngine* engine,
                      const double* data,
                      size_t n_frames,
                      uint32_t n_channels,
                      double sr,
                      int tabnum,
                      uint32_t request);

/**
   Reads a sound file, of any format that libsndfile knows, into a table.

   @param tabnum    Its number, or -1: one is given.
   @param channel   1-based, or 0: all, interleaved.
   @param skip      Seconds left out at the beginning.
   @param request   The reply's value is the table's number.
   @thread control
   @source Engine.readSoundfile
*/
CSN_API CsnStatus
csn_engine_read_soundfile(CsnEngine* engine,
                          const char* path,
                          int tabnum,
                          uint32_t channel,
                          double skip,
                          uint32_t request);

/**
   Asks for what a table is, whoever has made it.

   @param request   The reply has five values: rate [Hz, 0: not a sound], size,
                    channels, frames, and whether the size counts a guard point;
                    and its file as text.
   @thread control
   @source Engine.tableInfo
*/
CSN_API CsnStatus
csn_engine_table_info(CsnEngine* engine, int tabnum, uint32_t request);

/**
   Writes one number into a table, after a delay [s].

   @thread control
   @source Engine.tableWrite
*/
CSN_API CsnStatus
csn_engine_table_write(CsnEngine* engine,
                       int tabnum,
                       uint32_t index,
                       double value,
                       double delay);

#ifdef __cplusplus
}
#endif

#endif
