// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The same with a thread that does the work while blocks are performed, as in
// a host (layer: tests).

#include "worker.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"

static const char half[] = HEADER "instr 1\na1 init 0.5\nout a1\nendin\n";
static const char quarter[] = HEADER "instr 1\na1 init 0.25\nout a1\nendin\n";
static const char extra[] = "instr 5\na1 init 0.125\nout a1\nendin\n";
static const char named[] = "instr pad\na1 init 0.125\nout a1\nendin\n";

static double
now(const Rig* rig)
{
  return (double)rig->out[0][rig->at - 1U];
}

static void
play(Rig* rig, unsigned n_blocks)
{
  for (unsigned i = 0; i < n_blocks; ++i) {
    worker_block(rig);
  }
}

static void
load_and_compile(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  CU_ASSERT_EQUAL(worker_send(rig, "load", half), CSN_OK);
  play(rig, 4);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1"), CSN_OK);
  play(rig, 8);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.5, 0);
  CU_ASSERT_EQUAL(worker_send(rig, "compile", extra), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 5"), CSN_OK);
  play(rig, 8);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.625, 0);
  CU_ASSERT_EQUAL(worker_send(rig, "compile", "instr 1\nnonsense(\nendin\n"),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(worker_send(rig, "compile", "#ifdef X\n"), CSN_ERR_COMPILE);
  play(rig, 8);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.625, 0);
  CU_ASSERT_EQUAL(worker_send(rig, "load", "instr 1\nnonsense(\nendin\n"),
                  CSN_ERR_COMPILE);
  play(rig, 8);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.625, 0);
  CU_ASSERT_EQUAL(worker_send(rig, "load", quarter), CSN_OK);
  play(rig, 20);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0, 0);
  worker_close(&worker, rig);
}

static void
eval(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  CU_ASSERT_EQUAL(worker_send(rig, "load", half), CSN_OK);
  play(rig, 4);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 1, "evalCode 3 * 5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "evalCode {{gi_a = 2\nreturn gi_a}}"),
                  CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "evalCode gi_a + 1"), CSN_OK);
  CU_ASSERT_PTR_NOT_NULL(worker_wait(rig, 3));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 15, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 2), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 3), 3, 0);
  worker_close(&worker, rig);
}

/* A note may be sent together with the code that it needs. */
static void
sched_waits_for_compile(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  CU_ASSERT_EQUAL(worker_send(rig, "load", half), CSN_OK);
  play(rig, 4);
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 0, "compile", named, strlen(named), 1),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "sched pad"), CSN_OK);
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 0, "compile", extra, strlen(extra), 3),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 4, "sched 5"), CSN_OK);
  CU_ASSERT_PTR_NOT_NULL(worker_wait(rig, 1));
  CU_ASSERT_PTR_NOT_NULL(worker_wait(rig, 3));
  (void)worker_wait(rig, 2);
  (void)worker_wait(rig, 4);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT(rig_answered(rig, 4, CSN_OK));
  play(rig, 8);
  CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.25, 0);
  worker_close(&worker, rig);
}

/* Code after a load belongs to the new program, however soon it comes. */
static void
compile_after_load(void)
{
  for (unsigned i = 0; i < 5; ++i) {
    Worker worker = { 0 };
    Rig* const rig = worker_open(&worker, 1);
    CU_ASSERT_EQUAL(worker_send(rig, "load", half), CSN_OK);
    play(rig, 4);
    CU_ASSERT_EQUAL(
      csn_engine_text_rt(rig->engine, 0, "load", quarter, strlen(quarter), 1),
      CSN_OK);
    CU_ASSERT_EQUAL(
      csn_engine_text_rt(rig->engine, 0, "compile", extra, strlen(extra), 2),
      CSN_OK);
    const RigReply* const reply = worker_wait(rig, 2);
    CU_ASSERT(reply && !reply->status);
    play(rig, 20);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 3, "sched 5"), CSN_OK);
    play(rig, 8);
    CU_ASSERT(rig_answered(rig, 3, CSN_OK));
    CU_ASSERT_DOUBLE_EQUAL(now(rig), 0.125, 0);
    worker_close(&worker, rig);
  }
}

/* In freewheel what is asked for is there in the block that asked. */
static void
freewheel(void)
{
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 100, "load", half, strlen(half), 1),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 100, 2, "sched 1"), CSN_OK);
  rig_block(rig, 2048);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), 164);

  const uint32_t begin = rig->at;
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 128, "compile", extra, strlen(extra), 3),
    CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 640, 4, "sched 5"), CSN_OK);
  CU_ASSERT_EQUAL(rig_line(rig, 700, 5, "evalCode 2 + 2"), CSN_OK);
  rig_block(rig, 2048);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 3, CSN_OK));
  CU_ASSERT(rig_answered(rig, 4, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 5), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][begin + 640 + 64], 0.625, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)rig->out[0][begin + 640 + 63], 0.5, 0);
  worker_close(&worker, rig);
}

/* A worker that has no room just now is asked again. */
typedef struct {
  unsigned n_refused;
  unsigned n_asked;
  CsnEngine* engine;
} Busy;

static bool
busy_schedule(void* data)
{
  Busy* const busy = (Busy*)data;
  ++busy->n_asked;
  if (busy->n_refused) {
    --busy->n_refused;
    return false;
  }
  csn_engine_work(busy->engine);
  return true;
}

static void
busy_worker(void)
{
  Busy busy = { 3, 0, NULL };
  const RigShape shape = { .n_outputs = 1,
                           .schedule = busy_schedule,
                           .schedule_data = &busy };
  Rig* const rig = rig_open(&shape);
  busy.engine = rig->engine;
  CU_ASSERT_EQUAL(
    csn_engine_text_rt(rig->engine, 0, "load", half, strlen(half), 1), CSN_OK);
  for (unsigned i = 0; i < 10; ++i) {
    rig_block(rig, 128);
  }
  CU_ASSERT_EQUAL(busy.n_refused, 0);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  rig_close(rig);
}

static void
closed_while_busy(void)
{
  for (unsigned i = 0; i < 10; ++i) {
    Worker worker = { 0 };
    Rig* const rig = worker_open(&worker, 1);
    for (unsigned k = 0; k < 5; ++k) {
      (void)csn_engine_text_rt(
        rig->engine, k, "load", k & 1U ? half : quarter, strlen(half), 0);
    }
    for (unsigned k = 0; k < i; ++k) {
      worker_block(rig);
    }
    worker_close(&worker, rig);
  }
  CU_PASS("nothing crashed or leaked");
}

static const CsnTest tests[] = {
  { "worker",
    "loads and compiles come in while notes go on",
    load_and_compile },
  { "worker", "evalCode returns its number later", eval },
  { "worker",
    "a note waits for the code that came before it",
    sched_waits_for_compile },
  { "worker",
    "code after a load goes into the new program",
    compile_after_load },
  { "worker", "in freewheel work is waited for", freewheel },
  { "worker", "a request that was refused is made again", busy_worker },
  { "worker",
    "an engine can be freed while work is under way",
    closed_while_busy },
};
CSN_TESTS(tests)
