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
  char* prelude;       ///< Lines of the engine before its code; null: none
  double a4;           ///< Of the engine, unless it says so; 0: none
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
   Returns it as csn_program_csd(), with what the engine adds: A4 and the
   prelude before its own code, and room for instruments after it.

   @return Null without memory, or if the text cannot be split.
   @owner  must be freed with free()
*/
char*
csn_program_complete(const CsnProgram* program) CSN_NOT_AUDIO;

/** Returns how many lines csn_program_complete() has put before its code. */
int
csn_program_lines_before(const CsnProgram* program);

/** Tells whether it may use opcode libraries that take long to load. */
bool
csn_program_needs_all(const CsnProgram* program);

CsnProgram*
csn_program_ref(CsnProgram* program);

/** Gives a reference back; null is legal. */
void
csn_program_unref(CsnProgram* program) CSN_NOT_AUDIO;

#endif
