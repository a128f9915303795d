// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file programs.h
   The orchestras that these tests play (layer: tests).
*/

#ifndef CSN_TESTS_PLUGIN_PROGRAMS_H
#define CSN_TESTS_PLUGIN_PROGRAMS_H

/** An effect: half of the input, sides kept, plus nothing. */
#define CSN_TEST_HALF                   \
  "ksmps = 16\nnchnls = 2\n0dbfs = 1\n" \
  "instr 1\n"                           \
  "  aL, aR ins\n"                      \
  "  outs aL * 0.5, aR * 0.5\n"         \
  "endin\n"                             \
  "schedule 1, 0, -1\n"

/** An instrument: a MIDI note is a tone of 0.25; its level is a control. */
#define CSN_TEST_TONE                                        \
  "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"                      \
  "chn_k \"level\", 3, 2, 1, 0, 2\n"                         \
  "chnset 1, \"level\"\n"                                    \
  "massign 0, 1\n"                                           \
  "instr 1\n"                                                \
  "  icps cpsmidi\n"                                         \
  "  a1 oscili 0.25 * chnget:k(\"level\"), icps, -1, 0.25\n" \
  "  outs a1, a1\n"                                          \
  "endin\n"                                                  \
  "instr 2\n"                                                \
  "  a1 linseg p4, 1, p4\n"                                  \
  "  outs a1, -a1\n"                                         \
  "endin\n"

#endif // CSN_TESTS_PLUGIN_PROGRAMS_H
