// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the network's methods.  Engine layer, control thread.
*/

#include "call/send.h"
#include "engine.h"

static CsnStatus
serve(CsnEngine* engine,
      CsnMethodId method,
      int port,
      const char* address,
      const char* token,
      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, method, request);
  csn_send_number(&send, port);
  csn_send_text(&send, address);
  csn_send_text(&send, token);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_udpserver(CsnEngine* engine,
                     int port,
                     const char* address,
                     const char* token,
                     uint32_t request)
{
  return serve(engine, CSN_METHOD_UDPSERVER, port, address, token, request);
}

CsnStatus
csn_engine_oscserver(CsnEngine* engine,
                     int port,
                     const char* address,
                     const char* token,
                     uint32_t request)
{
  return serve(engine, CSN_METHOD_OSCSERVER, port, address, token, request);
}

static CsnStatus
send_to(CsnEngine* engine,
        CsnSend* send,
        const char* host,
        int port,
        const char* token)
{
  csn_send_text(send, host);
  csn_send_number(send, port);
  csn_send_text(send, token);
  return csn_send_end(engine, send);
}

CsnStatus
csn_engine_udp_send_orc(CsnEngine* engine,
                        const char* code,
                        const char* host,
                        int port,
                        const char* token,
                        uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UDP_SEND_ORC, request);
  csn_send_text(&send, code);
  return send_to(engine, &send, host, port, token);
}

CsnStatus
csn_engine_udp_send_scoreline(CsnEngine* engine,
                              const char* scoreline,
                              const char* host,
                              int port,
                              const char* token,
                              uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UDP_SEND_SCORELINE, request);
  csn_send_text(&send, scoreline);
  return send_to(engine, &send, host, port, token);
}

CsnStatus
csn_engine_udp_set_channel(CsnEngine* engine,
                           const char* channel,
                           double value,
                           const char* host,
                           int port,
                           const char* token,
                           uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UDP_SET_CHANNEL, request);
  csn_send_text(&send, channel);
  csn_send_number(&send, value);
  return send_to(engine, &send, host, port, token);
}

CsnStatus
csn_engine_udp_set_string_channel(CsnEngine* engine,
                                  const char* channel,
                                  const char* text,
                                  const char* host,
                                  int port,
                                  const char* token,
                                  uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UDP_SET_CHANNEL, request);
  csn_send_text(&send, channel);
  csn_send_text(&send, text);
  return send_to(engine, &send, host, port, token);
}

int
csn_engine_udp_port(const CsnEngine* engine)
{
  return atomic_load(&engine->shared.udp_port);
}
