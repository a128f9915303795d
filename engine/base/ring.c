// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "ring.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
  Each message is preceded by its size.  One that would not fit before the end
  of the buffer is preceded by a filler that sends the reader to the start, so
  that messages lie in one piece.
*/

#define HEADER 8U
#define FILLER UINT64_MAX

struct CsnRing {
  size_t size; ///< Power of two
  unsigned char* buffer;
  struct {
    size_t head; ///< Where the reserved message begins
    size_t reserved;
  } writer;
  _Alignas(64) atomic_size_t write_head; ///< Bytes ever written
  _Alignas(64) atomic_size_t read_head;  ///< Bytes ever read
};

static size_t
padded(size_t size)
{
  return (size + 7U) & ~(size_t)7U;
}

CsnRing*
csn_ring_new(size_t capacity)
{
  size_t size = 64;
  while (size < capacity) {
    size *= 2;
  }

  CsnRing* const ring = (CsnRing*)aligned_alloc(64, sizeof(CsnRing));
  unsigned char* const buffer = (unsigned char*)calloc(1, size);
  if (!ring || !buffer) {
    free(ring);
    free(buffer);
    return NULL;
  }

  memset(ring, 0, sizeof(*ring));
  ring->size = size;
  ring->buffer = buffer;
  atomic_init(&ring->write_head, 0);
  atomic_init(&ring->read_head, 0);
  return ring;
}

void
csn_ring_free(CsnRing* ring)
{
  if (ring) {
    free(ring->buffer);
    free(ring);
  }
}

size_t
csn_ring_max_message(const CsnRing* ring)
{
  // In the worst case a filler of just under half the buffer comes first
  return ring->size / 2U - HEADER;
}

void*
csn_ring_begin_write(CsnRing* ring, size_t size)
{
  if (size > csn_ring_max_message(ring)) {
    return NULL;
  }

  const size_t head =
    atomic_load_explicit(&ring->write_head, memory_order_relaxed);
  const size_t tail =
    atomic_load_explicit(&ring->read_head, memory_order_acquire);
  const size_t space = ring->size - (head - tail);
  const size_t at = head & (ring->size - 1U);
  const size_t to_end = ring->size - at;
  const size_t need = HEADER + padded(size);
  const size_t skip = need <= to_end ? 0U : to_end;
  if (skip + need > space) {
    return NULL;
  }

  if (skip) {
    const uint64_t filler = FILLER;
    memcpy(ring->buffer + at, &filler, HEADER);
  }
  ring->writer.head = head + skip;
  ring->writer.reserved = size;
  return ring->buffer + (ring->writer.head & (ring->size - 1U)) + HEADER;
}

void
csn_ring_commit_write(CsnRing* ring, size_t size)
{
  const uint64_t stored =
    size < ring->writer.reserved ? size : ring->writer.reserved;
  memcpy(ring->buffer + (ring->writer.head & (ring->size - 1U)),
         &stored,
         HEADER);
  atomic_store_explicit(&ring->write_head,
                        ring->writer.head + HEADER + padded((size_t)stored),
                        memory_order_release);
}

bool
csn_ring_write(CsnRing* ring,
               const void* head,
               size_t head_size,
               const void* body,
               size_t body_size)
{
  unsigned char* const to =
    (unsigned char*)csn_ring_begin_write(ring, head_size + body_size);
  if (!to) {
    return false;
  }

  memcpy(to, head, head_size);
  if (body_size) {
    memcpy(to + head_size, body, body_size);
  }
  csn_ring_commit_write(ring, head_size + body_size);
  return true;
}

const void*
csn_ring_peek(CsnRing* ring, size_t* size)
{
  const size_t head =
    atomic_load_explicit(&ring->write_head, memory_order_acquire);
  size_t tail = atomic_load_explicit(&ring->read_head, memory_order_relaxed);
  if (tail == head) {
    return NULL;
  }

  uint64_t stored = 0;
  size_t at = tail & (ring->size - 1U);
  memcpy(&stored, ring->buffer + at, HEADER);
  if (stored == FILLER) {
    tail += ring->size - at;
    atomic_store_explicit(&ring->read_head, tail, memory_order_release);
    at = 0;
    memcpy(&stored, ring->buffer, HEADER);
  }

  *size = (size_t)stored;
  return ring->buffer + at + HEADER;
}

void
csn_ring_skip(CsnRing* ring)
{
  size_t size = 0;
  if (csn_ring_peek(ring, &size)) {
    const size_t tail =
      atomic_load_explicit(&ring->read_head, memory_order_relaxed);
    atomic_store_explicit(&ring->read_head,
                          tail + HEADER + padded(size),
                          memory_order_release);
  }
}
