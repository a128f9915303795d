// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Engine options: what a host tells a plugin when it makes it, as LV2 options of
  the keys urn:csonance:option#NAME; see "Options" in message-port.md.
*/

#ifndef CSN_PLUGIN_ENGINE_OPTIONS_H
#define CSN_PLUGIN_ENGINE_OPTIONS_H

#include "csonance.h"
#include "uris.h"

#include <lv2/options/options.h>

#include <stdbool.h>
#include <stddef.h>

#define CSN_OPTION_NS "urn:csonance:option#"

/**
   Reads the options of the engine; others are left alone.

   @param options   Ends with zeros; may be null.
   @param config    Set, where there are such; texts are borrowed.
   @param includes  Set to the memory of all `includes`, to be freed with
                    free() when the engine is made.
   @param problem   One sentence.
   @return False: see `problem`.
   @thread control
*/
bool
csn_plugin_read_engine_options(const CsnUris* uris,
                               LV2_URID_Map* map,
                               const LV2_Options_Option* options,
                               CsnConfig* config,
                               char** includes,
                               char* problem,
                               size_t problem_size);

#endif
