// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Buses: what notes hand to each other, by the opcodes busin, busout and busmix
// and by the methods of buses (layer: tests).

#include "busing.h"

static const char notes[] = HEADER NOTES;

// Values

static void
audio_up(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 110 0 0.1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 100 0.02 0.04 $b 0.5"), CSN_OK);
  rig_run(rig, 9600, 256);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 960 + (int)K);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 2880 + (int)K - 1);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 1000), 0.5, 0);
  rig_close(rig);
}

static void
audio_down(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 110 0 0.1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "$n = sched 120 0 0.1 $b 0.5"), CSN_OK);
  rig_run(rig, 1024, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n 5"), 0.5, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  rig_close(rig);
}

static void
on_the_frame(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 101 0 0.1 $b 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 1000, 0, "sched 110 0 0.02 $b"), CSN_OK);
  // 100 comes before 101, so the sum is heard where both sound
  CU_ASSERT_EQUAL(rig_line(rig, 1100, 0, "sched 100 0 0.001 $b 0.5"), CSN_OK);
  rig_run(rig, 4096, 4096);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 1000 + (int)K);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 1960 + (int)K - 1);
  for (uint32_t i = 1000; i < 1960; ++i) {
    const bool both = i >= 1100 && i < 1148;
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, i), both ? 0.625 : 0.125, 0);
  }
  rig_close(rig);
}

/* What replaces begins in the middle of a k-cycle; before it, and after its
   end, what others have written stays. */
static void
replaces_from_its_frame(void)
{
  Rig* const rig = rig_with(NULL,
                            HEADER "instr 1\na1 init 0.125\nbusmix p4, a1\n"
                                   "endin\n" NOTES);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 1 0 0.1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 110 0 0.1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 100, 0, "sched 100 0 0.01 $b 0.5"), CSN_OK);
  rig_run(rig, 2048, 2048);
  for (uint32_t i = 0; i < 1900; ++i) {
    const bool replaced = i >= 100 && i < 580;
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, i), replaced ? 0.5 : 0.125, 0);
  }
  rig_close(rig);
}

static void
control_up_and_down(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$up = assignBus control"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "$down = assignBus value=0.25"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 111 0 -1 $up 9"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 102 0 -1 $up 0"), CSN_OK);
  rig_run(rig, 640, 640);
  CU_ASSERT_EQUAL(bus_send(rig, "unschedAll"), CSN_OK);
  rig_run(rig, 1280, 640);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 111 0 -1 $down 9"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 122 0 -1 $down 0"), CSN_OK);
  rig_run(rig, 1920, 640);
  for (uint32_t cycle = 0; cycle < 9; ++cycle) {
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, cycle * K + 5U),
                           (cycle + 1) * 0.001,
                           1e-7);
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 1280 + cycle * K + 5U),
                           cycle ? cycle * 0.001 : 0.25,
                           1e-7);
  }
  rig_close(rig);
}

static void
at_init(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus control value=0.25"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 112 0 0.01 $b 0.75"), CSN_OK);
  rig_run(rig, 480, 480);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 100), 0.25, 0);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 103 0 0.01 $b 0.5"), CSN_OK);
  rig_run(rig, 1024, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.5, 0);
  rig_close(rig);
}

/* A default is written into the bus, so that all see it. */
static void
defaults(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "gi_b = busassign(\"k\")\n"
                    "instr 1\nk1 busin gi_b\nk2 busin gi_b, 0.5\n"
                    "outch 1, upsamp(k1), 2, upsamp(k2)\nendin\n"
                    "instr 2\nk1 busin gi_b, 0.5\nk2 busin gi_b\n"
                    "outch 1, upsamp(k1), 2, upsamp(k2)\nendin\n"
                    "instr 3\nbusout gi_b, p4\nendin\n");
  CU_ASSERT_EQUAL(bus_send(rig, "sched 2 0 0.01"), CSN_OK);
  rig_run(rig, 640, 64);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 64), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 1, 64), 0.5, 0);
  // Global code has made it, so it is there without notes, and keeps its value
  CU_ASSERT_EQUAL(bus_send(rig, "sched 1 0 0.01"), CSN_OK);
  rig_run(rig, 1280, 64);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 700), 0.5, 0);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 3 0 0.01 -0.5"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 1 0 0.01"), CSN_OK);
  rig_run(rig, 1920, 64);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 1300), -0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 1, 1300), -0.5, 0);
  rig_close(rig);
}

static void
write_and_read(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus value=0.25"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 111 0 -1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 70, 0, "writeBus $b 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 70, 0, "writeBus $b 0.75 0.02"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 200, 1, "readBus $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 2000, 2, "readBus $b"), CSN_OK);
  rig_run(rig, 4096, 4096);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 63), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 64), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 1023), 0.5, 0); // 70 + 960 = 1030
  CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, 1024), 0.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 0.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus 12345 default=7"), 7, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "readBus 12345"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "writeBus 12345 1"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static void
kinds(void)
{
  static const char* const bad[] = {
    "assignBus audio 0.5", "assignBus audio value=0.5",
    "assignBus video",     "assignBus 0.5",
    "writeBus $a 1",       "readBus $a",
    "writeBus 0 1",        "writeBus -1 1",
    "writeBus 1.5 1",      "writeBus 1e300 1",
    "releaseBus 0",        "releaseBus 1e18",
  };
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$k = assignBus control"), CSN_OK);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    if (rig_call(rig, bad[i]) == CSN_OK) {
      printf("    taken: %s\n", bad[i]);
      CU_FAIL("a call of a bus that makes no sense was taken");
    }
  }
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $k"), 0, 0);

  // Without kind and value it is what it is first used for
  CU_ASSERT_EQUAL(rig_call(rig, "$any = assignBus"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "writeBus $any 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 -1 $any"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$other = assignBus"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 100 0 -1 $other 0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 110 0 -1 $other"), CSN_OK);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "writeBus $other 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.75, 0);
  rig_close(rig);
}

static void
from_c(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CsnEngine* const engine = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_assign_bus(engine, NULL, 0.1, true, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_assign_bus(engine, "audio", (double)NAN, false, 2),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_assign_bus(engine, "audio", 1, false, 3), CSN_OK);
  rig_block(rig, 64);
  const double bus = rig_value(rig, 1);
  CU_ASSERT(bus > 0);
  CU_ASSERT(rig_value(rig, 2) > bus);
  CU_ASSERT(rig_answered(rig, 3, CSN_ERR_BAD_ARG));
  CU_ASSERT_EQUAL(csn_engine_read_bus(engine, bus, 4), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_write_bus(engine, bus, 0.3, 0.01), CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(csn_engine_read_bus(engine, bus, 5), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(csn_engine_release_bus(engine, bus), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_read_bus(engine, bus, 6), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 4), 0.1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 5), 0.3, 0);
  CU_ASSERT(rig_answered(rig, 6, CSN_ERR_NOT_FOUND));
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "bus", "audio goes from lower to higher instruments", audio_up },
  { "bus", "audio in the wrong order is silence", audio_down },
  { "bus", "audio is heard on the frames of its notes", on_the_frame },
  { "bus",
    "busout replaces only while its note sounds",
    replaces_from_its_frame },
  { "bus",
    "numbers in the wrong order are a k-cycle late",
    control_up_and_down },
  { "bus", "numbers are written and read at init", at_init },
  { "bus", "a default is there for everybody, once", defaults },
  { "bus", "writeBus and readBus have their time", write_and_read },
  { "bus", "a bus is audio or control, and stays so", kinds },
  { "bus", "the methods can be called from C", from_c },
};
CSN_TESTS(tests)
