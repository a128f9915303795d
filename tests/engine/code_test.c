// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Code that comes by C functions: expressions, files, and what comes before
// each program (layer: tests).

#include "rig.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n"

static const char program[] =
  HEADER "gi_base = 3\ninstr 1\nout a(p4), a(p4)\nendin\n";

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static CsnStatus
status_of(Rig* rig, uint32_t request)
{
  rig_block(rig, 64);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  return reply ? reply->status : (CsnStatus)-1;
}

static void
write_file(char* path, size_t size, const char* name, const char* text)
{
  (void)snprintf(path, size, "%s/%s", csn_test_scratch(), name);
  FILE* const file = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT(fputs(text, file) >= 0);
  CU_ASSERT_EQUAL(fclose(file), 0);
}

static Rig*
rig_like(const CsnConfig* like)
{
  CsnConfig config = *like;
  Rig* const rig = rig_open(NULL);
  csn_engine_free(rig->engine);
  rig->engine = NULL;
  config.rate = RIG_RATE;
  config.max_block = 256;
  config.n_outputs = 2;
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&rig->engine, &config), CSN_OK);
  return rig;
}

static CsnStatus
load(Rig* rig, const char* text, char* report)
{
  const CsnSource source = { .text = text, .length = strlen(text) };
  report[0] = '\0';
  return csn_engine_load(rig->engine, &source, report, 512);
}

static void
evaluate(void)
{
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, "gi_base * 2", 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, "gi_more = 5", 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, "gi_more + gi_base", 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, "gi_none + 1", 4), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, "", 5), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_eval_code(e, NULL, 6), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 1), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 6, 0);
  CU_ASSERT_EQUAL(status_of(rig, 2), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 8, 0);
  CU_ASSERT_EQUAL(status_of(rig, 4), CSN_ERR_COMPILE);
  const RigReply* const wrong = rig_reply(rig, 4);
  CU_ASSERT_PTR_NOT_NULL_FATAL(wrong);
  CU_ASSERT_PTR_NOT_NULL(strstr(wrong->text, "evalCode:1:"));
  CU_ASSERT_PTR_NOT_NULL(strstr(wrong->text, "gi_none"));
  CU_ASSERT_EQUAL(status_of(rig, 6), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(rig_call(rig, "evalCode"), CSN_ERR_BAD_ARG);
  rig_close(rig);
}

static void
include_files(void)
{
  char path[512];
  char wrong[512];
  char line[600];
  write_file(path,
             sizeof(path),
             "more.orc",
             "opcode Twice, i, i\ni1 xin\nxout i1 * 2\nendop\n"
             "instr 5\nout a(Twice(p4)), a(0)\nendin\n");
  write_file(wrong,
             sizeof(wrong),
             "wrong.orc",
             "gi_x = 1\ninstr 6\na1 oscilli 1\nendin\n");
  Rig* const rig = rig_with(NULL, program);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_include_file(e, path, 1), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 1), CSN_OK);
  (void)snprintf(line, sizeof(line), "includeFile \"%s\"", path);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK); // Twice is once
  char* const includes = csn_engine_includes(e);
  CU_ASSERT_PTR_NOT_NULL_FATAL(includes);
  CU_ASSERT_PTR_NOT_NULL(strstr(includes, "/more.orc\n"));
  CU_ASSERT_PTR_EQUAL(strchr(includes, '\n'), strrchr(includes, '\n'));
  free(includes);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 5 0 -1 0.25"), CSN_OK);
  rig_block(rig, 128);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);

  // A later program can use it in its own global code
  rig_load(rig, HEADER "gi_a = Twice(4)\ninstr 1\nendin\n");
  rig_run(rig, rig->at + 2048, 256);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode gi_a"), 8, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "restart"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 5 0 -1 0.25"), CSN_OK);

  CU_ASSERT_EQUAL(csn_engine_include_file(e, wrong, 2), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 2), CSN_ERR_COMPILE);
  const RigReply* const reply = rig_reply(rig, 2);
  CU_ASSERT_PTR_NOT_NULL_FATAL(reply);
  CU_ASSERT_PTR_NOT_NULL(strstr(reply->text, "wrong.orc:3:4: error: "));
  CU_ASSERT_EQUAL(csn_engine_include_file(e, "/none/such.orc", 3), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 3), CSN_ERR_IO);
  CU_ASSERT_EQUAL(rig_call(rig, "includeFile /none/such.orc"), CSN_ERR_IO);
  CU_ASSERT_EQUAL(csn_engine_include_file(e, "a\"b", 4), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 4), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_include_file(e, "", 5), CSN_OK);
  CU_ASSERT_EQUAL(status_of(rig, 5), CSN_ERR_BAD_ARG);
  rig_load(rig, program); // The wrong one is not in it
  rig_close(rig);
}

/* What the engine puts before a program, in order; its errors are its own, and
   the program's keep their lines. */
static void
before_the_program(void)
{
  char one[512];
  char two[512];
  char both[1100];
  char report[512];
  write_file(one, sizeof(one), "one.orc", "gi_one = 1\n#define ONE #1#\n");
  write_file(two, sizeof(two), "two.orc", "gi_two = gi_one + $ONE\n");
  (void)snprintf(both, sizeof(both), "%s\n%s", one, two);
  const CsnConfig config = { .includes = both,
                             .globalcode = "gi_three = gi_two + 1\n"
                                           "opcode Add, i, ii\n"
                                           "i1, i2 xin\n"
                                           "xout i1 + i2\n"
                                           "endop",
                             .a4 = 441 };
  Rig* const rig = rig_like(&config);
  CU_ASSERT_EQUAL_FATAL(
    load(rig, HEADER "gi_four = Add(gi_three, $ONE)\ninstr 1\nendin\n", report),
    CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode gi_four"), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode A4"), 441, 0);
  CU_ASSERT_EQUAL(load(rig, HEADER "instr 1\n\na1 oscilli 1\nendin\n", report),
                  CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "program:7:4: error: ", 20));
  CU_ASSERT_EQUAL(load(rig, HEADER "instr 1\nout a(1)\n)\nendin\n", report),
                  CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "program:7:1: error: ", 20));
  CU_ASSERT_EQUAL(
    load(rig,
         "<CsoundSynthesizer>\n<CsInstruments>\n" HEADER
         "instr 1\na1 oscilli 1\nendin\n</CsInstruments>\n<CsScore>\n"
         "i 1 0 1\n</CsScore>\n</CsoundSynthesizer>\n",
         report),
    CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "program:8:4: error: ", 20));
  // Code for the program that plays still has it all
  CU_ASSERT_EQUAL(rig_call(rig, "compile {{gi_five = Add(gi_four, 1)}}"),
                  CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode gi_five"), 5, 0);
  rig_close(rig);
}

static void
wrong_before(void)
{
  char path[512];
  char report[512];
  write_file(path, sizeof(path), "bad.orc", "gi_x = 1\ngi_y = gi_none\n");
  const CsnConfig code = { .globalcode = "gi_x = 1\n\ngi_y = gi_none\n" };
  Rig* rig = rig_like(&code);
  CU_ASSERT_EQUAL(load(rig, program, report), CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "globalcode:3:", 13));
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "gi_none"));
  CU_ASSERT_EQUAL(rig_call(rig, "start"), CSN_ERR_COMPILE);
  rig_close(rig);

  // Behind a good file its lines are still its own
  char good[512];
  write_file(good, sizeof(good), "good.orc", "gi_g = 1\ngi_h = 1\n");
  const CsnConfig behind = { .includes = good,
                             .globalcode = "gi_x = gi_g\ngi_y = gi_none" };
  rig = rig_like(&behind);
  CU_ASSERT_EQUAL(load(rig, program, report), CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "globalcode:2:", 13));
  rig_close(rig);

  const CsnConfig file = { .includes = path };
  rig = rig_like(&file);
  CU_ASSERT_EQUAL(load(rig, program, report), CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "bad.orc:2:"));
  rig_close(rig);

  const CsnConfig missing = { .includes = "/none/such.orc\n" };
  rig = rig_like(&missing);
  CU_ASSERT_EQUAL(load(rig, program, report), CSN_ERR_COMPILE);
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "/none/such.orc"));
  rig_close(rig);

  // This would take Csound down
  const CsnConfig killer = {
    .globalcode = "opcode Again, i, i\ni1 xin\ni2 Again i1\nxout i2\nendop\n"
                  "gi_1 = Again(1)\n"
  };
  rig = rig_like(&killer);
  CU_ASSERT_EQUAL(load(rig, program, report), CSN_ERR_COMPILE);
  CU_ASSERT(!strncmp(report, "globalcode:", 11));
  rig_close(rig);

  const CsnConfig quote = {
    .rate = 48000, .max_block = 64, .n_outputs = 1, .includes = "a\"b"
  };
  CsnEngine* engine = NULL;
  CU_ASSERT_EQUAL(csn_engine_new(&engine, &quote), CSN_ERR_BAD_ARG);
}

/* Options of two words are one; what is not heeded is not told. */
static void
options(void)
{
  static const char* const cases[][2] = {
    { "-t 90 --omacro:A=1", " -t90 --omacro:A=1" },
    { "\t-t\n90 -odac", " -t90" },
    { "-t", "" },
    { "", "" },
    { "nonsense --nothing", "" },
    { "--omacro:A=\"1 2\" -A", " --omacro:A=1 2 -A" },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    const CsnConfig config = { .options = cases[i][0] };
    char report[512];
    Rig* const rig = rig_like(&config);
    CU_ASSERT_EQUAL_FATAL(load(rig, program, report), CSN_OK);
    char* const told = csn_engine_commandline_options(rig->engine);
    CU_ASSERT_PTR_NOT_NULL_FATAL(told);
    const size_t n = strlen(told);
    const size_t wanted = strlen(cases[i][1]);
    if (n < wanted || strcmp(told + n - wanted, cases[i][1]) != 0) {
      printf("    %s: %s\n", cases[i][0], told);
      CU_FAIL("other options were told");
    }
    free(told);
    CU_ASSERT_EQUAL(rig_call(rig, "compile {{gi_z = 1}}"), CSN_OK);
    rig_close(rig);
  }
}

static bool
later(void* data)
{
  (void)data;
  return true;
}

/** A worker, and whether it is done. */
typedef struct {
  CsnEngine* engine;
  atomic_bool done;
} Work;

static void*
work(void* data)
{
  Work* const w = (Work*)data;
  csn_engine_work(w->engine);
  atomic_store(&w->done, true);
  return NULL;
}

/* Csound takes code over in a k-cycle, so somebody has to play meanwhile. */
static void
work_while_playing(Rig* rig)
{
  static const struct timespec pause = { 0, 1000000 };
  Work w = { .engine = rig->engine };
  pthread_t thread;
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, work, &w), 0);
  while (!atomic_load(&w.done)) {
    rig_block(rig, 64);
    nanosleep(&pause, NULL);
  }
  CU_ASSERT_EQUAL(pthread_join(thread, NULL), 0);
  rig_block(rig, 256);
  rig_block(rig, 256);
}

/* With block=1, and after csn_engine_sync(), calls wait for the code. */
static void
waits_for_code(void)
{
  static const char block[] =
    "compile {{instr 2\nout a(0.25), a(0)\nendin}} block=1";
  const RigShape shape = { .length = 480000, .schedule = later };
  for (unsigned i = 0; i < 3U; ++i) {
    Rig* const rig = rig_with(&shape, program);
    CsnEngine* const e = rig->engine;
    if (i == 0) {
      CU_ASSERT_EQUAL(rig_line(rig, 0, 1, block), CSN_OK);
    } else if (i == 1) {
      CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "compile block=1 {{instr 2 }}"),
                      CSN_OK); // Refused, and nobody waits for ever
    } else {
      CU_ASSERT_EQUAL(
        csn_engine_compile(e, "instr 2\nout a(0.25), a(0)\nendin", 1), CSN_OK);
      CU_ASSERT_EQUAL(csn_engine_sync(e, 3), CSN_OK);
    }
    rig_block(rig, 0);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched 2 0 -1"), CSN_OK);
    rig_block(rig, 256);
    CU_ASSERT_PTR_NULL(rig_reply(rig, 2)); // It waits
    work_while_playing(rig);
    CU_ASSERT_EQUAL(rig_answered(rig, 1, i == 1 ? CSN_ERR_COMPILE : CSN_OK),
                    true);
    CU_ASSERT_EQUAL(rig_answered(rig, 2, i == 1 ? CSN_ERR_NOT_FOUND : CSN_OK),
                    true);
    CU_ASSERT_EQUAL(rig_answered(rig, 3, CSN_OK), i == 2);
    CU_ASSERT_DOUBLE_EQUAL(now(rig), i == 1 ? 0 : 0.25, 0);
    rig_close(rig);
  }
  Rig* const rig = rig_with(NULL, program);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "sync now"), CSN_ERR_BAD_ARG);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "sync"), 1, 0);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "compile block=x {{gi_a = 1}}"),
                  CSN_ERR_BAD_ARG);
  // Without quotes the rest of the line is the code, also a `block=`
  CU_ASSERT_EQUAL(rig_call(rig, "compile gi_b = 4"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode gi_b"), 4, 0);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "code", "an expression has a value, statements are kept", evaluate },
  { "code", "a file is compiled now and for each program", include_files },
  { "code", "what comes before a program moves no line", before_the_program },
  { "code", "what comes before is to blame for itself", wrong_before },
  { "code", "options come whole or not at all", options },
  { "code", "calls wait for code where they are to", waits_for_code },
};
CSN_TESTS(tests)
