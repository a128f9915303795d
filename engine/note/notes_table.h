// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Notes, inside: the tables of notes_*.c.  Engine layer, audio thread.
*/

#ifndef CSN_ENGINE_NOTES_TABLE_H
#define CSN_ENGINE_NOTES_TABLE_H

#include "base/attributes.h"
#include "notes.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_N_NOTES 4096U   ///< Notes that can be found by their p1
#define CSN_N_BUCKETS 8192U ///< Power of two
#define CSN_N_STARTS 512U   ///< Exact starts in one k-cycle; more are rounded
#define CSN_N_NAMES 256U    ///< Power of two
#define CSN_NO_NOTE UINT32_MAX

/** A note that can be found. */
typedef struct {
  double p1;
  INSDS* ip;
  uint32_t next;   ///< In its bucket, or in the list of free ones
  uint32_t serial; ///< Counts how often this entry was used
} CsnNoteEntry;

/** A note that Csound will insert in the coming k-cycle. */
typedef struct {
  MYFLT ip; ///< Csound puts the address of the note here
  double p1;
  uint32_t offset;
  bool exact; ///< Csound's rounding is to be undone
  bool stop;  ///< It is to end as soon as it has begun
} CsnNoteStart;

/** A MIDI note that Csound will insert in the coming k-cycle. */
typedef struct {
  uint32_t offset;
  uint8_t channel;
  uint8_t key;
} CsnMidiStart;

/** The last k-cycle of a note. */
typedef struct {
  int64_t cycle;
  uint32_t note;
  uint32_t serial;
  uint32_t n_silent; ///< Frames of that k-cycle after its end
} CsnNoteEnd;

typedef struct {
  char name[64];
  int number;
} CsnInstrumentName;

struct CsnNotes {
  CsnNoteEntry notes[CSN_N_NOTES];
  uint32_t free_note;
  uint32_t buckets[CSN_N_BUCKETS];
  CsnNoteStart starts[CSN_N_STARTS];
  uint32_t n_starts;
  CsnMidiStart midi_starts[CSN_N_STARTS];
  uint32_t n_midi_starts;
  CsnNoteEnd ends[CSN_N_NOTES]; ///< Heap, the earliest first
  uint32_t n_ends;
  CsnInstrumentName names[CSN_N_NAMES];
  uint16_t counts[32768]; ///< Unique numbers given, for an instrument
  EVTBLK event;
  uint32_t epoch; ///< Counts how often Csound may have freed notes
  atomic_bool invalid;
  atomic_uint n_merging; ///< Compiles that may free ended notes in any k-cycle
};

/** Finds the note with this p1, or null. */
INSDS*
csn_notes_find(CsnNotes* notes, double p1) CSN_AUDIO;

/** Finds the entry of the note with this p1, or CSN_NO_NOTE. */
uint32_t
csn_notes_entry(CsnNotes* notes, double p1) CSN_AUDIO;

/** Enters the running notes with a fraction that Csound has started by
    itself. */
void
csn_notes_learn(CsnInstance* instance) CSN_AUDIO;

/** Returns a p-field of a note; null: it has none of this number. */
double*
csn_notes_field_of(INSDS* ip, uint32_t index);

/** Tells whether the note of an entry still sounds. */
bool
csn_notes_is_alive(const CsnNoteEntry* note);

/** Enters a note; CSN_NO_NOTE: there are too many. */
uint32_t
csn_notes_remember(CsnNotes* notes, double p1, INSDS* ip) CSN_AUDIO;

/** The first of Csound's list of active notes, or null. */
INSDS*
csn_notes_first_active(const CsnInstance* instance) CSN_AUDIO;

/** Forgets what is not in Csound's list, without looking into it. */
void
csn_notes_revalidate(CsnInstance* instance) CSN_AUDIO;

#endif
