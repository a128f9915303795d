// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Sound files in and out by libsndfile: any format in, 32-bit float WAV out.
// Both stream, so that length costs no memory. Layer: host, control thread.

#ifndef CSN_HOST_WAV_H
#define CSN_HOST_WAV_H

#include <sndfile.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A sound file being read.
typedef struct {
  SNDFILE* file;
  uint32_t n_channels;
  double rate;
  uint64_t n_frames;
  float* block; ///< Interleaved
} CsnWavReader;

/**
   Opens a sound file.
   @return The reader, to be closed with csn_wav_reader_close(); null: `error`.
*/
CsnWavReader*
csn_wav_reader_open(const char* path, char* error, size_t error_size);

/// Closes the file; null is allowed.
void
csn_wav_reader_close(CsnWavReader* reader);

/**
   Reads the next frames, one channel each; silence after the end.

   @param channels  n_channels pointers; those that the file lacks become
                    silent, those that the host lacks are dropped. A file of
                    one channel goes to the first two.
*/
void
csn_wav_read(CsnWavReader* reader,
             float* const* channels,
             uint32_t n_channels,
             uint32_t n_frames);

/// A sound file being written beside its target, until it is complete.
typedef struct {
  SNDFILE* file;
  char* path;
  char* part; ///< The temporary file
  uint32_t n_channels;
  uint64_t n_frames;
  uint64_t limit; ///< Frames that fit into the format
  float* block;   ///< Interleaved
  uint32_t used;  ///< Frames in the block
} CsnWavWriter;

/**
   Begins a sound file.

   @param n_frames  The length if it is known, else 0.
   @return The writer, to be ended with csn_wav_writer_close(); null: `error`.
*/
CsnWavWriter*
csn_wav_writer_open(const char* path,
                    double rate,
                    uint32_t n_channels,
                    uint64_t n_frames,
                    char* error,
                    size_t error_size);

/**
   Appends frames `offset` .. `offset + n_frames - 1` of the channels.
   @return False: the disk is full or the file too long; see `error`.
*/
bool
csn_wav_write(CsnWavWriter* writer,
              const float* const* channels,
              uint32_t offset,
              uint32_t n_frames,
              char* error,
              size_t error_size);

/**
   Ends the file; null is allowed.

   @param is_good  True: the file takes its name; false: nothing is left.
   @return False: the file could not be completed; nothing is left.
*/
bool
csn_wav_writer_close(CsnWavWriter* writer,
                     bool is_good,
                     char* error,
                     size_t error_size);

#endif
