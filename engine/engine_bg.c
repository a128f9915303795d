// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Engine, the worker's side: jobs are done one after the other, and what the
  audio thread has given back is freed.  All of it under bg.mutex.
*/

#include "engine.h"

#include "clocale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_CONTROLS_TEXT 4096U

void
csn_engine_reply_bg(CsnEngine* engine,
                    const CsnReplyHead* head,
                    const char* text)
{
  const size_t length = text ? strlen(text) : 0;
  const size_t most = csn_ring_max_message(engine->replies_bg) - sizeof(*head);
  (void)csn_ring_write(engine->replies_bg,
                       head,
                       sizeof(*head),
                       text ? text : "",
                       (length < most ? length : most - 1U) + 1U);
}

static void
reply(CsnEngine* engine,
      CsnReplyType type,
      CsnStatus st,
      uint32_t request,
      const char* text)
{
  const CsnReplyHead head = { type, st, request, false, 0, 0 };
  csn_engine_reply_bg(engine, &head, text);
}

/* Errors and warnings of a compile: unasked, and with the reply. */
static void
report(CsnEngine* engine, const CsnDiagnosticList* list, CsnStatus st)
{
  csn_diagnostic_list_format(list, engine->bg.report, CSN_REPORT_SIZE);
  const size_t length = strlen(engine->bg.report);
  if (length && engine->bg.report[length - 1U] == '\n') {
    engine->bg.report[length - 1U] = '\0';
  }
  if (!engine->bg.report[0] && st) {
    snprintf(engine->bg.report, CSN_REPORT_SIZE, "%s", csn_strerror(st));
  }
  if (engine->bg.report[0]) {
    reply(
      engine, st ? CSN_REPLY_ERROR : CSN_REPLY_LOG, st, 0, engine->bg.report);
  }
}

// Loading

void
csn_engine_tell_controls(CsnEngine* engine)
{
  char text[N_CONTROLS_TEXT];
  csn_controls_write(engine->bg.map, text, sizeof(text));
  reply(engine, CSN_REPLY_CONTROLS, CSN_OK, 0, text);
}

static void
tell_status(CsnEngine* engine)
{
  const CsnProgram* const program = engine->bg.program;
  CsnInfo info;
  char text[1024];
  csn_engine_info(engine, &info);
  const bool aligned = engine->config.fixed_block && info.ksmps &&
                       engine->config.fixed_block % info.ksmps == 0 &&
                       !atomic_load(&engine->shared.broken_promise);
  snprintf(text,
           sizeof(text),
           "state=%s ksmps=%u latency=%u nchnls=%u nchnls_i=%u 0dbfs=%.9g "
           "rate=%.9g load=%.4f guarded=%llu program=%s",
           program ? "playing" : "empty",
           info.ksmps,
           aligned ? 0U : info.ksmps, // Also before it is live
           info.nchnls,
           info.nchnls_i,
           info.zero_dbfs,
           engine->config.rate,
           info.load,
           (unsigned long long)info.n_guarded,
           program && program->path ? program->path : "");
  reply(engine, CSN_REPLY_STATUS, CSN_OK, 0, text);
}

CsnStatus
csn_engine_build(CsnEngine* engine,
                 CsnProgram* program,
                 uint32_t request,
                 CsnDiagnosticList* list)
{
  const CsnBuild how = { engine->config.rate,   engine->config.fixed_block,
                         engine->bg.ksmps_mode, engine->bg.ksmps_number,
                         csn_engine_on_message, engine,
                         engine->bank };
  CsnControlMap* const map = (CsnControlMap*)malloc(sizeof(CsnControlMap));
  CsnInstance* instance = NULL;
  if (!map) {
    return CSN_ERR_NO_MEMORY;
  }
  const CsnStatus st =
    csn_instance_new(&instance, program, &how, engine->bg.map, list);
  if (st) {
    free(map);
    return st;
  }

  *map = *instance->map;
  free(engine->bg.map);
  engine->bg.map = map;
  CsnProgram* const old = engine->bg.program;
  engine->bg.program = csn_program_ref(program);
  csn_program_unref(old);
  instance->request = request;
  atomic_store(&engine->shared.ksmps, instance->ksmps);
  atomic_store(&engine->shared.nchnls, instance->nchnls);
  atomic_store(&engine->shared.nchnls_i, instance->nchnls_i);
  atomic_store(&engine->shared.zero_dbfs, instance->zero_dbfs);

  if (instance->nchnls > engine->config.n_outputs) {
    char text[128];
    snprintf(text,
             sizeof(text),
             "warning: the program has %u channels; the first %u are heard",
             instance->nchnls,
             engine->config.n_outputs);
    reply(engine, CSN_REPLY_LOG, CSN_OK, 0, text);
  }

  // What was never taken has been overtaken
  free(atomic_exchange_explicit(&engine->shared.incoming_map,
                                NULL,
                                memory_order_acq_rel));
  engine->bg.newest = instance;
  csn_instance_free(atomic_exchange_explicit(&engine->shared.incoming,
                                             instance,
                                             memory_order_acq_rel));
  csn_engine_tell_controls(engine);
  tell_status(engine);
  return CSN_OK;
}

// Jobs

/* evalCode takes an expression, whose value it tells, or statements, which
   belong to the program from then on as compiled code does. */
static CsnStatus
do_eval(CsnEngine* engine, const char* text, double* value)
{
  static const char before[] = "return ";
  const size_t size = strlen(text) + sizeof(before) + 1U;
  char* const expression = (char*)malloc(size);
  if (!expression) {
    return CSN_ERR_NO_MEMORY;
  }
  snprintf(expression, size, "%s%s\n", before, text);
  CsnStatus st = csn_engine_merge(
    engine, expression, "evalCode", false, value, engine->bg.list);
  free(expression);
  if (st == CSN_ERR_COMPILE) {
    csn_diagnostic_list_clear(engine->bg.list);
    st =
      csn_engine_merge(engine, text, "evalCode", true, value, engine->bg.list);
  }
  return st;
}

static CsnStatus
do_load(CsnEngine* engine, const CsnArg* arg, uint32_t request)
{
  const CsnSource source = { arg->text, arg->length, NULL, NULL };
  CsnProgram* const program = csn_program_new(&source);
  const CsnStatus st =
    program ? csn_engine_build(engine, program, request, engine->bg.list)
            : CSN_ERR_NO_MEMORY;
  csn_program_unref(program);
  return st;
}

static CsnStatus
do_file(CsnEngine* engine, const char* path, bool load, uint32_t request)
{
  CsnProgram* program = NULL;
  double value = 0;
  CsnStatus st = csn_program_read(&program, path, engine->bg.list);
  if (st) {
    return st;
  }
  st =
    load
      ? csn_engine_build(engine, program, request, engine->bg.list)
      : csn_engine_merge(
          engine, program->text, program->path, true, &value, engine->bg.list);
  csn_program_unref(program);
  return st;
}

static CsnStatus
do_ksmps(CsnEngine* engine, const CsnArg* arg, const char** problem)
{
  double number = arg->number;
  const bool fit = arg->type == CSN_ARG_TEXT && !strcmp(arg->text, "fit");
  const bool exact = arg->type == CSN_ARG_TEXT && !strcmp(arg->text, "exact");
  if (arg->type == CSN_ARG_TEXT && !fit && !exact &&
      csn_number_parse(arg->text, arg->text + arg->length, &number) !=
        arg->text + arg->length) {
    number = 0;
  }
  if (!fit && !exact && !(number >= 1 && number <= 8192)) {
    *problem = "ksmps is exact, fit or a number from 1 to 8192";
    return CSN_ERR_BAD_ARG;
  }
  engine->bg.ksmps_mode = fit     ? CSN_KSMPS_FIT
                          : exact ? CSN_KSMPS_EXACT
                                  : CSN_KSMPS_NUMBER;
  engine->bg.ksmps_number = fit || exact ? 0 : (uint32_t)number;
  return CSN_OK;
}

static void
do_job(CsnEngine* engine, const CsnRecord* record)
{
  CsnArgReader args = csn_record_args(record);
  CsnArg arg;
  CsnStatus st = CSN_ERR_BAD_DATA;
  double value = 0;
  const char* problem = NULL;
  const bool compiles = record->method == CSN_METHOD_COMPILE ||
                        record->method == CSN_METHOD_COMPILE_FILE;
  csn_diagnostic_list_clear(engine->bg.list);
  const CsnArgReader all = args;
  const bool has = csn_args_next(&args, &arg);
  if (record->method == CSN_METHOD_STATUS) {
    tell_status(engine);
    if (engine->bg.map) {
      csn_engine_tell_controls(engine);
    }
    st = CSN_OK;
  } else if (has && arg.type == CSN_ARG_VARIABLE) {
    problem = "a text is expected, and no $name";
    st = CSN_ERR_BAD_ARG;
  } else if (has) {
    switch (record->method) {
      case CSN_METHOD_COMPILE:
        st = csn_engine_merge(
          engine, arg.text, "compile", true, &value, engine->bg.list);
        break;
      case CSN_METHOD_COMPILE_FILE:
        st = do_file(engine, arg.text, false, record->request);
        break;
      case CSN_METHOD_EVAL_CODE:
        st = do_eval(engine, arg.text, &value);
        break;
      case CSN_METHOD_KSMPS:
        st = do_ksmps(engine, &arg, &problem);
        break;
      case CSN_METHOD_LOAD:
        st = do_load(engine, &arg, record->request);
        break;
      case CSN_METHOD_LOAD_FILE:
        st = do_file(engine, arg.text, true, record->request);
        break;
      case CSN_METHOD_MAP_CONTROL:
        st = csn_engine_map(engine, all, &problem);
        break;
      default:
        break;
    }
  }

  engine->bg.report[0] = '\0';
  if (!st && (record->method == CSN_METHOD_LOAD ||
              record->method == CSN_METHOD_LOAD_FILE)) {
    reply(engine, CSN_REPLY_LOADED, CSN_OK, 0, engine->bg.program->path);
  }
  if (problem) {
    snprintf(engine->bg.report, CSN_REPORT_SIZE, "%s", problem);
  } else {
    report(engine, engine->bg.list, st);
  }
  if (compiles) {
    atomic_fetch_sub_explicit(&engine->shared.n_compiling,
                              1,
                              memory_order_release);
  }
  const CsnReplyHead head = {
    st ? CSN_REPLY_FAILED : CSN_REPLY_DONE,        st,    record->request,
    !st && record->method == CSN_METHOD_EVAL_CODE, value, 0
  };
  if (record->request || st) {
    csn_engine_reply_bg(engine, &head, st ? engine->bg.report : NULL);
  }
}

// What Csound says

typedef struct {
  CsnInstance* from;
} MessageHead;

void
csn_engine_on_message(void* data, CsnInstance* from, const char* text)
{
  CsnEngine* const engine = (CsnEngine*)data;
  if (!pthread_equal(atomic_load(&engine->shared.audio_thread),
                     pthread_self())) {
    return;
  }
  const MessageHead head = { from };
  if (csn_ring_write(
        engine->messages, &head, sizeof(head), text, strlen(text) + 1U) &&
      !engine->rt.working) {
    (void)engine->config.schedule(engine->config.schedule_data);
  }
}

static void
read_messages(CsnEngine* engine)
{
  size_t size = 0;
  const char* message = NULL;
  if (!engine->messages) {
    return; // An engine that was not finished
  }
  while ((message = (const char*)csn_ring_peek(engine->messages, &size))) {
    MessageHead head;
    memcpy(&head, message, sizeof(head));
    const char* const text = message + sizeof(head);
    csn_diagnostic_list_clear(engine->bg.list);
    if (csn_diagnose_play_message(
          head.from->diagnose, text, strlen(text), engine->bg.list)) {
      report(engine, engine->bg.list, CSN_ERR_ERROR);
    } else {
      reply(engine, CSN_REPLY_LOG, CSN_OK, 0, text);
    }
    csn_ring_skip(engine->messages);
  }
}

void
csn_engine_collect(CsnEngine* engine)
{
  CsnInstance* instance = atomic_exchange_explicit(&engine->shared.retired,
                                                   NULL,
                                                   memory_order_acquire);
  read_messages(engine); // The retired may have said something last
  while (instance) {
    CsnInstance* const next = instance->next;
    csn_instance_free(instance);
    instance = next;
  }
  free(atomic_exchange_explicit(&engine->shared.retired_map,
                                NULL,
                                memory_order_acquire));
}

void
csn_engine_work(CsnEngine* engine)
{
  size_t size = 0;
  const bool inside = csn_engine_is_on_audio_thread(engine);
  const locale_t locale = csn_clocale_enter();
  pthread_mutex_lock(&engine->bg.mutex);
  if (inside) {
    engine->rt.working = true;
  }
  while (
    atomic_load_explicit(&engine->shared.n_done, memory_order_relaxed) !=
    atomic_load_explicit(&engine->shared.n_released, memory_order_acquire)) {
    const void* const job = csn_ring_peek(engine->jobs, &size);
    if (job) {
      do_job(engine, (const CsnRecord*)job);
      csn_ring_skip(engine->jobs);
    }
    atomic_fetch_add_explicit(&engine->shared.n_done, 1, memory_order_release);
  }
  csn_engine_collect(engine);
  if (inside) {
    engine->rt.working = false;
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  csn_clocale_leave(locale);
}
