// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file automating.h
   A program whose notes sound what is automated, and ways to hear it (layer:
   tests).
*/

#ifndef CSN_TESTS_ENGINE_AUTOMATING_H
#define CSN_TESTS_ENGINE_AUTOMATING_H

#include "rig.h"

#include <math.h>

#define K 64U ///< ksmps, and the latency of what has no promise

#define AUTO_PROGRAM                                                         \
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"                          \
  "giT ftgen 300, 0, -4, -2, 0.5, 0.25, 0, 0\n"                              \
  "chn_k \"level\", 3\n"                                                     \
  "instr 1\nk4 = p4\nk5 = p5\nouts upsamp(k4), upsamp(k5)\nendin\n"          \
  "instr lead\nk4 = p4\nouts upsamp(k4), upsamp(k4)\nendin\n"                \
  "instr 3\nk1 tab 0, 300\nk2 tab 1, 300\nouts upsamp(k1), "                 \
  "upsamp(k2)\nendin\n"                                                      \
  "instr 4\nk1 busin p4\nk2 chnget \"level\"\nouts upsamp(k1), upsamp(k2)\n" \
  "endin\n"

/* What was heard in a k-cycle of the program's own time. */
static inline double
auto_heard(const Rig* rig, uint32_t channel, uint32_t cycle)
{
  return (double)rig->out[channel][(cycle + 1U) * K];
}

static inline double
auto_now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static inline void
auto_send(Rig* rig, uint32_t frame, const char* line)
{
  CU_ASSERT_EQUAL(rig_line(rig, frame, 0, line), CSN_OK);
}

static inline bool
auto_said(const Rig* rig, const char* text)
{
  bool any = false;
  for (size_t i = 0; i < rig->n_replies; ++i) {
    any = any || strstr(rig->replies[i].text, text);
  }
  return any;
}

static inline size_t
auto_n_failed(const Rig* rig)
{
  return rig_count(rig, CSN_REPLY_FAILED);
}

#endif // CSN_TESTS_ENGINE_AUTOMATING_H
