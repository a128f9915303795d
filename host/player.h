// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A session that runs in real time: what the audio thread does for a period of
// a back end, and the two rings between it and the control thread.
// Layer: host; player.c is the control thread's side, player_rt.c the audio
// thread's.

#ifndef CSN_HOST_PLAYER_H
#define CSN_HOST_PLAYER_H

#include "graph.h"
#include "ring.h"
#include "session.h"
#include "timeline.h"

#include <lv2/atom/atom.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Called for each MIDI message that the plugin sends. Audio thread.
typedef void (*CsnMidiOutFunc)(void* user,
                               uint32_t port,
                               uint32_t frame,
                               uint32_t size,
                               const void* bytes);

typedef struct {
  CsnSession* session;   ///< Borrowed
  CsnTimeline* timeline; ///< Borrowed
  CsnRing* to_audio;
  CsnRing* from_audio;
  void* received; ///< The control thread's copy of a message
  uint32_t received_size;
  CsnMidiOutFunc midi_out; ///< Null: dropped
  void* midi_user;         ///< Of `midi_out`

  /// The audio thread's own.
  struct {
    CsnGraph* graph;
    uint64_t time; ///< Frames since the start
    void* message; ///< Copy of a message from the ring
  } rt;

  /// Written by the audio thread, read by any.
  struct {
    _Atomic uint64_t time;
    _Atomic uint32_t latency; ///< Frames
    _Atomic uint32_t peak;    ///< Bits of a float that is not negative
    _Atomic uint32_t n_lost;  ///< Messages that found no room
  } shared;
} CsnPlayer;

/**
   Makes a player for a session that is not running.

   @return The player, to be freed with csn_player_free(); null: no memory.
   @thread control
*/
CsnPlayer*
csn_player_new(CsnSession* session, CsnTimeline* timeline);

/// Frees the player; null is allowed. The back end has stopped.
void
csn_player_free(CsnPlayer* player);

/**
   Sends a message to the plugin's message input.

   @param owned_message  Freed; null counts as no memory.
   @return False: there is no room; try again later.
   @thread control
*/
bool
csn_player_send(CsnPlayer* player, LV2_Atom* owned_message);

/**
   Sets a control port.
   @return False: there is no room; try again later.
   @thread control
*/
bool
csn_player_set(CsnPlayer* player, uint32_t port, float value);

/**
   Takes in all that the plugin has said since the last call.
   @thread control
*/
void
csn_player_receive(CsnPlayer* player);

/// Whether the audio thread has taken all that was sent. @thread control
bool
csn_player_is_idle(const CsnPlayer* player);

/// The highest sample up to now. @thread any
float
csn_player_peak(const CsnPlayer* player);

/**
   Runs a period. Audio ports must have been given their memory for it.

   @param n_frames  Any number.
   @param midi      Messages for the MIDI input, in order.
   @thread audio
   @rt     wait-free, as far as the plugin is
*/
void
csn_player_run_rt(CsnPlayer* player,
                  uint32_t n_frames,
                  const CsnEvent* midi,
                  uint32_t n_midi);

#endif
