// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file rt_host.h
   A small LV2 host around the built module (layer: tests): the instrument, with
   its ports connected and a control sequence that is written anew for each
   block. Work is done by whoever runs the plugin, between two blocks.
*/

#ifndef CSN_TESTS_RT_HOST_H
#define CSN_TESTS_RT_HOST_H

#include "engine/engine.h"
#include "plugin/lv2_plugin.h"

#include <lv2/atom/forge.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/options/options.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOST_MAX_BLOCK 4096U
#define HOST_MAX_URIDS 256U

typedef struct {
  void* module;
  const LV2_Descriptor* descriptor;
  LV2_Handle handle;
  const LV2_Worker_Interface* worker;
  bool work_wanted;

  char* uris[HOST_MAX_URIDS];
  uint32_t n_uris;
  LV2_URID_Map map;
  LV2_Worker_Schedule schedule;

  LV2_Atom_Forge forge;
  LV2_Atom_Forge_Frame sequence;
  uint64_t control[16384];
  uint64_t notify[16384];
  float enabled;
  float freewheel;
  float latency;
  float controls[CSN_MAX_CONTROLS];
  float out[2][HOST_MAX_BLOCK];
} RtHost;

static inline LV2_URID
rt_host_map(LV2_URID_Map_Handle handle, const char* uri)
{
  RtHost* const host = (RtHost*)handle;
  for (uint32_t i = 0; i < host->n_uris; ++i) {
    if (!strcmp(host->uris[i], uri)) {
      return i + 1U;
    }
  }
  if (host->n_uris == HOST_MAX_URIDS) {
    return 0;
  }
  host->uris[host->n_uris] = strdup(uri);
  return ++host->n_uris;
}

static inline LV2_Worker_Status
rt_host_schedule(LV2_Worker_Schedule_Handle handle,
                 uint32_t size,
                 const void* data)
{
  (void)size;
  (void)data;
  ((RtHost*)handle)->work_wanted = true;
  return LV2_WORKER_SUCCESS;
}

static inline LV2_Worker_Status
rt_host_respond(LV2_Worker_Respond_Handle handle,
                uint32_t size,
                const void* data)
{
  (void)handle;
  (void)size;
  (void)data;
  return LV2_WORKER_SUCCESS;
}

/** The plugin's own structure: the module is built from the same headers. */
static inline CsnPlugin*
rt_host_plugin(const RtHost* host)
{
  return (CsnPlugin*)host->handle;
}

static inline void
rt_host_close(RtHost* host)
{
  if (host->handle) {
    host->descriptor->cleanup(host->handle);
  }
  if (host->module) {
    (void)dlclose(host->module);
  }
  for (uint32_t i = 0; i < host->n_uris; ++i) {
    free(host->uris[i]);
  }
  free(host);
}

static inline void
rt_host_connect(RtHost* host)
{
  const LV2_Descriptor* const d = host->descriptor;
  d->connect_port(host->handle, CSN_PORT_CONTROL, host->control);
  d->connect_port(host->handle, CSN_PORT_NOTIFY, host->notify);
  d->connect_port(host->handle, CSN_PORT_ENABLED, &host->enabled);
  d->connect_port(host->handle, CSN_PORT_FREEWHEEL, &host->freewheel);
  d->connect_port(host->handle, CSN_PORT_LATENCY, &host->latency);
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    host->controls[i] = 0.5F;
    d->connect_port(host->handle, CSN_PORT_CTL_1 + i, &host->controls[i]);
  }
  d->connect_port(host->handle, CSN_PORT_AUDIO, host->out[0]);
  d->connect_port(host->handle, CSN_PORT_AUDIO + 1U, host->out[1]);
  host->enabled = 1.0F;
}

/** Begins the control port of the coming block. */
static inline void
rt_host_begin(RtHost* host)
{
  lv2_atom_forge_set_buffer(&host->forge,
                            (uint8_t*)host->control,
                            sizeof(host->control));
  lv2_atom_forge_sequence_head(&host->forge, &host->sequence, 0);
}

/** Returns a host of the instrument in this module file, or null. */
static inline RtHost*
rt_host_open(const char* path, int32_t fixed_block)
{
  RtHost* const host = (RtHost*)calloc(1, sizeof(RtHost));
  if (!host) {
    return NULL;
  }
  host->map = (LV2_URID_Map){ host, rt_host_map };
  host->schedule = (LV2_Worker_Schedule){ host, rt_host_schedule };
  host->module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  void* const symbol =
    host->module ? dlsym(host->module, "lv2_descriptor") : NULL;
  LV2_Descriptor_Function find = NULL;
  memcpy(&find, &symbol, sizeof(find));
  host->descriptor = find ? find(0) : NULL;
  if (!host->descriptor) {
    rt_host_close(host);
    return NULL;
  }

  char bundle[4096];
  (void)snprintf(bundle, sizeof(bundle), "%s", path);
  char* const slash = strrchr(bundle, '/');
  if (slash) {
    slash[1] = '\0';
  }
  const LV2_URID type = rt_host_map(host, LV2_ATOM__Int);
  const LV2_Options_Option options[] = {
    { LV2_OPTIONS_INSTANCE,
      0,
      rt_host_map(host, LV2_BUF_SIZE__minBlockLength),
      sizeof(int32_t),
      type,
      &fixed_block },
    { LV2_OPTIONS_INSTANCE,
      0,
      rt_host_map(host, LV2_BUF_SIZE__maxBlockLength),
      sizeof(int32_t),
      type,
      &fixed_block },
    { LV2_OPTIONS_INSTANCE, 0, 0, 0, 0, NULL }
  };
  LV2_Feature map = { LV2_URID__map, &host->map };
  LV2_Feature schedule = { LV2_WORKER__schedule, &host->schedule };
  LV2_Feature option = { LV2_OPTIONS__options, NULL };
  memcpy(&option.data, &(const void*){ options }, sizeof(void*));
  const LV2_Feature* const features[] = {
    &map, &schedule, fixed_block ? &option : NULL, NULL
  };
  host->handle =
    host->descriptor->instantiate(host->descriptor, 48000, bundle, features);
  if (!host->handle) {
    rt_host_close(host);
    return NULL;
  }
  host->worker = (const LV2_Worker_Interface*)host->descriptor->extension_data(
    LV2_WORKER__interface);
  lv2_atom_forge_init(&host->forge, &host->map);
  rt_host_connect(host);
  host->descriptor->activate(host->handle);
  rt_host_begin(host);
  return host;
}

/** A patch:Set of a text property, in the coming block. */
static inline void
rt_host_set(RtHost* host,
            const char* property,
            const char* text,
            int32_t number)
{
  const CsnUris* const uris = &rt_host_plugin(host)->uris;
  char uri[256];
  LV2_Atom_Forge_Frame object;
  (void)snprintf(uri, sizeof(uri), "%s%s", CSN_NS, property);
  lv2_atom_forge_frame_time(&host->forge, 0);
  lv2_atom_forge_object(&host->forge, &object, 0, uris->patch_Set);
  lv2_atom_forge_key(&host->forge, uris->patch_property);
  lv2_atom_forge_urid(&host->forge, rt_host_map(host, uri));
  if (number) {
    lv2_atom_forge_key(&host->forge, uris->patch_sequenceNumber);
    lv2_atom_forge_int(&host->forge, number);
  }
  lv2_atom_forge_key(&host->forge, uris->patch_value);
  lv2_atom_forge_string(&host->forge, text, (uint32_t)strlen(text));
  lv2_atom_forge_pop(&host->forge, &object);
}

/** A MIDI message, in the coming block. */
static inline void
rt_host_midi(RtHost* host, uint32_t frame, uint8_t a, uint8_t b, uint8_t c)
{
  const uint8_t bytes[] = { a, b, c };
  lv2_atom_forge_frame_time(&host->forge, frame);
  lv2_atom_forge_atom(&host->forge,
                      sizeof(bytes),
                      rt_host_plugin(host)->uris.midi_MidiEvent);
  lv2_atom_forge_write(&host->forge, bytes, sizeof(bytes));
}

/** Ends the control port and makes room in the other; then comes run(). */
static inline void
rt_host_end(RtHost* host)
{
  LV2_Atom_Sequence* const notify = (LV2_Atom_Sequence*)host->notify;
  lv2_atom_forge_pop(&host->forge, &host->sequence);
  notify->atom.type = 0;
  notify->atom.size = (uint32_t)(sizeof(host->notify) - sizeof(LV2_Atom));
}

/** What comes after run(): the work that was asked for, and a new sequence. */
static inline void
rt_host_after(RtHost* host)
{
  if (host->work_wanted) {
    const uint8_t wake = 1;
    host->work_wanted = false;
    (void)host->worker->work(
      host->handle, rt_host_respond, host, sizeof(wake), &wake);
  }
  rt_host_begin(host);
}

/** One block without a guard. */
static inline void
rt_host_run(RtHost* host, uint32_t n_frames)
{
  rt_host_end(host);
  host->descriptor->run(host->handle, n_frames);
  rt_host_after(host);
}

#endif
