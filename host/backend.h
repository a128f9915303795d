// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A back end for playing: something that calls csn_player_run_rt() again and
// again in real time. Layer: host.
//
// Order of calls, all on the control thread: open, start, then trouble and tick
// as often as one likes, stop, close. Stop and close may follow any of them.

#ifndef CSN_HOST_BACKEND_H
#define CSN_HOST_BACKEND_H

#include "options.h"
#include "player.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A back end. The handle is what open returned.
typedef struct {
  /// Finds rate [Hz] and frames in a period. Null: see the error.
  void* (*open)(const CsnOptions* options,
                const char* client,
                double* rate,
                uint32_t* n_frames,
                char* error,
                size_t error_size);

  /// How many buffers the device has between us and the air, 1 or more.
  uint32_t (*buffers)(void* handle);

  /// Begins to run the player. False: see the error.
  bool (*start)(void* handle,
                CsnPlayer* player,
                char* error,
                size_t error_size);

  /// Why the back end has ended by itself; null: it has not.
  const char* (*trouble)(void* handle);

  /// Does what must be done now and then.
  void (*tick)(void* handle);

  /// Ends running: the player is not called any more.
  void (*stop)(void* handle);

  /// Frees; null is allowed.
  void (*close)(void* handle);
} CsnBackend;

/// JACK: audio and MIDI ports of the plugin become JACK's.
extern const CsnBackend csn_backend_jack;

/// No device: a thread that is paced by the clock, with silent inputs.
extern const CsnBackend csn_backend_null;

#endif
