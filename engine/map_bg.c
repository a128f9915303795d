// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Map: the method `mapControl`, which gives one of the host's controls to a
  channel, a p-field or a bus.  Done by the worker, under bg.mutex; the audio
  thread takes the new map when it comes round.
*/

#include "engine.h"

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
