// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file worker.h
   A thread that does an engine's work, as a host's worker does (layer: tests).
   The scheduler posts a semaphore, which is safe on any thread.
*/

#ifndef CSN_TESTS_WORKER_H
#define CSN_TESTS_WORKER_H

#include "rig.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <time.h>

#define WORKER_MAX_WAITS 60000U ///< Blocks, each with a pause of 0.5 ms

typedef struct {
  pthread_t thread;
  sem_t asked;
  _Atomic(CsnEngine*) engine;
  atomic_bool quit;
  atomic_uint n_asked;
} Worker;

static inline bool
worker_schedule(void* data)
{
  Worker* const worker = (Worker*)data;
  atomic_fetch_add(&worker->n_asked, 1);
  (void)sem_post(&worker->asked);
  return true;
}

static inline void*
worker_run(void* data)
{
  Worker* const worker = (Worker*)data;
  for (;;) {
    while (sem_wait(&worker->asked)) {
    }
    CsnEngine* const engine = atomic_load(&worker->engine);
    if (engine) {
      csn_engine_work(engine);
    }
    if (atomic_load(&worker->quit)) {
      return NULL;
    }
  }
}

/** Starts a worker and opens a rig that uses it. */
static inline Rig*
worker_open(Worker* worker, uint32_t n_outputs)
{
  const RigShape shape = { .n_outputs = n_outputs,
                           .schedule = worker_schedule,
                           .schedule_data = worker };
  memset(worker, 0, sizeof(*worker));
  CU_ASSERT_EQUAL_FATAL(sem_init(&worker->asked, 0, 0), 0);
  Rig* const rig = rig_open(&shape);
  (void)csn_engine_set_ksmps(rig->engine, CSN_KSMPS_EXACT, 0);
  atomic_store(&worker->engine, rig->engine);
  CU_ASSERT_EQUAL_FATAL(
    pthread_create(&worker->thread, NULL, worker_run, worker), 0);
  return rig;
}

/** Ends the thread, then the rig. */
static inline void
worker_close(Worker* worker, Rig* rig)
{
  atomic_store(&worker->quit, true);
  (void)sem_post(&worker->asked);
  (void)pthread_join(worker->thread, NULL);
  (void)sem_destroy(&worker->asked);
  rig_close(rig);
}

/** Performs one block of 128 frames and lets other threads run. */
static inline void
worker_block(Rig* rig)
{
  const struct timespec pause = { 0, 500000 };
  if (rig->at + 128U > rig->length) {
    rig->at = 0;
  }
  rig_block(rig, 128);
  (void)nanosleep(&pause, NULL);
}

/** Performs blocks until a request is answered; null: it never was. */
static inline const RigReply*
worker_wait(Rig* rig, uint32_t request)
{
  const RigReply* reply = rig_reply(rig, request);
  for (unsigned i = 0; !reply && i < WORKER_MAX_WAITS; ++i) {
    worker_block(rig);
    reply = rig_reply(rig, request);
  }
  return reply;
}

/** Sends a text for the coming block and waits for its answer. */
static inline CsnStatus
worker_send(Rig* rig, const char* method, const char* text)
{
  static uint32_t request = 3000000;
  const CsnStatus st =
    csn_engine_text_rt(rig->engine, 0, method, text, strlen(text), ++request);
  const RigReply* const reply = st ? NULL : worker_wait(rig, request);
  return st ? st : reply ? reply->status : (CsnStatus)-1;
}

#endif // CSN_TESTS_WORKER_H
