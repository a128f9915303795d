// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Automation lanes, the list of controls and its curves (layer: tests).

#include "tests/harness.h"

#include "host/automation.h"
#include "host/controls.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static CsnLane
lane_of(const char* text, double rate)
{
  CsnLane lane = { NULL, 0, 0 };
  char error[256] = "";
  CU_ASSERT_TRUE_FATAL(csn_lane_parse(&lane, text, rate, error, sizeof(error)));
  return lane;
}

static void
values_are_linear_between_points_and_held_outside(void)
{
  CsnLane lane = lane_of("1:10,2:20,2:-5,3:-5", 1000.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 0), 10.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 1000), 10.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 1250), 12.5, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 1999), 19.99, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 2000), -5.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 99999999), -5.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_lane_value(&lane, 1250), 12.5, 1e-12); // Back
  csn_lane_clear(&lane);
}

static void
a_moving_lane_is_sampled_on_the_grid_and_at_its_points(void)
{
  CsnLane lane = lane_of("0.1:0,0.3:1,0.5:1,0.6:0", 1000.0);
  const uint64_t wanted[] = { 100, 128, 192, 256, 300, 500, 512, 576, 600 };
  uint64_t frame = 0;
  for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); ++i) {
    frame = csn_lane_next(&lane, frame);
    CU_ASSERT_EQUAL(frame, wanted[i]);
  }
  CU_ASSERT_EQUAL(csn_lane_next(&lane, frame), UINT64_MAX);
  csn_lane_clear(&lane);
}

static void
the_held_value_does_not_depend_on_where_one_asks(void)
{
  CsnLane lane = lane_of("0:0,0.1:1,0.1:0.5,0.2:0", 1000.0);
  CsnLane other = lane_of("0:0,0.1:1,0.1:0.5,0.2:0", 1000.0);
  double held = csn_lane_held(&lane, 0);
  uint64_t next = csn_lane_next(&lane, 0);
  for (uint64_t frame = 0; frame < 300; ++frame) {
    if (frame == next) {
      held = csn_lane_held(&lane, frame);
      next = csn_lane_next(&lane, frame);
    }
    CU_ASSERT_DOUBLE_EQUAL(csn_lane_held(&other, frame), held, 0.0);
  }
  csn_lane_clear(&lane);
  csn_lane_clear(&other);
}

static void
what_is_no_lane_is_refused_and_told(void)
{
  static const char* const bad[] = { "",        "1",       "1:",    ":1",
                                     "1:x",     "x:1",     "-1:0",  "1:2,",
                                     "1:2,0:1", "1:2;2:3", "1:nan", "1e99:1" };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CsnLane lane = { NULL, 0, 0 };
    char error[256] = "";
    CU_ASSERT_FALSE(
      csn_lane_parse(&lane, bad[i], 48000.0, error, sizeof(error)));
    CU_ASSERT_TRUE(strlen(error) > 0);
    CU_ASSERT_PTR_NULL(lane.points);
  }
}

static void
controls_are_read_line_by_line_and_bad_lines_left_out(void)
{
  static const char text[] = "ctl1\tcut off\t20\t20000\t440\texp\tHz\n"
                             "ctl2\tvoices\t1\t8\t4\tint\t\n"
                             "nonsense\n"
                             "ctl3\tx\tlow\t1\t0\tlin\t\n"
                             "\n"
                             "ctl4\tamp\t0\t1\t0.5\tlin";
  CsnControls list = { NULL, 0 };
  CU_ASSERT_TRUE(csn_controls_parse(&list, text, strlen(text)));
  CU_ASSERT_EQUAL_FATAL(list.n_controls, 3);
  const CsnControl* control = csn_controls_find(&list, "cut off");
  CU_ASSERT_PTR_NOT_NULL_FATAL(control);
  CU_ASSERT_STRING_EQUAL(control->port, "ctl1");
  CU_ASSERT_STRING_EQUAL(control->unit, "Hz");
  CU_ASSERT_EQUAL(control->scale.curve, CSN_CURVE_EXP);
  CU_ASSERT_PTR_NULL(csn_controls_find(&list, "cut"));
  control = csn_controls_find(&list, "amp");
  CU_ASSERT_PTR_NOT_NULL_FATAL(control);
  CU_ASSERT_DOUBLE_EQUAL(control->initial, 0.5, 0.0);

  // The length counts, not a zero at the end; and a new list replaces the old
  CU_ASSERT_TRUE(csn_controls_parse(&list, text, 7));
  CU_ASSERT_EQUAL(list.n_controls, 0);
  csn_controls_clear(&list);
}

static void
curves_go_there_and_back(void)
{
  const CsnScale scales[] = {
    { CSN_CURVE_LIN, -3.0, 9.0 },
    { CSN_CURVE_EXP, 20.0, 20000.0 },
    { CSN_CURVE_EXP, 20000.0, 20.0 },
    { CSN_CURVE_LIN, 1.0, -1.0 },
    { CSN_CURVE_EXP, -100.0, -0.1 },
    { CSN_CURVE_EXP, 0.0, 1.0 }, // No ratio there: linear
  };
  for (size_t s = 0; s < sizeof(scales) / sizeof(scales[0]); ++s) {
    const CsnScale* scale = &scales[s];
    CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(scale, scale->minimum),
                           0.0,
                           1e-12);
    CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(scale, scale->maximum),
                           1.0,
                           1e-12);
    for (int step = 0; step <= 32; ++step) {
      const double port = step / 32.0;
      const double value = csn_scale_from_port(scale, port);
      CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(scale, value), port, 1e-9);
    }
  }
  const CsnScale whole = { CSN_CURVE_INT, 1.0, 5.0 };
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&whole, 2.6), 0.5, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_from_port(&whole, 0.55), 3.0, 0.0);
  const CsnScale none = { CSN_CURVE_LIN, 2.0, 2.0 };
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&none, 2.0), 0.0, 0.0);
}

static void
values_beyond_the_range_are_limited(void)
{
  const CsnScale scale = { CSN_CURVE_EXP, 10.0, 1000.0 };
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&scale, 1e9), 1.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&scale, -5.0), 0.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&scale, 0.0), 0.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(csn_scale_to_port(&scale, (double)NAN), 0.0, 0.0);
}

static const CsnTest tests[] = {
  { "automation",
    "values are linear between points and held outside",
    values_are_linear_between_points_and_held_outside },
  { "automation",
    "a moving lane is sampled on the grid and at its points",
    a_moving_lane_is_sampled_on_the_grid_and_at_its_points },
  { "automation",
    "the held value does not depend on where one asks",
    the_held_value_does_not_depend_on_where_one_asks },
  { "automation",
    "what is no lane is refused and told",
    what_is_no_lane_is_refused_and_told },
  { "controls",
    "controls are read line by line, and bad lines left out",
    controls_are_read_line_by_line_and_bad_lines_left_out },
  { "controls", "curves go there and back", curves_go_there_and_back },
  { "controls",
    "values beyond the range are limited",
    values_beyond_the_range_are_limited },
};
CSN_TESTS(tests)
