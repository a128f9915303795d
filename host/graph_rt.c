// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Runs one plugin over a piece of a block. Layer: host, audio thread.

#include "graph.h"

void
csn_graph_run_rt(CsnGraph* graph, uint32_t offset, uint32_t n_frames)
{
  LilvInstance* instance = graph->instance;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    CsnPort* port = &graph->ports[i];
    if (port->kind == CSN_PORT_AUDIO) {
      lilv_instance_connect_port(instance, i, port->samples + offset);
    } else if (port->kind == CSN_PORT_ATOM && !port->is_input) {
      csn_evbuf_reset_output_rt(port->evbuf);
    }
  }

  lilv_instance_run(instance, n_frames);
  csn_worker_emit_rt(graph->worker);

  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    CsnPort* port = &graph->ports[i];
    if (port->kind == CSN_PORT_ATOM && port->is_input) {
      csn_evbuf_reset_input_rt(port->evbuf);
    }
  }
}

uint32_t
csn_graph_latency_rt(const CsnGraph* graph)
{
  if (graph->latency_port == CSN_NO_PORT) {
    return 0;
  }
  // Not a number and nonsense count as none
  const float value = graph->ports[graph->latency_port].value;
  return value > 0.0F && value < 1.0e8F ? (uint32_t)(value + 0.5F) : 0U;
}
