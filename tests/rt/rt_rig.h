// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file rt_rig.h
   An engine whose every audio call is watched (layer: tests). The worker is a
   thread that looks for work now and then, so that asking for it costs the
   audio thread nothing; or it is the test itself, between two blocks.
*/

#ifndef CSN_TESTS_RT_RIG_H
#define CSN_TESTS_RT_RIG_H

#include "engine/engine.h"
#include "rt_guard.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RT_MAX_BLOCK 4096U

typedef struct {
  CsnEngine* engine;
  bool threaded;
  pthread_t worker;
  atomic_bool wanted;
  atomic_bool stop;
  uint32_t n_done; ///< Replies of their type since the last reset
  uint32_t n_failed;
  uint32_t n_loaded;
  uint32_t n_errors;
  uint32_t n_full; ///< Calls that found no room
  float in[2][RT_MAX_BLOCK];
  float out[2][RT_MAX_BLOCK];
  double sum; ///< Of the squares of the last block
} RtRig;

/** Returns a rig with this program live; ends the test where that fails. */
RtRig*
rt_rig_open(const char* program, uint32_t fixed_block, bool threaded);

void
rt_rig_close(RtRig* rig);

/** Begins to count. */
void
rt_rig_reset(RtRig* rig);

/** One block, and the replies to it. */
void
rt_rig_block(RtRig* rig, uint32_t n_frames);

/** Blocks of n frames for at least this many seconds. */
void
rt_rig_run(RtRig* rig, double seconds, uint32_t n_frames);

/** One method line in the coming block. */
void
rt_rig_line(RtRig* rig, uint32_t frame, uint32_t request, const char* line);

/** One text method in the coming block. */
void
rt_rig_text(RtRig* rig, const char* method, const char* text, uint32_t request);

/** One MIDI message in the coming block. */
void
rt_rig_midi(RtRig* rig, uint32_t frame, uint8_t a, uint8_t b, uint8_t c);

/** Moves a control. */
void
rt_rig_control(RtRig* rig, uint32_t index, float value);

/** Asserts that nothing was counted but the locks within Csound, which it has
    with itself alone. */
void
rt_rig_expect_nothing(void);

/** Asserts that we ourselves did nothing, whatever Csound did. */
void
rt_rig_expect_nothing_of_ours(void);

#endif
