// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Typed messages: atoms of any type, what is refused, sizes that lie (layer:
// tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"
#include "typed.h"

#include <stdio.h>
#include <string.h>

static CsnRig*
playing(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_forget(rig);
  return rig;
}

static void
end(CsnRig* rig)
{
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
}

// Types

/* A sched whose p4 comes as this or that; the level that then sounds. */
static double
level_of(CsnRig* rig, int32_t number)
{
  const CsnTold* const told = typed_answer(rig, number);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_EQUAL(told->type, CSN_TOLD_ACK);
  csn_rig_run(rig, csn_rig_frames);
  const double level = (double)rig->out[0][csn_rig_frames - 1];
  typed_begin("unschedAll", 0);
  typed_put(rig, 0);
  csn_rig_run(rig, csn_rig_frames);
  return level;
}

static void
numbers_of_any_type(void)
{
  CsnRig* const rig = playing();
  LV2_Atom_Forge* const forge = &typed_shape.forge;
  const float narrow[] = { 0.25F };
  const int64_t large[] = { 3 };
  LV2_Atom_Forge_Frame tuple;
  for (int32_t i = 1; i <= 8; ++i) {
    typed_begin("sched", i);
    typed_key("instr");
    lv2_atom_forge_long(forge, 2);
    typed_key("args");
    switch (i) {
      case 1:
        lv2_atom_forge_float(forge, 0.5F);
        break;
      case 2:
        lv2_atom_forge_double(forge, 0.5);
        break;
      case 3:
        lv2_atom_forge_int(forge, 2);
        break;
      case 4:
        lv2_atom_forge_long(forge, 2);
        break;
      case 5:
        lv2_atom_forge_bool(forge, true);
        break;
      case 6:
        lv2_atom_forge_vector(
          forge, sizeof(float), csn_rig_map(LV2_ATOM__Float), 1, narrow);
        break;
      case 7:
        lv2_atom_forge_vector(
          forge, sizeof(int64_t), csn_rig_map(LV2_ATOM__Long), 1, large);
        break;
      default:
        lv2_atom_forge_tuple(forge, &tuple);
        lv2_atom_forge_double(forge, 0.75);
        lv2_atom_forge_string(forge, "words", 5);
        lv2_atom_forge_pop(forge, &tuple);
        break;
    }
    static const double levels[] = { 0, 0.5, 0.5, 2, 2, 1, 0.25, 3, 0.75 };
    CU_ASSERT_DOUBLE_EQUAL(level_of(rig, i), levels[i], 1e-6);
  }
  end(rig);
}

static void
texts_of_any_type(void)
{
  CsnRig* const rig = playing();
  for (int32_t i = 1; i <= 4; ++i) {
    typed_begin("setChannel", i);
    typed_key("channel");
    if (i == 1) {
      lv2_atom_forge_path(&typed_shape.forge, "level", 5);
    } else if (i == 2) {
      lv2_atom_forge_uri(&typed_shape.forge, "level", 5);
    } else if (i == 3) { // Without its ending zero
      lv2_atom_forge_atom(&typed_shape.forge, 5, rig->uris.atom_String);
      lv2_atom_forge_write(&typed_shape.forge, "level", 5);
    } else {
      lv2_atom_forge_string(&typed_shape.forge, "level", 5);
    }
    typed_add_number("value", i);
    CU_ASSERT_EQUAL(typed_answer(rig, i)->type, CSN_TOLD_ACK);
    typed_begin("getControlChannel", 100 + i);
    typed_add_text("channel", "level");
    CU_ASSERT_DOUBLE_EQUAL(typed_answer(rig, 100 + i)->value, i, 0);
  }

  // An instrument's number may be a text, as in C
  typed_begin("sched", 9);
  typed_add_text("instr", "2");
  typed_add_number("args", 0.5);
  CU_ASSERT_DOUBLE_EQUAL(level_of(rig, 9), 0.5, 1e-6);
  end(rig);
}

static void
many_at_one_frame(void)
{
  CsnRig* const rig = playing();
  typed_begin("sched", 1);
  typed_add_number("instr", 2.5);
  typed_add_number("args", 0.25);
  typed_put(rig, 77);
  typed_begin("setp", 2);
  typed_add_number("p1", 2.5);
  typed_key("pairs");
  const int32_t pairs[] = { 4, 1 };
  lv2_atom_forge_vector(
    &typed_shape.forge, 4, csn_rig_map(LV2_ATOM__Int), 2, pairs);
  typed_put(rig, 77);
  typed_begin("getp", 3);
  typed_add_number("eventid", 2.5);
  typed_add_number("idx", 4);
  typed_put(rig, 77);
  csn_rig_run(rig, csn_rig_frames);
  for (int32_t i = 1; i <= 3; ++i) {
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i), 1);
  }
  CU_ASSERT_DOUBLE_EQUAL(csn_rig_await(rig, 3)->value, 1, 0);
  const uint32_t first = 77U + (uint32_t)rig->latency;
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][first - 1U], 0, 0);
  CU_ASSERT((double)rig->out[0][first] > 0);
  end(rig);
}

static void
large_code(void)
{
  enum { n = 60000 };
  static char code[n + 64];
  CsnRig* const rig = playing();
  memset(code, ' ', n);
  for (size_t i = 60; i < n; i += 60) {
    code[i] = '\n';
  }
  (void)snprintf(code + n,
                 64,
                 "instr 9\na1 linseg p4, 1, p4\nouts a1, a1\nendin\n");
  typed_begin("compile", 1);
  typed_add_text("code", code);
  CU_ASSERT_EQUAL(typed_answer(rig, 1)->type, CSN_TOLD_ACK);
  typed_begin("sched", 2);
  typed_add_number("instr", 9);
  typed_add_number("args", 0.25);
  CU_ASSERT_DOUBLE_EQUAL(level_of(rig, 2), 0.25, 1e-6);

  // The audio thread's own calls are small ones
  typed_begin("event", 3);
  typed_add_text("score", code);
  CU_ASSERT_EQUAL(typed_answer(rig, 3)->type, CSN_TOLD_ERROR);
  end(rig);
}

// Refusals

static void
wrong(CsnRig* rig, int32_t number, const char* problem)
{
  const CsnTold* const told = typed_answer(rig, number);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_EQUAL(told->type, CSN_TOLD_ERROR);
  CU_ASSERT_STRING_EQUAL(told->text, problem);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, number) +
                    csn_rig_count(rig, CSN_TOLD_ACK, number),
                  1);
}

static void
refusals(void)
{
  static const char no_value[] =
    "an argument is a number, a text, or a vector or tuple of them";
  const double two[] = { 1, 2 };
  CsnRig* const rig = playing();
  LV2_Atom_Forge* const forge = &typed_shape.forge;
  LV2_Atom_Forge_Frame frame;
  typed_begin("getp", 1);
  typed_add_number("eventid", 2.5);
  wrong(rig, 1, "an argument is missing");
  typed_begin("readBus", 2);
  typed_add_number("bus", 2.5);
  typed_add_text("default", "four");
  wrong(rig, 2, "a number is expected here");
  typed_begin("compile", 3);
  typed_add_number("code", 1);
  wrong(rig, 3, "a text is expected here");
  typed_begin("unschedAll", 4);
  typed_add_number("delay", 1);
  wrong(rig, 4, "the method has no such argument");
  typed_begin("getp", 5);
  typed_add_number("eventid", 2.5);
  typed_add_number("eventid", 2.5);
  typed_add_number("idx", 4);
  wrong(rig, 5, "an argument is given twice");
  typed_begin("getp", 6);
  typed_add_number("eventid", 2.5);
  typed_key("idx");
  lv2_atom_forge_vector(forge, 8, csn_rig_map(LV2_ATOM__Double), 2, two);
  wrong(rig, 6, "one value is expected here");
  typed_begin("sched", 7);
  typed_key("instr");
  lv2_atom_forge_urid(forge, 2);
  wrong(rig, 7, no_value);
  typed_begin("sched", 8);
  typed_add_number("instr", 2);
  typed_key("args");
  lv2_atom_forge_object(forge, &frame, 0, 0);
  lv2_atom_forge_pop(forge, &frame);
  wrong(rig, 8, no_value);
  typed_begin("sched", 9);
  typed_add_number("instr", 2);
  typed_key("args");
  lv2_atom_forge_tuple(forge, &frame);
  for (int i = 0; i < 3000; ++i) {
    lv2_atom_forge_int(forge, i);
  }
  lv2_atom_forge_pop(forge, &frame);
  wrong(rig, 9, "there are too many arguments");
  typed_begin("frobnicate", 10);
  wrong(rig, 10, "there is no such message");
  end(rig);
}

/* Sizes that say more than there is, at every place of a message. */
static void
lying_sizes(void)
{
  static uint8_t body[sizeof(typed_shape.body)];
  const double pairs[] = { 4, 0.5, 4, 0.25 };
  CsnRig* const rig = playing();
  LV2_Atom_Forge_Frame tuple;
  typed_begin("setp", 0);
  typed_add_number("p1", 2.5);
  typed_key("pairs");
  lv2_atom_forge_vector(
    &typed_shape.forge, 8, csn_rig_map(LV2_ATOM__Double), 4, pairs);
  typed_key("delay");
  lv2_atom_forge_tuple(&typed_shape.forge, &tuple);
  lv2_atom_forge_string(&typed_shape.forge, "abc", 3);
  lv2_atom_forge_float(&typed_shape.forge, 1.0F);
  lv2_atom_forge_pop(&typed_shape.forge, &tuple);
  lv2_atom_forge_pop(&typed_shape.forge, &typed_shape.object);
  LV2_Atom head;
  memcpy(&head, typed_shape.body, sizeof(head));
  static const uint32_t lies[] = { 0, 1, 7, 8, 1000, 0x7FFFFFFF, 0xFFFFFFFF };
  for (uint32_t at = sizeof(LV2_Atom_Object_Body); at + 4U <= head.size;
       at += 4U) {
    for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); ++i) {
      memcpy(body, typed_shape.body + sizeof(head), head.size);
      memcpy(body + at, &lies[i], sizeof(lies[i]));
      csn_rig_put(rig, 0, rig->uris.atom_Object, body, head.size);
    }
    for (uint32_t cut = 0; cut < head.size; cut += 5U) {
      csn_rig_put(rig, 0, rig->uris.atom_Object, body, cut);
    }
    csn_rig_run(rig, 64);
  }
  csn_rig_forget(rig);
  typed_begin("sched", 1);
  typed_add_number("instr", 2);
  typed_add_number("args", 0.5);
  CU_ASSERT_DOUBLE_EQUAL(level_of(rig, 1), 0.5, 1e-6);
  end(rig);
}

static const CsnTest tests[] = {
  { "typed", "a number may be of any type", numbers_of_any_type },
  { "typed", "a text may be of any type", texts_of_any_type },
  { "typed", "messages of one frame are in order", many_at_one_frame },
  { "typed", "code may be large", large_code },
  { "typed", "each mistake is named, once", refusals },
  { "typed", "sizes that lie do no harm", lying_sizes },
};
CSN_TESTS(tests)
