// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The map of controls: curves, slots and how it is written (layer: tests).

#include "engine/channel/controls.h"
#include "harness.h"

#include <csound/csound.h>

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static CsnControlInfo
info_of(double minimum, double maximum, unsigned curve)
{
  CsnControlInfo info;
  memset(&info, 0, sizeof(info));
  info.minimum = minimum;
  info.maximum = maximum;
  info.curve = curve == 0   ? CSN_CURVE_LINEAR
               : curve == 1 ? CSN_CURVE_EXPONENTIAL
                            : CSN_CURVE_INTEGER;
  info.target = CSN_TARGET_CHANNEL;
  return info;
}

static void
curves(void)
{
  const CsnControlInfo linear = info_of(-2, 6, 0);
  const CsnControlInfo exponential = info_of(20, 20000, 1);
  const CsnControlInfo integer = info_of(0, 8, 2);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&linear, 0), -2, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&linear, 0.25), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&linear, 1), 6, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&exponential, 0), 20, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&exponential, 0.5),
                         sqrt(20.0 * 20000.0),
                         1e-9);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&exponential, 1), 20000, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&integer, 0.5), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&integer, 0.55), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&integer, 0.57), 5, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_value(&integer, 1), 8, 0);
}

static void
bounded(void)
{
  static const double absurd[] = { -1,        2,           HUGE_VAL,
                                   -HUGE_VAL, (double)NAN, 1e300 };
  for (unsigned curve = 0; curve < 3; ++curve) {
    const CsnControlInfo info = info_of(1, 10, curve);
    for (size_t i = 0; i < sizeof(absurd) / sizeof(*absurd); ++i) {
      const double value = csn_control_value(&info, absurd[i]);
      const double port = csn_control_port(&info, absurd[i]);
      CU_ASSERT(value >= 1 - 1e-12 && value <= 10 + 1e-12);
      CU_ASSERT(port >= 0 && port <= 1 + 1e-12);
    }
  }
}

static void
there_and_back(void)
{
  for (unsigned curve = 0; curve < 3; ++curve) {
    const CsnControlInfo info = info_of(2, 102, curve);
    double last = -1;
    for (unsigned i = 0; i <= 100; ++i) {
      const double port = i / 100.0;
      const double value = csn_control_value(&info, port);
      CU_ASSERT(value >= last);
      last = value;
      CU_ASSERT_DOUBLE_EQUAL(csn_control_port(&info, value), port, 1e-9);
    }
  }
  const CsnControlInfo flat = info_of(3, 3, 0);
  CU_ASSERT_DOUBLE_EQUAL(csn_control_port(&flat, 3), 0, 0);
}

static void
ignore(CSOUND* csound, int attr, const char* format, va_list args)
{
  (void)csound;
  (void)attr;
  (void)format;
  (void)args;
}

/* Compiles an orchestra and makes the map that it declares. */
static CsnControlMap*
declared(const char* text, const CsnControlMap* old)
{
  CSOUND* const csound = csoundCreate(NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(csound);
  csoundSetMessageCallback(csound, ignore);
  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csoundSetOption(csound, "-n");
  csoundSetOption(csound, "-d");
  CU_ASSERT_EQUAL(csoundCompileOrc(csound, text), 0);
  CU_ASSERT_EQUAL(csoundStart(csound), 0);
  CsnControlMap* const map = csn_controls_declared(csound, text, old);
  CU_ASSERT_PTR_NOT_NULL_FATAL(map);
  csoundDestroy(csound);
  return map;
}

static int
set_up(void)
{
  return csoundInitialize(CSOUNDINIT_NO_SIGNAL_HANDLER | CSOUNDINIT_NO_ATEXIT) <
         0;
}

static void
order_of_the_text(void)
{
  CsnControlMap* const map = declared("chn_k \"zeta\", 1, 2, 0.5, 0, 1\n"
                                      "chn_k \"plain\", 1\n"
                                      "chn_S \"text\", 1\n"
                                      "chn_a \"sound\", 1\n"
                                      "chn_k \"alpha\", 3, 3, 100, 20, 2000\n"
                                      "chn_k \"mid\", 1, 1, 9, 0, 10\n"
                                      "instr 1\nendin\n",
                                      NULL);
  CU_ASSERT_STRING_EQUAL(map->slots[0].info.name, "zeta");
  CU_ASSERT_STRING_EQUAL(map->slots[1].info.name, "alpha");
  CU_ASSERT_EQUAL(map->slots[1].info.curve, CSN_CURVE_EXPONENTIAL);
  CU_ASSERT_STRING_EQUAL(map->slots[2].info.name, "mid");
  CU_ASSERT_EQUAL(map->slots[2].info.curve, CSN_CURVE_INTEGER);
  CU_ASSERT_DOUBLE_EQUAL(map->slots[2].info.initial, 9, 0);
  CU_ASSERT_EQUAL(map->slots[3].info.target, CSN_TARGET_NONE);
  free(map);
}

static void
slots_stick(void)
{
  CsnControlMap* const first = declared("chn_k \"a\", 1, 2, 0, 0, 1\n"
                                        "chn_k \"b\", 1, 2, 0, 0, 1\n"
                                        "chn_k \"c\", 1, 2, 0, 0, 1\n",
                                        NULL);
  CsnControlMap* const second = declared("chn_k \"d\", 1, 2, 0, 0, 1\n"
                                         "chn_k \"c\", 1, 2, 0, 0, 5\n"
                                         "chn_k \"e\", 1, 2, 0, 0, 1\n"
                                         "chn_k \"a\", 1, 2, 0, 0, 1\n",
                                         first);
  CU_ASSERT_STRING_EQUAL(second->slots[0].info.name, "a");
  CU_ASSERT_STRING_EQUAL(second->slots[1].info.name, "d");
  CU_ASSERT_STRING_EQUAL(second->slots[2].info.name, "c");
  CU_ASSERT_DOUBLE_EQUAL(second->slots[2].info.maximum, 5, 0);
  CU_ASSERT_STRING_EQUAL(second->slots[3].info.name, "e");
  CU_ASSERT_EQUAL(second->slots[4].info.target, CSN_TARGET_NONE);
  free(first);
  free(second);
}

static void
too_many(void)
{
  char text[2000] = "";
  size_t n = 0;
  for (unsigned i = 0; i < 20; ++i) {
    n += (size_t)snprintf(text + n,
                          sizeof(text) - n,
                          "chn_k \"c%02u\", 1, 2, 0, 0, 1\n",
                          i);
  }
  CsnControlMap* const map = declared(text, NULL);
  CU_ASSERT_STRING_EQUAL(map->slots[15].info.name, "c15");
  free(map);
}

static void
written(void)
{
  static const char want[] = "ctl1\tcut off\t20\t20000\t440\texp\tHz\n"
                             "ctl3\tn\t-1\t7\t0\tint\t\n";
  CsnControlMap map;
  char text[200];
  memset(&map, 0, sizeof(map));
  map.slots[0].info = info_of(20, 20000, 1);
  map.slots[0].info.initial = 440;
  (void)snprintf(map.slots[0].info.name, 64, "cut off");
  (void)snprintf(map.slots[0].info.unit, 16, "Hz");
  map.slots[2].info = info_of(-1, 7, 2);
  (void)snprintf(map.slots[2].info.name, 64, "n");
  CU_ASSERT_EQUAL(csn_controls_write(&map, text, sizeof(text)), strlen(want));
  CU_ASSERT_STRING_EQUAL(text, want);

  // A buffer that is too small is filled, ended, and told what is needed
  for (size_t size = 0; size < sizeof(want); ++size) {
    memset(text, '#', sizeof(text));
    CU_ASSERT_EQUAL(csn_controls_write(&map, text, size), strlen(want));
    CU_ASSERT(!size || memchr(text, 0, size));
    CU_ASSERT_EQUAL(text[size], '#');
  }
  memset(&map, 0, sizeof(map));
  CU_ASSERT_EQUAL(csn_controls_write(&map, text, sizeof(text)), 0);
  CU_ASSERT_STRING_EQUAL(text, "");
}

static const CsnTest tests[] = {
  { "controls", "a curve maps 0 to 1 onto the range", curves },
  { "controls", "what is out of range is held in it", bounded },
  { "controls", "a value leads back to its port", there_and_back },
  { "controls", "slots follow the order of the text", order_of_the_text },
  { "controls", "a name keeps its slot", slots_stick },
  { "controls", "sixteen are taken and the rest left", too_many },
  { "controls", "a map is written as lines of tabs", written },
};
CSN_TESTS_WITH(tests, set_up, NULL)
