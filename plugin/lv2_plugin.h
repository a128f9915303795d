// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  LV2 plugin: what the files lv2_*.c share.  A shell around one engine: ports
  in, ports out, state, worker.  The three plugins differ in their channels and
  in whether they take MIDI.
*/

#ifndef CSN_PLUGIN_LV2_PLUGIN_H
#define CSN_PLUGIN_LV2_PLUGIN_H

#include "base/attributes.h"
#include "bypass.h"
#include "csonance.h"
#include "method_urids.h"
#include "network.h"
#include "plot_loader.h"
#include "ports.h"
#include "uris.h"

#include <lv2/atom/atom.h>
#include <lv2/atom/forge.h>
#include <lv2/core/lv2.h>
#include <lv2/log/logger.h>
#include <lv2/worker/worker.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/** Messages of one block that can be refused before they reach the engine. */
#define CSN_MAX_REFUSALS 1024U

/** Arguments of one typed message; a vector is one. */
#define CSN_MAX_VALUES 2048U

/** The refusal of a message, until there is room to tell it. */
typedef struct {
  uint32_t frame;
  uint32_t request;
  const char* problem; ///< Static
} CsnRefusal;

/** What one of the plugins is. */
typedef struct {
  const char* uri;
  uint32_t n_inputs;
  uint32_t n_outputs;
  bool midi;
  const char* program; ///< File in the bundle that it plays at first
} CsnPluginKind;

typedef struct {
  // Features
  LV2_URID_Map* map;
  const LV2_Worker_Schedule* schedule; ///< Null: work is done at once
  LV2_Log_Logger logger;
  CsnUris uris;
  CsnMethodUrids methods;

  const CsnPluginKind* kind;
  CsnEngine* engine;
  CsnPluginNetwork network;
  CsnBypass bypass;
  CsnPlotLoader plots;
  CsnTransport transport; ///< As the host told it last
  double rate;            ///< [Hz]

  // Ports; null until the host connects them
  const LV2_Atom_Sequence* control;
  LV2_Atom_Sequence* notify;
  const float* enabled;
  const float* freewheel;
  float* latency;
  const float* controls[CSN_MAX_CONTROLS];
  const float* inputs[CSN_MAX_CHANNELS];
  float* outputs[CSN_MAX_CHANNELS];

  // A typed message that is being read
  CsnTypedValue values[CSN_MAX_VALUES];
  uint32_t n_values;

  // Output of notify
  LV2_Atom_Forge forge;
  uint32_t notify_capacity; ///< Bytes for events in this block
  uint32_t event_frame;     ///< Of the event that is being written
  uint32_t last_frame;      ///< Of the last event in the sequence
  CsnRefusal refusals[CSN_MAX_REFUSALS];
  uint32_t n_refusals;
  bool has_reply; ///< One is left over from the last block
  CsnReply reply;
  int64_t now; ///< Frame of the coming block

  atomic_bool work_wanted; ///< The host's queue was full
} CsnPlugin;

/** Reads the control port into the engine. */
void
csn_plugin_read_input(CsnPlugin* plugin, uint32_t n_frames) CSN_AUDIO;

/** Carries out a typed message; false: its type is no method. */
bool
csn_plugin_call(CsnPlugin* plugin,
                uint32_t frame,
                const LV2_Atom* atom,
                LV2_URID type,
                uint32_t request) CSN_AUDIO;

/** Begins the notify port; before anything is written. */
void
csn_plugin_begin_output(CsnPlugin* plugin) CSN_AUDIO;

/** Writes replies and MIDI to the notify port, as far as there is room. */
void
csn_plugin_write_output(CsnPlugin* plugin, uint32_t n_frames) CSN_AUDIO;

/** Answers a message without the engine; a problem is a static text. */
void
csn_plugin_refuse(CsnPlugin* plugin,
                  uint32_t frame,
                  uint32_t request,
                  const char* problem) CSN_AUDIO;

/** LV2's run(). */
void
csn_plugin_run(LV2_Handle handle, uint32_t n_frames);

/** LV2's extension_data() for state:interface. */
const void*
csn_plugin_state_interface(void);

#endif
