// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Soundfont: a bank of sampled instruments in a SoundFont 2 file.  Engine layer.

  A file is read once, by the worker, and stays until the engine ends.  A preset
  that is to be played gets an index, and its zones are worked out: which sample
  for which keys and velocities, how loud, and tuned how.  No size or index of
  the file is believed.  What is published never changes, so the audio thread
  reads it without asking, in every program.
*/

#ifndef CSN_ENGINE_SOUNDFONT_H
#define CSN_ENGINE_SOUNDFONT_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;
typedef struct CsnCall CsnCall;
typedef struct CsnJob CsnJob;
typedef struct CsnLoadedFont CsnLoadedFont;
typedef struct CsnSoundfont CsnSoundfont;

#define CSN_MAX_PRESETS 512U ///< Indices, with 0, which no preset has
#define CSN_MAX_ZONES 65536U ///< Of a preset
#define CSN_MAX_VOICES 16U   ///< Zones that sound in one note

/** Where a preset plays which sample.  Places count in the file's samples. */
typedef struct {
  uint8_t keys[2];       ///< The first and the last
  uint8_t velocities[2]; ///< Likewise
  bool loops;
  uint32_t begin;
  uint32_t end; ///< The first that is not played
  uint32_t loop_begin;
  uint32_t loop_end;
  double rate;  ///< [Hz]
  double key;   ///< At which it sounds as recorded, tuning included
  double left;  ///< Level
  double right; ///< Level
} CsnZone;

/** A preset that can be played. */
typedef struct {
  const CsnSoundfont* font;
  uint32_t bank;
  uint32_t number;
  const int16_t* samples;
  uint32_t n_samples;
  uint32_t n_zones;
  CsnZone* zones;
} CsnPreset;

/** A preset of a file. */
typedef struct {
  char name[21];
  uint32_t bank;
  uint32_t number;
} CsnPresetName;

/** All of an engine. */
typedef struct CsnSoundfonts {
  CsnLoadedFont* loaded; ///< Under bg.mutex
  _Atomic(CsnPreset*) presets[CSN_MAX_PRESETS];
} CsnSoundfonts;

// The file

/**
   Reads a file.

   @param problem   Set to a static text on failure.
   @return Null: it cannot be read, or is none.
   @owner  must be freed with csn_soundfont_free()
*/
CsnSoundfont*
csn_soundfont_read(const char* path, const char** problem) CSN_NOT_AUDIO;

/** Null is legal. */
void
csn_soundfont_free(CsnSoundfont* font) CSN_NOT_AUDIO;

/** Returns how many presets it has. */
uint32_t
csn_soundfont_count(const CsnSoundfont* font);

/** Tells of one of them, in the order of the file. */
CsnPresetName
csn_soundfont_preset(const CsnSoundfont* font, uint32_t i);

/** Works out one of them; null: no memory, or it has too many zones. */
CsnPreset*
csn_soundfont_work_out(const CsnSoundfont* font, uint32_t i) CSN_NOT_AUDIO;

// All of an engine

/** Returns an empty lot, or null. @thread control */
CsnSoundfonts*
csn_soundfonts_new(void) CSN_NOT_AUDIO;

/** Frees it after all instances; null is legal. */
void
csn_soundfonts_free(CsnSoundfonts* fonts) CSN_NOT_AUDIO;

/** Returns the preset of an index, or null. @thread any */
const CsnPreset*
csn_soundfonts_find(const CsnSoundfonts* fonts, double index);

/** Teaches a new Csound the opcode of the built-in instrument. */
bool
csn_soundfonts_teach(CSOUND* csound) CSN_NOT_AUDIO;

/** Tells a Csound its soundfonts. */
bool
csn_soundfonts_connect(CsnSoundfonts* fonts, CSOUND* csound) CSN_NOT_AUDIO;

/** Where Csound keeps its CsnSoundfonts*: the name of a global variable. */
const char*
csn_soundfonts_variable(void);

/** aleft, aright, kdone csnsoundfont ipreset, ikey, ivelocity, kpitch, kamp */
int
csn_soundfont_begin_rt(CSOUND* csound, void* data);

int
csn_soundfont_play_rt(CSOUND* csound, void* data);

/** Bytes of the opcode's data. */
size_t
csn_soundfont_opcode_size(void);

CsnStatus
csn_job_soundfont_prepare_preset(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_call_soundfont_play(CsnCall* call) CSN_AUDIO;

#endif
