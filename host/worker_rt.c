// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The audio thread's side of the worker. Layer: host, audio thread.

#include "worker.h"

LV2_Worker_Status
csn_worker_schedule_rt(LV2_Worker_Schedule_Handle handle,
                       uint32_t size,
                       const void* data)
{
  CsnWorker* worker = (CsnWorker*)handle;
  if (!worker->interface) {
    return LV2_WORKER_ERR_UNKNOWN;
  }
  if (!worker->has_thread) {
    return worker->interface->work(
      worker->plugin, worker->respond, worker, size, data);
  }
  if (!csn_ring_write_rt(worker->requests, &size, sizeof(size), data, size)) {
    return LV2_WORKER_ERR_NO_SPACE;
  }
  sem_post(&worker->wake);
  return LV2_WORKER_SUCCESS;
}

void
csn_worker_emit_rt(CsnWorker* worker)
{
  const LV2_Worker_Interface* interface = worker->interface;
  if (!interface) {
    return;
  }

  uint32_t size = 0;
  while (csn_ring_read_rt(worker->responses, &size, sizeof(size))) {
    if (!csn_ring_read_rt(worker->responses, worker->response, size)) {
      break;
    }
    if (interface->work_response) {
      interface->work_response(worker->plugin, size, worker->response);
    }
  }
  if (interface->end_run) {
    interface->end_run(worker->plugin);
  }
}
