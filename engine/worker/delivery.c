// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "delivery.h"

#include "engine.h"

#include <string.h>

typedef struct {
  CsnDispose dispose;
  void* thing;
} Garbage;

bool
csn_deliver(CsnEngine* engine, CsnTake take, const void* data, size_t size)
{
  return csn_ring_write(engine->deliveries, &take, sizeof(take), data, size);
}

bool
csn_delivery_waits_rt(CsnEngine* engine)
{
  size_t size = 0;
  return csn_ring_peek(engine->deliveries, &size);
}

void
csn_delivery_take_rt(CsnEngine* engine)
{
  size_t size = 0;
  const char* const message =
    (const char*)csn_ring_peek(engine->deliveries, &size);
  CsnTake take = NULL;
  memcpy(&take, message, sizeof(take));
  take(engine, message + sizeof(take));
  csn_ring_skip(engine->deliveries);
}

bool
csn_discard_rt(CsnEngine* engine, CsnDispose dispose, void* thing)
{
  const Garbage garbage = { dispose, thing };
  if (!csn_ring_write(engine->garbage, &garbage, sizeof(garbage), NULL, 0)) {
    return false;
  }
  csn_engine_ask_worker(engine);
  return true;
}

void
csn_garbage_collect(CsnEngine* engine)
{
  size_t size = 0;
  const void* message = NULL;
  while ((message = csn_ring_peek(engine->garbage, &size))) {
    Garbage garbage;
    memcpy(&garbage, message, sizeof(garbage));
    csn_ring_skip(engine->garbage);
    garbage.dispose(garbage.thing);
  }
}
