// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Gathers the features for a plugin's instance. Layer: host, control thread.

#include "featureset.h"

#include "text.h"

#include <lv2/buf-size/buf-size.h>
#include <lv2/core/lv2.h>
#include <lv2/parameters/parameters.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPTIONS_REQUIRED LV2_OPTIONS_PREFIX "requiredOption"

static const char* const known_features[] = {
  LV2_BUF_SIZE__boundedBlockLength,
  LV2_BUF_SIZE__coarseBlockLength,
  LV2_BUF_SIZE__fixedBlockLength,
  LV2_BUF_SIZE__powerOf2BlockLength,
  LV2_CORE__hardRTCapable,
  LV2_CORE__inPlaceBroken, // Inputs and outputs never share memory here
  LV2_CORE__isLive,
  LV2_LOG__log,
  LV2_OPTIONS__options,
  LV2_STATE__freePath,
  LV2_STATE__loadDefaultState,
  LV2_STATE__makePath,
  LV2_STATE__threadSafeRestore,
  LV2_URID__map,
  LV2_URID__unmap,
  LV2_WORKER__schedule,
};

static const char* const known_options[] = {
  LV2_BUF_SIZE__maxBlockLength,     LV2_BUF_SIZE__minBlockLength,
  LV2_BUF_SIZE__nominalBlockLength, LV2_BUF_SIZE__sequenceSize,
  LV2_PARAMETERS__sampleRate,
};

static bool
is_in(const char* uri, const char* const* list, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (!strcmp(uri, list[i])) {
      return true;
    }
  }
  return false;
}

bool
csn_features_know(const char* uri)
{
  return is_in(uri,
               known_features,
               sizeof(known_features) / sizeof(known_features[0]));
}

static void
make_parents(char* path)
{
  for (char* c = path + 1; *c; ++c) {
    if (*c == '/') {
      *c = '\0';
      mkdir(path, 0700); // It may well be there already
      *c = '/';
    }
  }
}

static char*
make_path(LV2_State_Make_Path_Handle handle, const char* path)
{
  CsnFeatures* features = (CsnFeatures*)handle;
  if (!features->scratch) {
    const char* parent = getenv("TMPDIR");
    char* name = NULL;
    if (asprintf(&name, "%s/csonance-XXXXXX", parent ? parent : P_tmpdir) < 0) {
      return NULL;
    }
    features->scratch = mkdtemp(name);
    if (!features->scratch) {
      free(name);
      return NULL;
    }
  }

  char* full = NULL;
  if (asprintf(&full, "%s/%s", features->scratch, path) < 0) {
    return NULL;
  }
  make_parents(full);
  return full;
}

static void
free_path(LV2_State_Free_Path_Handle handle, char* path)
{
  (void)handle;
  free(path);
}

static int
remove_entry(const char* path, const struct stat* st, int type, struct FTW* ftw)
{
  (void)st;
  (void)type;
  (void)ftw;
  return remove(path);
}

void
csn_features_clear(CsnFeatures* features)
{
  free(features->options);
  features->options = NULL;
  if (features->scratch) {
    nftw(features->scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(features->scratch);
    features->scratch = NULL;
  }
}

static void
give(CsnFeatures* features, const char* uri, void* data)
{
  if (features->n_features < CSN_MAX_FEATURES) {
    LV2_Feature* feature = &features->features[features->n_features];
    feature->URI = uri;
    feature->data = data;
    features->list[features->n_features++] = feature;
    features->list[features->n_features] = NULL;
  }
}

// Those of the engine have names of ours, which other plugins do not know
static void
add_engine_options(LV2_Options_Option* at,
                   const CsnEngineOptions* engine,
                   const CsnWorld* world)
{
  LV2_URID_Map* map = &world->urids->map;
  for (size_t i = 0; engine && i < engine->n_items; ++i) {
    const CsnEngineOption* item = &engine->items[i];
    char key[128];
    snprintf(key, sizeof(key), CSN_ENGINE_OPTION_PREFIX "%s", item->name);
    at[i].context = LV2_OPTIONS_INSTANCE;
    at[i].key = map->map(map->handle, key);
    at[i].size = item->text ? (uint32_t)strlen(item->text) + 1U
                            : (uint32_t)sizeof(item->number);
    at[i].type = item->text ? world->urids->known.atom_String
                            : world->urids->known.atom_Double;
    at[i].value = item->text ? (const void*)item->text : &item->number;
  }
}

static bool
set_options(CsnFeatures* features,
            const CsnEngineOptions* engine,
            const CsnWorld* world)
{
  LV2_URID_Map* map = &world->urids->map;
  const LV2_URID int_type = world->urids->known.atom_Int;
  const struct {
    const char* key;
    LV2_URID type;
    const void* value;
  } table[] = {
    { LV2_BUF_SIZE__minBlockLength, int_type, &features->min_block },
    { LV2_BUF_SIZE__maxBlockLength, int_type, &features->max_block },
    { LV2_BUF_SIZE__nominalBlockLength, int_type, &features->max_block },
    { LV2_BUF_SIZE__sequenceSize, int_type, &features->sequence_size },
    { LV2_PARAMETERS__sampleRate,
      world->urids->known.atom_Float,
      &features->rate },
  };

  const size_t n = sizeof(table) / sizeof(table[0]);
  features->options =
    (LV2_Options_Option*)calloc(n + (engine ? engine->n_items : 0U) + 1U,
                                sizeof(LV2_Options_Option));
  if (!features->options) {
    return false;
  }
  add_engine_options(features->options + n, engine, world);
  for (size_t i = 0; i < n; ++i) {
    LV2_Options_Option* option = &features->options[i];
    option->context = LV2_OPTIONS_INSTANCE;
    option->key = map->map(map->handle, table[i].key);
    option->size = 4U;
    option->type = table[i].type;
    option->value = table[i].value;
  }
  return true;
}

// Names what is required and not known; an empty text if there is nothing
static CsnText
find_unknown(const CsnWorld* world, const LilvPlugin* plugin)
{
  CsnText unknown = { NULL, 0, 0 };
  LilvNodes* required = lilv_plugin_get_required_features(plugin);
  LILV_FOREACH (nodes, i, required) {
    const char* uri = lilv_node_as_uri(lilv_nodes_get(required, i));
    if (!csn_features_know(uri)) {
      csn_text_print(&unknown, "%s%s", unknown.length ? ", " : "", uri);
    }
  }
  lilv_nodes_free(required);

  LilvNode* predicate = lilv_new_uri(world->lilv, OPTIONS_REQUIRED);
  LilvNodes* options = lilv_plugin_get_value(plugin, predicate);
  LILV_FOREACH (nodes, i, options) {
    const char* uri = lilv_node_as_string(lilv_nodes_get(options, i));
    if (!is_in(uri,
               known_options,
               sizeof(known_options) / sizeof(known_options[0]))) {
      csn_text_print(&unknown, "%s%s", unknown.length ? ", " : "", uri);
    }
  }
  lilv_nodes_free(options);
  lilv_node_free(predicate);
  return unknown;
}

static bool
requires(const CsnWorld* world, const LilvPlugin* plugin, const char* uri)
{
  LilvNodes* required = lilv_plugin_get_required_features(plugin);
  LilvNode* node = lilv_new_uri(world->lilv, uri);
  const bool found = lilv_nodes_contains(required, node);
  lilv_node_free(node);
  lilv_nodes_free(required);
  return found;
}

static bool
is_power_of_2(uint32_t n)
{
  return n && !(n & (n - 1U));
}

bool
csn_features_init(CsnFeatures* features,
                  const CsnWorld* world,
                  const LilvPlugin* plugin,
                  CsnBlocks* blocks,
                  CsnWorker* worker,
                  CsnLog* log,
                  char* error,
                  size_t error_size)
{
  memset(features, 0, sizeof(*features));
  CsnText unknown = find_unknown(world, plugin);
  if (unknown.length) {
    snprintf(error,
             error_size,
             "%s requires what this host does not have: %s",
             lilv_node_as_uri(lilv_plugin_get_uri(plugin)),
             unknown.chars);
    csn_text_clear(&unknown);
    return false;
  }

  const bool needs_power =
    requires(world, plugin, LV2_BUF_SIZE__powerOf2BlockLength);
  if (needs_power && !is_power_of_2(blocks->max_block)) {
    snprintf(error,
             error_size,
             "%s requires a block length that is a power of two, not %u",
             lilv_node_as_uri(lilv_plugin_get_uri(plugin)),
             blocks->max_block);
    return false;
  }
  if (needs_power || requires(world, plugin, LV2_BUF_SIZE__fixedBlockLength)) {
    blocks->is_fixed = true;
    blocks->is_strict = true;
  }

  features->max_block = (int32_t)blocks->max_block;
  features->min_block = blocks->is_fixed ? features->max_block : 1;
  features->sequence_size = (int32_t)blocks->sequence_size;
  features->rate = (float)blocks->rate;
  features->make_path.handle = features;
  features->make_path.path = make_path;
  features->free_path.handle = features;
  features->free_path.free_path = free_path;
  if (!set_options(features, blocks->engine, world)) {
    snprintf(error, error_size, "out of memory");
    return false;
  }

  give(features, LV2_URID__map, &world->urids->map);
  give(features, LV2_URID__unmap, &world->urids->unmap);
  give(features, LV2_OPTIONS__options, features->options);
  give(features, LV2_WORKER__schedule, &worker->schedule);
  give(features, LV2_LOG__log, &log->feature);
  give(features, LV2_STATE__makePath, &features->make_path);
  give(features, LV2_STATE__freePath, &features->free_path);
  give(features, LV2_STATE__loadDefaultState, NULL);
  give(features, LV2_STATE__threadSafeRestore, NULL);
  give(features, LV2_BUF_SIZE__boundedBlockLength, NULL);
  if (blocks->is_fixed) {
    give(features, LV2_BUF_SIZE__fixedBlockLength, NULL);
    give(features, LV2_BUF_SIZE__coarseBlockLength, NULL);
    if (is_power_of_2(blocks->max_block)) {
      give(features, LV2_BUF_SIZE__powerOf2BlockLength, NULL);
    }
  }
  return true;
}
