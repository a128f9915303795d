// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The rig's event ports: what goes in is written, what comes out is checked
// and read, byte by byte, at addresses that are not aligned (layer: tests).

#include "plugin_rig.h"

#include <lv2/atom/atom.h>

#include <string.h>

static uint32_t
padded(uint32_t size)
{
  return (size + 7U) & ~7U;
}

// In

void
csn_rig_clear(CsnRig* rig)
{
  const LV2_Atom_Sequence empty = {
    { sizeof(LV2_Atom_Sequence_Body), rig->uris.atom_Sequence }, { 0, 0 }
  };
  memcpy(rig->atoms_in, &empty, sizeof(empty));
}

void
csn_rig_put(CsnRig* rig,
            int64_t frame,
            LV2_URID type,
            const void* body,
            uint32_t size)
{
  LV2_Atom head;
  memcpy(&head, rig->atoms_in, sizeof(head));
  uint8_t* const at = rig->atoms_in + sizeof(head) + head.size;
  const uint32_t need = (uint32_t)sizeof(LV2_Atom_Event) + padded(size);
  if (sizeof(head) + head.size + need > csn_rig_atoms_size) {
    return;
  }
  LV2_Atom_Event event;
  memset(&event, 0, sizeof(event));
  event.time.frames = frame;
  event.body.size = size;
  event.body.type = type;
  memcpy(at, &event, sizeof(event));
  memset(at + sizeof(event), 0, padded(size));
  memcpy(at + sizeof(event), body, size);
  head.size += need;
  memcpy(rig->atoms_in, &head, sizeof(head));
}

void
csn_rig_midi(CsnRig* rig, int64_t frame, const uint8_t* bytes, uint32_t size)
{
  csn_rig_put(rig, frame, rig->uris.midi_MidiEvent, bytes, size);
}

/* One property at the end of an object; returns the new size. */
static uint32_t
add(uint8_t* body,
    uint32_t size,
    LV2_URID key,
    LV2_URID type,
    const void* value,
    uint32_t value_size)
{
  const LV2_Atom_Property_Body head = { key, 0, { value_size, type } };
  memcpy(body + size, &head, sizeof(head));
  memset(body + size + sizeof(head), 0, padded(value_size));
  memcpy(body + size + sizeof(head), value, value_size);
  return size + (uint32_t)sizeof(head) + padded(value_size);
}

void
csn_rig_set(CsnRig* rig,
            int64_t frame,
            LV2_URID property,
            const char* text,
            int32_t number)
{
  static uint8_t body[1 << 19];
  const CsnUris* const uris = &rig->uris;
  const LV2_Atom_Object_Body head = { 0, uris->patch_Set };
  uint32_t size = sizeof(head);
  memcpy(body, &head, sizeof(head));
  size = add(body,
             size,
             uris->patch_property,
             uris->atom_URID,
             &property,
             sizeof(property));
  if (number) {
    size = add(body,
               size,
               uris->patch_sequenceNumber,
               uris->atom_Int,
               &number,
               sizeof(number));
  }
  size = add(body,
             size,
             uris->patch_value,
             property == uris->csn_file ? uris->atom_Path : uris->atom_String,
             text,
             (uint32_t)strlen(text) + 1U);
  csn_rig_put(rig, frame, uris->atom_Object, body, size);
}

// Out

void
csn_rig_prepare_output(CsnRig* rig)
{
  const LV2_Atom head = { rig->out_size,
                          rig->out_type ? rig->out_type
                                        : csn_rig_map(LV2_ATOM__Chunk) };
  memset(rig->atoms_out, 0xA5, sizeof(head) + (size_t)rig->out_size + 64U);
  memcpy(rig->atoms_out, &head, sizeof(head));
}

/* What lies behind the room that was given must be as it was. */
static bool
is_untouched_behind(const CsnRig* rig)
{
  const uint8_t* const end = rig->atoms_out + sizeof(LV2_Atom) + rig->out_size;
  for (unsigned i = 0; i < 64; ++i) {
    if (end[i] != 0xA5) {
      return false;
    }
  }
  return true;
}

static void
take_number(const uint8_t* body, const LV2_Atom* atom, double* to)
{
  if (atom->size == sizeof(double)) {
    memcpy(to, body, sizeof(double));
  } else if (atom->size == sizeof(int32_t)) {
    int32_t number = 0;
    memcpy(&number, body, sizeof(number));
    *to = number;
  }
}

/* The numbers of a vector of Doubles. */
static void
take_vector(CsnTold* told, const LV2_Atom* atom, const uint8_t* body)
{
  for (uint32_t at = sizeof(LV2_Atom_Vector_Body);
       at + sizeof(double) <= atom->size && told->n_values < csn_rig_max_values;
       at += (uint32_t)sizeof(double)) {
    memcpy(&told->values[told->n_values++], body + at, sizeof(double));
  }
}

static bool
take_property(const CsnRig* rig,
              CsnTold* told,
              const LV2_Atom_Property_Body* head,
              const uint8_t* body)
{
  const CsnUris* const uris = &rig->uris;
  const LV2_Atom* const value = &head->value;
  double number = 0;
  take_number(body, value, &number);
  if (head->key == uris->patch_sequenceNumber) {
    told->number = (int32_t)number;
  } else if (head->key == uris->patch_property && value->size == 4) {
    memcpy(&told->property, body, sizeof(told->property));
  } else if (value->type == uris->atom_String) {
    const size_t most = sizeof(told->text) - 1U;
    if (!value->size || body[value->size - 1U]) {
      return false; // a String ends in a zero
    }
    memcpy(told->text, body, value->size < most ? value->size : most);
  } else {
    told->has_value = true;
    if (value->type == uris->atom_Vector) {
      take_vector(told, value, body);
      told->value = told->values[0];
    } else {
      told->value = told->values[told->n_values++] = number;
    }
  }
  return true;
}

static bool
take_object(const CsnRig* rig,
            CsnTold* told,
            const uint8_t* body,
            uint32_t size)
{
  const CsnUris* const uris = &rig->uris;
  LV2_Atom_Object_Body object;
  if (size < sizeof(object)) {
    return false;
  }
  memcpy(&object, body, sizeof(object));
  told->type = object.otype == uris->patch_Ack            ? CSN_TOLD_ACK
               : object.otype == uris->patch_Error        ? CSN_TOLD_ERROR
               : object.otype == uris->patch_Set          ? CSN_TOLD_SET
               : object.otype == uris->state_StateChanged ? CSN_TOLD_CHANGED
                                                          : CSN_TOLD_OTHER;
  uint32_t at = sizeof(object);
  while (at < size) {
    LV2_Atom_Property_Body head;
    if (size - at < sizeof(head)) {
      return false;
    }
    memcpy(&head, body + at, sizeof(head));
    at += (uint32_t)sizeof(head);
    if (head.value.size > size - at ||
        !take_property(rig, told, &head, body + at)) {
      return false;
    }
    at += padded(head.value.size);
  }
  return true;
}

static CsnTold*
next_told(CsnRig* rig)
{
  if (rig->n_told == csn_rig_max_messages) {
    rig->n_told = csn_rig_max_messages / 2;
    memmove(rig->told,
            rig->told + csn_rig_max_messages / 2,
            rig->n_told * sizeof(CsnTold));
  }
  CsnTold* const told = &rig->told[rig->n_told++];
  memset(told, 0, sizeof(*told));
  return told;
}

static bool
take_events(CsnRig* rig, uint32_t size, uint32_t n_frames)
{
  const uint8_t* const body = rig->atoms_out + sizeof(LV2_Atom);
  uint32_t at = sizeof(LV2_Atom_Sequence_Body);
  int64_t last = 0;
  while (at < size) {
    LV2_Atom_Event event;
    if (size - at < sizeof(event)) {
      return false;
    }
    memcpy(&event, body + at, sizeof(event));
    at += (uint32_t)sizeof(event);
    if (event.body.size > size - at || event.time.frames < last ||
        event.time.frames >= (n_frames ? (int64_t)n_frames : 1)) {
      return false; // too long, out of order, or not in this block
    }
    last = event.time.frames;
    CsnTold* const told = next_told(rig);
    told->frame = event.time.frames;
    told->block = rig->n_blocks;
    if (event.body.type == rig->uris.midi_MidiEvent) {
      told->type = CSN_TOLD_MIDI;
      memcpy(told->text, body + at, event.body.size < 8 ? event.body.size : 8);
    } else if (event.body.type != rig->uris.atom_Object ||
               !take_object(rig, told, body + at, event.body.size)) {
      return false;
    }
    at += padded(event.body.size);
  }
  return true;
}

void
csn_rig_take_output(CsnRig* rig, uint32_t n_frames)
{
  LV2_Atom head;
  memcpy(&head, rig->atoms_out, sizeof(head));
  if (head.type != rig->uris.atom_Sequence || head.size > rig->out_size ||
      (head.size && head.size < sizeof(LV2_Atom_Sequence_Body)) ||
      !is_untouched_behind(rig) ||
      (head.size && !take_events(rig, head.size, n_frames))) {
    rig->bad_output = true;
  }
}
