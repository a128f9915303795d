// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "prepare.h"

#include "engine.h"
#include "worker/delivery.h"
#include "worker/jobs.h"

#include <stdlib.h>

static void
end_preparing(CsnEngine* engine, const void* data)
{
  (void)data;
  csn_role_enter_audio();
  ++engine->rt.n_prepared;
}

void
csn_prepare_bg(CsnEngine* engine, const CsnRecord* record)
{
  CsnJob job = { .engine = engine,
                 .record = record,
                 .args = csn_record_args(record) };
  (void)csn_preparation(record->method)->make(&job);
  free(job.array);
  free(job.text);
  if (!csn_deliver(engine, end_preparing, NULL, 0)) {
    atomic_fetch_add_explicit(&engine->shared.n_unprepared,
                              1,
                              memory_order_release);
  }
}
