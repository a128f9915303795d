// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Start (layer: tests): how long until the first program of a process, and
// later ones, are ready; and what each further engine takes of memory.

#include "bench.h"

#include "engine/csonance.h"

#include <csound/csound.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { n_later = 15, n_engines = 8 };

static const char orchestra[] = "ksmps = 16\nnchnls = 2\n0dbfs = 1\n"
                                "instr 1\n"
                                "  asig oscili p5, p4\n"
                                "  outs asig, asig\n"
                                "endin\n";

static CsnEngine*
open_engine(void)
{
  const char* const csd = bench_csd(orchestra);
  const CsnConfig config = { .rate = 48000, .max_block = 256, .n_outputs = 2 };
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
play(CsnEngine* engine)
{
  float left[256] = { 0 };
  float right[256] = { 0 };
  float* const out[] = { left, right };
  for (int i = 0; i < 100; ++i) {
    csn_engine_process_rt(engine, NULL, out, 256);
  }
}

static void
engine_start(void)
{
  double later[n_later];
  const double began = bench_wall_ns();
  CsnEngine* const first = open_engine();
  bench_tell("first", (bench_wall_ns() - began) * 1e-6);
  play(first);
  for (int i = 0; i < n_later; ++i) {
    const double then = bench_wall_ns();
    CsnEngine* const engine = open_engine();
    later[i] = (bench_wall_ns() - then) * 1e-6;
    csn_engine_free(engine);
  }
  bench_tell("later", bench_median(later, n_later));
  csn_engine_free(first);
}

/* What a plain host pays, with Csound's own folder of opcode libraries. */
static void
bare_start(void)
{
  const char* const csd = bench_csd(orchestra);
  const double began = bench_wall_ns();
  (void)csoundInitialize(CSOUNDINIT_NO_SIGNAL_HANDLER | CSOUNDINIT_NO_ATEXIT);
  CSOUND* const csound = bench_bare(csd);
  bench_tell("first", (bench_wall_ns() - began) * 1e-6);
  csoundDestroy(csound);
}

void
bench_start(const char* kind)
{
  if (!strcmp(kind, "bare")) {
    bare_start();
  } else {
    engine_start();
  }
}

void
bench_memory(void)
{
  CsnEngine* engines[n_engines];
  CsnEngine* const first = open_engine();
  play(first);
  const double before = bench_resident_kib();
  bench_tell("first", before / 1024.0);
  for (int i = 0; i < n_engines; ++i) {
    engines[i] = open_engine();
    play(engines[i]);
  }
  bench_tell("further", (bench_resident_kib() - before) / 1024.0 / n_engines);
  for (int i = 0; i < n_engines; ++i) {
    csn_engine_free(engines[i]);
  }
  csn_engine_free(first);
}
