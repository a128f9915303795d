// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Runs a period of a back end. Layer: host, audio thread.

#include "player.h"

#include "player_record.h"

#include <string.h>

// Takes what the control thread has sent, as far as the inputs have room
static void
take_messages(CsnPlayer* player)
{
  CsnGraph* graph = player->rt.graph;
  CsnToAudio head;
  while (csn_ring_peek_rt(player->to_audio, &head, sizeof(head))) {
    if (head.kind == CSN_TO_AUDIO_CONTROL) {
      csn_ring_read_rt(player->to_audio, NULL, sizeof(head));
      csn_port_set_rt(&graph->ports[head.port], head.value);
      continue;
    }

    // What does not fit now waits for the next run, unless it never will
    CsnEvbuf* evbuf = graph->ports[head.port].evbuf;
    const uint32_t needed =
      (uint32_t)sizeof(LV2_Atom_Event) + ((head.size + 7U) & ~7U);
    const uint32_t used = evbuf->sequence->atom.size;
    const bool is_empty = used == sizeof(LV2_Atom_Sequence_Body);
    if (needed > evbuf->capacity - used && !is_empty) {
      break;
    }
    csn_ring_read_rt(player->to_audio, NULL, sizeof(head));
    csn_ring_read_rt(player->to_audio, player->rt.message, head.size);
    if (!csn_evbuf_append_rt(
          evbuf, 0, head.type, head.size, player->rt.message)) {
      atomic_fetch_add(&player->shared.n_lost, 1U);
    }
  }
}

// Passes on what the plugin has sent in a piece that began at `offset`
static void
pass_events(CsnPlayer* player, uint32_t offset)
{
  const CsnGraph* graph = player->rt.graph;
  const LV2_URID midi_type =
    player->session->world->urids->known.midi_MidiEvent;
  for (uint32_t i = 0; i < graph->n_ports; ++i) {
    const CsnPort* port = &graph->ports[i];
    if (port->kind != CSN_PORT_ATOM || port->is_input) {
      continue;
    }
    CsnEvent event = { 0, 0, 0, NULL };
    uint32_t position = 0;
    while (csn_evbuf_next_rt(port->evbuf, &position, &event)) {
      if (event.type == midi_type) {
        if (player->midi_out) {
          player->midi_out(
            player->midi_user, i, offset + event.frame, event.size, event.body);
        }
        continue;
      }
      const CsnFromAudio head = { player->rt.time + event.frame,
                                  event.type,
                                  event.size };
      if (!csn_ring_write_rt(
            player->from_audio, &head, sizeof(head), event.body, event.size)) {
        atomic_fetch_add(&player->shared.n_lost, 1U);
      }
    }
  }
}

static void
measure(CsnPlayer* player, uint32_t offset, uint32_t n_frames)
{
  const CsnGraph* graph = player->rt.graph;
  uint32_t bits = atomic_load(&player->shared.peak);
  float peak = 0.0F;
  memcpy(&peak, &bits, sizeof(peak));
  for (uint32_t c = 0; c < graph->n_audio_outputs; ++c) {
    const float* samples =
      graph->ports[graph->audio_outputs[c]].samples + offset;
    for (uint32_t i = 0; i < n_frames; ++i) {
      const float size = samples[i] < 0.0F ? -samples[i] : samples[i];
      peak = size > peak ? size : peak;
    }
  }
  memcpy(&bits, &peak, sizeof(bits));
  atomic_store(&player->shared.peak, bits);
}

void
csn_player_run_rt(CsnPlayer* player,
                  uint32_t n_frames,
                  const CsnEvent* midi,
                  uint32_t n_midi)
{
  CsnGraph* graph = player->rt.graph;
  CsnEvbuf* midi_evbuf = graph->midi_input == CSN_NO_PORT
                           ? NULL
                           : graph->ports[graph->midi_input].evbuf;
  uint32_t next = 0;
  uint32_t offset = 0;
  while (offset < n_frames) {
    const uint32_t left = n_frames - offset;
    take_messages(player);
    const uint32_t n =
      csn_timeline_feed_rt(player->timeline,
                           graph,
                           player->rt.time,
                           left < graph->max_block ? left : graph->max_block);
    for (; next < n_midi && midi[next].frame < offset + n; ++next) {
      const uint32_t frame =
        midi[next].frame > offset ? midi[next].frame - offset : 0U;
      if (midi_evbuf && !csn_evbuf_append_rt(midi_evbuf,
                                             frame,
                                             midi[next].type,
                                             midi[next].size,
                                             midi[next].body)) {
        atomic_fetch_add(&player->shared.n_lost, 1U);
      }
    }

    csn_graph_run_rt(graph, offset, n);
    pass_events(player, offset);
    measure(player, offset, n);
    player->rt.time += n;
    offset += n;
  }
  atomic_store(&player->shared.time, player->rt.time);
  atomic_store(&player->shared.latency, csn_graph_latency_rt(graph));
}
