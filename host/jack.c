// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The JACK back end's set-up: ports, latency, connections, and the server's
// end. A period longer than the plugin was told is run in pieces, so a change
// of JACK's buffer size needs nothing here. Layer: host, control thread and
// JACK's notification thread.

#include "backend.h"

#include "jack_client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What JACK prints, we say ourselves
static void
say_nothing(const char* text)
{
  (void)text;
}

static void
note_shutdown(jack_status_t code, const char* reason, void* data)
{
  CsnJack* jack = (CsnJack*)data;
  (void)code;
  snprintf(jack->reason,
           sizeof(jack->reason),
           "JACK has shut down%s%s",
           reason && *reason ? ": " : "",
           reason ? reason : "");
  atomic_store(&jack->is_shut_down, true);
}

// The widest latency of the ports of one direction
static jack_latency_range_t
gather_latency(const CsnJack* jack,
               const uint32_t* indices,
               uint32_t n,
               jack_latency_callback_mode_t mode)
{
  jack_latency_range_t all = { 0, 0 };
  for (uint32_t i = 0; i < n; ++i) {
    jack_latency_range_t range;
    jack_port_get_latency_range(jack->ports[indices[i]], mode, &range);
    all.min = !i || range.min < all.min ? range.min : all.min;
    all.max = range.max > all.max ? range.max : all.max;
  }
  return all;
}

static void
update_latency(jack_latency_callback_mode_t mode, void* data)
{
  CsnJack* jack = (CsnJack*)data;
  const CsnGraph* graph = jack->player->session->graph;
  const bool is_capture = mode == JackCaptureLatency;
  const uint32_t* from =
    is_capture ? graph->audio_inputs : graph->audio_outputs;
  const uint32_t* to = is_capture ? graph->audio_outputs : graph->audio_inputs;
  const uint32_t n_from =
    is_capture ? graph->n_audio_inputs : graph->n_audio_outputs;
  const uint32_t n_to =
    is_capture ? graph->n_audio_outputs : graph->n_audio_inputs;

  const uint32_t own = atomic_load(&jack->player->shared.latency);
  jack_latency_range_t range = gather_latency(jack, from, n_from, mode);
  range.min += own;
  range.max += own;
  for (uint32_t i = 0; i < n_to; ++i) {
    jack_port_set_latency_range(jack->ports[to[i]], mode, &range);
  }
}

static void*
jack_back_open(const CsnOptions* options,
               const char* client,
               double* rate,
               uint32_t* n_frames,
               char* error,
               size_t error_size)
{
  CsnJack* jack = (CsnJack*)calloc(1, sizeof(CsnJack));
  if (!jack) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }
  jack_set_error_function(say_nothing);
  jack_set_info_function(say_nothing);
  atomic_init(&jack->is_shut_down, false);
  jack->connects = options->connects;

  jack_status_t status = (jack_status_t)0;
  jack->client = jack_client_open(client, JackNoStartServer, &status);
  if (!jack->client) {
    snprintf(error,
             error_size,
             "there is no JACK server to play on; --backend null plays "
             "without a device");
    free(jack);
    return NULL;
  }
  *rate = (double)jack_get_sample_rate(jack->client);
  *n_frames = jack_get_buffer_size(jack->client);
  return jack;
}

// JACK does not tell it; the latency of what is played does
static uint32_t
jack_back_buffers(void* handle)
{
  const CsnJack* jack = (const CsnJack*)handle;
  const uint32_t n_frames = jack_get_buffer_size(jack->client);
  const char** ports =
    jack_get_ports(jack->client,
                   NULL,
                   JACK_DEFAULT_AUDIO_TYPE,
                   (unsigned long)JackPortIsPhysical | JackPortIsInput);
  jack_port_t* port = ports ? jack_port_by_name(jack->client, ports[0]) : NULL;
  jack_latency_range_t range = { 0, 0 };
  if (port) {
    jack_port_get_latency_range(port, JackPlaybackLatency, &range);
  }
  jack_free((void*)ports);
  return n_frames && range.max > n_frames
           ? (range.max + n_frames - 1U) / n_frames
           : 1U;
}

// The JACK port for a port of the plugin, or null if it is not one for JACK
static bool
register_port(CsnJack* jack, uint32_t index, const CsnPort* port)
{
  const char* type = NULL;
  if (port->kind == CSN_PORT_AUDIO) {
    type = JACK_DEFAULT_AUDIO_TYPE;
  } else if (port->kind == CSN_PORT_ATOM && port->takes_midi &&
             (!port->is_input ||
              index == jack->player->session->graph->midi_input)) {
    type = JACK_DEFAULT_MIDI_TYPE;
  } else {
    return true;
  }
  jack->ports[index] =
    jack_port_register(jack->client,
                       port->symbol,
                       type,
                       port->is_input ? JackPortIsInput : JackPortIsOutput,
                       0);
  return jack->ports[index];
}

static void
connect_ports(const CsnJack* jack, const char* type, bool is_input)
{
  const CsnGraph* graph = jack->player->session->graph;
  const unsigned long flags =
    JackPortIsPhysical |
    (unsigned long)(is_input ? JackPortIsOutput : JackPortIsInput);
  const char** theirs = jack_get_ports(jack->client, NULL, type, flags);
  const bool is_audio = !strcmp(type, JACK_DEFAULT_AUDIO_TYPE);
  uint32_t next = 0;
  for (uint32_t i = 0; theirs && i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (!jack->ports[i] || port->is_input != is_input ||
        (port->kind == CSN_PORT_AUDIO) != is_audio) {
      continue;
    }
    // Audio one to one, but mono to both sides; MIDI from all
    const bool is_mono = is_audio && !is_input && graph->n_audio_outputs == 1;
    const char* ours = jack_port_name(jack->ports[i]);
    uint32_t n = is_mono ? 2U : is_audio ? 1U : UINT32_MAX;
    for (; n && theirs[next]; --n, ++next) {
      jack_connect(jack->client,
                   is_input ? theirs[next] : ours,
                   is_input ? ours : theirs[next]);
    }
  }
  jack_free(theirs);
}

static bool
jack_back_start(void* handle, CsnPlayer* player, char* error, size_t error_size)
{
  CsnJack* jack = (CsnJack*)handle;
  const CsnGraph* graph = player->session->graph;
  jack->player = player;
  jack->ports =
    (jack_port_t**)calloc(graph->n_ports + 1U, sizeof(jack_port_t*));
  jack->midi_buffers = (void**)calloc(graph->n_ports + 1U, sizeof(void*));
  if (!jack->ports || !jack->midi_buffers) {
    snprintf(error, error_size, "out of memory");
    return false;
  }
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    if (!register_port(jack, i, &graph->ports[i])) {
      snprintf(error,
               error_size,
               "JACK does not take the port %s",
               graph->ports[i].symbol);
      return false;
    }
  }

  player->midi_out = csn_jack_midi_out_rt;
  player->midi_user = jack;
  jack_set_process_callback(jack->client, csn_jack_process_rt, jack);
  jack_set_latency_callback(jack->client, update_latency, jack);
  jack_on_info_shutdown(jack->client, note_shutdown, jack);
  if (jack_activate(jack->client)) {
    snprintf(error, error_size, "JACK does not start this client");
    return false;
  }
  jack->is_active = true;
  if (jack->connects) {
    connect_ports(jack, JACK_DEFAULT_AUDIO_TYPE, false);
    connect_ports(jack, JACK_DEFAULT_AUDIO_TYPE, true);
    connect_ports(jack, JACK_DEFAULT_MIDI_TYPE, true);
  }
  return true;
}

static const char*
jack_back_trouble(void* handle)
{
  const CsnJack* jack = (const CsnJack*)handle;
  return atomic_load(&jack->is_shut_down) ? jack->reason : NULL;
}

static void
jack_back_tick(void* handle)
{
  CsnJack* jack = (CsnJack*)handle;
  const uint32_t latency = atomic_load(&jack->player->shared.latency);
  if (latency != jack->latency) {
    jack->latency = latency;
    jack_recompute_total_latencies(jack->client);
  }
}

static void
jack_back_stop(void* handle)
{
  CsnJack* jack = (CsnJack*)handle;
  if (jack && jack->is_active) {
    jack_deactivate(jack->client);
    jack->is_active = false;
  }
}

static void
jack_back_close(void* handle)
{
  CsnJack* jack = (CsnJack*)handle;
  if (jack) {
    jack_back_stop(jack);
    jack_client_close(jack->client);
    free(jack->ports);
    free(jack->midi_buffers);
    free(jack);
  }
}

const CsnBackend csn_backend_jack = {
  jack_back_open, jack_back_buffers, jack_back_start, jack_back_trouble,
  jack_back_tick, jack_back_stop,    jack_back_close,
};
