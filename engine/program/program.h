// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Program: the text that a user has loaded, and where it came from.  Never
  changed once made; shared by counting references.
*/

#ifndef CSN_ENGINE_PROGRAM_H
#define CSN_ENGINE_PROGRAM_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"

#include <stdatomic.h>
#include <stddef.h>

typedef struct {
  atomic_uint n_references;
  size_t length;
  char* text;          ///< Zero-ended
  char* added;         ///< Chunks compiled into it since; null: none
  char* prelude;       ///< Compiled before these, of the engine; null: none
  const char* options; ///< Of the engine, which outlives it; null: none
  char* path;          ///< As the user named it; null: the text came by message
  char* folder;        ///< Absolute, links resolved; null if path is
} CsnProgram;

/** Copies a source; null without memory. @owner csn_program_unref() */
CsnProgram*
csn_program_new(const CsnSource* source) CSN_NOT_AUDIO;

/**
   Reads a file.

   @param list   Receives one error if it cannot be read.
*/
CsnStatus
csn_program_read(CsnProgram** program,
                 const char* path,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Returns a copy with one more chunk of code; null without memory. */
CsnProgram*
csn_program_extended(const CsnProgram* program, const char* code) CSN_NOT_AUDIO;

/**
   Copies the next of the added chunks.

   @param at   Place in `added`; moved on.
   @return Null: there are no more, or no memory.
   @owner  must be freed with free()
*/
char*
csn_program_next_added(const char** at) CSN_NOT_AUDIO;

/**
   Returns the text as Csound compiles it: a .csd, with harmless options.

   @return Null without memory, or if the text cannot be split.
   @owner  must be freed with free()
*/
char*
csn_program_csd(const CsnProgram* program) CSN_NOT_AUDIO;

/**
   Adds an instrument of a high number, which nobody plays.

   Where Csound 6 has to make room for higher numbers later, and the program has
   opcodes of its own, it writes beyond the end of its list of instruments.

   @param csd   Of csn_program_csd(); freed or returned.
   @return Null without memory; `csd` is freed then as well.
*/
char*
csn_program_reserve_numbers(char* csd) CSN_NOT_AUDIO;

/** Tells whether it may use opcode libraries that take long to load. */
bool
csn_program_needs_all(const CsnProgram* program);

CsnProgram*
csn_program_ref(CsnProgram* program);

/** Gives a reference back; null is legal. */
void
csn_program_unref(CsnProgram* program) CSN_NOT_AUDIO;

#endif
