// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Blocks (layer: tests): CPU time of the engine's block over that of bare
// PerformKsmps on an identical instance. Short stretches of the two take turns,
// so that what else the machine does falls on both; the median of their ratios
// counts.

#include "bench.h"

#include "engine/csonance.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { block = 256, stretch = 16, rounds = 400, n_voices = 32 };

typedef struct {
  CsnEngine* engine;
  CSOUND* bare;
  int ksmps;
  float out[2][block];
} Pair;

static const char voices_orchestra[] =
  "nchnls = 2\n0dbfs = 1\n"
  "gisine ftgen 0, 0, 4096, 10, 1\n"
  "instr 1\n"
  "  kenv madsr 0.01, 0.1, 0.8, 0.1\n"
  "  klfo oscili 0.01, 5, gisine\n"
  "  a1 oscili p5*kenv, p4*(1 + klfo), gisine\n"
  "  a2 oscili p5*kenv, p4*1.005, gisine\n"
  "  a1 moogladder a1 + a2, 2000 + 500*kenv, 0.3\n"
  "  outs a1, a1\n"
  "endin\n";

static const char empty_orchestra[] = "nchnls = 2\n0dbfs = 1\ninstr 1\nendin\n";

static void
engine_blocks(Pair* pair, int n)
{
  float* const out[] = { pair->out[0], pair->out[1] };
  for (int i = 0; i < n; ++i) {
    csn_engine_process_rt(pair->engine, NULL, out, block);
  }
}

static void
bare_blocks(Pair* pair, int n)
{
  for (int i = 0; i < n * block / pair->ksmps; ++i) {
    (void)pair->bare->PerformKsmps(pair->bare);
  }
}

static void
start_voices(Pair* pair)
{
  char line[128];
  for (int i = 0; i < n_voices; ++i) {
    const char* problem = NULL;
    (void)snprintf(
      line, sizeof(line), "sched 1.%04d 0 -1 %d 0.01", i + 1, 200 + 11 * i);
    (void)csn_engine_line_rt(pair->engine, 0, line, strlen(line), 0, &problem);
    MYFLT p[] = { 1 + (i + 1) / 10000.0, 0, -1, 200 + 11 * i, 0.01 };
    (void)csoundScoreEvent(pair->bare, 'i', p, 5);
  }
}

static Pair
open_pair(const char* body, int ksmps)
{
  Pair pair = { NULL, NULL, ksmps, { { 0 } } };
  char orchestra[4096];
  char report[1024];
  (void)snprintf(orchestra, sizeof(orchestra), "ksmps = %d\n%s", ksmps, body);
  const char* const csd = bench_csd(orchestra);
  const CsnConfig config = {
    .rate = 48000, .max_block = block, .fixed_block = block, .n_outputs = 2
  };
  const CsnSource source = { .text = csd, .length = strlen(csd) };
  if (csn_engine_new(&pair.engine, &config) ||
      csn_engine_load(pair.engine, &source, report, sizeof(report))) {
    (void)fprintf(stderr, "bench: the engine does not start\n");
    exit(1);
  }
  pair.bare = bench_bare(csd);
  engine_blocks(&pair, 1);
  bare_blocks(&pair, 1);
  return pair;
}

static void
close_pair(Pair* pair)
{
  csn_engine_free(pair->engine);
  csoundDestroy(pair->bare);
}

/* Returns the median ratio, or the median difference in a k-cycle [ns]. */
static void
measure(Pair* pair, double* ratio, double* difference)
{
  static double ratios[rounds];
  static double differences[rounds];
  engine_blocks(pair, 4 * stretch);
  bare_blocks(pair, 4 * stretch);
  for (int i = 0; i < rounds; ++i) {
    const double t0 = bench_cpu_ns();
    if (i % 2) {
      engine_blocks(pair, stretch);
    } else {
      bare_blocks(pair, stretch);
    }
    const double t1 = bench_cpu_ns();
    if (i % 2) {
      bare_blocks(pair, stretch);
    } else {
      engine_blocks(pair, stretch);
    }
    const double t2 = bench_cpu_ns();
    const double ours = i % 2 ? t1 - t0 : t2 - t1;
    const double theirs = i % 2 ? t2 - t1 : t1 - t0;
    ratios[i] = ours / theirs;
    differences[i] = (ours - theirs) * pair->ksmps / (block * stretch);
  }
  *ratio = bench_median(ratios, rounds);
  *difference = bench_median(differences, rounds);
}

void
bench_blocks(void)
{
  static const int lengths[] = { 64, 16 };
  char name[64];
  double ratio = 0;
  double difference = 0;
  for (size_t i = 0; i < 2; ++i) {
    Pair pair = open_pair(voices_orchestra, lengths[i]);
    start_voices(&pair);
    measure(&pair, &ratio, &difference);
    (void)snprintf(name, sizeof(name), "voices_%d", lengths[i]);
    bench_tell(name, ratio);
    close_pair(&pair);
    pair = open_pair(empty_orchestra, lengths[i]);
    measure(&pair, &ratio, &difference);
    (void)snprintf(name, sizeof(name), "empty_%d", lengths[i]);
    bench_tell(name, difference);
    close_pair(&pair);
  }
}
