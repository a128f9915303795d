// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// New programs and new code while the engine plays, with the work done at once
// (layer: tests).

#include "rig.h"

#include <malloc.h>

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"

static const char half[] = HEADER "instr 1\na1 init 0.5\nout a1\nendin\n"
                                  "instr lead\na1 init 0.125\nout a1\nendin\n"
                                  "gk_one init 1\n";
static const char quarter[] =
  HEADER "instr 1\na1 init 0.25\nout a1\nendin\nschedule 1, 0, -1\n";
static const char effect[] = HEADER "nchnls_i = 1\n"
                                    "instr 1\na1 in\nout a1\nendin\n"
                                    "schedule 1, 0, -1\n";
static const char silent[] = HEADER "instr 1\nendin\n";

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

/* Sends a text by the plugin's door and performs a block. */
static CsnStatus
send(Rig* rig, const char* method, const char* text)
{
  static uint32_t request = 500;
  const CsnStatus st =
    csn_engine_text_rt(rig->engine, 0, method, text, strlen(text), ++request);
  rig_block(rig, 256);
  const RigReply* const reply = rig_reply(rig, request);
  return st ? st : reply ? reply->status : (CsnStatus)-1;
}

static const char*
write_file(const char* name, const char* text)
{
  static char path[512];
  (void)snprintf(path, sizeof(path), "%s/%s", csn_test_scratch(), name);
  FILE* const file = fopen(path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  (void)fputs(text, file);
  (void)fclose(file);
  return path;
}

static void
at_once(void)
{
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_line(rig, 100, 1, "load \"instr 1\nendin\""), CSN_OK);
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 100, "load", quarter, strlen(quarter), 2),
    CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 164);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_LOADED), 2);
  rig_close(rig);
}

/* A note after a load, in one block: the new program plays it. */
static void
load_then_sched(void)
{
  Rig* const rig = rig_with(NULL, silent);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 10, "load", half, strlen(half), 1), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 10, 2, "sched lead"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig,
                           200,
                           3,
                           "compile {{instr 5\n"
                           "a1 init 0.0625\nout a1\nendin}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 200, 4, "sched 5"), CSN_OK);
  rig_block(rig, 2048);
  for (uint32_t request = 1; request <= 4; ++request) {
    CU_ASSERT(rig_answered(rig, request, CSN_OK));
  }
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 64 + 10 + 64);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.1875, 0);
  rig_close(rig);
}

static void
bad_load(void)
{
  static const char* const bad[] = {
    "instr 1\na1 oscil\nendin\n",
    "instr 1\nthis is nonsense ((\nendin\n",
    "<CsoundSynthesizer>\n<CsInstruments>\ninstr 1\n",
    "<CsoundSynthesizer>\n</CsoundSynthesizer>\n",
    "#ifdef X\ninstr 1\nendin\n",
    "",
  };
  char report[500];
  Rig* const rig = rig_with(NULL, quarter);
  rig_block(rig, 256);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    const CsnSource source = { .text = bad[i], .length = strlen(bad[i]) };
    CU_ASSERT_NOT_EQUAL(send(rig, "load", bad[i]), CSN_OK);
    CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
    const RigReply* const error = rig_last(rig, CSN_REPLY_ERROR);
    CU_ASSERT(error && strstr(error->text, "error: "));
    report[0] = '\0';
    CU_ASSERT_NOT_EQUAL(
      csn_engine_load(rig->engine, &source, report, sizeof(report)), CSN_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(report, "error: "));
    CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, NULL, 0),
                    csn_engine_load(rig->engine, &source, report, 0));
    rig_block(rig, 256);
    CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  }
  char* const text = csn_engine_program(rig->engine, NULL, NULL);
  CU_ASSERT_STRING_EQUAL(text, quarter);
  free(text);
  rig_close(rig);
}

static void
files(void)
{
  char line[600];
  char report[500];
  char* path = NULL;
  CsnInfo info;
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_PTR_NULL(csn_engine_program(rig->engine, &path, NULL));
  CU_ASSERT_PTR_NULL(path);
  csn_engine_info(rig->engine, &info);
  CU_ASSERT_EQUAL(info.ksmps, 0);

  const char* const name = write_file("a program.orc", quarter);
  (void)snprintf(line, sizeof(line), "loadFile \"%s\"", name);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  const RigReply* const loaded = rig_last(rig, CSN_REPLY_LOADED);
  CU_ASSERT(loaded && !strcmp(loaded->text, name));
  char* const text = csn_engine_program(rig->engine, &path, NULL);
  CU_ASSERT_STRING_EQUAL(text, quarter);
  CU_ASSERT_STRING_EQUAL(path, name);
  free(text);
  free(path);

  (void)snprintf(line,
                 sizeof(line),
                 "compileFile %s",
                 write_file("more.orc",
                            "instr 6\na1 init 0.5\nout a1\nendin\n"));
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 6"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.75, 0);

  CU_ASSERT_EQUAL(rig_call(rig, "loadFile no/such.csd"), CSN_ERR_IO);
  CU_ASSERT_EQUAL(rig_call(rig, "compileFile no/such.orc"), CSN_ERR_IO);
  CU_ASSERT_EQUAL(rig_call(rig, "loadFile \"\""), CSN_ERR_IO);
  CU_ASSERT_EQUAL(csn_engine_load_file(rig->engine, "/", report, 500),
                  CSN_ERR_IO);
  CU_ASSERT_PTR_NOT_NULL(strstr(report, "/: error: "));
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.75, 0);
  rig_close(rig);
}

static void
compile(void)
{
  Rig* const rig = rig_with(NULL, half);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  CU_ASSERT_EQUAL(
    send(rig, "compile", "instr 1\na1 init 0.0625\nout a1\nendin\n"), CSN_OK);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0); // A running note goes on as it is
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5625, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);

  // Bad code is told, and harms neither what sounds nor what comes later
  CU_ASSERT_EQUAL(rig_call(rig, "sched lead"), CSN_OK);
  CU_ASSERT_EQUAL(send(rig, "compile", "instr 1\na1 oscil\nendin\n"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(send(rig, "compile", "#ifdef X\n"), CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(send(rig, "compile", "#include \"no such file\"\n"),
                  CSN_ERR_COMPILE);
  const RigReply* const error = rig_last(rig, CSN_REPLY_ERROR);
  CU_ASSERT(error && strstr(error->text, "no such file"));
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.1875, 0);
  rig_close(rig);

  Rig* const empty = rig_open(NULL);
  CU_ASSERT_EQUAL(send(empty, "compile", silent), CSN_OK);
  rig_close(empty);
}

/* A saved session is the program and what was compiled into it since. */
static void
added_code(void)
{
  char* added = NULL;
  Rig* const rig = rig_with(NULL, half);
  char* text = csn_engine_program(rig->engine, NULL, &added);
  CU_ASSERT_PTR_NULL(added);
  free(text);
  CU_ASSERT_EQUAL(
    send(rig, "compile", "instr pad\na1 init 0.25\nout a1\nendin\n"), CSN_OK);
  CU_ASSERT_EQUAL(send(rig, "compile", "instr 1\na1 init 2\nout a1\nendin\n"),
                  CSN_OK);
  CU_ASSERT_NOT_EQUAL(send(rig, "compile", "instr 2\nnonsense(\nendin\n"),
                      CSN_OK);
  text = csn_engine_program(rig->engine, NULL, &added);
  CU_ASSERT_STRING_EQUAL(text, half);
  CU_ASSERT_PTR_NOT_NULL_FATAL(added);
  CU_ASSERT_PTR_NULL(strstr(added, "nonsense"));

  Rig* const later = rig_with(NULL, silent);
  const CsnSource source = { .text = text,
                             .length = strlen(text),
                             .added = added };
  CU_ASSERT_EQUAL(csn_engine_load(later->engine, &source, NULL, 0), CSN_OK);
  rig_block(later, 1024);
  CU_ASSERT_EQUAL(rig_call(later, "sched pad"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(later, "sched 1"), CSN_OK);
  rig_block(later, 2048);
  CU_ASSERT_DOUBLE_EQUAL(now(later), 2.25, 0);
  free(text);
  free(added);
  rig_close(later);
  rig_close(rig);
}

/* A name that was tried too early is known as soon as it is there. */
static void
named_later(void)
{
  Rig* const rig = rig_with(NULL, half);
  CU_ASSERT_EQUAL(rig_call(rig, "sched pad"), CSN_ERR_NOT_FOUND);
  CU_ASSERT_EQUAL(send(rig, "compile", "instr pad\na1 init 1\nout a1\nendin\n"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched pad"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 1, 0);
  CU_ASSERT_EQUAL(send(rig, "compile", "instr pad\na1 init 2\nout a1\nendin\n"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched pad"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "sched pad"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 2, 0);
  rig_close(rig);
}

static void
eval(void)
{
  Rig* const rig = rig_with(NULL, half);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode 1 + 2 * 3"), 7, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode \"return 0.5\""), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode {{gi_x = 5\nreturn gi_x * 2}}"),
                         10,
                         0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode gi_x + 1"), 6, 0);
  CU_ASSERT_DOUBLE_EQUAL(
    rig_ask(rig, "$t = evalCode ftgen(0, 0, 16, -2, 1, 2)"), 101, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode tab_i(1, 101)"), 2, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "evalCode nonsense("), CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(rig_call(rig, "evalCode unknown_var"), CSN_ERR_COMPILE);
  CU_ASSERT_DOUBLE_EQUAL(rig_ask(rig, "evalCode 1"), 1, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
  rig_block(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  rig_close(rig);
}

static void
status(void)
{
  static const char* const words[] = { "state=playing ", " ksmps=64 ",
                                       " latency=64 ",   " nchnls=1 ",
                                       " 0dbfs=1 ",      " rate=48000 " };
  Rig* const rig = rig_open(NULL);
  CU_ASSERT_EQUAL(rig_call(rig, "status"), CSN_OK);
  const RigReply* told = rig_last(rig, CSN_REPLY_STATUS);
  CU_ASSERT(told && !strncmp(told->text, "state=empty ", 12));
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, CSN_KSMPS_EXACT, 0),
                  CSN_OK);
  rig_load(rig, half);
  for (unsigned asked = 0; asked < 2; ++asked) {
    told = rig_last(rig, CSN_REPLY_STATUS);
    CU_ASSERT_PTR_NOT_NULL_FATAL(told);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); ++i) {
      if (!strstr(told->text, words[i])) {
        printf("    %s: no%s\n", told->text, words[i]);
        CU_FAIL("the status does not say how it is");
      }
    }
    rig->n_replies = 0;
    CU_ASSERT_EQUAL(csn_engine_tell_rt(rig->engine, 0), CSN_OK);
    rig_block(rig, 64);
    CU_ASSERT_PTR_NOT_NULL(rig_last(rig, CSN_REPLY_CONTROLS));
  }
  rig_close(rig);
}

/* What went in before the load does not come out again and again after it. */
static void
inputs_end(void)
{
  static const RigShape shape = { .n_inputs = 1,
                                  .n_outputs = 1,
                                  .length = 8192 };
  Rig* const rig = rig_with(&shape, effect);
  for (uint32_t i = 960; i < 1024; ++i) {
    rig->in[0][i] = 1.0F;
  }
  rig_run(rig, 1024, 128);
  rig_load(rig, silent);
  rig_run(rig, 4096, 128);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 1024);
  CU_ASSERT_EQUAL(rig_final(rig, 0, 0, rig->at), 1087);
  rig_close(rig);
}

/* The old program fades, without a step of more than what it plays. */
static void
fades(void)
{
  Rig* const rig = rig_with(NULL, quarter);
  rig_run(rig, 2048, 100);
  rig_load(rig, silent);
  rig_run(rig, 8192, 100);
  for (uint32_t i = 2048; i < 8192; ++i) {
    const double step = (double)(rig->out[0][i - 1U] - rig->out[0][i]);
    CU_ASSERT_FATAL(step >= 0 && step < 0.001);
  }
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  rig_close(rig);
}

static void
no_leak(void)
{
  static const RigShape shape = { .n_outputs = 1, .length = 400000 };
  const unsigned n_loads = csn_test_quick() ? 20 : 50;
  const unsigned n_compiles = csn_test_quick() ? 60 : 200;
  char text[400];
  Rig* const rig = rig_with(&shape, half);
  size_t before = 0;
  for (unsigned i = 0; i < n_loads; ++i) {
    rig->n_replies = 0;
    for (unsigned k = 0; k < n_compiles / n_loads; ++k) {
      (void)snprintf(text,
                     sizeof(text),
                     "instr %u\na1 init 0.001\nout a1\nendin\n",
                     3U + k);
      CU_ASSERT_EQUAL(send(rig, "compile", text), CSN_OK);
    }
    CU_ASSERT_EQUAL(send(rig, "load", i & 1U ? half : quarter), CSN_OK);
    rig_block(rig, 1000);
    rig_block(rig, 1000);
    CU_ASSERT_EQUAL(rig_call(rig, "status"), CSN_OK); // Lets the worker free
    if (i == 9) {
      before = mallinfo2().uordblks;
    }
  }
  const size_t after = mallinfo2().uordblks;
  const size_t grown = after > before ? after - before : 0;
  if (grown >= 1000000) {
    printf("    %zu bytes in %u loads\n", grown, n_loads - 10U);
  }
  CU_ASSERT(grown < 1000000);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "load", "a load that is done at once is heard from its frame", at_once },
  { "load", "what follows a load goes to the new program", load_then_sched },
  { "load", "a bad program leaves the old one sounding", bad_load },
  { "load", "files are loaded and compiled", files },
  { "load", "compile adds and replaces while notes go on", compile },
  { "load", "what was compiled is told, and loaded again", added_code },
  { "load", "a name can be used once it is compiled", named_later },
  { "load", "evalCode returns a number", eval },
  { "load", "the status says how the engine is", status },
  { "load", "a replaced effect does not repeat its inputs", inputs_end },
  { "load", "a replaced program fades out", fades },
  { "load", "loads and compiles leave no memory behind", no_leak },
};
CSN_TESTS(tests)
