// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Buses beside csoundengine 2.8.4: the same orchestras and the same calls, and
// some of the samples that it rendered (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define NEAR 3.2e-5 ///< -90 dBFS

/** A frame of what csoundengine has rendered. */
typedef struct {
  uint32_t frame;
  double left;
  double right;
} Frame;

static const Frame chain_frames[] = {
  { 0, 0, 0 },
  { 4799, 0, 0 },
  { 4801, 0.010795868, 0.021591736 },
  { 4837, 0.24990554, 0.49981108 },
  { 4900, -0.23096994, -0.46193987 },
  { 6001, 0.24976671, 0.49953341 },
  { 9999, -0.24976709, -0.49953419 },
  { 14402, 0.021585025, 0.04317005 },
  { 20011, -0.11439048, -0.22878097 },
  { 23935, -0.081932932, -0.16386586 },
  { 23990, -0.10464046, -0.20928092 },
  { 23999, -0.010768929, -0.021537857 },
  { 24000, 0, 0 },
  { 30000, 0, 0 },
};

static const Frame mix_frames[] = {
  { 1, 0.016334258, 0 },
  { 30, 0.43726468, 0 },
  { 63, 0.59304518, 0 },
  { 64, 0.59045339, 0 },
  { 77, 0.51806736, 0 },
  { 999, 0.37293646, 0 },
  { 4100, 0.22011015, 0 },
  { 9001, 0.2775864, 0 },
  { 14399, 0.17766643, 0 },
  { 14400, 0, 0 },
  { 14403, 0.11480502, 0 },
  { 14450, 0.0776456, 0 },
  { 16001, 0.23800828, 0 },
  { 19190, -0.28978065, 0 },
  { 19199, -0.039168995, 0 },
  { 19200, -0.11759263, 0 },
  { 19203, -0.098591581, 0 },
  { 22222, 0.17649114, 0 },
  { 28799, 0.11125759, 0 },
  { 28800, 0, 0 },
  { 35000, 0, 0 },
};

static const Frame control_frames[] = {
  { 0, 0.25, 0 },
  { 63, 0.25, 0 },
  { 64, 0.25, 0 },
  { 5000, 0.25, 0 },
  { 9599, 0.25, 0 },
  { 9600, 0, 0 },
  { 9664, 0.0026666666, 0 },
  { 9728, 0.0053333333, 0 },
  { 12000, 0.098666668, 0 },
  { 16001, 0.26666668, 0 },
  { 20032, 0.43466666, 0 },
  { 23999, 0.59733331, 0 },
  { 24000, 0.59733331, 0 },
  { 30000, 0.59733331, 0 },
  { 33599, 0.59733331, 0 },
  { 33600, 0.89999998, 0 },
  { 33664, 0.89999998, 0 },
  { 40000, 0.89999998, 0 },
  { 43199, 0.89999998, 0 },
  { 43200, 0.40000001, 0 },
  { 43264, 0.40000001, 0 },
  { 57535, 0.40000001, 0 },
};

static const Frame defaults_frames[] = {
  { 0, 0.33000001, 0.33000001 },     { 64, 0.33000001, 0.33000001 },
  { 7000, 0.33000001, 0.33000001 },  { 14399, 0.33000001, 0.33000001 },
  { 14400, 0.80000001, 0.80000001 }, { 14464, 0.80000001, 0.80000001 },
  { 20000, 0.80000001, 0.80000001 }, { 38335, 0.80000001, 0.80000001 },
};

/* Compares what has been performed, which comes a k-cycle late. */
static void
compare(const Rig* rig, const Frame* frames, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    const double left = (double)rig->out[0][frames[i].frame + 64U];
    const double right = (double)rig->out[1][frames[i].frame + 64U];
    const double errors[] = { left - frames[i].left, right - frames[i].right };
    const bool good = errors[0] < NEAR && errors[0] > -NEAR &&
                      errors[1] < NEAR && errors[1] > -NEAR;
    if (!good) {
      printf("    frame %u: %.6f %.6f for %.6f %.6f\n",
             frames[i].frame,
             left,
             right,
             frames[i].left,
             frames[i].right);
      CU_FAIL("it sounds otherwise");
    }
  }
}

#define COMPARE(rig, frames) \
  compare((rig), (frames), sizeof(frames) / sizeof((frames)[0]))

static Rig*
rig_for(const char* program, const char* const* lines)
{
  const RigShape shape = { .length = 64000 };
  Rig* const rig = rig_with(&shape, program);
  for (; *lines; ++lines) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, *lines), CSN_OK);
  }
  return rig;
}

static void
chain(void)
{
  static const char* const lines[] = { "$b = assignBus audio",
                                       "sched 100 0.1 0.4 $b 330",
                                       "sched 110 0 0.6 $b",
                                       NULL };
  Rig* const rig =
    rig_for(HEADER "instr 100\n  ibus = p4\n  asig oscili 0.5, p5\n"
                   "  busout(ibus, asig)\nendin\n"
                   "instr 110\n  ibus = p4\n  asig = busin(ibus)\n"
                   "  outch 1, asig*0.5, 2, asig\nendin\n",
            lines);
  rig_run(rig, 38400 + 64, 512);
  COMPARE(rig, chain_frames);
  rig_close(rig);
}

static void
mix(void)
{
  static const char* const lines[] = { "$b = assignBus audio",
                                       "sched 100 0 0.6 $b 200",
                                       "sched 100 0 0.6 $b 210",
                                       "sched 100 0 0.6 $b 214",
                                       "sched 110 0 0.6 $b",
                                       "sched 105 0.3 0.1 $b 1000",
                                       NULL };
  Rig* const rig =
    rig_for(HEADER "instr 100\n  busmix(p4, oscili:a(0.2, p5))\nendin\n"
                   "instr 105\n  busout(p4, oscili:a(0.3, p5))\nendin\n"
                   "instr 110\n  outch 1, busin:a(p4)\nendin\n",
            lines);
  rig_run(rig, 38400 + 64, 512);
  COMPARE(rig, mix_frames);
  rig_close(rig);
}

static void
control(void)
{
  static const char* const lines[] = { "$b = assignBus value=0.25",
                                       "sched 110 0 -1 $b",
                                       "sched 100 0.2 0.3 $b",
                                       NULL };
  Rig* const rig =
    rig_for(HEADER "instr 100\n  busout(p4, line:k(0, 0.3, 0.6))\nendin\n"
                   "instr 110\n  outch 1, upsamp(busin:k(p4))\nendin\n",
            lines);
  CU_ASSERT_EQUAL(rig_line(rig, 33600, 0, "writeBus $b 0.9"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 33600, 0, "writeBus $b 0.4 delay=0.2"), CSN_OK);
  rig_run(rig, 57600, 512);
  COMPARE(rig, control_frames);
  rig_close(rig);
}

static void
defaults(void)
{
  static const char* const lines[] = { "sched 110 0 -1",
                                       "sched 111 0.3 0.1 0.8",
                                       NULL };
  Rig* const rig =
    rig_for(HEADER "gibus = busassign(\"k\")\n"
                   "instr 110\n  outch 1, upsamp(busin:k(gibus, 0.33)), "
                   "2, upsamp(busin:k(gibus))\nendin\n"
                   "instr 111\n  busout(gibus, p4)\n  turnoff\nendin\n",
            lines);
  rig_run(rig, 38400, 512);
  COMPARE(rig, defaults_frames);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "bus reference", "an audio bus sounds as with csoundengine", chain },
  { "bus reference", "busmix and busout sound as with csoundengine", mix },
  { "bus reference", "a control bus does as with csoundengine", control },
  { "bus reference", "a default does as with csoundengine", defaults },
};
CSN_TESTS(tests)
