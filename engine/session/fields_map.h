// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Fields map: the named p-fields of all instruments of a program, or of the
  session.  The worker puts them in, the audio thread looks them up, without a
  lock between: entries are replaced, never removed.
*/

#ifndef CSN_ENGINE_FIELDS_MAP_H
#define CSN_ENGINE_FIELDS_MAP_H

#include "base/attributes.h"
#include "heads.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CsnFieldsMap CsnFieldsMap;

/** Returns an empty map, or null without memory. */
CsnFieldsMap*
csn_fields_map_new(void) CSN_NOT_AUDIO;

/** Frees a map and all that is in it; null is legal. */
void
csn_fields_map_free(CsnFieldsMap* map) CSN_NOT_AUDIO;

/**
   Puts an instrument in, in place of an older one of its name.

   @param old   Set to that one, which the audio thread may still read, or null.
                A null `old` lets the map keep it until it is freed itself.
   @return False: there are too many.
   @thread worker
   @owner takes the instrument on success
*/
bool
csn_fields_map_put(CsnFieldsMap* map,
                   CsnInstrFields* instr,
                   CsnInstrFields** old) CSN_NOT_AUDIO;

/** Takes the instruments that code has, and their p-fields; false: no room. */
bool
csn_fields_map_take(CsnFieldsMap* map, CsnHeads* heads) CSN_NOT_AUDIO;

/** Finds an instrument by its name, or null. @thread any */
const CsnInstrFields*
csn_fields_map_find(const CsnFieldsMap* map, const char* name, size_t length);

/** Finds an instrument by its number, or null. */
const CsnInstrFields*
csn_fields_map_at(const CsnFieldsMap* map, int number) CSN_AUDIO;

/** Says which number the instrument of a name has. */
void
csn_fields_map_bind(CsnFieldsMap* map,
                    const CsnInstrFields* instr,
                    int number) CSN_AUDIO;

#endif
