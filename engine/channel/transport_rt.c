// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "transport.h"

#include "engine.h"

void
csn_transport_apply_rt(const CsnTransportChannels* channels,
                       const CsnTransport* transport,
                       double rate,
                       int64_t frame)
{
  // The host tells where it was at a frame; from there it moves by itself
  const double moved = (double)(frame - transport->at) * transport->speed;
  const double place = (double)transport->frame + moved;
  const double beats =
    transport->beat + moved / rate * transport->beats_per_minute / 60.0;
  const double values[CSN_N_TRANSPORT_CHANNELS] = {
    transport->beats_per_minute,
    beats,
    transport->speed > 0.0 || transport->speed < 0.0 ? 1.0 : 0.0,
    place / rate,
    place,
    transport->beats_per_bar,
    transport->beat_unit
  };
  for (unsigned i = 0; i < CSN_N_TRANSPORT_CHANNELS; ++i) {
    if (channels->channels[i]) {
      *channels->channels[i] = values[i];
    }
  }
}

void
csn_engine_transport_rt(CsnEngine* engine,
                        uint32_t frame,
                        const CsnTransport* transport)
{
  engine->rt.transport = *transport;
  engine->rt.transport.at = engine->rt.now + frame;
}
