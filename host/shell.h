// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The shell of a playing program: a prompt on a terminal, plain lines
// otherwise. Most lines are method lines for the plugin; a few words are the
// host's own. Layer: host, control thread.

#ifndef CSN_HOST_SHELL_H
#define CSN_HOST_SHELL_H

#include "event_ui.h"
#include "player.h"
#include "program.h"
#include "text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  CSN_SHELL_OPEN,  ///< More lines may come
  CSN_SHELL_ENDED, ///< The input has ended
  CSN_SHELL_QUIT,  ///< The user wants to end
  CSN_SHELL_ABSENT ///< There is no input to wait for
} CsnShellState;

typedef struct {
  CsnProgram* program; ///< Borrowed
  CsnPlayer* player;   ///< Borrowed
  CsnShellState state;
  bool is_terminal;
  bool is_dirty;     ///< The prompt's line has been written over
  unsigned line;     ///< Number of the line read last
  bool is_over;      ///< Nothing more can be read
  CsnText input;     ///< Bytes read, not taken yet
  CsnText line_text; ///< A line, or several with {{ open
  unsigned first_line;
  size_t n_taken;  ///< Bytes of `input` that have been taken
  int32_t pending; ///< Sequence number of the call under way, or 0
  unsigned pending_line;
  const char* pending_option; ///< That it is for, in place of a line; or null
  unsigned n_waits;           ///< Milliseconds that it has been under way
  size_t n_failed;
  CsnEventUi* ui; ///< That covers the prompt; or null
  CsnText code;   ///< What was compiled here, for the names in it
} CsnShell;

/// Begins to read; shows the prompt on a terminal. One shell at a time.
void
csn_shell_open(CsnShell* shell, CsnProgram* program, CsnPlayer* player);

/**
   Waits for input up to some milliseconds, and carries lines out.
   @return What is to be expected of the input.
*/
CsnShellState
csn_shell_poll(CsnShell* shell, int milliseconds);

/**
   Calls a line for an option of the command line, whose name is printed with
   what it returns.
   @return False: another call is under way.
*/
bool
csn_shell_call(CsnShell* shell, const char* option, const char* line);

/// Prints the reply to a line of this shell, if it is one.
void
csn_shell_reply(CsnShell* shell, const CsnReply* reply);

/// To be called before anything is printed while the shell is open.
void
csn_shell_make_way(CsnShell* shell);

/// Whether nothing may be printed now, but by csn_shell_say().
bool
csn_shell_is_covered(const CsnShell* shell);

/// Says a text while the terminal is covered.
void
csn_shell_say(CsnShell* shell, const char* text, size_t length);

/// Restores the terminal and frees what the shell holds.
void
csn_shell_close(CsnShell* shell);

#endif
