// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Records that no parser would write, handed to a playing engine: wrong
// arguments, too few, none (layer: tests).

#include "engine/engine.h"
#include "rig.h"

#include <math.h>

static const char program[] = "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
                              "instr 1\na1 init 1\nout a1\nendin\n";

static uint64_t buffer[512];

/* One argument, chosen by chance. */
static void
add_arg(CsnRecordWriter* writer, uint64_t* seed)
{
  static const double numbers[] = { 0,    1,     -1,     1.5,      4,
                                    1e9,  -1e9,  32768,  HUGE_VAL, (double)NAN,
                                    1e18, 0.001, 1.0002, 5 };
  static const char* const texts[] = { "",  "1",  "instr", "i 1 0 0.01",
                                       "i", "\"", "fit",   "channel" };
  switch (csn_test_random(seed) % 3U) {
    case 0:
      csn_record_number(writer, numbers[csn_test_random(seed) % 14U]);
      break;
    case 1: {
      const char* const text = texts[csn_test_random(seed) % 8U];
      csn_record_text(writer, text, strlen(text));
      break;
    }
    default:
      csn_record_variable(writer, (uint32_t)(csn_test_random(seed) % 300U));
      break;
  }
}

/* Every method, with arguments of any kind and number. */
static void
wrong_arguments(void)
{
  const unsigned n_records = csn_test_quick() ? 3000 : 20000;
  uint64_t seed = 1618;
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1"), CSN_OK);
  for (unsigned i = 0; i < n_records; ++i) {
    const uint16_t method = (uint16_t)(csn_test_random(&seed) % CSN_N_METHODS);
    if (method == CSN_METHOD_LOAD || method == CSN_METHOD_LOAD_FILE ||
        method == CSN_METHOD_COMPILE || method == CSN_METHOD_EVAL_CODE ||
        method == CSN_METHOD_STOP) {
      continue; // They take time, or end what is tested; below
    }
    CsnRecordWriter writer;
    csn_record_begin(&writer, buffer, sizeof(buffer), method, 0);
    const unsigned n_args = (unsigned)(csn_test_random(&seed) % 7U);
    for (unsigned k = 0; k < n_args; ++k) {
      add_arg(&writer, &seed);
    }
    const CsnRecord* const record = csn_record_end(&writer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    csn_role_enter_audio();
    (void)csn_engine_post(rig->engine, rig->engine->rt.now, record);
    if (i % 16U == 0) {
      rig->at = 0;
      rig->n_replies = 0;
      rig_block(rig, 64);
    }
  }
  rig->at = 0;
  rig_block(rig, 256);
  rig->n_replies = 0;
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0.01"), CSN_OK);
  rig_close(rig);
}

static void
no_arguments(void)
{
  Rig* const rig = rig_with(NULL, program);
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    const uint16_t method = (uint16_t)id;
    CsnRecordWriter writer;
    csn_record_begin(&writer, buffer, sizeof(buffer), method, 10U + id);
    const CsnRecord* const record = csn_record_end(&writer);
    CU_ASSERT_PTR_NOT_NULL_FATAL(record);
    csn_role_enter_audio();
    CU_ASSERT_EQUAL(csn_engine_post(rig->engine, rig->engine->rt.now, record),
                    CSN_OK);
    rig_block(rig, 256);
    const bool takes_none = csn_method(method)->params[0].name == NULL &&
                            id != CSN_METHOD_POP_LOCK; // Nothing is pushed
    const RigReply* const reply = rig_reply(rig, 10U + id);
    CU_ASSERT_PTR_NOT_NULL_FATAL(reply);
    if ((reply->status == CSN_OK) != takes_none) {
      printf("    %s without arguments: %s\n",
             csn_method(method)->name,
             csn_strerror(reply->status));
      CU_FAIL("a call without arguments is answered wrongly");
    }
  }
  rig_load(rig, program); // `stop` was one of them
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 0.01"), CSN_OK);
  rig_close(rig);
}

static void
methods_agree(void)
{
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    const CsnMethod* const method = csn_method(id);
    CU_ASSERT_EQUAL(csn_method_find(method->name, strlen(method->name)), id);
    CU_ASSERT(method->help && method->help[0]);
    bool optional = false;
    for (const CsnParam* p = method->params; p->name; ++p) {
      CU_ASSERT(!optional || p->kind != CSN_PARAM_REQUIRED);
      optional |= p->kind != CSN_PARAM_REQUIRED;
      CU_ASSERT(p->kind != CSN_PARAM_REPEATED || !p[1].name);
    }
  }
  CU_ASSERT_EQUAL(csn_method_find("", 0), CSN_N_METHODS);
  CU_ASSERT_EQUAL(csn_method_find("sche", 4), CSN_N_METHODS);
  CU_ASSERT_EQUAL(csn_method_find("schedx", 5), CSN_METHOD_SCHED);
  for (int status = 0; status <= (int)CSN_ERR_COMPILE; ++status) {
    CU_ASSERT_STRING_NOT_EQUAL(csn_strerror((CsnStatus)status), "");
  }
  CU_ASSERT_PTR_NOT_NULL(csn_strerror((CsnStatus)1000));
}

static const CsnTest tests[] = {
  { "records", "arguments of any kind do no harm", wrong_arguments },
  { "records", "a call without arguments is answered", no_arguments },
  { "records", "the table of methods agrees with itself", methods_agree },
};
CSN_TESTS(tests)
