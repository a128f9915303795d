// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Notes: the notes that the engine has started in one Csound instance.  Engine
  layer, audio thread, except for the two functions that say otherwise.

  Csound starts and ends notes on k-cycles.  Here a note is inserted into the
  k-cycle that owns its frame, and in the yield that Csound makes between the
  note's init pass and its first sound, its offset and its end are put on their
  frames.  A table from p1 to the note in memory makes later calls O(1).
*/

#ifndef CSN_ENGINE_NOTES_H
#define CSN_ENGINE_NOTES_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct CsnInstance CsnInstance;
typedef struct CsnNotes CsnNotes;

/** A note to be started. */
typedef struct {
  double p1;          ///< Instrument number, with the fraction of the note
  double dur;         ///< p3 [s]; negative: held
  const double* args; ///< p4 and up
  uint32_t n_args;
  const char* texts; ///< Text p-fields, each with its zero; or null
  uint32_t n_texts;  ///< Their args are csn_notes_text()
  bool rounded;      ///< Begin and end as Csound rounds to k-cycles …
  double start;      ///< … this time of Csound's [s]
} CsnNoteOn;

/** Returns what stands for the text number `index` among the args. */
double
csn_notes_text(uint32_t index);

/** Returns the text that one of a note's args stands for, or null. */
const char*
csn_notes_text_of(const CsnNoteOn* note, double arg);

/** Returns the tables for an instance, or null. @thread control, worker */
CsnNotes*
csn_notes_new(void) CSN_NOT_AUDIO;

/** Frees them; null is legal. @thread control, worker */
void
csn_notes_free(CsnNotes* notes) CSN_NOT_AUDIO;

/**
   Finds the number of a named instrument.

   @return 0: no such instrument.
*/
int
csn_notes_instrument(CsnInstance* instance, const char* name) CSN_AUDIO;

/** Tells whether a name has been found before, without asking Csound, which
    would complain. */
bool
csn_notes_is_known(const CsnInstance* instance, const char* name) CSN_AUDIO;

/**
   Returns a p1 that no running note of this instrument has.

   @source Engine.sched: a fraction of four digits, counted for an instrument
*/
double
csn_notes_unique(CsnInstance* instance, int number) CSN_AUDIO;

/**
   Starts a note in the coming k-cycle.

   @param offset   Frame in the k-cycle, 0 … ksmps - 1.
   @return CSN_OK; CSN_ERR_NOT_FOUND: no such instrument; CSN_ERR_BAD_ARG: too
           many p-fields; CSN_ERR_FULL.
*/
CsnStatus
csn_notes_start(CsnInstance* instance,
                const CsnNoteOn* note,
                uint32_t offset) CSN_AUDIO;

/** Notes the offset of a MIDI note-on of the coming k-cycle. */
void
csn_notes_midi(CsnInstance* instance,
               uint8_t channel,
               uint8_t key,
               uint32_t offset) CSN_AUDIO;

/** Ends a note (a p1 with a fraction) or all notes of an instrument. */
CsnStatus
csn_notes_stop(CsnInstance* instance, double p1, bool release) CSN_AUDIO;

/** Ends the notes that the engine has started, with their release. */
void
csn_notes_stop_known(CsnInstance* instance) CSN_AUDIO;

/** Ends everything that sounds, at once. */
void
csn_notes_stop_all(CsnInstance* instance) CSN_AUDIO;

/**
   Finds the p-field of a note, to be read or written until the next k-cycle.

   A p1 without a fraction means the oldest note of that instrument.

   @return Null: no such note, or it has no such p-field.
*/
double*
csn_notes_pfield(CsnInstance* instance, double p1, uint32_t index) CSN_AUDIO;

/** Tells whether a note that runs has no such p-field. */
bool
csn_notes_lacks(CsnInstance* instance, double p1, uint32_t index) CSN_AUDIO;

/** Sets a p-field of every running note of an instrument; returns how many. */
uint32_t
csn_notes_set_all(CsnInstance* instance,
                  int number,
                  uint32_t index,
                  double value) CSN_AUDIO;

/** Says that Csound may have freed notes that have ended. */
void
csn_notes_invalidate(CsnNotes* notes);

/** Says that from now on each k-cycle may free ended notes. @thread worker */
void
csn_notes_merge_begin(CsnNotes* notes);

/** Says that what was compiled has been merged. @thread worker */
void
csn_notes_merge_end(CsnNotes* notes);

/** Forgets what a compile has freed, of an instance that is not playing. */
void
csn_notes_merged(CsnInstance* instance);

/** Csound's yield callback, between the init passes and the first sound. */
void
csn_notes_yield(CsnInstance* instance) CSN_AUDIO;

#endif
