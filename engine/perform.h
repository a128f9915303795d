// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Perform: an instance's k-cycles.  Moves the host's frames into and out of
  Csound's buffers, which serve as the delay of one k-cycle where there is one,
  and performs when a k-cycle is full.

  Buffered: frame n goes in at n and comes out at n + ksmps, at any block
  length.  Aligned: each k-cycle lies within one block, and comes out at n.
*/

#ifndef CSN_ENGINE_PERFORM_H
#define CSN_ENGINE_PERFORM_H

#include "base/attributes.h"
#include "worker/instance.h"

#include <stdbool.h>
#include <stdint.h>

/** The host's buffers; a null one is silence, or is dropped. */
typedef struct {
  const float* const* inputs;
  float* const* outputs;
  uint32_t n_inputs;
  uint32_t n_outputs;
} CsnAudio;

/** How the output is treated on its way out. */
typedef struct {
  float gain;         ///< Of the first frame
  float gain_step;    ///< Added at each frame, until gain is 0 or 1
  bool add;           ///< Add to what is there already
  bool limit;         ///< Cut what is louder than +24 dB
  bool open;          ///< Let everything through; count only
  uint64_t n_guarded; ///< Counts the samples that were not let through
} CsnOutput;

/** Called with the engine's frame of a k-cycle's first sample. */
typedef void (*CsnCycleFunc)(void* data, CsnInstance* instance, int64_t frame);

/** The same, of an instance whose score has ended. */
typedef void (*CsnEndedFunc)(void* data,
                             const CsnInstance* instance,
                             int64_t frame);

/** What happens around a k-cycle; all of it on the audio thread. */
typedef struct {
  CsnCycleFunc before;
  CsnCycleFunc after;
  CsnEndedFunc ended; ///< In its place the score would have stopped
  void* data;
} CsnCycleHooks;

/**
   Performs the frames [begin, end) of a block.

   @param now   Engine's frame of `begin`.
*/
void
csn_perform_frames(CsnInstance* instance,
                   const CsnCycleHooks* hooks,
                   const CsnAudio* audio,
                   CsnOutput* output,
                   int64_t now,
                   uint32_t begin,
                   uint32_t end) CSN_AUDIO;

/** Goes over from aligned to buffered, for a host that broke its promise. */
void
csn_perform_buffer(CsnInstance* instance) CSN_AUDIO;

#endif
