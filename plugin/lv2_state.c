// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  State: the program's text, where it came from, the mode of ksmps, the values
  of the controls and the session's instruments.  The bytes are the same for the
  same state.  Restoring needs no worker and may be done while the plugin runs:
  the program is built in the calling thread and goes live in the next block.
*/

#include "lv2_plugin.h"

#include <lv2/state/state.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUES_SIZE 2048U
#define MAPPING_SIZE 8192U
#define REPORT_SIZE 8192U

static const void*
find_feature(const LV2_Feature* const* features, const char* uri)
{
  for (; features && *features; ++features) {
    if ((*features)->URI && !strcmp((*features)->URI, uri)) {
      return (*features)->data;
    }
  }
  return NULL;
}

static LV2_State_Status
store_text(LV2_State_Store_Function store,
           LV2_State_Handle handle,
           const CsnPlugin* plugin,
           LV2_URID key,
           LV2_URID type,
           const char* text)
{
  (void)plugin;
  return store(handle,
               key,
               text,
               strlen(text) + 1U,
               type,
               LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE);
}

/* One line a control: its number, its value in the program's units as the bits
   of a double (exact, and the same in every locale), its name. */
static void
write_values(CsnPlugin* plugin, char* text, size_t size)
{
  size_t length = 0;
  text[0] = '\0';
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    CsnControlInfo info;
    if (!csn_engine_control_info(plugin->engine, i, &info)) {
      continue;
    }
    uint64_t bits = 0;
    memcpy(&bits, &info.value, sizeof(bits));
    const int n = snprintf(text + length,
                           size - length,
                           "%u %016" PRIx64 " %s\n",
                           i + 1U,
                           bits,
                           info.name);
    if (n < 0 || (size_t)n >= size - length) {
      text[length] = '\0';
      return;
    }
    length += (size_t)n;
  }
}

static LV2_State_Status
store_path(CsnPlugin* plugin,
           LV2_State_Store_Function store,
           LV2_State_Handle handle,
           const char* path,
           const LV2_Feature* const* features)
{
  const LV2_State_Map_Path* const map_path =
    (const LV2_State_Map_Path*)find_feature(features, LV2_STATE__mapPath);
  const LV2_State_Free_Path* const free_path =
    (const LV2_State_Free_Path*)find_feature(features, LV2_STATE__freePath);
  if (!map_path) {
    return LV2_STATE_SUCCESS; // The text alone will do
  }

  char* const abstract = map_path->abstract_path(map_path->handle, path);
  if (!abstract) {
    return LV2_STATE_ERR_UNKNOWN;
  }
  const LV2_State_Status st = store_text(store,
                                         handle,
                                         plugin,
                                         plugin->uris.csn_file,
                                         plugin->uris.atom_Path,
                                         abstract);
  if (free_path) {
    free_path->free_path(free_path->handle, abstract);
  } else {
    free(abstract);
  }
  return st;
}

static LV2_State_Status
save(LV2_Handle instance,
     LV2_State_Store_Function store,
     LV2_State_Handle handle,
     uint32_t flags,
     const LV2_Feature* const* features)
{
  CsnPlugin* const plugin = (CsnPlugin*)instance;
  const CsnUris* const uris = &plugin->uris;
  char values[VALUES_SIZE];
  char mapping[MAPPING_SIZE];
  char mode[16];
  char* path = NULL;
  char* added = NULL;
  char* const text = csn_engine_program(plugin->engine, &path, &added);
  (void)flags;
  if (!text) {
    return LV2_STATE_ERR_UNKNOWN;
  }

  write_values(plugin, values, sizeof(values));
  csn_engine_ksmps_mode(plugin->engine, mode, sizeof(mode));
  LV2_State_Status st = store_text(
    store, handle, plugin, uris->csn_program, uris->atom_String, text);
  if (!st && added) {
    st = store_text(
      store, handle, plugin, uris->csn_added, uris->atom_String, added);
  }
  if (!st && path) {
    st = store_path(plugin, store, handle, path, features);
  }
  if (!st) {
    st = store_text(
      store, handle, plugin, uris->csn_values, uris->atom_String, values);
  }
  if (!st) {
    st = store_text(
      store, handle, plugin, uris->csn_ksmps, uris->atom_String, mode);
  }
  if (!st && csn_engine_mapping(plugin->engine, mapping, sizeof(mapping))) {
    st = store_text(
      store, handle, plugin, uris->csn_mapping, uris->atom_String, mapping);
  }
  char* const session = csn_engine_session_state(plugin->engine);
  if (!st && session) {
    st = store_text(
      store, handle, plugin, uris->csn_session, uris->atom_String, session);
  }
  free(session);
  free(text);
  free(added);
  free(path);
  return st;
}

// Restoring

/* Returns a copy of a text of the state, zero-ended; null: not there. */
static char*
retrieve_text(CsnPlugin* plugin,
              LV2_State_Retrieve_Function retrieve,
              LV2_State_Handle handle,
              LV2_URID key,
              size_t* length)
{
  size_t size = 0;
  uint32_t type = 0;
  uint32_t flags = 0;
  const char* const value =
    (const char*)retrieve(handle, key, &size, &type, &flags);
  if (!value ||
      (type != plugin->uris.atom_String && type != plugin->uris.atom_Path)) {
    return NULL;
  }
  const size_t n = strnlen(value, size);
  char* const copy = (char*)malloc(n + 1U);
  if (copy) {
    memcpy(copy, value, n);
    copy[n] = '\0';
    if (length) {
      *length = n;
    }
  }
  return copy;
}

static char*
retrieve_path(CsnPlugin* plugin,
              LV2_State_Retrieve_Function retrieve,
              LV2_State_Handle handle,
              const LV2_Feature* const* features)
{
  const LV2_State_Map_Path* const map_path =
    (const LV2_State_Map_Path*)find_feature(features, LV2_STATE__mapPath);
  const LV2_State_Free_Path* const free_path =
    (const LV2_State_Free_Path*)find_feature(features, LV2_STATE__freePath);
  char* const abstract =
    retrieve_text(plugin, retrieve, handle, plugin->uris.csn_file, NULL);
  if (!abstract || !map_path) {
    return abstract;
  }

  char* const absolute = map_path->absolute_path(map_path->handle, abstract);
  char* const path = absolute ? strdup(absolute) : NULL;
  if (free_path && absolute) {
    free_path->free_path(free_path->handle, absolute);
  } else {
    free(absolute);
  }
  free(abstract);
  return path;
}

static void
restore_values(CsnPlugin* plugin, char* values)
{
  for (char* line = values; line && *line;) {
    char* const end = strchr(line, '\n');
    char* rest = NULL;
    const unsigned long number = strtoul(line, &rest, 10);
    const uint64_t bits = strtoull(rest, NULL, 16);
    double value = 0;
    memcpy(&value, &bits, sizeof(value));
    if (number >= 1 && number <= CSN_MAX_CONTROLS && value - value == 0.0) {
      csn_engine_preset_control(plugin->engine, (uint32_t)number - 1U, value);
    }
    line = end ? end + 1 : NULL;
  }
}

static void
restore_ksmps(CsnPlugin* plugin, const char* mode)
{
  const unsigned long number = mode ? strtoul(mode, NULL, 10) : 0;
  if (mode && !strcmp(mode, "exact")) {
    (void)csn_engine_set_ksmps(plugin->engine, CSN_KSMPS_EXACT, 0);
  } else if (number >= 1 && number <= 8192) {
    (void)csn_engine_set_ksmps(plugin->engine,
                               CSN_KSMPS_NUMBER,
                               (uint32_t)number);
  } else {
    (void)csn_engine_set_ksmps(plugin->engine, CSN_KSMPS_FIT, 0);
  }
}

/* The session goes before the program that is to have its instruments. */
static void
restore_session(CsnPlugin* plugin,
                LV2_State_Retrieve_Function retrieve,
                LV2_State_Handle handle,
                char* report)
{
  char* const session =
    retrieve_text(plugin, retrieve, handle, plugin->uris.csn_session, NULL);
  const CsnStatus st =
    session ? csn_engine_set_session_state(plugin->engine,
                                           session,
                                           report,
                                           report ? REPORT_SIZE : 0)
            : CSN_OK;
  if (st) {
    lv2_log_error(&plugin->logger,
                  "Csonance: the session is not restored whole: %s\n%s",
                  csn_strerror(st),
                  report ? report : "");
  }
  free(session);
}

static LV2_State_Status
restore(LV2_Handle instance,
        LV2_State_Retrieve_Function retrieve,
        LV2_State_Handle handle,
        uint32_t flags,
        const LV2_Feature* const* features)
{
  CsnPlugin* const plugin = (CsnPlugin*)instance;
  const CsnUris* const uris = &plugin->uris;
  (void)flags;

  size_t length = 0;
  char* const text =
    retrieve_text(plugin, retrieve, handle, uris->csn_program, &length);
  char* const added =
    retrieve_text(plugin, retrieve, handle, uris->csn_added, NULL);
  char* const path = retrieve_path(plugin, retrieve, handle, features);
  char* const mode =
    retrieve_text(plugin, retrieve, handle, uris->csn_ksmps, NULL);
  char* const values =
    retrieve_text(plugin, retrieve, handle, uris->csn_values, NULL);
  char* const mapping =
    retrieve_text(plugin, retrieve, handle, uris->csn_mapping, NULL);
  char* const report = (char*)calloc(1, REPORT_SIZE);

  CsnStatus st = CSN_OK;
  if (text || path) {
    restore_ksmps(plugin, mode);
    restore_values(plugin, values);
    (void)csn_engine_set_mapping(plugin->engine, mapping ? mapping : "");
    restore_session(plugin, retrieve, handle, report);
    const CsnSource source = { text, length, path, added };
    st = text ? csn_engine_load(plugin->engine,
                                &source,
                                report,
                                report ? REPORT_SIZE : 0)
              : csn_engine_load_file(plugin->engine,
                                     path,
                                     report,
                                     report ? REPORT_SIZE : 0);
  }
  if (st) {
    lv2_log_error(&plugin->logger,
                  "Csonance: the state is not restored: %s\n%s",
                  csn_strerror(st),
                  report ? report : "");
  }
  free(text);
  free(added);
  free(path);
  free(mode);
  free(values);
  free(mapping);
  free(report);
  return st ? LV2_STATE_ERR_UNKNOWN : LV2_STATE_SUCCESS;
}

const void*
csn_plugin_state_interface(void)
{
  static const LV2_State_Interface interface = { save, restore };
  return &interface;
}
