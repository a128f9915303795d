// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Session, the worker's side: an instrument's text is read, tried, and compiled
  under the numbers that it has.
*/

#include "session.h"

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
    free(instr);
  }
  while (session->old) {
    free_old(session, session->old->cycle + 2U);
  }
  free(session);
}

// Compiling

/** Text that grows. */
typedef struct {
  char* text;
  size_t length;
  size_t capacity;
} Text;

static bool
append(Text* text, uint32_t number, const char* code)
{
  const size_t need = strlen(code) + 32U;
  if (text->capacity - text->length < need) {
    const size_t capacity = 2U * text->capacity + need;
    char* const larger = (char*)realloc(text->text, capacity);
    if (!larger) {
      return false;
    }
    text->text = larger;
    text->capacity = capacity;
  }
  text->length += (size_t)snprintf(text->text + text->length,
                                   text->capacity - text->length,
                                   "instr %u\n%s\nendin\n",
                                   number,
                                   code);
  return true;
}

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
  Text tried = { NULL, 0, 0 };
  char* const seen = (char*)malloc(size);
  CsnStatus st = CSN_ERR_NO_MEMORY;
  if (seen && append(&tried, number, code)) {
    (void)snprintf(seen, size, "instr %s\n%s\nendin\n", name, shown);
    const CsnCode both = { tried.text, seen, name };
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

static void
mark(CsnSession* session, uint32_t number, uint32_t index)
{
  atomic_store_explicit(&session->code[number - CSN_SESSION_FIRST],
                        (uint16_t)(index + 1U),
                        memory_order_release);
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

  Text text = { NULL, 0, 0 };
  double value = 0;
  CsnStatus st =
    try_code(engine, instr->name, instr->code, instr->shown, number);
  if (!st) {
    st = append(&text, number, instr->code)
           ? csn_engine_merge_tried(engine, text.text, &value)
           : CSN_ERR_NO_MEMORY;
  }
  free(text.text);
  if (!st) {
    mark(session, number, instr->index);
  }
  csn_engine_report(engine, st);
  return st;
}

/* A number for the first use at its priority, as if it came next. */
static uint32_t
guess(CsnSession* session, const CsnSessionInstr* instr, uint32_t priority)
{
  const uint32_t p = priority - 1U;
  const unsigned n = atomic_load(&session->n_used[p]);
  if (atomic_load(&instr->numbers[p])) {
    return 0; // It has one
  }
  if (session->n_guessed[p] < n) {
    session->n_guessed[p] = n;
  }
  const uint32_t number = session->begin[p] + 1U + session->n_guessed[p];
  if (number >= session->begin[p + 1U]) {
    return 0;
  }
  ++session->n_guessed[p];
  return number;
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
  Text text = { NULL, 0, 0 };
  double value = 0;
  CsnStatus st = try_code(engine,
                          definition->name,
                          definition->code,
                          definition->shown,
                          session->begin[0]);
  for (uint32_t n = session->begin[0]; !st && n < end; ++n) {
    if ((n == guessed || csn_session_is_ready(session, instr, n)) &&
        !append(&text, n, definition->code)) {
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
  instr->code = definition->code;
  instr->shown = definition->shown;
  definition->code = NULL;
  definition->shown = NULL;
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
  uint32_t hash = 2166136261U;
  for (const char* c = instr->name; *c; ++c) {
    hash = (hash ^ (unsigned char)*c) * 16777619U;
  }
  while (atomic_load(&session->instrs[hash & (CSN_N_SESSION_SLOTS - 1U)])) {
    ++hash;
  }
  atomic_store_explicit(&session->instrs[hash & (CSN_N_SESSION_SLOTS - 1U)],
                        instr,
                        memory_order_release);
}

// The methods

/* The numbers of the session must not be those of a program's instruments. */
CsnStatus
csn_session_check(const CsnSession* session,
                  const CsnInstrFields* instrs,
                  const char* file,
                  CsnDiagnosticList* list)
{
  CsnStatus st = CSN_OK;
  for (const CsnInstrFields* i = instrs; i; i = i->next) {
    const uint32_t number = (uint32_t)i->number;
    if (session->n_priorities && number >= session->begin[0] &&
        number < session->begin[session->n_priorities]) {
      (void)csn_diagnostic_add(list,
                               CSN_SEVERITY_ERROR,
                               file,
                               i->line,
                               0,
                               "instrument %d has a number of the session's, "
                               "which are %u to %u",
                               i->number,
                               session->begin[0],
                               session->begin[session->n_priorities] - 1U);
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
    st =
      csn_session_check(engine->session, heads.instrs, path, engine->bg.list);
  }
  csn_heads_clear(&heads);
  return st;
}

static CsnStatus
make_session(CsnEngine* engine, const double* sizes)
{
  CsnSession* const session = engine->session;
  const CsnProgram* const program = engine->bg.program;
  if (atomic_load(&session->is_made)) {
    return CSN_OK;
  }
  csn_session_make(session,
                   (uint32_t)sizes[0],
                   (uint32_t)sizes[1],
                   (uint32_t)sizes[2]);
  CsnStatus st = CSN_OK;
  if (program) {
    const char* const path = program->path ? program->path : "program";
    st = check_text(engine, program->text, path);
    if (!st && program->added) {
      st = check_text(engine, program->added, "compile");
    }
  }
  if (st) {
    session->n_priorities = 0;
  }
  atomic_store_explicit(&session->is_made, !st, memory_order_release);
  return st;
}

static const double usual_sizes[] = { 10, 10, 10000 };

CsnStatus
csn_job_session(CsnJob* job)
{
  static const double most[] = { CSN_MAX_PRIORITIES, 1000, 1e7 };
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
  const CsnStatus st = make_session(job->engine, sizes);
  job->n_values = 3;
  job->values[0] = session->n_priorities;
  job->values[1] = session->begin[0];
  job->values[2] = session->begin[session->n_priorities];
  return st;
}

static CsnStatus
define(CsnJob* job, CsnDefinition* definition)
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

  // Without a program it is compiled when there is one
  const uint32_t guessed =
    guess(session, instr, (uint32_t)definition->priority);
  const CsnStatus st =
    engine->bg.program ? compile(engine, definition, instr, guessed) : CSN_OK;
  if (st) {
    free(made);
    return st;
  }
  publish(engine, instr, definition);
  if (guessed) {
    mark(session, guessed, instr->index);
  }
  return CSN_OK;
}

CsnStatus
csn_job_def_instr(CsnJob* job)
{
  CsnDefinition definition = { NULL, NULL, NULL, 0, NULL, NULL, NULL };
  CsnStatus st = make_session(job->engine, usual_sizes);
  if (!st) {
    st = csn_definition_read(job, &definition);
  }
  if (!st) {
    st = define(job, &definition);
  }
  csn_definition_clear(&definition);
  return st;
}

// A program that is being built

/* Compiles the copies of one instrument, or of all. */
static bool
give(CsnSession* session, CSOUND* csound, const CsnSessionInstr* only)
{
  const uint32_t end = session->begin[session->n_priorities];
  Text text = { NULL, 0, 0 };
  bool good = true;
  for (uint32_t n = CSN_SESSION_FIRST; good && n < end; ++n) {
    const uint16_t code = atomic_load(&session->code[n - CSN_SESSION_FIRST]);
    if (code && (!only || only == session->list[code - 1U])) {
      good = append(&text, n, session->list[code - 1U]->code);
    }
  }
  good = good && (!text.length || csoundCompileOrc(csound, text.text) == 0);
  free(text.text);
  return good;
}

void
csn_session_give(CsnSession* session, CSOUND* csound, CsnDiagnosticList* list)
{
  if (!atomic_load(&session->is_made) || give(session, csound, NULL)) {
    return;
  }
  for (uint32_t i = 0; i < session->n_instrs; ++i) {
    const CsnSessionInstr* const instr = session->list[i];
    if (give(session, csound, instr)) {
      continue;
    }
    // sched asks for it again, and tells what is wrong
    const uint32_t end = session->begin[session->n_priorities];
    for (uint32_t n = CSN_SESSION_FIRST; n < end; ++n) {
      if (csn_session_is_ready(session, instr, n)) {
        atomic_store(&session->code[n - CSN_SESSION_FIRST], 0);
      }
    }
    (void)csn_diagnostic_add(list,
                             CSN_SEVERITY_WARNING,
                             instr->name,
                             0,
                             0,
                             "this instrument of the session cannot be "
                             "compiled into the program");
  }
}
