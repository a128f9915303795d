// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The session: priorities, and what csoundengine has rendered (layer: tests).

#include "rig.h"

#include <math.h>

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define K 64U       ///< ksmps, and the latency of what has no promise
#define NEAR 3.2e-5 ///< -90 dBFS

static const char empty[] = HEADER "instr 1\nendin\n";

#define WRITER "defInstr wr {{ |ibus|\n asig init 0.5\n busout ibus, asig\n}}"
#define READER "defInstr rd {{ |ibus|\n asig busin ibus\n outch 1, asig\n}}"

static Rig*
with_session(bool round_starts)
{
  const RigShape shape = { .round_starts = round_starts };
  return rig_with(&shape, empty);
}

static double
at(const Rig* rig, uint32_t channel, uint32_t frame)
{
  return (double)rig->out[channel][frame + K];
}

/* The numbers that csoundengine gives. */
static void
numbers(void)
{
  Rig* const rig = with_session(false);
  CU_ASSERT_EQUAL(rig_call(rig, WRITER), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, READER), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "defInstr last {{ }} priority=10"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched rd"), 501.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched wr"), 502.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched rd"), 501.0003, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched last"), 2850.0002, 1e-9);
  static const unsigned begin[] = { 500,  1000, 1403, 1745, 2036,
                                    2280, 2481, 2642, 2764, 2849 };
  for (unsigned p = 1; p < 10; ++p) {
    char line[64];
    (void)snprintf(line, sizeof(line), "sched wr priority=%u", p + 1U);
    CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, line),
                           begin[p] + (p == 9 ? 2 : 1) + 0.0002,
                           1e-9);
  }
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched last.5"), 2850.5, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "prepareSched rd 2"), 1002, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "session 3"), 10, 0);
  rig_close(rig);
}

/* A bucket has as many numbers as it has, and then says so. */
static void
full_bucket(void)
{
  Rig* const rig = with_session(false);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "session 2"), 2, 0);
  char line[128];
  for (unsigned i = 0; i < 50; ++i) {
    (void)snprintf(line, sizeof(line), "defInstr x%u {{ outch 1, a(p5) }}", i);
    CU_ASSERT_EQUAL_FATAL(rig_call(rig, line), CSN_OK);
    (void)snprintf(line, sizeof(line), "prepareSched x%u 2", i);
    const double number = rig_ask(rig, line);
    CU_ASSERT_DOUBLE_EQUAL(number, i < 49 ? 1001 + i : -1e9, 0);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "sched x49 priority=2"), CSN_ERR_FULL);
  CU_ASSERT_EQUAL(rig_call(rig, "sched x49 0 -1 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched x48 0 -1 0.25 priority=2"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.75, 1e-6);
  rig_close(rig);
}

static double
heard(const char* first, const char* second, const char* third)
{
  Rig* const rig = with_session(false);
  CU_ASSERT_EQUAL(rig_call(rig, READER), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, WRITER), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus audio persist=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, first), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, second), CSN_OK);
  if (third) {
    CU_ASSERT_EQUAL(rig_call(rig, third), CSN_OK);
  }
  rig_block(rig, 4 * K);
  const double value = (double)rig->out[0][rig->at - 1U];
  rig_close(rig);
  return value;
}

/* What has a higher priority comes later; within one, what was used first
   comes first, whatever was defined or played first. */
static void
order(void)
{
  CU_ASSERT_DOUBLE_EQUAL(heard("sched wr ibus=$b", "sched rd ibus=$b", NULL),
                         0.5,
                         0);
  CU_ASSERT_DOUBLE_EQUAL(heard("sched rd ibus=$b", "sched wr ibus=$b", NULL),
                         0,
                         0);
  CU_ASSERT_DOUBLE_EQUAL(
    heard("sched rd ibus=$b priority=2", "sched wr ibus=$b", NULL), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(heard("sched wr ibus=$b priority=10",
                               "sched rd ibus=$b priority=9",
                               NULL),
                         0,
                         0);
  CU_ASSERT_DOUBLE_EQUAL(heard("prepareSched wr 3",
                               "sched rd ibus=$b priority=3",
                               "sched wr ibus=$b priority=3"),
                         0.5,
                         0);
}

/* The first note at a priority begins on its frame, however long the blocks
   are, and also where all comes at once. */
static void
exact(void)
{
  static const uint32_t blocks[] = { 1, 7, 64, 100, 1000, 4096 };
  for (unsigned i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    Rig* const rig = with_session(false);
    CU_ASSERT_EQUAL(
      rig_line(rig, 0, 1, "defInstr x {{ |ka=0.5| outs a(i(ka)), a(0) }}"),
      CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched x 0.001 0.01 priority=7"),
                    CSN_OK);
    CU_ASSERT_EQUAL(
      rig_line(rig, 0, 3, "defInstr y {{ |ka=0.5| outs a(0), a(i(ka)) }}"),
      CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "sched y 0 0.01 priority=7"), CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "sched x 0.02 0.01"), CSN_OK);
    rig_run(rig, 4096, blocks[i]);
    CU_ASSERT_EQUAL(rig_first(rig, 0, 0, 4096), (int)(48 + K));
    CU_ASSERT_EQUAL(rig_first(rig, 1, 0, 4096), (int)K);
    CU_ASSERT_EQUAL(rig_first(rig, 0, 700, 4096), (int)(960 + K));
    rig_close(rig);
  }
}

// What csoundengine 2.8.4 has rendered from the same calls

static void
inline_args(void)
{
  Rig* const rig = with_session(true);
  CU_ASSERT_EQUAL(rig_line(rig,
                           0,
                           1,
                           "defInstr dc {{ |kval=0.1, ival=0.2, kother=0.3|\n"
                           "outch 1, upsamp(kval), 2, upsamp(kother)*ival\n}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "$s = sched dc 0 0.8 kval=0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "setp $s kval=0.25 delay=0.2"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "setp $s kother=0.9 delay=0.4"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "sched dc 0.85 0.1"), CSN_OK);
  rig_run(rig, rig->length, 256);

  static const struct {
    uint32_t frame;
    double left;
    double right;
  } steps[] = { { 0, 0.5, 0.06 }, { 9600, 0.25, 0.06 }, { 19200, 0.25, 0.18 },
                { 38400, 0, 0 },  { 40832, 0.1, 0.06 }, { 45632, 0, 0 },
                { 47900, 0, 0 } };
  for (unsigned i = 0; i + 1U < sizeof(steps) / sizeof(steps[0]); ++i) {
    for (uint32_t f = steps[i].frame; f < steps[i + 1U].frame; ++f) {
      if (fabs(at(rig, 0, f) - steps[i].left) > NEAR ||
          fabs(at(rig, 1, f) - steps[i].right) > NEAR) {
        printf("    frame %u: %g %g\n", f, at(rig, 0, f), at(rig, 1, f));
        CU_FAIL("csoundengine has another sample");
        break;
      }
    }
  }
  rig_close(rig);
}

static void
priorities(void)
{
  Rig* const rig = with_session(true);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, READER), CSN_OK);
  CU_ASSERT_EQUAL(
    rig_line(rig,
             0,
             2,
             "defInstr wr {{ |ibus, kfreq=440|\nasig oscili 0.5, kfreq\n"
             "busout ibus, asig\n}}"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "$b = assignBus audio"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "sched rd 0 0.6 priority=2 ibus=$b"),
                  CSN_OK);
  CU_ASSERT_EQUAL(
    rig_line(rig, 0, 5, "sched wr 0.1 0.4 priority=1 ibus=$b kfreq=330"),
    CSN_OK);
  rig_run(rig, 40000, 256);

  static const struct {
    uint32_t frame;
    double value;
  } samples[] = {
    { 0, 0 },
    { 4800, 0 },
    { 4801, 0.021591736003756523 },
    { 4802, 0.04314318671822548 },
    { 4864, 0.18406210839748383 },
    { 5000, 0.35355299711227417 },
    { 6000, 0.5 },
    { 9999, -0.4995341897010803 },
    { 12345, -0.3604121208190918 },
    { 23998, -0.04308946058154106 },
    { 23999, -0.02153785713016987 },
    { 24000, 0 },
    { 30000, 0 },
  };
  for (unsigned i = 0; i < sizeof(samples) / sizeof(samples[0]); ++i) {
    CU_ASSERT_DOUBLE_EQUAL(at(rig, 0, samples[i].frame),
                           samples[i].value,
                           NEAR);
    CU_ASSERT_DOUBLE_EQUAL(at(rig, 1, samples[i].frame), 0, 0);
  }
  rig_close(rig);
}

// C functions

static void
functions(void)
{
  Rig* const rig = with_session(false);
  CsnEngine* const engine = rig->engine;
  const CsnNamedValue defaults[] = { { "kone", 0.25, NULL },
                                     { "Stwo", 0, "0.5" } };
  const CsnNamedValue values[] = { { "one", 0.75, NULL },
                                   { "Stwo", 0, "0.125" } };
  CU_ASSERT_EQUAL(csn_engine_session(engine, 4, 10, 10000, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_def_instr(engine,
                                       "x",
                                       "i1 strtod Stwo\n"
                                       "outch 1, upsamp(kone), 2, a(i1)\n",
                                       "one=kone",
                                       2,
                                       defaults,
                                       2,
                                       2),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_prepare_sched(engine, "x", 3, 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_sched_named(engine, "x", 0, -1, 0, values, 2, 4),
                  CSN_OK);
  rig_block(rig, K);
  rig_block(rig, 2 * K);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 4, 0);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 1292, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 4), 1001.0002, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[1][rig->at - 1U], 0.125, 1e-6);

  const double p1 = rig_value(rig, 4);
  CU_ASSERT_EQUAL(csn_engine_setp_named(engine, p1, defaults, 1, 0, 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_getp_named(engine, p1, "one", 6), CSN_OK);
  rig_block(rig, K);
  rig_block(rig, K);
  CU_ASSERT(rig_answered(rig, 5, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 6), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][rig->at - 1U], 0.25, 1e-6);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "session order", "numbers are those of csoundengine", numbers },
  { "session order", "a bucket that is full says so", full_bucket },
  { "session order", "by priority, then by first use", order },
  { "session order", "a first note is exact in any block", exact },
  { "session order", "p-fields as csoundengine plays them", inline_args },
  { "session order", "priorities as csoundengine plays them", priorities },
  { "session order", "the functions in C", functions },
};

CSN_TESTS(tests)
