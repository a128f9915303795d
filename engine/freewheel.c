// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Freewheel: where nobody listens in real time, the audio thread waits for the
  worker.  The one place in the engine where it may.
*/

#include "engine.h"

#include "sound/stream.h"

#include <time.h>

void
csn_engine_wait(CsnEngine* engine)
{
  // A millisecond at a time; a host may do its work only after the block
  const struct timespec pause = { 0, 1000000 };
  for (unsigned i = 0; i < 200U; ++i) {
    if (atomic_load_explicit(&engine->shared.n_done, memory_order_acquire) ==
        atomic_load_explicit(&engine->shared.n_released,
                             memory_order_acquire)) {
      return;
    }
    nanosleep(&pause, NULL);
  }
  engine->work(engine);
}

void
csn_engine_wait_for_streams(CsnEngine* engine)
{
  const struct timespec pause = { 0, 1000000 };
  csn_role_enter_audio();
  for (unsigned i = 0; i < 200U; ++i) {
    if (!csn_streams_starve_rt(engine->streams)) {
      return;
    }
    nanosleep(&pause, NULL);
  }
  engine->work(engine);
}
