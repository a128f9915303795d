// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Expansion: an orchestra or a score with its comments gone, its lines joined,
  its files included and its macros replaced, where every character knows the
  place in the user's text that it came from.  Engine layer, pure text, except
  that included files are read.  Follows Csound 6's preprocessor.
*/

#ifndef CSN_ENGINE_DIAGNOSE_EXPAND_H
#define CSN_ENGINE_DIAGNOSE_EXPAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_EXPAND_MAX_FILES 64
#define CSN_EXPAND_MAX_TROUBLES 16

/** A place in a file; for a macro's text the place of its use. */
typedef struct {
  uint32_t offset;
  uint16_t file;
  bool in_macro;
} CsnPlace;

/** What the preprocessor stumbles on. */
typedef enum {
  CSN_TROUBLE_COMMENT,      ///< Never closed
  CSN_TROUBLE_BRACES,       ///< {{ never closed
  CSN_TROUBLE_INCLUDE,      ///< File not found
  CSN_TROUBLE_INCLUDE_ODD,  ///< Device, pipe or folder: reading may not end
  CSN_TROUBLE_INCLUDE_LOOP, ///< File includes itself
  CSN_TROUBLE_MACRO,        ///< Not defined
  CSN_TROUBLE_MACRO_NAME,   ///< #define without a name
  CSN_TROUBLE_MACRO_START,  ///< #define NAME without #
  CSN_TROUBLE_MACRO_END,    ///< … without closing #
  CSN_TROUBLE_MACRO_CALL,   ///< Arguments do not end, or are too few
  CSN_TROUBLE_MACRO_LOOP,   ///< Macro uses itself
  CSN_TROUBLE_MACRO_TEXT,   ///< Macros make a text without measure
  CSN_TROUBLE_UNDEF,        ///< #undef of what is not defined
  CSN_TROUBLE_IFDEF,        ///< #ifdef without #end
  CSN_TROUBLE_ELSE,         ///< #else without #ifdef
  CSN_TROUBLE_END           ///< #end without #ifdef
} CsnTroubleKind;

typedef struct {
  CsnTroubleKind kind;
  CsnPlace place;
  char name[96]; ///< Macro or file concerned
} CsnTrouble;

typedef struct {
  char name[256]; ///< For messages
  char* text;     ///< Owned; file 0 is the program
  size_t length;
  uint32_t* lines; ///< Offsets of the lines, owned; null until asked for
  size_t n_lines;
} CsnExpandFile;

typedef struct {
  CsnExpandFile files[CSN_EXPAND_MAX_FILES];
  size_t n_files;
  char* text;       ///< Expanded text
  CsnPlace* places; ///< One for each byte of it
  size_t length;
  size_t capacity;
  bool incomplete; ///< Too long, no memory, or something unknown
  CsnTrouble troubles[CSN_EXPAND_MAX_TROUBLES];
  size_t n_troubles;
} CsnExpansion;

/** What is to be expanded. */
typedef struct {
  const char* text; ///< Whole text of the program
  size_t length;
  const char* file;
  const char* folder; ///< Where included files are looked for; may be null
  size_t begin;       ///< The part that is expanded
  size_t end;
  bool is_score;
} CsnExpandSource;

/**
   Expands a part of a program.

   @return False without memory.
   @thread control, worker
   @owner  clear with csn_expand_clear(), in any case
*/
bool
csn_expand(CsnExpansion* expansion, const CsnExpandSource* source);

/** Frees what an expansion owns. */
void
csn_expand_clear(CsnExpansion* expansion);

/** Gives 1-based line and column of a place. */
void
csn_expand_locate(CsnExpansion* expansion,
                  CsnPlace place,
                  int* line,
                  int* column);

#endif
