// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "network.h"

#include <stdio.h>
#include <string.h>

bool
csn_plugin_network_init(CsnPluginNetwork* network, const char* bundle_path)
{
  return csn_module_init(&network->file, bundle_path, "csonance-network.so");
}

static CsnStatus
refuse(CsnNetworkRequest* request, const char* problem)
{
  snprintf(request->problem,
           sizeof(request->problem),
           "the network's module cannot be loaded: %s",
           problem);
  return CSN_ERR_UNSUPPORTED;
}

static CsnStatus
open_module(CsnPluginNetwork* network, CsnNetworkRequest* request)
{
  const char* problem = "";
  const CsnModuleFunction found =
    csn_module_find(&network->file, CSN_NETWORK_ENTRY, &problem);
  const CsnNetworkModule* const module =
    found ? ((CsnNetworkEntry)found)() : NULL;
  if (!module || module->version != CSN_NETWORK_VERSION) {
    return refuse(request, found ? "it is of another version" : problem);
  }
  network->module = module;
  return CSN_OK;
}

CsnStatus
csn_plugin_network_request(void* data, CsnNetworkRequest* request)
{
  CsnPluginNetwork* const network = (CsnPluginNetwork*)data;
  if (!network->network && request->act != CSN_NETWORK_SEND &&
      request->port < 0) {
    return CSN_OK; // It has ended already
  }
  if (!network->module) {
    const CsnStatus st = open_module(network, request);
    if (st) {
      return st;
    }
  }
  if (!network->network) {
    network->functions = (CsnNetworkEngine){ network->engine,
                                             csn_engine_call_values,
                                             csn_engine_poll_door,
                                             csn_engine_tell };
    network->network = network->module->open(&network->functions);
  }
  return network->network ? network->module->request(network->network, request)
                          : CSN_ERR_NO_MEMORY;
}

void
csn_plugin_network_clear(CsnPluginNetwork* network)
{
  if (network->network) {
    network->module->close(network->network);
  }
  csn_module_clear(&network->file);
  memset(network, 0, sizeof(*network));
}
