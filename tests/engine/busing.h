// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file busing.h
   A program whose notes write and read buses, and ways to ask what came of it
   (layer: tests).
*/

#ifndef CSN_TESTS_ENGINE_BUSING_H
#define CSN_TESTS_ENGINE_BUSING_H

#include "rig.h"

#include <math.h>

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define K 64U ///< ksmps, and the latency of what has no promise

/* Writers below, readers at 110, writers above.  p4 is the bus, p5 a level. */
#define NOTES                                                    \
  "instr 100\na1 init p5\nbusout p4, a1\nendin\n"                \
  "instr 101\na1 init p5\nbusmix p4, a1\nendin\n"                \
  "instr 102\nk1 init p5\nk1 += 0.001\nbusout p4, k1\nendin\n"   \
  "instr 103\nbusout p4, p5\nendin\n"                            \
  "instr 110\na1 busin p4\nouts a1, a1\nendin\n"                 \
  "instr 111\nk1 busin p4, p5\noutch 1, upsamp(k1)\nendin\n"     \
  "instr 112\ni1 busin p4, p5\na1 init i1\noutch 1, a1\nendin\n" \
  "instr 120\na1 init p5\nbusout p4, a1\nendin\n"                \
  "instr 122\nk1 init p5\nk1 += 0.001\nbusout p4, k1\nendin\n"

/* What was heard at a frame of the program's own time. */
static inline double
bus_heard(const Rig* rig, uint32_t channel, uint32_t frame)
{
  return (double)rig->out[channel][frame + K];
}

static inline double
bus_now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static inline CsnStatus
bus_send(Rig* rig, const char* line)
{
  return rig_line(rig, 0, 0, line);
}

static inline bool
bus_is_alive(Rig* rig, const char* name)
{
  char line[64];
  (void)snprintf(line, sizeof(line), "readBus %s", name);
  return rig_call(rig, line) == CSN_OK;
}

/* Whether an error with this text has come since the last time. */
static inline bool
bus_complained(Rig* rig, const char* text)
{
  bool any = false;
  for (size_t i = 0; i < rig->n_replies; ++i) {
    any = any || (rig->replies[i].type == CSN_REPLY_ERROR &&
                  strstr(rig->replies[i].text, text));
  }
  rig->n_replies = 0;
  return any;
}

#endif // CSN_TESTS_ENGINE_BUSING_H
