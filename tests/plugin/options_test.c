// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What a host says of the engine when it makes a plugin: options of every type,
// and those that are wrong (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>
#include <lv2/options/options.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define KEY "urn:csonance:option#"

/* A rig that is told some options; the list ends with a null key. */
static CsnRig*
rig_told(const LV2_Options_Option* options)
{
  const LV2_Feature feature = { LV2_OPTIONS__options,
                                (void*)(uintptr_t)options };
  const LV2_Feature* const extra[] = { &feature, NULL };
  const CsnRigSetup setup = { .extra = extra };
  CsnRig* const rig = csn_rig_new(&setup);
  rig->setup.extra = NULL; // It is this function's
  return rig;
}

static LV2_Options_Option
option(const char* key, const char* type, uint32_t size, const void* value)
{
  return (LV2_Options_Option){ LV2_OPTIONS_INSTANCE,          0,
                               key ? csn_rig_map(key) : 0U,   size,
                               type ? csn_rig_map(type) : 0U, value };
}

static LV2_Options_Option
text(const char* key, const char* value)
{
  return option(key, LV2_ATOM__String, (uint32_t)strlen(value) + 1U, value);
}

static double
number_of(CsnRig* rig, const char* line)
{
  static int32_t request = 100;
  const CsnTold* const told = csn_rig_call(rig, line, ++request);
  return told && told->has_value ? told->value : (double)NAN;
}

static void
all_types(void)
{
  const double a4 = 443.5;
  const float latency = 0.25F;
  const int32_t flag = 1;
  const int64_t frames = 128;
  const LV2_Options_Option options[] = {
    option(KEY "a4", LV2_ATOM__Double, sizeof(a4), &a4),
    option(KEY "latency", LV2_ATOM__Float, sizeof(latency), &latency),
    option(KEY "autosync", LV2_ATOM__Bool, sizeof(flag), &flag),
    option(KEY "quiet", LV2_ATOM__Int, sizeof(flag), &flag),
    option(KEY "bufferSize", LV2_ATOM__Long, sizeof(frames), &frames),
    text(KEY "globalcode", "gi_a = 1"),
    text(KEY "backend", "mine"),
    text(KEY "nobody", "knows this"),
    text("urn:else", "nor this"),
    option(NULL, NULL, 0, NULL)
  };
  CsnRig* const rig = rig_told(options);
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig->handle);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "a4"), 443.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "extraLatency"), 0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "autosync"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "bufferSize"), 128, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "numBuffers"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "hasBusSupport"), 1, 0);
  CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "evalCode gi_a"), 1, 0);
  const CsnTold* const told = csn_rig_call(rig, "backend", 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_STRING_EQUAL(told->text, "mine");
  csn_rig_free(rig);

  // Who says nothing has a device all the same
  CsnRig* const plain = csn_rig_of(CSN_RIG_INSTRUMENT);
  const CsnTold* const backend = csn_rig_call(plain, "backend", 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(backend);
  CU_ASSERT_STRING_EQUAL(backend->text, "lv2");
  csn_rig_free(plain);
}

/* 0 is none of that kind, and leaves the other. */
static void
no_buses(void)
{
  static const char* const keys[] = { KEY "numAudioBuses",
                                      KEY "numControlBuses" };
  static const char* const asked[] = { "numAudioBuses", "numControlBuses" };
  const int32_t none = 0;
  for (unsigned i = 0; i < 2U; ++i) {
    const LV2_Options_Option options[] = {
      option(keys[i], LV2_ATOM__Int, sizeof(none), &none),
      option(NULL, NULL, 0, NULL)
    };
    CsnRig* const rig = rig_told(options);
    CU_ASSERT_PTR_NOT_NULL_FATAL(rig->handle);
    CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
    CU_ASSERT_DOUBLE_EQUAL(number_of(rig, asked[i]), 0, 0);
    CU_ASSERT(number_of(rig, asked[1U - i]) > 0);
    CU_ASSERT_DOUBLE_EQUAL(number_of(rig, "hasBusSupport"), 1, 0);
    csn_rig_free(rig);
  }
}

/* No plugin, and a sentence in the log. */
static void
wrong_ones(void)
{
  const double nan = (double)NAN;
  const double low = 0;
  const double half = 0.5;
  const int32_t many = 100000;
  const struct {
    LV2_Options_Option option;
    const char* said;
  } cases[] = {
    { text(KEY "a4", "440"), "the option a4 is no number from 1 to 20000" },
    { option(KEY "a4", LV2_ATOM__Double, sizeof(nan), &nan), "option a4" },
    { option(KEY "a4", LV2_ATOM__Double, sizeof(low), &low), "option a4" },
    { option(KEY "a4", LV2_ATOM__Double, 4, &half), "option a4" },
    { option(KEY "a4", LV2_ATOM__Double, 8, NULL), "option a4" },
    { option(KEY "autosync", LV2_ATOM__Double, 8, &half), "option autosync" },
    { option(KEY "numAudioBuses", LV2_ATOM__Int, 4, &many), "numAudioBuses" },
    { option(KEY "globalcode", LV2_ATOM__Int, 4, &many),
      "the option globalcode is no text" },
    { option(KEY "globalcode", LV2_ATOM__String, 3, "abc"), "globalcode" },
    { option(KEY "includes", LV2_ATOM__String, 0, ""), "includes" },
    { text(KEY "includes", "a\"b"), "Csonance: " },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    const LV2_Options_Option options[] = { cases[i].option,
                                           option(NULL, NULL, 0, NULL) };
    CsnRig* const rig = rig_told(options);
    CU_ASSERT_PTR_NULL(rig->handle);
    if (!strstr(rig->log_text, cases[i].said)) {
      printf("    %s", rig->log_text);
      CU_FAIL("the log says something else");
    }
    csn_rig_free(rig);
  }
}

static const CsnTest tests[] = {
  { "options", "each type of an option is taken", all_types },
  { "options", "no buses of a kind leave the other", no_buses },
  { "options", "a wrong option makes no plugin", wrong_ones },
};
CSN_TESTS(tests)
