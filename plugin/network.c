// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "network.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODULE "csonance-network.so"

bool
csn_plugin_network_init(CsnPluginNetwork* network, const char* bundle_path)
{
  const size_t length = strlen(bundle_path);
  const size_t size = length + sizeof(MODULE) + 2U;
  network->path = (char*)malloc(size);
  if (network->path) {
    snprintf(network->path,
             size,
             "%s%s" MODULE,
             bundle_path,
             length && bundle_path[length - 1U] == '/' ? "" : "/");
  }
  return network->path != NULL;
}

static CsnStatus
refuse(CsnNetworkRequest* request, const char* problem)
{
  snprintf(request->problem,
           sizeof(request->problem),
           "the network's module cannot be loaded: %s",
           problem ? problem : "no reason is known");
  return CSN_ERR_UNSUPPORTED;
}

/* A module that was opened once stays: its thread's code must outlive it. */
static CsnStatus
open_module(CsnPluginNetwork* network, CsnNetworkRequest* request)
{
  void* const handle =
    dlopen(network->path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!handle) {
    return refuse(request, dlerror());
  }
  CsnNetworkEntry entry = NULL;
  void* const symbol = dlsym(handle, CSN_NETWORK_ENTRY);
  memcpy(&entry, &symbol, sizeof(entry)); // ISO C knows no such cast
  const CsnNetworkModule* const module = entry ? entry() : NULL;
  if (!module || module->version != CSN_NETWORK_VERSION) {
    dlclose(handle);
    return refuse(request, "it is of another version");
  }
  network->handle = handle;
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
  if (network->handle) {
    dlclose(network->handle);
  }
  free(network->path);
  memset(network, 0, sizeof(*network));
}
