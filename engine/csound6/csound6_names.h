// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csound 6, names: the strings of `strset` and the channels of `chnget`, so that
  what the worker has allocated can be put there without allocating anything.

  Csound shows neither its table of strings nor its table of channels.  Their
  places, and the form of a channel, are found at run time in an instance whose
  strings and channels are known, and used only if all of it was found exactly
  once.  Engine layer.
*/

#ifndef CSN_ENGINE_CSOUND6_NAMES_H
#define CSN_ENGINE_CSOUND6_NAMES_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;

/** A channel that no Csound knows of yet. */
typedef struct CsnNewChannel CsnNewChannel;

/** Finds the places; once, before any of what follows. */
void
csn_csound_find_names(void) CSN_NOT_AUDIO;

/** Tells whether strings can be placed. @thread any */
bool
csn_csound_knows_strings(void);

/** Tells whether channels can be placed. @thread any */
bool
csn_csound_knows_channels(void);

/**
   Places a string, which must come from this Csound's own Malloc.

   @return False: its table has not so many places.
   @thread audio, or whoever has the instance for himself
*/
bool
csn_csound_place_string(CSOUND* csound, uint32_t index, char* text);

/**
   Places a larger table of strings, which must come from this Csound's own
   Malloc and have `max` + 1 places.  The old one is left to Csound.
*/
void
csn_csound_place_strings(CSOUND* csound, char** table, uint32_t max);

/**
   Makes a channel in memory of this Csound.

   @param type   CSOUND_CONTROL_CHANNEL, …, with its directions.
   @param room   Bytes for a string; else ignored.
   @return Null: out of memory, or the form of a channel is not known.
   @thread worker, control
*/
CsnNewChannel*
csn_csound_make_channel(CSOUND* csound, const char* name, int type, size_t room)
  CSN_NOT_AUDIO;

/** Returns the bytes of its value: of a string, a STRINGDAT. */
void*
csn_csound_channel_data(const CsnNewChannel* channel);

/** Places a channel whose name is not taken. */
void
csn_csound_place_channel(CSOUND* csound, CsnNewChannel* channel);

#endif
