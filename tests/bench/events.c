// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Events (layer: tests): what 100 000 notes to come cost while they wait, and
// what each costs on its way in.

#include "bench.h"

#include "engine/csonance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { n_events = 100000, block = 256, rounds = 400, stretch = 16 };

static CsnEngine*
open_engine(void)
{
  const char* const csd =
    bench_csd("ksmps = 16\nnchnls = 2\n0dbfs = 1\ninstr 1\nendin\n");
  const CsnConfig config = {
    .rate = 48000, .max_block = block, .fixed_block = block, .n_outputs = 2
  };
  const CsnSource source = { .text = csd, .length = strlen(csd) };
  char report[1024];
  CsnEngine* engine = NULL;
  if (csn_engine_new(&engine, &config) ||
      csn_engine_load(engine, &source, report, sizeof(report))) {
    (void)fprintf(stderr, "bench: the engine does not start\n");
    exit(1);
  }
  return engine;
}

static void
play(CsnEngine* engine, int n)
{
  static float left[block] = { 0 };
  static float right[block] = { 0 };
  float* const out[] = { left, right };
  for (int i = 0; i < n; ++i) {
    csn_engine_process_rt(engine, NULL, out, block);
  }
}

void
bench_events(void)
{
  static double ratios[rounds];
  CsnEngine* const full = open_engine();
  CsnEngine* const idle = open_engine();
  unsigned n_refused = 0;
  double spent = 0;
  play(full, 1);
  play(idle, 1);
  for (int i = 0; i < n_events; i += 100) {
    static char lines[100][64];
    for (int k = 0; k < 100; ++k) {
      (void)snprintf(lines[k],
                     sizeof(lines[k]),
                     "sched 1 %.3f 0.1 440 0.1",
                     1000.0 + ((i + k) * 7919 % n_events) * 0.01);
    }
    const double began = bench_cpu_ns();
    for (int k = 0; k < 100; ++k) {
      const char* problem = NULL;
      n_refused +=
        csn_engine_line_rt(full, 0, lines[k], strlen(lines[k]), 0, &problem) !=
        CSN_OK;
    }
    play(full, 1);
    spent += bench_cpu_ns() - began;
  }
  bench_tell("refused", n_refused);
  bench_tell("in", spent / n_events);
  for (int i = 0; i < rounds; ++i) {
    const double t0 = bench_cpu_ns();
    play(i % 2 ? full : idle, stretch);
    const double t1 = bench_cpu_ns();
    play(i % 2 ? idle : full, stretch);
    const double t2 = bench_cpu_ns();
    ratios[i] = i % 2 ? (t1 - t0) / (t2 - t1) : (t2 - t1) / (t1 - t0);
  }
  bench_tell("waiting", bench_median(ratios, rounds));
  csn_engine_free(full);
  csn_engine_free(idle);
}
