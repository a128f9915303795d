// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Map: the method `mapControl`, which gives one of the host's controls to a
  channel, a p-field or a bus.  Done by the worker, under bg.mutex; the audio
  thread takes the new map when it comes round.
*/

#include "engine.h"

#include "base/clocale.h"

#include <math.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The places of its arguments. */
enum {
  MAP_INDEX,
  MAP_TARGET,
  MAP_NAME,
  MAP_MIN,
  MAP_MAX,
  MAP_INITIAL,
  MAP_PFIELD,
  MAP_CURVE,
  MAP_N_ARGS
};

static bool
read_args(CsnArgReader* args, CsnArg a[MAP_N_ARGS])
{
  for (unsigned i = 0; i < MAP_N_ARGS; ++i) {
    if (!csn_args_next(args, &a[i]) || a[i].type == CSN_ARG_VARIABLE) {
      return false;
    }
  }
  return true;
}

static bool
is_good(const CsnArg a[MAP_N_ARGS])
{
  const bool pfield = !strcmp(a[MAP_TARGET].text, "pfield");
  const bool channel = !strcmp(a[MAP_TARGET].text, "channel");
  const bool bus =
    !strcmp(a[MAP_TARGET].text, "bus") && a[MAP_NAME].type == CSN_ARG_NUMBER;
  const bool exponential = !strcmp(a[MAP_CURVE].text, "exp");
  const char* const curve = a[MAP_CURVE].text; // Empty: a number, the default
  if (*curve && !exponential && strcmp(curve, "lin") != 0 &&
      strcmp(curve, "int") != 0) {
    return false;
  }
  if (a[MAP_NAME].type == CSN_ARG_TEXT &&
      (!a[MAP_NAME].length ||
       a[MAP_NAME].length >= sizeof(((CsnControlInfo*)0)->name))) {
    return false;
  }
  if (!isfinite(a[MAP_MIN].number) || !isfinite(a[MAP_MAX].number) ||
      !isfinite(a[MAP_INITIAL].number)) {
    return false;
  }
  if (!(a[MAP_INDEX].number >= 1 && a[MAP_INDEX].number <= CSN_MAX_CONTROLS)) {
    return false;
  }
  if (!(a[MAP_MAX].number > a[MAP_MIN].number) ||
      (exponential && !(a[MAP_MIN].number > 0))) {
    return false;
  }
  return pfield ? a[MAP_PFIELD].number >= 4 && a[MAP_PFIELD].number < PMAX
                : channel || bus;
}

static CsnControl
control_of(const CsnArg a[MAP_N_ARGS])
{
  CsnControl control;
  CsnControlInfo* const info = &control.info;
  memset(&control, 0, sizeof(control));
  control.told = true;
  if (a[MAP_NAME].type == CSN_ARG_TEXT) {
    snprintf(info->name, sizeof(info->name), "%s", a[MAP_NAME].text);
  } else {
    snprintf(info->name, sizeof(info->name), "%.15g", a[MAP_NAME].number);
  }
  const double initial = a[MAP_INITIAL].number;
  info->minimum = a[MAP_MIN].number;
  info->maximum = a[MAP_MAX].number;
  info->initial = initial < info->minimum   ? info->minimum
                  : initial > info->maximum ? info->maximum
                                            : initial;
  info->value = info->initial;
  info->curve = !strcmp(a[MAP_CURVE].text, "exp")   ? CSN_CURVE_EXPONENTIAL
                : !strcmp(a[MAP_CURVE].text, "int") ? CSN_CURVE_INTEGER
                                                    : CSN_CURVE_LINEAR;
  if (!strcmp(a[MAP_TARGET].text, "pfield")) {
    info->target = CSN_TARGET_PFIELD;
    control.pfield = (uint32_t)a[MAP_PFIELD].number;
  } else if (!strcmp(a[MAP_TARGET].text, "bus")) {
    info->target = CSN_TARGET_BUS;
    control.bus = a[MAP_NAME].number;
  } else {
    info->target = CSN_TARGET_CHANNEL;
  }
  return control;
}

CsnStatus
csn_engine_map(CsnEngine* engine, CsnArgReader args, const char** problem)
{
  CsnArg a[MAP_N_ARGS];
  if (!read_args(&args, a)) {
    *problem = "mapControl takes plain numbers and texts";
    return CSN_ERR_BAD_ARG;
  }
  if (!is_good(a)) {
    *problem = "mapControl 1…16 channel|pfield|bus NAME MIN MAX "
               "[index=…] [initial=…] [curve=lin|exp|int]";
    return CSN_ERR_BAD_ARG;
  }
  if (!engine->bg.map) {
    return CSN_ERR_BAD_CALL;
  }
  CsnControlMap* const map = (CsnControlMap*)malloc(sizeof(CsnControlMap));
  if (!map) {
    return CSN_ERR_NO_MEMORY;
  }
  engine->bg.map->slots[(uint32_t)a[MAP_INDEX].number - 1U] = control_of(a);
  *map = *engine->bg.map;
  free(atomic_exchange(&engine->shared.incoming_map, map));
  csn_engine_tell_controls(engine);
  return CSN_OK;
}

// In a state

size_t
csn_engine_mapping(CsnEngine* engine, char* text, size_t size)
{
  static const char* const curves[] = { "lin", "exp", "int" };
  size_t length = 0;
  text[0] = '\0';
  const locale_t locale = csn_clocale_enter();
  pthread_mutex_lock(&engine->bg.mutex);
  for (unsigned i = 0; engine->bg.map && i < CSN_MAX_CONTROLS; ++i) {
    const CsnControl* const control = &engine->bg.map->slots[i];
    const CsnControlInfo* const info = &control->info;
    // A bus is a thing of one run
    if (!control->told || info->target == CSN_TARGET_BUS) {
      continue;
    }
    const bool pfield = info->target == CSN_TARGET_PFIELD;
    const int n = snprintf(text + length,
                           size - length,
                           "mapControl %u %s \"%s\" %.17g %.17g "
                           "initial=%.17g index=%u curve=%s\n",
                           i + 1U,
                           pfield ? "pfield" : "channel",
                           info->name,
                           info->minimum,
                           info->maximum,
                           info->initial,
                           pfield ? control->pfield : 4U,
                           curves[info->curve]);
    if (n < 0 || (size_t)n >= size - length) {
      text[length] = '\0';
      break;
    }
    length += (size_t)n;
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  csn_clocale_leave(locale);
  return length;
}

static bool
take_line(CsnControlMap* map, const char* line, size_t length)
{
  uint64_t buffer[256];
  CsnVariables* const names = (CsnVariables*)calloc(1, sizeof(CsnVariables));
  CsnRecord* record = NULL;
  const char* problem = NULL;
  bool good =
    names &&
    !csn_line_parse(
      line, length, 0, names, buffer, sizeof(buffer), &record, &problem);
  if (good && record && record->method == CSN_METHOD_MAP_CONTROL) {
    CsnArg a[MAP_N_ARGS];
    CsnArgReader args = csn_record_args(record);
    good = read_args(&args, a) && is_good(a);
    if (good) {
      map->slots[(uint32_t)a[MAP_INDEX].number - 1U] = control_of(a);
    }
  } else {
    good = good && !record;
  }
  free(names);
  return good;
}

CsnStatus
csn_engine_set_mapping(CsnEngine* engine, const char* text)
{
  CsnStatus st = CSN_OK;
  pthread_mutex_lock(&engine->bg.mutex);
  CsnControlMap* map = engine->bg.map;
  if (!map) {
    map = (CsnControlMap*)calloc(1, sizeof(CsnControlMap));
    engine->bg.map = map;
  }
  for (unsigned i = 0; map && i < CSN_MAX_CONTROLS; ++i) {
    map->slots[i].told = false;
  }
  while (map && *text) {
    const size_t length = strcspn(text, "\n");
    if (!take_line(map, text, length)) {
      st = CSN_ERR_BAD_DATA;
    }
    text += length + (text[length] == '\n');
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return map ? st : CSN_ERR_NO_MEMORY;
}
