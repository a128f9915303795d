// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Reads what a host says of the engine's options and of its devices.  Plugin
  layer, control thread.
*/

#include "engine_options.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_SIZE 64U

typedef enum { TEXT, LINES, NUMBER, COUNT, FLAG } Kind;

/** An option, its place in the CsnConfig, and the limits of a number. */
static const struct {
  const char* name;
  Kind kind;
  double low;
  double high;
  size_t offset;
} table[] = {
  { "a4", NUMBER, 1, 20000, offsetof(CsnConfig, a4) },
  { "autosync", FLAG, 0, 1, offsetof(CsnConfig, autosync) },
  { "backend", TEXT, 0, 0, offsetof(CsnConfig, device.backend) },
  { "bufferSize", COUNT, 0, 1e9, offsetof(CsnConfig, device.buffer_size) },
  { "commandlineOptions", TEXT, 0, 0, offsetof(CsnConfig, options) },
  { "globalcode", TEXT, 0, 0, offsetof(CsnConfig, globalcode) },
  { "includes", LINES, 0, 0, offsetof(CsnConfig, includes) },
  { "indev", TEXT, 0, 0, offsetof(CsnConfig, device.indev) },
  { "indevName", TEXT, 0, 0, offsetof(CsnConfig, device.indev_name) },
  { "latency", NUMBER, 0, 1e6, offsetof(CsnConfig, extra_latency) },
  { "midiBackend", TEXT, 0, 0, offsetof(CsnConfig, device.midi_backend) },
  { "midiin", TEXT, 0, 0, offsetof(CsnConfig, device.midiin) },
  { "name", TEXT, 0, 0, offsetof(CsnConfig, name) },
  { "numAudioBuses", COUNT, 0, 4096, offsetof(CsnConfig, n_audio_buses) },
  { "numBuffers", COUNT, 0, 1e6, offsetof(CsnConfig, device.num_buffers) },
  { "numControlBuses", COUNT, 0, 16384, offsetof(CsnConfig, n_control_buses) },
  { "outdev", TEXT, 0, 0, offsetof(CsnConfig, device.outdev) },
  { "outdevName", TEXT, 0, 0, offsetof(CsnConfig, device.outdev_name) },
  { "quiet", FLAG, 0, 1, offsetof(CsnConfig, quiet) },
};

#define N_OPTIONS (sizeof(table) / sizeof(table[0]))

/* A number of whatever type; NaN: it is none. */
static double
number_of(const CsnUris* uris, const LV2_Options_Option* option)
{
  int32_t whole = 0;
  int64_t large = 0;
  float narrow = 0;
  double wide = 0;
  if (!option->value) {
    return (double)NAN;
  }
  if ((option->type == uris->atom_Int || option->type == uris->atom_Bool) &&
      option->size == sizeof(whole)) {
    memcpy(&whole, option->value, sizeof(whole));
    return (double)whole;
  }
  if (option->type == uris->atom_Long && option->size == sizeof(large)) {
    memcpy(&large, option->value, sizeof(large));
    return (double)large;
  }
  if (option->type == uris->atom_Float && option->size == sizeof(narrow)) {
    memcpy(&narrow, option->value, sizeof(narrow));
    return (double)narrow;
  }
  if (option->type == uris->atom_Double && option->size == sizeof(wide)) {
    memcpy(&wide, option->value, sizeof(wide));
    return wide;
  }
  return (double)NAN;
}

/* A text that ends where it says; null: it is none. */
static const char*
text_of(const CsnUris* uris, const LV2_Options_Option* option)
{
  const char* const text = (const char*)option->value;
  const bool is_text =
    text && option->size &&
    (option->type == uris->atom_String || option->type == uris->atom_Path) &&
    !text[option->size - 1U];
  return is_text ? text : NULL;
}

/* Each `includes` is a line, or more. */
static bool
add_lines(char** lines, const char* text)
{
  const size_t had = *lines ? strlen(*lines) : 0U;
  const size_t size = had + strlen(text) + 2U;
  char* const grown = (char*)realloc(*lines, size);
  if (grown) {
    (void)snprintf(grown + had, size - had, "%s\n", text);
    *lines = grown;
  }
  return grown;
}

static void
put_number(void* place, Kind kind, double number)
{
  const uint32_t count = (uint32_t)number;
  const bool flag = number > 0;
  if (kind == NUMBER) {
    memcpy(place, &number, sizeof(number));
  } else if (kind == COUNT) {
    memcpy(place, &count, sizeof(count));
  } else {
    memcpy(place, &flag, sizeof(flag));
  }
}

/* Reads one option by its row of the table. */
static bool
read_option(const CsnUris* uris,
            const LV2_Options_Option* option,
            size_t row,
            CsnConfig* config,
            char** includes)
{
  void* const place = (char*)config + table[row].offset;
  const Kind kind = table[row].kind;
  if (kind == TEXT || kind == LINES) {
    const char* text = text_of(uris, option);
    if (text && kind == LINES) {
      text = add_lines(includes, text) ? *includes : NULL;
    }
    if (text) {
      memcpy(place, (const void*)&text, sizeof(text));
    }
    return text;
  }
  const double number = number_of(uris, option);
  const bool good = number >= table[row].low && number <= table[row].high &&
                    (kind == NUMBER || !(fabs(number - trunc(number)) > 0));
  if (good) {
    put_number(place, kind, number);
  }
  return good;
}

static bool
is_named(size_t row, const char* name)
{
  return !strcmp(table[row].name, name);
}

static void
tell(size_t row, char* problem, size_t size)
{
  if (table[row].kind == TEXT || table[row].kind == LINES) {
    (void)snprintf(problem, size, "the option %s is no text", table[row].name);
    return;
  }
  (void)snprintf(problem,
                 size,
                 "the option %s is no number from %g to %g",
                 table[row].name,
                 table[row].low,
                 table[row].high);
}

bool
csn_plugin_read_engine_options(const CsnUris* uris,
                               LV2_URID_Map* map,
                               const LV2_Options_Option* options,
                               CsnConfig* config,
                               char** includes,
                               char* problem,
                               size_t problem_size)
{
  LV2_URID keys[N_OPTIONS];
  bool no_audio = false;
  bool no_control = false;
  for (size_t i = 0; i < N_OPTIONS; ++i) {
    char key[KEY_SIZE];
    (void)snprintf(key, sizeof(key), CSN_OPTION_NS "%s", table[i].name);
    keys[i] = map->map(map->handle, key);
  }
  for (; options && (options->key || options->value); ++options) {
    for (size_t i = 0; i < N_OPTIONS; ++i) {
      if (options->key != keys[i] || !keys[i]) {
        continue;
      }
      if (!read_option(uris, options, i, config, includes)) {
        tell(i, problem, problem_size);
        return false;
      }
      if (is_named(i, "numAudioBuses")) {
        no_audio = !config->n_audio_buses;
      } else if (is_named(i, "numControlBuses")) {
        no_control = !config->n_control_buses;
      }
    }
  }
  // As in csoundengine: 0 is none of that kind, not as many as there are
  config->no_audio_buses = no_audio;
  config->no_control_buses = no_control;
  return true;
}
