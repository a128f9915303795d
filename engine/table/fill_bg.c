// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "fill.h"

#include "engine.h"
#include "worker/jobs.h"

#include <stdlib.h>
#include <string.h>

static void
dispose(void* thing)
{
  CsnFill* const fill = (CsnFill*)thing;
  CsnFill** link = &fill->engine->bg.fills;
  while (*link != fill) {
    link = &(*link)->next;
  }
  *link = fill->next;
  free(fill->numbers);
  free(fill);
}

void
csn_fills_free(CsnFill* fills)
{
  while (fills) {
    CsnFill* const next = fills->next;
    free(fills->numbers);
    free(fills);
    fills = next;
  }
}

/* Later programs have the numbers from the book. */
static void
keep(CsnEngine* engine, double table, const double* numbers, size_t n)
{
  CsnTableSpec* const spec = table >= 1 && table < CSN_N_TABLES
                               ? engine->bg.tables->specs[(uint32_t)table]
                               : NULL;
  if (spec && n >= spec->size) {
    double* const content = (double*)malloc(spec->size * sizeof(double));
    if (content) {
      memcpy(content, numbers, spec->size * sizeof(double));
      free(spec->content);
      spec->content = content;
    }
  }
}

CsnStatus
csn_job_fill_table(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  double table = 0;
  size_t n = 0;
  if (!csn_job_number(job, &table)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a table's number is expected");
  }
  CsnArg method;
  double block = 0;
  if (!csn_job_arg(job, &method) || !csn_job_number(job, &block)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  const char* const problem = csn_fill_method_unknown(&method);
  if (problem) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, problem);
  }
  double* const numbers = csn_job_numbers(job, &n);
  if (!numbers) {
    return job->problem ? CSN_ERR_BAD_ARG : CSN_ERR_NO_MEMORY;
  }
  CsnFill* const fill =
    engine->bg.newest ? (CsnFill*)calloc(1, sizeof(CsnFill)) : NULL;
  if (!fill) {
    free(numbers);
    return engine->bg.newest
             ? CSN_ERR_NO_MEMORY
             : csn_job_fail(job, CSN_ERR_BAD_CALL, "no program is loaded");
  }
  fill->engine = engine;
  fill->dispose = dispose;
  fill->table = table;
  fill->numbers = numbers;
  fill->n = n;
  fill->request = job->record->request;
  fill->door = job->record->door;
  fill->waited = csn_is_waited_for(job->record);
  fill->next = engine->bg.fills;
  engine->bg.fills = fill;
  const CsnFillDelivery delivery = { fill };
  if (!csn_deliver(engine, csn_fill_take, &delivery, sizeof(CsnFillDelivery))) {
    dispose(fill);
    return csn_job_fail(job, CSN_ERR_FULL, "too many tables at once");
  }
  keep(engine, table, numbers, n);
  job->answered = true;
  return CSN_OK;
}
