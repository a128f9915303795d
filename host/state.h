// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A plugin's state by lilv: presets, folders with state.ttl, default state.
// Layer: host, control thread, while the plugin does not run.

#ifndef CSN_HOST_STATE_H
#define CSN_HOST_STATE_H

#include "session.h"

#include <stdbool.h>
#include <stddef.h>

/// Restores the plugin's own default state, if it has one.
void
csn_state_load_default(CsnSession* session);

/**
   Restores a preset by its label or URI: ports and inner state.
   @return False: there is no such preset; see `error`.
*/
bool
csn_state_load_preset(CsnSession* session,
                      const char* name,
                      char* error,
                      size_t error_size);

/**
   Restores what csn_state_save() has written.
   @return False: there is none, or it is another plugin's; see `error`.
*/
bool
csn_state_load(CsnSession* session,
               const char* folder,
               char* error,
               size_t error_size);

/**
   Saves ports and inner state as FOLDER/state.ttl, with the plugin's files.

   @param folder  Made if it is missing.
   @return False: it cannot be written; see `error`.
*/
bool
csn_state_save(CsnSession* session,
               const char* folder,
               char* error,
               size_t error_size);

#endif
