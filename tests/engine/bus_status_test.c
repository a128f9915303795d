// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// How many buses there are and are free (layer: tests).

#include "busing.h"

static const char notes[] = HEADER NOTES;

static bool
is_status(Rig* rig, double audio, double control, double a_free, double c_free)
{
  static uint32_t request = 4000000;
  const double wanted[] = { audio, control, a_free, c_free };
  CU_ASSERT_EQUAL(csn_engine_bus_system_status(rig->engine, ++request), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  bool same = reply && !reply->status && reply->n_values == 4;
  for (size_t i = 0; same && i < 4; ++i) {
    same = !(reply->values[i] < wanted[i]) && !(reply->values[i] > wanted[i]);
  }
  return same && !strncmp(reply->text, "numAudioBuses numControlBuses", 29);
}

static void
status(void)
{
  Rig* const rig = rig_with(NULL, notes);
  const double audio = rig_ask(rig, "numAudioBuses");
  const double control = rig_ask(rig, "numControlBuses");
  CU_ASSERT(audio >= 64 && control >= 512);
  CU_ASSERT(is_status(rig, audio, control, audio, control));
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus control"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$c = assignBus"), CSN_OK);
  CU_ASSERT(is_status(rig, audio, control, audio - 2, control - 1));
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $c"), CSN_OK);
  CU_ASSERT(is_status(rig, audio, control, audio, control));
  CU_ASSERT_EQUAL(rig_call(rig, "busSystemStatus"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "busSystemStatus 1"), CSN_ERR_BAD_ARG);
  const unsigned n = (unsigned)audio;
  for (unsigned i = 0; i < n; ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "assignBus audio"), CSN_OK);
  }
  CU_ASSERT(is_status(rig, audio, control, 0, control));
  rig_close(rig);

  Rig* const none = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_call(none, "busSystemStatus"), CSN_ERR_BAD_CALL);
  rig_close(none);
}

static const CsnTest tests[] = {
  { "bus", "the free buses are counted", status },
};
CSN_TESTS(tests)
