// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "network_address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

bool
csn_address_parse(CsnAddress* address, const char* host, int port)
{
  const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                                  .ai_family = AF_UNSPEC,
                                  .ai_socktype = SOCK_DGRAM };
  struct addrinfo* found = NULL;
  char service[16];
  if (port < 0 || port > 65535) {
    return false;
  }
  snprintf(service, sizeof(service), "%d", port);
  host = strcmp(host, "localhost") ? host : "127.0.0.1";
  if (!*host || getaddrinfo(host, service, &hints, &found) || !found) {
    return false;
  }
  const bool good = found->ai_addrlen <= sizeof(address->storage);
  memset(address, 0, sizeof(*address));
  if (good) {
    memcpy(&address->storage, found->ai_addr, found->ai_addrlen);
    address->size = found->ai_addrlen;
  }
  freeaddrinfo(found);
  return good;
}

static bool
read_v4(const CsnAddress* address, struct sockaddr_in* v4)
{
  memcpy(v4, &address->storage, sizeof(*v4));
  return address->storage.ss_family == AF_INET;
}

static bool
read_v6(const CsnAddress* address, struct sockaddr_in6* v6)
{
  memcpy(v6, &address->storage, sizeof(*v6));
  return address->storage.ss_family == AF_INET6;
}

bool
csn_address_is_local(const CsnAddress* address)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  return (read_v4(address, &v4) && ntohl(v4.sin_addr.s_addr) >> 24U == 127U) ||
         (read_v6(address, &v6) && IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr));
}

bool
csn_address_equal(const CsnAddress* a, const CsnAddress* b)
{
  return a->size == b->size && !memcmp(&a->storage, &b->storage, a->size);
}

int
csn_address_port(const CsnAddress* address)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  return read_v4(address, &v4)   ? ntohs(v4.sin_port)
         : read_v6(address, &v6) ? ntohs(v6.sin6_port)
                                 : 0;
}

void
csn_address_make_target(CsnAddress* address)
{
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  if (read_v4(address, &v4) && v4.sin_addr.s_addr == htonl(INADDR_ANY)) {
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    memcpy(&address->storage, &v4, sizeof(v4));
  } else if (read_v6(address, &v6) && IN6_IS_ADDR_UNSPECIFIED(&v6.sin6_addr)) {
    v6.sin6_addr = in6addr_loopback;
    memcpy(&address->storage, &v6, sizeof(v6));
  }
}

void
csn_address_print(const CsnAddress* address, char* text, size_t size)
{
  char host[64] = "?";
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
  if (read_v4(address, &v4)) {
    (void)inet_ntop(AF_INET, &v4.sin_addr, host, sizeof(host));
    snprintf(text, size, "%s:%d", host, csn_address_port(address));
  } else {
    (void)(read_v6(address, &v6) &&
           inet_ntop(AF_INET6, &v6.sin6_addr, host, sizeof(host)));
    snprintf(text, size, "[%s]:%d", host, csn_address_port(address));
  }
}
