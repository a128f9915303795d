// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "reader.h"

#include <lv2/atom/util.h>

#include <string.h>

CsnAtomWalk
csn_atom_walk_object(const LV2_Atom* object)
{
  const uint8_t* const body = (const uint8_t*)LV2_ATOM_BODY_CONST(object);
  const CsnAtomWalk walk = { body + sizeof(LV2_Atom_Object_Body),
                             body + object->size };
  return walk;
}

CsnAtomWalk
csn_atom_walk_tuple(const LV2_Atom* tuple)
{
  const uint8_t* const body = (const uint8_t*)LV2_ATOM_BODY_CONST(tuple);
  const CsnAtomWalk walk = { body, body + tuple->size };
  return walk;
}

/* Takes an atom and what comes before its head. */
static const LV2_Atom*
next(CsnAtomWalk* walk, size_t before)
{
  LV2_Atom atom;
  const size_t left = (size_t)(walk->end - walk->at);
  if (left < before + sizeof(atom)) {
    return NULL;
  }
  const uint8_t* const head = walk->at + before;
  memcpy(&atom, head, sizeof(atom));
  const size_t room = left - before - sizeof(atom);
  if (atom.size > room) {
    return NULL;
  }
  const size_t padded = (atom.size + 7U) & ~(size_t)7U;
  walk->at = head + sizeof(atom) + (padded < room ? padded : room);
  return (const LV2_Atom*)(const void*)head;
}

bool
csn_atom_next_property(CsnAtomWalk* walk, LV2_URID* key, const LV2_Atom** value)
{
  const uint8_t* const head = walk->at;
  *value = next(walk, offsetof(LV2_Atom_Property_Body, value));
  if (*value) {
    memcpy(key, head, sizeof(*key));
  }
  return *value;
}

bool
csn_atom_next_value(CsnAtomWalk* walk, const LV2_Atom** value)
{
  *value = next(walk, 0);
  return *value;
}

int32_t
csn_atom_int(const LV2_Atom* atom)
{
  int32_t value = 0;
  memcpy(&value, LV2_ATOM_BODY_CONST(atom), sizeof(value));
  return value;
}

bool
csn_atom_number(const CsnUris* uris, const LV2_Atom* atom, double* number)
{
  const void* const body = LV2_ATOM_BODY_CONST(atom);
  double wide = 0;
  float narrow = 0;
  int64_t whole = 0;
  if (atom->type == uris->atom_Double && atom->size == sizeof(wide)) {
    memcpy(&wide, body, sizeof(wide));
  } else if (atom->type == uris->atom_Float && atom->size == sizeof(narrow)) {
    memcpy(&narrow, body, sizeof(narrow));
    wide = (double)narrow;
  } else if (atom->type == uris->atom_Long && atom->size == sizeof(whole)) {
    memcpy(&whole, body, sizeof(whole));
    wide = (double)whole;
  } else if (atom->type == uris->atom_Int && atom->size == sizeof(int32_t)) {
    wide = csn_atom_int(atom);
  } else if (atom->type == uris->atom_Bool && atom->size == sizeof(int32_t)) {
    wide = csn_atom_int(atom) != 0;
  } else {
    return false;
  }
  *number = wide;
  return true;
}

bool
csn_atom_text(const CsnUris* uris,
              const LV2_Atom* atom,
              const char** text,
              size_t* length)
{
  if (atom->type != uris->atom_String && atom->type != uris->atom_Path &&
      atom->type != uris->atom_URI) {
    return false;
  }
  *text = (const char*)LV2_ATOM_BODY_CONST(atom);
  *length = strnlen(*text, atom->size);
  return true;
}
