// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network module: what csonance-network.so and the plugin know of each other.
  The module links liblo and has the sockets and their thread; the plugin opens
  it when a server is first asked for, so that it loads without liblo too.
*/

#ifndef CSN_PLUGIN_NETWORK_MODULE_H
#define CSN_PLUGIN_NETWORK_MODULE_H

#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Changes with any type of csonance.h that is used here. */
#define CSN_NETWORK_VERSION 1U

/** What the module's one function is called. */
#define CSN_NETWORK_ENTRY "csn_network_module"

/** The engine, as far as the module uses it: it links none of its own. */
typedef struct {
  CsnEngine* engine;
  CsnStatus (*call)(CsnEngine* engine,
                    const char* method,
                    const CsnValue* values,
                    size_t n_values,
                    uint32_t request,
                    unsigned door,
                    const char** problem);
  bool (*poll)(CsnEngine* engine, unsigned door, CsnReply* reply);
  CsnStatus (*tell)(CsnEngine* engine, CsnReplyType type, const char* text);
} CsnNetworkEngine;

/** Servers and their thread, of one engine. */
typedef struct CsnNetwork CsnNetwork;

/** What the module offers. */
typedef struct {
  uint32_t version;

  /** Returns a network without servers and without a thread; null: there is
      no memory. */
  CsnNetwork* (*open)(const CsnNetworkEngine* engine);

  /** Does what CsnConfig.network is asked for; one thread at a time. */
  CsnStatus (*request)(CsnNetwork* network, CsnNetworkRequest* request);

  /** Ends the thread and closes all sockets. */
  void (*close)(CsnNetwork* network);
} CsnNetworkModule;

/** The type of the module's one function. */
typedef const CsnNetworkModule* (*CsnNetworkEntry)(void);

#endif
