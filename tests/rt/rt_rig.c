// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The watched engine (layer: tests); see its header.

#include "rt_rig.h"

#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool
schedule(void* data)
{
  RtRig* const rig = (RtRig*)data;
  atomic_store(&rig->wanted, true);
  return true;
}

static void*
work(void* data)
{
  RtRig* const rig = (RtRig*)data;
  const struct timespec pause = { 0, 500000 };
  while (!atomic_load(&rig->stop)) {
    if (atomic_exchange(&rig->wanted, false)) {
      csn_engine_work(rig->engine);
    } else {
      (void)nanosleep(&pause, NULL);
    }
  }
  return NULL;
}

/* What is to go live in the coming block, or is live, performs by the guard. */
static void
wrap(RtRig* rig)
{
  CsnInstance* const incoming = atomic_load(&rig->engine->shared.incoming);
  if (incoming) {
    incoming->perform = rt_guard_perform;
  }
  if (rig->engine->rt.current) {
    rig->engine->rt.current->perform = rt_guard_perform;
  }
}

RtRig*
rt_rig_open(const char* program, uint32_t fixed_block, bool threaded)
{
  RtRig* const rig = (RtRig*)calloc(1, sizeof(RtRig));
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig);
  const CsnConfig config = { .rate = 48000,
                             .max_block = RT_MAX_BLOCK,
                             .fixed_block = fixed_block,
                             .n_inputs = 2,
                             .n_outputs = 2,
                             .schedule = schedule,
                             .schedule_data = rig };
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&rig->engine, &config), CSN_OK);
  char report[1024] = "";
  const CsnSource source = { .text = program, .length = strlen(program) };
  const CsnStatus st =
    csn_engine_load(rig->engine, &source, report, sizeof(report));
  if (st) {
    printf("    %s", report);
  }
  CU_ASSERT_EQUAL_FATAL(st, CSN_OK);
  rt_guard_reset();
  wrap(rig);
  rt_rig_block(rig, 0);
  rig->threaded = threaded;
  if (threaded) {
    CU_ASSERT_EQUAL_FATAL(pthread_create(&rig->worker, NULL, work, rig), 0);
  }
  return rig;
}

void
rt_rig_close(RtRig* rig)
{
  if (rig->threaded) {
    atomic_store(&rig->stop, true);
    (void)pthread_join(rig->worker, NULL);
  }
  csn_engine_free(rig->engine);
  free(rig);
}

void
rt_rig_reset(RtRig* rig)
{
  rig->n_done = 0;
  rig->n_failed = 0;
  rig->n_loaded = 0;
  rig->n_errors = 0;
  rig->n_full = 0;
  rt_guard_reset();
}

static void
take_replies(RtRig* rig)
{
  CsnReply reply;
  for (;;) {
    rt_guard_begin();
    const bool any = csn_engine_poll(rig->engine, &reply);
    rt_guard_end();
    if (!any) {
      return;
    }
    rig->n_done += reply.type == CSN_REPLY_DONE;
    rig->n_failed += reply.type == CSN_REPLY_FAILED;
    rig->n_loaded += reply.type == CSN_REPLY_LOADED;
    rig->n_errors += reply.type == CSN_REPLY_ERROR;
  }
}

void
rt_rig_block(RtRig* rig, uint32_t n_frames)
{
  const float* const in[] = { rig->in[0], rig->in[1] };
  float* const out[] = { rig->out[0], rig->out[1] };
  wrap(rig);
  rt_guard_begin();
  csn_engine_process_rt(rig->engine, in, out, n_frames);
  rt_guard_end();
  take_replies(rig);
  rig->sum = 0;
  for (uint32_t i = 0; i < n_frames; ++i) {
    rig->sum += (double)rig->out[0][i] * (double)rig->out[0][i];
  }
  if (!rig->threaded && atomic_exchange(&rig->wanted, false)) {
    csn_engine_work(rig->engine);
  }
}

void
rt_rig_run(RtRig* rig, double seconds, uint32_t n_frames)
{
  const unsigned n_blocks = (unsigned)(seconds * 48000 / n_frames) + 1U;
  for (unsigned i = 0; i < n_blocks; ++i) {
    rt_rig_block(rig, n_frames);
  }
}

static void
count_full(RtRig* rig, CsnStatus st)
{
  rig->n_full += st == CSN_ERR_FULL;
}

void
rt_rig_line(RtRig* rig, uint32_t frame, uint32_t request, const char* line)
{
  const char* problem = NULL;
  const size_t length = strlen(line);
  rt_guard_begin();
  const CsnStatus st =
    csn_engine_line_rt(rig->engine, frame, line, length, request, &problem);
  rt_guard_end();
  count_full(rig, st);
}

void
rt_rig_text(RtRig* rig, const char* method, const char* text, uint32_t request)
{
  const size_t length = strlen(text);
  rt_guard_begin();
  const CsnStatus st =
    csn_engine_text_rt(rig->engine, 0, method, text, length, request);
  rt_guard_end();
  count_full(rig, st);
}

void
rt_rig_midi(RtRig* rig, uint32_t frame, uint8_t a, uint8_t b, uint8_t c)
{
  const uint8_t bytes[] = { a, b, c };
  rt_guard_begin();
  const CsnStatus st = csn_engine_midi_rt(rig->engine, frame, bytes, 3);
  rt_guard_end();
  count_full(rig, st);
}

void
rt_rig_control(RtRig* rig, uint32_t index, float value)
{
  rt_guard_begin();
  csn_engine_control_rt(rig->engine, index, value);
  rt_guard_end();
}

void
rt_rig_expect_nothing(void)
{
  const RtCounts counts = rt_guard_counts();
  const unsigned n = rt_guard_total(RT_OURS) + rt_guard_total(RT_CSOUND) -
                     counts.n[RT_CSOUND][RT_LOCK];
  if (n) {
    rt_guard_print();
  }
  CU_ASSERT_EQUAL(n, 0);
}

void
rt_rig_expect_nothing_of_ours(void)
{
  const unsigned n = rt_guard_total(RT_OURS);
  if (n) {
    rt_guard_print();
  }
  CU_ASSERT_EQUAL(n, 0);
}
