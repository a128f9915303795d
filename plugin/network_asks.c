// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network asks: who waits for an answer of the engine, and gets it.  Network
  module, its thread.
*/

#include "network_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
csn_network_send_from(CsnNetwork* network,
                      CsnNetworkAct server,
                      const CsnAddress* to,
                      const void* bytes,
                      size_t size)
{
  // Nobody has to listen for the answer
  if (network->servers[server].fd >= 0) {
    (void)sendto(network->servers[server].fd,
                 bytes,
                 size,
                 MSG_NOSIGNAL,
                 (const struct sockaddr*)&to->storage,
                 to->size);
  }
}

/* Writes name::value and a zero, as Csound does. */
static void
answer_channel(CsnNetwork* network, const CsnAsk* ask, const CsnReply* reply)
{
  const size_t size = sizeof(ask->name) + reply->length + 64U;
  char* const text = reply->status ? NULL : (char*)malloc(size);
  if (reply->status) {
    csn_network_tell(
      network, CSN_REPLY_FAILED, ask->server, &ask->to, reply->text);
    return;
  }
  if (text) {
    const int n = reply->has_value
                    ? snprintf(text, size, "%s::%.15g", ask->name, reply->value)
                    : snprintf(text, size, "%s::%s", ask->name, reply->text);
    csn_network_send_from(network, ask->server, &ask->to, text, (size_t)n + 1U);
  }
  free(text);
}

static void
answer(CsnNetwork* network, const CsnAsk* ask, const CsnReply* reply)
{
  if (ask->kind == CSN_ASK_OSC) {
    csn_network_answer_osc(network, ask, reply);
  } else {
    answer_channel(network, ask, reply);
  }
}

void
csn_network_ask(CsnNetwork* network,
                const CsnAsk* ask,
                const char* method,
                const CsnValue* values,
                size_t n_values)
{
  const char* problem = NULL;
  network->serial = network->serial == INT32_MAX ? 1U : network->serial + 1U;
  const uint32_t request = network->serial;
  const CsnStatus st = network->engine.call(network->engine.engine,
                                            method,
                                            values,
                                            n_values,
                                            request,
                                            CSN_NETWORK_DOOR,
                                            &problem);
  if (st) {
    const CsnReply reply = { .type = CSN_REPLY_FAILED,
                             .status = st,
                             .length = strlen(problem),
                             .text = problem };
    answer(network, ask, &reply);
    return;
  }

  CsnAsk* const place = &network->asks[request % CSN_MAX_ASKS];
  network->n_asks += !place->request;
  *place = *ask;
  place->request = request;
  network->last_ask = csn_network_now();
}

/* Who has registered is told from then on; the last to have room goes on. */
static void
keep_listener(CsnNetwork* network, const CsnAsk* ask, const CsnReply* reply)
{
  if (ask->kind == CSN_ASK_OSC && !reply->status && reply->value > 0 &&
      !strcmp(ask->name, "registerOutvalueCallback")) {
    network->listeners[network->n_listeners++ % CSN_MAX_LISTENERS] = *ask;
  }
}

static void
tell_listener(CsnNetwork* network, const CsnReply* reply)
{
  for (uint32_t i = 0; i < CSN_MAX_LISTENERS; ++i) {
    const CsnAsk* const listener = &network->listeners[i];
    if (listener->request && listener->request == reply->request) {
      csn_network_outvalue_osc(network, listener, reply);
    }
  }
}

void
csn_network_take_replies(CsnNetwork* network)
{
  CsnReply reply;
  while (
    network->engine.poll(network->engine.engine, CSN_NETWORK_DOOR, &reply)) {
    if (reply.type == CSN_REPLY_OUTVALUE) {
      tell_listener(network, &reply);
      continue;
    }
    CsnAsk* const ask = &network->asks[reply.request % CSN_MAX_ASKS];
    if (reply.request && ask->request == reply.request) {
      answer(network, ask, &reply);
      keep_listener(network, ask, &reply);
      ask->request = 0;
      --network->n_asks;
    }
  }
}
