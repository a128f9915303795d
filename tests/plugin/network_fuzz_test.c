// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Ten thousand packets of each kind that are almost right, or not at all: the
// plugin plays on, and no note is left (layer: tests). The seed is fixed.

#include "network_rig.h"

#include "harness.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { at_once = 40, max_size = 2048 };

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
                              "chn_k \"freq\", 3\nchn_S \"word\", 3\n"
                              "instr 1\nouts a(p4), a(p4)\nendin\n"
                              "instr lead\nouts a(0.1), a(0.1)\nendin\n";

/* A generator of our own, so that a seed is the same everywhere. */
static uint64_t state;

static uint32_t
any(uint32_t n)
{
  state ^= state << 13U;
  state ^= state >> 7U;
  state ^= state << 17U;
  return (uint32_t)(state >> 32U) % n;
}

static const char* const words[] = {
  "instr 1\nouts a(0.2), a(0.2)\nendin\n",
  "instr 2\nkf chnget \"freq\"\nendin",
  "gk1 init 3",
  "opcode x, i, i\nxin i1\nxout i1\nendop",
  "{{ instr 3\n",
  "endin }}",
  "}}",
  "& i 1 0 1 0.5",
  "& i 1 0 -1 0.5\ni \"lead\" 0 -1",
  "& i -1 0 0",
  "& f 1 0 1024 10 1",
  "$i 1 0 1e99 nan",
  "$i lead 0 1",
  "@freq 330",
  "@freq nan",
  "@freq 1e400",
  "@word 3",
  "@new 1",
  "%word hello",
  "%freq hello",
  "%% %",
  "##clos##",
  "/*",
  "//",
  "/sched",
  "#bundle",
  "\"",
  "schedule 1, 0, 0.1, 0.1",
};

static size_t
garbage(char* to, size_t size)
{
  for (size_t i = 0; i < size; ++i) {
    to[i] = (char)any(256);
  }
  return size;
}

/* Some bytes change, some go, some come twice. */
static size_t
spoil(char* bytes, size_t size)
{
  for (uint32_t n = any(4); n && size > 1; --n) {
    const size_t at = any((uint32_t)size);
    const size_t left = size - at;
    switch (any(4)) {
      case 0:
        bytes[at] = (char)any(256);
        break;
      case 1:
        bytes[at] = (char)(bytes[at] ^ (1 << any(8)));
        break;
      case 2:
        memmove(bytes + at, bytes + at + 1, left - 1U);
        --size;
        break;
      default:
        if (size + left < max_size) {
          memmove(bytes + at + left, bytes + at, left);
          size += left;
        }
        break;
    }
  }
  return size;
}

/* Ends of code that another packet has begun come again and again, else all
   that follows would be code. A spoilt packet must not ask us to send to an
   address that nobody has said: queries are whole, or cut off. */
static size_t
udp_packet(char* to, const CsnLink* link)
{
  const uint32_t kind = any(10);
  if (kind == 0) {
    to[0] = ' ';
    return garbage(to, any(200) + 1U);
  }
  if (kind == 1) {
    const int n = snprintf(to,
                           max_size,
                           ":%c%s 127.0.0.1 %d",
                           any(2) ? '@' : '%',
                           any(2) ? "freq" : "word",
                           link->port);
    return any(2) ? (size_t)n : any((uint32_t)n - 12U);
  }
  if (kind == 2) {
    to[0] = to[1] = '}';
    return 2;
  }
  size_t size = 0;
  for (uint32_t n = 1U + any(3) / 2U; n; --n) {
    const char* const word = words[any(sizeof(words) / sizeof(*words))];
    size += (size_t)snprintf(to + size, max_size, "%s", word);
  }
  size = spoil(to, size);
  if (to[0] == ':') {
    to[0] = ';';
  }
  return size;
}

static double
odd_number(void)
{
  static const double odd[] = { 0,   1,    -1,  0.5,  1e308, -1e308, 1e-308,
                                4.5, 1.25, 2e9, -2e9, 32768, 1.0002, 100 };
  const uint32_t i = any(16);
  return i == 14 ? (double)NAN : i == 15 ? (double)INFINITY : odd[i];
}

static size_t
osc_message(char* to)
{
  static const char* const methods[] = {
    "/sched",
    "/sched/3",
    "/setp",
    "/getp",
    "/unsched",
    "/unschedAll",
    "/setChannel/9",
    "/getControlChannel/2",
    "/event",
    "/compile",
    "/evalCode",
    "/status",
    "/sync",
    "/nothing/2",
    "/csound/channel/freq/word",
    "/csound/event",
    "/csound/event/instr",
    "/getStringChannel/1",
    "/assignBus/1",
    "/writeBus",
    "/readBus/5",
    "/releaseBus",
    "/udpserver",
  };
  static const char* const texts[] = { "freq", "word",   "lead",
                                       "1",    "dur=2",  "delay=x",
                                       "",     "ga = 1", "i 1 0 1" };
  const char* const path = methods[any(sizeof(methods) / sizeof(*methods))];
  const char* const text = texts[any(sizeof(texts) / sizeof(*texts))];
  const double x = odd_number();
  const double y = odd_number();
  switch (any(6)) {
    case 0:
      return csn_osc_write(to, path, "");
    case 1:
      return csn_osc_write(to, path, "s", text);
    case 2:
      return csn_osc_write(to, path, "sdd", text, x, y);
    case 3:
      return csn_osc_write(to, path, "iTFb", (int)any(20), x);
    case 4:
      return csn_osc_write(to, path, "sNfh", text, y, (int64_t)any(1000));
    default:
      return csn_osc_write(to, path, "ddd", x, 0.0, y);
  }
}

static size_t
osc_packet(char* to, const CsnLink* link)
{
  static const char head[16] = { '#', 'b', 'u', 'n', 'd', 'l', 'e' };
  (void)link;
  const uint32_t kind = any(8);
  if (kind == 0) {
    to[0] = '/';
    return 1U + garbage(to + 1, 4U * any(50) + 3U);
  }
  if (kind > 1) {
    const size_t size = osc_message(to);
    return kind > 4 ? spoil(to, size) & ~(size_t)3U : size;
  }
  memcpy(to, head, sizeof(head));
  size_t size = 16;
  for (uint32_t n = any(4); n; --n) {
    const size_t inner = osc_message(to + size + 4U);
    memset(to + size, 0, 4);
    to[size + 2U] = (char)(inner >> 8U);
    to[size + 3U] = (char)(unsigned char)(inner & 255U);
    size += inner + 4U;
  }
  return any(2) ? size
                : 16U + ((spoil(to + 16, size - 15U) - 1U) & ~(size_t)3U);
}

/* Csound's parser prints bytes that it cannot read. */
static int
mute(void)
{
  (void)fflush(stdout);
  const int before = dup(STDOUT_FILENO);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  CU_ASSERT_FATAL(before >= 0 && nowhere >= 0);
  CU_ASSERT(dup2(nowhere, STDOUT_FILENO) >= 0);
  CU_ASSERT_EQUAL(close(nowhere), 0);
  return before;
}

static void
unmute(int before)
{
  (void)fflush(stdout);
  CU_ASSERT(dup2(before, STDOUT_FILENO) >= 0);
  CU_ASSERT_EQUAL(close(before), 0);
}

static void
throw_packets(bool is_osc, uint64_t seed)
{
  const unsigned n_packets = csn_test_quick() ? 1000U : 10000U;
  const int output = mute();
  char* const packet = (char*)malloc(2U * max_size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(packet);
  CsnLink* const link = csn_link_new(program, NULL);
  link->udp = is_osc ? link->osc : link->udp; // Only this one is of interest
  state = seed;
  for (unsigned i = 0; i < n_packets; ++i) {
    const size_t size =
      is_osc ? osc_packet(packet, link) : udp_packet(packet, link);
    csn_link_send(link, link->udp, packet, size);
    if (i % at_once == at_once - 1) {
      csn_link_settle(link);
      while (recv(link->fd, link->packet, sizeof(link->packet), MSG_DONTWAIT) >
             0) {
      }
    }
  }
  csn_link_settle(link);
  unmute(output);
  CU_ASSERT_FALSE(link->rig->bad_output);

  // It plays on, and what was left sounding ends
  CU_ASSERT_EQUAL(csn_link_call(link, "sync")->type, CSN_TOLD_ACK);
  CU_ASSERT_EQUAL(csn_link_call(link, "unschedAll")->type, CSN_TOLD_ACK);
  for (unsigned i = 0; i < 16; ++i) {
    csn_rig_run(link->rig, csn_rig_frames);
    csn_rig_forget(link->rig);
  }
  float peak = 0;
  for (uint32_t i = 0; i < csn_rig_frames; ++i) {
    peak = fmaxf(peak, fabsf(link->rig->out[0][i]));
  }
  CU_ASSERT(peak <= 0.0F);
  CU_ASSERT_EQUAL(
    csn_link_call(link, "compile {{instr 1\nouts a(0.3), a(0.3)\nendin}}")
      ->type,
    CSN_TOLD_ACK);
  CU_ASSERT_EQUAL(csn_link_call(link, "sched 1 0 -1")->type, CSN_TOLD_ACK);
  csn_rig_run(link->rig, csn_rig_frames);
  csn_rig_run(link->rig, csn_rig_frames);
  CU_ASSERT_DOUBLE_EQUAL((double)link->rig->out[0][csn_rig_frames - 1],
                         0.3,
                         1e-6);
  csn_link_free(link);
  free(packet);
}

static void
udp_packets(void)
{
  throw_packets(false, 20261122);
}

static void
osc_packets(void)
{
  throw_packets(true, 7202611);
}

static const CsnTest tests[] = {
  { "network fuzz",
    "UDP packets, right or not, leave no note and no harm",
    udp_packets },
  { "network fuzz",
    "OSC packets, right or not, leave no note and no harm",
    osc_packets },
};
CSN_TESTS(tests)
