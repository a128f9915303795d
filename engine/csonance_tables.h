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
   Calls after it wait until the table is there.

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

/**
   Replaces all numbers of a table.

   Up to 4000 numbers are there at once; more are written by and by, some 16000
   in each k-cycle, and the reply comes after the last.

   @param n         As many as the table has, or more, which are left out.
   @param request   The reply's text says whether numbers were left out.
   @return CSN_OK; CSN_ERR_BAD_ARG: none, or more than a table has;
           CSN_ERR_FULL; CSN_ERR_NO_MEMORY.
   @thread control
   @source Engine.fillTable
*/
CSN_API CsnStatus
csn_engine_fill_table(CsnEngine* engine,
                      int tabnum,
                      const double* data,
                      size_t n,
                      uint32_t request);

/**
   Frees a table that a message has made, after a delay [s].  Notes that read it
   go on.

   @thread control
   @source Engine.freeTable
*/
CSN_API CsnStatus
csn_engine_free_table(CsnEngine* engine, int tabnum, double delay);

/**
   Asks for numbers of a table, which are the reply's values.

   @param begin   Index of the first.
   @param count   4096 at most; negative: all that are left, or 4096.
   @thread control
   @source Engine.getTableData
*/
CSN_API CsnStatus
csn_engine_get_table_data(CsnEngine* engine,
                          int tabnum,
                          uint32_t begin,
                          int count,
                          uint32_t request);

/**
   Says that a table is a sound.

   @param sr           Its rate [Hz].
   @param n_channels   Divides the table's size.
   @param delay        Seconds from now.
   @thread control
   @source Engine.setTableMetadata
*/
CSN_API CsnStatus
csn_engine_set_table_metadata(CsnEngine* engine,
                              int tabnum,
                              double sr,
                              uint32_t n_channels,
                              double delay,
                              uint32_t request);

/** Asks whether there is a table: the reply's value is 1 or 0. */
CSN_API CsnStatus
csn_engine_table_exists(CsnEngine* engine, int tabnum, uint32_t request);

/** How a sample is played; csn_engine_play_sample_defaults() fills it in. */
typedef struct {
  double delay;  ///< [s]
  uint32_t chan; ///< First output channel, from 1
  double speed;  ///< 1: as recorded; p5 of the note
  double gain;   ///< p4 of the note
  double fade;   ///< In and out [s]; two k-cycles at least
  double start;  ///< Where in the sound to begin [s]
  double lag;    ///< With which gain and speed follow csn_engine_setp() [s]
  double dur;    ///< [s]; negative: to the end of the sound
} CsnSampleArgs;

/** Fills in what is played where nothing is said. @thread any */
CSN_API void
csn_engine_play_sample_defaults(CsnSampleArgs* args);

/**
   Plays the sound in a table.

   @param args      Null: the defaults.
   @param request   The reply's value is the p1 of the note.
   @thread control
   @source Engine.playSample
*/
CSN_API CsnStatus
csn_engine_play_sample(CsnEngine* engine,
                       int tabnum,
                       const CsnSampleArgs* args,
                       uint32_t request);

/**
   Plays noise or a sine on one channel after the other.

   @param period    Seconds on each.
   @param mode      "pink" or "sine"; null: pink.
   @param gaindb    [dBFS]
   @param request   The reply's value is the p1 of the note.
   @thread control
   @source Engine.testAudio
*/
CSN_API CsnStatus
csn_engine_test_audio(CsnEngine* engine,
                      double dur,
                      double delay,
                      double period,
                      const char* mode,
                      double gaindb,
                      uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
