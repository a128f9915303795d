// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Buses (layer: tests): beside Csound's zak space and channels, each in an
// engine of its own, and what their opcodes cost at a note's beginning.

#include "bench.h"

#include "engine/csonance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { n_opcodes = 50, block = 256, rounds = 200, stretch = 20, n_starts = 64 };

#define HEADER "ksmps = 64\nnchnls = 2\n0dbfs = 1\nzakinit 100, 100\n"

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

static void
tell(CsnEngine* engine, const char* line)
{
  const char* problem = NULL;
  if (csn_engine_line_rt(engine, 0, line, strlen(line), 0, &problem)) {
    (void)fprintf(stderr, "bench: %s: %s\n", line, problem);
    exit(1);
  }
}

/* An engine with this orchestra, where a `%d` of a line that is said 50 times
   is a number from 1 on. */
static CsnEngine*
open_engine(const char* before, const char* line)
{
  static char orchestra[15000];
  size_t n = (size_t)snprintf(orchestra,
                              sizeof(orchestra),
                              HEADER "%s\ninstr 1\na1 init 0.1\n",
                              before);
  for (int i = 1; i <= n_opcodes; ++i) {
    char copy[256];
    (void)snprintf(copy, sizeof(copy), "%s\n", line);
    for (char* p = copy; *p; ++p) {
      if (*p == '@' && p[1] == '@') { // A number of two digits
        p[0] = (char)('0' + i / 10);
        p[1] = (char)('0' + i % 10);
      }
    }
    n += (size_t)snprintf(orchestra + n, sizeof(orchestra) - n, "%s", copy);
  }
  (void)snprintf(orchestra + n, sizeof(orchestra) - n, "endin\n");

  const char* const csd = bench_csd(orchestra);
  const CsnConfig config = {
    .rate = 48000, .max_block = block, .fixed_block = block, .n_outputs = 2
  };
  const CsnSource source = { .text = csd, .length = strlen(csd) };
  static char report[4096];
  CsnEngine* engine = NULL;
  if (csn_engine_new(&engine, &config) ||
      csn_engine_load(engine, &source, report, sizeof(report))) {
    (void)fprintf(stderr, "bench: %s\n", report);
    exit(1);
  }
  play(engine, 1);
  return engine;
}

static double
cost(CsnEngine* engine)
{
  const double began = bench_cpu_ns();
  play(engine, stretch);
  return bench_cpu_ns() - began;
}

/* Ours over Csound's, both without what an empty note costs. */
static void
compare(const char* name,
        const char* before,
        const char* line,
        const char* csound_line)
{
  static double ours[rounds];
  static double theirs[rounds];
  CsnEngine* const engines[] = { open_engine("", ""),
                                 open_engine(before, line),
                                 open_engine("", csound_line) };
  for (int i = 0; i < 3; ++i) {
    tell(engines[i], "sched 1 0 -1");
    play(engines[i], 100);
  }
  for (int i = 0; i < rounds; ++i) {
    const double idle = cost(engines[0]);
    ours[i] = cost(engines[1]) - idle;
    theirs[i] = cost(engines[2]) - idle;
  }
  bench_tell(name, bench_median(ours, rounds) / bench_median(theirs, rounds));
  for (int i = 0; i < 3; ++i) {
    csn_engine_free(engines[i]);
  }
}

/* Nanoseconds of the init of one opcode, over that of an empty instrument. */
static void
begin(void)
{
  static double inits[rounds];
  CsnEngine* const empty = open_engine("", "");
  CsnEngine* const full =
    open_engine("giB = busassign(\"a\")\n", "busout giB, a1");
  CsnEngine* const both[] = { empty, full };
  for (int i = 0; i < rounds; ++i) {
    double spent[2] = { 0 };
    for (int k = 0; k < 2; ++k) {
      for (int s = 0; s < n_starts; ++s) {
        tell(both[k], "sched 1 0 0"); // Its init alone
      }
      const double began = bench_cpu_ns();
      play(both[k], 1);
      spent[k] = bench_cpu_ns() - began;
      play(both[k], 4);
    }
    inits[i] = (spent[1] - spent[0]) / n_starts / n_opcodes;
  }
  bench_tell("init", bench_median(inits, rounds));
  csn_engine_free(empty);
  csn_engine_free(full);
}

void
bench_buses(void)
{
  compare("audio",
          "giB[] init 100\niN = 0\nwhile iN < 100 do\n"
          "giB[iN] = busassign(\"a\")\niN += 1\nod\n",
          "iT@@ = giB[@@]\nbusout iT@@, a1\naB@@ busin iT@@",
          "zaw a1, @@\naB@@ zar @@\nzacl @@, @@");
  compare("control",
          "giB[] init 100\niN = 0\nwhile iN < 100 do\n"
          "giB[iN] = busassign(\"k\")\niN += 1\nod\n",
          "iT@@ = giB[@@]\nkA@@ = p3\nbusout iT@@, kA@@\nkB@@ busin iT@@",
          "kA@@ = p3\nchnset kA@@, \"c@@\"\nkB@@ chnget \"c@@\"");
  begin();
}
