// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "fields_map.h"

#include "base/letters.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define N_SLOTS 4096U ///< Power of two
#define MAX_INSTRS 3072U
#define N_NUMBERS 32768

struct CsnFieldsMap {
  _Atomic(CsnInstrFields*) slots[N_SLOTS]; ///< By the hash of their names
  uint32_t n;
  CsnInstrFields* replaced;      ///< List, freed with the map
  uint16_t of_number[N_NUMBERS]; ///< Slot and one, of those with a name; only
                                 ///  the audio thread
};

CsnFieldsMap*
csn_fields_map_new(void)
{
  return (CsnFieldsMap*)calloc(1, sizeof(CsnFieldsMap));
}

void
csn_fields_map_free(CsnFieldsMap* map)
{
  if (!map) {
    return;
  }
  for (uint32_t i = 0; i < N_SLOTS; ++i) {
    free(atomic_load(&map->slots[i]));
  }
  while (map->replaced) {
    CsnInstrFields* const next = map->replaced->next;
    free(map->replaced);
    map->replaced = next;
  }
  free(map);
}

/* The slot that has this name, or the free one where it belongs. */
static uint32_t
slot_of(const CsnFieldsMap* map,
        const char* name,
        size_t length,
        CsnInstrFields** there)
{
  for (uint32_t i = csn_hash(name, length);; ++i) {
    const uint32_t slot = i & (N_SLOTS - 1U);
    *there = atomic_load_explicit(&map->slots[slot], memory_order_acquire);
    if (!*there || (strlen((*there)->name) == length &&
                    !memcmp((*there)->name, name, length))) {
      return slot;
    }
  }
}

bool
csn_fields_map_put(CsnFieldsMap* map,
                   CsnInstrFields* instr,
                   CsnInstrFields** old)
{
  CsnInstrFields* there = NULL;
  const uint32_t slot = slot_of(map, instr->name, strlen(instr->name), &there);
  if (!there && map->n == MAX_INSTRS) {
    return false;
  }
  map->n += !there;
  atomic_store_explicit(&map->slots[slot], instr, memory_order_release);
  if (old) {
    *old = there;
  } else if (there) {
    there->next = map->replaced;
    map->replaced = there;
  }
  return true;
}

bool
csn_fields_map_take(CsnFieldsMap* map, CsnHeads* heads)
{
  while (heads->instrs) {
    CsnInstrFields* const instr = heads->instrs;
    CsnInstrFields* const next = instr->next;
    // One without names matters only where it replaces another
    if (!instr->fields.n &&
        !csn_fields_map_find(map, instr->name, strlen(instr->name))) {
      free(instr);
    } else if (!csn_fields_map_put(map, instr, NULL)) {
      return false;
    }
    heads->instrs = next;
  }
  return true;
}

const CsnInstrFields*
csn_fields_map_find(const CsnFieldsMap* map, const char* name, size_t length)
{
  CsnInstrFields* there = NULL;
  (void)slot_of(map, name, length, &there);
  return there;
}

const CsnInstrFields*
csn_fields_map_at(const CsnFieldsMap* map, int number)
{
  if (number < 1 || number >= N_NUMBERS) {
    return NULL;
  }
  if (map->of_number[number]) {
    return atomic_load_explicit(&map->slots[map->of_number[number] - 1U],
                                memory_order_acquire);
  }
  char name[8];
  size_t length = 0;
  for (int n = number; n; n /= 10) {
    ++length;
  }
  for (size_t i = length; i > 0; --i, number /= 10) {
    name[i - 1U] = (char)('0' + number % 10);
  }
  return csn_fields_map_find(map, name, length);
}

void
csn_fields_map_bind(CsnFieldsMap* map, const CsnInstrFields* instr, int number)
{
  CsnInstrFields* there = NULL;
  const uint32_t slot = slot_of(map, instr->name, strlen(instr->name), &there);
  if (there && number >= 1 && number < N_NUMBERS) {
    map->of_number[number] = (uint16_t)(slot + 1U);
  }
}
