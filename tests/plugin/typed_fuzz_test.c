// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Typed messages by chance against a sounding plugin: any method with atoms of
// any type, nested, twice, unknown, and bytes changed after that. Each that is
// whole is answered once, and the plugin plays on (layer: tests).

#include "csonance.h"
#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"
#include "typed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_MESSAGES 10000U
#define NUMBER_END 32U // Of the head of a message and its patch:sequenceNumber

static uint64_t seed;
static uint32_t n_done;

static uint32_t
any(uint32_t n)
{
  return (uint32_t)(csn_test_random(&seed) % n);
}

static void
forge_any(CsnRig* rig, unsigned depth) // NOLINT(misc-no-recursion)
{
  static const double numbers[] = { 0,        1, 2,    -1,    0.5,
                                    4,        5, 1e9,  -1e18, (double)NAN,
                                    HUGE_VAL, 9, 1e300 };
  static const char* const texts[] = { "",     "level",  "2",  "i 2 0 0.01 0.1",
                                       "1+1",  "nobody", "on", "{{ \"",
                                       "a\"b", "$a" };
  LV2_Atom_Forge* const forge = &typed_shape.forge;
  LV2_Atom_Forge_Frame frame;
  const double number = numbers[any(13)];
  const char* const text = texts[any(10)];
  const uint32_t length = (uint32_t)strlen(text);
  switch (any(depth ? 11 : 9)) {
    case 0:
    case 1:
      lv2_atom_forge_double(forge, number);
      break;
    case 2:
      lv2_atom_forge_float(forge, (float)any(8));
      break;
    case 3:
      lv2_atom_forge_int(forge, (int32_t)any(10) - 2);
      break;
    case 4:
      lv2_atom_forge_long(forge, INT64_MIN + any(3));
      break;
    case 5:
      lv2_atom_forge_string(forge, text, length);
      break;
    case 6:
      lv2_atom_forge_path(forge, text, length);
      break;
    case 7:
      lv2_atom_forge_vector(forge, 8, rig->uris.atom_Double, any(14), numbers);
      break;
    case 8:
      lv2_atom_forge_urid(forge, any(1000));
      break;
    case 9:
      lv2_atom_forge_object(forge, &frame, 0, any(1000));
      lv2_atom_forge_key(forge, any(1000));
      forge_any(rig, depth - 1U);
      lv2_atom_forge_pop(forge, &frame);
      break;
    default:
      lv2_atom_forge_tuple(forge, &frame);
      for (uint32_t i = any(6); i > 0; --i) {
        forge_any(rig, depth - 1U);
      }
      lv2_atom_forge_pop(forge, &frame);
      break;
  }
}

static bool
is_kept_out(const char* method)
{
  return !strcmp(method, "load") || !strcmp(method, "loadFile") ||
         !strcmp(method, "compileFile");
}

/* Puts a message in; false: its bytes were changed, and none may come back. */
static bool
put_any(CsnRig* rig, int32_t number)
{
  uint32_t method = any(csn_n_methods());
  while (is_kept_out(csn_method_name(method))) {
    method = any(csn_n_methods());
  }
  typed_begin(csn_method_name(method), number);
  const char* param = NULL;
  for (uint32_t i = 0; (param = csn_method_param(method, i)); ++i) {
    for (uint32_t n = any(20) ? 1U : any(3); n > 0; --n) {
      typed_key(any(40) ? param : "nothing");
      forge_any(rig, 3);
    }
  }
  LV2_Atom head;
  lv2_atom_forge_pop(&typed_shape.forge, &typed_shape.object);
  memcpy(&head, typed_shape.body, sizeof(head));
  uint8_t* const body = typed_shape.body + sizeof(head);
  const bool whole = any(3) != 0;
  for (uint32_t i = any(4) + 1U; !whole && i > 0; --i) {
    if (head.size > NUMBER_END) { // Behind the number
      body[NUMBER_END + any(head.size - NUMBER_END)] = (uint8_t)any(256);
    }
  }
  csn_rig_put(rig, any(256), rig->uris.atom_Object, body, head.size);
  return whole;
}

static void
count_answers(const CsnRig* rig, uint8_t* answers)
{
  for (unsigned i = 0; i < rig->n_told; ++i) {
    const int32_t number = rig->told[i].number;
    if (number > 0 && (uint32_t)number <= N_MESSAGES &&
        (rig->told[i].type == CSN_TOLD_ACK ||
         rig->told[i].type == CSN_TOLD_ERROR)) {
      ++answers[number];
      n_done += rig->told[i].type == CSN_TOLD_ACK;
    }
  }
}

static void
run_some(CsnRig* rig, uint8_t* answers, unsigned n)
{
  for (unsigned i = 0; i < n; ++i) {
    csn_rig_run(rig, csn_rig_frames);
    count_answers(rig, answers);
    csn_rig_forget(rig);
  }
}

static void
messages(void)
{
  char home[4096];
  CU_ASSERT_PTR_NOT_NULL_FATAL(getcwd(home, sizeof(home)));
  CU_ASSERT_EQUAL_FATAL(chdir(csn_test_scratch()), 0);
  uint8_t* const answers = (uint8_t*)calloc(N_MESSAGES + 1U, 1);
  uint8_t* const whole = (uint8_t*)calloc(N_MESSAGES + 1U, 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(answers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(whole);
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  seed = 0xFEEDBEEF;
  for (uint32_t i = 1; i <= N_MESSAGES; ++i) {
    whole[i] = put_any(rig, (int32_t)i);
    if (i % 8U == 0) {
      run_some(rig, answers, 1);
    }
    if (i % 512U == 0) {
      typed_begin("unschedAll", 0);
      typed_put(rig, 0);
    }
  }
  typed_begin("unschedAll", 0);
  typed_put(rig, 0);
  run_some(rig, answers, 400);
  uint32_t n_wrong = 0;
  for (uint32_t i = 1; i <= N_MESSAGES; ++i) {
    if (whole[i] && answers[i] != 1U) {
      printf("    message %u has %u answers\n", i, answers[i]);
      ++n_wrong;
    }
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  CU_ASSERT(n_done > N_MESSAGES / 20U);     // Not all is nonsense
  CU_ASSERT(n_done < N_MESSAGES * 3U / 4U); // Questions never fail
  for (uint32_t i = 0; i < csn_rig_frames; ++i) {
    CU_ASSERT_EQUAL_FATAL(rig->out[0][i] > 0.0F || rig->out[0][i] < 0.0F, 0);
  }

  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  typed_begin("lockClock", 0); // Messages of chance may have locked it
  typed_add_number("lock", 0);
  typed_put(rig, 0);
  typed_begin("sched", 0);
  typed_add_number("instr", 2);
  typed_add_number("args", 0.5);
  typed_put(rig, 0);
  run_some(rig, answers, 20);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][csn_rig_frames - 1], 0.5, 1e-6);
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
  free(whole);
  free(answers);
  CU_ASSERT_EQUAL(chdir(home), 0);
}

static const CsnTest tests[] = {
  { "typed", "10000 messages of chance are answered once", messages },
};
CSN_TESTS(tests)
