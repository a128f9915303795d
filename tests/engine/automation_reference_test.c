// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation beside csoundengine 2.8.4: the same calls, and some of the samples
// that it rendered; for expon(2) what is documented (layer: tests).

#include "rig.h"

#define NEAR 3.2e-5 ///< -90 dBFS

static const char program[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "giT ftgen 300, 0, -2, -2, 0.1, 0.2\n"
  "instr 101\n  k4 = p4\n  k5 = p5\n"
  "  outch 1, upsamp(k4), 2, upsamp(k5)\nendin\n"
  "instr 110\n  k0 tab 0, p4\n  k1 tab 1, p4\n"
  "  outch 1, upsamp(k0), 2, upsamp(k1)\nendin\n"
  "instr 111\n  k0 = busin:k(p4)\n  outch 1, upsamp(k0)\nendin\n";

/** A frame of what csoundengine has rendered. */
typedef struct {
  uint32_t frame;
  double left;
  double right;
} Frame;

static const Frame cosine_frames[] = {
  { 0, 0.100000001, 0 },     { 4746, 0.100000001, 0 },
  { 4811, 0.200029239, 0 },  { 4876, 0.200116962, 0 },
  { 6436, 0.219552293, 0 },  { 9427, 0.342804223, 0 },
  { 12418, 0.53135854, 0 },  { 15473, 0.706885874, 0 },
  { 18464, 0.796468496, 0 }, { 21455, 0.756707311, 0 },
  { 24510, 0.590122163, 0 }, { 27501, 0.365327328, 0 },
  { 30492, 0.175707296, 0 }, { 33483, 0.100034118, 0 },
  { 36538, 0.100000001, 0 }, { 39529, 0.100000001, 0 },
  { 42520, 0.100000001, 0 }, { 45511, 0.100000001, 0 },
};

static const Frame smooth_frames[] = {
  { 0, 0.100000001, 0 },     { 4746, 0.100000001, 0 },
  { 4811, 0.200035453, 0 },  { 4876, 0.200141385, 0 },
  { 6436, 0.222183928, 0 },  { 9427, 0.348492682, 0 },
  { 12418, 0.529955566, 0 }, { 15473, 0.700946093, 0 },
  { 18464, 0.795837998, 0 }, { 21455, 0.751974404, 0 },
  { 24510, 0.58451134, 0 },  { 27501, 0.368992031, 0 },
  { 30492, 0.181980684, 0 }, { 33483, 0.10004136, 0 },
  { 36538, 0.100000001, 0 }, { 39529, 0.100000001, 0 },
  { 42520, 0.100000001, 0 }, { 45511, 0.100000001, 0 },
};

static const Frame expon_frames[] = {
  { 0, 0.100000001, 0 },     { 4746, 0.100000001, 0 },
  { 4811, 0.200011849, 0 },  { 4876, 0.200047404, 0 },
  { 6436, 0.208011851, 0 },  { 9427, 0.26315853, 0 },
  { 12418, 0.370666653, 0 }, { 15473, 0.530536294, 0 },
  { 18464, 0.742767394, 0 }, { 21455, 0.782079995, 0 },
  { 24510, 0.704744697, 0 }, { 27501, 0.566321015, 0 },
  { 30492, 0.366808891, 0 }, { 33483, 0.106208391, 0 },
  { 36538, 0.100000001, 0 }, { 39529, 0.100000001, 0 },
  { 42520, 0.100000001, 0 }, { 45511, 0.100000001, 0 },
};

static const Frame linear_frames[] = {
  { 0, 0.100000001, 0 },     { 4746, 0.100000001, 0 },
  { 4811, 0.200000003, 0 },  { 4876, 0.200000003, 0 },
  { 6436, 0.200000003, 0 },  { 9427, 0.200000003, 0 },
  { 12418, 0.379999995, 0 }, { 15473, 0.568000019, 0 },
  { 18464, 0.755999982, 0 }, { 21455, 0.560000002, 0 },
  { 24510, 0.31066668, 0 },  { 27501, 0.373333335, 0 },
  { 30492, 0.43599999, 0 },  { 33483, 0.498666674, 0 },
  { 36538, 0.5, 0 },         { 39529, 0.5, 0 },
  { 42520, 0.5, 0 },         { 45511, 0.5, 0 },
};

static const Frame taken_frames[] = {
  { 0, 0.100000001, 0 },     { 4746, 0.100000001, 0 },
  { 4811, 0.103111111, 0 },  { 4876, 0.10622222, 0 },
  { 6436, 0.180888891, 0 },  { 9427, 0.327111125, 0 },
  { 12418, 0.473333329, 0 }, { 15473, 0.619555533, 0 },
  { 18464, 0.765777767, 0 }, { 21455, 0.703999996, 0 },
  { 24510, 0.578666687, 0 }, { 27501, 0.453333348, 0 },
  { 30492, 0.328000009, 0 }, { 33483, 0.20266667, 0 },
  { 36538, 0.200000003, 0 }, { 39529, 0.200000003, 0 },
  { 42520, 0.200000003, 0 }, { 45511, 0.200000003, 0 },
};

static const Frame table_frames[] = {
  { 0, 0.100000001, 0.200000003 },     { 4746, 0.100000001, 0.200000003 },
  { 4811, 0.301666677, 0.200034112 },  { 4876, 0.303333342, 0.200136453 },
  { 6436, 0.343333334, 0.222811013 },  { 9427, 0.421666652, 0.366604924 },
  { 12418, 0.5, 0.586584985 },         { 15473, 0.578333318, 0.791366816 },
  { 18464, 0.656666696, 0.895879924 }, { 21455, 0.735000014, 0.869076669 },
  { 23990, 0.800000012, 0.774999976 }, { 24055, 0.79066664, 0.771964908 },
  { 24120, 0.781333327, 0.768906057 }, { 24510, 0.725333333, 0.750087261 },
  { 27501, 0.286666662, 0.589519501 }, { 28802, 0.100000001, 0.521989286 },
  { 30492, 0.100000001, 0.454076648 }, { 33483, 0.100000001, 0.400024354 },
  { 36538, 0.100000001, 0.400000006 }, { 39529, 0.100000001, 0.400000006 },
  { 42520, 0.100000001, 0.400000006 }, { 45511, 0.100000001, 0.400000006 },
  { 48566, 0.550000012, 0.400000006 }, { 51557, 0.550000012, 0.400000006 },
  { 54548, 0.550000012, 0.660000026 }, { 57539, 0.550000012, 0.660000026 },
};

static const Frame bus_frames[] = {
  { 0, 0.5, 0 },
  { 4746, 0.5, 0 },
  { 4811, 0.498666674, 0 },
  { 4876, 0.497333348, 0 },
  { 6436, 0.465333343, 0 },
  { 9427, 0.402666658, 0 },
  { 12418, 0.340000004, 0 },
  { 15473, 0.277333319, 0 },
  { 18464, 0.214666665, 0 },
  { 21455, 0.200000003, 0 },
  { 24510, 0.200000003, 0 },
  { 27501, 0.200000003, 0 },
  { 28737, 0.200000003, 0 },
  { 28802, 0.899912298, 0 },
  { 28867, 0.899649143, 0 },
  { 30492, 0.837731183, 0 },
  { 33483, 0.508376956, 0 },
  { 36538, 0.17154032, 0 },
  { 39529, 0.121067055, 0 },
  { 42520, 0.337626487, 0 },
  { 45511, 0.609898984, 0 },
  { 48566, 0.699999988, 0 },
  { 51557, 0.699999988, 0 },
  { 54548, 0.699999988, 0 },
  { 57539, 0.699999988, 0 },
};

/* Plays a script, a line and its frame each, and compares what is heard, which
   comes a k-cycle late. */
static void
play(const char* const* lines, const Frame* frames, size_t n)
{
  const RigShape shape = { .length = 64000 };
  Rig* const rig = rig_with(&shape, program);
  for (; *lines; ++lines) {
    char* line = NULL;
    const uint32_t frame = (uint32_t)strtoul(*lines, &line, 10);
    CU_ASSERT_EQUAL(rig_line(rig, frame, 0, line), CSN_OK);
  }
  rig_run(rig, 57600 + 64, 512);
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
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_FAILED), 0);
  rig_close(rig);
}

#define PLAY(lines, frames) \
  play((lines), (frames), sizeof(frames) / sizeof((frames)[0]))

#define NOTE "0 sched 101.0002 0 -1 0.1 0"
#define LINE "4800 automatep 101.0002 4 0 0.2 0.3 0.8 0.6 0.1"

static void
fields(void)
{
  static const char* const with_cos[] = { NOTE, LINE " mode=cos", NULL };
  static const char* const with_smooth[] = { NOTE, LINE " mode=smooth", NULL };
  static const char* const with_expon[] = { NOTE, LINE " mode=expon(2)", NULL };
  static const char* const with_linear[] = {
    NOTE, "4800 automatep 101.0002 4 0.1 0.2 0.3 0.8 0.4 0.3 0.6 0.5", NULL
  };
  static const char* const with_taking[] = {
    NOTE, "4800 automatep 101.0002 4 0 0.9 0.3 0.8 0.6 0.2 overtake=1", NULL
  };
  PLAY(with_cos, cosine_frames);
  PLAY(with_smooth, smooth_frames);
  PLAY(with_expon, expon_frames);
  PLAY(with_linear, linear_frames);
  PLAY(with_taking, taken_frames);
}

static void
tables(void)
{
  static const char* const lines[] = {
    "0 sched 110 0 -1 300",
    "4800 automateTable 300 0 0 0.3 0.4 0.8 0.5 0.1",
    "4800 automateTable 300 1 0 0 0.3 0.9 0.6 0.4 mode=cos overtake=1",
    "45600 automateTable 300 0 0 0.55", // There it is a tableWrite
    "52800 automateTable 300 1 0 0.66",
    NULL
  };
  PLAY(lines, table_frames);
}

static void
buses(void)
{
  static const char* const lines[] = {
    "0 $b = assignBus value=0.5",
    "0 sched 111 0 -1 $b",
    "4800 automateBus $b 0 nan 0.3 0.2 0.4 0.2",
    "28800 automateBus $b 0 0.9 0.2 0.1 0.4 0.7 mode=cos",
    NULL
  };
  PLAY(lines, bus_frames);
}

static const CsnTest tests[] = {
  { "automation reference", "p-fields move as in csoundengine", fields },
  { "automation reference", "table slots move as in csoundengine", tables },
  { "automation reference", "buses move as in csoundengine", buses },
};
CSN_TESTS(tests)
