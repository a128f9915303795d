// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The worker's thread, and how it is made and ended. Layer: host; worker and
// control thread.

#include "worker.h"

#include <signal.h>
#include <stdlib.h>

#define RING_SIZE 65536U

// Takes a response from the plugin's work()
static LV2_Worker_Status
respond(LV2_Worker_Respond_Handle handle, uint32_t size, const void* data)
{
  CsnWorker* worker = (CsnWorker*)handle;
  return csn_ring_write_rt(worker->responses, &size, sizeof(size), data, size)
           ? LV2_WORKER_SUCCESS
           : LV2_WORKER_ERR_NO_SPACE;
}

CsnWorker*
csn_worker_new(void)
{
  CsnWorker* worker = (CsnWorker*)calloc(1, sizeof(CsnWorker));
  if (!worker) {
    return NULL;
  }

  sem_init(&worker->wake, 0, 0);
  atomic_init(&worker->stop, false);
  worker->schedule.handle = worker;
  worker->schedule.schedule_work = csn_worker_schedule_rt;
  worker->respond = respond;
  worker->requests = csn_ring_new(RING_SIZE);
  worker->responses = csn_ring_new(RING_SIZE);
  worker->request = calloc(1, RING_SIZE);
  worker->response = calloc(1, RING_SIZE);
  if (!worker->requests || !worker->responses || !worker->request ||
      !worker->response) {
    csn_worker_free(worker);
    return NULL;
  }
  return worker;
}

void
csn_worker_attach(CsnWorker* worker,
                  LV2_Handle plugin,
                  const LV2_Worker_Interface* interface)
{
  worker->plugin = plugin;
  worker->interface = interface;
}

// Does all work that waits in the ring
static void
work_off(CsnWorker* worker)
{
  uint32_t size = 0;
  while (csn_ring_read_rt(worker->requests, &size, sizeof(size))) {
    if (!csn_ring_read_rt(worker->requests, worker->request, size)) {
      return;
    }
    worker->interface->work(
      worker->plugin, respond, worker, size, worker->request);
  }
}

static void*
worker_main(void* data)
{
  CsnWorker* worker = (CsnWorker*)data;
  for (;;) {
    if (sem_wait(&worker->wake)) {
      continue; // A signal
    }
    work_off(worker);
    if (atomic_load(&worker->stop)) {
      return NULL;
    }
  }
}

bool
csn_worker_start(CsnWorker* worker)
{
  if (!worker->interface || worker->has_thread) {
    return true;
  }

  // Signals are for the control thread
  sigset_t all;
  sigset_t old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  atomic_store(&worker->stop, false);
  worker->has_thread =
    !pthread_create(&worker->thread, NULL, worker_main, worker);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  return worker->has_thread;
}

void
csn_worker_stop(CsnWorker* worker)
{
  if (worker->has_thread) {
    atomic_store(&worker->stop, true);
    sem_post(&worker->wake);
    pthread_join(worker->thread, NULL);
    worker->has_thread = false;
    work_off(worker);
  }
}

void
csn_worker_free(CsnWorker* worker)
{
  if (worker) {
    csn_worker_stop(worker);
    csn_ring_free(worker->requests);
    csn_ring_free(worker->responses);
    free(worker->request);
    free(worker->response);
    sem_destroy(&worker->wake);
    free(worker);
  }
}
