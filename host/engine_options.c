// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The options of an engine: which a user may say, and what the host knows of
// devices. Layer: host, pure.

#include "engine_options.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_DEVICE 8U ///< At most, of a device

/// What a user may say, and the limits of a number; none: a text.
static const struct {
  const char* name;
  double low;
  double high;
  bool whole; ///< A number that counts, or 0 or 1
} known[] = {
  { "a4", 1, 20000, false },
  { "autosync", 0, 1, true },
  { "commandlineOptions", 0, 0, false },
  { "globalcode", 0, 0, false },
  { "includes", 0, 0, false },
  { "latency", 0, 1e6, false },
  { "name", 0, 0, false },
  { "numAudioBuses", 0, 4096, true },
  { "numControlBuses", 0, 16384, true },
  { "quiet", 0, 1, true },
};

#define N_KNOWN (sizeof(known) / sizeof(known[0]))

static size_t
find(const char* name)
{
  size_t i = 0;
  while (i < N_KNOWN && strcmp(known[i].name, name) != 0) {
    ++i;
  }
  return i;
}

static bool
is_text(size_t i)
{
  return !(known[i].high > 0.0);
}

bool
csn_engine_option_check(const CsnSetting* setting,
                        char* error,
                        size_t error_size)
{
  const size_t i = find(setting->name);
  if (i == N_KNOWN) {
    size_t n = (size_t)snprintf(error,
                                error_size,
                                "--engine: there is no option %s, but",
                                setting->name);
    for (size_t k = 0; k < N_KNOWN && n < error_size; ++k) {
      n += (size_t)snprintf(
        error + n, error_size - n, "%s %s", k ? "," : "", known[k].name);
    }
    return false;
  }
  char* end = NULL;
  const double number = strtod(setting->value, &end);
  const bool is_within = end != setting->value && !*end &&
                         number >= known[i].low && number <= known[i].high;
  const bool is_split = known[i].whole && fabs(number - trunc(number)) > 0;
  if (is_text(i) || (is_within && !is_split)) {
    return true;
  }
  snprintf(error,
           error_size,
           "--engine %s: \"%s\" is no %snumber from %g to %g",
           known[i].name,
           setting->value,
           known[i].whole ? "whole " : "",
           known[i].low,
           known[i].high);
  return false;
}

static void
add(CsnEngineOptions* made, const char* name, const char* text, double number)
{
  made->items[made->n_items++] = (CsnEngineOption){ name, text, number };
}

static void
add_text(CsnEngineOptions* made, const char* name, const char* text)
{
  if (text) {
    add(made, name, text, 0);
  }
}

bool
csn_engine_options_make(CsnEngineOptions* made,
                        const CsnOptions* options,
                        const char* backend,
                        uint32_t buffer_size,
                        uint32_t num_buffers)
{
  made->n_items = 0;
  made->items = (CsnEngineOption*)calloc(options->n_engine + N_DEVICE,
                                         sizeof(CsnEngineOption));
  if (!made->items) {
    return false;
  }
  for (size_t i = 0; i < options->n_engine; ++i) {
    const CsnSetting* setting = &options->engine[i];
    const bool text = is_text(find(setting->name));
    add(made,
        setting->name,
        text ? setting->value : NULL,
        text ? 0 : strtod(setting->value, NULL));
  }
  const bool is_jack = !strcmp(backend, "jack");
  add_text(made, "backend", backend);
  add(made, "bufferSize", NULL, buffer_size);
  add(made, "numBuffers", NULL, num_buffers);
  add_text(made, "outdev", is_jack ? "dac" : options->output);
  add_text(made, "indev", is_jack ? "adc" : options->input);
  add_text(made, "midiin", is_jack ? "jack" : options->midi);
  add_text(made, "midiBackend", is_jack ? "jack" : NULL);
  return true;
}

void
csn_engine_options_clear(CsnEngineOptions* made)
{
  free(made->items);
  made->items = NULL;
  made->n_items = 0;
}
