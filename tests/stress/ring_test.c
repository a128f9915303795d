// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// One thread writes into a ring and another reads, both as fast as they can
// (layer: tests). The threads record; the main thread asserts.

#include "engine/base/ring.h"
#include "harness.h"

#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>

enum { largest = 200 };

typedef struct {
  CsnRing* ring;
  uint32_t n_messages;
  uint32_t n_full; ///< Times that there was no room
  uint32_t n_bad;  ///< Messages that were read wrongly
} Traffic;

/* Length and bytes of message i follow from i. */
static size_t
length_of(uint32_t i)
{
  return 4U + (i * 2654435761U >> 7U) % (largest - 4U);
}

static void
fill(unsigned char* bytes, uint32_t i)
{
  const size_t length = length_of(i);
  memcpy(bytes, &i, sizeof(i));
  for (size_t k = sizeof(i); k < length; ++k) {
    bytes[k] = (unsigned char)(i + k);
  }
}

static void*
write_all(void* data)
{
  Traffic* const traffic = (Traffic*)data;
  unsigned char bytes[largest];
  for (uint32_t i = 0; i < traffic->n_messages;) {
    fill(bytes, i);
    const size_t length = length_of(i);
    // Now by a copy, now in place, now in place and shortened
    if (i % 3U == 0) {
      if (csn_ring_write(traffic->ring, bytes, 4, bytes + 4, length - 4U)) {
        ++i;
        continue;
      }
    } else {
      const size_t more = i % 3U == 1U ? 0 : largest - length;
      void* const room = csn_ring_begin_write(traffic->ring, length + more);
      if (room) {
        memcpy(room, bytes, length);
        csn_ring_commit_write(traffic->ring, length);
        ++i;
        continue;
      }
    }
    ++traffic->n_full;
    (void)sched_yield();
  }
  return NULL;
}

static void*
read_all(void* data)
{
  Traffic* const traffic = (Traffic*)data;
  unsigned char bytes[largest];
  for (uint32_t i = 0; i < traffic->n_messages;) {
    size_t size = 0;
    const void* const message = csn_ring_peek(traffic->ring, &size);
    if (!message) {
      (void)sched_yield();
      continue;
    }
    fill(bytes, i);
    traffic->n_bad += size != length_of(i) || memcmp(message, bytes, size) != 0;
    csn_ring_skip(traffic->ring);
    ++i;
  }
  return NULL;
}

static void
run(size_t capacity)
{
  pthread_t writer;
  pthread_t reader;
  size_t size = 0;
  Traffic traffic = {
    csn_ring_new(capacity), csn_test_quick() ? 100000U : 400000U, 0, 0
  };
  Traffic reading = traffic;
  CU_ASSERT_PTR_NOT_NULL_FATAL(traffic.ring);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&reader, NULL, read_all, &reading), 0);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&writer, NULL, write_all, &traffic), 0);
  (void)pthread_join(writer, NULL);
  (void)pthread_join(reader, NULL);
  CU_ASSERT_EQUAL(reading.n_bad, 0);
  CU_ASSERT_PTR_NULL(csn_ring_peek(traffic.ring, &size));
  csn_ring_free(traffic.ring);
}

static void
small_ring(void)
{
  run(2U * (largest + 8U));
}

static void
large_ring(void)
{
  run(65536);
}

static const CsnTest tests[] = {
  { "ring",
    "two threads lose nothing in a ring that is often full",
    small_ring },
  { "ring", "two threads lose nothing in a large ring", large_ring },
};
CSN_TESTS(tests)
