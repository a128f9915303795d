// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Buses: when they begin and end, wrong and many ones, and what programs leave
// to each other (layer: tests).

#include "busing.h"

static const char notes[] = HEADER NOTES;

// Life

static void
collected(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus control"), CSN_OK);
  rig_block(rig, 4096);
  CU_ASSERT(bus_is_alive(rig, "$b")); // Parked
  CU_ASSERT_EQUAL(rig_call(rig, "$one = sched 111 0 -1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$two = sched 102 0 -1 $b 0"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $one"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $b"), CSN_OK); // Still in use
  rig_block(rig, 256);
  CU_ASSERT(bus_is_alive(rig, "$b"));
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $two"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(!bus_is_alive(rig, "$b"));
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $b"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

static void
persists(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus control 0.5 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 0.01 $b"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 111 0 -1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $b"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(!bus_is_alive(rig, "$b"));

  CU_ASSERT_EQUAL(rig_call(rig, "$c = assignBus control persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $c"), CSN_OK);
  CU_ASSERT(!bus_is_alive(rig, "$c"));
  rig_close(rig);
}

/* A release time belongs to the note: its bus stays until it is over. */
static void
release_time(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "instr 1\nk1 busin p4\nk2 linsegr 1, 1, 1, 0.05, 0\n"
                    "outch 1, upsamp(k1)\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus value=0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 1 0 -1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 1024);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.5, 0);
  rig_block(rig, 4096);
  CU_ASSERT(!bus_is_alive(rig, "$b"));
  rig_close(rig);
}

/* A bus made by a note ends with it, unless somebody else uses it. */
static void
made_by_notes(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "instr 1\ni1 busassign \"k\"\nchnset i1, \"a\"\n"
                    "i2 busassign \"k\", 1\nchnset i2, \"b\"\n"
                    "busout i2, 0.5\nendin\n"
                    "opcode made, i, 0\ni1 busassign \"a\"\nxout i1\n"
                    "endop\n"
                    "instr 2\ni1 made\na1 init 0.25\nbusout i1, a1\n"
                    "a2 busin i1\noutch 1, a2\nchnset i1, \"c\"\n"
                    "endin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = getControlChannel a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = getControlChannel b"), CSN_OK);
  CU_ASSERT(bus_is_alive(rig, "$a"));
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(!bus_is_alive(rig, "$a"));
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.5, 0);

  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 2"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "$c = getControlChannel c"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $c"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* A second init pass of a note leaves one bus for the other. */
static void
second_init(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER
             "instr 1\nk0 init p4\nk0 = p4\nif changed2:k(k0) == 1 then\n"
             "reinit again\nendif\nagain:\nk1 busin i(k0)\n"
             "rireturn\noutch 1, upsamp(k1)\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus value=0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus value=0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 1 0 -1 $a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n 4 $b"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.5, 0);
  CU_ASSERT(!bus_is_alive(rig, "$a"));
  CU_ASSERT(bus_is_alive(rig, "$b"));
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT(!bus_is_alive(rig, "$b"));
  rig_close(rig);
}

static void
never_again(void)
{
  Rig* const rig = rig_with(NULL, notes);
  double last = 0;
  for (unsigned i = 0; i < 100; ++i) {
    const double token = rig_ask(rig, "$b = assignBus audio");
    CU_ASSERT(token > last);
    last = token;
    CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $b"), CSN_OK);
  }
  rig_close(rig);
}

// Errors

static void
wrong_buses(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus audio persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$k = assignBus value=0.5 persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$dead = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $dead"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 -1 $k"), CSN_OK);
  static const struct {
    const char* call;
    const char* text;
  } wrong[] = {
    { "sched 110 0 1 $dead", "there is no such bus" },
    { "sched 100 0 1 $dead 1", "there is no such bus" },
    { "sched 101 0 1 $dead 1", "busmix: bus 3: there is no such bus" },
    { "sched 102 0 1 $dead 1", "there is no such bus" },
    { "sched 103 0 1 $dead 1", "there is no such bus" },
    { "sched 111 0 1 $dead", "there is no such bus" },
    { "sched 112 0 1 0 0", "busin: bus 0: there is no such bus" },
    { "sched 110 0 1 -7", "there is no such bus" },
    { "sched 110 0 1 1.5", "there is no such bus" },
    { "sched 110 0 1 1e300", "there is no such bus" },
    { "sched 110 0 1 $k", "this is a control bus" },
    { "sched 100 0 1 $k 1", "this is a control bus" },
    { "sched 101 0 1 $k 1", "this is a control bus" },
    { "sched 102 0 1 $a 1", "this is an audio bus" },
    { "sched 103 0 1 $a 1", "this is an audio bus" },
    { "sched 111 0 1 $a", "this is an audio bus" },
    { "sched 112 0 1 $a 0", "this is an audio bus" },
  };
  for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); ++i) {
    rig->n_replies = 0;
    CU_ASSERT_EQUAL(bus_send(rig, wrong[i].call), CSN_OK);
    rig_block(rig, 256);
    if (!bus_complained(rig, wrong[i].text)) {
      printf("    not refused: %s\n", wrong[i].call);
      CU_FAIL("a wrong bus was taken");
    }
    CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.5, 0);
  }
  rig_close(rig);
}

static void
thousand(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "gi_b[] init 1000\ni1 = 0\nwhile i1 < 1000 do\n"
                    "gi_b[i1] = busassign(i1 % 2 == 1 ? \"a\" : \"k\")\n"
                    "i1 += 1\nod\n"
                    "instr 1\na1 init p5\nbusout gi_b[p4], a1\nendin\n"
                    "instr 2\na1 busin gi_b[p4]\noutch 1, a1 * p5\n"
                    "endin\n"
                    "instr 3\nbusout gi_b[p4], p4\nendin\n"
                    "instr 4\nasum = 0\nendin\n"
                    "instr 5\nk1 busin gi_b[p4]\nksame = p4\n"
                    "if k1 != ksame then\noutch 2, a(1)\nendif\nendin\n");
  double sum = 0;
  for (unsigned i = 0; i < 1000; ++i) {
    char line[64];
    const bool audio = i % 2;
    (void)snprintf(line, sizeof(line), "sched %d 0 -1 %u 1", audio ? 1 : 3, i);
    CU_ASSERT_EQUAL(bus_send(rig, line), CSN_OK);
    (void)snprintf(line,
                   sizeof(line),
                   "sched %d 0 -1 %u %g",
                   audio ? 2 : 5,
                   i,
                   i / 1048576.0);
    CU_ASSERT_EQUAL(bus_send(rig, line), CSN_OK);
    sum += audio ? (double)(float)0 + i / 1048576.0 : 0;
    if (i % 50 == 49) {
      rig_block(rig, 64);
    }
  }
  rig_block(rig, 640);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), sum, 1e-4);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 0, rig->at), -1);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ERROR), 0);
  rig_close(rig);
}

static void
full(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$first = assignBus audio"), CSN_OK);
  for (unsigned i = 1; i < 4096; ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "assignBus audio"), CSN_OK);
    if (i % 64 == 0) {
      rig->n_replies = 0;
      rig_block(rig, 64);
      CU_ASSERT(rig_answered(rig, 1, CSN_OK));
    }
  }
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "assignBus audio"), CSN_ERR_FULL);
  CU_ASSERT_EQUAL(rig_call(rig, "assignBus control"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $first"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 100 0 -1 $b 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 110 0 -1 $b"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.5, 0);
  rig_close(rig);
}

/* A place for audio that goes from one bus to the next in one k-cycle does not
   take its sound along. */
static void
no_leftover(void)
{
  Rig* const rig = rig_with(
    NULL,
    HEADER "instr 1\ni1 busassign \"a\"\na1 init 0.5\nbusout i1, a1\nturnoff\n"
           "endin\n"
           "instr 2\nk1 init 0\nk1 += 1\nif k1 == 9 then\nreinit again\nendif\n"
           "again:\ni1 busassign \"a\"\na1 busin i1\nrireturn\n"
           "outs a1 + 0.125, a1\nendin\n");
  CU_ASSERT_EQUAL(bus_send(rig, "sched 2"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 8 * K, 0, "sched 1"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.125, 0);
  CU_ASSERT_EQUAL(rig_first(rig, 1, 0, rig->at), -1);
  rig_close(rig);
}

// Other k-cycles, other programs

/* A user-defined opcode with its own ksmps works through the k-cycle. */
static void
shorter_cycles(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "opcode put, 0, i\nib xin\nsetksmps 16\n"
                    "k1 init 0\nk1 += 1\na1 = upsamp(k1) / 1024\n"
                    "busout ib, a1\nendop\n"
                    "opcode get, a, i\nib xin\nsetksmps 1\n"
                    "a1 busin ib\nxout a1\nendop\n"
                    "instr 1\nput p4\nendin\n"
                    "instr 2\na1 get p4\na2 busin p4\n"
                    "outch 1, a1, 2, a2\nendin\n");
  CU_ASSERT_EQUAL(bus_send(rig, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 1 0 -1 $b"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 2 0 -1 $b"), CSN_OK);
  rig_run(rig, 1024, 1024);
  for (uint32_t i = 0; i < 900; ++i) {
    const uint32_t cycle = i / 16U + 1U;
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 1, i), cycle / 1024.0, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(bus_heard(rig, 0, i), bus_heard(rig, 1, i), 0);
  }
  rig_close(rig);
}

static void
over_a_load(void)
{
  Rig* const rig = rig_with(NULL, notes);
  CU_ASSERT_EQUAL(rig_call(rig, "$k = assignBus value=0.5 persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus audio persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$gone = assignBus control"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 -1 $gone"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 100 0 -1 $a 0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 110 0 -1 $a"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.25, 0);

  rig_load(rig, "sr = 48000\nksmps = 100\nnchnls = 2\n0dbfs = 1\n" NOTES);
  rig_block(rig, 4096); // The old program has faded out and is freed
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "readBus $gone"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "readBus $k"), CSN_OK);
  rig_block(rig, 200);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_NOT_FOUND));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 0.5, 0);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 110 0 -1 $a"), CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0, 0);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 100 0 -1 $a 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "sched 111 0 -1 $k"), CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.625, 0);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ERROR), 0);
  rig_close(rig);
}

/* While both sound, each has the audio of its own notes, and both have the
   numbers. */
static void
while_fading(void)
{
  static const char program[] =
    HEADER "instr 100\na1 init p5\nbusout p4, a1\nendin\n"
           "instr 110\na1 busin p4\noutch 1, a1\nendin\n"
           "instr 111\nk1 busin p4\noutch 2, upsamp(k1)\nendin\n";
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$k = assignBus value=0.25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 100 0 -1 $a 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 110 0 -1 $a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 -1 $k"), CSN_OK);
  rig_load(rig, program);
  const uint32_t from = rig->at;
  CU_ASSERT_EQUAL(bus_send(rig, "sched 110 0 -1 $a"), CSN_OK);
  CU_ASSERT_EQUAL(bus_send(rig, "writeBus $k 0.75"), CSN_OK);
  rig_block(rig, 512);
  // Fading: 0.5 from the old notes, nothing from the new reader
  CU_ASSERT(rig->out[0][from + 300U] > 0.2F);
  CU_ASSERT(rig->out[0][from + 300U] < 0.45F);
  CU_ASSERT(rig->out[1][from + 300U] > 0.4F); // Of 0.75; 0.25 fades below
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0, 0);
  CU_ASSERT(bus_is_alive(rig, "$k") == false);
  rig_close(rig);
}

/* What global code has made goes with its program, and not before. */
static void
made_by_programs(void)
{
  static const char program[] =
    HEADER "gi_a = busassign(\"k\")\ngi_b = busassign(\"k\", 1)\n"
           "busout gi_a, 0.25\nbusout gi_b, 0.5\ngi_c busin gi_b\n"
           "chnset gi_a, \"a\"\nchnset gi_b, \"b\"\nchnset gi_c, \"c\"\n"
           "instr 1\nk1 busin gi_a\noutch 1, upsamp(k1)\nendin\n";
  Rig* const rig = rig_with(NULL, program);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getControlChannel c"), 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = getControlChannel a"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = getControlChannel b"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $n"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $a"), 0.25, 0);
  rig_load(rig, program);
  rig_block(rig, 4096);
  CU_ASSERT(!bus_is_alive(rig, "$a"));
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $b"), 0.5, 0);
  rig_close(rig);
}

static void
compiled_later(void)
{
  Rig* const rig = rig_with(NULL, HEADER "instr 1\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "$k = assignBus value=0.25 persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(
    rig_call(rig,
             "compile {{gi_x = busassign(\"k\")\nbusout gi_x, 0.5\n"
             "instr 7\nk1 busin p4\nk2 busin gi_x\noutch 1, upsamp(k1 + k2)\n"
             "endin}}"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 7 0 -1 $k"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(bus_now(rig), 0.75, 0);
  const double token = rig_ask(rig, "readBus $k");
  CU_ASSERT_DOUBLE_EQUAL(token, 0.25, 0);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "compile {{instr 8\nbusmix 1\nendin}}"),
                      CSN_OK);
  rig_close(rig);
}

static void
mapped(void)
{
  char line[64];
  Rig* const rig = rig_with(NULL, notes);
  const double token = rig_ask(rig, "$k = assignBus control persist=1");
  CU_ASSERT_EQUAL(rig_call(rig, "sched 111 0 -1 $k"), CSN_OK);
  CU_ASSERT_NOT_EQUAL(rig_call(rig, "mapControl 3 bus nothing 0 1"), CSN_OK);
  (void)snprintf(line, sizeof(line), "mapControl 3 bus %.15g 2 4", token);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $k"), 2, 0);
  const uint32_t from = rig->at;
  csn_engine_control_rt(rig->engine, 2, 0.75F);
  rig_block(rig, 64);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][from + 63U], 2, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][from + 64U], 3.5, 1e-6);
  // A bus that is gone is left in peace
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "releaseBus $k"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$other = assignBus value=0.125"), CSN_OK);
  csn_engine_control_rt(rig->engine, 2, 0.25F);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "readBus $other"), 0.125, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "bus", "a bus is collected when its last note ends", collected },
  { "bus", "a persistent bus waits for releaseBus", persists },
  { "bus", "a bus lives as long as a note's release", release_time },
  { "bus", "a bus that a note has made ends with it", made_by_notes },
  { "bus", "a note may go over to another bus", second_init },
  { "bus", "a token is never given again", never_again },
  { "bus", "a wrong bus stops its note and says why", wrong_buses },
  { "bus", "a thousand buses are not confused", thousand },
  { "bus", "when all are taken, this is said", full },
  { "bus", "a new bus has no sound of an old one", no_leftover },
  { "bus", "an opcode with shorter k-cycles writes all of it", shorter_cycles },
  { "bus", "tokens and numbers outlive a program", over_a_load },
  { "bus", "a fading program keeps its audio to itself", while_fading },
  { "bus", "a program's own buses go with it", made_by_programs },
  { "bus", "code compiled later has buses too", compiled_later },
  { "bus", "mapControl makes a control drive a bus", mapped },
};
CSN_TESTS(tests)
