// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "controls.h"

#include <csound/csound.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** A control that the program declares, and where its text does. */
typedef struct {
  CsnControlInfo info;
  size_t at;
} Declared;

static double
clamp(double value, double low, double high)
{
  return value > low ? (value < high ? value : high) : low; // NaN: low
}

double
csn_control_value(const CsnControlInfo* info, double port)
{
  const double x = clamp(port, 0, 1);
  switch (info->curve) {
    case CSN_CURVE_EXPONENTIAL:
      return info->minimum * pow(info->maximum / info->minimum, x);
    case CSN_CURVE_INTEGER:
      return round(info->minimum + x * (info->maximum - info->minimum));
    case CSN_CURVE_LINEAR:
      break;
  }
  return info->minimum + x * (info->maximum - info->minimum);
}

double
csn_control_port(const CsnControlInfo* info, double value)
{
  const double x = clamp(value, info->minimum, info->maximum);
  if (!(info->maximum > info->minimum)) {
    return 0;
  }
  return info->curve == CSN_CURVE_EXPONENTIAL
           ? log(x / info->minimum) / log(info->maximum / info->minimum)
           : (x - info->minimum) / (info->maximum - info->minimum);
}

static bool
describe(CsnControlInfo* info, const controlChannelInfo_t* channel)
{
  const controlChannelHints_t* const hints = &channel->hints;
  if ((channel->type & CSOUND_CHANNEL_TYPE_MASK) != CSOUND_CONTROL_CHANNEL ||
      hints->behav == CSOUND_CONTROL_CHANNEL_NO_HINTS ||
      !(hints->max > hints->min) || strlen(channel->name) >= 64) {
    return false;
  }

  memset(info, 0, sizeof(*info));
  snprintf(info->name, sizeof(info->name), "%s", channel->name);
  info->minimum = hints->min;
  info->maximum = hints->max;
  info->initial = clamp(hints->dflt, hints->min, hints->max);
  info->value = info->initial;
  info->target = CSN_TARGET_CHANNEL;
  info->curve = hints->behav == CSOUND_CONTROL_CHANNEL_INT ? CSN_CURVE_INTEGER
                : hints->behav == CSOUND_CONTROL_CHANNEL_EXP && hints->min > 0
                  ? CSN_CURVE_EXPONENTIAL
                  : CSN_CURVE_LINEAR;
  return true;
}

/* The place of `"name"`, or the end of the text. */
static size_t
place_of(const char* text, const char* name)
{
  char quoted[72];
  snprintf(quoted, sizeof(quoted), "\"%s\"", name);
  const char* const found = strstr(text, quoted);
  return found ? (size_t)(found - text) : strlen(text);
}

static int
compare(const void* a, const void* b)
{
  const Declared* const x = (const Declared*)a;
  const Declared* const y = (const Declared*)b;
  return x->at < y->at   ? -1
         : x->at > y->at ? 1
                         : strcmp(x->info.name, y->info.name);
}

static int
slot_of(const CsnControlMap* map, const char* name)
{
  for (unsigned i = 0; map && i < CSN_MAX_CONTROLS; ++i) {
    if (map->slots[i].info.target != CSN_TARGET_NONE &&
        !strcmp(map->slots[i].info.name, name)) {
      return (int)i;
    }
  }
  return -1;
}

/* What mapControl has mapped stays, where the program still has it. */
static void
keep_told(CsnControlMap* map, const CsnControlMap* old, const char* text)
{
  for (unsigned i = 0; old && i < CSN_MAX_CONTROLS; ++i) {
    const CsnControl* const control = &old->slots[i];
    if (control->told && (control->info.target == CSN_TARGET_BUS ||
                          strstr(text, control->info.name))) {
      map->slots[i] = *control;
    }
  }
}

static void
assign_slots(CsnControlMap* map,
             const CsnControlMap* old,
             const Declared* declared,
             size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    const int slot = slot_of(old, declared[i].info.name);
    if (slot >= 0 && map->slots[slot].info.target == CSN_TARGET_NONE) {
      map->slots[slot].info = declared[i].info;
    }
  }

  unsigned free_slot = 0;
  for (size_t i = 0; i < n; ++i) {
    if (slot_of(map, declared[i].info.name) >= 0) {
      continue;
    }
    while (free_slot < CSN_MAX_CONTROLS &&
           map->slots[free_slot].info.target != CSN_TARGET_NONE) {
      ++free_slot;
    }
    if (free_slot < CSN_MAX_CONTROLS) {
      map->slots[free_slot].info = declared[i].info;
    }
  }
}

CsnControlMap*
csn_controls_declared(CSOUND* csound,
                      const char* text,
                      const CsnControlMap* old)
{
  controlChannelInfo_t* channels = NULL;
  const int n_channels = csoundListChannels(csound, &channels);
  CsnControlMap* const map = (CsnControlMap*)calloc(1, sizeof(CsnControlMap));
  Declared* const declared =
    (Declared*)calloc(n_channels > 0 ? (size_t)n_channels : 1U,
                      sizeof(Declared));

  if (map && declared) {
    size_t n = 0;
    for (int i = 0; i < n_channels; ++i) {
      if (describe(&declared[n].info, &channels[i])) {
        declared[n].at = place_of(text, declared[n].info.name);
        ++n;
      }
    }
    qsort(declared, n, sizeof(Declared), compare);
    keep_told(map, old, text);
    assign_slots(map, old, declared, n);
  }

  if (channels) {
    csoundDeleteChannelList(csound, channels);
  }
  free(declared);
  return map;
}

void
csn_controls_connect(CsnChannels* channels,
                     const CsnControlMap* map,
                     CSOUND* csound,
                     const char* text)
{
  memset(channels, 0, sizeof(*channels));
  for (unsigned i = 0; i < CSN_MAX_CONTROLS; ++i) {
    const CsnControlInfo* const info = &map->slots[i].info;
    if (info->target != CSN_TARGET_CHANNEL) {
      continue;
    }

    MYFLT* pointer = NULL;
    char audio[68];
    snprintf(audio, sizeof(audio), "%s.a", info->name);
    if (!csoundGetChannelPtr(csound,
                             &pointer,
                             info->name,
                             CSOUND_CONTROL_CHANNEL | CSOUND_INPUT_CHANNEL)) {
      channels->k[i] = pointer;
    }
    // Filled in every k-cycle, so only where the program reads it
    if (place_of(text, audio) < strlen(text) &&
        !csoundGetChannelPtr(csound,
                             &pointer,
                             audio,
                             CSOUND_AUDIO_CHANNEL | CSOUND_INPUT_CHANNEL)) {
      channels->a[i] = pointer;
    }
  }
}

size_t
csn_controls_write(const CsnControlMap* map, char* text, size_t size)
{
  static const char* const curves[] = { "lin", "exp", "int" };

  size_t length = 0;
  if (size) {
    text[0] = '\0';
  }
  for (unsigned i = 0; i < CSN_MAX_CONTROLS; ++i) {
    const CsnControlInfo* const info = &map->slots[i].info;
    if (info->target == CSN_TARGET_NONE) {
      continue;
    }
    const int n = snprintf(length < size ? text + length : NULL,
                           length < size ? size - length : 0,
                           "ctl%u\t%s\t%.9g\t%.9g\t%.9g\t%s\t%s\n",
                           i + 1U,
                           info->name,
                           info->minimum,
                           info->maximum,
                           info->initial,
                           curves[info->curve],
                           info->unit);
    length += n > 0 ? (size_t)n : 0U;
  }
  return length;
}
