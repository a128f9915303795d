// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The main() of the measurements (layer: tests): one of them each time, since
// some want a fresh process. run.py calls it and makes the table.

#include "bench.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double
clock_ns(clockid_t clock)
{
  struct timespec now;
  (void)clock_gettime(clock, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

double
bench_cpu_ns(void)
{
  return clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

double
bench_wall_ns(void)
{
  return clock_ns(CLOCK_MONOTONIC);
}

double
bench_resident_kib(void)
{
  unsigned long size = 0;
  unsigned long resident = 0;
  FILE* const file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%lu %lu", &size, &resident) != 2) {
    resident = 0;
  }
  if (file) {
    (void)fclose(file);
  }
  return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1024.0;
}

static int
compare(const void* a, const void* b)
{
  double x = 0;
  double y = 0;
  memcpy(&x, a, sizeof(x));
  memcpy(&y, b, sizeof(y));
  return (x > y) - (x < y);
}

double
bench_median(double* values, size_t n)
{
  qsort(values, n, sizeof(double), compare);
  return values[n / 2U];
}

const char*
bench_csd(const char* orchestra)
{
  static char texts[4][16384];
  static unsigned next;
  char* const text = texts[next++ % 4U];
  (void)snprintf(text,
                 sizeof(texts[0]),
                 "<CsoundSynthesizer>\n<CsOptions>\n</CsOptions>\n"
                 "<CsInstruments>\n%s\n</CsInstruments>\n<CsScore>\nf0 1000000"
                 "\n</CsScore>\n</CsoundSynthesizer>\n",
                 orchestra);
  return text;
}

static void
ignore_message(CSOUND* csound, int attr, const char* format, va_list args)
{
  (void)csound;
  (void)attr;
  (void)format;
  (void)args;
}

CSOUND*
bench_bare(const char* csd)
{
  CSOUND* const csound = csoundCreate(NULL);
  csoundSetMessageCallback(csound, ignore_message);
  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csoundSetHostImplementedMIDIIO(csound, 1);
  csoundSetOption(csound, "-n");
  csoundSetOption(csound, "-d");
  csoundSetOption(csound, "-m0");
  csoundSetOption(csound, "--sample-rate=48000");
  if (csoundCompileCsdText(csound, csd) || csoundStart(csound)) {
    (void)fprintf(stderr, "bench: Csound does not start\n");
    exit(1);
  }
  return csound;
}

void
bench_tell(const char* name, double value)
{
  printf("%s %.9g\n", name, value);
}

int
main(int argc, char** argv)
{
  const char* const what = argc > 1 ? argv[1] : "";
  if (!strcmp(what, "blocks")) {
    bench_blocks();
  } else if (!strcmp(what, "start") && argc > 2) {
    bench_start(argv[2]);
  } else if (!strcmp(what, "memory")) {
    bench_memory();
  } else if (!strcmp(what, "events")) {
    bench_events();
  } else if (!strcmp(what, "automation")) {
    bench_automation();
  } else if (!strcmp(what, "buses")) {
    bench_buses();
  } else if (!strcmp(what, "files")) {
    bench_files();
  } else if (!strcmp(what, "plugin") && argc > 2) {
    bench_plugin(argv[2]);
  } else {
    (void)fprintf(stderr,
                  "usage: csonance-bench blocks | start bare|engine | memory |"
                  " events | automation | buses | files |"
                  " plugin MODULE\n");
    return 2;
  }
  return 0;
}
