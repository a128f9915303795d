// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Tests of the sliders of eventUI, and of the names of p-fields (test layer).

#include "host/pfields.h"
#include "host/sliders.h"

#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static CsnSliders
parse(const char* text)
{
  CsnSliders sliders;
  char error[256] = "";
  CU_ASSERT_TRUE(csn_sliders_parse(&sliders, text, error, sizeof(error)));
  CU_ASSERT_STRING_EQUAL(error, "");
  return sliders;
}

static void
a_line_becomes_sliders(void)
{
  const CsnSliders sliders =
    parse(" $ev  p4=0,127 p5=-48,0\tkcutoff=(2e2,5000)");
  CU_ASSERT_STRING_EQUAL(sliders.event, "$ev");
  CU_ASSERT_EQUAL_FATAL(sliders.n, 3);
  CU_ASSERT_EQUAL(sliders.sliders[0].index, 4);
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[1].low, -48, 0);
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[1].high, 0, 0);
  CU_ASSERT_STRING_EQUAL(sliders.sliders[2].name, "kcutoff");
  CU_ASSERT_EQUAL(sliders.sliders[2].index, 0);
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[2].low, 200, 0);
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[2].step, 1, 0);
}

static void
bad_lines_are_refused(void)
{
  static const char* const lines[] = {
    "",
    "$ev",
    "$ev p4",
    "$ev p4=",
    "$ev p4=1",
    "$ev p4=1,1",
    "$ev p4=2,1",
    "$ev p4=nan,1",
    "$ev p3=0,1",
    "$ev p4=0,inf",
    "$ev p4=0,1x",
    "$ev p4=(0,1",
    "p4=0,1",
    "$ev =0,1",
    "$ev p4=0;1",
    "$ev p9999=0,1",
    "$ev p4=a,b",
    "$ev p4=0,1,2",
    "$ev p4=-1e308,1e308",
    "$ev a_name_that_is_longer_than_any_should_be=0,1"
  };
  for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); ++i) {
    CsnSliders sliders;
    char error[256] = "";
    CU_ASSERT_FALSE(
      csn_sliders_parse(&sliders, lines[i], error, sizeof(error)));
    CU_ASSERT(error[0]);
  }
}

static void
steps_follow_the_range(void)
{
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(0, 1), 0.001, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(-1, 1), 0.001, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(0, 9.9), 0.01, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(0, 10), 0.05, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(0, 50), 0.1, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_step(0, 200), 1, 0);
}

static void
values_stay_on_steps_and_in_the_range(void)
{
  CsnSliders sliders = parse("1.1 p4=0,127");
  CsnSlider* const slider = csn_sliders_focused(&sliders);
  CU_ASSERT_PTR_NOT_NULL_FATAL(slider);
  csn_slider_take(slider, 67);
  CU_ASSERT_TRUE(slider->has_value);
  CU_ASSERT_FALSE(slider->is_changed);
  csn_slider_move(slider, 2);
  CU_ASSERT_DOUBLE_EQUAL(slider->value, 67.2, 1e-9);
  CU_ASSERT_TRUE(slider->is_changed);
  csn_slider_page(slider, 1);
  CU_ASSERT_DOUBLE_EQUAL(slider->value, 79.9, 1e-9);
  csn_slider_page(slider, -1);
  csn_slider_set(slider, 500, false);
  CU_ASSERT_DOUBLE_EQUAL(slider->value, 127, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_place(slider), 1, 0);
  csn_slider_move(slider, -10000);
  CU_ASSERT_DOUBLE_EQUAL(slider->value, 0, 0);
  slider->is_changed = false;
  csn_slider_move(slider, -1);
  CU_ASSERT_FALSE(slider->is_changed);
  csn_slider_set(slider, (double)NAN, true);
  CU_ASSERT_DOUBLE_EQUAL(slider->value, 0, 0);

  // What comes from outside may lie beyond
  csn_slider_take(slider, 200);
  CU_ASSERT_DOUBLE_EQUAL(csn_slider_place(slider), 1, 0);
}

static void
numbers_can_be_typed(void)
{
  CsnSliders sliders = parse("1.1 p4=0,127 p5=0,1");
  for (const char* c = "x6a7.25 "; *c; ++c) {
    csn_sliders_type(&sliders, *c);
  }
  CU_ASSERT_STRING_EQUAL(sliders.entry, "67.25");
  CU_ASSERT_TRUE(csn_sliders_enter(&sliders));
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[0].value, 67.25, 0);
  char text[32];
  csn_slider_text(&sliders.sliders[0], 67.25, text, sizeof(text));
  CU_ASSERT_STRING_EQUAL(text, "67.25");
  csn_slider_text(&sliders.sliders[0], 67.2, text, sizeof(text));
  CU_ASSERT_STRING_EQUAL(text, "67.2");
  CU_ASSERT_FALSE(csn_sliders_enter(&sliders));
  csn_sliders_type(&sliders, '-');
  CU_ASSERT_FALSE(csn_sliders_enter(&sliders));
  CU_ASSERT_STRING_EQUAL(sliders.entry, "");
  for (unsigned i = 0; i < 100U; ++i) {
    csn_sliders_type(&sliders, '9');
  }
  CU_ASSERT_TRUE(csn_sliders_enter(&sliders));
  CU_ASSERT_DOUBLE_EQUAL(sliders.sliders[0].value, 127, 0);

  // Round and round, with the button, which takes no number
  csn_sliders_turn(&sliders, -1);
  CU_ASSERT_PTR_NULL(csn_sliders_focused(&sliders));
  csn_sliders_type(&sliders, '1');
  CU_ASSERT_STRING_EQUAL(sliders.entry, "");
  csn_sliders_turn(&sliders, 1);
  csn_sliders_turn(&sliders, 1);
  CU_ASSERT_EQUAL(sliders.focus, 1);
}

static void
names_are_found_in_a_program(void)
{
  static const char program[] = "instr a\n"
                                "  kfreq = p4\n"
                                "\tkamp=p5 ; loud\n"
                                "  icut init p6 // Hz\r\n"
                                "  kfreq2 = p7\n"
                                "  kboth = p8\n"
                                "  kmore = p9 * 2\n"
                                "  if kamp == p4 then\n"
                                "endin\n"
                                "instr b\n"
                                "  kfreq = p4\n"
                                "  kboth = p9\n"
                                "  kp = p3\n"
                                "  klast = p10";
  static const struct {
    const char* name;
    uint32_t index;
  } names[] = { { "kfreq", 4 },  { "kamp", 5 },  { "icut", 6 },
                { "kfreq2", 7 }, { "kmore", 0 }, { "kp", 0 },
                { "klast", 10 }, { "none", 0 },  { "kfre", 0 } };
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    uint32_t index = 0;
    CU_ASSERT_TRUE(csn_pfield_find(program, names[i].name, &index));
    CU_ASSERT_EQUAL(index, names[i].index);
  }
  uint32_t index = 0;
  CU_ASSERT_FALSE(csn_pfield_find(program, "kboth", &index));
  CU_ASSERT_TRUE(csn_pfield_find("", "kfreq", &index));
}

static const CsnTest tests[] = {
  { "sliders", "a line becomes sliders", a_line_becomes_sliders },
  { "sliders", "bad lines are refused", bad_lines_are_refused },
  { "sliders", "steps follow the range", steps_follow_the_range },
  { "sliders",
    "values stay on steps and in the range",
    values_stay_on_steps_and_in_the_range },
  { "sliders", "numbers can be typed", numbers_can_be_typed },
  { "sliders", "names are found in a program", names_are_found_in_a_program },
};

CSN_TESTS(tests)
