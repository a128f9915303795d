// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Channels: the values with a name that a program reads by `chnget` and
  `invalue` and writes by `chnset`.  Engine layer.

  Csound has them, and allocates one where it first meets the name.  Here the
  worker makes what is new or has become too small, and the audio thread puts
  it in.  Channels that a call has made are known to the engine: each program
  that is loaded gets them, with the values that they had in the one before.
*/

#ifndef CSN_ENGINE_CHANNELS_H
#define CSN_ENGINE_CHANNELS_H

#include "base/attributes.h"
#include "call/calls.h"
#include "csonance.h"
#include "worker/instance.h"
#include "worker/jobs.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_N_CHANNEL_BUCKETS 256U ///< A power of two
#define CSN_MAX_NAMED_CHANNELS 16384U
#define CSN_MIN_CHANNEL_TEXT 128U ///< Bytes of a new string channel

/** A channel that a call has made.  Not freed before the engine. */
typedef struct CsnNamedChannel {
  struct CsnNamedChannel* next_rt; ///< In the audio thread's bucket
  struct CsnNamedChannel* next_bg; ///< In the worker's
  _Atomic(double*) memory;         ///< In the program that plays; or null
  int type;                        ///< Kind and directions, as Csound has them
  size_t room;     ///< Bytes of a string; of the worker, as the next one
  uint64_t serial; ///< Of the instance that it was made for last
  bool sent;       ///< The audio thread knows it
  uint32_t hash;
  char name[];
} CsnNamedChannel;

typedef struct CsnNamedChannels {
  CsnNamedChannel* buckets_rt[CSN_N_CHANNEL_BUCKETS];
  CsnNamedChannel* buckets_bg[CSN_N_CHANNEL_BUCKETS]; ///< Under bg.mutex
  uint32_t n;                                         ///< Likewise
} CsnNamedChannels;

/** Returns no channels yet; null without memory. */
CsnNamedChannels*
csn_channels_new(void) CSN_NOT_AUDIO;

/** Frees channels that no thread uses; null is legal. */
void
csn_channels_free(CsnNamedChannels* channels) CSN_NOT_AUDIO;

/**
   Makes all channels in a Csound that has started, where its program has not.

   @thread worker, control; bg.mutex held
*/
void
csn_channels_give(CsnNamedChannels* channels,
                  CsnInstance* instance) CSN_NOT_AUDIO;

/** Finds a channel that a call has made. @thread worker, bg.mutex held */
const CsnNamedChannel*
csn_channels_find(const CsnNamedChannels* channels,
                  const char* name) CSN_NOT_AUDIO;

/** Takes their values to an instance that goes live; `old` may be null. */
void
csn_channels_begin_rt(CsnEngine* engine,
                      CsnInstance* instance,
                      const CsnInstance* old) CSN_AUDIO;

/** Takes a channel that the worker has made. */
void
csn_channels_take_rt(CsnEngine* engine, const void* data);

/** The kind of a channel; 0: there is none of this name.  Csound tells it when
    it is asked for a channel of no kind, and makes none. */
int
csn_channel_kind(CSOUND* csound, const char* name);

/** What is delivered for a channel. */
typedef struct {
  CsnNamedChannel* channel;
  bool fresh;      ///< The audio thread has not seen it yet
  uint64_t serial; ///< Of the instance that the rest is for
  struct CsnNewChannel* made;
} CsnChannelDelivery;

/** What a call asks of a channel. */
typedef struct {
  const char* name;
  int type;       ///< Kind and directions; 0: it makes no sense
  size_t room;    ///< Bytes of its text, with the ending zero
  bool has_value; ///< Else it is as it is
  CsnArg value;
} CsnChannelWish;

/**
   Reads the arguments of one of the methods below.

   @param problem   Set to a static text where the wish makes no sense.
   @return False: it makes none.
   @thread audio, worker
*/
bool
csn_channel_wish(uint16_t method,
                 CsnArgReader args,
                 CsnChannelWish* wish,
                 const char** problem);

// The methods

bool
csn_lacks_channel(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

CsnStatus
csn_prepare_channel(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_call_channel_pointer(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_get_channel(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_init_channel(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_call_set_channel(CsnCall* call) CSN_AUDIO;

#endif
