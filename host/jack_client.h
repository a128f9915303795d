// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What the two halves of the JACK back end share. Layer: host; jack.c and
// jack_rt.c alone.

#ifndef CSN_HOST_JACK_CLIENT_H
#define CSN_HOST_JACK_CLIENT_H

#include "player.h"

#include <jack/jack.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_JACK_MIDI 1024U

typedef struct {
  jack_client_t* client;
  CsnPlayer* player;
  jack_port_t** ports; ///< For each port of the plugin; null: none
  void** midi_buffers; ///< For each port of the plugin: of MIDI outputs, now
  bool is_active;
  bool connects;
  uint32_t latency; ///< That JACK has been told [frames]
  atomic_bool is_shut_down;
  char reason[256]; ///< Written before `is_shut_down`
  CsnEvent midi[CSN_MAX_JACK_MIDI];
} CsnJack;

/**
   JACK's process callback; `data` is the CsnJack.
   @thread audio
*/
int
csn_jack_process_rt(jack_nframes_t n_frames, void* data);

/**
   Sends a MIDI message to JACK.
   @thread audio
*/
void
csn_jack_midi_out_rt(void* user,
                     uint32_t port,
                     uint32_t frame,
                     uint32_t size,
                     const void* bytes);

#endif
