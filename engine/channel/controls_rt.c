// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "controls.h"

#include "engine.h"

#include <string.h>

/* The port value of a host that has never touched the control. */
#define UNTOUCHED 0.5F

static void
fill(double* channel, uint32_t from, uint32_t ksmps, double value)
{
  for (uint32_t i = from; i < ksmps; ++i) {
    channel[i] = value;
  }
}

/* A bus that has been collected is left in peace. */
static void
set_bus(const CsnInstance* instance, double token, double value)
{
  const CsnBuses* const buses = instance->buses;
  const char* problem = NULL;
  CsnBus* const bus = csn_bus_look(buses, token, CSN_BUS_CONTROL, &problem);
  if (bus) {
    csn_bus_set(bus, value);
    csn_bus_let_go(buses->bank, bus);
  }
}

/* Sets a control's value from the frame on that is being gathered. */
CSN_AUDIO static void
set_value(CsnEngine* engine, uint32_t index, double value)
{
  CsnInstance* const instance = engine->rt.current;
  CsnControlState* const state = &engine->rt.controls[index];
  const CsnControl* const control = &instance->map->slots[index];
  state->value = value;
  atomic_store_explicit(&engine->shared.values[index],
                        value,
                        memory_order_relaxed);
  if (instance->channels.k[index]) {
    *instance->channels.k[index] = value;
  }
  if (instance->channels.a[index]) {
    fill(instance->channels.a[index],
         instance->rt.fill,
         instance->ksmps,
         value);
    state->a_stale = instance->rt.fill > 0;
  }
  if (control->info.target == CSN_TARGET_PFIELD) {
    const int number = csn_notes_instrument(instance, control->info.name);
    (void)csn_notes_set_all(instance, number, control->pfield, value);
  } else if (control->info.target == CSN_TARGET_BUS) {
    set_bus(instance, control->bus, value);
  }
}

/* What a control is when a program begins: what a saved state says, what the
   host has set it to, or what the program itself wants. */
static double
first_value(CsnEngine* engine,
            uint32_t index,
            const CsnControlInfo* info,
            unsigned preset_mask)
{
  const CsnControlState* const state = &engine->rt.controls[index];
  if (preset_mask & (1U << index)) {
    const double preset = atomic_load_explicit(&engine->shared.presets[index],
                                               memory_order_relaxed);
    return preset < info->minimum   ? info->minimum
           : preset > info->maximum ? info->maximum
                                    : preset;
  }
  return state->taken ? csn_control_value(info, (double)state->port)
                      : info->initial;
}

void
csn_controls_begin_rt(CsnEngine* engine, CsnInstance* instance)
{
  const unsigned preset_mask =
    atomic_exchange_explicit(&engine->shared.preset_mask,
                             0,
                             memory_order_acquire);
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    CsnControlState* const state = &engine->rt.controls[i];
    const CsnControlInfo* const info = &instance->map->slots[i].info;
    const CsnInstance* const old = engine->rt.fading;
    if (info->target == CSN_TARGET_NONE) {
      state->taken = false;
      continue;
    }
    // Another control in this slot: the host's value was not meant for it
    if (old && strcmp(old->map->slots[i].info.name, info->name) != 0) {
      state->taken = false;
    }
    const double value = first_value(engine, i, info, preset_mask);
    state->a_stale = false;
    state->value = value;
    atomic_store_explicit(&engine->shared.values[i],
                          value,
                          memory_order_relaxed);
    if (instance->channels.k[i]) {
      *instance->channels.k[i] = value;
    }
    if (instance->channels.a[i]) {
      fill(instance->channels.a[i], 0, instance->ksmps, value);
    }
  }
}

void
csn_engine_control_rt(CsnEngine* engine, uint32_t index, float value)
{
  csn_role_enter_audio();
  if (index >= CSN_MAX_CONTROLS || value != value) { // Not a number: no news
    return;
  }
  CsnControlState* const state = &engine->rt.controls[index];
  const float before = state->seen ? state->port : UNTOUCHED;
  const bool moved = value > before || value < before;
  state->port = value;
  state->seen = true;
  if (!moved) {
    return;
  }

  state->taken = true;
  const CsnInstance* const instance = engine->rt.current;
  if (instance && instance->map->slots[index].info.target != CSN_TARGET_NONE) {
    set_value(engine,
              index,
              csn_control_value(&instance->map->slots[index].info,
                                (double)value));
  }
}

void
csn_controls_after_rt(CsnEngine* engine, CsnInstance* instance)
{
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    CsnControlState* const state = &engine->rt.controls[i];
    if (state->a_stale && instance->channels.a[i]) {
      fill(instance->channels.a[i], 0, instance->ksmps, state->value);
    }
    state->a_stale = false;
  }
}

static bool
is_equal(double a, double b)
{
  return !(a < b) && !(a > b);
}

static bool
is_same(const CsnControl* a, const CsnControl* b)
{
  return a->pfield == b->pfield && a->info.target == b->info.target &&
         a->info.curve == b->info.curve &&
         is_equal(a->info.minimum, b->info.minimum) &&
         is_equal(a->info.maximum, b->info.maximum) &&
         is_equal(a->info.initial, b->info.initial) &&
         !strcmp(a->info.name, b->info.name);
}

/* Where the program has a channel NAME.a already, it is filled too. */
static void
connect_audio(CsnInstance* instance, uint32_t index, const char* name)
{
  char audio[sizeof(((CsnControlInfo*)NULL)->name) + 3U];
  MYFLT* pointer = NULL;
  const size_t length = strlen(name);
  memcpy(audio, name, length + 1U);
  audio[length] = '.';
  audio[length + 1U] = 'a';
  audio[length + 2U] = '\0';
  const int kind = csoundGetChannelPtr(instance->csound, &pointer, audio, 0);
  if (kind > 0 && (kind & CSOUND_CHANNEL_TYPE_MASK) == CSOUND_AUDIO_CHANNEL &&
      !csoundGetChannelPtr(instance->csound,
                           &pointer,
                           audio,
                           CSOUND_AUDIO_CHANNEL | CSOUND_INPUT_CHANNEL)) {
    instance->channels.a[index] = pointer;
  }
}

void
csn_controls_remap_rt(CsnEngine* engine, const CsnControlMap* map)
{
  CsnInstance* const instance = engine->rt.current;
  if (!instance) {
    return;
  }
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    const CsnControl* const control = &map->slots[i];
    const CsnControl* const old = &instance->map->slots[i];
    if (is_same(control, old)) {
      continue;
    }
    instance->map->slots[i] = *control;
    instance->channels.k[i] = NULL;
    instance->channels.a[i] = NULL;
    if (control->info.target == CSN_TARGET_CHANNEL) {
      MYFLT* pointer = NULL;
      if (!csoundGetChannelPtr(instance->csound,
                               &pointer,
                               control->info.name,
                               CSOUND_CONTROL_CHANNEL | CSOUND_INPUT_CHANNEL)) {
        instance->channels.k[i] = pointer;
      }
      connect_audio(instance, i, control->info.name);
    }
    const CsnControlState* const state = &engine->rt.controls[i];
    set_value(engine,
              i,
              state->taken
                ? csn_control_value(&control->info, (double)state->port)
                : control->info.initial);
  }
}

void
csn_controls_pfields_rt(const CsnEngine* engine,
                        double p1,
                        double* args,
                        uint32_t n_args)
{
  CsnInstance* const instance = engine->rt.current;
  for (uint32_t i = 0; instance && i < CSN_MAX_CONTROLS; ++i) {
    const CsnControl* const control = &instance->map->slots[i];
    if (control->info.target == CSN_TARGET_PFIELD && control->pfield >= 4U &&
        control->pfield - 4U < n_args && engine->rt.controls[i].taken &&
        csn_notes_instrument(instance, control->info.name) == (int)p1) {
      args[control->pfield - 4U] = engine->rt.controls[i].value;
    }
  }
}
