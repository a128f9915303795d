// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Discovers plugins by lilv. Layer: host, control thread.

#include "world.h"

#include "text.h"

#include <lv2/atom/atom.h>
#include <lv2/core/lv2.h>
#include <lv2/midi/midi.h>
#include <lv2/patch/patch.h>
#include <lv2/presets/presets.h>
#include <lv2/resize-port/resize-port.h>
#include <lv2/state/state.h>
#include <lv2/units/units.h>

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

// Adds the folders that exist and match, with colons between
static void
add_path(CsnText* path, const char* pattern)
{
  glob_t found;
  if (!glob(pattern, 0, NULL, &found)) {
    for (size_t i = 0; i < found.gl_pathc; ++i) {
      csn_text_print(path, "%s%s", path->length ? ":" : "", found.gl_pathv[i]);
    }
  }
  globfree(&found);
}

// The folders beside the program: build/lv2, or lib/lv2 of what is installed
static void
add_own_path(CsnText* path)
{
  char self[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1U);
  if (length <= 0) {
    return;
  }
  self[length] = '\0';

  static const char* const places[] = { "/../lv2", "/../lib/lv2" };
  char* slash = strrchr(self, '/');
  for (size_t i = 0; slash && i < sizeof(places) / sizeof(places[0]); ++i) {
    *slash = '\0';
    char place[PATH_MAX + 16];
    snprintf(place, sizeof(place), "%s%s", self, places[i]);
    char* real = realpath(place, NULL);
    if (real && strcmp(real, "/lib/lv2") != 0 &&
        strcmp(real, "/usr/lib/lv2") != 0) {
      csn_text_print(path, "%s%s", path->length ? ":" : "", real);
    }
    free(real);
  }
}

static void
set_path(CsnWorld* world)
{
  CsnText path = { NULL, 0, 0 };
  add_own_path(&path);

  const char* given = getenv("LV2_PATH");
  const char* home = getenv("HOME");
  if (given && *given) {
    csn_text_print(&path, "%s%s", path.length ? ":" : "", given);
  } else {
    if (home) {
      csn_text_print(&path, "%s%s/.lv2", path.length ? ":" : "", home);
    }
    add_path(&path, "/usr/local/lib/lv2");
    add_path(&path, "/usr/lib/lv2");
    add_path(&path, "/usr/lib/*-*/lv2");
    add_path(&path, "/usr/lib64/lv2");
  }

  LilvNode* value = lilv_new_string(world->lilv, csn_text_chars(&path));
  lilv_world_set_option(world->lilv, LILV_OPTION_LV2_PATH, value);
  lilv_node_free(value);
  csn_text_clear(&path);
}

typedef struct {
  LilvNode** node;
  const char* uri;
} NodeEntry;

#define N_NODES (sizeof(((CsnWorld*)0)->nodes) / sizeof(LilvNode*))

// All nodes with their URIs
static void
list_nodes(CsnWorld* world, NodeEntry entries[N_NODES])
{
  const NodeEntry table[] = {
    { &world->nodes.atom_AtomPort, LV2_ATOM__AtomPort },
    { &world->nodes.atom_supports, LV2_ATOM__supports },
    { &world->nodes.core_AudioPort, LV2_CORE__AudioPort },
    { &world->nodes.core_CVPort, LV2_CORE__CVPort },
    { &world->nodes.core_ControlPort, LV2_CORE__ControlPort },
    { &world->nodes.core_InputPort, LV2_CORE__InputPort },
    { &world->nodes.core_OutputPort, LV2_CORE__OutputPort },
    { &world->nodes.core_connectionOptional, LV2_CORE__connectionOptional },
    { &world->nodes.core_control, LV2_CORE__control },
    { &world->nodes.core_default, LV2_CORE__default },
    { &world->nodes.core_designation, LV2_CORE__designation },
    { &world->nodes.core_enabled, LV2_CORE__enabled },
    { &world->nodes.core_enumeration, LV2_CORE__enumeration },
    { &world->nodes.core_freeWheeling, LV2_CORE__freeWheeling },
    { &world->nodes.core_integer, LV2_CORE__integer },
    { &world->nodes.core_maximum, LV2_CORE__maximum },
    { &world->nodes.core_minimum, LV2_CORE__minimum },
    { &world->nodes.core_sampleRate, LV2_CORE__sampleRate },
    { &world->nodes.core_toggled, LV2_CORE__toggled },
    { &world->nodes.midi_MidiEvent, LV2_MIDI__MidiEvent },
    { &world->nodes.patch_Message, LV2_PATCH__Message },
    { &world->nodes.patch_readable, LV2_PATCH__readable },
    { &world->nodes.patch_writable, LV2_PATCH__writable },
    { &world->nodes.pset_Preset, LV2_PRESETS__Preset },
    { &world->nodes.rdfs_comment, RDFS "comment" },
    { &world->nodes.rdfs_label, RDFS "label" },
    { &world->nodes.rdfs_range, RDFS "range" },
    { &world->nodes.rsz_minimumSize, LV2_RESIZE_PORT__minimumSize },
    { &world->nodes.state_loadDefaultState, LV2_STATE__loadDefaultState },
    { &world->nodes.units_symbol, LV2_UNITS__symbol },
    { &world->nodes.units_unit, LV2_UNITS__unit },
  };
  _Static_assert(sizeof(table) / sizeof(table[0]) == N_NODES,
                 "each node has one entry");
  memcpy(entries, table, sizeof(table));
}

CsnWorld*
csn_world_new(void)
{
  CsnWorld* world = (CsnWorld*)calloc(1, sizeof(CsnWorld));
  if (!world) {
    return NULL;
  }

  world->urids = csn_urid_map_new();
  world->lilv = lilv_world_new();
  if (!world->urids || !world->lilv) {
    csn_world_free(world);
    return NULL;
  }

  NodeEntry entries[N_NODES];
  list_nodes(world, entries);
  for (size_t i = 0; i < N_NODES; ++i) {
    *entries[i].node = lilv_new_uri(world->lilv, entries[i].uri);
  }

  set_path(world);
  lilv_world_load_all(world->lilv);
  world->plugins = lilv_world_get_all_plugins(world->lilv);
  return world;
}

void
csn_world_free(CsnWorld* world)
{
  if (world) {
    NodeEntry entries[N_NODES];
    list_nodes(world, entries);
    for (size_t i = 0; i < N_NODES; ++i) {
      lilv_node_free(*entries[i].node);
    }
    lilv_world_free(world->lilv);
    csn_urid_map_free(world->urids);
    free(world);
  }
}

const LilvPlugin*
csn_world_find(const CsnWorld* world, const char* uri)
{
  // lilv complains aloud about what is no URI, so look first
  const size_t scheme = strcspn(uri, ":/ \t");
  if (uri[scheme] != ':' || !scheme) {
    return NULL;
  }
  LilvNode* node = lilv_new_uri(world->lilv, uri);
  const LilvPlugin* plugin =
    node ? lilv_plugins_get_by_uri(world->plugins, node) : NULL;
  lilv_node_free(node);
  return plugin;
}

bool
csn_world_has_property(const CsnWorld* world,
                       const LilvPlugin* plugin,
                       const char* property)
{
  const LilvNode* const kinds[] = { world->nodes.patch_writable,
                                    world->nodes.patch_readable };
  const LilvNode* subject = lilv_plugin_get_uri(plugin);
  LilvNode* object = lilv_new_uri(world->lilv, property);
  bool has = false;
  for (size_t i = 0; !has && i < 2U; ++i) {
    has = lilv_world_ask(world->lilv, subject, kinds[i], object);
  }
  lilv_node_free(object);
  return has;
}

LilvNode*
csn_world_label(const CsnWorld* world, const LilvNode* subject)
{
  return lilv_world_get(world->lilv, subject, world->nodes.rdfs_label, NULL);
}

LilvNode*
csn_world_find_preset(const CsnWorld* world,
                      const LilvPlugin* plugin,
                      const char* name,
                      char* error,
                      size_t error_size)
{
  LilvNodes* presets =
    lilv_plugin_get_related(plugin, world->nodes.pset_Preset);
  CsnText names = { NULL, 0, 0 };
  LilvNode* found = NULL;
  LILV_FOREACH (nodes, i, presets) {
    const LilvNode* preset = lilv_nodes_get(presets, i);
    lilv_world_load_resource(world->lilv, preset);
    LilvNode* label = csn_world_label(world, preset);
    const char* text = label ? lilv_node_as_string(label) : NULL;
    if (!strcmp(name, lilv_node_as_string(preset)) ||
        (text && !strcmp(name, text))) {
      lilv_node_free(found);
      found = lilv_node_duplicate(preset);
    } else if (text) {
      csn_text_print(&names, "%s\"%s\"", names.length ? ", " : "", text);
    }
    lilv_node_free(label);
  }
  lilv_nodes_free(presets);

  if (!found) {
    snprintf(error,
             error_size,
             "no preset \"%s\": this plugin has %s",
             name,
             names.length ? names.chars : "none");
  }
  csn_text_clear(&names);
  return found;
}
