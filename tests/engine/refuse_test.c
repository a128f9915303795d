// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Opcodes that would harm the host or the machine: an error that says what to
// do, and the rest sounds on (layer: tests).

#include "engine/csound6/refuse.h"
#include "rig.h"

#include <unistd.h>

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr 1\na1 init 0.5\nouts a1, a1\nendin\n"
  "instr 2\ni1 system_i 1, \"touch csonance-refused\"\nendin\n"
  "instr 3\nk1 system 1, \"touch csonance-refused\"\nendin\n"
  "instr 4\na1 STKWurley 440, 1\nouts a1, a1\nendin\n";

static bool
says(const Rig* rig, const char* what)
{
  for (uint32_t i = 0; i < rig->n_replies; ++i) {
    if (strstr(rig->replies[i].text, what)) {
      return true;
    }
  }
  return false;
}

static void
sounds_on(const char* line, const char* told)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 4096);
  rig_block(rig, 64);
  for (uint32_t i = 256; i < rig->at; ++i) {
    CU_ASSERT_DOUBLE_EQUAL(rig->out[0][i], 0.5, 1e-6);
  }
  CU_ASSERT(says(rig, told));
  rig_close(rig);
}

static void
commands(void)
{
  unsetenv("CSONANCE_ALLOW");
  sounds_on("sched 2", "CSONANCE_ALLOW=system");
  sounds_on("sched 3", "CSONANCE_ALLOW=system");
  CU_ASSERT(access("csonance-refused", F_OK));
}

static void
sound_files(void)
{
  unsetenv("RAWWAVE_PATH");
  sounds_on("sched 4", "RAWWAVE_PATH");
}

static void
words(void)
{
  CU_ASSERT(csn_refuse_allows("system", "system"));
  CU_ASSERT(csn_refuse_allows("files,\n  system\r\n", "system"));
  CU_ASSERT_FALSE(csn_refuse_allows("", "system"));
  CU_ASSERT_FALSE(csn_refuse_allows("systems", "system"));
  CU_ASSERT_FALSE(csn_refuse_allows("sys tem", "system"));
}

static const CsnTest tests[] = {
  { "refusal", "commands are refused, and the sound goes on", commands },
  { "refusal", "an opcode whose sound files miss is refused", sound_files },
  { "refusal", "only the very word allows", words },
};
CSN_TESTS(tests)
