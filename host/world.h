// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The LV2 world: which plugins, presets and vocabularies are installed. Bundles
// beside the program come first, then LV2_PATH, or the usual places.
// Layer: host, control thread.

#ifndef CSN_HOST_WORLD_H
#define CSN_HOST_WORLD_H

#include "urids.h"

#include <lilv/lilv.h>

#include <stdbool.h>
#include <stddef.h>

/// The world and the nodes that are asked for often.
typedef struct {
  LilvWorld* lilv;
  const LilvPlugins* plugins;
  CsnUridMap* urids;
  struct {
    LilvNode* atom_AtomPort;
    LilvNode* atom_supports;
    LilvNode* core_AudioPort;
    LilvNode* core_CVPort;
    LilvNode* core_ControlPort;
    LilvNode* core_InputPort;
    LilvNode* core_OutputPort;
    LilvNode* core_connectionOptional;
    LilvNode* core_control;
    LilvNode* core_default;
    LilvNode* core_designation;
    LilvNode* core_enabled;
    LilvNode* core_enumeration;
    LilvNode* core_freeWheeling;
    LilvNode* core_integer;
    LilvNode* core_maximum;
    LilvNode* core_minimum;
    LilvNode* core_sampleRate;
    LilvNode* core_toggled;
    LilvNode* midi_MidiEvent;
    LilvNode* patch_Message;
    LilvNode* patch_readable;
    LilvNode* patch_writable;
    LilvNode* pset_Preset;
    LilvNode* rdfs_comment;
    LilvNode* rdfs_label;
    LilvNode* rdfs_range;
    LilvNode* rsz_minimumSize;
    LilvNode* state_loadDefaultState;
    LilvNode* units_symbol;
    LilvNode* units_unit;
  } nodes;
} CsnWorld;

/**
   Discovers all plugins.

   @return The world, to be freed with csn_world_free(); null: no memory.
   @thread control
*/
CsnWorld*
csn_world_new(void);

/// Frees the world; null is allowed. No plugin may be in use.
void
csn_world_free(CsnWorld* world);

/// Finds a plugin; null: none has this URI, or it is no valid URI.
const LilvPlugin*
csn_world_find(const CsnWorld* world, const char* uri);

/**
   Says whether a plugin has a property (patch:writable or patch:readable).

   @param property  URI.
*/
bool
csn_world_has_property(const CsnWorld* world,
                       const LilvPlugin* plugin,
                       const char* property);

/**
   Finds a preset of a plugin by its label or URI.

   @return Its URI, to be freed by the caller with lilv_node_free(); null: the
   plugin has none of this name, and `error` says which it has.
*/
LilvNode*
csn_world_find_preset(const CsnWorld* world,
                      const LilvPlugin* plugin,
                      const char* name,
                      char* error,
                      size_t error_size);

/// The label of a node that has been loaded, or null. Free it with
/// lilv_node_free().
LilvNode*
csn_world_label(const CsnWorld* world, const LilvNode* subject);

#endif
