// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Soundfont, the audio thread's side: the opcode that plays a note of a preset,
  with the sound of Csound's own sfplay3, but in any file.

    aleft, aright, kdone csnsoundfont ipreset, ikey, ivelocity, kpitch, kamp

  The key and the velocity choose the samples; the pitch, a MIDI note number
  with fractions, is what is heard.  It fades in in 10 ms and out in 100 ms.
  kdone is 1 when all samples are over.
*/

#include "soundfont.h"

#include "engine.h"
#include "level.h"

#include <math.h>
#include <string.h>

#define RISE 0.01        ///< [s]
#define FALL 0.1         ///< [s]
#define MOST_STEP 1024.0 ///< Samples for a frame

typedef struct {
  const CsnZone* zone;
  double place; ///< Of the file's samples
  bool looping; ///< It has come to its loop
  bool over;
} Voice;

typedef struct {
  OPDS h;
  MYFLT* left;
  MYFLT* right;
  MYFLT* done;
  MYFLT* index;
  MYFLT* key;
  MYFLT* velocity;
  MYFLT* pitch;
  MYFLT* amp;
  const CsnPreset* preset;
  double rate;
  double full; ///< What Csound calls 1
  CsnLevel level;
  uint32_t n_voices;
  Voice voices[CSN_MAX_VOICES];
} Play;

const char*
csn_soundfonts_variable(void)
{
  return "csonance.soundfonts";
}

size_t
csn_soundfont_opcode_size(void)
{
  return sizeof(Play);
}

const CsnPreset*
csn_soundfonts_find(const CsnSoundfonts* fonts, double index)
{
  return index >= 1 && index < CSN_MAX_PRESETS
           ? atomic_load_explicit(&fonts->presets[(uint32_t)index],
                                  memory_order_acquire)
           : NULL;
}

static bool
is_within(const uint8_t range[2], double value)
{
  return value >= range[0] && value <= range[1];
}

int
csn_soundfont_begin_rt(CSOUND* csound, void* data)
{
  Play* const op = (Play*)data;
  CsnSoundfonts* const* const found =
    (CsnSoundfonts* const*)
      csound->QueryGlobalVariable(csound, csn_soundfonts_variable());
  csn_role_enter_audio();
  op->n_voices = 0;
  op->rate = csound->GetSr(csound);
  op->full = csound->Get0dBFS(csound);
  op->preset = found && *found ? csn_soundfonts_find(*found, *op->index) : NULL;
  *op->done = 0;
  if (!found) {
    return OK; // A Csound that only tries code
  }
  if (!op->preset) {
    return csound->InitError(csound,
                             "csnsoundfont: no preset has the index %.15g",
                             *op->index);
  }
  for (uint32_t i = 0; i < op->preset->n_zones; ++i) {
    const CsnZone* const zone = &op->preset->zones[i];
    if (op->n_voices < CSN_MAX_VOICES &&
        is_within(zone->keys, floor(*op->key)) &&
        is_within(zone->velocities, floor(*op->velocity))) {
      const Voice voice = { .zone = zone, .place = zone->begin };
      op->voices[op->n_voices++] = voice;
    }
  }
  csn_level_begin(&op->level,
                  op->h.insdshead,
                  RISE * op->rate,
                  FALL * op->rate);
  return OK;
}

/* Between four samples, by the cubic that goes through them. */
CSN_AUDIO static double
between(const CsnPreset* preset, double place)
{
  const double whole = floor(place);
  const double x = place - whole;
  const int64_t first = (int64_t)whole - 1;
  double s[4];
  for (int64_t i = 0; i < 4; ++i) {
    const int64_t at = first + i;
    s[i] = at >= 0 && at < preset->n_samples ? preset->samples[at] : 0;
  }
  return -x * (x - 1.0) * (x - 2.0) / 6.0 * s[0] +
         (x + 1.0) * (x - 1.0) * (x - 2.0) / 2.0 * s[1] -
         (x + 1.0) * x * (x - 2.0) / 2.0 * s[2] +
         (x + 1.0) * x * (x - 1.0) / 6.0 * s[3];
}

/* Goes on by one frame. */
CSN_AUDIO static void
step(Voice* voice, double by)
{
  const CsnZone* const zone = voice->zone;
  voice->place += by;
  if (!zone->loops) {
    voice->over = voice->place >= zone->end;
    return;
  }
  voice->looping = voice->looping || voice->place >= zone->loop_begin;
  if (voice->looping && voice->place >= zone->loop_end) {
    const double length = zone->loop_end - zone->loop_begin;
    voice->place =
      zone->loop_begin + fmod(voice->place - zone->loop_begin, length);
  }
}

/* Adds the frames from `begin` on, as loud as the levels say. */
CSN_AUDIO static void
add(Play* op, Voice* voice, uint32_t begin, uint32_t end)
{
  const CsnZone* const zone = voice->zone;
  const double wanted =
    exp2((*op->pitch - zone->key) / 12.0) * zone->rate / op->rate;
  const double by = wanted > 0 ? fmin(wanted, MOST_STEP) : 0.0;
  for (uint32_t i = begin; i < end && !voice->over; ++i) {
    const double sample = between(op->preset, voice->place);
    op->left[i] += zone->left * sample;
    op->right[i] += zone->right * sample;
    step(voice, by);
  }
}

int
csn_soundfont_play_rt(CSOUND* csound, void* data)
{
  Play* const op = (Play*)data;
  const INSDS* const note = op->h.insdshead;
  const uint32_t n = note->ksmps;
  const uint32_t begin = note->ksmps_offset < n ? note->ksmps_offset : n;
  const uint32_t left = n - begin;
  const uint32_t end =
    n - (note->ksmps_no_end < left ? note->ksmps_no_end : left);
  (void)csound;
  csn_role_enter_audio();
  memset(op->left, 0, n * sizeof(MYFLT));
  memset(op->right, 0, n * sizeof(MYFLT));
  bool done = true;
  for (uint32_t v = 0; op->preset && v < op->n_voices; ++v) {
    add(op, &op->voices[v], begin, end);
    done = done && op->voices[v].over;
  }
  csn_level_aim(&op->level, note, *op->amp * op->full / 16384.0, end - begin);
  for (uint32_t i = begin; i < end; ++i) {
    const double level = csn_level_next(&op->level, HUGE_VAL);
    op->left[i] *= level;
    op->right[i] *= level;
  }
  *op->done = done;
  return OK;
}
