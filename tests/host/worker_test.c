// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The LV2 worker in both its modes (layer: tests).

#include "tests/harness.h"

#include "host/worker.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/// A plugin that squares numbers on the worker.
typedef struct {
  pthread_t worker; ///< The thread that worked last
  _Atomic uint32_t n_work;
  uint32_t n_responses;
  uint32_t n_ends;
  uint64_t sum;
  _Atomic bool hold;
} Squarer;

static LV2_Worker_Status
work(LV2_Handle handle,
     LV2_Worker_Respond_Function respond,
     LV2_Worker_Respond_Handle respond_handle,
     uint32_t size,
     const void* data)
{
  Squarer* self = (Squarer*)handle;
  while (atomic_load(&self->hold)) {
    sched_yield();
  }
  uint32_t number = 0;
  if (size != sizeof(number)) {
    return LV2_WORKER_ERR_UNKNOWN;
  }
  memcpy(&number, data, sizeof(number));
  self->worker = pthread_self();
  const uint64_t square = (uint64_t)number * number;
  const LV2_Worker_Status status =
    respond(respond_handle, sizeof(square), &square);
  atomic_fetch_add(&self->n_work, 1U);
  return status;
}

static LV2_Worker_Status
work_response(LV2_Handle handle, uint32_t size, const void* data)
{
  Squarer* self = (Squarer*)handle;
  uint64_t square = 0;
  if (size == sizeof(square)) {
    memcpy(&square, data, sizeof(square));
    self->sum += square;
    ++self->n_responses;
  }
  return LV2_WORKER_SUCCESS;
}

static LV2_Worker_Status
end_run(LV2_Handle handle)
{
  ++((Squarer*)handle)->n_ends;
  return LV2_WORKER_SUCCESS;
}

static const LV2_Worker_Interface interface = { work, work_response, end_run };

static LV2_Worker_Status
schedule(CsnWorker* worker, uint32_t number)
{
  return worker->schedule.schedule_work(worker->schedule.handle,
                                        sizeof(number),
                                        &number);
}

static void
immediate_work_is_done_inside_the_call(void)
{
  Squarer squarer;
  memset(&squarer, 0, sizeof(squarer));
  CsnWorker* worker = csn_worker_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(worker);
  csn_worker_attach(worker, &squarer, &interface);
  CU_ASSERT_EQUAL(schedule(worker, 3), LV2_WORKER_SUCCESS);
  CU_ASSERT_EQUAL(atomic_load(&squarer.n_work), 1);
  CU_ASSERT_TRUE(pthread_equal(squarer.worker, pthread_self()));
  CU_ASSERT_EQUAL(squarer.n_responses, 0); // Only after the run
  csn_worker_emit_rt(worker);
  CU_ASSERT_EQUAL(squarer.sum, 9);
  CU_ASSERT_EQUAL(squarer.n_ends, 1);
  csn_worker_free(worker);
}

static void
threaded_work_is_done_elsewhere_and_in_order(void)
{
  Squarer squarer;
  memset(&squarer, 0, sizeof(squarer));
  CsnWorker* worker = csn_worker_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(worker);
  csn_worker_attach(worker, &squarer, &interface);
  CU_ASSERT_TRUE_FATAL(csn_worker_start(worker));
  uint64_t wanted = 0;
  for (uint32_t i = 0; i < 1000; ++i) {
    wanted += (uint64_t)i * i;
    CU_ASSERT_EQUAL(schedule(worker, i), LV2_WORKER_SUCCESS);
    csn_worker_emit_rt(worker);
  }
  while (squarer.n_responses < 1000U) {
    csn_worker_emit_rt(worker);
    sched_yield();
  }
  CU_ASSERT_EQUAL(squarer.sum, wanted);
  CU_ASSERT_TRUE(squarer.n_ends >= 1000U);
  csn_worker_stop(worker);
  CU_ASSERT_FALSE(pthread_equal(squarer.worker, pthread_self()));

  // And at once again after the thread has ended
  CU_ASSERT_EQUAL(schedule(worker, 1), LV2_WORKER_SUCCESS);
  CU_ASSERT_TRUE(pthread_equal(squarer.worker, pthread_self()));
  csn_worker_free(worker);
}

static void
a_full_ring_is_told_and_nothing_that_was_taken_is_lost(void)
{
  Squarer squarer;
  memset(&squarer, 0, sizeof(squarer));
  CsnWorker* worker = csn_worker_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(worker);
  csn_worker_attach(worker, &squarer, &interface);
  atomic_store(&squarer.hold, true);
  CU_ASSERT_TRUE_FATAL(csn_worker_start(worker));
  uint32_t n_taken = 0;
  while (schedule(worker, 2) == LV2_WORKER_SUCCESS) {
    CU_ASSERT_TRUE_FATAL(++n_taken < 1000000U);
  }
  CU_ASSERT_EQUAL(schedule(worker, 2), LV2_WORKER_ERR_NO_SPACE);
  CU_ASSERT_TRUE(n_taken > 1000U);

  atomic_store(&squarer.hold, false);
  csn_worker_stop(worker); // Works off what is in the ring
  csn_worker_emit_rt(worker);
  CU_ASSERT_EQUAL(atomic_load(&squarer.n_work), n_taken);
  csn_worker_free(worker);
}

static void
a_plugin_without_work_needs_no_thread(void)
{
  CsnWorker* worker = csn_worker_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(worker);
  csn_worker_attach(worker, NULL, NULL);
  CU_ASSERT_TRUE(csn_worker_start(worker));
  CU_ASSERT_FALSE(worker->has_thread);
  CU_ASSERT_EQUAL(schedule(worker, 1), LV2_WORKER_ERR_UNKNOWN);
  csn_worker_emit_rt(worker);
  csn_worker_free(worker);
  csn_worker_free(NULL);
}

static const CsnTest tests[] = {
  { "worker",
    "immediate work is done inside the call",
    immediate_work_is_done_inside_the_call },
  { "worker",
    "threaded work is done elsewhere and in order",
    threaded_work_is_done_elsewhere_and_in_order },
  { "worker",
    "a full ring is told, and nothing that was taken is lost",
    a_full_ring_is_told_and_nothing_that_was_taken_is_lost },
  { "worker",
    "a plugin without work needs no thread",
    a_plugin_without_work_needs_no_thread },
};
CSN_TESTS(tests)
