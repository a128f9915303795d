// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network packets: texts for another Csound, or for our own server, in Csound's
  UDP protocol.  Network module, worker.
*/

#include "network_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_TEXT 60000U ///< Bytes that go in one packet
#define PAUSE 200000L   ///< Between two looks or packets [ns]
#define MAX_PAUSES 1000U

/** Where a text goes. */
typedef struct {
  CsnNetwork* network;
  CsnNetworkRequest* request;
  CsnAddress to;
  int fd;
  const char* token;
  char* packet; ///< Room for the token, braces and MAX_TEXT
  bool is_own;
} Sending;

static void
pause_a_little(void)
{
  const struct timespec time = { 0, PAUSE };
  (void)nanosleep(&time, NULL);
}

/* Many packets at once would overrun the receiver: our own one is waited for,
   another one gets a little time. */
static CsnStatus
send_packet(const Sending* sending, const char* text, size_t size)
{
  CsnNetwork* const network = sending->network;
  CsnNetworkRequest* const request = sending->request;
  const size_t length = strlen(sending->token);
  const unsigned before = atomic_load(&network->n_taken);
  memcpy(sending->packet, sending->token, length);
  sending->packet[length] = '\n';
  const size_t head = length ? length + 1U : 0;
  memcpy(sending->packet + head, text, size);
  if (sendto(sending->fd,
             sending->packet,
             head + size,
             MSG_NOSIGNAL,
             (const struct sockaddr*)&sending->to.storage,
             sending->to.size) < 0) {
    snprintf(request->problem,
             sizeof(request->problem),
             "the packet cannot be sent: %s",
             strerror_l(errno, network->locale));
    return CSN_ERR_IO;
  }
  for (unsigned i = 0; sending->is_own && i < MAX_PAUSES &&
                       atomic_load(&network->n_taken) == before;
       ++i) {
    pause_a_little();
  }
  return CSN_OK;
}

/* Code that is too long for a packet goes in several, in double braces. */
static CsnStatus
send_long(const Sending* sending, const char* text, size_t length)
{
  static const char begin[] = { '{', '{', ' ' };
  static const char end[] = { ' ', '}', '}' };
  char* const piece = (char*)malloc(MAX_TEXT + 8U);
  CsnStatus st = piece ? CSN_OK : CSN_ERR_NO_MEMORY;
  for (size_t at = 0; !st && at < length;) {
    const size_t left = length - at;
    const size_t n = left < MAX_TEXT ? left : MAX_TEXT;
    size_t size = 0;
    if (!at) {
      memcpy(piece, begin, sizeof(begin));
      size = sizeof(begin);
    }
    memcpy(piece + size, text + at, n);
    size += n;
    at += n;
    if (at == length) {
      memcpy(piece + size, end, sizeof(end));
      size += sizeof(end);
    }
    st = send_packet(sending, piece, size);
    if (!sending->is_own) {
      pause_a_little();
    }
  }
  free(piece);
  return st;
}

static CsnStatus
refuse(CsnNetworkRequest* request, CsnStatus st, const char* problem)
{
  snprintf(request->problem, sizeof(request->problem), "%s", problem);
  return st;
}

static CsnStatus
find_target(Sending* sending)
{
  CsnNetworkRequest* const request = sending->request;
  const CsnServer* const own = &sending->network->servers[CSN_NETWORK_UDP];
  sending->token = request->token;
  if (request->address) {
    return csn_address_parse(&sending->to, request->address, request->port)
             ? CSN_OK
             : refuse(request, CSN_ERR_BAD_ARG, "the host is not numeric");
  }
  if (own->fd < 0) {
    return refuse(request,
                  CSN_ERR_BAD_CALL,
                  "there is no UDP server: udpserver opens one");
  }
  sending->to = own->address;
  csn_address_make_target(&sending->to);
  sending->token = own->token;
  sending->is_own = true;
  return CSN_OK;
}

CsnStatus
csn_network_send(CsnNetwork* network, CsnNetworkRequest* request)
{
  Sending sending = { .network = network, .request = request, .fd = -1 };
  CsnStatus st = find_target(&sending);
  if (st) {
    return st;
  }
  if (request->length > CSN_MAX_CODE - 8U) {
    return refuse(request,
                  CSN_ERR_FULL,
                  "the text is too long: 1 MB is the limit");
  }
  sending.fd =
    socket(sending.to.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sending.packet = (char*)malloc(strlen(sending.token) + MAX_TEXT + 16U);
  if (sending.fd < 0 || !sending.packet) {
    st = refuse(request, CSN_ERR_NO_MEMORY, "no socket can be made");
  } else if (request->length <= MAX_TEXT) {
    st = send_packet(&sending, request->text, request->length);
  } else {
    st = send_long(&sending, request->text, request->length);
  }
  if (sending.fd >= 0) {
    close(sending.fd);
  }
  free(sending.packet);
  return st;
}
