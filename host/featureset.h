// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The LV2 features that this host gives to a plugin, and the check that they
// are all that the plugin requires. Layer: host, control thread.

#ifndef CSN_HOST_FEATURESET_H
#define CSN_HOST_FEATURESET_H

#include "engine_options.h"
#include "log.h"
#include "worker.h"
#include "world.h"

#include <lv2/options/options.h>
#include <lv2/state/state.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_FEATURES 16

/// What a host promises of its blocks.
typedef struct {
  double rate;                    ///< [Hz]
  uint32_t max_block;             ///< [frames]
  bool is_fixed;                  ///< All blocks have max_block frames
  bool is_strict;                 ///< The plugin requires that
  uint32_t sequence_size;         ///< Room in atom buffers [bytes]
  const CsnEngineOptions* engine; ///< For our own plugins; null: none
} CsnBlocks;

/// Features and all that they point to. Must not be moved while in use.
typedef struct {
  const LV2_Feature* list[CSN_MAX_FEATURES + 1]; ///< Ends with null
  size_t n_features;
  LV2_Feature features[CSN_MAX_FEATURES];
  LV2_Options_Option* options; ///< Ends with zeros
  int32_t min_block;
  int32_t max_block;
  int32_t sequence_size;
  float rate;
  LV2_State_Make_Path make_path;
  LV2_State_Free_Path free_path;
  char* scratch; ///< Folder of files that the plugin made, or null
} CsnFeatures;

/**
   Gathers the features for an instance.

   A plugin that requires blocks of one length, or of a power of two, makes
   `is_fixed` and `is_strict` true; a length that does not fit is an error.

   @param error  One line: what this host lacks.
   @return False: the plugin cannot run here.
   @thread control
*/
bool
csn_features_init(CsnFeatures* features,
                  const CsnWorld* world,
                  const LilvPlugin* plugin,
                  CsnBlocks* blocks,
                  CsnWorker* worker,
                  CsnLog* log,
                  char* error,
                  size_t error_size);

/// Removes what features hold, and the plugin's scratch files.
void
csn_features_clear(CsnFeatures* features);

/**
   Says whether a feature is among those that this host may give.
   @thread any
*/
bool
csn_features_know(const char* uri);

#endif
