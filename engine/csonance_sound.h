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

/**
   Reads a SoundFont 2 file, unless it has been read, and prepares a preset.

   @param bank      Of the preset; -1, as its number: the first there is.
   @param preset    Its number, from 0.
   @param request   The reply's value is an index for
                    csn_engine_soundfont_play(); its text the preset's name, or,
                    where none was named, those of all presets, a line each:
                    BANK:NUMBER NAME.
   @return CSN_OK; CSN_ERR_FULL.
   @thread control
   @source Engine.soundfontPreparePreset
*/
CSN_API CsnStatus
csn_engine_soundfont_prepare_preset(CsnEngine* engine,
                                    const char* path,
                                    int bank,
                                    int preset,
                                    uint32_t request);

/** How a note of a soundfont is played;
    csn_engine_soundfont_play_defaults() fills it in. */
typedef struct {
  double amp;    ///< p5 of the note, which follows csn_engine_setp()
  double delay;  ///< Seconds from now
  double dur;    ///< [s]; negative: until its samples are over
  double vel;    ///< Velocity, 0 … 127; negative: amp * 127
  uint32_t chan; ///< Output of its left channel, from 1; right is the next
} CsnSoundfontArgs;

/** Fills in what is played where nothing is said. @thread any */
CSN_API void
csn_engine_soundfont_play_defaults(CsnSoundfontArgs* args);

/**
   Plays a note of a preset that has been prepared.

   @param pitch     MIDI note number, with fractions, 0 … 127; p4 of the note,
                    which follows csn_engine_setp(), with the same samples.
   @param args      Null: the defaults.
   @param request   The reply's value is the p1 of the note.
   @return CSN_OK; CSN_ERR_FULL.
   @thread control
   @source Engine.soundfontPlay
*/
CSN_API CsnStatus
csn_engine_soundfont_play(CsnEngine* engine,
                          int index,
                          double pitch,
                          const CsnSoundfontArgs* args,
                          uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
