// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A plugin's servers and a socket to them (layer: tests).

#include "network_rig.h"

#include "harness.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { max_turns = 20000 };

static struct sockaddr_in
loopback(int port)
{
  struct sockaddr_in address;
  memset(&address, 0, sizeof(address));
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

CsnLink*
csn_link_new(const char* program, const char* token)
{
  const CsnRigSetup setup = { .worker = CSN_RIG_THREAD };
  char line[256];
  CsnLink* const link = (CsnLink*)calloc(1, sizeof(CsnLink));
  CU_ASSERT_PTR_NOT_NULL_FATAL(link);
  link->rig = csn_rig_new(&setup);
  CU_ASSERT_PTR_NOT_NULL_FATAL(link->rig->handle);
  CU_ASSERT_FATAL(csn_rig_load(link->rig, program));

  struct sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  link->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  CU_ASSERT_FATAL(link->fd >= 0);
  CU_ASSERT_EQUAL_FATAL(
    bind(link->fd, (const struct sockaddr*)&address, sizeof(address)), 0);
  CU_ASSERT_EQUAL_FATAL(
    getsockname(link->fd, (struct sockaddr*)&address, &size), 0);
  link->port = ntohs(address.sin_port);

  token = token ? token : "";
  (void)snprintf(line, sizeof(line), "udpserver 0 127.0.0.1 \"%s\"", token);
  link->udp = (int)csn_link_ask(link, line);
  (void)snprintf(line, sizeof(line), "oscserver 0 127.0.0.1 \"%s\"", token);
  link->osc = (int)csn_link_ask(link, line);
  CU_ASSERT_FATAL(link->udp > 0 && link->osc > 0 && link->udp != link->osc);
  return link;
}

void
csn_link_free(CsnLink* link)
{
  (void)close(link->fd);
  csn_rig_free(link->rig);
  free(link);
}

static void
run_a_block(CsnLink* link)
{
  csn_rig_run(link->rig, csn_rig_frames);
  (void)poll(NULL, 0, 1);
}

const CsnTold*
csn_link_call(CsnLink* link, const char* line)
{
  const int32_t number = ++link->number;
  csn_rig_forget(link->rig);
  csn_rig_set(link->rig, 0, link->rig->uris.csn_call, line, number);
  for (unsigned i = 0; i < max_turns; ++i) {
    run_a_block(link);
    for (unsigned k = 0; k < link->rig->n_told; ++k) {
      const CsnTold* const told = &link->rig->told[k];
      if (told->number == number) {
        return told;
      }
    }
    csn_rig_forget(link->rig);
  }
  CU_FAIL("a line was never answered");
  return NULL;
}

double
csn_link_ask(CsnLink* link, const char* line)
{
  const CsnTold* const told = csn_link_call(link, line);
  return told && told->type == CSN_TOLD_ACK && told->has_value ? told->value
                                                               : -1e9;
}

void
csn_link_send(CsnLink* link, int port, const void* bytes, size_t size)
{
  const struct sockaddr_in to = loopback(port);
  const ssize_t sent =
    sendto(link->fd, bytes, size, 0, (const struct sockaddr*)&to, sizeof(to));
  CU_ASSERT_EQUAL((size_t)sent, size);
}

void
csn_link_say(CsnLink* link, const char* text)
{
  csn_link_send(link, link->udp, text, strlen(text));
}

bool
csn_link_await(CsnLink* link)
{
  for (unsigned i = 0; i < max_turns; ++i) {
    const ssize_t n =
      recv(link->fd, link->packet, sizeof(link->packet) - 1U, MSG_DONTWAIT);
    if (n >= 0) {
      link->size = (size_t)n;
      link->packet[n] = '\0';
      return true;
    }
    csn_rig_forget(link->rig);
    run_a_block(link);
  }
  return false;
}

bool
csn_link_osc(CsnLink* link, const char* bytes, size_t size)
{
  csn_link_send(link, link->osc, bytes, size);
  return csn_link_await(link);
}

/* A socket of its own, so that nothing of ours is under way before it. */
void
csn_link_settle(CsnLink* link)
{
  static int32_t id = 1000;
  char path[64];
  char message[128];
  CsnLink other = *link;
  (void)snprintf(path, sizeof(path), "/status/%d", ++id);
  const size_t size = csn_osc_write(message, path, "");
  other.fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bool done = false;
  for (unsigned i = 0; !done && i < max_turns; ++i) {
    if (i % 64U == 0) { // It may have been dropped, as too many
      csn_link_send(&other, link->udp, message, size);
    }
    run_a_block(link);
    csn_rig_forget(link->rig);
    done = recv(other.fd, other.packet, 1, MSG_DONTWAIT) > 0;
  }
  CU_ASSERT(done);
  (void)close(other.fd);
}

bool
csn_link_becomes(CsnLink* link, const char* channel, double value)
{
  char line[128];
  (void)snprintf(line, sizeof(line), "getControlChannel %s", channel);
  for (unsigned i = 0; i < max_turns / 10; ++i) {
    const double now = csn_link_ask(link, line);
    if (!(now < value) && !(now > value)) {
      return true;
    }
  }
  return false;
}

bool
csn_link_hears(CsnLink* link, const char* words)
{
  for (unsigned i = 0; i < max_turns; ++i) {
    for (unsigned k = 0; k < link->rig->n_told; ++k) {
      if (strstr(link->rig->told[k].text, words)) {
        return true;
      }
    }
    csn_rig_forget(link->rig);
    run_a_block(link);
  }
  return false;
}

// OSC

static size_t
put_text(char* to, const char* text)
{
  const size_t size = strlen(text) / 4U * 4U + 4U;
  memset(to, 0, size);
  (void)snprintf(to, size, "%s", text);
  return size;
}

static size_t
put_bits(char* to, uint64_t bits, size_t size)
{
  for (size_t i = 0; i < size; ++i) {
    to[i] = (char)(unsigned char)(bits >> (8U * (size - 1U - i)));
  }
  return size;
}

static size_t
put_argument(char* to, char type, va_list* arguments)
{
  uint64_t bits = 0;
  uint32_t narrow = 0;
  if (type == 's') {
    return put_text(to, va_arg(*arguments, const char*));
  }
  if (type == 'i') {
    return put_bits(to, (uint32_t)va_arg(*arguments, int), 4);
  }
  if (type == 'h') {
    return put_bits(to, (uint64_t)va_arg(*arguments, int64_t), 8);
  }
  if (type == 'f') {
    const float value = (float)va_arg(*arguments, double);
    memcpy(&narrow, &value, sizeof(narrow));
    return put_bits(to, narrow, 4);
  }
  if (type == 'd' || type == 'b') {
    const double value = va_arg(*arguments, double);
    memcpy(&bits, &value, sizeof(bits));
    const size_t head = type == 'b' ? put_bits(to, 8, 4) : 0;
    return head + put_bits(to + head, bits, 8);
  }
  return 0;
}

size_t
csn_osc_write(char* to, const char* path, const char* types, ...)
{
  char tags[64];
  va_list arguments;
  va_start(arguments, types);
  (void)snprintf(tags, sizeof(tags), ",%s", types);
  size_t size = put_text(to, path);
  size += put_text(to + size, tags);
  for (const char* type = types; *type; ++type) {
    size += put_argument(to + size, *type, &arguments);
  }
  va_end(arguments);
  return size;
}

// This process

static unsigned
count(const char* path)
{
  unsigned n = 0;
  DIR* const folder = opendir(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
  while (readdir(folder)) {
    ++n;
  }
  (void)closedir(folder);
  return n;
}

unsigned
csn_count_files(void)
{
  return count("/proc/self/fd");
}

unsigned
csn_count_threads(void)
{
  return count("/proc/self/task");
}
