// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The names that a program gives to p-fields, by lines as `kcutoff = p6`.
// Layer: host, pure code.

#ifndef CSN_HOST_PFIELDS_H
#define CSN_HOST_PFIELDS_H

#include <stdbool.h>
#include <stdint.h>

/**
   Finds the p-field that a program's text assigns to a name.

   @param index  Set to what was found first; left alone where nothing was.
   @return False: instruments differ, and nothing can be said.
*/
bool
csn_pfield_find(const char* program, const char* name, uint32_t* index);

#endif
