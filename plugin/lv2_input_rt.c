// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Input: what comes in at the control port.  Everything is checked, see
  reader.h.
*/

#include "lv2_plugin.h"

#include "reader.h"

#include <lv2/atom/util.h>

#include <math.h>
#include <string.h>

/** A patch message, as far as it matters here. */
typedef struct {
  LV2_URID property;
  const LV2_Atom* value;
  const LV2_Atom* body; ///< Of a patch:Put
  uint32_t request;
} Message;

static Message
read_message(const CsnUris* uris, const LV2_Atom* atom)
{
  Message message = { 0, NULL, NULL, 0 };
  CsnAtomWalk walk = csn_atom_walk_object(atom);
  LV2_URID key = 0;
  const LV2_Atom* value = NULL;
  while (csn_atom_next_property(&walk, &key, &value)) {
    if (key == uris->patch_property && value->type == uris->atom_URID &&
        value->size >= sizeof(LV2_URID)) {
      message.property = (LV2_URID)csn_atom_int(value);
    } else if (key == uris->patch_sequenceNumber &&
               value->type == uris->atom_Int &&
               value->size >= sizeof(int32_t)) {
      message.request = (uint32_t)csn_atom_int(value);
    } else if (key == uris->patch_value) {
      message.value = value;
    } else if (key == uris->patch_body) {
      message.body = value;
    }
  }
  return message;
}

/* The engine's method for a property; null: it is not one to be set. */
static const char*
method_of(const CsnUris* uris, LV2_URID property)
{
  return property == uris->csn_program   ? "load"
         : property == uris->csn_file    ? "loadFile"
         : property == uris->csn_compile ? "compile"
         : property == uris->csn_event   ? "event"
         : property == uris->csn_guard   ? "guard"
         : property == uris->csn_ksmps   ? "ksmps"
                                         : NULL;
}

CSN_AUDIO static void
set(CsnPlugin* plugin,
    uint32_t frame,
    LV2_URID property,
    const LV2_Atom* value,
    uint32_t request)
{
  const CsnUris* const uris = &plugin->uris;
  const char* const method = method_of(uris, property);
  const char* problem = NULL;
  if (property != uris->csn_call && !method) {
    csn_plugin_refuse(plugin,
                      frame,
                      request,
                      "there is no such property to set");
    return;
  }
  if (!value ||
      (value->type != uris->atom_String && value->type != uris->atom_Path)) {
    csn_plugin_refuse(plugin, frame, request, "the value must be a text");
    return;
  }

  const char* const text = (const char*)LV2_ATOM_BODY_CONST(value);
  const size_t length = strnlen(text, value->size);
  const CsnStatus st =
    method
      ? csn_engine_text_rt(plugin->engine, frame, method, text, length, request)
      : csn_engine_line_rt(
          plugin->engine, frame, text, length, request, &problem);
  if (st) {
    csn_plugin_refuse(plugin,
                      frame,
                      request,
                      problem ? problem : csn_strerror(st));
  }
}

/* The number belongs to the last of the properties that can be set. */
CSN_AUDIO static void
put(CsnPlugin* plugin, uint32_t frame, const Message* message)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_URID last_key = 0;
  const LV2_Atom* last = NULL;
  if (message->body && message->body->size >= sizeof(LV2_Atom_Object_Body)) {
    CsnAtomWalk walk = csn_atom_walk_object(message->body);
    LV2_URID key = 0;
    const LV2_Atom* value = NULL;
    while (csn_atom_next_property(&walk, &key, &value)) {
      if (key == uris->csn_call || method_of(uris, key)) {
        if (last) {
          set(plugin, frame, last_key, last, 0);
        }
        last_key = key;
        last = value;
      }
    }
  }
  if (last) {
    set(plugin, frame, last_key, last, message->request);
  } else if (message->request) {
    csn_plugin_refuse(plugin,
                      frame,
                      message->request,
                      "there is no such property to set");
  }
}

CSN_AUDIO static void
get(CsnPlugin* plugin, uint32_t frame, uint32_t request)
{
  static const char line[] = "status";
  const char* problem = NULL;
  const CsnStatus st = csn_engine_line_rt(
    plugin->engine, frame, line, sizeof(line) - 1U, request, &problem);
  if (st) {
    csn_plugin_refuse(plugin,
                      frame,
                      request,
                      problem ? problem : csn_strerror(st));
  }
}

/* A finite number of any type. */
static void
read_finite(const CsnUris* uris, const LV2_Atom* atom, double* number)
{
  double read = 0;
  if (csn_atom_number(uris, atom, &read) && read - read == 0.0) {
    *number = read;
  }
}

/* Takes the host's place in its song; what it leaves out stays as it was. */
/* A message tells what has changed; the rest has gone on since the last. */
static void
go_on(CsnPlugin* plugin, int64_t now)
{
  CsnTransport* const transport = &plugin->transport;
  const double moved = (double)(now - transport->at) * transport->speed;
  if (fabs(moved) < 9e15) { // And is a number
    transport->frame += llrint(moved);
    transport->beat +=
      moved / plugin->rate * transport->beats_per_minute / 60.0;
  }
  transport->at = now;
}

CSN_AUDIO static void
read_position(CsnPlugin* plugin, uint32_t frame, const LV2_Atom* atom)
{
  const CsnUris* const uris = &plugin->uris;
  CsnTransport* const transport = &plugin->transport;
  double bar = -1.0;
  double bar_beat = 0.0;
  go_on(plugin, plugin->now + frame);
  double song_frame = (double)transport->frame;
  double beat = transport->beat;
  const struct {
    LV2_URID key;
    double* value;
  } fields[] = {
    { uris->time_bar, &bar },
    { uris->time_barBeat, &bar_beat },
    { uris->time_beat, &beat },
    { uris->time_beatUnit, &transport->beat_unit },
    { uris->time_beatsPerBar, &transport->beats_per_bar },
    { uris->time_beatsPerMinute, &transport->beats_per_minute },
    { uris->time_frame, &song_frame },
    { uris->time_speed, &transport->speed },
  };

  CsnAtomWalk walk = csn_atom_walk_object(atom);
  LV2_URID key = 0;
  const LV2_Atom* value = NULL;
  while (csn_atom_next_property(&walk, &key, &value)) {
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); ++i) {
      if (fields[i].key == key) {
        read_finite(uris, value, fields[i].value);
      }
    }
  }
  if (bar >= 0.0 && transport->beat_unit > 0.0) {
    beat =
      (bar * transport->beats_per_bar + bar_beat) * 4.0 / transport->beat_unit;
  }
  transport->beat = beat;
  transport->frame =
    song_frame > -9e15 && song_frame < 9e15 ? (int64_t)song_frame : 0;
  csn_engine_transport_rt(plugin->engine, frame, transport);
}

CSN_AUDIO static void
read_object(CsnPlugin* plugin, uint32_t frame, const LV2_Atom* atom)
{
  const CsnUris* const uris = &plugin->uris;
  LV2_Atom_Object_Body head;
  if (atom->size < sizeof(head)) {
    return;
  }
  memcpy(&head, LV2_ATOM_BODY_CONST(atom), sizeof(head));
  const Message message = read_message(uris, atom);
  if (head.otype == uris->patch_Set) {
    set(plugin, frame, message.property, message.value, message.request);
  } else if (head.otype == uris->patch_Put) {
    put(plugin, frame, &message);
  } else if (head.otype == uris->patch_Get) {
    get(plugin, frame, message.request);
  } else if (head.otype == uris->time_Position) {
    read_position(plugin, frame, atom);
  } else if (!csn_plugin_call(
               plugin, frame, atom, head.otype, message.request) &&
             message.request && head.otype != uris->patch_Ack &&
             head.otype != uris->patch_Error) {
    csn_plugin_refuse(plugin,
                      frame,
                      message.request,
                      "there is no such message");
  }
}

void
csn_plugin_read_input(CsnPlugin* plugin, uint32_t n_frames)
{
  const CsnUris* const uris = &plugin->uris;
  if (!plugin->control || plugin->control->atom.type != uris->atom_Sequence ||
      plugin->control->atom.size < sizeof(LV2_Atom_Sequence_Body)) {
    return;
  }

  const uint8_t* const body = (const uint8_t*)&plugin->control->body;
  const uint8_t* const end = body + plugin->control->atom.size;
  const uint8_t* at = body + sizeof(LV2_Atom_Sequence_Body);
  const int64_t last = n_frames ? (int64_t)n_frames - 1 : 0;
  while ((size_t)(end - at) >= sizeof(LV2_Atom_Event)) {
    LV2_Atom_Event event;
    memcpy(&event, at, sizeof(event));
    const uint8_t* const payload = at + sizeof(event);
    const size_t left = (size_t)(end - payload);
    if (event.body.size > left) {
      return;
    }
    const int64_t when = event.time.frames < 0 ? 0 : event.time.frames;
    const uint32_t frame = (uint32_t)(when < last ? when : last);
    const LV2_Atom* const atom =
      (const LV2_Atom*)(const void*)(at + offsetof(LV2_Atom_Event, body));
    if (event.body.type == uris->midi_MidiEvent) {
      if (plugin->kind->midi) {
        (void)
          csn_engine_midi_rt(plugin->engine, frame, payload, event.body.size);
      }
    } else if (event.body.type == uris->atom_Object ||
               event.body.type == uris->atom_Blank) {
      read_object(plugin, frame, atom);
    }
    const size_t padded = (event.body.size + 7U) & ~(size_t)7U;
    at = payload + (padded < left ? padded : left);
  }
}
