// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "uris.h"

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/midi/midi.h>
#include <lv2/patch/patch.h>
#include <lv2/state/state.h>
#include <lv2/time/time.h>

#include <stddef.h>
#include <string.h>

static const char* const names[] = { LV2_ATOM__Blank,
                                     LV2_ATOM__Bool,
                                     LV2_ATOM__Double,
                                     LV2_ATOM__Float,
                                     LV2_ATOM__Int,
                                     LV2_ATOM__Long,
                                     LV2_ATOM__Object,
                                     LV2_ATOM__Path,
                                     LV2_ATOM__Sequence,
                                     LV2_ATOM__String,
                                     LV2_ATOM__Tuple,
                                     LV2_ATOM__URI,
                                     LV2_ATOM__URID,
                                     LV2_ATOM__Vector,
                                     LV2_BUF_SIZE__maxBlockLength,
                                     LV2_BUF_SIZE__minBlockLength,
                                     LV2_MIDI__MidiEvent,
                                     LV2_PATCH__Ack,
                                     LV2_PATCH__Error,
                                     LV2_PATCH__Get,
                                     LV2_PATCH__Put,
                                     LV2_PATCH__Set,
                                     LV2_PATCH__body,
                                     LV2_PATCH__property,
                                     LV2_PATCH__sequenceNumber,
                                     LV2_PATCH__subject,
                                     LV2_PATCH__value,
                                     LV2_STATE__StateChanged,
                                     LV2_TIME__Position,
                                     LV2_TIME__bar,
                                     LV2_TIME__barBeat,
                                     LV2_TIME__beat,
                                     LV2_TIME__beatUnit,
                                     LV2_TIME__beatsPerBar,
                                     LV2_TIME__beatsPerMinute,
                                     LV2_TIME__frame,
                                     LV2_TIME__speed,
                                     CSN_NS "added",
                                     CSN_NS "call",
                                     CSN_NS "compile",
                                     CSN_NS "controls",
                                     CSN_NS "ended",
                                     CSN_NS "error",
                                     CSN_NS "event",
                                     CSN_NS "file",
                                     CSN_NS "guard",
                                     CSN_NS "ksmps",
                                     CSN_NS "log",
                                     CSN_NS "mapping",
                                     CSN_NS "outvalue",
                                     CSN_NS "program",
                                     CSN_NS "result",
                                     CSN_NS "session",
                                     CSN_NS "status",
                                     CSN_NS "text",
                                     CSN_NS "values" };

#define N_URIS (sizeof(names) / sizeof(names[0]))

_Static_assert(sizeof(CsnUris) == N_URIS * sizeof(LV2_URID),
               "CsnUris and the list of names have one order");

void
csn_uris_map(CsnUris* uris, LV2_URID_Map* map)
{
  LV2_URID mapped[N_URIS];
  for (size_t i = 0; i < N_URIS; ++i) {
    mapped[i] = map->map(map->handle, names[i]);
  }
  memcpy(uris, mapped, sizeof(*uris));
}
