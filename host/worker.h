// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The LV2 worker: runs a plugin's slow work off the audio thread, or at once.
// In immediate mode work() is called inside schedule_work(), so that offline
// renders are deterministic; in threaded mode a thread of its own does it.
// Responses wait until csn_worker_emit_rt() in both modes.
// Layer: host; worker_bg.c is the thread's side and set-up, worker_rt.c the
// audio thread's.

#ifndef CSN_HOST_WORKER_H
#define CSN_HOST_WORKER_H

#include "ring.h"

#include <lv2/worker/worker.h>

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/// A plugin's worker, always made; idle if the plugin has no work.
typedef struct {
  LV2_Worker_Schedule schedule; ///< The feature's data
  LV2_Worker_Respond_Function respond;
  const LV2_Worker_Interface* interface;
  LV2_Handle plugin;
  CsnRing* requests;  ///< Audio thread to worker
  CsnRing* responses; ///< Worker to audio thread
  void* request;      ///< The worker's copy of the request in work
  void* response;     ///< The audio thread's copy of the response
  sem_t wake;
  pthread_t thread;
  bool has_thread;
  atomic_bool stop;
} CsnWorker;

/**
   Makes a worker in immediate mode, not attached to a plugin yet.

   @return The worker, to be freed with csn_worker_free(); null: no memory.
   @thread control
*/
CsnWorker*
csn_worker_new(void);

/**
   Attaches the plugin, which may have no worker interface (null).
   @thread control, before the plugin runs
*/
void
csn_worker_attach(CsnWorker* worker,
                  LV2_Handle plugin,
                  const LV2_Worker_Interface* interface);

/**
   Starts the thread: from now on work is done there.

   Nothing happens for a plugin that has no work.

   @return False: no thread could be made; the mode stays immediate.
   @thread control, while the plugin does not run
*/
bool
csn_worker_start(CsnWorker* worker);

/**
   Stops the thread, after the requests in the ring: work is immediate again.
   @thread control, while the plugin does not run
*/
void
csn_worker_stop(CsnWorker* worker);

/// Stops the thread and frees the worker; null is allowed.
void
csn_worker_free(CsnWorker* worker);

/**
   Takes work from the plugin: LV2_Worker_Schedule.schedule_work().

   @return Success, or LV2_WORKER_ERR_NO_SPACE: the ring is full.
   @thread audio; in immediate mode any thread that may run the plugin
   @rt     wait-free in threaded mode but for the post of a semaphore
*/
LV2_Worker_Status
csn_worker_schedule_rt(LV2_Worker_Schedule_Handle handle,
                       uint32_t size,
                       const void* data);

/**
   Hands the responses that have come to the plugin and ends its run.
   @thread audio, after each run
   @rt     wait-free, as far as the plugin is
*/
void
csn_worker_emit_rt(CsnWorker* worker);

#endif
