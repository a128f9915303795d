// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Level: how loud a note of a file is, from its first frame to its last.  A fade
  in begins with the note; a fade out ends with the sound, or follows the end of
  the note; a gain that changes goes there in one k-cycle.
*/

#ifndef CSN_ENGINE_LEVEL_H
#define CSN_ENGINE_LEVEL_H

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdbool.h>
#include <stdint.h>

/** How loud a note is; it goes on from k-cycle to k-cycle. */
typedef struct {
  bool begun;  ///< The first gain is known
  double gain; ///< At the frame that comes next
  double gain_step;
  double rise; ///< Fade in, 0 … 1
  double rise_step;
  double fall; ///< Fade out of a note that is ended, 1 … 0
  double fall_step;
} CsnLevel;

/** Begins with a note, which will last on for the fade out.

    @param rise   Fade in [frames].
    @param fall   Fade out of a note that is ended [frames].
*/
void
csn_level_begin(CsnLevel* level, INSDS* note, double rise, double fall);

/** In each k-cycle: where the gain goes in its n frames. */
void
csn_level_aim(CsnLevel* level, const INSDS* note, double gain, uint32_t n);

/** Returns the level of a frame and goes on; `left` is how many frames are left
    of the sound: with the last of them a fade like the first ends. */
double
csn_level_next(CsnLevel* level, double left);

#endif
