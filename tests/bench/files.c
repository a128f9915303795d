// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Files (layer: tests): blocks while the worker reads ten minutes of stereo
// into a table. A block is late where the audio thread needs more CPU time for
// it than it lasts; other programs do not count.

#include "bench.h"

#include "engine/csonance.h"

#include <pthread.h>
#include <sndfile.h>
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

/* Ten minutes of stereo of 16 bits. */
static bool
write_file(int fd)
{
  SF_INFO info = { .samplerate = rate,
                   .channels = 2,
                   .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16 };
  SNDFILE* const file = fd < 0 ? NULL : sf_open_fd(fd, SFM_WRITE, &info, 0);
  bool good = file != NULL;
  for (uint32_t i = 0; good && i < (uint32_t)seconds * rate; ++i) {
    const short frame[2] = { (short)(i * 154U & 0x3FFFU),
                             (short)((i * 154U + 77U) & 0x3FFFU) };
    good = sf_writef_short(file, frame, 1) == 1;
  }
  return file && !sf_close(file) && good;
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
  pthread_t worker;
  double worst = 0;
  if (!write_file(fd) || csn_engine_new(&host.engine, &config) ||
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
  (void)close(fd);
  (void)unlink(path);
}
