// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, sound: what is played from files.  Part of csonance.h; include that
  one.  Sounds in tables are in csonance_tables.h.
*/

#ifndef CSN_ENGINE_CSONANCE_SOUND_H
#define CSN_ENGINE_CSONANCE_SOUND_H

#include "csonance_types.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/**
   Plays a sound file, of any format that libsndfile knows, while the worker
   reads it.  The note ends itself with the sound.

   @param delay     Seconds from now.
   @param chan      Output of its first channel, from 1; 0 is 1.
   @param speed     1: as recorded; 0 … 64; p5 of the note.  Its p4 is a gain.
   @param fade      In and out [s]; two k-cycles at least.
   @param request   The reply's value is the p1 of the note.
   @return CSN_OK; CSN_ERR_FULL.
   @thread control
   @source Engine.playSoundFromDisk
*/
CSN_API CsnStatus
csn_engine_play_sound_from_disk(CsnEngine* engine,
                                const char* path,
                                double delay,
                                uint32_t chan,
                                double speed,
                                double fade,
                                uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
