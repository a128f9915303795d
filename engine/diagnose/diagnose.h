// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Diagnose: turns what Csound says about a program into errors that name file,
  line and column of the text that the user edits.  Engine layer, pure text,
  except that files named by #include are read to look into them.

  Use, all on the thread that compiles (a worker):

    csn_diagnose_begin(d, &program);
    if (csn_diagnose_static(d, list)) { … refused, nothing compiled … }
    csn_diagnose_use_csound(d, csound); // optional: better texts
    // message callback, during compile and start:
    csn_diagnose_message(d, piece, n_bytes);
    csn_diagnose_finish(d, result, list);

  The object keeps the text, so that the messages of the same program while it
  plays (csn_diagnose_play_message()) find their lines later.
*/

#ifndef CSN_ENGINE_DIAGNOSE_H
#define CSN_ENGINE_DIAGNOSE_H

#include "diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct CSOUND_;

typedef struct CsnDiagnose CsnDiagnose;

/** The text that is compiled. */
typedef struct {
  const char* text;   ///< .csd, .orc or a chunk, as the user wrote it
  size_t length;      ///< Bytes
  const char* file;   ///< Name for the errors, e.g. the path; may be null
  const char* folder; ///< Where #include looks; may be null for "."
  bool is_addition;   ///< To a program that plays
} CsnDiagnoseProgram;

/**
   Returns a new object, or null without memory.

   @thread control, worker
   @owner  must be freed with csn_diagnose_free()
*/
CsnDiagnose*
csn_diagnose_new(void);

/** Frees an object; null is legal. */
void
csn_diagnose_free(CsnDiagnose* diagnose);

/**
   Starts over with another program, and forgets all earlier messages.

   @param program   Borrowed until return (its strings are copied).
   @return False without memory; then messages still get through, but without
           lines.
   @thread control, worker
*/
bool
csn_diagnose_begin(CsnDiagnose* diagnose, const CsnDiagnoseProgram* program);

/**
   Lets the texts name opcodes that are like a wrong one, and the types that an
   opcode takes.  Call it after csn_diagnose_begin(), which forgets it.

   @param csound   Asked for its opcode list in csn_diagnose_finish(), and only
                   there; null takes it away.  Borrowed until then.
   @thread control, worker
*/
void
csn_diagnose_use_csound(CsnDiagnose* diagnose, struct CSOUND_* csound);

/**
   Tells how many lines Csound sees before the first line of the text, where a
   plain orchestra is wrapped into a .csd.  Call it after csn_diagnose_begin().

   @thread control, worker
*/
void
csn_diagnose_set_shift(CsnDiagnose* diagnose, int n_lines);

/**
   Looks for what would take down the process or hang it, before Csound sees
   the text: a user-defined opcode that calls itself, instrument numbers above
   32767, …

   @param list   Receives errors (refused) and warnings; not cleared first.
   @return True if there is an error, that is: do not compile this.
   @thread control, worker
*/
bool
csn_diagnose_static(CsnDiagnose* diagnose, CsnDiagnosticList* list);

/**
   Takes a piece of Csound's message text, of any length, as it arrives.

   Bounded: of very long texts the middle is forgotten.

   @thread the one that compiles
*/
void
csn_diagnose_message(CsnDiagnose* diagnose, const char* text, size_t length);

/**
   Ends the compile and gives the diagnostics.

   Call it after csoundCompile…() and csoundStart().  With a `result` other
   than 0 there is always at least one error in the list afterwards, at worst
   with Csound's own words.  With result 0, what Csound complained about and
   survived (an instr 0 init error, a table that could not be made) is there
   too.

   @param result   What csoundCompile…() or csoundStart() returned.
   @param list     Receives the diagnostics; not cleared first.
   @return The number of errors added.
   @thread control, worker
*/
size_t
csn_diagnose_finish(CsnDiagnose* diagnose, int result, CsnDiagnosticList* list);

/**
   Takes a piece of Csound's message text while the program plays.

   Init and performance errors of notes come in several pieces; a diagnostic is
   added when its line is complete.  Everything else is ignored.

   @param list   Receives diagnostics; not cleared first.
   @return The number of diagnostics added.
   @thread control, worker (not the audio thread: it reads text)
*/
size_t
csn_diagnose_play_message(CsnDiagnose* diagnose,
                          const char* text,
                          size_t length,
                          CsnDiagnosticList* list);

#ifdef __cplusplus
}
#endif

#endif
