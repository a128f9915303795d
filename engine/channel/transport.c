// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "transport.h"

#include <csound/csound.h>

#include <stdio.h>
#include <string.h>

void
csn_transport_connect(CsnTransportChannels* channels,
                      CSOUND* csound,
                      const char* text)
{
  static const char* const names[CSN_N_TRANSPORT_CHANNELS] = {
    "HOST_BPM",        "HOST_PPQ_POS", "IS_PLAYING",    "TIME_IN_SECONDS",
    "TIME_IN_SAMPLES", "TIME_SIG_NUM", "TIME_SIG_DENOM"
  };

  for (unsigned i = 0; i < CSN_N_TRANSPORT_CHANNELS; ++i) {
    MYFLT* pointer = NULL;
    char quoted[32];
    snprintf(quoted, sizeof(quoted), "\"%s\"", names[i]);
    channels->channels[i] = NULL;
    if (strstr(text, quoted) &&
        !csoundGetChannelPtr(csound,
                             &pointer,
                             names[i],
                             CSOUND_CONTROL_CHANNEL | CSOUND_INPUT_CHANNEL)) {
      channels->channels[i] = pointer;
    }
  }
}
