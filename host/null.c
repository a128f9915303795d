// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The back end without a device: a thread paced by the clock. Layer: host,
// control thread, and the thread that stands for the audio thread.

#include "backend.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  double rate;
  uint32_t n_frames;
  CsnPlayer* player;
  pthread_t thread;
  bool has_thread;
  atomic_bool stop;
} Null;

static void*
null_open(const CsnOptions* options,
          const char* client,
          double* rate,
          uint32_t* n_frames,
          char* error,
          size_t error_size)
{
  (void)client;
  Null* null = (Null*)calloc(1, sizeof(Null));
  if (!null) {
    snprintf(error, error_size, "out of memory");
    return NULL;
  }
  null->rate = options->rate;
  null->n_frames = options->block_high;
  atomic_init(&null->stop, false);
  *rate = null->rate;
  *n_frames = null->n_frames;
  return null;
}

static uint32_t
null_buffers(void* handle)
{
  (void)handle;
  return 1;
}

// Sleeps until the frame's time. Being late is made up for, without sleep.
static void
wait_for(const Null* null, const struct timespec* start, uint64_t frame)
{
  const double seconds = (double)frame / null->rate;
  const time_t whole = (time_t)seconds;
  struct timespec until = *start;
  until.tv_sec += whole;
  until.tv_nsec += (long)(1.0e9 * (seconds - (double)whole));
  if (until.tv_nsec >= 1000000000L) {
    until.tv_nsec -= 1000000000L;
    ++until.tv_sec;
  }
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static void*
null_main(void* data)
{
  Null* null = (Null*)data;
  struct timespec start;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (uint64_t frame = 0; !atomic_load(&null->stop); frame += null->n_frames) {
    csn_player_run_rt(null->player, null->n_frames, NULL, 0);
    wait_for(null, &start, frame + null->n_frames);
  }
  return NULL;
}

static bool
null_start(void* handle, CsnPlayer* player, char* error, size_t error_size)
{
  Null* null = (Null*)handle;
  null->player = player;

  sigset_t all;
  sigset_t old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  null->has_thread = !pthread_create(&null->thread, NULL, null_main, null);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  if (!null->has_thread) {
    snprintf(error, error_size, "no thread can be made");
  }
  return null->has_thread;
}

static const char*
null_trouble(void* handle)
{
  (void)handle;
  return NULL;
}

static void
null_tick(void* handle)
{
  (void)handle;
}

static void
null_stop(void* handle)
{
  Null* null = (Null*)handle;
  if (null && null->has_thread) {
    atomic_store(&null->stop, true);
    pthread_join(null->thread, NULL);
    null->has_thread = false;
  }
}

static void
null_close(void* handle)
{
  null_stop(handle);
  free(handle);
}

const CsnBackend csn_backend_null = {
  null_open, null_buffers, null_start, null_trouble,
  null_tick, null_stop,    null_close,
};
