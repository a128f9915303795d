// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Transport: the host's tempo and place in the song, as control channels of the
  program.  Their names are those that Cabbage's programs use: HOST_BPM,
  HOST_PPQ_POS, IS_PLAYING, TIME_IN_SECONDS, TIME_IN_SAMPLES, TIME_SIG_NUM and
  TIME_SIG_DENOM.  Only those that the program's text names are there.
*/

#ifndef CSN_ENGINE_TRANSPORT_H
#define CSN_ENGINE_TRANSPORT_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdint.h>

#define CSN_N_TRANSPORT_CHANNELS 7U

typedef struct CSOUND_ CSOUND;

/** An instance's channels; null: the program does not name it. */
typedef struct {
  double* channels[CSN_N_TRANSPORT_CHANNELS];
} CsnTransportChannels;

/** Finds the channels that a program's text names. @thread worker */
void
csn_transport_connect(CsnTransportChannels* channels,
                      CSOUND* csound,
                      const char* text) CSN_NOT_AUDIO;

/** Sets them for the k-cycle that begins at an engine's frame. */
void
csn_transport_apply_rt(const CsnTransportChannels* channels,
                       const CsnTransport* transport,
                       double rate,
                       int64_t frame) CSN_AUDIO;

#endif
