// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Reader: atoms from outside, of which nothing is believed: sizes may lie,
  bodies may be unaligned (some hosts' sequences are), texts may or may not end
  in a zero.  Plugin layer, pure.
*/

#ifndef CSN_PLUGIN_READER_H
#define CSN_PLUGIN_READER_H

#include "base/attributes.h"
#include "uris.h"

#include <lv2/atom/atom.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What is left of an atom's body; lv2_atom_object_get() and its like trust the
    sizes that they find. */
typedef struct {
  const uint8_t* at;
  const uint8_t* end;
} CsnAtomWalk;

/** Begins with the properties of an object, of at least its head. */
CsnAtomWalk
csn_atom_walk_object(const LV2_Atom* object);

/** Begins with the values of a tuple. */
CsnAtomWalk
csn_atom_walk_tuple(const LV2_Atom* tuple);

/** Takes the next property; false: there is none that is whole. */
bool
csn_atom_next_property(CsnAtomWalk* walk,
                       LV2_URID* key,
                       const LV2_Atom** value);

/** Takes the next value of a tuple; false: there is none that is whole. */
bool
csn_atom_next_value(CsnAtomWalk* walk, const LV2_Atom** value);

/** Reads four bytes. */
int32_t
csn_atom_int(const LV2_Atom* atom);

/** Reads a number of any type; false: it is none. */
bool
csn_atom_number(const CsnUris* uris, const LV2_Atom* atom, double* number);

/** Finds a text of any type; false: it is none. */
bool
csn_atom_text(const CsnUris* uris,
              const LV2_Atom* atom,
              const char** text,
              size_t* length);

#endif
