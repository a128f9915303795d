// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Soundfont, all of an engine: files that have been read, and the indices of
  their presets; soundfontPreparePreset.  Engine layer, worker.
*/

#include "soundfont.h"

#include "csound6/opcodes.h"
#include "engine.h"
#include "table/soundfile.h"
#include "worker/jobs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A file, in the list of all. */
struct CsnLoadedFont {
  char path[4096]; ///< Where it was found
  CsnSoundfont* font;
  CsnLoadedFont* next;
};

// Life

CsnSoundfonts*
csn_soundfonts_new(void)
{
  return (CsnSoundfonts*)calloc(1, sizeof(CsnSoundfonts));
}

void
csn_soundfonts_free(CsnSoundfonts* fonts)
{
  for (uint32_t i = 0; fonts && i < CSN_MAX_PRESETS; ++i) {
    CsnPreset* const preset = atomic_load(&fonts->presets[i]);
    free(preset ? preset->zones : NULL);
    free(preset);
  }
  while (fonts && fonts->loaded) {
    CsnLoadedFont* const loaded = fonts->loaded;
    fonts->loaded = loaded->next;
    csn_soundfont_free(loaded->font);
    free(loaded);
  }
  free(fonts);
}

bool
csn_soundfonts_teach(CSOUND* csound)
{
  const CsnOpcode opcode = {
    "csnsoundfont",         csn_soundfont_opcode_size(), 3, "aak", "iiikk",
    csn_soundfont_begin_rt, csn_soundfont_play_rt
  };
  return csn_opcodes_teach(csound, &opcode, 1);
}

bool
csn_soundfonts_connect(CsnSoundfonts* fonts, CSOUND* csound)
{
  return csn_opcodes_connect(csound, csn_soundfonts_variable(), fonts);
}

// Files

/* Returns a file that has been read, or reads it. */
static CsnSoundfont*
load(CsnJob* job, const char* path)
{
  CsnEngine* const engine = job->engine;
  CsnSoundfonts* const fonts = engine->soundfonts;
  const CsnProgram* const program = engine->bg.program;
  char found[4096];
  csn_soundfile_find(path,
                     program ? program->folder : NULL,
                     found,
                     sizeof(found));
  for (CsnLoadedFont* l = fonts->loaded; l; l = l->next) {
    if (!strcmp(l->path, found)) {
      return l->font;
    }
  }
  CsnLoadedFont* const loaded =
    (CsnLoadedFont*)calloc(1, sizeof(CsnLoadedFont));
  if (!loaded) {
    return NULL;
  }
  loaded->font = csn_soundfont_read(found, &job->problem);
  if (!loaded->font) {
    free(loaded);
    return NULL;
  }
  memcpy(loaded->path, found, sizeof(found));
  loaded->next = fonts->loaded;
  fonts->loaded = loaded;
  return loaded->font;
}

/* Frees the file that was read last, where none of its presets is played. */
static void
forget_unused(CsnSoundfonts* fonts)
{
  CsnLoadedFont* const last = fonts->loaded;
  for (uint32_t i = 1; i < CSN_MAX_PRESETS; ++i) {
    const CsnPreset* const preset = atomic_load(&fonts->presets[i]);
    if (preset && preset->font == last->font) {
      return;
    }
  }
  fonts->loaded = last->next;
  csn_soundfont_free(last->font);
  free(last);
}

/* The place of a preset in its file, or that of the lowest, where none is
   named; UINT32_MAX: there is none. */
static uint32_t
find_preset(const CsnSoundfont* font, double bank, double number)
{
  uint32_t best = UINT32_MAX;
  uint32_t best_key = UINT32_MAX;
  for (uint32_t i = 0; i < csn_soundfont_count(font); ++i) {
    const CsnPresetName preset = csn_soundfont_preset(font, i);
    const uint32_t key = preset.bank << 16U | preset.number;
    const bool wanted =
      bank < 0 || (!(preset.bank < bank) && !(preset.bank > bank) &&
                   !(preset.number < number) && !(preset.number > number));
    if (wanted && key < best_key) {
      best = i;
      best_key = key;
    }
  }
  return best;
}

/* A line for each preset, or for one. */
static char*
describe(const CsnSoundfont* font, uint32_t first, uint32_t n)
{
  const size_t size = (size_t)n * 40U + 1U;
  char* const text = (char*)calloc(1, size);
  size_t length = 0;
  for (uint32_t i = first; text && i < first + n; ++i) {
    const CsnPresetName preset = csn_soundfont_preset(font, i);
    length += (size_t)snprintf(text + length,
                               size - length,
                               "%s%u:%u %s",
                               i > first ? "\n" : "",
                               preset.bank,
                               preset.number,
                               preset.name);
  }
  return text;
}

// The method

/* The index of a preset, which it may have already; 0: none is left. */
static uint32_t
choose_index(const CsnSoundfonts* fonts,
             const CsnSoundfont* font,
             const CsnPresetName* name)
{
  uint32_t free_one = 0;
  for (uint32_t i = CSN_MAX_PRESETS - 1U; i > 0; --i) {
    const CsnPreset* const preset = atomic_load(&fonts->presets[i]);
    if (!preset) {
      free_one = i;
    } else if (preset->font == font && preset->bank == name->bank &&
               preset->number == name->number) {
      return i;
    }
  }
  return free_one;
}

static CsnStatus
prepare(CsnJob* job, const CsnSoundfont* font, double bank, double number)
{
  CsnSoundfonts* const fonts = job->engine->soundfonts;
  const uint32_t place = find_preset(font, bank, number);
  if (place == UINT32_MAX) {
    return csn_job_fail(job,
                        CSN_ERR_NOT_FOUND,
                        "the soundfont has no such preset");
  }
  const CsnPresetName name = csn_soundfont_preset(font, place);
  const uint32_t index = choose_index(fonts, font, &name);
  if (!index) {
    return csn_job_fail(job, CSN_ERR_FULL, "511 presets are prepared");
  }
  if (!atomic_load(&fonts->presets[index])) {
    CsnPreset* const preset = csn_soundfont_work_out(font, place);
    if (!preset) {
      return csn_job_fail(job,
                          CSN_ERR_BAD_DATA,
                          "the preset is too large, or damaged");
    }
    atomic_store_explicit(&fonts->presets[index], preset, memory_order_release);
  }
  const bool all = bank < 0;
  job->text =
    describe(font, all ? 0 : place, all ? csn_soundfont_count(font) : 1U);
  csn_job_result(job, index);
  return CSN_OK;
}

CsnStatus
csn_job_soundfont_prepare_preset(CsnJob* job)
{
  const char* path = NULL;
  double bank = -1;
  double number = -1;
  if (!csn_job_text(job, &path) || !path || !*path) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a path is expected here");
  }
  if (!csn_job_number(job, &bank) || !csn_job_number(job, &number)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  const bool none = bank <= -1 && bank >= -1 && number <= -1 && number >= -1;
  if (!none && !(bank >= 0 && bank <= 65535 && number >= 0 && number <= 65535 &&
                 !(bank > floor(bank)) && !(number > floor(number)))) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a preset is its bank and its number, both from 0 on");
  }
  const CsnSoundfont* const font = load(job, path);
  if (!font) {
    return csn_job_fail(job, CSN_ERR_IO, "out of memory");
  }
  const CsnStatus st = prepare(job, font, bank, number);
  if (st) {
    forget_unused(job->engine->soundfonts);
  }
  return st;
}
