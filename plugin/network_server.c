// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network server: sockets are opened and closed, and the thread with them.
  Network module, worker.
*/

#include "network_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define MIN_TOKEN 8U ///< Shorter ones could be guessed

// The thread

static void
stop(CsnNetwork* network)
{
  const uint64_t one = 1;
  if (network->running) {
    atomic_store(&network->quit, true);
    (void)!write(network->wake, &one, sizeof(one));
    pthread_join(network->thread, NULL);
    network->running = false;
    atomic_store(&network->quit, false);
  }
}

static CsnStatus
start(CsnNetwork* network)
{
  bool any = false;
  for (unsigned i = 0; i < CSN_N_SERVERS; ++i) {
    any = any || network->servers[i].fd >= 0;
  }
  network->running =
    any && !pthread_create(&network->thread, NULL, csn_network_run, network);
  return any && !network->running ? CSN_ERR_NO_MEMORY : CSN_OK;
}

// Sockets

static void
close_server(CsnServer* server)
{
  if (server->fd >= 0) {
    close(server->fd);
  }
  memset(server, 0, sizeof(*server));
  server->fd = -1;
}

static CsnStatus
refuse(CsnNetworkRequest* request, CsnStatus st, const char* problem)
{
  snprintf(request->problem, sizeof(request->problem), "%s", problem);
  return st;
}

static CsnStatus
fail(const CsnNetwork* network,
     CsnNetworkRequest* request,
     const char* what,
     const CsnAddress* address)
{
  char where[CSN_ADDRESS_TEXT];
  const char* const why = strerror_l(errno, network->locale);
  csn_address_print(address, where, sizeof(where));
  snprintf(
    request->problem, sizeof(request->problem), "%s %s: %s", what, where, why);
  return CSN_ERR_IO;
}

/* Binds a socket; its address is that with the port it got. */
static CsnStatus
open_server(const CsnNetwork* network,
            CsnServer* server,
            CsnNetworkRequest* request)
{
  const int room = 1 << 20;
  CsnAddress* const address = &server->address;
  server->fd = socket(address->storage.ss_family,
                      SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                      0);
  if (server->fd < 0) {
    return fail(network, request, "no socket can be made for", address);
  }
  (void)setsockopt(server->fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room));
  socklen_t size = sizeof(address->storage);
  if (bind(server->fd,
           (const struct sockaddr*)&address->storage,
           address->size) ||
      getsockname(server->fd, (struct sockaddr*)&address->storage, &size)) {
    const CsnStatus st = fail(network, request, "cannot listen at", address);
    close(server->fd);
    server->fd = -1;
    return st;
  }
  address->size = size;
  server->budget = CSN_PACKETS_PER_SECOND;
  server->refilled = csn_network_now();
  return CSN_OK;
}

static CsnStatus
check(CsnServer* server, CsnNetworkRequest* request)
{
  const size_t length = strlen(request->token);
  if (!csn_address_parse(&server->address, request->address, request->port)) {
    return refuse(request, CSN_ERR_BAD_ARG, "the address is not numeric");
  }
  if (length >= CSN_TOKEN_SIZE || (length && length < MIN_TOKEN)) {
    return refuse(request, CSN_ERR_BAD_ARG, "a token has 8 to 127 characters");
  }
  if (!length && !csn_address_is_local(&server->address)) {
    return refuse(request,
                  CSN_ERR_BAD_ARG,
                  "an address that other computers reach needs a token");
  }
  memcpy(server->token, request->token, length + 1U);
  return CSN_OK;
}

static CsnStatus
serve(CsnNetwork* network, CsnNetworkRequest* request)
{
  CsnServer* const old = &network->servers[request->act];
  CsnServer server = { .fd = -1 };
  CsnStatus st = CSN_OK;
  if (request->port >= 0) {
    st = check(&server, request);
    const bool same = !st && old->fd >= 0 && request->port &&
                      csn_address_equal(&old->address, &server.address);
    if (same) { // The socket stays; its token may be another
      server.fd = dup(old->fd);
      server.budget = old->budget;
      server.refilled = old->refilled;
      st = server.fd < 0
             ? fail(network, request, "cannot listen at", &old->address)
             : CSN_OK;
    } else if (!st) {
      st = open_server(network, &server, request);
    }
  }
  if (st) {
    return st; // The old server goes on
  }

  stop(network);
  close_server(old);
  *old = server;
  request->port = server.fd >= 0 ? csn_address_port(&server.address) : -1;
  st = start(network);
  if (st) {
    close_server(old);
    return refuse(request, st, "no thread can be made");
  }
  return CSN_OK;
}

// The module

static void
close_network(CsnNetwork* network)
{
  stop(network);
  for (unsigned i = 0; i < CSN_N_SERVERS; ++i) {
    close_server(&network->servers[i]);
  }
  if (network->wake >= 0) {
    close(network->wake);
  }
  if (network->locale) {
    freelocale(network->locale);
  }
  free(network->assembly.text);
  free(network->packet);
  free(network->asks);
  free(network);
}

static CsnNetwork*
open_network(const CsnNetworkEngine* engine)
{
  CsnNetwork* const network = (CsnNetwork*)calloc(1, sizeof(CsnNetwork));
  if (!network) {
    return NULL;
  }
  network->engine = *engine;
  for (unsigned i = 0; i < CSN_N_SERVERS; ++i) {
    network->servers[i].fd = -1;
  }
  network->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  network->locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  network->packet = (unsigned char*)malloc(CSN_MAX_PACKET + 1U);
  network->asks = (CsnAsk*)calloc(CSN_MAX_ASKS, sizeof(CsnAsk));
  if (network->wake < 0 || !network->locale || !network->packet ||
      !network->asks) {
    close_network(network);
    return NULL;
  }
  return network;
}

static CsnStatus
request_network(CsnNetwork* network, CsnNetworkRequest* request)
{
  return request->act == CSN_NETWORK_SEND ? csn_network_send(network, request)
                                          : serve(network, request);
}

__attribute__((visibility("default"))) const CsnNetworkModule*
csn_network_module(void);

const CsnNetworkModule*
csn_network_module(void)
{
  static const CsnNetworkModule module = {
    CSN_NETWORK_VERSION, open_network, request_network, close_network
  };
  return &module;
}
