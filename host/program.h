// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What a command line says, made ready to run: the plugin for a PROGRAM, loaded
// and set, and the timeline of its MIDI, method lines and automation. Render,
// play and check share it. Layer: host, control thread.

#ifndef CSN_HOST_PROGRAM_H
#define CSN_HOST_PROGRAM_H

#include "midifile.h"
#include "options.h"
#include "script.h"
#include "session.h"
#include "timeline.h"
#include "world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The exit statuses of the program
#define CSN_EXIT_DONE 0
#define CSN_EXIT_FAILED 1
#define CSN_EXIT_USAGE 2

/// All zero is nothing open.
typedef struct {
  const CsnOptions* options; ///< Borrowed
  CsnWorld* world;           ///< Borrowed
  CsnSession* session;
  bool is_file;      ///< A .csd or .orc, not the URI of a plugin
  bool is_csd;       ///< A .csd, so that its score may end it
  bool has_no_score; ///< A .csd whose score is empty: it may have no end
  CsnMidiFile* midi;
  CsnScript script;
  LV2_Atom** messages;    ///< One for each line of the script
  int32_t first_sequence; ///< Of the script's first line
  size_t n_answered;      ///< Lines of the script
  size_t n_failed;        ///< Lines of the script
  CsnTimeline timeline;
} CsnProgram;

/**
   Finds the plugin, makes and activates its instance, restores preset and
   state, and loads the program.

   What is wrong has been printed.

   @param blocks  What the back end promises, but for `is_fixed`.
   @param ksmps   "exact", "fit" or a number; "fit" promises one block length.
   @return The exit status: 0, or else csn_program_close() only.
   @thread control
*/
int
csn_program_open(CsnProgram* program,
                 CsnWorld* world,
                 const CsnOptions* options,
                 const CsnBlocks* blocks,
                 const char* ksmps);

/**
   Carries out --set, and lays --midi, --script and --automate out in time.

   @return The exit status: 0, or what is wrong has been printed.
   @thread control
*/
int
csn_program_prepare(CsnProgram* program);

/**
   Prints what a line of the script came to, if it failed.

   @return False: the reply belongs to no line of the script.
   @thread control
*/
bool
csn_program_reply(CsnProgram* program, const CsnReply* reply);

/// Saves the state if --save-state is given. Returns the exit status.
int
csn_program_save(CsnProgram* program);

/// Closes what is open.
void
csn_program_close(CsnProgram* program);

/**
   Finds what --set and --automate name: a port by its symbol, or a control.

   @param port   Set on success.
   @param scale  Set on success: null, or the control's scale, owned by the
                 session.
   @return False: there is nothing of this name; see `error`.
*/
bool
csn_program_find(const CsnSession* session,
                 const char* name,
                 uint32_t* port,
                 const CsnScale** scale,
                 char* error,
                 size_t error_size);

#endif
