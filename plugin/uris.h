// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  URIs: the names that the plugins use, and the numbers that the host gave
  them.
*/

#ifndef CSN_PLUGIN_URIS_H
#define CSN_PLUGIN_URIS_H

#include <lv2/urid/urid.h>

#define CSN_URI_INSTRUMENT "urn:csonance:instrument"
#define CSN_URI_EFFECT "urn:csonance:effect"
#define CSN_URI_MULTI "urn:csonance:multi"
#define CSN_NS "urn:csonance:ns#"

/** Mapped URIs, in the order of the list in uris.c. */
typedef struct {
  LV2_URID atom_Blank;
  LV2_URID atom_Bool;
  LV2_URID atom_Double;
  LV2_URID atom_Float;
  LV2_URID atom_Int;
  LV2_URID atom_Long;
  LV2_URID atom_Object;
  LV2_URID atom_Path;
  LV2_URID atom_Sequence;
  LV2_URID atom_String;
  LV2_URID atom_Tuple;
  LV2_URID atom_URI;
  LV2_URID atom_URID;
  LV2_URID atom_Vector;
  LV2_URID bufsz_maxBlockLength;
  LV2_URID bufsz_minBlockLength;
  LV2_URID midi_MidiEvent;
  LV2_URID patch_Ack;
  LV2_URID patch_Error;
  LV2_URID patch_Get;
  LV2_URID patch_Put;
  LV2_URID patch_Set;
  LV2_URID patch_body;
  LV2_URID patch_property;
  LV2_URID patch_sequenceNumber;
  LV2_URID patch_subject;
  LV2_URID patch_value;
  LV2_URID state_StateChanged;
  LV2_URID time_Position;
  LV2_URID time_bar;
  LV2_URID time_barBeat;
  LV2_URID time_beat;
  LV2_URID time_beatUnit;
  LV2_URID time_beatsPerBar;
  LV2_URID time_beatsPerMinute;
  LV2_URID time_frame;
  LV2_URID time_speed;
  LV2_URID csn_added;
  LV2_URID csn_call;
  LV2_URID csn_compile;
  LV2_URID csn_controls;
  LV2_URID csn_ended;
  LV2_URID csn_error;
  LV2_URID csn_event;
  LV2_URID csn_file;
  LV2_URID csn_guard;
  LV2_URID csn_ksmps;
  LV2_URID csn_log;
  LV2_URID csn_mapping;
  LV2_URID csn_outvalue;
  LV2_URID csn_program;
  LV2_URID csn_result;
  LV2_URID csn_session;
  LV2_URID csn_status;
  LV2_URID csn_text;
  LV2_URID csn_values;
} CsnUris;

/** Maps all URIs. @thread control */
void
csn_uris_map(CsnUris* uris, LV2_URID_Map* map);

#endif
