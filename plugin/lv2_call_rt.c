// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Call: a typed message, whose type is a method and whose properties are its
  arguments, becomes a call of the engine.  Plugin layer, audio thread.
*/

#include "lv2_plugin.h"

#include "reader.h"

#include <lv2/atom/util.h>

#include <string.h>

/* The next free value; null: there are too many. */
static CsnTypedValue*
add_value(CsnPlugin* plugin, uint32_t param)
{
  if (plugin->n_values == CSN_MAX_VALUES) {
    return NULL;
  }
  CsnTypedValue* const value = &plugin->values[plugin->n_values++];
  memset(value, 0, sizeof(*value));
  value->param = param;
  return value;
}

/* A vector of numbers; false: it is none. */
static bool
read_vector(const CsnUris* uris, const LV2_Atom* atom, CsnTypedValue* value)
{
  LV2_Atom_Vector_Body head;
  if (atom->size < sizeof(head)) {
    return false;
  }
  memcpy(&head, LV2_ATOM_BODY_CONST(atom), sizeof(head));
  const bool narrow = head.child_type == uris->atom_Float ||
                      head.child_type == uris->atom_Int ||
                      head.child_type == uris->atom_Bool;
  const bool wide =
    head.child_type == uris->atom_Double || head.child_type == uris->atom_Long;
  const uint32_t size = narrow ? 4U : 8U;
  const uint32_t room = atom->size - (uint32_t)sizeof(head);
  if ((!narrow && !wide) || head.child_size != size || room % size) {
    return false;
  }
  value->type = head.child_type == uris->atom_Double  ? CSN_TYPED_DOUBLES
                : head.child_type == uris->atom_Float ? CSN_TYPED_FLOATS
                : head.child_type == uris->atom_Long  ? CSN_TYPED_LONGS
                                                      : CSN_TYPED_INTS;
  value->bytes = (const uint8_t*)LV2_ATOM_BODY_CONST(atom) + sizeof(head);
  value->length = room / size;
  return true;
}

/* A number, a text or a vector. */
static const char*
read_value(CsnPlugin* plugin, uint32_t param, const LV2_Atom* atom)
{
  const CsnUris* const uris = &plugin->uris;
  CsnTypedValue* const value = add_value(plugin, param);
  const char* text = NULL;
  if (!value) {
    return "there are too many arguments";
  }
  if (csn_atom_number(uris, atom, &value->number)) {
    value->type = CSN_TYPED_NUMBER;
  } else if (csn_atom_text(uris, atom, &text, &value->length)) {
    value->type = CSN_TYPED_TEXT;
    value->bytes = text;
  } else if (atom->type != uris->atom_Vector ||
             !read_vector(uris, atom, value)) {
    return "an argument is a number, a text, or a vector or tuple of them";
  }
  return NULL;
}

static const char*
read_argument(CsnPlugin* plugin, uint32_t param, const LV2_Atom* atom)
{
  if (atom->type != plugin->uris.atom_Tuple) {
    return read_value(plugin, param, atom);
  }
  CsnAtomWalk walk = csn_atom_walk_tuple(atom);
  const LV2_Atom* value = NULL;
  const char* problem = NULL;
  while (!problem && csn_atom_next_value(&walk, &value)) {
    problem = read_value(plugin, param, value);
  }
  if (!problem && walk.at != walk.end) {
    problem = "the message is broken";
  }
  return problem;
}

/* Collects the arguments; null, or what is wrong. */
static const char*
read_arguments(CsnPlugin* plugin, const LV2_Atom* atom, const LV2_URID* params)
{
  const CsnUris* const uris = &plugin->uris;
  CsnAtomWalk walk = csn_atom_walk_object(atom);
  LV2_URID key = 0;
  const LV2_Atom* value = NULL;
  plugin->n_values = 0;
  while (csn_atom_next_property(&walk, &key, &value)) {
    if (key == uris->patch_sequenceNumber || key == uris->patch_subject) {
      continue;
    }
    uint32_t param = 0;
    while (params[param] && params[param] != key) {
      ++param;
    }
    const char* const problem = params[param]
                                  ? read_argument(plugin, param, value)
                                  : "the method has no such argument";
    if (problem) {
      return problem;
    }
  }
  return walk.at == walk.end ? NULL : "the message is broken";
}

bool
csn_plugin_call(CsnPlugin* plugin,
                uint32_t frame,
                const LV2_Atom* atom,
                LV2_URID type,
                uint32_t request)
{
  const LV2_URID* params = NULL;
  const uint32_t method =
    csn_method_urids_find(&plugin->methods, type, &params);
  if (!params) {
    return false;
  }
  const char* problem = read_arguments(plugin, atom, params);
  if (!problem) {
    (void)csn_engine_typed_rt(plugin->engine,
                              frame,
                              method,
                              plugin->values,
                              plugin->n_values,
                              request,
                              &problem);
  }
  if (problem) {
    csn_plugin_refuse(plugin, frame, request, problem);
  }
  return true;
}
