// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Writes and reads the ring: one release store hands a whole record over.
// Layer: host, any one writing and any one reading thread.

#include "ring.h"

#include <string.h>

static void
copy_in(CsnRing* ring, uint32_t index, const void* data, uint32_t size)
{
  const uint32_t start = index & ring->mask;
  const uint32_t to_end = ring->mask + 1U - start;
  const uint32_t first = size < to_end ? size : to_end;
  if (size) {
    memcpy(ring->bytes + start, data, first);
    memcpy(ring->bytes, (const char*)data + first, size - first);
  }
}

static void
copy_out(const CsnRing* ring, uint32_t index, void* data, uint32_t size)
{
  const uint32_t start = index & ring->mask;
  const uint32_t to_end = ring->mask + 1U - start;
  const uint32_t first = size < to_end ? size : to_end;
  memcpy(data, ring->bytes + start, first);
  memcpy((char*)data + first, ring->bytes, size - first);
}

bool
csn_ring_write_rt(CsnRing* ring,
                  const void* head,
                  uint32_t head_size,
                  const void* body,
                  uint32_t body_size)
{
  const uint32_t write =
    atomic_load_explicit(&ring->write_index, memory_order_relaxed);
  const uint32_t read =
    atomic_load_explicit(&ring->read_index, memory_order_acquire);
  const uint32_t room = ring->mask + 1U - (write - read);
  if (head_size > room || body_size > room - head_size) {
    return false;
  }

  copy_in(ring, write, head, head_size);
  copy_in(ring, write + head_size, body, body_size);
  atomic_store_explicit(&ring->write_index,
                        write + head_size + body_size,
                        memory_order_release);
  return true;
}

bool
csn_ring_peek_rt(const CsnRing* ring, void* out, uint32_t size)
{
  const uint32_t read =
    atomic_load_explicit(&ring->read_index, memory_order_relaxed);
  const uint32_t write =
    atomic_load_explicit(&ring->write_index, memory_order_acquire);
  if (write - read < size) {
    return false;
  }
  copy_out(ring, read, out, size);
  return true;
}

bool
csn_ring_read_rt(CsnRing* ring, void* out, uint32_t size)
{
  const uint32_t read =
    atomic_load_explicit(&ring->read_index, memory_order_relaxed);
  const uint32_t write =
    atomic_load_explicit(&ring->write_index, memory_order_acquire);
  if (write - read < size) {
    return false;
  }
  if (out) {
    copy_out(ring, read, out, size);
  }
  atomic_store_explicit(&ring->read_index, read + size, memory_order_release);
  return true;
}
