// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The URID map: a table of strings with an open hash beside it, under a lock.
// Strings are never moved or freed while the map lives, so that what unmap
// returns stays valid. Layer: host, any thread that may wait.

#include "urids.h"

#include <lv2/atom/atom.h>
#include <lv2/log/log.h>
#include <lv2/midi/midi.h>
#include <lv2/patch/patch.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static uint32_t
hash(const char* uri)
{
  uint32_t h = 2166136261U;
  for (const char* c = uri; *c; ++c) {
    h = (h ^ (uint32_t)(unsigned char)*c) * 16777619U;
  }
  return h;
}

// Finds the slot that holds `uri`, or the free one where it belongs
static uint32_t*
find_slot(const CsnUridMap* map, const char* uri)
{
  uint32_t i = hash(uri) & (map->n_slots - 1U);
  while (map->slots[i] && strcmp(map->uris[map->slots[i] - 1U], uri) != 0) {
    i = (i + 1U) & (map->n_slots - 1U);
  }
  return &map->slots[i];
}

// Makes room for one more URI, keeping the hash at most half full
static bool
reserve(CsnUridMap* map)
{
  if (map->n_uris < map->capacity) {
    return true;
  }

  const uint32_t capacity = map->capacity ? map->capacity * 2U : 128U;
  char** uris = (char**)realloc(map->uris, capacity * sizeof(char*));
  if (!uris) {
    return false;
  }
  map->uris = uris;

  uint32_t* slots = (uint32_t*)calloc((size_t)capacity * 2U, sizeof(uint32_t));
  if (!slots) {
    return false;
  }
  free(map->slots);
  map->slots = slots;
  map->n_slots = capacity * 2U;
  map->capacity = capacity;
  for (uint32_t i = 0; i < map->n_uris; ++i) {
    *find_slot(map, map->uris[i]) = i + 1U;
  }
  return true;
}

static LV2_URID
map_uri(LV2_URID_Map_Handle handle, const char* uri)
{
  CsnUridMap* map = (CsnUridMap*)handle;
  LV2_URID id = 0;

  pthread_mutex_lock(&map->lock);
  if (uri && reserve(map)) {
    uint32_t* slot = find_slot(map, uri);
    if (!*slot) {
      char* copy = strdup(uri);
      if (copy) {
        map->uris[map->n_uris++] = copy;
        *slot = map->n_uris;
      }
    }
    id = *slot;
  }
  pthread_mutex_unlock(&map->lock);
  return id;
}

static const char*
unmap_urid(LV2_URID_Unmap_Handle handle, LV2_URID urid)
{
  CsnUridMap* map = (CsnUridMap*)handle;
  const char* uri = NULL;

  pthread_mutex_lock(&map->lock);
  if (urid && urid <= map->n_uris) {
    uri = map->uris[urid - 1U];
  }
  pthread_mutex_unlock(&map->lock);
  return uri;
}

static void
map_known(CsnUridMap* map)
{
  const struct {
    LV2_URID* urid;
    const char* uri;
  } table[] = {
    { &map->known.atom_Blank, LV2_ATOM__Blank },
    { &map->known.atom_Bool, LV2_ATOM__Bool },
    { &map->known.atom_Chunk, LV2_ATOM__Chunk },
    { &map->known.atom_Double, LV2_ATOM__Double },
    { &map->known.atom_Float, LV2_ATOM__Float },
    { &map->known.atom_Int, LV2_ATOM__Int },
    { &map->known.atom_Long, LV2_ATOM__Long },
    { &map->known.atom_Object, LV2_ATOM__Object },
    { &map->known.atom_Path, LV2_ATOM__Path },
    { &map->known.atom_Sequence, LV2_ATOM__Sequence },
    { &map->known.atom_String, LV2_ATOM__String },
    { &map->known.atom_URID, LV2_ATOM__URID },
    { &map->known.atom_Vector, LV2_ATOM__Vector },
    { &map->known.log_Error, LV2_LOG__Error },
    { &map->known.log_Note, LV2_LOG__Note },
    { &map->known.log_Trace, LV2_LOG__Trace },
    { &map->known.log_Warning, LV2_LOG__Warning },
    { &map->known.midi_MidiEvent, LV2_MIDI__MidiEvent },
    { &map->known.patch_Ack, LV2_PATCH__Ack },
    { &map->known.patch_Error, LV2_PATCH__Error },
    { &map->known.patch_Get, LV2_PATCH__Get },
    { &map->known.patch_Set, LV2_PATCH__Set },
    { &map->known.patch_property, LV2_PATCH__property },
    { &map->known.patch_sequenceNumber, LV2_PATCH__sequenceNumber },
    { &map->known.patch_value, LV2_PATCH__value },
    { &map->known.csn_call, CSN_NS "call" },
    { &map->known.csn_controls, CSN_NS "controls" },
    { &map->known.csn_ended, CSN_NS "ended" },
    { &map->known.csn_error, CSN_NS "error" },
    { &map->known.csn_file, CSN_NS "file" },
    { &map->known.csn_guard, CSN_NS "guard" },
    { &map->known.csn_ksmps, CSN_NS "ksmps" },
    { &map->known.csn_log, CSN_NS "log" },
    { &map->known.csn_outvalue, CSN_NS "outvalue" },
    { &map->known.csn_result, CSN_NS "result" },
    { &map->known.csn_status, CSN_NS "status" },
    { &map->known.csn_text, CSN_NS "text" },
  };

  for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); ++i) {
    *table[i].urid = map_uri(map, table[i].uri);
  }
}

CsnUridMap*
csn_urid_map_new(void)
{
  CsnUridMap* map = (CsnUridMap*)calloc(1, sizeof(CsnUridMap));
  if (!map) {
    return NULL;
  }

  pthread_mutex_init(&map->lock, NULL);
  map->map.handle = map;
  map->map.map = map_uri;
  map->unmap.handle = map;
  map->unmap.unmap = unmap_urid;
  map_known(map);
  if (!map->known.csn_status) {
    csn_urid_map_free(map);
    return NULL;
  }
  return map;
}

void
csn_urid_map_free(CsnUridMap* map)
{
  if (map) {
    for (uint32_t i = 0; i < map->n_uris; ++i) {
      free(map->uris[i]);
    }
    free(map->uris);
    free(map->slots);
    pthread_mutex_destroy(&map->lock);
    free(map);
  }
}
