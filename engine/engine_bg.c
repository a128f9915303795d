// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Engine, the worker's side: jobs are done one after the other, and what the
  audio thread has given back is freed.  All of it under bg.mutex.
*/

#include "engine.h"
#include "life/life.h"

#include "base/clocale.h"
#include "sound/stream.h"
#include "worker/delivery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_CONTROLS_TEXT 4096U

void
csn_engine_reply_bg(CsnEngine* engine, const CsnReply* reply)
{
  (void)csn_reply_write(engine->replies_bg, reply);
}

/* News that nobody has asked for. */
static void
tell(CsnEngine* engine, CsnReplyType type, CsnStatus st, const char* text)
{
  const CsnReply reply = {
    .type = type, .status = st, .length = strlen(text), .text = text
  };
  csn_engine_reply_bg(engine, &reply);
}

/* Errors and warnings of a compile: unasked, and with the reply. */
void
csn_engine_report(CsnEngine* engine, CsnStatus st)
{
  csn_diagnostic_list_format(engine->bg.list,
                             engine->bg.report,
                             CSN_REPORT_SIZE);
  const size_t length = strlen(engine->bg.report);
  if (length && engine->bg.report[length - 1U] == '\n') {
    engine->bg.report[length - 1U] = '\0';
  }
  if (!engine->bg.report[0] && st) {
    snprintf(engine->bg.report, CSN_REPORT_SIZE, "%s", csn_strerror(st));
  }
  if (engine->bg.report[0]) {
    tell(engine, st ? CSN_REPLY_ERROR : CSN_REPLY_LOG, st, engine->bg.report);
  }
}

// Loading

void
csn_engine_tell_controls(CsnEngine* engine)
{
  char text[N_CONTROLS_TEXT];
  csn_controls_write(engine->bg.map, text, sizeof(text));
  tell(engine, CSN_REPLY_CONTROLS, CSN_OK, text);
}

void
csn_engine_tell_status(CsnEngine* engine)
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
  tell(engine, CSN_REPLY_STATUS, CSN_OK, text);
}

CsnStatus
csn_engine_build(CsnEngine* engine,
                 CsnProgram* program,
                 CsnDiagnosticList* list)
{
  const CsnStatus given = csn_engine_give_prelude(engine, program, list);
  if (given) {
    return given;
  }
  const CsnBuild how = { engine->config.rate,   engine->config.fixed_block,
                         engine->bg.ksmps_mode, engine->bg.ksmps_number,
                         csn_engine_on_message, engine,
                         engine->bank,          engine->strings,
                         engine->session,       engine,
                         engine->rt.syncs,      &engine->bg.building,
                         engine->bg.reviving };
  CsnControlMap* const map = (CsnControlMap*)malloc(sizeof(CsnControlMap));
  CsnInstance* instance = NULL;
  if (!map) {
    return CSN_ERR_NO_MEMORY;
  }
  const CsnStatus st =
    csn_instance_new(&instance, program, &how, engine->bg.map, list);
  if (st) {
    csn_engine_blame_prelude(engine, program, list);
    free(map);
    return st;
  }

  *map = *instance->map;
  free(engine->bg.map);
  engine->bg.map = map;
  csn_tables_survey(instance);
  CsnProgram* const old = engine->bg.program;
  engine->bg.program = csn_program_ref(program);
  csn_program_unref(old);
  instance->serial = ++engine->bg.n_built;
  engine->bg.stopped = false;
  csn_channels_give(engine->channels, instance);
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
    tell(engine, CSN_REPLY_LOG, CSN_OK, text);
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
  csn_engine_tell_status(engine);
  return CSN_OK;
}

void
csn_engine_revive(CsnEngine* engine)
{
  csn_diagnostic_list_clear(engine->bg.list);
  engine->bg.reviving = true; // Its score would begin again as well
  const CsnStatus st =
    csn_engine_build(engine, engine->bg.program, engine->bg.list);
  engine->bg.reviving = false;
  csn_engine_report(engine, st);
}

/* How long a thing may take: nobody listens to what is built, or rendered. */
#define LIVE_LIMIT 0.4 ///< [s]
#define PATIENT_LIMIT 20.0

void
csn_engine_watch(CsnEngine* engine)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  const double now = (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
  const bool patient = atomic_load(&engine->shared.freewheel);
  pthread_mutex_lock(&engine->watch_mutex);
  CsnInstance* const instance = atomic_load(&engine->shared.performing);
  if (instance) {
    csn_watch_look(&instance->watch,
                   instance->csound,
                   now,
                   patient ? PATIENT_LIMIT : LIVE_LIMIT);
  }
  CsnBuilding* const building = &engine->bg.building;
  CSOUND* const built = atomic_load(&building->csound);
  if (built) {
    csn_watch_look(&building->watch, built, now, PATIENT_LIMIT);
  }
  pthread_mutex_unlock(&engine->watch_mutex);
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
      csn_engine_report(engine, CSN_ERR_ERROR);
    } else if (!engine->config.quiet) {
      tell(engine, CSN_REPLY_LOG, CSN_OK, text);
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
  csn_garbage_collect(engine);
  read_messages(engine); // The retired may have said something last
  while (instance) {
    CsnInstance* const next = instance->next;
    pthread_mutex_lock(&engine->watch_mutex);
    csn_instance_free(instance);
    pthread_mutex_unlock(&engine->watch_mutex);
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
  csn_streams_fill(engine->streams);
  while (
    atomic_load_explicit(&engine->shared.n_done, memory_order_relaxed) !=
    atomic_load_explicit(&engine->shared.n_released, memory_order_acquire)) {
    const void* const job = csn_ring_peek(engine->jobs, &size);
    if (job) {
      csn_engine_do_job(engine, (const CsnRecord*)job);
      csn_ring_skip(engine->jobs);
      csn_streams_fill(engine->streams);
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
