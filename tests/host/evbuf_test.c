// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The buffers of atom ports and the ring (layer: tests).

#include "tests/harness.h"

#include "host/evbuf.h"
#include "host/ring.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define CHUNK 7U
#define SEQUENCE 8U
#define MIDI 9U

static void
events_come_out_as_they_went_in(void)
{
  CsnEvbuf* evbuf = csn_evbuf_new(4096, CHUNK, SEQUENCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(evbuf);
  CU_ASSERT_EQUAL((uintptr_t)evbuf->sequence % 8U, 0);
  uint8_t body[16];
  for (uint32_t i = 0; i < 16; ++i) {
    body[i] = (uint8_t)(i + 1U);
    CU_ASSERT_TRUE(csn_evbuf_append_rt(evbuf, i * 3U, MIDI, i + 1U, body));
  }

  CsnEvent event = { 0, 0, 0, NULL };
  uint32_t position = 0;
  for (uint32_t i = 0; i < 16; ++i) {
    CU_ASSERT_TRUE_FATAL(csn_evbuf_next_rt(evbuf, &position, &event));
    CU_ASSERT_EQUAL(event.frame, i * 3U);
    CU_ASSERT_EQUAL(event.type, MIDI);
    CU_ASSERT_EQUAL(event.size, i + 1U);
    CU_ASSERT_EQUAL(memcmp(event.body, body, i + 1U), 0);
    CU_ASSERT_EQUAL((uintptr_t)event.body % 8U, 0);
  }
  CU_ASSERT_FALSE(csn_evbuf_next_rt(evbuf, &position, &event));
  csn_evbuf_free(evbuf);
}

static void
events_are_put_in_order_of_time_and_of_coming(void)
{
  CsnEvbuf* evbuf = csn_evbuf_new(65536, CHUNK, SEQUENCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(evbuf);
  uint64_t state = 42;
  for (uint32_t i = 0; i < 500; ++i) {
    const uint32_t frame = (uint32_t)(csn_test_random(&state) % 20U);
    CU_ASSERT_TRUE(csn_evbuf_append_rt(evbuf, frame, MIDI, 4U, &i));
  }

  CsnEvent event = { 0, 0, 0, NULL };
  uint32_t position = 0;
  uint32_t frame = 0;
  uint32_t last = 0;
  uint32_t n = 0;
  while (csn_evbuf_next_rt(evbuf, &position, &event)) {
    uint32_t value = 0;
    memcpy(&value, event.body, sizeof(value));
    CU_ASSERT_TRUE(event.frame > frame ||
                   (event.frame == frame && value >= last));
    frame = event.frame;
    last = value;
    ++n;
  }
  CU_ASSERT_EQUAL(n, 500);
  csn_evbuf_free(evbuf);
}

static void
a_full_buffer_takes_nothing_and_keeps_what_it_has(void)
{
  CsnEvbuf* evbuf = csn_evbuf_new(64, CHUNK, SEQUENCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(evbuf);
  const uint64_t body[4] = { 1, 2, 3, 4 };
  // 64 bytes are 8 for the sequence, and two events of 16 + 8
  CU_ASSERT_TRUE(csn_evbuf_append_rt(evbuf, 0, MIDI, 8, body));
  CU_ASSERT_FALSE(csn_evbuf_append_rt(evbuf, 0, MIDI, 32, body));
  CU_ASSERT_FALSE(csn_evbuf_append_rt(evbuf, 0, MIDI, UINT32_MAX, body));
  CU_ASSERT_FALSE(csn_evbuf_append_rt(evbuf, 0, MIDI, UINT32_MAX - 7U, body));
  CU_ASSERT_TRUE(csn_evbuf_append_rt(evbuf, 5, MIDI, 8, body + 1));
  CU_ASSERT_FALSE(csn_evbuf_append_rt(evbuf, 9, MIDI, 0, body));

  CU_ASSERT_TRUE(csn_evbuf_grow(evbuf, 32));
  CU_ASSERT_TRUE(csn_evbuf_append_rt(evbuf, 9, MIDI, 32, body));
  CsnEvent event = { 0, 0, 0, NULL };
  uint32_t position = 0;
  uint32_t n_bytes = 0;
  while (csn_evbuf_next_rt(evbuf, &position, &event)) {
    n_bytes += event.size;
  }
  CU_ASSERT_EQUAL(n_bytes, 48);
  csn_evbuf_free(evbuf);
}

static void
what_a_plugin_leaves_is_never_read_beyond_its_room(void)
{
  CsnEvbuf* evbuf = csn_evbuf_new(256, CHUNK, SEQUENCE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(evbuf);
  CsnEvent event = { 0, 0, 0, NULL };
  uint32_t position = 0;

  csn_evbuf_reset_output_rt(evbuf);
  CU_ASSERT_EQUAL(evbuf->sequence->atom.size, 256);
  CU_ASSERT_FALSE(csn_evbuf_next_rt(evbuf, &position, &event)); // A chunk

  // Any bytes at all: every event that comes out lies within the room
  uint64_t state = 99;
  for (int round = 0; round < 20000; ++round) {
    char* bytes = (char*)evbuf->sequence;
    for (uint32_t i = 0; i < 256U + sizeof(LV2_Atom); ++i) {
      const uint64_t r = csn_test_random(&state);
      bytes[i] = (char)(r % 3U ? 0 : r >> 32U);
    }
    evbuf->sequence->atom.type = SEQUENCE;
    if (round % 2) {
      evbuf->sequence->atom.size = (uint32_t)csn_test_random(&state);
    }
    const char* end = bytes + sizeof(LV2_Atom) + 256;
    uint32_t n = 0;
    position = 0;
    while (csn_evbuf_next_rt(evbuf, &position, &event)) {
      CU_ASSERT_TRUE_FATAL((const char*)event.body + event.size <= end);
      CU_ASSERT_TRUE_FATAL(++n <= 16U);
    }
  }
  csn_evbuf_free(evbuf);
}

// -- Ring ---------------------------------------------------------------------

#define N_RECORDS 100000U

static void*
write_records(void* data)
{
  CsnRing* ring = (CsnRing*)data;
  uint8_t body[64];
  for (uint32_t i = 0; i < N_RECORDS;) {
    const uint32_t size = i % sizeof(body);
    memset(body, (int)(i & 0xFFU), sizeof(body));
    const uint32_t head[2] = { i, size };
    if (csn_ring_write_rt(ring, head, sizeof(head), body, size)) {
      ++i;
    } else {
      sched_yield();
    }
  }
  return NULL;
}

static void
records_cross_the_ring_whole_and_in_order(void)
{
  CsnRing* ring = csn_ring_new(300); // Becomes 512: records wrap around
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  pthread_t thread;
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, write_records, ring), 0);
  uint32_t n_wrong = 0;
  for (uint32_t i = 0; i < N_RECORDS;) {
    uint32_t head[2] = { 0, 0 };
    uint8_t body[64];
    if (!csn_ring_read_rt(ring, head, sizeof(head))) {
      sched_yield();
      continue;
    }
    n_wrong += head[0] != i || head[1] != i % sizeof(body);
    n_wrong += !csn_ring_read_rt(ring, body, head[1]);
    for (uint32_t b = 0; b < head[1]; ++b) {
      n_wrong += body[b] != (i & 0xFFU);
    }
    ++i;
  }
  pthread_join(thread, NULL);
  CU_ASSERT_EQUAL(n_wrong, 0);
  csn_ring_free(ring);
}

static void
a_ring_takes_a_record_whole_or_not_at_all(void)
{
  CsnRing* ring = csn_ring_new(64);
  CU_ASSERT_PTR_NOT_NULL_FATAL(ring);
  const char text[65] = "0123456789012345678901234567890123456789"
                        "012345678901234567890123";
  CU_ASSERT_FALSE(csn_ring_write_rt(ring, text, 4, text, 61));
  CU_ASSERT_FALSE(csn_ring_write_rt(ring, text, 4, text, UINT32_MAX));
  CU_ASSERT_TRUE(csn_ring_write_rt(ring, text, 4, text + 4, 60));
  CU_ASSERT_FALSE(csn_ring_write_rt(ring, text, 1, NULL, 0));
  char out[65] = "";
  CU_ASSERT_FALSE(csn_ring_read_rt(ring, out, 65));
  CU_ASSERT_TRUE(csn_ring_peek_rt(ring, out, 4));
  CU_ASSERT_TRUE(csn_ring_read_rt(ring, out, 64));
  CU_ASSERT_EQUAL(memcmp(out, text, 64), 0);
  CU_ASSERT_FALSE(csn_ring_peek_rt(ring, out, 1));
  CU_ASSERT_PTR_NULL(csn_ring_new(0));
  csn_ring_free(ring);
}

static const CsnTest tests[] = {
  { "evbuf",
    "events come out as they went in",
    events_come_out_as_they_went_in },
  { "evbuf",
    "events are put in order of time, and of coming",
    events_are_put_in_order_of_time_and_of_coming },
  { "evbuf",
    "a full buffer takes nothing and keeps what it has",
    a_full_buffer_takes_nothing_and_keeps_what_it_has },
  { "evbuf",
    "what a plugin leaves is never read beyond its room",
    what_a_plugin_leaves_is_never_read_beyond_its_room },
  { "ring",
    "records cross the ring whole and in order",
    records_cross_the_ring_whole_and_in_order },
  { "ring",
    "a ring takes a record whole or not at all",
    a_ring_takes_a_record_whole_or_not_at_all },
};
CSN_TESTS(tests)
