// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "jobs.h"

#include "call/prepare.h"
#include "delivery.h"
#include "engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Arguments and results

bool
csn_job_arg(CsnJob* job, CsnArg* arg)
{
  if (!csn_args_next(&job->args, arg)) {
    return false;
  }
  if (arg->type == CSN_ARG_VARIABLE) {
    job->problem = "a $name cannot stand here";
    return false;
  }
  return true;
}

bool
csn_job_number(CsnJob* job, double* value)
{
  CsnArg arg;
  if (!csn_job_arg(job, &arg)) {
    return false;
  }
  if (arg.type != CSN_ARG_NUMBER) {
    job->problem = "a number is expected here";
    return false;
  }
  *value = arg.number;
  return true;
}

bool
csn_job_text(CsnJob* job, const char** text)
{
  CsnArg arg;
  if (!csn_job_arg(job, &arg)) {
    return false;
  }
  if (arg.type == CSN_ARG_TEXT && strlen(arg.text) != arg.length) {
    job->problem = "there is a zero byte in the text";
    return false;
  }
  *text = arg.type == CSN_ARG_TEXT ? arg.text : NULL;
  return true;
}

CsnStatus
csn_job_fail(CsnJob* job, CsnStatus st, const char* problem)
{
  if (!job->problem) {
    job->problem = problem;
  }
  return st;
}

void
csn_job_result(CsnJob* job, double value)
{
  job->n_values = 1;
  job->values[0] = value;
}

// Code and programs

static CsnStatus
text_of(CsnJob* job, const char** text)
{
  if (csn_job_text(job, text) && *text) {
    return CSN_OK;
  }
  return csn_job_fail(job, CSN_ERR_BAD_ARG, "a text is expected here");
}

/* Calls that have waited for a job go on. */
static void
end_sync(CsnEngine* engine, const void* data)
{
  (void)data;
  csn_role_enter_audio();
  --engine->rt.n_syncs;
}

CsnStatus
csn_job_compile(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const char* text = NULL;
  double value = 0;
  CsnStatus st = text_of(job, &text);
  if (!st) {
    st =
      csn_engine_merge(engine, text, "compile", true, &value, engine->bg.list);
  }
  return st;
}

/* evalCode takes an expression, whose value it tells, or statements, which
   belong to the program from then on as compiled code does. */
CsnStatus
csn_job_eval_code(CsnJob* job)
{
  static const char before[] = "return ";
  CsnEngine* const engine = job->engine;
  const char* text = NULL;
  double value = 0;
  CsnStatus st = text_of(job, &text);
  if (st) {
    return st;
  }
  const size_t size = strlen(text) + sizeof(before) + 1U;
  char* const expression = (char*)malloc(size);
  if (!expression) {
    return CSN_ERR_NO_MEMORY;
  }
  snprintf(expression, size, "%s%s\n", before, text);
  st = csn_engine_merge(
    engine, expression, "evalCode", false, &value, engine->bg.list);
  free(expression);
  if (st == CSN_ERR_COMPILE) {
    csn_diagnostic_list_clear(engine->bg.list);
    st =
      csn_engine_merge(engine, text, "evalCode", true, &value, engine->bg.list);
  }
  csn_job_result(job, value);
  return st;
}

/* Tells that a call has loaded a program. */
static void
tell_loaded(CsnEngine* engine)
{
  const char* const path = engine->bg.program->path;
  const CsnReply reply = { .type = CSN_REPLY_LOADED,
                           .length = path ? strlen(path) : 0,
                           .text = path };
  csn_engine_reply_bg(engine, &reply);
}

CsnStatus
csn_job_load(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const char* text = NULL;
  CsnStatus st = text_of(job, &text);
  if (st) {
    return st;
  }
  const CsnSource source = { text, strlen(text), NULL, NULL };
  CsnProgram* const program = csn_program_new(&source);
  st = program ? csn_engine_build(engine, program, engine->bg.list)
               : CSN_ERR_NO_MEMORY;
  csn_program_unref(program);
  if (!st) {
    tell_loaded(engine);
  }
  return st;
}

static CsnStatus
read_program(CsnJob* job, CsnProgram** program)
{
  const char* path = NULL;
  const CsnStatus st = text_of(job, &path);
  return st ? st : csn_program_read(program, path, job->engine->bg.list);
}

CsnStatus
csn_job_load_file(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnProgram* program = NULL;
  CsnStatus st = read_program(job, &program);
  if (!st) {
    st = csn_engine_build(engine, program, engine->bg.list);
    csn_program_unref(program);
  }
  if (!st) {
    tell_loaded(engine);
  }
  return st;
}

CsnStatus
csn_job_compile_file(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnProgram* program = NULL;
  double value = 0;
  CsnStatus st = read_program(job, &program);
  if (!st) {
    st = csn_engine_merge(
      engine, program->text, program->path, true, &value, engine->bg.list);
    csn_program_unref(program);
  }
  return st;
}

// The engine itself

CsnStatus
csn_job_ksmps(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnArg arg;
  if (!csn_job_arg(job, &arg)) {
    return CSN_ERR_BAD_ARG;
  }
  double number = arg.number;
  if (arg.type == CSN_ARG_NUMBER && isinf(number) &&
      number < 0) { // None was given
    csn_job_result(job, atomic_load(&engine->shared.ksmps));
    return CSN_OK;
  }
  const bool fit = arg.type == CSN_ARG_TEXT && !strcmp(arg.text, "fit");
  const bool exact = arg.type == CSN_ARG_TEXT && !strcmp(arg.text, "exact");
  if (arg.type == CSN_ARG_TEXT && !fit && !exact &&
      csn_number_parse(arg.text, arg.text + arg.length, &number) !=
        arg.text + arg.length) {
    number = 0;
  }
  if (!fit && !exact && !(number >= 1 && number <= 8192)) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "ksmps is exact, fit or a number from 1 to 8192");
  }
  engine->bg.ksmps_mode = fit     ? CSN_KSMPS_FIT
                          : exact ? CSN_KSMPS_EXACT
                                  : CSN_KSMPS_NUMBER;
  engine->bg.ksmps_number = fit || exact ? 0 : (uint32_t)number;
  return CSN_OK;
}

CsnStatus
csn_job_map_control(CsnJob* job)
{
  return csn_engine_map(job->engine, job->args, &job->problem);
}

CsnStatus
csn_job_status(CsnJob* job)
{
  csn_engine_tell_status(job->engine);
  if (job->engine->bg.map) {
    csn_engine_tell_controls(job->engine);
  }
  return CSN_OK;
}

CsnStatus
csn_job_sync(CsnJob* job)
{
  csn_job_result(job, 1); // Whoever does the job ends the wait
  return CSN_OK;
}

// Doing them

/** What a `$name` is to be. */
typedef struct {
  uint32_t slot;
  bool good;
  double value;
} Assignment;

static void
assign(CsnEngine* engine, const void* data)
{
  Assignment a;
  csn_role_enter_audio();
  memcpy(&a, data, sizeof(a));
  CsnVariables* const variables = &engine->rt.variables;
  --variables->pending[a.slot];
  if (a.good) {
    variables->values[a.slot] = a.value;
    variables->set[a.slot] = true;
  }
}

static void
answer(CsnJob* job, CsnStatus st)
{
  CsnEngine* const engine = job->engine;
  const CsnRecord* const record = job->record;
  const double* const values = job->array ? job->array : job->values;
  if (record->variable < CSN_N_VARIABLES) {
    const Assignment a = { record->variable,
                           !st && job->n_values,
                           job->n_values ? values[0] : 0 };
    (void)csn_deliver(engine, assign, &a, sizeof(a));
  }
  // What nobody waits for is told once: csn_engine_report() has told of code
  if (record->request || (st && job->problem)) {
    const char* const text = st ? engine->bg.report : job->text;
    const CsnReply reply = { .type = st ? CSN_REPLY_FAILED : CSN_REPLY_DONE,
                             .status = st,
                             .request = record->request,
                             .door = record->door,
                             .has_value = !st && job->n_values,
                             .value = job->n_values ? values[0] : 0,
                             .n_values = st ? 0 : job->n_values,
                             .values = values,
                             .length = text ? strlen(text) : 0,
                             .text = text };
    csn_engine_reply_bg(engine, &reply);
  }
}

void
csn_engine_do_job(CsnEngine* engine, const CsnRecord* record)
{
  if (record->method == CSN_METHOD_REVIVE) {
    csn_engine_revive(engine);
    atomic_fetch_sub(&engine->shared.n_awaited, 1);
    return;
  }
  if (csn_preparation(record->method)) {
    csn_prepare_bg(engine, record);
    atomic_fetch_sub_explicit(&engine->shared.n_awaited,
                              1,
                              memory_order_release);
    return;
  }
  CsnJob job = { .engine = engine,
                 .record = record,
                 .args = csn_record_args(record) };
  csn_diagnostic_list_clear(engine->bg.list);
  const CsnStatus st = csn_method(record->method)->work(&job);
  if (!job.answered && csn_is_waited_for(record)) {
    (void)csn_deliver(engine, end_sync, NULL, 0);
  }

  engine->bg.report[0] = '\0';
  if (job.problem) {
    snprintf(engine->bg.report, CSN_REPORT_SIZE, "%s", job.problem);
  } else {
    csn_engine_report(engine, st);
  }
  if (!job.answered) {
    answer(&job, st);
  }
  free(job.array);
  free(job.text);
  atomic_fetch_sub_explicit(&engine->shared.n_awaited, 1, memory_order_release);
}
