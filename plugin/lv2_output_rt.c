// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Output: what goes out at the notify port.  A message that finds no room in
  this block waits for the next one.
*/

#include "lv2_plugin.h"

#include <string.h>

#define OBJECT_SIZE 96U ///< At most: an event with a message, less its text

void
csn_plugin_begin_output(CsnPlugin* plugin)
{
  plugin->notify_capacity = 0;
  plugin->last_frame = 0;
  if (!plugin->notify) {
    return;
  }

  /* The host leaves the room for the body in the size, whatever the type. */
  const uint32_t room = plugin->notify->atom.size;
  plugin->notify->atom.type = plugin->uris.atom_Sequence;
  plugin->notify->atom.size = sizeof(LV2_Atom_Sequence_Body);
  if (room >= sizeof(LV2_Atom_Sequence_Body)) {
    plugin->notify->body.unit = 0;
    plugin->notify->body.pad = 0;
    plugin->notify_capacity = room - (uint32_t)sizeof(LV2_Atom_Sequence_Body);
  } else {
    plugin->notify->atom.size = 0;
  }
}

/* Begins an event of this size; false: there is no room. */
static bool
begin_event(CsnPlugin* plugin, uint32_t frame, uint32_t size)
{
  LV2_Atom_Sequence* const notify = plugin->notify;
  if (!notify || notify->atom.size < sizeof(LV2_Atom_Sequence_Body)) {
    return false;
  }
  const uint32_t used =
    notify->atom.size - (uint32_t)sizeof(LV2_Atom_Sequence_Body);
  if (size > plugin->notify_capacity - used) {
    return false;
  }
  lv2_atom_forge_set_buffer(&plugin->forge,
                            (uint8_t*)notify + sizeof(LV2_Atom) +
                              notify->atom.size,
                            plugin->notify_capacity - used);
  plugin->event_frame = frame;
  lv2_atom_forge_frame_time(&plugin->forge, frame);
  return true;
}

static uint32_t
padded(size_t size)
{
  return (uint32_t)((size + 7U) & ~(size_t)7U);
}

static void
reverse(uint8_t* begin, uint8_t* end)
{
  while (begin < end) {
    const uint8_t byte = *begin;
    *begin++ = *--end;
    *end = byte;
  }
}

/* The events of a sequence are in the order of their frames, but answers, MIDI
   and the log come one after the other: an event that is late moves back. */
static void
end_event(CsnPlugin* plugin)
{
  LV2_Atom_Sequence* const notify = plugin->notify;
  uint8_t* at = (uint8_t*)notify + sizeof(*notify);
  uint8_t* const made = (uint8_t*)notify + sizeof(LV2_Atom) + notify->atom.size;
  uint8_t* const end = made + plugin->forge.offset;
  notify->atom.size += plugin->forge.offset;
  if (plugin->event_frame >= plugin->last_frame) {
    plugin->last_frame = plugin->event_frame;
    return;
  }

  LV2_Atom_Event event;
  for (; at < made; at += sizeof(event) + padded(event.body.size)) {
    memcpy(&event, at, sizeof(event)); // Not aligned in every host
    if (event.time.frames > (int64_t)plugin->event_frame) {
      break;
    }
  }
  reverse(at, made);
  reverse(made, end);
  reverse(at, end);
}

/* A number, or a vector of them, and a text, each where there is one. */
static void
write_result(CsnPlugin* plugin, const CsnReply* reply)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_Atom_Forge* const forge = &plugin->forge;
  if (reply->n_values == 1U) {
    lv2_atom_forge_key(forge, uris->csn_result);
    lv2_atom_forge_double(forge, reply->value);
  } else if (reply->n_values) {
    lv2_atom_forge_key(forge, uris->csn_result);
    lv2_atom_forge_vector(
      forge, sizeof(double), uris->atom_Double, reply->n_values, reply->values);
  }
  if (reply->length) {
    lv2_atom_forge_key(forge,
                       reply->n_values ? uris->csn_text : uris->csn_result);
    lv2_atom_forge_string(forge, reply->text, (uint32_t)reply->length);
  }
}

/* Writes patch:Ack or patch:Error with its number and its result or text. */
static bool
write_answer(CsnPlugin* plugin, uint32_t frame, const CsnReply* reply)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_Atom_Forge* const forge = &plugin->forge;
  LV2_Atom_Forge_Frame object;
  const uint32_t size = OBJECT_SIZE + 64U + padded(reply->length + 1U) +
                        reply->n_values * (uint32_t)sizeof(double);
  if (!begin_event(plugin, frame, size)) {
    return false;
  }
  lv2_atom_forge_object(forge,
                        &object,
                        0,
                        reply->status ? uris->patch_Error : uris->patch_Ack);
  if (reply->request) {
    lv2_atom_forge_key(forge, uris->patch_sequenceNumber);
    lv2_atom_forge_int(forge, (int32_t)reply->request);
  }
  if (reply->status) {
    lv2_atom_forge_key(forge, uris->csn_error);
    lv2_atom_forge_string(forge, reply->text, (uint32_t)reply->length);
  } else {
    write_result(plugin, reply);
  }
  lv2_atom_forge_pop(forge, &object);
  end_event(plugin);
  return true;
}

/* Writes patch:Set of a property; a text, or true where that is null. */
static bool
write_set(CsnPlugin* plugin,
          uint32_t frame,
          LV2_URID property,
          const char* text,
          size_t length)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_Atom_Forge* const forge = &plugin->forge;
  LV2_Atom_Forge_Frame object;
  if (!begin_event(plugin, frame, OBJECT_SIZE + padded(length + 1U))) {
    return false;
  }
  lv2_atom_forge_object(forge, &object, 0, uris->patch_Set);
  lv2_atom_forge_key(forge, uris->patch_property);
  lv2_atom_forge_urid(forge, property);
  lv2_atom_forge_key(forge, uris->patch_value);
  if (text) {
    lv2_atom_forge_string(forge, text, (uint32_t)length);
  } else {
    lv2_atom_forge_bool(forge, true);
  }
  lv2_atom_forge_pop(forge, &object);
  end_event(plugin);
  return true;
}

/* Writes patch:Set of what a program has sent to a channel, with the number of
   the call that has asked for it. */
static bool
write_outvalue(CsnPlugin* plugin, uint32_t frame, const CsnReply* reply)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_Atom_Forge* const forge = &plugin->forge;
  LV2_Atom_Forge_Frame object;
  if (!begin_event(plugin,
                   frame,
                   OBJECT_SIZE + 64U + padded(reply->length + 1U))) {
    return false;
  }
  lv2_atom_forge_object(forge, &object, 0, uris->patch_Set);
  if (reply->request) {
    lv2_atom_forge_key(forge, uris->patch_sequenceNumber);
    lv2_atom_forge_int(forge, (int32_t)reply->request);
  }
  lv2_atom_forge_key(forge, uris->patch_property);
  lv2_atom_forge_urid(forge, uris->csn_outvalue);
  lv2_atom_forge_key(forge, uris->patch_value);
  lv2_atom_forge_double(forge, reply->value);
  lv2_atom_forge_key(forge, uris->csn_text);
  lv2_atom_forge_string(forge, reply->text, (uint32_t)reply->length);
  lv2_atom_forge_pop(forge, &object);
  end_event(plugin);
  return true;
}

/* Tells the host that a session with this plugin is not saved any more. */
static bool
write_state_changed(CsnPlugin* plugin, uint32_t frame)
{
  LV2_Atom_Forge_Frame object;
  if (!begin_event(plugin, frame, OBJECT_SIZE)) {
    return false;
  }
  lv2_atom_forge_object(&plugin->forge,
                        &object,
                        0,
                        plugin->uris.state_StateChanged);
  lv2_atom_forge_pop(&plugin->forge, &object);
  end_event(plugin);
  return true;
}

void
csn_plugin_refuse(CsnPlugin* plugin,
                  uint32_t frame,
                  uint32_t request,
                  const char* problem)
{
  if (plugin->n_refusals < CSN_MAX_REFUSALS) {
    const CsnRefusal refusal = { frame, request, problem };
    plugin->refusals[plugin->n_refusals++] = refusal;
  }
}

static bool
write_reply(CsnPlugin* plugin, uint32_t frame, const CsnReply* reply)
{
  const CsnUris* const uris = &plugin->uris;
  const char* const text = reply->text;
  switch (reply->type) {
    case CSN_REPLY_DONE:
      return write_answer(plugin, frame, reply);
    case CSN_REPLY_FAILED:
      // Without a number nobody waits for it, but somebody may want to know
      return reply->request
               ? write_answer(plugin, frame, reply)
               : write_set(plugin, frame, uris->csn_error, text, reply->length);
    case CSN_REPLY_ERROR:
      return write_set(plugin, frame, uris->csn_error, text, reply->length);
    case CSN_REPLY_LOG:
      return write_set(plugin, frame, uris->csn_log, text, reply->length);
    case CSN_REPLY_CONTROLS:
      return write_set(plugin, frame, uris->csn_controls, text, reply->length);
    case CSN_REPLY_STATUS:
      return write_set(plugin, frame, uris->csn_status, text, reply->length);
    case CSN_REPLY_LOADED:
      return write_state_changed(plugin, frame);
    case CSN_REPLY_OUTVALUE:
      return write_outvalue(plugin, frame, reply);
    case CSN_REPLY_ENDED:
      return write_set(plugin, frame, uris->csn_ended, NULL, 0);
  }
  return true;
}

/* What finds no room is told in a later block, at its beginning. */
static void
write_refusals(CsnPlugin* plugin)
{
  uint32_t n = 0;
  for (; n < plugin->n_refusals; ++n) {
    const CsnRefusal* const refusal = &plugin->refusals[n];
    const CsnReply reply = { .type = CSN_REPLY_FAILED,
                             .status = CSN_ERR_BAD_ARG,
                             .request = refusal->request,
                             .length = strlen(refusal->problem),
                             .text = refusal->problem };
    if (!write_reply(plugin, refusal->frame, &reply)) {
      break;
    }
  }
  plugin->n_refusals -= n;
  memmove(plugin->refusals,
          plugin->refusals + n,
          plugin->n_refusals * sizeof(plugin->refusals[0]));
  for (uint32_t i = 0; i < plugin->n_refusals; ++i) {
    plugin->refusals[i].frame = 0;
  }
}

/* Cuts a text that no block could hold. */
static void
cut_to_fit(const CsnPlugin* plugin, CsnReply* reply)
{
  const uint32_t capacity = plugin->notify_capacity;
  const size_t most =
    capacity > OBJECT_SIZE + 16U ? capacity - OBJECT_SIZE - 16U : 0;
  if (plugin->notify && capacity > 2U * OBJECT_SIZE && reply->length > most) {
    reply->length = most;
  }
}

static void
write_midi(CsnPlugin* plugin, uint32_t n_frames)
{
  uint32_t frame = 0;
  uint8_t bytes[3];
  for (uint32_t n = 0;
       (n = csn_engine_midi_out_rt(plugin->engine, &frame, bytes));) {
    const uint32_t last = n_frames ? n_frames - 1U : 0;
    if (plugin->kind->midi &&
        begin_event(plugin, frame < last ? frame : last, 32U)) {
      lv2_atom_forge_atom(&plugin->forge, n, plugin->uris.midi_MidiEvent);
      lv2_atom_forge_raw(&plugin->forge, bytes, n);
      lv2_atom_forge_pad(&plugin->forge, n);
      end_event(plugin);
    }
  }
}

void
csn_plugin_write_output(CsnPlugin* plugin, uint32_t n_frames)
{
  write_refusals(plugin);
  write_midi(plugin, n_frames);
  for (;;) {
    if (!plugin->has_reply &&
        !csn_engine_poll(plugin->engine, &plugin->reply)) {
      return;
    }
    plugin->has_reply = true;
    const int64_t at = plugin->reply.frame - plugin->now;
    if (plugin->reply.type == CSN_REPLY_ENDED && at >= (int64_t)n_frames) {
      return; // The frame is in a block to come
    }
    const uint32_t last = n_frames ? n_frames - 1U : 0;
    const uint32_t frame = at <= 0              ? 0U
                           : at < (int64_t)last ? (uint32_t)at
                                                : last;
    cut_to_fit(plugin, &plugin->reply);
    if (!write_reply(plugin, frame, &plugin->reply)) {
      return;
    }
    plugin->has_reply = false;
  }
}
