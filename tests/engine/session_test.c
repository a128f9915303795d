// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The session: instruments with a name, with names for their p-fields, and
// with priorities (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define K 64U ///< ksmps, and the latency of what has no promise

static const char empty[] = HEADER "instr 1\nendin\n";

/* Two numbers that a note shows as it is. */
#define SHOW                                                \
  "defInstr show {{\n"                                      \
  "  |kone=0.25, itwo=1/8, Sname=\"a, b\", kthree=-1e-1|\n" \
  "  outch 1, upsamp(kone), 2, upsamp(kthree) + a(itwo)\n"  \
  "}}"

static double
left(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static double
right(const Rig* rig)
{
  return (double)rig->out[1][rig->at - 1U];
}

static Rig*
session(const char* definition)
{
  Rig* const rig = rig_with(NULL, empty);
  if (definition) {
    CU_ASSERT_EQUAL_FATAL(rig_call(rig, definition), CSN_OK);
  }
  return rig;
}

/* Plays one note and shows what it shows; then ends it. */
static void
hear(Rig* rig, const char* line, double one, double two)
{
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), one, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), two, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_block(rig, K);
}

static void
names(void)
{
  Rig* const rig = session(SHOW);
  hear(rig, "sched show", 0.25, 0.025);
  hear(rig, "sched show kone=0.5", 0.5, 0.025);
  hear(rig, "sched show 0 -1 kthree=0.5 itwo=0.25", 0.25, 0.75);
  hear(rig, "sched show 0 -1 0.75 0.5", 0.75, 0.4);
  hear(rig, "sched show 0 -1 0.75 kthree=0", 0.75, 0.125);
  hear(rig, "sched show delay=0 p5=0.75", 0.75, 0.025);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = assignBus control 0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$x = readBus $b"), CSN_OK);
  hear(rig, "sched show kone=$x", 0.5, 0.025);

  CU_ASSERT_EQUAL(rig_line(rig, 0, 71, "sched show knone=1"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT(rig_answered(rig, 71, CSN_ERR_BAD_ARG));
  CU_ASSERT_PTR_NOT_NULL(
    strstr(rig_reply(rig, 71)->text, "kone, itwo, Sname, kthree"));
  CU_ASSERT_EQUAL(rig_call(rig, "sched show kone=1 2"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched show kone=\"x\""), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched none kone=1"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "sched show kone="), CSN_ERR_BAD_DATA);
  rig_close(rig);
}

static void
set_and_got(void)
{
  Rig* const rig = session(SHOW);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched show kone=0.5"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n kone"), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $n p8"), -0.1, 1e-12);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n kone=0.75 kthree=0"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.75, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), 0.125, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n kone 0.5 p8=0.5"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), 0.625, 1e-6);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 72, "setp $n knone=1"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 73, "getp $n knone"), CSN_OK);
  rig_block(rig, 8 * K);
  CU_ASSERT(rig_answered(rig, 72, CSN_ERR_NOT_FOUND));
  CU_ASSERT(rig_answered(rig, 73, CSN_ERR_NOT_FOUND));
  CU_ASSERT_PTR_NOT_NULL(strstr(rig_reply(rig, 72)->text, "kthree"));

  CU_ASSERT_EQUAL(rig_call(rig, "automatep $n kone 0 0.25 0.01 0.25"), CSN_OK);
  rig_block(rig, 8 * K);
  rig_block(rig, 4 * K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.25, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "automatep $n knone 0 1 1 1"),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n kone=0.5"), CSN_OK);

  // As the seed has it: setp(kmidinote=60, delay=2)
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n kone=0.125 delay=0.01"), CSN_OK);
  rig_run(rig, rig->at + 480U - 2U * K, 37);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.5, 1e-6);
  rig_block(rig, 4 * K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.125, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched show"), CSN_OK);
  rig_block(rig, 2 * K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0, 0);
  rig_close(rig);
}

static void
other_forms(void)
{
  Rig* const rig = session(
    "defInstr plain {{\n  kamp = p5 ; p4 is the session's\n  kmidi = p6\n"
    "  outch 1, upsamp(kamp), 2, upsamp(kmidi)\n}} kmidi=0.5 ipan=0.25 "
    "aliases=\"amp=kamp, note=kmidi\"");
  hear(rig, "sched plain kamp=0.25", 0.25, 0.5);
  hear(rig, "sched plain amp=0.25 note=0.75", 0.25, 0.75);
  hear(rig, "sched plain 0 -1 0.5 0.25", 0.5, 0.25);

  // What a head may look like
  CU_ASSERT_EQUAL(rig_call(rig,
                           "defInstr brace {{\n ; words\n {ka=sqrt(1/4),\n"
                           "  kb = -2 ; one\n }\n outch 1, upsamp(ka), 2, "
                           "upsamp(kb)\n}}"),
                  CSN_OK);
  hear(rig, "sched brace", 0.5, -2);
  CU_ASSERT_EQUAL(
    rig_call(rig, "defInstr quoted \"outch 1, a(p5)\nSx = \\\"|\\\"\\n\""),
    CSN_OK);
  hear(rig, "sched quoted 0 -1 0.5", 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "defInstr pfour {{ outch 1, a(p4 + 0.5) }}"),
                  CSN_OK);
  hear(rig, "sched pfour 0 -1 1 2 3", 0.5, 0);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "defInstr text {{ |Sone=\"0.5\"|\n"
                           "i1 strtod Sone\nout a(i1) }}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched text Sone=\"0.25\""), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.25, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched text"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched text"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.5, 1e-6);
  rig_close(rig);
}

/* The lines in errors are those of the body. */
static void
bad_definitions(void)
{
  static const struct {
    const char* line;
    CsnStatus status;
    const char* text;
  } bad[] = {
    { "defInstr a {{\n|kone=1|\na1 oscilq kone\n}}",
      CSN_ERR_COMPILE,
      "a:3:4: error" },
    { "defInstr a {{\n|kone=1,\nktwo=2,\nkthree|\nk1 = kfour\n}}",
      CSN_ERR_COMPILE,
      "a:5:" },
    { "defInstr a {{\n|kone=1,\n ktwo=x|\n}}",
      CSN_ERR_COMPILE,
      "a:3:7: error" },
    { "defInstr a {{\n|kone=1\n}}", CSN_ERR_COMPILE, "a:2:1: error" },
    { "defInstr a {{\nendin\ninstr 5\n}}", CSN_ERR_COMPILE, "a:2:1: error" },
    { "defInstr a {{ }} 5", CSN_ERR_BAD_ARG, "NAME=DEFAULT" },
    { "defInstr a {{ }} afoo=5", CSN_ERR_COMPILE, "i, k or S" },
    { "defInstr a {{ }} kfoo=nan", CSN_ERR_BAD_ARG, "finite" },
    { "defInstr a {{ }} kfoo=\"x\"", CSN_ERR_COMPILE, "is a number" },
    { "defInstr a {{ }} aliases=\"b=c\"", CSN_ERR_COMPILE, "no c" },
    { "defInstr a {{ }} priority=0.5", CSN_ERR_BAD_ARG, "whole" },
    { "defInstr a {{ }} priority=11", CSN_ERR_BAD_ARG, "whole" },
    { "defInstr a {{ }} priority=nan", CSN_ERR_BAD_ARG, "whole" },
    { "defInstr 5 {{ }}", CSN_ERR_BAD_ARG, "one word" },
    { "defInstr \"a b\" {{ }}", CSN_ERR_BAD_ARG, "one word" },
    { "defInstr \"\" {{ }}", CSN_ERR_BAD_ARG, "one word" },
    { "defInstr a23456789012345678901234567890x2 {{ }}",
      CSN_ERR_BAD_ARG,
      "31" },
    { "session 0", CSN_ERR_BAD_ARG, "32" },
    { "session 33", CSN_ERR_BAD_ARG, "32" },
    { "session nan", CSN_ERR_BAD_ARG, "32" },
    { "sched show 0 1 priority=11", CSN_ERR_BAD_ARG, "whole" },
    { "sched show 0 1 priority=1.5", CSN_ERR_BAD_ARG, "whole" },
    { "sched show 0 1 priority=-1", CSN_ERR_BAD_ARG, "whole" },
    { "sched show 0 1 priority=nan", CSN_ERR_BAD_ARG, "whole" },
    { "prepareSched none", CSN_ERR_NOT_FOUND, "no instrument" },
    { "compile {{ instr 600\nendin\n}}",
      CSN_ERR_COMPILE,
      "compile:1: error: instrument 600" },
  };
  Rig* const rig = session(SHOW);
  for (uint32_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 100 + i, bad[i].line), CSN_OK);
    rig_block(rig, K);
    const RigReply* const reply = rig_reply(rig, 100 + i);
    if (!reply || reply->status != bad[i].status ||
        !strstr(reply->text, bad[i].text)) {
      printf("    %s: %s\n", bad[i].line, reply ? reply->text : "no answer");
      CU_FAIL("not the answer that it should be");
    }
  }
  hear(rig, "sched show", 0.25, 0.025); // Nothing was lost
  CU_ASSERT_EQUAL(rig_call(rig, "sched a"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* What sounds goes on as it was; what comes is new. */
static void
redefined(void)
{
  Rig* const rig = session("defInstr x {{ |ka=0.25|\n outch 1, upsamp(ka)\n}}");
  CU_ASSERT_EQUAL(rig_call(rig, "$old = sched x"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$high = sched x priority=3 ka=0"), CSN_OK);
  CU_ASSERT_EQUAL(
    rig_call(rig, "defInstr x {{ |kb=0.5, ka=1|\n outch 2, upsamp(kb)\n}}"),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$new = sched x"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.25, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), 0.5, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "sched x priority=3 kb=0.25"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(right(rig), 0.75, 1e-6);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched $old"), CSN_OK);
  rig_block(rig, 2 * K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0, 0);
  rig_close(rig);
}

static void
after_a_load(void)
{
  Rig* const rig = session(SHOW);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "defInstr more {{ |ka=0.25|\nout gaudio(ka) }}"),
                  CSN_ERR_COMPILE);
  rig_load(rig, HEADER "opcode half, a, k\nk1 xin\nxout a(k1 / 2)\nendop\n");
  CU_ASSERT_EQUAL(
    rig_call(rig, "defInstr more {{ |ka=0.25|\nout half(ka)\n}} priority=2"),
    CSN_OK);
  rig_block(rig, 4096);
  hear(rig, "sched show kone=0.5", 0.5, 0.025);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sched more"), 1001.0002, 1e-9);

  // A program without that opcode: only what needs it cannot be played
  rig_load(rig, empty);
  rig_block(rig, 4096);
  CU_ASSERT_PTR_NULL(rig_last(rig, CSN_REPLY_ERROR) &&
                         strstr(rig_last(rig, CSN_REPLY_ERROR)->text, "show")
                       ? rig
                       : NULL);
  hear(rig, "sched show kone=0.5", 0.5, 0.025);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 5, "sched more"), CSN_OK);
  rig_block(rig, 4 * K);
  rig_block(rig, 4 * K);
  CU_ASSERT(rig_answered(rig, 5, CSN_ERR_COMPILE));
  CU_ASSERT_PTR_NOT_NULL(
    strstr(rig_last(rig, CSN_REPLY_ERROR)->text, "more:2:"));
  rig_load(rig, HEADER "opcode half, a, k\nk1 xin\nxout a(k1 / 2)\nendop\n");
  rig_block(rig, 4096);
  CU_ASSERT_EQUAL(rig_call(rig, "sched more"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.125, 1e-6);

  // One whose numbers are the session's is refused, and the old one sounds on
  static const char other[] = "\ninstr 500\nendin\n";
  const CsnSource source = { other, strlen(other), NULL, NULL };
  char report[256] = "";
  CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, report, sizeof(report)),
                  CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "program:2: error: instrument 500"));
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(left(rig), 0.125, 1e-6);
  rig_close(rig);
}

/* Without a program a definition is kept, and compiled when there is one. */
static void
before_a_program(void)
{
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, SHOW), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  rig_load(rig, empty);
  hear(rig, "sched show kone=0.5", 0.5, 0.025);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "session", "p-fields by their names", names },
  { "session", "running notes by names", set_and_got },
  { "session", "names from the body, from arguments, aliases", other_forms },
  { "session", "bad ones say what is wrong and where", bad_definitions },
  { "session", "a redefinition is for what comes", redefined },
  { "session", "it outlives a program", after_a_load },
  { "session", "a definition may come before a program", before_a_program },
};

CSN_TESTS(tests)
