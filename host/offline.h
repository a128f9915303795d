// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The offline back end: runs a session block by block as fast as it goes, from
// a timeline and a sound file into a sound file. Its result does not depend on
// the block length. Layer: host, control thread, which is the audio thread too.

#ifndef CSN_HOST_OFFLINE_H
#define CSN_HOST_OFFLINE_H

#include "session.h"
#include "timeline.h"
#include "wav.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The longest render, 24 hours [s].
#define CSN_LONGEST 86400.0

/// What decides the length.
typedef enum {
  CSN_END_FRAMES, ///< `n_frames`
  CSN_END_SCORE,  ///< The program says that its score has ended. If it ends at
                  ///< once and `n_frames` is not 0, as CSN_END_TAIL
  CSN_END_TAIL    ///< 0.5 s of silence after `n_frames`, or 10 s after it
} CsnEnd;

/// A render: what is given, and what came of it.
typedef struct {
  CsnSession* session;
  CsnTimeline* timeline;
  CsnWavReader* input; ///< Null: silence
  CsnWavWriter* output;
  uint32_t n_channels; ///< How many of the plugin's outputs are written
  uint32_t block_low;
  uint32_t block_high;
  uint64_t random; ///< State of the block lengths
  CsnEnd end;
  uint64_t n_frames;    ///< Meaning depends on `end`
  bool ends_in_silence; ///< CSN_END_SCORE: so do 10 s of silence after
                        ///< `n_frames`, where a score may be endless
  bool (*progress)(void* user, uint64_t frame, uint64_t n_frames);
  void* user; ///< Of `progress`, which returns false to stop the render

  uint64_t time;    ///< Frames that the plugin has run
  uint64_t latency; ///< Frames left out at the start
  uint64_t n_written;
  uint64_t n_bad; ///< Samples that are no finite number
  float peak;
  bool is_interrupted;
  uint32_t n_quiet; ///< Frames of silence up to now, in the tail
  bool is_silent;   ///< Silence was the end
  float** inputs;   ///< The graph's input memory, in order
  float** outputs;  ///< The graph's output memory, in order
} CsnOffline;

/**
   Runs until the end.

   @return False: the sound file cannot be written, or memory is short.
   @thread control
*/
bool
csn_offline_run(CsnOffline* offline, char* error, size_t error_size);

#endif
