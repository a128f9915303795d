// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The records in a player's two rings. Layer: host; player.c and player_rt.c
// alone.

#ifndef CSN_HOST_PLAYER_RECORD_H
#define CSN_HOST_PLAYER_RECORD_H

#include <stdint.h>

/// The longest message in a ring [bytes].
#define CSN_MESSAGE_SIZE 1048576U

typedef enum { CSN_TO_AUDIO_EVENT, CSN_TO_AUDIO_CONTROL } CsnToAudioKind;

/// Head of a record for the audio thread; an event's body follows.
typedef struct {
  CsnToAudioKind kind;
  uint32_t port;
  uint32_t type; ///< Event
  uint32_t size; ///< Event
  float value;   ///< Control
} CsnToAudio;

/// Head of a record from the audio thread; the event's body follows.
typedef struct {
  uint64_t frame; ///< Since the start
  uint32_t type;
  uint32_t size;
} CsnFromAudio;

#endif
