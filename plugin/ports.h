// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Ports: their indices, in all plugins of the bundle.  The descriptions in ttl/
  say the same, and a test compares them.
*/

#ifndef CSN_PLUGIN_PORTS_H
#define CSN_PLUGIN_PORTS_H

#include "csonance.h"

typedef enum {
  CSN_PORT_CONTROL, ///< Atom in: patch messages, time, MIDI where said
  CSN_PORT_NOTIFY,  ///< Atom out: patch messages, MIDI where said
  CSN_PORT_ENABLED,
  CSN_PORT_FREEWHEEL,
  CSN_PORT_LATENCY,
  CSN_PORT_CTL_1, ///< The first of CSN_MAX_CONTROLS
  CSN_PORT_AUDIO = CSN_PORT_CTL_1 + CSN_MAX_CONTROLS, ///< Inputs, then outputs
  CSN_N_PORTS_MAX = CSN_PORT_AUDIO + 2 * CSN_MAX_CHANNELS
} CsnPort;

#endif
