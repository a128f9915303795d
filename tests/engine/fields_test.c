// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Named p-fields of a program's own instruments: |kfreq=440, kamp=0.1|
// (layer: tests).

#include "rig.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"
#define K 64U

static float
now(const Rig* rig)
{
  return rig->out[0][rig->at - 1U];
}

static const char levels[] = HEADER "instr 1\n"
                                    " ; the level of a constant\n"
                                    " |klevel=0.25, ipart=1/2,\n"
                                    "  Sname=\"x\"|\n"
                                    "outch 1, upsamp(klevel * ipart)\n"
                                    "endin\n";

/* A note that is started without them has the defaults. */
static void
defaults(void)
{
  Rig* const rig = rig_with(NULL, levels);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.125, 1e-7);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$n = sched 1 0 -1 0.5"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 1e-7);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $n 4 0.75"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.375, 1e-7);
  rig_close(rig);
}

/* The init pass knows them, which is where i() asks. */
static void
in_the_init_pass(void)
{
  Rig* const rig = rig_with(NULL,
                            HEADER "instr 1\n|ka=0.5|\ni1 = i(ka)\n"
                                   "outch 1, a(i1)\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 1e-7);
  rig_close(rig);
}

static bool
says(const char* program, const char* expected)
{
  const CsnSource source = { program, strlen(program), "a.orc", NULL };
  Rig* const rig = rig_open(NULL);
  char report[1024] = "";
  const CsnStatus st =
    csn_engine_load(rig->engine, &source, report, sizeof(report));
  const bool same =
    st == CSN_ERR_COMPILE && !strncmp(report, expected, strlen(expected));
  if (!same) {
    printf("    %s", report);
  }
  rig_close(rig);
  return same;
}

/* Errors name the lines that the user sees, before a head, in it and behind. */
static void
lines_of_errors(void)
{
  CU_ASSERT(says("instr 1\n|ka=1,\n kb=2,\n kc|\n\na1 foscilx ka, kb\n"
                 "endin\n",
                 "a.orc:6:4: error"));
  CU_ASSERT(says("instr 1\n|ka=1,\n kb=2,\n kc|\nk1 = ka + knone\nendin\n",
                 "a.orc:5:"));
  CU_ASSERT(
    says("instr 1\n|ka=1|\nendin\ninstr 2\n|kb=2|\nk1 = kb + )\nendin\n",
         "a.orc:6:"));
  CU_ASSERT(says("instr 1\n|ka=1, kb=x|\nendin\n", "a.orc:2:11: error"));
  CU_ASSERT(says("instr 1\n |ka=1\nk1 = ka\nendin\n", "a.orc:2:"));
  CU_ASSERT(says("<CsoundSynthesizer>\n<CsInstruments>\ninstr 1\n|ka=1,\n"
                 " kb=2|\nk1 oscilq ka\nendin\n</CsInstruments>\n"
                 "</CsoundSynthesizer>\n",
                 "a.orc:6:4: error"));
}

static void
compiled(void)
{
  Rig* const rig = rig_with(NULL, levels);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "compile {{\ninstr 2\n|klevel=0.5|\n"
                           "outch 2, upsamp(klevel)\nendin\n}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[1][rig->at - 1U], 0.5, 1e-7);
  CU_ASSERT_EQUAL(rig_call(rig,
                           "compile {{\ninstr 2\n|klevel=0.5,\n k2|\n"
                           "outch 2, upsamp(klevl)\nendin\n}}"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(
    strstr(rig_last(rig, CSN_REPLY_ERROR)->text, "compile:5:"));

  // What was compiled into a program is there after it is built again
  char* added = NULL;
  char* const text = csn_engine_program(rig->engine, NULL, &added);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NOT_NULL(strstr(added, "|klevel=0.5|"));
  const CsnSource source = { text, strlen(text), NULL, added };
  CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, NULL, 0), CSN_OK);
  free(text);
  free(added);
  rig_block(rig, 4096);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[1][rig->at - 1U], 0.5, 1e-7);
  rig_close(rig);
}

/* Notes of a program's own instruments take them by name. */
static void
by_name(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER "instr 1\n|klevel=0.25, kright=0.5|\n"
                    "outch 1, upsamp(klevel), 2, upsamp(kright)\nendin\n"
                    "instr plain\nkamp = p4\nkright = p5\n"
                    "outch 1, upsamp(kamp), 2, upsamp(kright)\nendin\n"
                    "instr none\noutch 1, a(p4)\nendin\n");
  CU_ASSERT_EQUAL(rig_call(rig, "$a = sched 1 kright=0.75"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "$b = sched plain 0 -1 kright=-0.25"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[1][rig->at - 1U], 0.5, 1e-7);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $a klevel=0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp $b kamp=0.125"), CSN_OK);
  rig_block(rig, K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.625, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "getp $b kright"), -0.25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched none kamp=1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched none 0 1 p4=0.5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 kamp=1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched plain priority=2"), CSN_ERR_BAD_ARG);

  // A note that a score event has started
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "event i 1.5 0 -1 0.125"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 1.5 klevel=0.75"), CSN_OK);
  rig_block(rig, 2 * K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.75, 1e-7);

  // A definition that is replaced has the new names
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{ instr 1\n|kother=1|\nendin }}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 klevel=1"), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1 kother=1"), CSN_OK);
  rig_close(rig);
}

/* As many instruments as one likes, and opcodes between: Csound by itself
   would write beyond its list of them. */
static void
many_numbers(void)
{
  Rig* const rig =
    rig_with(NULL, HEADER "opcode half, a, k\nk1 xin\nxout a(k1 / 2)\nendop\n");
  char line[160];
  for (unsigned i = 0; i < 12; ++i) {
    (void)
      snprintf(line,
               sizeof(line),
               "compile {{\nopcode o%u, a, k\nk1 xin\nxout half(k1)\nendop\n"
               "instr %u\noutch 1, o%u(p4)\nendin\n}}",
               i,
               190 + 300 * i,
               i);
    CU_ASSERT_EQUAL_FATAL(rig_call(rig, line), CSN_OK);
    (void)snprintf(line, sizeof(line), "sched %u 0 -1 0.25", 190 + 300 * i);
    CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  }
  rig_block(rig, 2 * K);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 12 * 0.125, 1e-6);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "fields", "a note without p-fields has the defaults", defaults },
  { "fields", "the init pass knows them", in_the_init_pass },
  { "fields", "errors name the user's lines", lines_of_errors },
  { "fields", "compiled code has them too", compiled },
  { "fields", "calls name them", by_name },
  { "fields", "instruments have all the numbers they like", many_numbers },
};

CSN_TESTS(tests)
