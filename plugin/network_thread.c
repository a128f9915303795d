// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network thread: waits for packets and answers.  It sleeps while no packet
  comes and no answer is awaited.  Network module.
*/

#include "network_state.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_POLL 5      ///< While answers are awaited [ms]
#define ANSWER_PATIENCE 60 ///< Then nobody waits for them any more [s]
#define IDLE_POLL 1000     ///< While something may expire [ms]
#define PACKETS_AT_ONCE 64U
#define NEWS_PER_SECOND 10U

double
csn_network_now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void
csn_network_tell(CsnNetwork* network,
                 CsnReplyType type,
                 CsnNetworkAct server,
                 const CsnAddress* from,
                 const char* text)
{
  const double now = csn_network_now();
  char where[CSN_ADDRESS_TEXT];
  char line[512];
  if (now - network->news_since >= 1) {
    network->news_since = now;
    network->n_news = 0;
  }
  if (++network->n_news > NEWS_PER_SECOND) {
    return;
  }
  csn_address_print(from, where, sizeof(where));
  snprintf(line,
           sizeof(line),
           "%s, %s: %s%s",
           server == CSN_NETWORK_UDP ? "udp" : "osc",
           where,
           text,
           network->n_news == NEWS_PER_SECOND ? " (no more in this second)"
                                              : "");
  (void)network->engine.tell(network->engine.engine, type, line);
}

/* Whether a packet may come now; more than so many a second may not. */
static bool
is_within_budget(CsnServer* server)
{
  const double now = csn_network_now();
  server->budget += (now - server->refilled) * CSN_PACKETS_PER_SECOND;
  server->refilled = now;
  if (server->budget > CSN_PACKETS_PER_SECOND) {
    server->budget = CSN_PACKETS_PER_SECOND;
  }
  if (server->budget < 1) {
    ++server->n_dropped;
    return false;
  }
  --server->budget;
  return true;
}

static void
tell_dropped(CsnNetwork* network, CsnNetworkAct act, const CsnAddress* from)
{
  CsnServer* const server = &network->servers[act];
  if (server->n_dropped) {
    char text[96];
    snprintf(text,
             sizeof(text),
             "%u packets were dropped: more than %d came in a second",
             server->n_dropped,
             CSN_PACKETS_PER_SECOND);
    server->n_dropped = 0;
    csn_network_tell(network, CSN_REPLY_FAILED, act, from, text);
  }
}

static void
receive(CsnNetwork* network, CsnNetworkAct act)
{
  CsnServer* const server = &network->servers[act];
  char* const packet = (char*)network->packet;
  CsnAddress from = { .size = 0 };
  for (unsigned i = 0; i < PACKETS_AT_ONCE; ++i) {
    from.size = sizeof(from.storage);
    memset(&from.storage, 0, sizeof(from.storage));
    const ssize_t n = recvfrom(server->fd,
                               packet,
                               CSN_MAX_PACKET,
                               0,
                               (struct sockaddr*)&from.storage,
                               &from.size);
    if (n < 0) {
      // What an answer of ours has met is no trouble of the server's
      if (errno == ECONNREFUSED || errno == EINTR) {
        continue;
      }
      return;
    }
    if (is_within_budget(server)) {
      packet[n] = '\0';
      tell_dropped(network, act, &from);
      if (act == CSN_NETWORK_UDP) {
        csn_network_take_udp(network, packet, (size_t)n, &from);
      } else {
        csn_network_take_osc(network, act, packet, (size_t)n, &from);
      }
    }
    if (act == CSN_NETWORK_UDP) {
      atomic_fetch_add(&network->n_taken, 1U);
    }
  }
}

static int
patience(CsnNetwork* network)
{
  if (network->n_asks &&
      csn_network_now() - network->last_ask > ANSWER_PATIENCE) {
    network->n_asks = 0;
    memset(network->asks, 0, CSN_MAX_ASKS * sizeof(CsnAsk));
  }
  return network->n_asks || network->n_listeners ? ANSWER_POLL
         : network->assembly.text                ? IDLE_POLL
                                                 : -1;
}

void*
csn_network_run(void* data)
{
  CsnNetwork* const network = (CsnNetwork*)data;
  const locale_t before = uselocale(network->locale);
  while (!atomic_load(&network->quit)) {
    struct pollfd fds[CSN_N_SERVERS + 1U];
    for (unsigned i = 0; i < CSN_N_SERVERS; ++i) {
      fds[i] = (struct pollfd){ network->servers[i].fd, POLLIN, 0 };
    }
    fds[CSN_N_SERVERS] = (struct pollfd){ network->wake, POLLIN, 0 };
    (void)poll(fds, CSN_N_SERVERS + 1U, patience(network));
    for (unsigned i = 0; i < CSN_N_SERVERS; ++i) {
      if (fds[i].revents) {
        receive(network, (CsnNetworkAct)i);
      }
    }
    csn_network_take_replies(network);
    csn_network_expire(network, csn_network_now());
  }
  uint64_t woken = 0;
  (void)!read(network->wake, &woken, sizeof(woken));
  uselocale(before);
  return NULL;
}
