// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The rig's states: kept in memory, as a host does between two sessions
// (layer: tests).

#include "plugin_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static LV2_State_Status
store(LV2_State_Handle handle,
      uint32_t key,
      const void* value,
      size_t size,
      uint32_t type,
      uint32_t flags)
{
  CsnSaved* const saved = (CsnSaved*)handle;
  if (saved->n == csn_saved_max) {
    return LV2_STATE_ERR_NO_SPACE;
  }
  uint8_t* const copy = (uint8_t*)malloc(size ? size : 1U);
  if (!copy) {
    return LV2_STATE_ERR_UNKNOWN;
  }
  memcpy(copy, value, size);
  saved->item[saved->n].key = key;
  saved->item[saved->n].type = type;
  saved->item[saved->n].flags = flags;
  saved->item[saved->n].size = size;
  saved->item[saved->n].body = copy;
  ++saved->n;
  return LV2_STATE_SUCCESS;
}

static const void*
retrieve(LV2_State_Handle handle,
         uint32_t key,
         size_t* size,
         uint32_t* type,
         uint32_t* flags)
{
  const CsnSaved* const saved = (const CsnSaved*)handle;
  const unsigned i = csn_saved_find(saved, key);
  if (i == csn_saved_max) {
    return NULL;
  }
  *size = saved->item[i].size;
  *type = saved->item[i].type;
  *flags = saved->item[i].flags;
  return saved->item[i].body;
}

// Paths, as a host maps them that changes nothing but their beginning

static char*
with_prefix(const char* path, const char* prefix)
{
  const size_t size = strlen(path) + strlen(prefix) + 1U;
  char* const made = (char*)malloc(size);
  if (made) {
    (void)snprintf(made, size, "%s%s", prefix, path);
  }
  return made;
}

static char*
to_abstract(LV2_State_Map_Path_Handle handle, const char* path)
{
  (void)handle;
  return with_prefix(path, "mapped:");
}

static char*
to_absolute(LV2_State_Map_Path_Handle handle, const char* path)
{
  (void)handle;
  return with_prefix(strncmp(path, "mapped:", 7) != 0 ? path : path + 7, "");
}

static void
free_path(LV2_State_Free_Path_Handle handle, char* path)
{
  (void)handle;
  free(path);
}

static LV2_State_Map_Path map_path = { NULL, to_abstract, to_absolute };
static LV2_State_Free_Path freeing = { NULL, free_path };
static const LV2_Feature map_feature = { LV2_STATE__mapPath, &map_path };
static const LV2_Feature free_feature = { LV2_STATE__freePath, &freeing };
static const LV2_Feature* const features[] = { &map_feature,
                                               &free_feature,
                                               NULL };

LV2_State_Status
csn_rig_save(CsnRig* rig, CsnSaved* saved)
{
  memset(saved, 0, sizeof(*saved));
  return rig->state->save(rig->handle, store, saved, 0, features);
}

LV2_State_Status
csn_rig_restore(CsnRig* rig, const CsnSaved* saved)
{
  CsnSaved handed = *saved; // the handle is not const
  return rig->state->restore(rig->handle, retrieve, &handed, 0, features);
}

void
csn_saved_clear(CsnSaved* saved)
{
  for (unsigned i = 0; i < saved->n; ++i) {
    free(saved->item[i].body);
  }
  saved->n = 0;
}

void
csn_saved_copy(CsnSaved* to, const CsnSaved* from)
{
  memset(to, 0, sizeof(*to));
  for (unsigned i = 0; i < from->n; ++i) {
    (void)store(to,
                from->item[i].key,
                from->item[i].body,
                from->item[i].size,
                from->item[i].type,
                from->item[i].flags);
  }
}

bool
csn_saved_equal(const CsnSaved* a, const CsnSaved* b)
{
  bool equal = a->n == b->n;
  for (unsigned i = 0; equal && i < a->n; ++i) {
    equal = a->item[i].key == b->item[i].key &&
            a->item[i].type == b->item[i].type &&
            a->item[i].flags == b->item[i].flags &&
            a->item[i].size == b->item[i].size &&
            !memcmp(a->item[i].body, b->item[i].body, a->item[i].size);
  }
  return equal;
}

unsigned
csn_saved_find(const CsnSaved* saved, LV2_URID key)
{
  for (unsigned i = 0; i < saved->n; ++i) {
    if (saved->item[i].key == key) {
      return i;
    }
  }
  return csn_saved_max;
}
