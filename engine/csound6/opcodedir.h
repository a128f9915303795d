// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Opcode directory: a folder of links to those of Csound's opcode libraries
  that belong into a plugin.  Audio and MIDI drivers, windows and interpreters
  are left out: they cost 60 MB and a tenth of a second, and have no business
  in somebody else's process.
*/

#ifndef CSN_ENGINE_OPCODEDIR_H
#define CSN_ENGINE_OPCODEDIR_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

/**
   Makes or refreshes a folder, below the user's cache folder.

   @param all    With the libraries that take long to load.

   @param path   Set to its path on success.
   @return False: no such folder could be made; use Csound's own.
   @thread control, worker
*/
bool
csn_opcodedir_prepare(char* path, size_t size, bool all) CSN_NOT_AUDIO;

/** Tells whether code may use the libraries that take long to load. */
bool
csn_opcodedir_needs_all(const char* text);

#endif
