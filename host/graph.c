// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Describes a plugin's ports and allocates their memory. Layer: host, control
// thread; not used while the plugin runs.

#include "graph.h"

#include <lv2/core/lv2.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void*
alloc_samples(uint32_t n_frames)
{
  const size_t size = (n_frames * sizeof(float) + 63U) & ~(size_t)63U;
  void* samples = aligned_alloc(64, size ? size : 64U);
  if (samples) {
    memset(samples, 0, size ? size : 64U);
  }
  return samples;
}

// A number of a port's description, or `otherwise`
static float
get_number(const LilvPlugin* plugin,
           const LilvPort* port,
           const LilvNode* predicate,
           float otherwise)
{
  LilvNode* node = lilv_port_get(plugin, port, predicate);
  float number = otherwise;
  if (node && (lilv_node_is_float(node) || lilv_node_is_int(node))) {
    number = lilv_node_as_float(node);
  } else if (node && lilv_node_is_bool(node)) {
    number = lilv_node_as_bool(node) ? 1.0F : 0.0F;
  }
  lilv_node_free(node);
  return number;
}

static void
describe_range(const CsnWorld* world,
               const LilvPlugin* plugin,
               const LilvPort* lilv_port,
               double rate,
               CsnPort* port)
{
  float scale = 1.0F;
  if (lilv_port_has_property(plugin, lilv_port, world->nodes.core_sampleRate)) {
    scale = (float)rate;
  }
  port->is_toggled =
    lilv_port_has_property(plugin, lilv_port, world->nodes.core_toggled);
  port->is_integer =
    lilv_port_has_property(plugin, lilv_port, world->nodes.core_integer);

  const float no_limit = HUGE_VALF;
  port->minimum =
    port->is_toggled
      ? 0.0F
      : get_number(plugin, lilv_port, world->nodes.core_minimum, -no_limit) *
          scale;
  port->maximum =
    port->is_toggled
      ? 1.0F
      : get_number(plugin, lilv_port, world->nodes.core_maximum, no_limit) *
          scale;
  port->initial =
    get_number(plugin, lilv_port, world->nodes.core_default, NAN) * scale;
  if (isnan(port->initial)) {
    port->initial = isinf(port->minimum) ? 0.0F : port->minimum;
  }
  port->value = port->initial;
}

static bool
describe_atom(const CsnWorld* world,
              const LilvPlugin* plugin,
              const LilvPort* lilv_port,
              const CsnBlocks* blocks,
              CsnPort* port)
{
  const CsnUrids* urids = &world->urids->known;
  port->kind = CSN_PORT_ATOM;
  port->takes_midi =
    lilv_port_supports_event(plugin, lilv_port, world->nodes.midi_MidiEvent);
  port->takes_patch =
    lilv_port_supports_event(plugin, lilv_port, world->nodes.patch_Message);

  const float least =
    get_number(plugin, lilv_port, world->nodes.rsz_minimumSize, 0.0F);
  uint32_t capacity = blocks->sequence_size;
  if (least > (float)capacity && least < 1.0e9F) {
    capacity = (uint32_t)least + 64U;
  }
  port->evbuf =
    csn_evbuf_new(capacity, urids->atom_Chunk, urids->atom_Sequence);
  return port->evbuf;
}

static bool
is_a(const LilvPlugin* plugin, const LilvPort* port, const LilvNode* type)
{
  return lilv_port_is_a(plugin, port, type);
}

// Sets the port's kind and memory
static bool
describe_kind(const CsnWorld* world,
              const LilvPlugin* plugin,
              const LilvPort* lilv_port,
              const CsnBlocks* blocks,
              CsnPort* port,
              char* error,
              size_t error_size)
{
  port->is_input = is_a(plugin, lilv_port, world->nodes.core_InputPort);
  if (is_a(plugin, lilv_port, world->nodes.core_AudioPort) ||
      is_a(plugin, lilv_port, world->nodes.core_CVPort)) {
    const bool is_cv = is_a(plugin, lilv_port, world->nodes.core_CVPort);
    port->kind = is_cv ? CSN_PORT_CV : CSN_PORT_AUDIO;
    port->memory = (float*)alloc_samples(blocks->max_block);
    port->samples = port->memory;
    if (is_cv && port->memory && port->is_input) {
      describe_range(world, plugin, lilv_port, blocks->rate, port);
      for (uint32_t i = 0; i < blocks->max_block; ++i) {
        port->memory[i] = port->initial;
      }
    }
    if (port->memory) {
      return true;
    }
  } else if (is_a(plugin, lilv_port, world->nodes.core_ControlPort)) {
    port->kind = CSN_PORT_CONTROL;
    describe_range(world, plugin, lilv_port, blocks->rate, port);
    return true;
  } else if (is_a(plugin, lilv_port, world->nodes.atom_AtomPort)) {
    if (describe_atom(world, plugin, lilv_port, blocks, port)) {
      return true;
    }
  } else {
    port->kind = CSN_PORT_NONE;
    if (lilv_port_has_property(plugin,
                               lilv_port,
                               world->nodes.core_connectionOptional)) {
      return true;
    }
    snprintf(error,
             error_size,
             "%s: its port %s is of a kind that this host does not know",
             lilv_node_as_uri(lilv_plugin_get_uri(plugin)),
             port->symbol);
    return false;
  }
  snprintf(error, error_size, "out of memory");
  return false;
}

static bool
describe_port(const CsnWorld* world,
              const LilvPlugin* plugin,
              uint32_t index,
              const CsnBlocks* blocks,
              CsnPort* port,
              char* error,
              size_t error_size)
{
  const LilvPort* lilv_port = lilv_plugin_get_port_by_index(plugin, index);
  LilvNode* name = lilv_port_get_name(plugin, lilv_port);
  port->symbol =
    strdup(lilv_node_as_string(lilv_port_get_symbol(plugin, lilv_port)));
  port->name = strdup(name ? lilv_node_as_string(name) : port->symbol);
  lilv_node_free(name);
  if (!port->symbol || !port->name) {
    snprintf(error, error_size, "out of memory");
    return false;
  }
  return describe_kind(
    world, plugin, lilv_port, blocks, port, error, error_size);
}

static uint32_t
find_designated(const LilvPlugin* plugin,
                const LilvNode* direction,
                const LilvNode* designation)
{
  const LilvPort* port =
    lilv_plugin_get_port_by_designation(plugin, direction, designation);
  return port ? lilv_port_get_index(plugin, port) : CSN_NO_PORT;
}

// A designated port counts only if it is a control port
static uint32_t
control_or_none(const CsnGraph* graph, uint32_t index)
{
  return index < graph->n_ports && graph->ports[index].kind == CSN_PORT_CONTROL
           ? index
           : CSN_NO_PORT;
}

static void
find_special_ports(CsnGraph* graph,
                   const CsnWorld* world,
                   const LilvPlugin* plugin)
{
  const LilvNode* input = world->nodes.core_InputPort;
  graph->enabled_port =
    control_or_none(graph,
                    find_designated(plugin, input, world->nodes.core_enabled));
  graph->freewheel_port = control_or_none(
    graph, find_designated(plugin, input, world->nodes.core_freeWheeling));
  graph->latency_port = CSN_NO_PORT;
  if (lilv_plugin_has_latency(plugin)) {
    graph->latency_port =
      control_or_none(graph, lilv_plugin_get_latency_port_index(plugin));
  }
  if (graph->enabled_port != CSN_NO_PORT) {
    graph->ports[graph->enabled_port].value = 1.0F;
  }

  graph->message_input = CSN_NO_PORT;
  graph->midi_input = CSN_NO_PORT;
  const uint32_t main_input =
    find_designated(plugin, input, world->nodes.core_control);
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (port->kind == CSN_PORT_ATOM && port->is_input) {
      const bool is_main = i == main_input;
      if (port->takes_midi && (is_main || graph->midi_input == CSN_NO_PORT)) {
        graph->midi_input = i;
      }
      if (port->takes_patch &&
          (is_main || graph->message_input == CSN_NO_PORT)) {
        graph->message_input = i;
      }
    }
  }
}

static void
list_audio(CsnGraph* graph)
{
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (port->kind == CSN_PORT_AUDIO && port->is_input) {
      graph->audio_inputs[graph->n_audio_inputs++] = i;
    } else if (port->kind == CSN_PORT_AUDIO) {
      graph->audio_outputs[graph->n_audio_outputs++] = i;
    }
  }
}

CsnGraph*
csn_graph_new(const CsnWorld* world,
              const LilvPlugin* plugin,
              const CsnBlocks* blocks,
              char* error,
              size_t error_size)
{
  CsnGraph* graph = (CsnGraph*)calloc(1, sizeof(CsnGraph));
  if (!graph) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }

  graph->n_ports = lilv_plugin_get_num_ports(plugin);
  graph->max_block = blocks->max_block;
  const size_t n = graph->n_ports + 1U;
  graph->ports = (CsnPort*)calloc(n, sizeof(CsnPort));
  graph->audio_inputs = (uint32_t*)calloc(n, sizeof(uint32_t));
  graph->audio_outputs = (uint32_t*)calloc(n, sizeof(uint32_t));
  if (!graph->ports || !graph->audio_inputs || !graph->audio_outputs) {
    snprintf(error, error_size, "out of memory");
    csn_graph_free(graph);
    return NULL;
  }

  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    if (!describe_port(
          world, plugin, i, blocks, &graph->ports[i], error, error_size)) {
      csn_graph_free(graph);
      return NULL;
    }
  }
  list_audio(graph);
  find_special_ports(graph, world, plugin);
  return graph;
}

void
csn_graph_free(CsnGraph* graph)
{
  if (graph) {
    for (uint32_t i = 0; graph->ports && i < graph->n_ports; ++i) {
      CsnPort* port = &graph->ports[i];
      free(port->symbol);
      free(port->name);
      free(port->memory);
      csn_evbuf_free(port->evbuf);
    }
    free(graph->ports);
    free(graph->audio_inputs);
    free(graph->audio_outputs);
    free(graph);
  }
}

static void
connect(const CsnGraph* graph, uint32_t index)
{
  CsnPort* port = &graph->ports[index];
  void* data = NULL;
  switch (port->kind) {
    case CSN_PORT_CONTROL:
      data = &port->value;
      break;
    case CSN_PORT_AUDIO:
    case CSN_PORT_CV:
      data = port->samples;
      break;
    case CSN_PORT_ATOM:
      data = port->evbuf->sequence;
      break;
    case CSN_PORT_NONE:
      break;
  }
  lilv_instance_connect_port(graph->instance, index, data);
}

void
csn_graph_connect(CsnGraph* graph, LilvInstance* instance, CsnWorker* worker)
{
  graph->instance = instance;
  graph->worker = worker;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    connect(graph, i);
  }
}

bool
csn_graph_grow(CsnGraph* graph, uint32_t port, uint32_t size)
{
  if (!csn_evbuf_grow(graph->ports[port].evbuf, size)) {
    return false;
  }
  connect(graph, port);
  return true;
}

uint32_t
csn_graph_find(const CsnGraph* graph, const char* symbol)
{
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    if (!strcmp(graph->ports[i].symbol, symbol)) {
      return i;
    }
  }
  return CSN_NO_PORT;
}
