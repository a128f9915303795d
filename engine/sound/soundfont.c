// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Soundfont, the file: chunks, their tables of records, and the generators that
  make a preset.  The format is that of the SoundFont Technical Specification
  2.04; modulators, envelopes, filters and 24-bit samples are left out.
*/

#include "soundfont.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_RECORDS ((uint32_t)64 << 20) ///< Bytes of all tables
#define N_GENERATORS 61U
#define MAX_STEPS 4000000U

/** Generators that are heeded. */
enum {
  GEN_BEGIN = 0,
  GEN_END = 1,
  GEN_LOOP_BEGIN = 2,
  GEN_LOOP_END = 3,
  GEN_BEGIN_COARSE = 4,
  GEN_END_COARSE = 12,
  GEN_PAN = 17,
  GEN_INSTRUMENT = 41,
  GEN_KEYS = 43,
  GEN_VELOCITIES = 44,
  GEN_LOOP_BEGIN_COARSE = 45,
  GEN_ATTENUATION = 48,
  GEN_LOOP_END_COARSE = 50,
  GEN_TUNE_COARSE = 51,
  GEN_TUNE_FINE = 52,
  GEN_SAMPLE = 53,
  GEN_MODES = 54,
  GEN_ROOT = 58
};

/** A table of records of the file. */
typedef struct {
  const uint8_t* at;
  uint32_t n;
} Table;

typedef enum { PHDR, PBAG, PGEN, INST, IBAG, IGEN, SHDR, N_TABLES } TableId;

static const struct {
  char name[5];
  uint32_t size; ///< Bytes of a record
} kinds[N_TABLES] = { { "phdr", 38 }, { "pbag", 4 }, { "pgen", 4 },
                      { "inst", 22 }, { "ibag", 4 }, { "igen", 4 },
                      { "shdr", 46 } };

struct CsnSoundfont {
  uint8_t* records; ///< All tables
  Table tables[N_TABLES];
  int16_t* samples;
  uint32_t n_samples;
};

static uint32_t
word_at(const uint8_t* at)
{
  return (uint32_t)at[0] | (uint32_t)at[1] << 8U;
}

static uint32_t
long_at(const uint8_t* at)
{
  return word_at(at) | word_at(at + 2) << 16U;
}

static const uint8_t*
record(const CsnSoundfont* font, TableId id, uint32_t i)
{
  return font->tables[id].at + (size_t)i * kinds[id].size;
}

// Reading

/* The header of the next chunk; false: the file is over. */
static bool
read_header(FILE* file, char name[4], uint32_t* size)
{
  uint8_t bytes[8];
  if (fread(bytes, 1, sizeof(bytes), file) != sizeof(bytes)) {
    return false;
  }
  memcpy(name, bytes, 4);
  *size = long_at(bytes + 4);
  return true;
}

/* Finds the tables in the bytes of their list. */
static void
find_tables(CsnSoundfont* font, uint32_t size)
{
  uint32_t at = 0;
  while (size - at >= 8U) {
    const uint8_t* const header = font->records + at;
    const uint32_t length = long_at(header + 4);
    at += 8U;
    if (length > size - at) {
      return;
    }
    for (unsigned i = 0; i < N_TABLES; ++i) {
      if (!memcmp(header, kinds[i].name, 4)) {
        font->tables[i].at = font->records + at;
        font->tables[i].n = length / kinds[i].size;
      }
    }
    at += length;
    at += at < size && length % 2U ? 1U : 0U;
  }
}

static bool
read_samples(CsnSoundfont* font, FILE* file, uint32_t size)
{
  // As much as there is, whatever the file says
  const long at = ftell(file);
  if (at < 0 || fseek(file, 0, SEEK_END)) {
    return false;
  }
  const long end = ftell(file);
  if (end < at || fseek(file, at, SEEK_SET)) {
    return false;
  }
  const size_t n = ((size_t)(end - at) < size ? (size_t)(end - at) : size) / 2U;
  uint8_t* const bytes = (uint8_t*)malloc(n ? 2U * n : 1U);
  if (!bytes) {
    return false;
  }
  font->n_samples = (uint32_t)fread(bytes, 2, n, file);
  font->samples = (int16_t*)(void*)bytes;
  for (uint32_t i = 0; i < font->n_samples; ++i) {
    font->samples[i] = (int16_t)word_at(bytes + 2U * (size_t)i);
  }
  return true;
}

/* One LIST of the file, up to its end. */
static bool
read_list(CsnSoundfont* font, FILE* file, uint32_t size)
{
  char name[4];
  uint32_t length = 0;
  if (size < 4U || fread(name, 1, 4, file) != 4U) {
    return false;
  }
  if (!memcmp(name, "sdta", 4) && !font->samples) {
    char chunk[4];
    return read_header(file, chunk, &length) && !memcmp(chunk, "smpl", 4) &&
           read_samples(font, file, length);
  }
  if (!memcmp(name, "pdta", 4) && !font->records) {
    length = size - 4U;
    if (length > MAX_RECORDS) {
      length = MAX_RECORDS;
    }
    font->records = (uint8_t*)malloc((size_t)length + 1U);
    if (!font->records) {
      return false;
    }
    find_tables(font, (uint32_t)fread(font->records, 1, length, file));
  }
  return true;
}

/* Each list ends with a record that says where the one before ends. */
static bool
is_whole(const CsnSoundfont* font)
{
  for (unsigned i = 0; i < N_TABLES; ++i) {
    const bool counts = i == PHDR || i == INST || i == PBAG || i == IBAG;
    if (font->tables[i].n < (counts ? 2U : 1U)) {
      return false;
    }
  }
  return font->samples && font->n_samples;
}

CsnSoundfont*
csn_soundfont_read(const char* path, const char** problem)
{
  char name[4];
  uint8_t form[4];
  uint32_t size = 0;
  const char* why = NULL;
  FILE* const file = csn_file_open_stream(path, &why);
  CsnSoundfont* const font = (CsnSoundfont*)calloc(1, sizeof(CsnSoundfont));
  *problem = !file   ? (!strcmp(why, CSN_NO_FILE) ? CSN_NO_FILE
                                                  : "the file cannot be opened")
             : !font ? "out of memory"
                     : NULL;
  if (!*problem &&
      (!read_header(file, name, &size) || memcmp(name, "RIFF", 4) != 0 ||
       fread(form, 1, 4, file) != 4U || memcmp(form, "sfbk", 4) != 0)) {
    *problem = "this is no SoundFont 2 file";
  }
  while (!*problem && read_header(file, name, &size)) {
    const long at = ftell(file);
    if (at < 0 || (!memcmp(name, "LIST", 4) && !read_list(font, file, size)) ||
        fseek(file, at + (long)size + (long)(size % 2U), SEEK_SET)) {
      break;
    }
  }
  if (!*problem && !is_whole(font)) {
    *problem = "the soundfont is damaged";
  }
  if (file) {
    (void)fclose(file);
  }
  if (*problem) {
    csn_soundfont_free(font);
    return NULL;
  }
  return font;
}

void
csn_soundfont_free(CsnSoundfont* font)
{
  if (font) {
    free(font->records);
    free(font->samples);
    free(font);
  }
}

uint32_t
csn_soundfont_count(const CsnSoundfont* font)
{
  return font->tables[PHDR].n - 1U; // The last one only ends the list
}

CsnPresetName
csn_soundfont_preset(const CsnSoundfont* font, uint32_t i)
{
  const uint8_t* const at = record(font, PHDR, i);
  CsnPresetName preset = { .number = word_at(at + 20),
                           .bank = word_at(at + 22) };
  for (unsigned k = 0; k < 20U && at[k]; ++k) {
    preset.name[k] = (char)(at[k] >= 0x20U && at[k] < 0x7FU ? at[k] : '?');
  }
  return preset;
}

// Zones

/** Generators of a zone, one over the other. */
typedef struct {
  bool said[N_GENERATORS];
  uint16_t amounts[N_GENERATORS];
} Generators;

static int
amount(const Generators* g, unsigned generator, int otherwise)
{
  return g->said[generator] ? (int16_t)g->amounts[generator] : otherwise;
}

/* The records of the next table that record i of this one has: from its own
   index to that of the record behind it. */
static bool
span(const CsnSoundfont* font,
     TableId id,
     uint32_t i,
     size_t offset,
     TableId next,
     uint32_t bounds[2])
{
  if (i + 1U >= font->tables[id].n) {
    return false;
  }
  bounds[0] = word_at(record(font, id, i) + offset);
  bounds[1] = word_at(record(font, id, i + 1U) + offset);
  return bounds[0] <= bounds[1] && bounds[1] <= font->tables[next].n;
}

/** A preset that is being worked out. */
typedef struct {
  const CsnSoundfont* font;
  CsnPreset* preset;
  uint32_t capacity;
  uint32_t n_steps; ///< Generators read; a damaged file may have no end of them
  bool failed;
} Work;

/* Reads the generators of a zone; false: it has none of this name at its end,
   and so is for all zones, or damaged. */
static bool
read_generators(Work* work,
                TableId bags,
                uint32_t bag,
                unsigned last,
                Generators* to)
{
  const TableId gens = bags == PBAG ? PGEN : IGEN;
  uint32_t bounds[2];
  to->said[last] = false;
  if (!span(work->font, bags, bag, 0, gens, bounds)) {
    return false;
  }
  work->n_steps += 1U + bounds[1] - bounds[0];
  if (work->n_steps > MAX_STEPS) {
    work->failed = true;
    return false;
  }
  for (uint32_t i = bounds[0]; i < bounds[1]; ++i) {
    const uint8_t* const at = record(work->font, gens, i);
    const uint32_t generator = word_at(at);
    if (generator < N_GENERATORS) {
      to->said[generator] = true;
      to->amounts[generator] = (uint16_t)word_at(at + 2);
    }
  }
  return to->said[last];
}

static CsnZone*
new_zone(Work* work)
{
  CsnPreset* const preset = work->preset;
  if (preset->n_zones == work->capacity) {
    const uint32_t capacity = 2U * work->capacity + 16U;
    CsnZone* const larger =
      capacity <= 2U * CSN_MAX_ZONES
        ? (CsnZone*)realloc(preset->zones, capacity * sizeof(CsnZone))
        : NULL;
    if (!larger) {
      work->failed = true;
      return NULL;
    }
    preset->zones = larger;
    work->capacity = capacity;
  }
  return &preset->zones[preset->n_zones++];
}

/* What two zones have in common. */
static bool
meet(const Generators* a, const Generators* b, unsigned which, uint8_t range[2])
{
  const uint16_t x = a->said[which] ? a->amounts[which] : 0x7F00U;
  const uint16_t y = b->said[which] ? b->amounts[which] : 0x7F00U;
  const uint8_t low[] = { (uint8_t)(x & 0xFFU), (uint8_t)(y & 0xFFU) };
  const uint8_t high[] = { (uint8_t)(x >> 8U), (uint8_t)(y >> 8U) };
  range[0] = low[0] > low[1] ? low[0] : low[1];
  range[1] = high[0] < high[1] ? high[0] : high[1];
  return range[0] <= range[1];
}

/* A place in the samples, moved by two generators. */
static int64_t
moved(const Generators* g, uint32_t place, unsigned fine, unsigned coarse)
{
  return (int64_t)place + amount(g, fine, 0) +
         (int64_t)32768 * amount(g, coarse, 0);
}

/* Where the sample lies; false: nowhere. */
static bool
take_places(const CsnSoundfont* font, const Generators* g, CsnZone* zone)
{
  const uint32_t i = g->amounts[GEN_SAMPLE];
  if (i + 1U >= font->tables[SHDR].n) {
    return false;
  }
  const uint8_t* const at = record(font, SHDR, i);
  const int64_t n = font->n_samples;
  const int64_t begin = moved(g, long_at(at + 20), GEN_BEGIN, GEN_BEGIN_COARSE);
  const int64_t end = moved(g, long_at(at + 24), GEN_END, GEN_END_COARSE);
  const int64_t loop_begin =
    moved(g, long_at(at + 28), GEN_LOOP_BEGIN, GEN_LOOP_BEGIN_COARSE);
  const int64_t loop_end =
    moved(g, long_at(at + 32), GEN_LOOP_END, GEN_LOOP_END_COARSE);
  const uint32_t rate = long_at(at + 36);
  const bool in_rom = word_at(at + 44) & 0x8000U;
  if (in_rom || begin < 0 || end <= begin || end > n || rate < 1U ||
      rate > 1000000U) {
    return false;
  }
  const int mode = amount(g, GEN_MODES, 0) & 3;
  zone->begin = (uint32_t)begin;
  zone->end = (uint32_t)end;
  zone->rate = rate;
  zone->loops = (mode == 1 || mode == 3) && loop_begin >= begin &&
                loop_end >= loop_begin + 2 && loop_end <= n;
  zone->loop_begin = zone->loops ? (uint32_t)loop_begin : 0;
  zone->loop_end = zone->loops ? (uint32_t)loop_end : 0;
  const int root = amount(g, GEN_ROOT, -1);
  zone->key = root >= 0 && root <= 127 ? root : at[40] <= 127U ? at[40] : 60;
  return true;
}

/* One sample of an instrument, as a zone of the preset has it. */
static void
add_zone(Work* work, const Generators* preset, const Generators* instr)
{
  CsnZone zone;
  memset(&zone, 0, sizeof(zone));
  if (!meet(preset, instr, GEN_KEYS, zone.keys) ||
      !meet(preset, instr, GEN_VELOCITIES, zone.velocities) ||
      !take_places(work->font, instr, &zone)) {
    return;
  }
  zone.key -=
    amount(preset, GEN_TUNE_COARSE, 0) + amount(instr, GEN_TUNE_COARSE, 0) +
    0.01 * (amount(preset, GEN_TUNE_FINE, 0) + amount(instr, GEN_TUNE_FINE, 0));
  const double attenuation =
    amount(preset, GEN_ATTENUATION, 0) + amount(instr, GEN_ATTENUATION, 0);
  const double pan =
    0.5 + 0.001 * (amount(preset, GEN_PAN, 0) + amount(instr, GEN_PAN, 0));
  // As Csound's sfplay has it: 60 are half, and all is softened
  const double level = 0.3 * exp2(attenuation / -60.0);
  zone.left = level * sqrt(1.0 - fmin(fmax(pan, 0.0), 1.0));
  zone.right = level * sqrt(fmin(fmax(pan, 0.0), 1.0));
  CsnZone* const to = new_zone(work);
  if (to) {
    *to = zone;
  }
}

/* Takes a zone's generators over those for all zones, where it is the first and
   names nothing it becomes these. */
static bool
take_zone(Work* work,
          TableId bags,
          uint32_t bag,
          bool first,
          Generators* all,
          Generators* zone)
{
  const unsigned last = bags == PBAG ? GEN_INSTRUMENT : GEN_SAMPLE;
  *zone = *all;
  if (read_generators(work, bags, bag, last, zone)) {
    return true;
  }
  if (first) {
    *all = *zone;
  }
  return false;
}

static void
add_instrument(Work* work, const Generators* preset)
{
  uint32_t bags[2];
  Generators all;
  Generators zone;
  memset(&all, 0, sizeof(all));
  if (!span(
        work->font, INST, preset->amounts[GEN_INSTRUMENT], 20, IBAG, bags)) {
    return;
  }
  for (uint32_t i = bags[0]; i < bags[1] && !work->failed; ++i) {
    if (take_zone(work, IBAG, i, i == bags[0], &all, &zone)) {
      add_zone(work, preset, &zone);
    }
  }
}

CsnPreset*
csn_soundfont_work_out(const CsnSoundfont* font, uint32_t i)
{
  const CsnPresetName name = csn_soundfont_preset(font, i);
  CsnPreset* const preset = (CsnPreset*)calloc(1, sizeof(CsnPreset));
  Work work = { font, preset, 0, 0, !preset };
  uint32_t bags[2];
  Generators all;
  Generators zone;
  memset(&all, 0, sizeof(all));
  if (preset && span(font, PHDR, i, 24, PBAG, bags)) {
    for (uint32_t k = bags[0]; k < bags[1] && !work.failed; ++k) {
      if (take_zone(&work, PBAG, k, k == bags[0], &all, &zone)) {
        add_instrument(&work, &zone);
      }
    }
  }
  if (work.failed) {
    free(preset ? preset->zones : NULL);
    free(preset);
    return NULL;
  }
  preset->font = font;
  preset->bank = name.bank;
  preset->number = name.number;
  preset->samples = font->samples;
  preset->n_samples = font->n_samples;
  return preset;
}
