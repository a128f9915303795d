// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Files (layer: tests): blocks while the worker reads ten minutes of stereo
// into a table. A block is late where the audio thread needs more CPU time for
// it than it lasts; other programs do not count.

#include "bench.h"

#include "engine/csonance.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { block = 256, rate = 48000, seconds = 600 };

static const double block_ns = 1e9 * block / rate;

typedef struct {
  CsnEngine* engine;
  atomic_bool wanted;
  atomic_bool stop;
} Host;

static bool
schedule(void* data)
{
  Host* const host = (Host*)data;
  atomic_store(&host->wanted, true);
  return true;
}

static void*
work(void* data)
{
  Host* const host = (Host*)data;
  const struct timespec pause = { 0, 500000 };
  while (!atomic_load(&host->stop)) {
    if (atomic_exchange(&host->wanted, false)) {
      csn_engine_work(host->engine);
    } else {
      (void)nanosleep(&pause, NULL);
    }
  }
  return NULL;
}

static void
put(FILE* file, unsigned size, uint32_t value)
{
  for (unsigned i = 0; i < size; ++i) {
    (void)fputc((int)(value >> (8U * i) & 0xFFU), file);
  }
}

/* A stereo WAV of 16 bits. */
static bool
write_file(FILE* file)
{
  const uint32_t n = (uint32_t)seconds * rate * 2U;
  (void)fputs("RIFF", file);
  put(file, 4, 36U + 2U * n);
  (void)fputs("WAVEfmt ", file);
  put(file, 4, 16);
  put(file, 2, 1);
  put(file, 2, 2);
  put(file, 4, rate);
  put(file, 4, rate * 4U);
  put(file, 2, 4);
  put(file, 2, 16);
  (void)fputs("data", file);
  put(file, 4, 2U * n);
  for (uint32_t i = 0; i < n; ++i) {
    put(file, 2, i * 77U & 0x3FFFU);
  }
  return !fflush(file);
}

/* Blocks until the call is answered; returns how many were late. */
static unsigned
read_it(Host* host, const char* path, double* worst)
{
  const struct timespec pause = { 0, 300000 };
  static float sound[2][block];
  float* const out[] = { sound[0], sound[1] };
  CsnReply reply;
  unsigned n_late = 0;
  bool answered = false;
  *worst = 0;
  (void)csn_engine_read_soundfile(host->engine, path, -1, 0, 0, 1);
  while (!answered) {
    const double began = bench_cpu_ns();
    csn_engine_process_rt(host->engine, NULL, out, block);
    const double took = bench_cpu_ns() - began;
    n_late += took > block_ns;
    *worst = took > *worst ? took : *worst;
    while (csn_engine_poll(host->engine, &reply)) {
      answered = answered || reply.request == 1;
      if (reply.request == 1 && reply.status) {
        (void)fprintf(stderr, "bench: %s\n", reply.text);
        exit(1);
      }
    }
    (void)nanosleep(&pause, NULL);
  }
  return n_late;
}

void
bench_files(void)
{
  static const char orchestra[] =
    "nchnls = 2\n0dbfs = 1\ninstr 1\na1 oscili 0.1, p4\nouts a1, a1\nendin\n";
  const char* const csd = bench_csd(orchestra);
  const char* const folder = getenv("TMPDIR");
  char path[4096];
  Host host = { .engine = NULL };
  const CsnConfig config = { .rate = rate,
                             .max_block = block,
                             .n_outputs = 2,
                             .schedule = schedule,
                             .schedule_data = &host };
  const CsnSource source = { .text = csd, .length = strlen(csd) };
  (void)snprintf(path,
                 sizeof(path),
                 "%s/csonance-XXXXXX",
                 folder ? folder : "/tmp");
  const int fd = mkstemp(path);
  FILE* const file = fd < 0 ? NULL : fdopen(fd, "wb");
  pthread_t worker;
  double worst = 0;
  if (!file || !write_file(file) || csn_engine_new(&host.engine, &config) ||
      csn_engine_load(host.engine, &source, NULL, 0) ||
      pthread_create(&worker, NULL, work, &host)) {
    (void)fprintf(stderr, "bench: the file cannot be read\n");
    exit(1);
  }
  for (unsigned i = 0; i < 32U; ++i) {
    const double args[] = { 200.0 + i };
    (void)csn_engine_sched(host.engine, "1", 0, -1, args, 1, 0);
  }
  const unsigned n_late = read_it(&host, path, &worst);
  atomic_store(&host.stop, true);
  (void)pthread_join(worker, NULL);
  bench_tell("late", n_late);
  bench_tell("worst", worst / block_ns);
  csn_engine_free(host.engine);
  (void)fclose(file);
  (void)unlink(path);
}
