// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "queue.h"

#include <stdlib.h>

struct CsnQueue {
  uint32_t capacity;
  uint32_t size;
  uint64_t n_pushed;
  CsnWaiting items[]; ///< Binary heap
};

CsnQueue*
csn_queue_new(uint32_t capacity)
{
  CsnQueue* const queue =
    (CsnQueue*)calloc(1,
                      sizeof(CsnQueue) + (size_t)capacity * sizeof(CsnWaiting));
  if (queue) {
    queue->capacity = capacity;
  }
  return queue;
}

void
csn_queue_free(CsnQueue* queue)
{
  free(queue);
}

static bool
is_before(const CsnWaiting* a, const CsnWaiting* b)
{
  return a->frame < b->frame || (a->frame == b->frame && a->order < b->order);
}

bool
csn_queue_is_crowded(const CsnQueue* queue)
{
  return queue->capacity - queue->size <= queue->capacity / 16U;
}

uint64_t
csn_queue_next_order(const CsnQueue* queue)
{
  return queue->n_pushed + 1U;
}

bool
csn_queue_push(CsnQueue* queue, CsnWaiting waiting)
{
  if (queue->size == queue->capacity) {
    return false;
  }
  if (!waiting.order) {
    waiting.order = ++queue->n_pushed;
  }

  uint32_t i = queue->size++;
  while (i && is_before(&waiting, &queue->items[(i - 1U) / 2U])) {
    queue->items[i] = queue->items[(i - 1U) / 2U];
    i = (i - 1U) / 2U;
  }
  queue->items[i] = waiting;
  return true;
}

bool
csn_queue_pop(CsnQueue* queue, int64_t end, CsnWaiting* waiting)
{
  if (!queue->size || queue->items[0].frame >= end) {
    return false;
  }

  *waiting = queue->items[0];
  const CsnWaiting last = queue->items[--queue->size];
  uint32_t i = 0;
  for (;;) {
    uint32_t child = 2U * i + 1U;
    if (child + 1U < queue->size &&
        is_before(&queue->items[child + 1U], &queue->items[child])) {
      ++child;
    }
    if (child >= queue->size || !is_before(&queue->items[child], &last)) {
      break;
    }
    queue->items[i] = queue->items[child];
    i = child;
  }
  queue->items[i] = last;
  return true;
}

void
csn_queue_each(const CsnQueue* queue,
               void (*look)(void* data, const CsnWaiting* waiting),
               void* data)
{
  for (uint32_t i = 0; i < queue->size; ++i) {
    look(data, &queue->items[i]);
  }
}
