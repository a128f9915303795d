// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file typed.h
   Makes typed messages for the rig (layer: tests).
*/

#ifndef CSN_TESTS_TYPED_H
#define CSN_TESTS_TYPED_H

#include "plugin_rig.h"

#include <lv2/atom/atom.h>
#include <lv2/atom/forge.h>
#include <lv2/atom/util.h>
#include <lv2/patch/patch.h>

#include <stdio.h>
#include <string.h>

/** A message in the making. */
typedef struct {
  uint8_t body[1 << 17];
  LV2_Atom_Forge forge;
  LV2_Atom_Forge_Frame object;
} TypedShape;

static TypedShape typed_shape;

static inline LV2_URID
typed_name(const char* text)
{
  char uri[256];
  (void)snprintf(uri, sizeof(uri), CSN_NS "%s", text);
  return csn_rig_map(uri);
}

static inline void
typed_begin(const char* method, int32_t number)
{
  lv2_atom_forge_init(&typed_shape.forge, csn_rig_mapper());
  lv2_atom_forge_set_buffer(&typed_shape.forge,
                            typed_shape.body,
                            sizeof(typed_shape.body));
  lv2_atom_forge_object(&typed_shape.forge,
                        &typed_shape.object,
                        0,
                        typed_name(method));
  if (number) {
    lv2_atom_forge_key(&typed_shape.forge,
                       csn_rig_map(LV2_PATCH__sequenceNumber));
    lv2_atom_forge_int(&typed_shape.forge, number);
  }
}

static inline void
typed_key(const char* param)
{
  lv2_atom_forge_key(&typed_shape.forge, typed_name(param));
}

static inline void
typed_add_number(const char* param, double value)
{
  typed_key(param);
  lv2_atom_forge_double(&typed_shape.forge, value);
}

static inline void
typed_add_text(const char* param, const char* text)
{
  typed_key(param);
  lv2_atom_forge_string(&typed_shape.forge, text, (uint32_t)strlen(text));
}

static inline void
typed_put(CsnRig* rig, int64_t frame)
{
  LV2_Atom head;
  lv2_atom_forge_pop(&typed_shape.forge, &typed_shape.object);
  memcpy(&head, typed_shape.body, sizeof(head));
  csn_rig_put(rig,
              frame,
              rig->uris.atom_Object,
              typed_shape.body + sizeof(head),
              head.size);
}

/** Sends the message and waits for its answer. */
static inline const CsnTold*
typed_answer(CsnRig* rig, int32_t number)
{
  typed_put(rig, 0);
  return csn_rig_await(rig, number);
}

#endif // CSN_TESTS_TYPED_H
