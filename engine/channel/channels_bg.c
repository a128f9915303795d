// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Channels, the worker's side: they are made, and given to new instances.
*/

#include "channels.h"

#include "base/letters.h"
#include "csound6/csound6_names.h"
#include "engine.h"
#include "strings.h"
#include "worker/delivery.h"

#include <stdlib.h>
#include <string.h>

CsnNamedChannels*
csn_channels_new(void)
{
  return (CsnNamedChannels*)calloc(1, sizeof(CsnNamedChannels));
}

void
csn_channels_free(CsnNamedChannels* channels)
{
  for (uint32_t i = 0; channels && i < CSN_N_CHANNEL_BUCKETS; ++i) {
    while (channels->buckets_bg[i]) {
      CsnNamedChannel* const next = channels->buckets_bg[i]->next_bg;
      free(channels->buckets_bg[i]);
      channels->buckets_bg[i] = next;
    }
  }
  free(channels);
}

static CsnNamedChannel*
find(const CsnNamedChannels* channels, const char* name, uint32_t hash)
{
  CsnNamedChannel* channel =
    channels->buckets_bg[hash & (CSN_N_CHANNEL_BUCKETS - 1U)];
  while (channel && strcmp(channel->name, name) != 0) {
    channel = channel->next_bg;
  }
  return channel;
}

const CsnNamedChannel*
csn_channels_find(const CsnNamedChannels* channels, const char* name)
{
  return find(channels, name, csn_hash(name, strlen(name)));
}

static CsnNamedChannel*
add(CsnNamedChannels* channels, const char* name, int type, uint32_t hash)
{
  const size_t length = strlen(name) + 1U;
  CsnNamedChannel* const channel =
    channels->n < CSN_MAX_NAMED_CHANNELS
      ? (CsnNamedChannel*)calloc(1, sizeof(CsnNamedChannel) + length)
      : NULL;
  if (channel) {
    memcpy(channel->name, name, length);
    channel->type = type;
    channel->hash = hash;
    channel->room = CSN_MIN_CHANNEL_TEXT;
    CsnNamedChannel** const bucket =
      &channels->buckets_bg[hash & (CSN_N_CHANNEL_BUCKETS - 1U)];
    channel->next_bg = *bucket;
    *bucket = channel;
    ++channels->n;
  }
  return channel;
}

void
csn_channels_give(CsnNamedChannels* channels, CsnInstance* instance)
{
  CSOUND* const csound = instance->csound;
  MYFLT* first = NULL; // With the first of all Csound makes its table
  (void)csoundGetChannelPtr(csound,
                            &first,
                            "csonance.first",
                            CSOUND_CONTROL_CHANNEL | CSOUND_INPUT_CHANNEL);
  for (uint32_t i = 0; i < CSN_N_CHANNEL_BUCKETS; ++i) {
    CsnNamedChannel* channel = channels->buckets_bg[i];
    for (; channel; channel = channel->next_bg) {
      CsnNewChannel* made = NULL;
      if (!csn_channel_kind(csound, channel->name)) {
        made = csn_csound_make_channel(csound,
                                       channel->name,
                                       channel->type,
                                       channel->room);
      }
      if (made) {
        csn_csound_place_channel(csound, made);
      }
      channel->serial = instance->serial;
    }
  }
}

/* Makes a channel, or a larger one, for the program that was built last. */
CsnStatus
csn_prepare_channel(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnNamedChannels* const channels = engine->channels;
  const CsnInstance* const newest = engine->bg.newest;
  CsnChannelWish wish;
  if (!newest ||
      !csn_channel_wish(job->record->method, job->args, &wish, &job->problem)) {
    return CSN_ERR_BAD_ARG;
  }
  const uint32_t hash = csn_hash(wish.name, strlen(wish.name));
  CsnNamedChannel* channel = find(channels, wish.name, hash);
  if (channel && channel->serial == newest->serial &&
      channel->room >= wish.room) {
    return CSN_OK; // It is there, or on its way
  }
  channel = channel ? channel : add(channels, wish.name, wish.type, hash);
  if (!channel) {
    return CSN_ERR_NO_MEMORY;
  }
  while (channel->room < wish.room) {
    channel->room *= 2U;
  }
  channel->serial = newest->serial;
  const CsnChannelDelivery delivery = {
    channel,
    !channel->sent,
    newest->serial,
    csn_csound_make_channel(
      newest->csound, channel->name, channel->type, channel->room)
  };
  if ((!delivery.made && csn_csound_knows_channels()) ||
      !csn_deliver(engine, csn_channels_take_rt, &delivery, sizeof(delivery))) {
    channel->serial = 0; // To be tried again
    return CSN_ERR_NO_MEMORY;
  }
  channel->sent = true;
  return CSN_OK;
}
