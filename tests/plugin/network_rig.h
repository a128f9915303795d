// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file network_rig.h
   A plugin with servers, and a socket to talk to them (layer: tests). All of it
   stays on the loopback address, at ports that the system chooses.
*/

#ifndef CSN_TESTS_NETWORK_RIG_H
#define CSN_TESTS_NETWORK_RIG_H

#include "plugin_rig.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { csn_link_packet = 65536 };

/** A plugin, its servers' ports, and our socket. */
typedef struct {
  CsnRig* rig;
  int fd;
  int port; ///< Ours
  int udp;
  int osc;
  int32_t number;
  char packet[csn_link_packet]; ///< The last that came
  size_t size;
} CsnLink;

/** Opens all of it; ends the test where that fails. A null token: none. */
CsnLink*
csn_link_new(const char* program, const char* token);

void
csn_link_free(CsnLink* link);

/** Calls a line; what was answered, whose text lives until the next call. */
const CsnTold*
csn_link_call(CsnLink* link, const char* line);

/** The number that a line returns; -1e9: it did not. */
double
csn_link_ask(CsnLink* link, const char* line);

/** Sends a packet to a port. */
void
csn_link_send(CsnLink* link, int port, const void* bytes, size_t size);

/** Sends a text to the UDP server. */
void
csn_link_say(CsnLink* link, const char* text);

/** Runs blocks until a packet has come; false: none does. */
bool
csn_link_await(CsnLink* link);

/** Runs blocks until all packets sent before are carried out. */
void
csn_link_settle(CsnLink* link);

/** Runs blocks until a control channel has a value; false: it never has. */
bool
csn_link_becomes(CsnLink* link, const char* channel, double value);

/** Runs blocks until something is told that has these words. */
bool
csn_link_hears(CsnLink* link, const char* words);

/** Writes an OSC message. Types: i h f d s b, T F N; a b is a double, as a blob
    of one. Returns its size. */
size_t
csn_osc_write(char* to, const char* path, const char* types, ...);

/** Calls by OSC at the OSC server and awaits the answer. */
bool
csn_link_osc(CsnLink* link, const char* bytes, size_t size);

/** Open files and threads of this process. */
unsigned
csn_count_files(void);

unsigned
csn_count_threads(void);

#endif // CSN_TESTS_NETWORK_RIG_H
