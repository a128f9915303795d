// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Network address: a numeric host and a port.  Network module, pure.
*/

#ifndef CSN_PLUGIN_NETWORK_ADDRESS_H
#define CSN_PLUGIN_NETWORK_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#define CSN_ADDRESS_TEXT 80U ///< Bytes that hold any address as text

typedef struct {
  struct sockaddr_storage storage;
  socklen_t size;
} CsnAddress;

/** Reads a numeric host, or localhost: no name is looked up, since that could
    take long. */
bool
csn_address_parse(CsnAddress* address, const char* host, int port);

/** Tells whether only this computer itself can come by it. */
bool
csn_address_is_local(const CsnAddress* address);

bool
csn_address_equal(const CsnAddress* a, const CsnAddress* b);

int
csn_address_port(const CsnAddress* address);

/** Replaces "any" by this computer itself, so that it can be sent to. */
void
csn_address_make_target(CsnAddress* address);

/** Writes host:port. */
void
csn_address_print(const CsnAddress* address, char* text, size_t size);

#endif
