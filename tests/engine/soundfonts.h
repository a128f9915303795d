// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file soundfonts.h
   A small SoundFont 2 file that a test writes for itself (layer: tests): a sine
   that loops and a tone that does not, in two presets.
*/

#ifndef CSN_TESTS_ENGINE_SOUNDFONTS_H
#define CSN_TESTS_ENGINE_SOUNDFONTS_H

#include "tabling.h"

#include <math.h>

#define SINE 4800U ///< Samples, 96 each period, 1200 … 3600 loop
#define TONE 3000U ///< Samples, at 44100 Hz
#define REST 46U   ///< Zeros behind each

/** A file in the making. */
typedef struct {
  uint8_t bytes[32768];
  size_t n;
} FontBytes;

static inline void
font_number(FontBytes* to, unsigned size, uint32_t value)
{
  for (unsigned i = 0; i < size; ++i) {
    to->bytes[to->n++] = (uint8_t)(value >> (8U * i));
  }
}

static inline void
font_name(FontBytes* to, const char* name, size_t size)
{
  memset(to->bytes + to->n, 0, size);
  memcpy(to->bytes + to->n, name, strlen(name));
  to->n += size;
}

/** Begins a chunk; returns where its length stands. */
static inline size_t
font_begin(FontBytes* to, const char* name)
{
  font_name(to, name, 4);
  font_number(to, 4, 0);
  return to->n - 4U;
}

static inline void
font_end(FontBytes* to, size_t at)
{
  const size_t n = to->n;
  to->n = at;
  font_number(to, 4, (uint32_t)(n - at - 4U));
  to->n = n;
}

static inline void
font_words(FontBytes* to, const int* words, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    font_number(to, 2, (uint32_t)words[i]);
  }
}

static inline void
font_table(FontBytes* to, const char* name, const int* words, size_t n)
{
  const size_t at = font_begin(to, name);
  font_words(to, words, n);
  font_end(to, at);
}

static inline void
font_samples(FontBytes* to)
{
  const size_t list = font_begin(to, "LIST");
  font_name(to, "sdta", 4);
  const size_t chunk = font_begin(to, "smpl");
  for (uint32_t i = 0; i < SINE; ++i) {
    const double x = sin(i * 6.283185307179586 / 96.0);
    font_number(to, 2, (uint32_t)lrint(20000 * x));
  }
  for (uint32_t i = 0; i < REST; ++i) {
    font_number(to, 2, 0);
  }
  for (uint32_t i = 0; i < TONE; ++i) {
    const double x = 0.6 * sin(0.03 * i) + 0.3 * sin(0.07 * i);
    font_number(to, 2, (uint32_t)lrint(20000 * x * (1.0 - i / (double)TONE)));
  }
  for (uint32_t i = 0; i < REST; ++i) {
    font_number(to, 2, 0);
  }
  font_end(to, chunk);
  font_end(to, list);
}

static inline void
font_preset(FontBytes* to, const char* name, int number, int bank, int bag)
{
  const int words[] = { number, bank, bag, 0, 0, 0, 0, 0, 0 };
  font_name(to, name, 20);
  font_words(to, words, 9);
}

static inline void
font_sample(FontBytes* to,
            const char* name,
            uint32_t begin,
            uint32_t n,
            uint32_t loop_begin,
            uint32_t loop_end,
            uint32_t rate,
            uint32_t key)
{
  font_name(to, name, 20);
  font_number(to, 4, begin);
  font_number(to, 4, begin + n);
  font_number(to, 4, begin + loop_begin);
  font_number(to, 4, begin + loop_end);
  font_number(to, 4, rate);
  font_number(to, 1, key);
  font_number(to, 1, 0);
  font_number(to, 2, 0);
  font_number(to, 2, 1);
}

/** Writes all of it. */
static inline void
font_make(FontBytes* to)
{
  // Zones: begin of their generators and modulators
  static const int pbag[] = { 0, 0, 3, 0, 4, 0 };
  static const int pgen[] = { 48, 30, 52, -10, 41, 1, // Softer and lower
                              41, 0,  0,  0 };
  static const int ibag[] = { 0, 0, 1, 0, 5, 0, 10, 0, 13, 0, 16, 0 };
  static const int igen[] = {
    48, 60,                                     // For both of what follows
    43, 0x3F00, 17, -200, 54, 1, 53, 0,         // Keys 0 … 63
    43, 0x7F40, 17, 300,  51, 2, 52, 25, 53, 1, // Keys 64 … 127
    44, 0x3F00, 54, 1,    53, 0,                // Velocities 0 … 63
    44, 0x7F40, 58, 62,   53, 1, 0,  0,         // Velocities 64 … 127
  };
  to->n = 0;
  const size_t riff = font_begin(to, "RIFF");
  font_name(to, "sfbk", 4);
  size_t list = font_begin(to, "LIST");
  font_name(to, "INFO", 4);
  size_t chunk = font_begin(to, "ifil");
  font_number(to, 4, 0x00010002);
  font_end(to, chunk);
  font_end(to, list);
  font_samples(to);
  list = font_begin(to, "LIST");
  font_name(to, "pdta", 4);
  chunk = font_begin(to, "phdr");
  font_preset(to, "Two", 7, 1, 0);
  font_preset(to, "One", 5, 0, 1);
  font_preset(to, "EOP", 0, 0, 2);
  font_end(to, chunk);
  font_table(to, "pbag", pbag, 6);
  font_table(to, "pmod", (const int[5]){ 0 }, 5);
  font_table(to, "pgen", pgen, 10);
  chunk = font_begin(to, "inst");
  font_name(to, "Split", 20);
  font_number(to, 2, 0);
  font_name(to, "Layers", 20);
  font_number(to, 2, 3);
  font_name(to, "EOI", 20);
  font_number(to, 2, 5);
  font_end(to, chunk);
  font_table(to, "ibag", ibag, 12);
  font_table(to, "imod", (const int[5]){ 0 }, 5);
  font_table(to, "igen", igen, 34);
  chunk = font_begin(to, "shdr");
  font_sample(to, "sine", 0, SINE, 1200, 3600, 48000, 71);
  font_sample(to, "tone", SINE + REST, TONE, 0, 0, 44100, 60);
  font_sample(to, "EOS", 0, 0, 0, 0, 0, 0);
  font_end(to, chunk);
  font_end(to, list);
  font_end(to, riff);
}

static inline void
font_write(const FontBytes* font, const char* name)
{
  char path[4200];
  FILE* const file = fopen(table_path(path, name), "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_EQUAL(fwrite(font->bytes, 1, font->n, file), font->n);
  (void)fclose(file);
}

#endif // CSN_TESTS_ENGINE_SOUNDFONTS_H
