// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Numbers of instruments that are reserved (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"

static const char program[] =
  HEADER "instr 1\na1 init 0.5\nout a1\nendin\ninstr lead\nendin\n";

/* Longer than a name may be. */
#define LONG "a123456789b123456789c123456789d123456789e123456789f123456789g123"

static const RigReply*
ask(Rig* rig, const char* line)
{
  static uint32_t request = 5000000;
  CU_ASSERT_EQUAL(rig_line(rig, 0, ++request, line), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  CU_ASSERT_PTR_NOT_NULL_FATAL(reply);
  return reply;
}

static bool
is_range(const RigReply* reply, double begin, double end)
{
  return reply && !reply->status && reply->n_values == 2 &&
         !(reply->values[0] < begin) && !(reply->values[0] > begin) &&
         !(reply->values[1] < end) && !(reply->values[1] > end);
}

static void
told(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT(is_range(ask(rig, "userInstrumentsRange"), 1, 10900));
  const RigReply* reply = ask(rig, "reservedInstrRanges");
  CU_ASSERT_EQUAL(reply->n_values, 2);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[0], 10900, 0);
  CU_ASSERT(reply->values[1] > 10901);
  CU_ASSERT_EQUAL(strncmp(reply->text, "builtin 10900 ", 14), 0);

  CU_ASSERT_EQUAL(rig_call(rig, "session"), CSN_OK);
  CU_ASSERT(is_range(ask(rig, "userInstrumentsRange"), 1, 500));
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange drums 100 200"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange bass 1 1.0e2"),
                  CSN_ERR_COMPILE); // The program has instrument 1
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange bass 2 100"), CSN_OK);
  CU_ASSERT(is_range(ask(rig, "userInstrumentsRange"), 1, 2));
  reply = ask(rig, "reservedInstrRanges");
  CU_ASSERT_EQUAL(reply->n_values, 8);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[2], 500, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[4], 100, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[5], 200, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[6], 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[7], 100, 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(reply->text, "\nsession 500 "));
  CU_ASSERT_PTR_NOT_NULL(strstr(reply->text, "\ndrums 100 200\nbass 2 100"));
  rig_close(rig);
}

/* The error names the instrument, its line, the range, and whose it is. */
static void
refused(void)
{
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 0 -1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange drums 100 200"), CSN_OK);
  CU_ASSERT_STRING_EQUAL(
    ask(rig, "compile {{ \n\ninstr 150\nendin }}")->text,
    "compile:3: error: instrument 150 has a number that is reserved: 100 to "
    "199 are for drums");
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 100\nendin }}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 7, 199\nendin }}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 10900\nendin }}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "evalCode {{ instr 101\nendin }}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 99\nendin }}"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 200\nendin }}"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 150 0 1"), CSN_ERR_NOT_FOUND);

  static const char other[] = HEADER "instr 10901\nendin\n";
  const CsnSource source = { other, strlen(other), NULL, NULL };
  char report[256] = "";
  CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, report, sizeof(report)),
                  CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(
    strstr(report, "program:5: error: instrument 10901 has a number"));
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "are for builtin"));
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 0.5, 0); // It sounds on

  // A range outlives programs; the built-in instruments play all the same
  rig_load(rig, program);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 150\nendin }}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "testAudio 0.01"), CSN_OK);
  rig_close(rig);
}

static void
bad_ranges(void)
{
  static const char* const bad[] = {
    "reserveInstrRange",
    "reserveInstrRange a 5",
    "reserveInstrRange a 5 5",
    "reserveInstrRange a 6 5",
    "reserveInstrRange a 0 5",
    "reserveInstrRange a -5 5",
    "reserveInstrRange a 1.5 5",
    "reserveInstrRange a 2 5.5",
    "reserveInstrRange a nan 5",
    "reserveInstrRange a 2 inf",
    "reserveInstrRange a 2 32769",
    "reserveInstrRange \"\" 2 5",
    "reserveInstrRange \"a b\" 2 5",
    "reserveInstrRange a 2 5 6",
    "reservedInstrRanges 1",
    "userInstrumentsRange 1",
  };
  Rig* const rig = rig_with(NULL, program);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, bad[i]), CSN_ERR_BAD_ARG);
  }
  CU_ASSERT_EQUAL(csn_engine_reserve_instr_range(rig->engine, LONG, 2, 5, 1),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_ERR_BAD_ARG));
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange a 20 30"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange a 20 30"), CSN_OK);
  CU_ASSERT_EQUAL(ask(rig, "reservedInstrRanges")->n_values, 4);
  const RigReply* const taken = ask(rig, "reserveInstrRange b 29 40");
  CU_ASSERT_EQUAL(taken->status, CSN_ERR_BAD_CALL);
  CU_ASSERT_STRING_EQUAL(taken->text,
                         "the numbers 20 to 29 are reserved for a already");
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange b 10000 11000"),
                  CSN_ERR_BAD_CALL);
  // The program's own number, and then no session over what is reserved
  const RigReply* const own = ask(rig, "reserveInstrRange b 1 2");
  CU_ASSERT_EQUAL(own->status, CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(strstr(own->text, "program:5: error: instrument 1"));
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange c 600 700"), CSN_OK);
  const RigReply* const session = ask(rig, "session");
  CU_ASSERT_EQUAL(session->status, CSN_ERR_BAD_CALL);
  CU_ASSERT_PTR_NOT_NULL(
    strstr(session->text, "of which 600 to 699 are reserved for c"));
  CU_ASSERT_EQUAL(ask(rig, "reservedInstrRanges")->n_values, 6);
  rig_close(rig);
}

static void
many(void)
{
  char line[64];
  Rig* const rig = rig_open(NULL); // No program is needed
  for (unsigned i = 0; i < 64; ++i) {
    (void)snprintf(
      line, sizeof(line), "reserveInstrRange r%u %u %u", i, i + 1U, i + 2U);
    CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "reserveInstrRange more 1000 1001"),
                  CSN_ERR_FULL);
  CU_ASSERT(is_range(ask(rig, "userInstrumentsRange"), 65, 10900));
  rig_close(rig);

  Rig* const all = rig_open(NULL);
  const RigReply* const ranges = ask(all, "reservedInstrRanges");
  (void)snprintf(line,
                 sizeof(line),
                 "reserveInstrRange high %g 32768",
                 ranges->values[1]);
  CU_ASSERT_EQUAL(rig_call(all, line), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(all, "reserveInstrRange low 1 10900"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(all, "userInstrumentsRange"), CSN_ERR_NOT_FOUND);
  rig_close(all);
}

static void
by_c(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_reserve_instr_range(e, "drums", 100, 200, 1),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_reserve_instr_range(e, "bass", 150, 160, 2),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_reserve_instr_range(e, NULL, 300, 400, 3),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_reserved_instr_ranges(e, 4), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_user_instruments_range(e, 5), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_ERR_BAD_CALL));
  CU_ASSERT(rig_reply(rig, 4) && rig_reply(rig, 4)->n_values == 4);
  CU_ASSERT(is_range(rig_reply(rig, 5), 1, 100));
  rig_close(rig);
}

static void
names_asked(void)
{
  Rig* const rig = rig_with(NULL, program);
  const double lead = rig_ask(rig, "queryNamedInstr lead");
  CU_ASSERT(lead >= 1);
  const double p1 = rig_ask(rig, "sched lead 0 0.01");
  CU_ASSERT_DOUBLE_EQUAL(lead, (int)p1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "queryNamedInstr nobody"), -1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "queryNamedInstr 1"), -1, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "queryNamedInstr nan cached=0"), -1, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "queryNamedInstr"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "queryNamedInstr \"\""), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "queryNamedInstr lead x"), CSN_ERR_BAD_ARG);

  // It waits for what is being compiled, and a new body keeps the number
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "compile {{ instr pad\nendin }}"), 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "queryNamedInstr pad"), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_query_named_instr(rig->engine, "pad", 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_query_named_instr(rig->engine, "pud", 4), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_query_named_instr(rig->engine, NULL, 5),
                  CSN_ERR_BAD_ARG);
  rig_block(rig, 640);
  CU_ASSERT(rig_value(rig, 2) >= 1);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), rig_value(rig, 2), 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 4), -1, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr lead\nendin }}"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "queryNamedInstr lead"), lead, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "ranges", "reserved numbers are told", told },
  { "ranges", "who reserved a number is told to who wants it", refused },
  { "ranges", "ranges that are none are refused", bad_ranges },
  { "ranges", "there is an end to ranges and numbers", many },
  { "ranges", "the C functions of ranges", by_c },
  { "ranges", "the number of a name is told, or -1", names_asked },
};
CSN_TESTS(tests)
