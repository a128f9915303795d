// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, network: calls by UDP and OSC.  Part of csonance.h.

  The engine has no socket and no thread.  Whoever made it may lend it both, by
  CsnConfig.network: a plugin does so when a server is first asked for.
*/

#ifndef CSN_ENGINE_CSONANCE_NETWORK_H
#define CSN_ENGINE_CSONANCE_NETWORK_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** What the engine asks of CsnConfig.network. */
typedef enum {
  CSN_NETWORK_UDP, ///< Open the server of Csound's UDP protocol, or end it
  CSN_NETWORK_OSC, ///< Open the server of OSC, or end it
  CSN_NETWORK_SEND ///< Send a message of Csound's UDP protocol
} CsnNetworkAct;

struct CsnNetworkRequest {
  CsnNetworkAct act;
  int port;            ///< Of the server, filled in where it is 0; negative:
                       ///  end it.  Or where to send to; 0: to our own server
  const char* address; ///< Numeric, or localhost
  const char* token;   ///< What callers have to know; "": nothing
  const char* text;    ///< What to send
  size_t length;
  char problem[256]; ///< To be filled in on failure: one sentence
};

/**
   Opens a server for Csound's UDP protocol, or ends it.

   Other addresses than those of this computer itself need a token, of 8
   characters or more, without spaces.

   @param port      0: any that is free; -1: end the server.
   @param address   Null: "127.0.0.1", for callers on this computer alone.
   @param token     First line of each packet; null: none.
   @param request   The reply's value is the port.
   @thread control
   @source Engine.udpserver
*/
CSN_API CsnStatus
csn_engine_udpserver(CsnEngine* engine,
                     int port,
                     const char* address,
                     const char* token,
                     uint32_t request);

/** Opens a server for OSC; see csn_engine_udpserver().  A token is the first
    argument of each message. */
CSN_API CsnStatus
csn_engine_oscserver(CsnEngine* engine,
                     int port,
                     const char* address,
                     const char* token,
                     uint32_t request);

/**
   Sends orchestra code of any length to a Csound or Csonance by UDP.

   @param host    Numeric address or localhost; null: the engine's own server.
   @param port    Of the host.
   @param token   Where that server wants one; null: none.
   @thread control
   @source Engine.udpSendOrc
*/
CSN_API CsnStatus
csn_engine_udp_send_orc(CsnEngine* engine,
                        const char* code,
                        const char* host,
                        int port,
                        const char* token,
                        uint32_t request);

/** Sends score lines likewise. @source Engine.udpSendScoreline */
CSN_API CsnStatus
csn_engine_udp_send_scoreline(CsnEngine* engine,
                              const char* scoreline,
                              const char* host,
                              int port,
                              const char* token,
                              uint32_t request);

/** Sets a control channel likewise. @source Engine.udpSetChannel */
CSN_API CsnStatus
csn_engine_udp_set_channel(CsnEngine* engine,
                           const char* channel,
                           double value,
                           const char* host,
                           int port,
                           const char* token,
                           uint32_t request);

/** Sets a string channel likewise. @source Engine.udpSetChannel */
CSN_API CsnStatus
csn_engine_udp_set_string_channel(CsnEngine* engine,
                                  const char* channel,
                                  const char* text,
                                  const char* host,
                                  int port,
                                  const char* token,
                                  uint32_t request);

/**
   Returns the port of the UDP server; 0: there is none.

   @thread any
   @source Engine.udpPort
*/
CSN_API int
csn_engine_udp_port(const CsnEngine* engine);

#ifdef __cplusplus
}
#endif

#endif
