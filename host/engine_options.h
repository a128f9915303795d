// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What the plugins of Csonance are told when they are made: the user's options
// for the engine, and what the devices are. Layer: host, pure.

#ifndef CSN_HOST_ENGINE_OPTIONS_H
#define CSN_HOST_ENGINE_OPTIONS_H

#include "options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Before the names, as keys of LV2 options.
#define CSN_ENGINE_OPTION_PREFIX "urn:csonance:option#"

/// One of them.
typedef struct {
  const char* name;
  const char* text; ///< Null: it is the number
  double number;
} CsnEngineOption;

/// All of them. The texts are borrowed.
typedef struct {
  CsnEngineOption* items;
  size_t n_items;
} CsnEngineOptions;

/**
   Checks what a user says.

   @param error  One line.
   @return False: there is no such option, or it is no such number.
*/
bool
csn_engine_option_check(const CsnSetting* setting,
                        char* error,
                        size_t error_size);

/**
   Puts together what plugins are to be told.

   @param backend      What runs them: jack, null, offline.
   @param buffer_size  [frames]
   @param num_buffers  Of the device.
   @return False: no memory.
*/
bool
csn_engine_options_make(CsnEngineOptions* made,
                        const CsnOptions* options,
                        const char* backend,
                        uint32_t buffer_size,
                        uint32_t num_buffers);

/// Frees the list.
void
csn_engine_options_clear(CsnEngineOptions* made);

#endif
