// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Files of an expansion: included files are found and read, offsets become
  lines.  Private to the expansion.  Engine layer.
*/

#ifndef CSN_ENGINE_DIAGNOSE_FILES_H
#define CSN_ENGINE_DIAGNOSE_FILES_H

#include "diagnose_expand.h"

/** Makes a copy of the program's text file 0. False without memory. */
bool
csn_expand_add_program(CsnExpansion* expansion, const CsnExpandSource* source);

/**
   Reads an included file, as often as it is asked for.

   @param index  Set to its number.
   @return False if it is not found or there are too many.
*/
bool
csn_expand_add_file(CsnExpansion* expansion,
                    const char* name,
                    const char* folder,
                    uint16_t* index);

/** Tells whether what a name means is there, but no plain file. */
bool
csn_expand_is_odd(const char* name, const char* folder);

#endif
