// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Strings with an index, which notes read by strget (layer: tests).

#include "worker.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"

/* Sounds the length of the string of p4 as a level. */
#define PROGRAM(scale)                            \
  HEADER "instr 1\nStext strget p4\nilen strlen " \
         "Stext\na1 init ilen / " #scale "\nout a1\nendin\n"

static const char hundredths[] = PROGRAM(100);
static const char thousandths[] = PROGRAM(1000);

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

/* The level of a note that reads a string. */
static double
heard(Rig* rig, uint32_t index)
{
  char line[64];
  (void)snprintf(line, sizeof(line), "sched 1 0 0.01 %u", index);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 64);
  const double level = now(rig);
  rig_block(rig, 1024);
  return level;
}

static void
indices(void)
{
  Rig* const rig = rig_with(NULL, hundredths);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet low"), 24, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet \"two words\""), 25, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet low"), 24, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet cos"), 20, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet smoother"), 23, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet says \"so\""), 26, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "strSet \"\""), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "strSet"), CSN_ERR_BAD_ARG);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.03, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 25), 0.09, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 26), 0.09, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 21), 0.06, 1e-7);

  CU_ASSERT_EQUAL(rig_line(rig, 0, 71, "strGet 25"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 72, "definedStrings"), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 71)->text, "two words");
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 72)->text,
                         "20\tcos\n21\tlinear\n22\tsmooth\n23\tsmoother\n"
                         "24\tlow\n25\ttwo words\n26\tsays \"so\"");
  CU_ASSERT_EQUAL(rig_call(rig, "strGet 27"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "strGet 19"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "strGet 24.5"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "strGet nan"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(rig_call(rig, "strGet 1e300"), CSN_ERR_NOT_FOUND);
  rig_close(rig);
}

/* The same in one k-cycle, by a $name and by the number that is to come. */
static void
same_frame(void)
{
  Rig* const rig = rig_with(NULL, hundredths);
  CU_ASSERT_EQUAL(rig_line(rig, 10, 0, "$s = strSet seven__"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 10, 0, "sched 1 0 1 $s"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 20, 0, "strSet three"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 20, 0, "sched 1 0 1 25"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 9], 0, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 10], 0.07, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][64 + 20], 0.12, 1e-7);
  rig_close(rig);
}

static void
other_programs(void)
{
  uint32_t index = 0;
  char text[8] = "";
  Rig* const rig = rig_open(NULL);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_str_set(e, "before", &index), CSN_OK);
  CU_ASSERT_EQUAL(index, 24);
  rig_load(rig, hundredths);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.06, 1e-7);
  CU_ASSERT_EQUAL(csn_engine_str_set(e, "while it plays", &index), CSN_OK);
  CU_ASSERT_EQUAL(index, 25);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 25), 0.14, 1e-7);
  rig_load(rig, thousandths);
  rig_block(rig, 2048);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.006, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 25), 0.014, 1e-7);

  CU_ASSERT_EQUAL(csn_engine_str_set(e, "", NULL), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_str_set(e, NULL, NULL), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_str_get(e, 24, text, sizeof(text)), CSN_OK);
  CU_ASSERT_STRING_EQUAL(text, "before");
  CU_ASSERT_EQUAL(csn_engine_str_get(e, 25, text, sizeof(text)), CSN_ERR_FULL);
  CU_ASSERT_STRING_EQUAL(text, "while i");
  CU_ASSERT_EQUAL(csn_engine_str_get(e, 26, text, 8), CSN_ERR_NOT_FOUND);
  char* const list = csn_engine_defined_strings(e);
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  CU_ASSERT_PTR_NOT_NULL(strstr(list, "25\twhile it plays"));
  free(list);
  rig_close(rig);
}

/* More than a new Csound has places for. */
static void
many(void)
{
  Rig* const rig = rig_with(NULL, hundredths);
  char text[32];
  uint32_t index = 0;
  for (unsigned i = 0; i < 20000U; ++i) {
    (void)snprintf(text, sizeof(text), "string %05u", i);
    CU_ASSERT_EQUAL_FATAL(csn_engine_str_set(rig->engine, text, &index),
                          CSN_OK);
    CU_ASSERT_EQUAL(index, 24U + i);
    if (i % 1000U == 0) {
      rig_block(rig, 64);
    }
  }
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.12, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 20023), 0.12, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet \"string 12345\""), 12369, 0);
  rig_close(rig);
}

/* A program may use strset itself, and replace one of ours. */
static void
strset_of_the_program(void)
{
  Rig* const rig =
    rig_with(NULL,
             HEADER
             "strset 24, \"ten letter\"\ninstr 1\nStext strget p4\nilen strlen "
             "Stext\na1 init ilen / 100\nout a1\nendin\n"
             "instr 2\nstrset 25, \"twelve lette\"\nendin\n");
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.1, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet abc"), 24, 0);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 24), 0.03, 1e-7);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "strSet abcd"), 25, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2 0 0.01"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(heard(rig, 25), 0.12, 1e-7);
  rig_close(rig);
}

/* Live: the note waits for the string, whatever the worker takes. */
static void
with_a_worker(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  CU_ASSERT_EQUAL(worker_send(rig, "load", hundredths), CSN_OK);
  for (unsigned i = 0; i < 20U; ++i) {
    char line[64];
    (void)snprintf(line, sizeof(line), "strSet string%02u", i);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 100 + i, line), CSN_OK);
    (void)snprintf(line, sizeof(line), "sched 1 0 0.01 %u", 24U + i);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 200 + i, line), CSN_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(worker_wait(rig, 200 + i));
    CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 100 + i), 24U + i, 0);
    const uint32_t from = rig->at > 256U ? rig->at - 256U : 0U;
    for (unsigned n = 0; n < 3U; ++n) {
      worker_block(rig);
    }
    const int first = rig_first(rig, 0, from, rig->at);
    CU_ASSERT_FATAL(first >= 0);
    CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][first], 0.08, 1e-7);
    for (unsigned n = 0; n < 10U; ++n) {
      worker_block(rig);
    }
  }
  worker_close(&worker, rig);
}

static const CsnTest tests[] = {
  { "strings", "each text has one index, from 24 on", indices },
  { "strings", "a note of the same frame reads it", same_frame },
  { "strings", "every program has them", other_programs },
  { "strings", "there may be thousands", many },
  { "strings", "a program's strset may replace one", strset_of_the_program },
  { "strings", "with a thread, notes wait for their string", with_a_worker },
};
CSN_TESTS(tests)
