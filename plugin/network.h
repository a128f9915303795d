// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network: the module csonance-network.so, opened when it is first needed.
  Plugin layer, worker.
*/

#ifndef CSN_PLUGIN_NETWORK_H
#define CSN_PLUGIN_NETWORK_H

#include "csonance.h"
#include "module.h"
#include "network_module.h"

#include <stdbool.h>

typedef struct {
  CsnModule file;
  CsnEngine* engine;
  CsnNetworkEngine functions;     ///< Of the engine, for the module
  const CsnNetworkModule* module; ///< Null: not needed yet
  CsnNetwork* network;
} CsnPluginNetwork;

/** Keeps where the module is; false: there is no memory. */
bool
csn_plugin_network_init(CsnPluginNetwork* network, const char* bundle_path);

/** CsnConfig.network; the data is a CsnPluginNetwork with its engine set. */
CsnStatus
csn_plugin_network_request(void* data, CsnNetworkRequest* request);

/** Ends all servers and their thread; before the engine is freed. */
void
csn_plugin_network_clear(CsnPluginNetwork* network);

#endif
