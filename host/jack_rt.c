// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A period of JACK: ports' memory in, the player's run, MIDI out. Layer: host,
// audio thread.

#include "jack_client.h"

#include <jack/midiport.h>

// Gathers the MIDI that came in; what is beyond the table is lost and counted
static uint32_t
gather_midi(CsnJack* jack, void* buffer)
{
  const LV2_URID type =
    jack->player->session->world->urids->known.midi_MidiEvent;
  const uint32_t n_all = jack_midi_get_event_count(buffer);
  uint32_t n = 0;
  for (uint32_t i = 0; i < n_all; ++i) {
    jack_midi_event_t event;
    if (n == CSN_MAX_JACK_MIDI || jack_midi_event_get(&event, buffer, i)) {
      atomic_fetch_add(&jack->player->shared.n_lost, 1U);
      continue;
    }
    CsnEvent* gathered = &jack->midi[n++];
    gathered->frame = event.time;
    gathered->type = type;
    gathered->size = (uint32_t)event.size;
    gathered->body = event.buffer;
  }
  return n;
}

int
csn_jack_process_rt(jack_nframes_t n_frames, void* data)
{
  CsnJack* jack = (CsnJack*)data;
  CsnGraph* graph = jack->player->rt.graph;
  uint32_t n_midi = 0;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    CsnPort* port = &graph->ports[i];
    if (!jack->ports[i]) {
      continue;
    }
    void* buffer = jack_port_get_buffer(jack->ports[i], n_frames);
    if (port->kind == CSN_PORT_AUDIO) {
      port->samples = (float*)buffer;
    } else if (port->is_input) {
      n_midi = gather_midi(jack, buffer);
    } else {
      jack_midi_clear_buffer(buffer);
      jack->midi_buffers[i] = buffer;
    }
  }
  csn_player_run_rt(jack->player, n_frames, jack->midi, n_midi);
  return 0;
}

void
csn_jack_midi_out_rt(void* user,
                     uint32_t port,
                     uint32_t frame,
                     uint32_t size,
                     const void* bytes)
{
  CsnJack* jack = (CsnJack*)user;
  if (jack->midi_buffers[port] &&
      jack_midi_event_write(jack->midi_buffers[port],
                            frame,
                            (const jack_midi_data_t*)bytes,
                            size)) {
    atomic_fetch_add(&jack->player->shared.n_lost, 1U);
  }
}
