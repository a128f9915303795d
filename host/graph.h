// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// One plugin's ports with their memory, and the run of one block through it.
// Layer: host; graph.c sets up and describes, graph_rt.c runs.

#ifndef CSN_HOST_GRAPH_H
#define CSN_HOST_GRAPH_H

#include "evbuf.h"
#include "featureset.h"
#include "worker.h"
#include "world.h"

#include <lilv/lilv.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_NO_PORT UINT32_MAX

typedef enum {
  CSN_PORT_CONTROL,
  CSN_PORT_AUDIO,
  CSN_PORT_CV,
  CSN_PORT_ATOM,
  CSN_PORT_NONE ///< Of a kind unknown here, and left unconnected
} CsnPortKind;

/// A port. Strings are owned by the graph.
typedef struct {
  CsnPortKind kind;
  bool is_input;
  bool is_toggled;
  bool is_integer;
  bool takes_midi;  ///< Atom ports: supports midi:MidiEvent
  bool takes_patch; ///< Atom ports: supports patch:Message
  char* symbol;
  char* name;
  float value; ///< Control ports: what the port is connected to
  float minimum;
  float maximum;
  float initial;
  float* samples;  ///< Audio and CV: current block; the backend may change it
  float* memory;   ///< Audio and CV: the graph's own, max_block frames
  CsnEvbuf* evbuf; ///< Atom ports
} CsnPort;

/// A plugin's ports, in the plugin's order.
typedef struct {
  CsnPort* ports;
  uint32_t n_ports;
  uint32_t* audio_inputs; ///< Indices of ports
  uint32_t n_audio_inputs;
  uint32_t* audio_outputs; ///< Indices of ports
  uint32_t n_audio_outputs;
  uint32_t message_input; ///< Where patch messages go, or #CSN_NO_PORT
  uint32_t midi_input;    ///< Where MIDI goes, or #CSN_NO_PORT
  uint32_t latency_port;
  uint32_t enabled_port;
  uint32_t freewheel_port;
  uint32_t max_block;
  LilvInstance* instance; ///< Borrowed
  CsnWorker* worker;      ///< Borrowed
} CsnGraph;

/**
   Describes a plugin's ports and allocates their memory.

   @param blocks  Longest block, rate, and the least room of an atom buffer.
   @param error   One line: what about the plugin cannot be run here.
   @return The graph, to be freed with csn_graph_free(); null: see `error`.
   @thread control
*/
CsnGraph*
csn_graph_new(const CsnWorld* world,
              const LilvPlugin* plugin,
              const CsnBlocks* blocks,
              char* error,
              size_t error_size);

/// Frees the graph, not the instance; null is allowed.
void
csn_graph_free(CsnGraph* graph);

/**
   Connects all ports of an instance.
   @thread control, while the plugin does not run
*/
void
csn_graph_connect(CsnGraph* graph, LilvInstance* instance, CsnWorker* worker);

/**
   Makes room in an atom input for an event of `size` bytes.
   @return False: no memory.
   @thread control, while the plugin does not run
*/
bool
csn_graph_grow(CsnGraph* graph, uint32_t port, uint32_t size);

/// Finds a port by its symbol, or returns #CSN_NO_PORT.
uint32_t
csn_graph_find(const CsnGraph* graph, const char* symbol);

/**
   Runs the plugin over frames `offset` .. `offset + n_frames - 1` of the
   current block, hands over what its worker has done, and empties the inputs
   of events. Outputs of events can be read until the next run.

   @param n_frames  At most max_block; 0: messages only.
   @thread audio
   @rt     wait-free, as far as the plugin is
*/
void
csn_graph_run_rt(CsnGraph* graph, uint32_t offset, uint32_t n_frames);

/**
   The plugin's latency [frames], after a run.
   @thread audio
*/
uint32_t
csn_graph_latency_rt(const CsnGraph* graph);

#endif
