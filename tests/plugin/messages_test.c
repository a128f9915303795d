// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The message port: every message with a number is answered once, with what
// its method returned, whatever shape the host gives it (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>
#include <lv2/atom/forge.h>
#include <lv2/patch/patch.h>
#include <lv2/time/time.h>

#include <stdio.h>
#include <string.h>

static CsnRig*
playing(CsnRigWorker worker)
{
  const CsnRigSetup setup = { .kind = CSN_RIG_INSTRUMENT, .worker = worker };
  CsnRig* const rig = csn_rig_new(&setup);
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

// Answers

static double
result(CsnRig* rig, const char* line, int32_t number)
{
  const CsnTold* const told = csn_rig_call(rig, line, number);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_EQUAL(told->type, CSN_TOLD_ACK);
  CU_ASSERT_TRUE(told->has_value);
  return told->value;
}

static void
results_come_back(CsnRigWorker worker)
{
  CsnRig* const rig = playing(worker);
  const double p1 = result(rig, "$a = sched 2 0 10 0.125", 1);
  CU_ASSERT_TRUE(p1 > 2.0 && p1 < 3.0);
  const double other = result(rig, "sched 2 0 10 0.25", 2);
  CU_ASSERT_TRUE(other > 2.0 && other < 3.0 && (other < p1 || other > p1));
  CU_ASSERT_DOUBLE_EQUAL(result(rig, "getp $a 4", 3), 0.125, 0.0);
  CU_ASSERT_EQUAL(csn_rig_call(rig, "setp $a 4 0.5", 4)->type, CSN_TOLD_ACK);
  CU_ASSERT_DOUBLE_EQUAL(result(rig, "getp $a 4", 5), 0.5, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(result(rig, "evalCode {{6 * 7}}", 6), 42.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(result(rig, "getControlChannel level", -1337),
                         1.0,
                         0.0);
  for (int32_t i = 1; i <= 6; ++i) {
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i) +
                      csn_rig_count(rig, CSN_TOLD_ERROR, i),
                    1);
  }
  end(rig);
}

static void
results_at_once(void)
{
  results_come_back(CSN_RIG_AT_ONCE);
}

static void
results_of_a_thread(void)
{
  results_come_back(CSN_RIG_THREAD);
}

static void
refusals_name_the_number(void)
{
  static const char* const bad[] = { "frobnicate 1",   "sched",
                                     "setp 77.5 4 1",  "getp 77.5 4",
                                     "evalCode {{x}}", "compile {{instr}}",
                                     "sched nobody",   "loadFile nowhere.csd",
                                     "sched 2 0 {{",   "" };
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const int32_t n = (int32_t)(sizeof(bad) / sizeof(bad[0])) - 1;
  for (int32_t i = 0; i < n; ++i) {
    const CsnTold* const told = csn_rig_call(rig, bad[i], i + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(told);
    CU_ASSERT_EQUAL(told->type, CSN_TOLD_ERROR);
    CU_ASSERT_TRUE(told->text[0] != '\0');
  }
  csn_rig_run(rig, csn_rig_frames);
  for (int32_t i = 1; i <= n; ++i) {
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, i), 1);
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i), 0);
  }
  end(rig);
}

static void
a_storm_is_answered(uint32_t room)
{
  enum { n = 200 };
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  unsigned counts[n] = { 0 };
  rig->out_size = room;
  for (int32_t i = 1; i <= n; ++i) {
    csn_rig_set(rig,
                i,
                i % 7 ? rig->uris.csn_call : rig->uris.csn_status,
                i % 3 ? "sched 2 0 0.01 0.001" : "no such thing",
                i);
  }
  for (unsigned block = 0; block < 400; ++block) {
    csn_rig_run(rig, csn_rig_frames);
    for (unsigned k = 0; k < rig->n_told; ++k) {
      const CsnTold* const told = &rig->told[k];
      if (told->number > 0 && told->number <= n) {
        ++counts[told->number - 1];
        CU_ASSERT_EQUAL(told->type,
                        told->number % 3 && told->number % 7 ? CSN_TOLD_ACK
                                                             : CSN_TOLD_ERROR);
      }
    }
    csn_rig_forget(rig);
  }
  for (unsigned i = 0; i < n; ++i) {
    CU_ASSERT_EQUAL(counts[i], 1);
  }
  end(rig);
}

static void
storm_with_room(void)
{
  a_storm_is_answered(65536);
}

static void
storm_without_room(void)
{
  a_storm_is_answered(512);
}

static void
nothing_without_number(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  csn_rig_set(rig, 3, rig->uris.csn_call, "sched 2 0 1 0.5", 0);
  csn_rig_run(rig, 64);
  CU_ASSERT_EQUAL(rig->n_told, 0);
  CU_ASSERT_TRUE(rig->out[0][40] > 0.4F);

  csn_rig_set(rig, 0, rig->uris.csn_call, "frobnicate", 0);
  csn_rig_run(rig, 64);
  CU_ASSERT_EQUAL(rig->n_told, 1);
  CU_ASSERT_PTR_NOT_NULL(csn_rig_last(rig, rig->uris.csn_error));
  end(rig);
}

/* What a program sends by outvalue comes with the number of who wants it. */
static void
outvalue_is_told(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const CsnTold* told = csn_rig_call(rig, "registerOutvalueCallback level", 7);
  CU_ASSERT(told && told->type == CSN_TOLD_ACK);
  told = csn_rig_call(rig,
                      "compile {{ instr 77\noutvalue \"level\", p4\nendin }}",
                      8);
  CU_ASSERT(told && told->type == CSN_TOLD_ACK);
  csn_rig_forget(rig);
  csn_rig_set(rig, 3, rig->uris.csn_call, "sched 77 0 0.001 0.375", 0);
  csn_rig_run(rig, 256);
  told = csn_rig_last(rig, rig->uris.csn_outvalue);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_EQUAL(told->number, 7);
  CU_ASSERT_DOUBLE_EQUAL(told->value, 0.375, 0);
  CU_ASSERT_STRING_EQUAL(told->text, "level");
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_SET, 7), 1);
  end(rig);
}

static void
bad_code_changes_nothing(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  CU_ASSERT_EQUAL(csn_rig_call(rig, "sched 2 0 -1 0.5", 1)->type, CSN_TOLD_ACK);
  csn_rig_set(
    rig, 5, rig->uris.csn_program, "instr 1\n  a1 oscilx 1\nendin\n", 2);
  csn_rig_set(
    rig, 9, rig->uris.csn_compile, "instr 5\n  a1 oscilx 1\nendin\n", 3);
  csn_rig_run(rig, csn_rig_frames);
  const CsnTold* const told = csn_rig_await(rig, 3);
  CU_ASSERT_PTR_NOT_NULL_FATAL(told);
  CU_ASSERT_EQUAL(csn_rig_await(rig, 2)->type, CSN_TOLD_ERROR);
  CU_ASSERT_EQUAL(told->type, CSN_TOLD_ERROR);
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, ":2:"));
  CU_ASSERT_PTR_NOT_NULL(strstr(told->text, "error"));
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][100], 0.5, 1e-6);
  end(rig);
}

static void
a_program_lives_from_its_frame(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  csn_rig_set(rig,
              100,
              rig->uris.csn_program,
              "ksmps = 16\nnchnls = 2\n0dbfs = 1\ninstr 1\n"
              "  a1 init 0.25\n  outs a1, a1\nendin\nschedule 1, 0, -1\n",
              9);
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 9), 1);
  CU_ASSERT_PTR_NOT_NULL(csn_rig_last(rig, rig->uris.csn_controls));
  CU_ASSERT_PTR_NOT_NULL(csn_rig_last(rig, rig->uris.csn_status));
  const uint32_t first = 100U + (uint32_t)rig->latency;
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][first - 1U], 0.0, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][first], 0.25, 1e-6);
  end(rig);
}

// Shapes of messages

typedef struct {
  uint8_t body[8192];
  LV2_Atom_Forge forge;
  LV2_Atom_Forge_Frame object;
} Shape;

static void
begin(Shape* shape, const char* type)
{
  lv2_atom_forge_init(&shape->forge, csn_rig_mapper());
  lv2_atom_forge_set_buffer(&shape->forge, shape->body, sizeof(shape->body));
  lv2_atom_forge_object(&shape->forge, &shape->object, 0, csn_rig_map(type));
}

static void
key(Shape* shape, LV2_URID name)
{
  lv2_atom_forge_key(&shape->forge, name);
}

static void
put(CsnRig* rig, Shape* shape, LV2_URID type)
{
  LV2_Atom head;
  lv2_atom_forge_pop(&shape->forge, &shape->object);
  memcpy(&head, shape->body, sizeof(head));
  csn_rig_put(rig, 0, type, shape->body + sizeof(head), head.size);
}

static void
any_shape_of_a_set_is_taken(void)
{
  static const char line[] = "sched 2 0 1 0.5";
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const CsnUris* const uris = &rig->uris;
  for (int32_t i = 1; i <= 4; ++i) {
    Shape shape;
    begin(&shape, LV2_PATCH__Set);
    if (i != 2) { // value before property, subject, strange keys
      key(&shape, csn_rig_map("urn:test:strange"));
      lv2_atom_forge_vector(
        &shape.forge, 4, uris->atom_Int, 3, (const int32_t[]){ 1, 2, 3 });
      key(&shape, csn_rig_map(LV2_PATCH__subject));
      lv2_atom_forge_urid(&shape.forge, csn_rig_map(CSN_URI_INSTRUMENT));
      key(&shape, csn_rig_map(LV2_PATCH__context));
      lv2_atom_forge_urid(&shape.forge, 77);
    }
    key(&shape, uris->patch_value);
    if (i == 3) { // a text whose size leaves the ending zero out
      lv2_atom_forge_atom(&shape.forge,
                          (uint32_t)strlen(line),
                          uris->atom_String);
      lv2_atom_forge_write(&shape.forge, line, (uint32_t)strlen(line));
    } else {
      lv2_atom_forge_string(&shape.forge, line, (uint32_t)strlen(line));
    }
    key(&shape, uris->patch_property);
    lv2_atom_forge_urid(&shape.forge, uris->csn_call);
    key(&shape, uris->patch_sequenceNumber);
    lv2_atom_forge_int(&shape.forge, i);
    put(rig, &shape, i == 4 ? uris->atom_Blank : uris->atom_Object);
    csn_rig_run(rig, csn_rig_frames);
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i), 1);
  }
  end(rig);
}

static void
values_of_other_types_are_refused(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const CsnUris* const uris = &rig->uris;
  for (int32_t i = 1; i <= 6; ++i) {
    Shape shape;
    begin(&shape, LV2_PATCH__Set);
    key(&shape, uris->patch_sequenceNumber);
    lv2_atom_forge_int(&shape.forge, i);
    if (i != 1) {
      key(&shape, uris->patch_property);
      if (i == 2) {
        lv2_atom_forge_uri(&shape.forge, CSN_NS "call", 20);
      } else {
        lv2_atom_forge_urid(&shape.forge, i == 3 ? 9999 : uris->csn_call);
      }
    }
    if (i != 4) {
      key(&shape, uris->patch_value);
      if (i == 5) {
        lv2_atom_forge_float(&shape.forge, 1.0F);
      } else if (i == 6) {
        lv2_atom_forge_urid(&shape.forge, uris->csn_call);
      } else {
        lv2_atom_forge_string(&shape.forge, "status", 6);
      }
    }
    put(rig, &shape, uris->atom_Object);
  }
  csn_rig_run(rig, csn_rig_frames);
  for (int32_t i = 1; i <= 6; ++i) {
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, i), 1);
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i), 0);
  }
  end(rig);
}

static void
get_tells_all(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const CsnUris* const uris = &rig->uris;
  for (int32_t i = 0; i <= 2; ++i) { // 0: without a number
    Shape shape;
    begin(&shape, LV2_PATCH__Get);
    if (i == 1) {
      key(&shape, uris->patch_property);
      lv2_atom_forge_urid(&shape.forge, uris->csn_status);
    }
    if (i) {
      key(&shape, uris->patch_sequenceNumber);
      lv2_atom_forge_int(&shape.forge, i);
    }
    put(rig, &shape, uris->atom_Object);
    csn_rig_forget(rig);
    csn_rig_run(rig, csn_rig_frames);
    const CsnTold* const status = csn_rig_last(rig, uris->csn_status);
    const CsnTold* const controls = csn_rig_last(rig, uris->csn_controls);
    CU_ASSERT_PTR_NOT_NULL_FATAL(status);
    CU_ASSERT_PTR_NOT_NULL_FATAL(controls);
    CU_ASSERT_PTR_NOT_NULL(strstr(status->text, "state=playing"));
    CU_ASSERT_PTR_NOT_NULL(strstr(status->text, "ksmps=16"));
    CU_ASSERT_EQUAL(strncmp(controls->text, "ctl1\tlevel\t0\t2\t1\tlin", 20),
                    0);
    CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, i), i ? 1 : 0);
  }
  end(rig);
}

static void
put_sets_its_properties(void)
{
  static const char line[] = "sched 2 0 1 0.5";
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  const CsnUris* const uris = &rig->uris;
  for (int32_t i = 1; i <= 2; ++i) { // 2: nothing of it is ours
    Shape shape;
    LV2_Atom_Forge_Frame body;
    begin(&shape, LV2_PATCH__Put);
    key(&shape, uris->patch_sequenceNumber);
    lv2_atom_forge_int(&shape.forge, i);
    key(&shape, uris->patch_body);
    lv2_atom_forge_object(&shape.forge, &body, 0, 0);
    key(&shape, csn_rig_map("urn:test:strange"));
    lv2_atom_forge_float(&shape.forge, 2.0F);
    if (i == 1) {
      key(&shape, uris->csn_call);
      lv2_atom_forge_string(&shape.forge, line, (uint32_t)strlen(line));
      key(&shape, uris->csn_ksmps);
      lv2_atom_forge_string(&shape.forge, "fit", 3);
    }
    lv2_atom_forge_pop(&shape.forge, &body);
    put(rig, &shape, uris->atom_Object);
  }
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 1), 1);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, 1), 0);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, 2), 1);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][100], 0.5, 1e-6);
  end(rig);
}

static void
transport_is_no_message(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  for (unsigned i = 0; i < 3; ++i) {
    Shape shape;
    begin(&shape, LV2_TIME__Position);
    key(&shape, csn_rig_map(LV2_TIME__frame));
    lv2_atom_forge_long(&shape.forge, -48000);
    key(&shape, csn_rig_map(LV2_TIME__speed));
    lv2_atom_forge_float(&shape.forge, -1.0F);
    key(&shape, csn_rig_map(LV2_TIME__barBeat));
    lv2_atom_forge_float(&shape.forge, -3.5F);
    key(&shape, csn_rig_map(LV2_TIME__bar));
    lv2_atom_forge_long(&shape.forge, INT64_MIN);
    key(&shape, csn_rig_map(LV2_TIME__beatsPerMinute));
    lv2_atom_forge_float(&shape.forge, 0.0F);
    put(rig, &shape, i ? rig->uris.atom_Blank : rig->uris.atom_Object);
  }
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_EQUAL(rig->n_told, 0);
  end(rig);
}

/* Tempo alone is told: the beat goes on from where it is. */
static void
position_in_parts(void)
{
  CsnRig* const rig = playing(CSN_RIG_AT_ONCE);
  csn_rig_load(rig,
               "0dbfs = 1\ninstr 1\n k1 chnget \"HOST_PPQ_POS\"\n"
               " outall a(k1)\nendin\nschedule 1, 0, -1\n");
  for (unsigned i = 0; i < 2; ++i) {
    Shape shape;
    csn_rig_clear(rig);
    begin(&shape, LV2_TIME__Position);
    if (!i) {
      key(&shape, csn_rig_map(LV2_TIME__beat));
      lv2_atom_forge_double(&shape.forge, 0.25);
      key(&shape, csn_rig_map(LV2_TIME__speed));
      lv2_atom_forge_float(&shape.forge, 1.0F);
    }
    key(&shape, csn_rig_map(LV2_TIME__beatsPerMinute));
    lv2_atom_forge_float(&shape.forge, i ? 60.0F : 120.0F);
    put(rig, &shape, rig->uris.atom_Object);
    for (unsigned n = 0; n < 50; ++n) {
      csn_rig_run(rig, csn_rig_frames);
      csn_rig_clear(rig);
    }
  }
  const double beats = 0.25 + (2.0 + 1.0) * 50 * csn_rig_frames / 48000.0;
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][csn_rig_frames - 1U], beats, 0.01);
  end(rig);
}

static const CsnTest tests[] = {
  { "message", "a result comes back with its number", results_at_once },
  { "message", "results come back from a worker thread", results_of_a_thread },
  { "message", "a refusal names its number, once", refusals_name_the_number },
  { "message", "each of a storm is answered once", storm_with_room },
  { "message", "answers wait where there is no room", storm_without_room },
  { "message", "what a program sends is told", outvalue_is_told },
  { "message", "without a number nothing is answered", nothing_without_number },
  { "message",
    "bad code is told and changes nothing",
    bad_code_changes_nothing },
  { "message",
    "a program lives from its frame on",
    a_program_lives_from_its_frame },
  { "message", "a patch:Set may have any shape", any_shape_of_a_set_is_taken },
  { "message", "other types are refused", values_of_other_types_are_refused },
  { "message", "patch:Get tells how things are", get_tells_all },
  { "message", "patch:Put sets what it knows", put_sets_its_properties },
  { "message", "a time:Position is no message", transport_is_no_message },
  { "message", "a time:Position may tell a part", position_in_parts },
};
CSN_TESTS(tests)
