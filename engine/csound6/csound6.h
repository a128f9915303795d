// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csound 6, once for the process: initialised without signal handlers, its
  opcode libraries chosen and kept loaded, and its inner layout found.

  Csound's headers show the fields of a note (INSDS) and of a MIDI channel
  (MCHNBLK), but not where the engine keeps their lists.  Three things need
  these: notes that end on their frame, MIDI notes that start on theirs, and a
  program that goes on after its score.  The places are found at run time in an
  instance whose notes are known, and used only if each was found exactly once.
  Without them those three are rounded to k-cycles and the rest works.

  With notes_*.c, perform_rt.c and instance_bg.c, all that changes for another
  Csound.
*/

#ifndef CSN_ENGINE_CSOUND6_H
#define CSN_ENGINE_CSOUND6_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CSOUND_ CSOUND;

/** Byte offsets into Csound's struct; see the head of this file. */
typedef struct {
  bool known;
  size_t first_off;     ///< INSDS*: the next note that ends
  size_t midi_channels; ///< MCHNBLK*[]: channels 0, 1, …
  size_t active_anchor; ///< INSDS: its nxtact is the first active note
  bool yield_known;
  size_t yield_interval; ///< int: k-cycles between yields, less one
  bool tables_known;
  size_t tables; ///< FUNC**: the tables by number, and int: the last of them
} CsnCsoundLayout;

/**
   Prepares Csound for this process; later calls return the first result.

   Takes some 15 ms the first time: the opcode libraries are loaded then.

   @thread control, worker; any number of them
*/
CsnStatus
csn_csound_init(void) CSN_NOT_AUDIO;

/**
   Creates a Csound.

   @param all   With the opcode libraries that take long to load as well.
   @return Null: it cannot be.
   @thread control, worker; after csn_csound_init()
*/
CSOUND*
csn_csound_create(void* data, bool all) CSN_NOT_AUDIO;

/** Returns the layout; valid after csn_csound_init(). @thread any */
const CsnCsoundLayout*
csn_csound_layout(void);

#endif
