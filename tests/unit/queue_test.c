// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The queue of what waits for its frame, and the pool that its records lie in
// (layer: tests).

#include "engine/base/pool.h"
#include "engine/call/queue.h"
#include "harness.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static CsnWaiting
at(int64_t frame, uint8_t mark)
{
  const CsnWaiting waiting = { .frame = frame, .size = 1, .bytes = { mark } };
  return waiting;
}

static void
in_order(void)
{
  CsnQueue* const queue = csn_queue_new(1000);
  CsnWaiting waiting;
  uint64_t seed = 12345;
  CU_ASSERT_PTR_NOT_NULL_FATAL(queue);
  CU_ASSERT_FALSE(csn_queue_pop(queue, INT64_MAX, &waiting));
  for (unsigned i = 0; i < 1000; ++i) {
    const int64_t frame = (int64_t)(csn_test_random(&seed) % 100U);
    CU_ASSERT(csn_queue_push(queue, at(frame, 0)));
  }
  CU_ASSERT_FALSE(csn_queue_push(queue, at(0, 0)));
  int64_t frame = -1;
  uint64_t order = 0;
  for (unsigned i = 0; i < 1000; ++i) {
    CU_ASSERT_FATAL(csn_queue_pop(queue, 100, &waiting));
    CU_ASSERT(waiting.frame > frame ||
              (waiting.frame == frame && waiting.order > order));
    frame = waiting.frame;
    order = waiting.order;
  }
  CU_ASSERT_FALSE(csn_queue_pop(queue, INT64_MAX, &waiting));
  csn_queue_free(queue);
  csn_queue_free(NULL);
}

static void
only_before_the_end(void)
{
  CsnQueue* const queue = csn_queue_new(4);
  CsnWaiting waiting;
  CU_ASSERT_PTR_NOT_NULL_FATAL(queue);
  CU_ASSERT(csn_queue_push(queue, at(64, 1)));
  CU_ASSERT(csn_queue_push(queue, at(-5, 2)));
  CU_ASSERT(csn_queue_push(queue, at(63, 3)));
  CU_ASSERT(csn_queue_pop(queue, 64, &waiting) && waiting.bytes[0] == 2);
  CU_ASSERT(csn_queue_pop(queue, 64, &waiting) && waiting.bytes[0] == 3);
  CU_ASSERT_FALSE(csn_queue_pop(queue, 64, &waiting));
  CU_ASSERT(csn_queue_pop(queue, 65, &waiting) && waiting.bytes[0] == 1);
  csn_queue_free(queue);
}

/* What is put back keeps its place before what came later. */
static void
put_back(void)
{
  CsnQueue* const queue = csn_queue_new(4);
  CsnWaiting waiting;
  CU_ASSERT_PTR_NOT_NULL_FATAL(queue);
  CU_ASSERT(csn_queue_push(queue, at(0, 1)));
  CU_ASSERT(csn_queue_push(queue, at(64, 2)));
  CU_ASSERT(csn_queue_pop(queue, 64, &waiting));
  waiting.frame = 64;
  CU_ASSERT(csn_queue_push(queue, waiting));
  CU_ASSERT(csn_queue_pop(queue, 128, &waiting) && waiting.bytes[0] == 1);
  CU_ASSERT(csn_queue_pop(queue, 128, &waiting) && waiting.bytes[0] == 2);
  csn_queue_free(queue);
}

static void
mixed(void)
{
  enum { capacity = 200 };
  CsnQueue* const queue = csn_queue_new(capacity);
  CsnWaiting waiting;
  uint64_t seed = 999;
  int64_t now = 0;
  unsigned n = 0;
  unsigned n_popped = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(queue);
  for (unsigned i = 0; i < 20000; ++i) {
    if (csn_test_random(&seed) % 5U < 3U) {
      const bool taken =
        csn_queue_push(queue,
                       at(now + (int64_t)(csn_test_random(&seed) % 50U), 0));
      CU_ASSERT_EQUAL(taken, n < capacity);
      n += taken;
    } else {
      int64_t last = INT64_MIN;
      now += 7;
      while (csn_queue_pop(queue, now, &waiting)) {
        CU_ASSERT(waiting.frame >= last && waiting.frame < now);
        last = waiting.frame;
        ++n_popped;
        --n;
      }
    }
  }
  CU_ASSERT(n_popped > 5000);
  csn_queue_free(queue);
}

static void
pieces(void)
{
  enum { n_max = 300 };
  unsigned char* held[n_max] = { NULL };
  size_t sizes[n_max] = { 0 };
  CsnPool* const pool = csn_pool_new(1U << 20U);
  uint64_t seed = 5;
  unsigned n_taken = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(pool);
  for (unsigned i = 0; i < 30000; ++i) {
    const unsigned k = (unsigned)(csn_test_random(&seed) % n_max);
    if (held[k]) {
      for (size_t b = 0; b < sizes[k]; ++b) {
        CU_ASSERT_FATAL(held[k][b] == (unsigned char)k);
      }
      csn_pool_give(pool, held[k], sizes[k]);
      held[k] = NULL;
    } else {
      sizes[k] = 1U + (size_t)(csn_test_random(&seed) % 1500U);
      held[k] = (unsigned char*)csn_pool_take(pool, sizes[k]);
      if (held[k]) {
        CU_ASSERT_EQUAL((uintptr_t)held[k] % 8U, 0);
        memset(held[k], (int)(unsigned char)k, sizes[k]);
        ++n_taken;
      }
    }
  }
  CU_ASSERT(n_taken > 10000);
  csn_pool_free(pool);
  csn_pool_free(NULL);
}

static void
pool_is_empty(void)
{
  CsnPool* const pool = csn_pool_new(4096);
  void* held[100];
  unsigned n = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(pool);
  CU_ASSERT_PTR_NULL(csn_pool_take(pool, 4097));
  CU_ASSERT_PTR_NULL(csn_pool_take(pool, SIZE_MAX));
  while (n < 100 && (held[n] = csn_pool_take(pool, 64))) {
    ++n;
  }
  CU_ASSERT_EQUAL(n, 64);
  for (unsigned i = 0; i < n; ++i) {
    csn_pool_give(pool, held[i], 64);
  }
  csn_pool_give(pool, NULL, 64);
  for (unsigned i = 0; i < n; ++i) {
    CU_ASSERT_PTR_NOT_NULL(csn_pool_take(pool, 64));
  }
  CU_ASSERT_PTR_NULL(csn_pool_take(pool, 64));
  csn_pool_free(pool);
}

static const CsnTest tests[] = {
  { "queue", "the earliest comes first, equals in their order", in_order },
  { "queue", "nothing comes before its time", only_before_the_end },
  { "queue", "what is put back keeps its place", put_back },
  { "queue", "it keeps its order while it grows and shrinks", mixed },
  { "pool", "pieces do not overlap and are used again", pieces },
  { "pool", "an empty pool says so, and can be filled again", pool_is_empty },
};
CSN_TESTS(tests)
