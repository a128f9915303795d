// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// run() of the built LV2 module does nothing that may wait (layer: tests).

#include "harness.h"
#include "rt_guard.h"
#include "rt_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char program[] = "ksmps = 16\n"
                              "nchnls = 2\n"
                              "0dbfs = 1\n"
                              "massign 0, 2\n"
                              "chn_k \"cutoff\", 3, 2, 1000, 100, 8000\n"
                              "instr 1\n"
                              "  kenv linsegr 0, 0.01, 1, 0.02, 0\n"
                              "  kcut chnget \"cutoff\"\n"
                              "  asig oscili p5*kenv, p4\n"
                              "  asig tone asig, kcut\n"
                              "  outs asig, asig\n"
                              "endin\n"
                              "instr 2\n"
                              "  kenv linsegr 0, 0.01, 1, 0.02, 0\n"
                              "  asig oscili 0.02*kenv, cpsmidi()\n"
                              "  outs asig, asig\n"
                              "endin\n";

static const char*
module_path(void)
{
  static char path[4096];
  const char* const out = getenv("CSN_OUT");
  (void)snprintf(path,
                 sizeof(path),
                 "%s/lv2/csonance.lv2/csonance.so",
                 out ? out : csn_test_path("build"));
  return path;
}

static void
wrap(const RtHost* host)
{
  CsnEngine* const engine = rt_host_plugin(host)->engine;
  CsnInstance* const incoming = atomic_load(&engine->shared.incoming);
  if (incoming) {
    incoming->perform = rt_guard_perform;
  }
  if (engine->rt.current) {
    engine->rt.current->perform = rt_guard_perform;
  }
}

static void
run(RtHost* host, uint32_t n_frames)
{
  wrap(host);
  rt_host_end(host);
  rt_guard_begin();
  host->descriptor->run(host->handle, n_frames);
  rt_guard_end();
  rt_host_after(host);
}

static void
run_for(RtHost* host, double seconds, uint32_t n_frames)
{
  const unsigned n_blocks = (unsigned)(seconds * 48000 / n_frames) + 1U;
  for (unsigned i = 0; i < n_blocks; ++i) {
    run(host, n_frames);
  }
}

/* With the program live and its notes warm. */
static RtHost*
open_host(int32_t fixed_block, uint32_t block)
{
  char line[128];
  RtHost* const host = rt_host_open(module_path(), fixed_block);
  CU_ASSERT_PTR_NOT_NULL_FATAL(host);
  rt_guard_reset();
  rt_host_set(host, "program", program, 1);
  run(host, 0);
  run_for(host, 0.05, block);
  for (int i = 1; i <= 36; ++i) {
    (void)
      snprintf(line, sizeof(line), "sched 1.%03d 0 -1 %d 0.001", i, 200 + i);
    rt_host_set(host, "call", line, 0);
    rt_host_midi(host, 0, 0x90, (uint8_t)(30 + i), 100);
  }
  run_for(host, 0.05, block);
  rt_host_set(host, "call", "unsched 1", 0);
  for (int i = 1; i <= 36; ++i) {
    rt_host_midi(host, 0, 0x80, (uint8_t)(30 + i), 0);
  }
  run_for(host, 0.1, block);
  return host;
}

static void
expect_nothing(void)
{
  const RtCounts counts = rt_guard_counts();
  const unsigned n = rt_guard_total(RT_OURS) + rt_guard_total(RT_CSOUND) -
                     counts.n[RT_CSOUND][RT_LOCK];
  if (n) {
    rt_guard_print();
  }
  CU_ASSERT_EQUAL(n, 0);
}

static void
voices_sound_for_free(void)
{
  static const struct {
    int32_t fixed_block;
    uint32_t block;
  } cases[] = { { 256, 256 }, { 0, 100 }, { 16, 16 } };
  for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); ++k) {
    char line[128];
    RtHost* const host = open_host(cases[k].fixed_block, cases[k].block);
    for (int i = 1; i <= 32; ++i) {
      (void)
        snprintf(line, sizeof(line), "sched 1.%03d 0 -1 %d 0.01", i, 200 + i);
      rt_host_set(host, "call", line, i);
    }
    run(host, cases[k].block);
    run(host, cases[k].block);
    rt_guard_reset();
    run_for(host, 0.5, cases[k].block);
    expect_nothing();
    double sum = 0;
    for (uint32_t i = 0; i < cases[k].block; ++i) {
      sum += (double)(host->out[0][i] * host->out[0][i]);
    }
    CU_ASSERT(sum > 0);
    rt_host_close(host);
  }
}

static void
messages_cost_nothing(void)
{
  char line[128];
  RtHost* const host = open_host(0, 64);
  rt_host_set(host, "call", "sched 1.5 0 -1 300 0.1", 0);
  run(host, 64);
  rt_guard_reset();
  for (int i = 1; i <= 200; ++i) {
    const uint8_t key = (uint8_t)(40 + (i - 1) / 2 % 30);
    host->controls[0] = (float)i / 200.0F;
    (void)snprintf(line, sizeof(line), "setp 1.5 5 0.0%d", i);
    rt_host_set(host, "call", line, i);
    if (i % 4 == 0) {
      rt_host_set(host, "event", "i 1 0 0.001 200 0.1", 1000 + i);
    }
    rt_host_midi(host, (uint32_t)(i % 64), i % 2 ? 0x90 : 0x80, key, 80);
    run(host, (uint32_t)(1 + i % 64));
  }
  expect_nothing();
  rt_host_close(host);
}

static void
loads_and_errors_cost_nothing(void)
{
  RtHost* const host = open_host(0, 64);
  rt_guard_reset();
  for (int i = 1; i <= 4; ++i) {
    rt_host_set(host, "program", i == 3 ? "instr 1\n no\nendin\n" : program, i);
    rt_host_set(host, "nothing", "x", 10 + i);
    rt_host_set(host, "call", "no such line", 20 + i);
    run_for(host, 0.05, 64);
  }
  const unsigned n = rt_guard_total(RT_OURS);
  if (n) {
    rt_guard_print();
  }
  CU_ASSERT_EQUAL(n, 0);
  rt_host_close(host);
}

static const CsnTest tests[] = {
  { "rt plugin",
    "32 voices sound in run() without a call to the system",
    voices_sound_for_free },
  { "rt plugin", "notes, controls and messages", messages_cost_nothing },
  { "rt plugin", "loads and errors", loads_and_errors_cost_nothing },
};

CSN_TESTS(tests)
