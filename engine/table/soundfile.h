// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Sound file: numbers out of a file, in any format that libsndfile reads.
  Worker.
*/

#ifndef CSN_ENGINE_SOUNDFILE_H
#define CSN_ENGINE_SOUNDFILE_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "table.h"

#include <stddef.h>
#include <stdint.h>

typedef struct {
  void* file;          ///< Of libsndfile
  double rate;         ///< [Hz]
  uint32_t n_channels; ///< In the file
  uint32_t channel;    ///< That is read, 1-based; 0: all
  uint64_t n_frames;   ///< From the place where it was opened
  CsnTableLoops loops; ///< Counted from there
} CsnSoundfile;

/** Finds a file: as it is named, or else in a folder, which may be null.  Too
    long a path becomes empty. */
void
csn_soundfile_find(const char* path,
                   const char* folder,
                   char* found,
                   size_t size) CSN_NOT_AUDIO;

/**
   Opens a file.

   @param folder    Where a relative path is looked for as well; may be null.
   @param skip      Seconds left out at the beginning.
   @param channel   1-based; 0: all of them.
   @param list      Told what is wrong.
   @return CSN_OK; CSN_ERR_IO; CSN_ERR_BAD_ARG: it has no such channel or is
           shorter than what is skipped; CSN_ERR_BAD_DATA: not a sound.
   @owner  must be closed with csn_soundfile_close()
*/
CsnStatus
csn_soundfile_open(CsnSoundfile* sound,
                   const char* path,
                   const char* folder,
                   double skip,
                   uint32_t channel,
                   CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Reads frames, times a factor; what the file does not have is zero. */
void
csn_soundfile_read(CsnSoundfile* sound,
                   double* to,
                   size_t n_frames,
                   double factor) CSN_NOT_AUDIO;

/** Reads frames as they are; returns how many there were. */
size_t
csn_soundfile_read_some(CsnSoundfile* sound,
                        float* to,
                        size_t n_frames) CSN_NOT_AUDIO;

void
csn_soundfile_close(CsnSoundfile* sound) CSN_NOT_AUDIO;

#endif
