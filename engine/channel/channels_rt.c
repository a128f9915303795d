// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Channels on the audio thread: found, set, read, and taken from one program to
  the next.  What is new the worker has made.
*/

#include "channels.h"

#include "base/letters.h"
#include "call/prepare.h"
#include "csound6/csound6_names.h"
#include "engine.h"
#include "strings.h"

#include <string.h>

static const char other_kind[] = "this channel is of another kind";

int
csn_channel_kind(CSOUND* csound, const char* name)
{
  MYFLT* unused = NULL;
  const int kind = csoundGetChannelPtr(csound, &unused, name, 0);
  return kind > 0 ? kind & CSOUND_CHANNEL_TYPE_MASK : 0;
}

/* The memory of a channel that there is; of no other kind. */
CSN_AUDIO static double*
memory_of(CSOUND* csound, const char* name, int type)
{
  MYFLT* memory = NULL;
  return csoundGetChannelPtr(csound, &memory, name, type) ? NULL : memory;
}

static CsnNamedChannel*
find(const CsnNamedChannels* channels, const char* name)
{
  const uint32_t hash = csn_hash(name, strlen(name));
  CsnNamedChannel* channel =
    channels->buckets_rt[hash & (CSN_N_CHANNEL_BUCKETS - 1U)];
  while (channel && strcmp(channel->name, name) != 0) {
    channel = channel->next_rt;
  }
  return channel;
}

// What the worker has made

/* Puts in a channel, or the larger memory of a string. */
CSN_AUDIO static void
put(CSOUND* csound, const CsnNamedChannel* channel, CsnNewChannel* made)
{
  const int kind = csn_channel_kind(csound, channel->name);
  if (!kind) {
    csn_csound_place_channel(csound, made);
  } else if (kind == CSOUND_STRING_CHANNEL &&
             kind == (channel->type & CSOUND_CHANNEL_TYPE_MASK)) {
    STRINGDAT* const now =
      (STRINGDAT*)(void*)memory_of(csound, channel->name, channel->type);
    STRINGDAT* const larger = (STRINGDAT*)csn_csound_channel_data(made);
    if (now && now->size < larger->size) {
      if (now->data && now->size) {
        memcpy(larger->data, now->data, (size_t)now->size);
      }
      *now = *larger; // What it had goes with the Csound
    }
  }
}

void
csn_channels_take_rt(CsnEngine* engine, const void* data)
{
  CsnChannelDelivery delivery;
  CsnInstance* const current = engine->rt.current;
  csn_role_enter_audio();
  memcpy(&delivery, data, sizeof(delivery));

  CsnNamedChannel* const channel = delivery.channel;
  if (delivery.fresh) {
    CsnNamedChannel** const bucket =
      &engine->channels
         ->buckets_rt[channel->hash & (CSN_N_CHANNEL_BUCKETS - 1U)];
    channel->next_rt = *bucket;
    *bucket = channel;
  }
  /* An instance that is newer has been built with the channel in it. */
  if (current && current->serial == delivery.serial && delivery.made) {
    put(current->csound, channel, delivery.made);
  }
}

CSN_AUDIO static void
take_value(const CsnNamedChannel* channel, CSOUND* to, CSOUND* from)
{
  const int kind = channel->type & CSOUND_CHANNEL_TYPE_MASK;
  if (csn_channel_kind(to, channel->name) != kind ||
      csn_channel_kind(from, channel->name) != kind) {
    return;
  }
  double* const now = memory_of(to, channel->name, kind);
  double* const before = memory_of(from, channel->name, kind);
  if (!now || !before) {
    return;
  }
  if (kind == CSOUND_CONTROL_CHANNEL) {
    *now = *before;
  } else if (kind == CSOUND_STRING_CHANNEL) {
    const STRINGDAT* const text = (const STRINGDAT*)(const void*)before;
    const STRINGDAT* const room = (const STRINGDAT*)(const void*)now;
    if (text->data && room->data && strlen(text->data) < (size_t)room->size) {
      memcpy(room->data, text->data, strlen(text->data) + 1U);
    }
  }
}

void
csn_channels_begin_rt(CsnEngine* engine,
                      CsnInstance* instance,
                      const CsnInstance* old)
{
  for (uint32_t i = 0; i < CSN_N_CHANNEL_BUCKETS; ++i) {
    CsnNamedChannel* channel = engine->channels->buckets_rt[i];
    for (; channel; channel = channel->next_rt) {
      if (old) {
        take_value(channel, instance->csound, old->csound);
      }
      if (atomic_load_explicit(&channel->memory, memory_order_relaxed)) {
        const int kind = channel->type & CSOUND_CHANNEL_TYPE_MASK;
        double* const memory =
          csn_channel_kind(instance->csound, channel->name) == kind
            ? memory_of(instance->csound, channel->name, kind)
            : NULL;
        atomic_store_explicit(&channel->memory, memory, memory_order_release);
      }
    }
  }
}

// The methods

/* Tells whether a channel is there, of the kind and with the room. */
CSN_AUDIO static bool
is_there(CsnEngine* engine, CSOUND* csound, const CsnChannelWish* wish)
{
  const int kind = csn_channel_kind(csound, wish->name);
  if (!kind) {
    return !csn_csound_knows_channels(); // Then Csound makes it, as it can
  }
  if (kind != (wish->type & CSOUND_CHANNEL_TYPE_MASK)) {
    return true; // To be refused
  }
  if (kind == CSOUND_STRING_CHANNEL) {
    const STRINGDAT* const text =
      (const STRINGDAT*)(const void*)memory_of(csound, wish->name, kind);
    return text && (size_t)text->size >= wish->room;
  }
  return wish->has_value || find(engine->channels, wish->name);
}

bool
csn_lacks_channel(CsnEngine* engine, const CsnRecord* record)
{
  const CsnInstance* const current = engine->rt.current;
  CsnChannelWish wish;
  const char* problem = NULL;
  const CsnArgReader args = csn_record_args(record);
  return current && csn_channel_wish(record->method, args, &wish, &problem) &&
         !is_there(engine, current->csound, &wish);
}

CSN_AUDIO static CsnStatus
set_value(CsnCall* call, const CsnChannelWish* wish, double* memory)
{
  const int kind = wish->type & CSOUND_CHANNEL_TYPE_MASK;
  const CsnArg* const value = &wish->value;
  const uint32_t ksmps = call->instance->ksmps;
  if (kind == CSOUND_CONTROL_CHANNEL) {
    *memory = value->number;
  } else if (kind == CSOUND_STRING_CHANNEL) {
    const STRINGDAT* const text = (const STRINGDAT*)(const void*)memory;
    memcpy(text->data, value->text, value->length + 1U);
  } else if (value->type == CSN_ARG_NUMBER) {
    for (uint32_t i = 0; i < ksmps; ++i) {
      memory[i] = value->number;
    }
  } else if (value->length != ksmps) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "an audio channel takes ksmps numbers");
  } else {
    memcpy(memory, value->array, ksmps * sizeof(double));
  }
  return CSN_OK;
}

/* Sees that a channel is there, sets it, and tells where it is. */
CSN_AUDIO static CsnStatus
fulfil(CsnCall* call, CsnChannelWish* wish, double** memory)
{
  CSOUND* const csound = call->instance->csound;
  CsnArg arg;
  if (!csn_channel_wish(
        call->record->method, call->args, wish, &call->problem)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an argument is missing");
  }
  if (wish->has_value && wish->value.type == CSN_ARG_VARIABLE) {
    (void)csn_call_arg(call, &arg);
    if (!csn_call_arg(call, &arg)) {
      return CSN_ERR_BAD_ARG;
    }
    wish->value = arg;
  }
  if (!is_there(call->engine, csound, wish)) {
    call->wait = true;
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "there is no room for the channel");
  }
  *memory = memory_of(csound, wish->name, wish->type);
  if (!*memory) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, other_kind);
  }
  return wish->has_value ? set_value(call, wish, *memory) : CSN_OK;
}

CsnStatus
csn_call_set_channel(CsnCall* call)
{
  CsnChannelWish wish;
  double* memory = NULL;
  return fulfil(call, &wish, &memory);
}

CsnStatus
csn_call_init_channel(CsnCall* call)
{
  return csn_call_set_channel(call);
}

CsnStatus
csn_call_channel_pointer(CsnCall* call)
{
  CsnChannelWish wish;
  double* memory = NULL;
  const CsnStatus st = fulfil(call, &wish, &memory);
  if (st) {
    return st;
  }
  CsnNamedChannel* const channel = find(call->engine->channels, wish.name);
  if (channel) {
    atomic_store_explicit(&channel->memory, memory, memory_order_release);
  }
  const bool audio =
    (wish.type & CSOUND_CHANNEL_TYPE_MASK) == CSOUND_AUDIO_CHANNEL;
  call->values = memory;
  call->n_values = audio ? call->instance->ksmps : 1U;
  return CSN_OK;
}

CsnStatus
csn_call_get_channel(CsnCall* call)
{
  CSOUND* const csound = call->instance->csound;
  CsnArg name;
  if (!csn_call_arg(call, &name) || name.type != CSN_ARG_TEXT) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "this is no name of a channel");
  }
  const double* const memory =
    csn_channel_kind(csound, name.text) == CSOUND_CONTROL_CHANNEL
      ? memory_of(csound,
                  name.text,
                  CSOUND_CONTROL_CHANNEL | CSOUND_OUTPUT_CHANNEL)
      : NULL;
  if (!memory) {
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no such control channel");
  }
  call->has_value = true;
  call->value = *memory;
  return CSN_OK;
}
