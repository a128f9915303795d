// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "ranges.h"

#include "engine.h"
#include "session/session.h"
#include "table/builtin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ALL (CSN_MAX_RANGES + 2U)
#define LINE_SIZE (CSN_MAX_RANGE_NAME + 32U)

/* All ranges: the engine's own, the session's, the user's. */
static uint32_t
collect(const CsnEngine* engine, CsnRange all[MAX_ALL])
{
  const CsnSession* const session = engine->session;
  const CsnRanges* const user = &engine->bg.ranges;
  uint32_t n = 0;
  all[n++] = (CsnRange){ "builtin", CSN_BUILTIN_FIRST, CSN_BUILTIN_END };
  if (session->n_priorities) {
    all[n++] = (CsnRange){ "session",
                           session->begin[0],
                           session->begin[session->n_priorities] };
  }
  memcpy(&all[n], user->ranges, user->n * sizeof(CsnRange));
  return n + user->n;
}

CsnRange
csn_ranges_find(const CsnEngine* engine, uint32_t begin, uint32_t end)
{
  CsnRange all[MAX_ALL];
  const uint32_t n = collect(engine, all);
  for (uint32_t i = 0; i < n; ++i) {
    if (begin < all[i].end && end > all[i].begin) {
      return all[i];
    }
  }
  return (CsnRange){ "", 0, 0 };
}

CsnStatus
csn_ranges_check(const CsnEngine* engine,
                 const CsnInstrFields* instrs,
                 const char* file,
                 CsnDiagnosticList* list)
{
  CsnStatus st = CSN_OK;
  for (const CsnInstrFields* i = instrs; i; i = i->next) {
    const uint32_t number = i->number > 0 ? (uint32_t)i->number : 0U;
    const CsnRange range = csn_ranges_find(engine, number, number + 1U);
    if (range.name[0]) {
      (void)csn_diagnostic_add(list,
                               CSN_SEVERITY_ERROR,
                               file,
                               i->line,
                               0,
                               "instrument %d has a number that is reserved: "
                               "%u to %u are for %s",
                               i->number,
                               range.begin,
                               range.end - 1U,
                               range.name);
      st = CSN_ERR_COMPILE;
    }
  }
  return st;
}

static CsnStatus
check_text(CsnEngine* engine, const char* text, const char* path)
{
  CsnHeads heads;
  CsnStatus st =
    csn_heads_read(&heads, text, &engine->bg.newest->header, NULL, NULL);
  if (!st) {
    st = csn_ranges_check(engine, heads.instrs, path, engine->bg.list);
  }
  csn_heads_clear(&heads);
  return st;
}

CsnStatus
csn_ranges_check_program(CsnEngine* engine, const CsnProgram* program)
{
  if (!program || !engine->bg.newest) {
    return CSN_OK;
  }
  const CsnStatus st = check_text(engine,
                                  program->text,
                                  program->path ? program->path : "program");
  return st || !program->added ? st
                               : check_text(engine, program->added, "compile");
}

// The methods

static bool
is_number(double number, double most)
{
  return number >= 1 && number <= most && !(number > floor(number));
}

/* A name goes into sentences and into lines of a list. */
static bool
is_name(const char* name)
{
  const size_t length = name ? strlen(name) : 0;
  for (size_t i = 0; i < length; ++i) {
    if ((unsigned char)name[i] <= ' ') {
      return false;
    }
  }
  return length && length <= CSN_MAX_RANGE_NAME;
}

CsnStatus
csn_job_reserve_instr_range(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnRanges* const ranges = &engine->bg.ranges;
  const char* name = NULL;
  double begin = 0;
  double end = 0;
  if (!csn_job_text(job, &name) || !is_name(name)) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "the name of a range is one word of at most 63 bytes");
  }
  if (!csn_job_number(job, &begin) || !csn_job_number(job, &end) ||
      !is_number(begin, CSN_LAST_INSTRUMENT) ||
      !is_number(end, CSN_LAST_INSTRUMENT + 1U) || !(begin < end)) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a range goes from a number, 1 or more, to a greater "
                        "one that is not reserved, 32768 or less");
  }
  const CsnRange found =
    csn_ranges_find(engine, (uint32_t)begin, (uint32_t)end);
  if (!strcmp(found.name, name) && found.begin == (uint32_t)begin &&
      found.end == (uint32_t)end) {
    return CSN_OK; // It has it already
  }
  if (found.name[0]) {
    (void)snprintf(engine->bg.problem,
                   sizeof(engine->bg.problem),
                   "the numbers %u to %u are reserved for %s already",
                   found.begin,
                   found.end - 1U,
                   found.name);
    return csn_job_fail(job, CSN_ERR_BAD_CALL, engine->bg.problem);
  }
  if (ranges->n == CSN_MAX_RANGES) {
    return csn_job_fail(job, CSN_ERR_FULL, "at most 64 ranges are reserved");
  }
  CsnRange* const range = &ranges->ranges[ranges->n++];
  (void)snprintf(range->name, sizeof(range->name), "%s", name);
  range->begin = (uint32_t)begin;
  range->end = (uint32_t)end;
  const CsnStatus st = csn_ranges_check_program(engine, engine->bg.program);
  ranges->n -= st ? 1U : 0U;
  return st;
}

CsnStatus
csn_job_reserved_instr_ranges(CsnJob* job)
{
  CsnRange all[MAX_ALL];
  const uint32_t n = collect(job->engine, all);
  size_t at = 0;
  job->text = (char*)malloc((size_t)n * LINE_SIZE + 1U);
  job->array = (double*)malloc(sizeof(double[2]) * n);
  if (!job->text || !job->array) {
    return CSN_ERR_NO_MEMORY;
  }
  double* array = job->array;
  for (size_t i = 0; i < n; ++i) {
    *array++ = all[i].begin;
    *array++ = all[i].end;
    at += (size_t)snprintf(job->text + at,
                           LINE_SIZE,
                           "%s%s %u %u",
                           i ? "\n" : "",
                           all[i].name,
                           all[i].begin,
                           all[i].end);
  }
  job->n_values = 2U * n;
  return CSN_OK;
}

CsnStatus
csn_job_user_instruments_range(CsnJob* job)
{
  CsnRange all[MAX_ALL];
  const uint32_t n = collect(job->engine, all);
  uint32_t begin = 1;
  uint32_t end = CSN_LAST_INSTRUMENT + 1U;
  CsnRange taken = csn_ranges_find(job->engine, begin, begin + 1U);
  while (taken.name[0]) {
    begin = taken.end;
    taken = csn_ranges_find(job->engine, begin, begin + 1U);
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (all[i].begin >= begin && all[i].begin < end) {
      end = all[i].begin;
    }
  }
  job->values[0] = begin;
  job->values[1] = end;
  job->n_values = 2;
  return begin < end ? CSN_OK
                     : csn_job_fail(job,
                                    CSN_ERR_NOT_FOUND,
                                    "all numbers of instruments are reserved");
}
