// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Mapping: what mapControl has mapped lives on over a load, and in a state.
*/

#include "tests/harness.h"
#include "tests/rig.h"

#include <string.h>

static const char program[] =
  "ksmps = 64\nnchnls = 1\n0dbfs = 1\n"
  "chn_k \"first\", 3, 2, 0.5, 0, 1\n"
  "instr lead\nkLevel = p4\nout upsamp(kLevel)\nendin\n";

static const char without[] =
  "ksmps = 64\nnchnls = 1\n0dbfs = 1\ninstr other\nendin\n";

static void
lives_on(void)
{
  CsnControlInfo info;
  char text[1024];
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "mapControl 3 pfield lead 0 2 initial=0.5 index=4"),
                  CSN_OK);
  rig_load(rig, program);
  rig_block(rig, 256);
  CU_ASSERT(csn_engine_control_info(rig->engine, 2, &info));
  CU_ASSERT_EQUAL(info.target, CSN_TARGET_PFIELD);
  CU_ASSERT_STRING_EQUAL(info.name, "lead");
  CU_ASSERT(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_STRING_EQUAL(info.name, "first");

  // It moves the running note
  CU_ASSERT_EQUAL(rig_call(rig, "sched lead 0 -1 0.25"), CSN_OK);
  csn_engine_control_rt(rig->engine, 2, 0.75F);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1], 1.5, 1e-6);

  CU_ASSERT(csn_engine_mapping(rig->engine, text, sizeof(text)) > 0);
  CU_ASSERT_STRING_EQUAL(
    text, "mapControl 3 pfield \"lead\" 0 2 initial=0.5 index=4 curve=lin\n");
  rig_load(rig, without);
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, 2, &info));
  rig_close(rig);
}

static void
state(void)
{
  CsnControlInfo info;
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(csn_engine_set_mapping(
                    rig->engine, "mapControl 5 channel first 1 9 curve=exp\n"),
                  CSN_OK);
  rig_load(rig, program);
  CU_ASSERT(csn_engine_control_info(rig->engine, 4, &info));
  CU_ASSERT_STRING_EQUAL(info.name, "first");
  CU_ASSERT_EQUAL(info.curve, CSN_CURVE_EXPONENTIAL);
  CU_ASSERT_DOUBLE_EQUAL(info.maximum, 9, 0);
  CU_ASSERT_FALSE(csn_engine_control_info(rig->engine, 0, &info));
  CU_ASSERT_EQUAL(csn_engine_set_mapping(rig->engine,
                                         "mapControl 17 channel x 0 1\nrm -r"),
                  CSN_ERR_BAD_DATA);
  rig_load(rig, program); // The name keeps its place, with its own range
  CU_ASSERT(csn_engine_control_info(rig->engine, 4, &info));
  CU_ASSERT_DOUBLE_EQUAL(info.maximum, 1, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "mapping", "what was mapped by message lives on over a load", lives_on },
  { "mapping", "a state's mapping is there before the first k-cycle", state },
};

CSN_TESTS(tests)
