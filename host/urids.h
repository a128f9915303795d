// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The host's URID map, and every URID that the host itself uses, mapped once.
// Layer: host, pure data plus one lock; plugins call the map from any thread
// but, by the rules of LV2, never from run().

#ifndef CSN_HOST_URIDS_H
#define CSN_HOST_URIDS_H

#include <lv2/urid/urid.h>

#include <pthread.h>
#include <stdint.h>

#define CSN_NS "urn:csonance:ns#"

/// The URIDs that the host knows by name.
typedef struct {
  LV2_URID atom_Blank;
  LV2_URID atom_Bool;
  LV2_URID atom_Chunk;
  LV2_URID atom_Double;
  LV2_URID atom_Float;
  LV2_URID atom_Int;
  LV2_URID atom_Long;
  LV2_URID atom_Object;
  LV2_URID atom_Path;
  LV2_URID atom_Sequence;
  LV2_URID atom_String;
  LV2_URID atom_URID;
  LV2_URID atom_Vector;
  LV2_URID log_Error;
  LV2_URID log_Note;
  LV2_URID log_Trace;
  LV2_URID log_Warning;
  LV2_URID midi_MidiEvent;
  LV2_URID patch_Ack;
  LV2_URID patch_Error;
  LV2_URID patch_Get;
  LV2_URID patch_Set;
  LV2_URID patch_property;
  LV2_URID patch_sequenceNumber;
  LV2_URID patch_value;
  LV2_URID csn_call;
  LV2_URID csn_controls;
  LV2_URID csn_ended;
  LV2_URID csn_error;
  LV2_URID csn_file;
  LV2_URID csn_guard;
  LV2_URID csn_ksmps;
  LV2_URID csn_log;
  LV2_URID csn_outvalue;
  LV2_URID csn_result;
  LV2_URID csn_status;
  LV2_URID csn_text;
} CsnUrids;

/// A growing table of URIs; the URID is the place in the table plus one.
typedef struct {
  LV2_URID_Map map;
  LV2_URID_Unmap unmap;
  pthread_mutex_t lock;
  char** uris;
  uint32_t n_uris;
  uint32_t capacity;
  uint32_t* slots; ///< Open hash of URIDs, 0 = free
  uint32_t n_slots;
  CsnUrids known;
} CsnUridMap;

/**
   Makes a map with all URIDs of #CsnUrids in it.

   @return The map, to be freed with csn_urid_map_free(); null: no memory.
   @thread control
*/
CsnUridMap*
csn_urid_map_new(void);

/// Frees the map; null is allowed. No plugin may use it any more.
void
csn_urid_map_free(CsnUridMap* map);

#endif
