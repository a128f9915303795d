// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "pool.h"

#include <stdlib.h>
#include <string.h>

#define SMALLEST 64U
#define N_CLASSES 12U ///< 64 bytes to 128 KiB
#define TOUCHED \
  ((size_t)256 * 1024) ///< So that the first notes fault no page in

typedef struct Piece {
  struct Piece* next;
} Piece;

struct CsnPool {
  Piece* free_pieces[N_CLASSES];
  unsigned char* memory;
  size_t size;
  size_t used;
};

CsnPool*
csn_pool_new(size_t size)
{
  CsnPool* const pool = (CsnPool*)calloc(1, sizeof(CsnPool));
  unsigned char* const memory = (unsigned char*)malloc(size);
  if (!pool || !memory) {
    free(pool);
    free(memory);
    return NULL;
  }
  memset(memory, 0, size < TOUCHED ? size : TOUCHED);
  pool->memory = memory;
  pool->size = size;
  return pool;
}

void
csn_pool_free(CsnPool* pool)
{
  if (pool) {
    free(pool->memory);
    free(pool);
  }
}

static unsigned
class_of(size_t size)
{
  unsigned c = 0;
  while (c < N_CLASSES && ((size_t)SMALLEST << c) < size) {
    ++c;
  }
  return c;
}

/* All memory has been given out once: halves a larger piece that is free. */
static void*
split(CsnPool* pool, unsigned c)
{
  unsigned larger = c;
  while (larger < N_CLASSES && !pool->free_pieces[larger]) {
    ++larger;
  }
  if (larger == N_CLASSES) {
    return NULL;
  }
  Piece* const piece = pool->free_pieces[larger];
  pool->free_pieces[larger] = piece->next;
  while (larger > c) {
    --larger;
    csn_pool_give(pool,
                  (unsigned char*)piece + ((size_t)SMALLEST << larger),
                  (size_t)SMALLEST << larger);
  }
  return piece;
}

void*
csn_pool_take(CsnPool* pool, size_t size)
{
  const unsigned c = class_of(size);
  if (c == N_CLASSES) {
    return NULL;
  }
  Piece* const piece = pool->free_pieces[c];
  if (piece) {
    pool->free_pieces[c] = piece->next;
    return piece;
  }

  const size_t rounded = (size_t)SMALLEST << c;
  if (rounded > pool->size - pool->used) {
    return split(pool, c);
  }
  void* const fresh = pool->memory + pool->used;
  pool->used += rounded;
  return fresh;
}

void
csn_pool_give(CsnPool* pool, void* piece, size_t size)
{
  if (piece) {
    Piece* const freed = (Piece*)piece;
    const unsigned c = class_of(size);
    freed->next = pool->free_pieces[c];
    pool->free_pieces[c] = freed;
  }
}
