// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The ring of messages, on one thread (layer: tests).

#include "engine/base/ring.h"
#include "harness.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void
whole_and_in_order(void)
{
  CsnRing* const ring = csn_ring_new(256);
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  size_t size = 0;
  CU_ASSERT_PTR_NULL(csn_ring_peek(ring, &size));
  csn_ring_skip(ring); // Nothing to forget
  CU_ASSERT(csn_ring_write(ring, "ab", 2, "cde", 3));
  CU_ASSERT(csn_ring_write(ring, "x", 1, NULL, 0));
  CU_ASSERT(csn_ring_write(ring, "", 0, NULL, 0));
  const char* text = (const char*)csn_ring_peek(ring, &size);
  CU_ASSERT_EQUAL(size, 5);
  CU_ASSERT_EQUAL(memcmp(text, "abcde", 5), 0);
  CU_ASSERT_PTR_EQUAL(csn_ring_peek(ring, &size), text);
  csn_ring_skip(ring);
  text = (const char*)csn_ring_peek(ring, &size);
  CU_ASSERT(size == 1 && *text == 'x');
  csn_ring_skip(ring);
  CU_ASSERT_PTR_NOT_NULL(csn_ring_peek(ring, &size));
  CU_ASSERT_EQUAL(size, 0);
  csn_ring_skip(ring);
  CU_ASSERT_PTR_NULL(csn_ring_peek(ring, &size));
  csn_ring_free(ring);
  csn_ring_free(NULL);
}

static void
full(void)
{
  CsnRing* const ring = csn_ring_new(1024);
  size_t size = 0;
  unsigned n = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  while (n < 1000 && csn_ring_write(ring, &n, sizeof(n), "12345678", 8)) {
    ++n;
  }
  CU_ASSERT(n > 30 && n < 1000);
  CU_ASSERT_FALSE(csn_ring_write(ring, &n, sizeof(n), "12345678", 8));
  for (unsigned i = 0; i < n; ++i) {
    unsigned is = 0;
    const void* const message = csn_ring_peek(ring, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(message);
    memcpy(&is, message, sizeof(is));
    CU_ASSERT(is == i && size == 12);
    csn_ring_skip(ring);
  }
  CU_ASSERT_PTR_NULL(csn_ring_peek(ring, &size));
  CU_ASSERT(csn_ring_write(ring, &n, sizeof(n), NULL, 0));
  csn_ring_free(ring);
}

/* The largest message fits wherever the ring stands. */
static void
largest(void)
{
  char buffer[1024] = "";
  for (size_t before = 0; before < 600; before += 8) {
    CsnRing* const ring = csn_ring_new(1000);
    CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
    const size_t most = csn_ring_max_message(ring);
    size_t size = 0;
    CU_ASSERT_FALSE(csn_ring_write(ring, buffer, most + 1U, NULL, 0));
    CU_ASSERT_FALSE(csn_ring_write(ring, buffer, SIZE_MAX / 2U, NULL, 0));
    CU_ASSERT_PTR_NULL(csn_ring_begin_write(ring, SIZE_MAX));
    if (before && before <= most) {
      CU_ASSERT(csn_ring_write(ring, buffer, before, NULL, 0));
      csn_ring_skip(ring);
    }
    CU_ASSERT(csn_ring_write(ring, buffer, most, NULL, 0));
    CU_ASSERT_PTR_NOT_NULL(csn_ring_peek(ring, &size));
    CU_ASSERT_EQUAL(size, most);
    csn_ring_skip(ring);
    csn_ring_free(ring);
  }
}

static void
reserved(void)
{
  CsnRing* const ring = csn_ring_new(256);
  size_t size = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  char* const room = (char*)csn_ring_begin_write(ring, 40);
  CU_ASSERT_PTR_NOT_NULL_FATAL(room);
  CU_ASSERT_EQUAL((uintptr_t)room % 8U, 0);
  memset(room, 'z', 40);
  CU_ASSERT_PTR_NULL(csn_ring_peek(ring, &size));     // Not committed yet
  CU_ASSERT(csn_ring_write(ring, "new", 3, NULL, 0)); // It never was
  char* const more = (char*)csn_ring_begin_write(ring, 40);
  CU_ASSERT_PTR_NOT_NULL_FATAL(more);
  memset(more, 'q', 4);
  csn_ring_commit_write(ring, 4);
  CU_ASSERT_EQUAL(memcmp(csn_ring_peek(ring, &size), "new", 3), 0);
  CU_ASSERT_EQUAL(size, 3);
  csn_ring_skip(ring);
  CU_ASSERT_EQUAL(memcmp(csn_ring_peek(ring, &size), "qqqq", 4), 0);
  CU_ASSERT_EQUAL(size, 4);
  csn_ring_free(ring);
}

/* Against a plain list, many times around the buffer. */
static void
random_use(void)
{
  enum { most = 120 };
  static unsigned char wanted[64][most];
  size_t sizes[64] = { 0 };
  CsnRing* const ring = csn_ring_new(512);
  unsigned first = 0;
  unsigned last = 0;
  uint64_t seed = 31337;
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  for (unsigned i = 0; i < 50000; ++i) {
    size_t size = 0;
    if (csn_test_random(&seed) % 2U) {
      const size_t length = (size_t)(csn_test_random(&seed) % most);
      for (size_t k = 0; k < length; ++k) {
        wanted[last % 64U][k] = (unsigned char)csn_test_random(&seed);
      }
      if (last - first < 64U &&
          csn_ring_write(ring, wanted[last % 64U], length, NULL, 0)) {
        sizes[last++ % 64U] = length;
      }
      continue;
    }
    const void* const message = csn_ring_peek(ring, &size);
    CU_ASSERT_FATAL((message != NULL) == (last != first));
    if (message) {
      CU_ASSERT_FATAL(size == sizes[first % 64U] &&
                      !memcmp(message, wanted[first % 64U], size));
      csn_ring_skip(ring);
      ++first;
    }
  }
  CU_ASSERT(last > 10000);
  csn_ring_free(ring);
}

static const CsnTest tests[] = {
  { "ring", "messages are read whole and in order", whole_and_in_order },
  { "ring", "a full ring takes nothing and stays as it was", full },
  { "ring", "the largest message fits at any place", largest },
  { "ring", "what is not committed never was", reserved },
  { "ring", "it behaves as a list, many times around", random_use },
};
CSN_TESTS(tests)
