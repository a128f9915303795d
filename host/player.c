// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The control thread's side of a player. Layer: host, control thread.

#include "player.h"

#include "player_record.h"

#include <stdlib.h>
#include <string.h>

CsnPlayer*
csn_player_new(CsnSession* session, CsnTimeline* timeline)
{
  CsnPlayer* player = (CsnPlayer*)calloc(1, sizeof(CsnPlayer));
  if (!player) {
    return NULL;
  }

  player->session = session;
  player->timeline = timeline;
  player->rt.graph = session->graph;
  player->rt.message = calloc(1, CSN_MESSAGE_SIZE);
  player->to_audio = csn_ring_new(2U * CSN_MESSAGE_SIZE);
  player->from_audio = csn_ring_new(4U * CSN_MESSAGE_SIZE);
  atomic_init(&player->shared.time, 0U);
  atomic_init(&player->shared.latency, csn_graph_latency_rt(session->graph));
  atomic_init(&player->shared.peak, 0U);
  atomic_init(&player->shared.n_lost, 0U);
  if (!player->rt.message || !player->to_audio || !player->from_audio) {
    csn_player_free(player);
    return NULL;
  }
  return player;
}

void
csn_player_free(CsnPlayer* player)
{
  if (player) {
    csn_ring_free(player->to_audio);
    csn_ring_free(player->from_audio);
    free(player->rt.message);
    free(player->received);
    free(player);
  }
}

bool
csn_player_send(CsnPlayer* player, LV2_Atom* owned_message)
{
  bool is_sent = false;
  if (owned_message && owned_message->size <= CSN_MESSAGE_SIZE) {
    const CsnToAudio head = { CSN_TO_AUDIO_EVENT,
                              player->session->graph->message_input,
                              owned_message->type,
                              owned_message->size,
                              0.0F };
    is_sent = csn_ring_write_rt(player->to_audio,
                                &head,
                                sizeof(head),
                                (const char*)owned_message + sizeof(LV2_Atom),
                                owned_message->size);
  }
  free(owned_message);
  return is_sent;
}

bool
csn_player_set(CsnPlayer* player, uint32_t port, float value)
{
  const CsnToAudio head = { CSN_TO_AUDIO_CONTROL, port, 0, 0, value };
  return csn_ring_write_rt(player->to_audio, &head, sizeof(head), NULL, 0);
}

// Makes the copy of a message large enough
static bool
reserve(CsnPlayer* player, uint32_t size)
{
  if (size > player->received_size) {
    void* grown = realloc(player->received, size);
    if (!grown) {
      return false;
    }
    player->received = grown;
    player->received_size = size;
  }
  return true;
}

void
csn_player_receive(CsnPlayer* player)
{
  CsnFromAudio head;
  while (csn_ring_read_rt(player->from_audio, &head, sizeof(head))) {
    const bool has_room = reserve(player, head.size);
    if (!csn_ring_read_rt(player->from_audio,
                          has_room ? player->received : NULL,
                          head.size)) {
      return;
    }
    if (has_room) {
      const CsnEvent event = { 0, head.type, head.size, player->received };
      csn_session_receive(player->session, head.frame, &event);
    }
  }
  csn_session_flush(player->session);
}

bool
csn_player_is_idle(const CsnPlayer* player)
{
  return atomic_load(&player->to_audio->read_index) ==
         atomic_load(&player->to_audio->write_index);
}

float
csn_player_peak(const CsnPlayer* player)
{
  const uint32_t bits = atomic_load(&player->shared.peak);
  float peak = 0.0F;
  memcpy(&peak, &bits, sizeof(peak));
  return peak;
}
