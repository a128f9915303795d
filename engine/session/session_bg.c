// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Session, the worker's side: an instrument's text is read, tried, and compiled
  under the numbers that it has.
*/

#include "session.h"

#include "base/letters.h"
#include "copies.h"
#include "definition.h"
#include "engine.h"
#include "heads.h"
#include "worker/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CsnOldFields {
  CsnOldFields* next;
  CsnFields* fields;
  unsigned long long cycle; ///< In which the audio thread may have read them
};

/* Frees what the audio thread cannot be reading any more. */
static void
free_old(CsnSession* session, unsigned long long cycle)
{
  CsnOldFields** link = &session->old;
  while (*link) {
    CsnOldFields* const old = *link;
    if (cycle - old->cycle < 2U) {
      link = &old->next;
      continue;
    }
    *link = old->next;
    free(old->fields);
    free(old);
  }
}

void
csn_session_free(CsnSession* session)
{
  if (!session) {
    return;
  }
  for (uint32_t i = 0; i < session->n_instrs; ++i) {
    CsnSessionInstr* const instr = session->list[i];
    free(atomic_load(&instr->fields));
    free(instr->code);
    free(instr->shown);
    free(instr->told);
    free(instr);
  }
  while (session->old) {
    free_old(session, session->old->cycle + 2U);
  }
  free(session);
}

// Compiling

/* Tries the code under one number; errors name the lines of the body. */
static CsnStatus
try_code(CsnEngine* engine,
         const char* name,
         const char* code,
         const char* shown,
         uint32_t number)
{
  CsnDiagnosticList* const list = engine->bg.list;
  const size_t size = strlen(name) + strlen(shown) + 32U;
  CsnCopies tried = { NULL, 0, 0 };
  char* const seen = (char*)malloc(size);
  CsnStatus st = CSN_ERR_NO_MEMORY;
  if (seen && csn_copies_add(&tried, number, code)) {
    (void)snprintf(seen, size, "instr %s\n%s\nendin\n", name, shown);
    const CsnCode both = { tried.text, seen, name, false };
    const size_t before = list->count;
    st = csn_scratch_try(&engine->bg.scratch,
                         engine->bg.program,
                         &both,
                         &engine->bg.building,
                         list);
    for (size_t i = before; i < list->count; ++i) {
      list->items[i].line -= list->items[i].line > 1 ? 1 : 0;
    }
  }
  free(seen);
  free(tried.text);
  return st;
}

/* The delay and the duration of a sched. */
static bool
skip_two(CsnArgReader* args)
{
  CsnArg arg;
  const bool first = csn_args_next(args, &arg);
  return csn_args_next(args, &arg) && first;
}

CsnStatus
csn_prepare_scheduled(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnSession* const session = engine->session;
  const char* name = NULL;
  double priority = 0;
  if (!csn_job_text(job, &name) || !name) {
    return CSN_ERR_BAD_ARG;
  }
  if (job->record->method == CSN_METHOD_SCHED && !skip_two(&job->args)) {
    return CSN_ERR_BAD_ARG;
  }
  if (!csn_job_number(job, &priority)) {
    return CSN_ERR_BAD_ARG;
  }
  CsnSessionInstr* const instr = csn_session_find(session, name, strlen(name));
  if (!instr || !(priority >= 0 && priority <= session->n_priorities)) {
    return CSN_ERR_NOT_FOUND;
  }
  const uint32_t number =
    csn_session_number(session,
                       instr,
                       priority >= 1 ? (uint32_t)priority
                                     : atomic_load(&instr->priority));
  if (!number || csn_session_is_ready(session, instr, number)) {
    return CSN_OK;
  }

  CsnCopies text = { NULL, 0, 0 };
  double value = 0;
  CsnStatus st =
    try_code(engine, instr->name, instr->code, instr->shown, number);
  if (!st) {
    st = csn_copies_add(&text, number, instr->code)
           ? csn_engine_merge_tried(engine, text.text, &value)
           : CSN_ERR_NO_MEMORY;
  }
  free(text.text);
  if (!st) {
    csn_session_mark(session, number, instr->index);
  }
  csn_engine_report(engine, st);
  return st;
}

/* Compiles a definition under all numbers that its instrument has, and under
   the one that it is likely to get. */
static CsnStatus
compile(CsnEngine* engine,
        const CsnDefinition* definition,
        const CsnSessionInstr* instr,
        uint32_t guessed)
{
  CsnSession* const session = engine->session;
  const uint32_t end = session->begin[session->n_priorities];
  CsnCopies text = { NULL, 0, 0 };
  double value = 0;
  CsnStatus st = try_code(engine,
                          definition->name,
                          definition->code,
                          definition->shown,
                          session->begin[0]);
  for (uint32_t n = session->begin[0]; !st && n < end; ++n) {
    if ((n == guessed || csn_session_is_ready(session, instr, n)) &&
        !csn_copies_add(&text, n, definition->code)) {
      st = CSN_ERR_NO_MEMORY;
    }
  }
  if (!st && text.length) {
    st = csn_engine_merge_tried(engine, text.text, &value);
  }
  free(text.text);
  return st;
}

static CsnSessionInstr*
new_instr(CsnSession* session, const char* name)
{
  CsnSessionInstr* const made =
    session->n_instrs < CSN_MAX_SESSION_INSTRS
      ? (CsnSessionInstr*)calloc(1, sizeof(CsnSessionInstr))
      : NULL;
  if (made) {
    (void)snprintf(made->name, sizeof(made->name), "%s", name);
    made->index = session->n_instrs;
  }
  return made;
}

/* Makes an instrument known, or what is new of it. */
static void
publish(CsnEngine* engine, CsnSessionInstr* instr, CsnDefinition* definition)
{
  CsnSession* const session = engine->session;
  CsnOldFields* const old = (CsnOldFields*)calloc(1, sizeof(CsnOldFields));
  const unsigned long long cycle = atomic_load(&engine->shared.n_cycles);
  free(instr->code);
  free(instr->shown);
  free(instr->told);
  instr->code = definition->code;
  instr->shown = definition->shown;
  instr->told = definition->told;
  definition->code = NULL;
  definition->shown = NULL;
  definition->told = NULL;
  atomic_store(&instr->priority, (unsigned)definition->priority);
  CsnFields* const before = atomic_exchange(&instr->fields, definition->fields);
  definition->fields = NULL;
  if (before && old) {
    old->fields = before;
    old->cycle = cycle;
    old->next = session->old;
    session->old = old;
  } else {
    free(old); // Without memory the names stay for good
  }
  free_old(session, cycle);
  if (instr->index < session->n_instrs) {
    return;
  }

  session->list[session->n_instrs++] = instr;
  uint32_t hash = csn_hash(instr->name, strlen(instr->name));
  while (atomic_load(&session->instrs[hash & (CSN_N_SESSION_SLOTS - 1U)])) {
    ++hash;
  }
  atomic_store_explicit(&session->instrs[hash & (CSN_N_SESSION_SLOTS - 1U)],
                        instr,
                        memory_order_release);
}

// The methods

/* The numbers that it needs must be nobody else's. */
static CsnStatus
check_ranges(CsnEngine* engine, const CsnProgram* program)
{
  const CsnSession* const session = engine->session;
  const CsnRanges* const user = &engine->bg.ranges;
  const uint32_t begin = session->begin[0];
  const uint32_t end = session->begin[session->n_priorities];
  for (uint32_t i = 0; i < user->n; ++i) {
    const CsnRange* const range = &user->ranges[i];
    if (range->begin < end && range->end > begin) {
      (void)csn_diagnostic_add(engine->bg.list,
                               CSN_SEVERITY_ERROR,
                               "session",
                               0,
                               0,
                               "it needs the numbers %u to %u, of which %u to "
                               "%u are reserved for %s",
                               begin,
                               end - 1U,
                               range->begin,
                               range->end - 1U,
                               range->name);
      return CSN_ERR_BAD_CALL;
    }
  }
  return csn_ranges_check_program(engine, program);
}

/* A program that is to be replaced does not matter. */
static CsnStatus
make_session(CsnEngine* engine, const double* sizes, const CsnProgram* program)
{
  CsnSession* const session = engine->session;
  if (atomic_load(&session->is_made)) {
    return CSN_OK;
  }
  csn_session_make(session,
                   (uint32_t)sizes[0],
                   (uint32_t)sizes[1],
                   (uint32_t)sizes[2]);
  const CsnStatus st = check_ranges(engine, program);
  if (st) {
    session->n_priorities = 0;
  }
  atomic_store_explicit(&session->is_made, !st, memory_order_release);
  return st;
}

static const double usual_sizes[] = { 10, 10, 10000 };
static const double most[] = { CSN_MAX_PRIORITIES, 1000, 1e7 };

CsnStatus
csn_job_session(CsnJob* job)
{
  CsnSession* const session = job->engine->session;
  double sizes[3] = { 0, 0, 0 };
  for (unsigned i = 0; i < 3; ++i) {
    if (!csn_job_number(job, &sizes[i])) {
      return CSN_ERR_BAD_ARG;
    }
    if (!(sizes[i] >= 1 && sizes[i] <= most[i])) {
      return csn_job_fail(job,
                          CSN_ERR_BAD_ARG,
                          "a session has 1 to 32 priorities, 1 to 1000 "
                          "controls and 1 to 10000000 slots");
    }
  }
  const CsnStatus st =
    make_session(job->engine, sizes, job->engine->bg.program);
  job->n_values = 3;
  job->values[0] = session->n_priorities;
  job->values[1] = session->begin[0];
  job->values[2] = session->begin[session->n_priorities];
  return st;
}

/* Without a program it is compiled when there is one. */
static CsnStatus
define(CsnJob* job, CsnDefinition* definition, const CsnProgram* program)
{
  CsnEngine* const engine = job->engine;
  CsnSession* const session = engine->session;
  const double priority = definition->priority;
  if (!(priority >= 0 && priority <= session->n_priorities) ||
      (double)(uint32_t)priority < priority) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "priorities are whole numbers from 1 to as many as "
                        "the session has");
  }
  definition->priority = priority >= 1 ? priority : 1.0;
  CsnSessionInstr* instr =
    csn_session_find(session, definition->name, strlen(definition->name));
  CsnSessionInstr* const made =
    instr ? NULL : new_instr(session, definition->name);
  if (!instr && !made) {
    return csn_job_fail(job,
                        CSN_ERR_FULL,
                        "a session has at most 1000 instruments");
  }
  instr = instr ? instr : made;

  const uint32_t guessed =
    program ? csn_session_guess(session, instr, (uint32_t)definition->priority)
            : 0U;
  const CsnStatus st =
    program ? compile(engine, definition, instr, guessed) : CSN_OK;
  if (st) {
    free(made);
    return st;
  }
  publish(engine, instr, definition);
  if (guessed) {
    csn_session_mark(session, guessed, instr->index);
  }
  return CSN_OK;
}

static CsnStatus
take_definition(CsnJob* job, const CsnProgram* program)
{
  CsnDefinition definition = { NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL };
  CsnStatus st = make_session(job->engine, usual_sizes, program);
  if (!st) {
    st = csn_definition_read(job, &definition);
  }
  if (!st) {
    st = define(job, &definition, program);
  }
  csn_definition_clear(&definition);
  return st;
}

CsnStatus
csn_job_def_instr(CsnJob* job)
{
  return take_definition(job, job->engine->bg.program);
}

CsnStatus
csn_session_restore(CsnJob* job)
{
  return take_definition(job, NULL);
}

CsnStatus
csn_session_restore_sizes(CsnEngine* engine, const double* sizes)
{
  for (unsigned i = 0; i < 3U; ++i) {
    if (!(sizes[i] >= 1 && sizes[i] <= most[i])) {
      return CSN_ERR_BAD_DATA;
    }
  }
  return make_session(engine, sizes, NULL);
}
