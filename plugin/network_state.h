// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network state: what the files of the network module share.  While the thread
  runs, all of it belongs to the thread but what is atomic; whoever changes the
  servers ends the thread first.
*/

#ifndef CSN_PLUGIN_NETWORK_STATE_H
#define CSN_PLUGIN_NETWORK_STATE_H

#include "network_address.h"
#include "network_module.h"

#include <locale.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_NETWORK_DOOR 1U         ///< Where replies come out; csonance.h
#define CSN_MAX_PACKET 65536U       ///< Bytes of a datagram, and more
#define CSN_MAX_CODE 1048576U       ///< Bytes of code in several packets
#define CSN_MAX_ASKS 4096U          ///< Calls whose answers are awaited
#define CSN_MAX_LISTENERS 256U      ///< Of registerOutvalueCallback
#define CSN_PACKETS_PER_SECOND 4000 ///< What comes faster is dropped
#define CSN_TOKEN_SIZE 128U
#define CSN_N_SERVERS 2U ///< Numbered as in CsnNetworkAct

/** A server: one socket. */
typedef struct {
  int fd; ///< Negative: there is none
  CsnAddress address;
  char token[CSN_TOKEN_SIZE];
  double budget;      ///< Packets that may still come
  double refilled;    ///< When it was made larger [s]
  uint32_t n_dropped; ///< That came too fast and were not told of yet
} CsnServer;

/** Who waits for an answer, and how it is written. */
typedef struct {
  uint32_t request; ///< 0: the place is free
  enum {
    CSN_ASK_OSC,    ///< By an OSC message
    CSN_ASK_CHANNEL ///< By name::value, as Csound does
  } kind;
  CsnNetworkAct server;
  CsnAddress to;
  int32_t id;     ///< As the caller gave it
  char name[128]; ///< Of the method or the channel
} CsnAsk;

/** Code that comes in several packets. */
typedef struct {
  char* text; ///< Null: none is under way
  size_t length;
  size_t n_scanned; ///< Bytes whose braces are counted
  long depth;       ///< Of open braces
  CsnAddress from;
  double last; ///< When the last packet came [s]
} CsnAssembly;

struct CsnNetwork {
  CsnNetworkEngine engine;
  CsnServer servers[CSN_N_SERVERS];
  locale_t locale; ///< Of C

  pthread_t thread;
  bool running;
  atomic_bool quit;
  int wake;            ///< An eventfd
  atomic_uint n_taken; ///< Packets, of the UDP server

  unsigned char* packet; ///< CSN_MAX_PACKET bytes and a zero
  CsnAssembly assembly;
  CsnAsk* asks;                        ///< CSN_MAX_ASKS of them
  CsnAsk listeners[CSN_MAX_LISTENERS]; ///< Who is told of outvalue
  uint32_t n_listeners;
  uint32_t serial;
  uint32_t n_asks;
  double last_ask; ///< When [s]

  double news_since; ///< Second that news are counted in [s]
  uint32_t n_news;   ///< In that second
};

// Time and news (network_thread.c)

/** Seconds on a clock that only goes on. */
double
csn_network_now(void);

/** Tells that a packet was refused, or something else of a sender; no more
    than a few a second. */
void
csn_network_tell(CsnNetwork* network,
                 CsnReplyType type,
                 CsnNetworkAct server,
                 const CsnAddress* from,
                 const char* text);

/** The thread; the data is the network. */
void*
csn_network_run(void* data);

// Packets; `bytes` ends in a zero that is not counted

/** Takes a packet of Csound's UDP protocol (network_udp.c). */
void
csn_network_take_udp(CsnNetwork* network,
                     char* bytes,
                     size_t size,
                     const CsnAddress* from);

/** Forgets code whose end has not come in time. */
void
csn_network_expire(CsnNetwork* network, double now);

/** Tells whether a packet is OSC (network_osc.c). */
bool
csn_network_is_osc(const char* bytes, size_t size);

/** Compares a token, in a time that does not tell how good a guess was. */
bool
csn_network_is_token(const char* token, const char* bytes, size_t length);

/** Takes a packet of OSC. */
void
csn_network_take_osc(CsnNetwork* network,
                     CsnNetworkAct server,
                     char* bytes,
                     size_t size,
                     const CsnAddress* from);

/** Answers by OSC. */
void
csn_network_answer_osc(CsnNetwork* network,
                       const CsnAsk* ask,
                       const CsnReply* reply);

/** Tells a listener what the program has sent by outvalue. */
void
csn_network_outvalue_osc(CsnNetwork* network,
                         const CsnAsk* listener,
                         const CsnReply* reply);

// Answers (network_asks.c)

/** Calls a method, and keeps who waits for the answer; a refusal is answered
    at once. */
void
csn_network_ask(CsnNetwork* network,
                const CsnAsk* ask,
                const char* method,
                const CsnValue* values,
                size_t n_values);

/** Sends the answers that have come. */
void
csn_network_take_replies(CsnNetwork* network);

/** Sends bytes from a server's socket. */
void
csn_network_send_from(CsnNetwork* network,
                      CsnNetworkAct server,
                      const CsnAddress* to,
                      const void* bytes,
                      size_t size);

// Sending (network_packets.c)

/** Sends a text, in as many packets as it takes. */
CsnStatus
csn_network_send(CsnNetwork* network, CsnNetworkRequest* request);

#endif
