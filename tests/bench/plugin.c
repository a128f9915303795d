// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Plugin (layer: tests): what run() of the LV2 module costs beyond bare Csound,
// with an empty program, all ports connected and one control message a block,
// as a host like jalv has it.

#include "bench.h"

#include "rt/rt_host.h"

#include <csound/csound.h>

enum { block = 64, rounds = 600, stretch = 64 };

void
bench_plugin(const char* module)
{
  static const char orchestra[] =
    "ksmps = 64\nnchnls = 2\n0dbfs = 1\ninstr 1\nendin\n";
  static double quiet[rounds];
  static double busy[rounds];
  CSOUND* const bare = bench_bare(bench_csd(orchestra));
  RtHost* const host = rt_host_open(module, block);
  if (!host) {
    (void)fprintf(stderr, "bench: the plugin does not start\n");
    exit(1);
  }
  rt_host_set(host, "program", orchestra, 1);
  for (int i = 0; i < 100; ++i) {
    rt_host_run(host, block);
  }
  for (int i = 0; i < rounds; ++i) {
    const double t0 = bench_cpu_ns();
    for (int k = 0; k < stretch; ++k) {
      (void)bare->PerformKsmps(bare);
    }
    const double t1 = bench_cpu_ns();
    for (int k = 0; k < stretch; ++k) {
      rt_host_run(host, block);
    }
    const double t2 = bench_cpu_ns();
    for (int k = 0; k < stretch; ++k) {
      rt_host_set(host, "call", "getp 1.5 4", 0);
      rt_host_run(host, block);
    }
    const double t3 = bench_cpu_ns();
    quiet[i] = ((t2 - t1) - (t1 - t0)) / stretch;
    busy[i] = ((t3 - t2) - (t2 - t1)) / stretch;
  }
  bench_tell("run", bench_median(quiet, rounds));
  bench_tell("message", bench_median(busy, rounds));
  rt_host_close(host);
  csoundDestroy(bare);
}
