// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Doors: how calls, MIDI and text come in on the audio thread, and replies go
  out.
*/

#include "csonance_typed.h"
#include "engine.h"

#include "call/prepare.h"

#include <string.h>

bool
csn_engine_is_on_audio_thread(CsnEngine* engine)
{
  return pthread_equal(atomic_load(&engine->shared.audio_thread),
                       pthread_self()) &&
         engine->rt.inside;
}

/* The worker takes its jobs in the order in which they came, so their frames
   must not run backwards. */
static void
note_job(CsnEngine* engine, int64_t frame, const CsnRecord* record)
{
  const uint32_t last =
    (engine->rt.first_job + engine->rt.n_jobs) % CSN_MAX_JOBS;
  if (engine->rt.n_jobs) {
    const uint32_t before = (last + CSN_MAX_JOBS - 1U) % CSN_MAX_JOBS;
    if (engine->rt.job_frames[before] > frame) {
      frame = engine->rt.job_frames[before];
    }
  }
  engine->rt.job_frames[last] = frame;
  ++engine->rt.n_jobs;
  if (record->variable < CSN_N_VARIABLES) {
    ++engine->rt.variables.pending[record->variable];
  }
  atomic_fetch_add_explicit(&engine->shared.n_awaited, 1, memory_order_release);
}

bool
csn_is_waited_for(const CsnRecord* record)
{
  if (record->method >= CSN_N_METHODS) {
    return false;
  }
  CsnArgReader args = csn_record_args(record);
  CsnArg arg;
  for (const CsnParam* p = csn_method(record->method)->params;
       p->name && csn_args_next(&args, &arg);
       ++p) {
    if (!strcmp(p->name, "block")) {
      return arg.type == CSN_ARG_NUMBER && arg.number > 0;
    }
  }
  return record->method == CSN_METHOD_SYNC;
}

/* Later calls wait for this job. */
static void
begin_wait(CsnEngine* engine)
{
  if (!engine->rt.n_syncs++) {
    engine->rt.sync_order = csn_queue_next_order(engine->rt.queue);
  }
}

static CsnStatus
post_job(CsnEngine* engine, int64_t frame, const CsnRecord* record)
{
  if (engine->rt.n_jobs == CSN_MAX_JOBS ||
      !csn_ring_write(engine->jobs, record, record->size, NULL, 0)) {
    return CSN_ERR_FULL;
  }
  note_job(engine, frame, record);
  return CSN_OK;
}

bool
csn_engine_post_part(CsnEngine* engine,
                     int64_t frame,
                     const CsnRecord* head,
                     const CsnRecord* record)
{
  if (engine->rt.n_jobs == CSN_MAX_JOBS ||
      !csn_ring_write(engine->jobs,
                      head,
                      sizeof(CsnRecord),
                      record + 1,
                      record->size - sizeof(CsnRecord))) {
    return false;
  }
  note_job(engine, frame, head);
  return true;
}

void
csn_engine_post_revival(CsnEngine* engine)
{
  const CsnRecord record = { sizeof(CsnRecord), 0, CSN_METHOD_REVIVE, 0,
                             CSN_NO_VARIABLE,   0 };
  (void)post_job(engine, engine->rt.now, &record);
}

/* A job goes to the worker at once, unless it has to wait for a $name.  Of what
   both can do, the worker gets large records, and slips of parcels. */
static bool
is_job(const CsnRecord* record)
{
  if (record->method >= CSN_N_METHODS || !csn_method(record->method)->work) {
    return false;
  }
  const bool large = record->size > CSN_RECORD_MAX_SMALL;
  bool slip = false;
  CsnArgReader args = csn_record_args(record);
  CsnArg arg;
  while (!large && csn_args_next(&args, &arg)) {
    if (arg.type == CSN_ARG_VARIABLE) {
      return false;
    }
    slip = arg.type == CSN_ARG_TEXT; // The last; before it is a method's name
  }
  return large || slip || !csn_method(record->method)->run;
}

void*
csn_engine_begin_job(CsnEngine* engine, size_t size)
{
  return engine->rt.n_jobs < CSN_MAX_JOBS
           ? csn_ring_begin_write(engine->jobs, size)
           : NULL;
}

void
csn_engine_commit_job(CsnEngine* engine, int64_t frame, const CsnRecord* record)
{
  if (csn_is_waited_for(record)) {
    begin_wait(engine);
  }
  csn_ring_commit_write(engine->jobs, record->size);
  note_job(engine, frame, record);
}

/* Puts a copy of a record into the queue. */
CSN_AUDIO static CsnStatus
let_wait(CsnEngine* engine, int64_t frame, const CsnRecord* record, bool due)
{
  // Far events must leave room for what is played now
  if (frame > engine->rt.now + (int64_t)engine->config.rate &&
      csn_queue_is_crowded(engine->rt.queue)) {
    return CSN_ERR_FULL;
  }
  void* const copy = csn_pool_take(engine->rt.pool, record->size);
  if (!copy) {
    return CSN_ERR_FULL;
  }
  memcpy(copy, record, record->size);
  const CsnWaiting waiting = { .frame = frame,
                               .order = engine->rt.order,
                               .record = (CsnRecord*)copy,
                               .due = due };
  if (!csn_queue_push(engine->rt.queue, waiting)) {
    csn_pool_give(engine->rt.pool, copy, record->size);
    return CSN_ERR_FULL;
  }
  (void)csn_prepare_rt(engine, record);
  return CSN_OK;
}

CsnStatus
csn_engine_post_due(CsnEngine* engine, int64_t frame, const CsnRecord* record)
{
  return let_wait(engine, frame, record, true);
}

CsnStatus
csn_engine_post(CsnEngine* engine, int64_t frame, const CsnRecord* record)
{
  if (is_job(record)) {
    const CsnStatus st = post_job(engine, frame, record);
    if (!st && csn_is_waited_for(record)) {
      begin_wait(engine);
    }
    return st;
  }
  return let_wait(engine, frame, record, false);
}

CsnStatus
csn_engine_post_line(CsnEngine* engine,
                     int64_t frame,
                     const char* text,
                     size_t length,
                     uint32_t request,
                     uint16_t door,
                     const char** problem)
{
  CsnRecord* record = NULL;
  CsnStatus st = csn_line_parse(text,
                                length,
                                request,
                                &engine->rt.variables,
                                engine->rt.line,
                                CSN_RECORD_MAX_SMALL,
                                &record,
                                problem);
  if (!st && record) {
    record->door = door;
    st = csn_engine_post(engine, frame, record);
    *problem = st ? "too many events at once" : *problem;
  } else if (!st && request) {
    const CsnReply reply = { .request = request, .door = door, .frame = frame };
    csn_engine_reply_rt(engine, &reply);
  }
  return st;
}

CsnStatus
csn_engine_line_rt(CsnEngine* engine,
                   uint32_t frame,
                   const char* text,
                   size_t length,
                   uint32_t request,
                   const char** problem)
{
  csn_role_enter_audio();
  return csn_engine_post_line(
    engine, engine->rt.now + frame, text, length, request, 0, problem);
}

CsnStatus
csn_engine_text_rt(CsnEngine* engine,
                   uint32_t frame,
                   const char* method,
                   const char* text,
                   size_t length,
                   uint32_t request)
{
  csn_role_enter_audio();
  const uint32_t id = csn_method_find(method, strlen(method));
  const CsnParam* const params =
    id < CSN_N_METHODS ? csn_method(id)->params : NULL;
  if (!params || !params[0].name ||
      (params[1].name && params[1].kind != CSN_PARAM_NAMED) ||
      params[0].type == CSN_PARAM_NUMBER) {
    return CSN_ERR_NOT_FOUND;
  }

  const char* problem = "";
  const CsnTypedValue value = { .type = CSN_TYPED_TEXT,
                                .bytes = text,
                                .length = length };
  return csn_engine_typed_rt(engine, frame, id, &value, 1, request, &problem);
}

CsnStatus
csn_engine_midi_rt(CsnEngine* engine,
                   uint32_t frame,
                   const uint8_t* bytes,
                   uint32_t size)
{
  csn_role_enter_audio();
  if (!csn_midi_is_message(bytes, size)) {
    return CSN_OK; // Not for Csound
  }
  CsnWaiting waiting = { .frame = engine->rt.now + frame,
                         .size = (uint8_t)size };
  memcpy(waiting.bytes, bytes, size);
  return csn_queue_push(engine->rt.queue, waiting) ? CSN_OK : CSN_ERR_FULL;
}

uint32_t
csn_engine_midi_out_rt(CsnEngine* engine, uint32_t* frame, uint8_t bytes[3])
{
  CsnInstance* const current = engine->rt.current;
  if (!current) {
    return 0;
  }
  CsnMidi* const midi = &current->midi;
  if (midi->n_taken == midi->n_out) {
    midi->n_taken = 0;
    midi->n_out = 0;
    return 0;
  }

  // Called after the block, whose end is now
  const CsnMidiOut* const out = &midi->out[midi->n_taken++];
  const int64_t at = out->frame - engine->rt.block_start;
  *frame = at > 0 ? (uint32_t)at : 0U;
  memcpy(bytes, out->bytes, out->size);
  return out->size;
}

void
csn_engine_freewheel_rt(CsnEngine* engine, bool freewheel)
{
  atomic_store_explicit(&engine->shared.freewheel,
                        freewheel,
                        memory_order_relaxed);
}

void
csn_engine_reset_rt(CsnEngine* engine)
{
  engine->rt.reset = true;
}

uint32_t
csn_engine_latency_rt(const CsnEngine* engine)
{
  return atomic_load_explicit(&engine->shared.latency, memory_order_relaxed);
}

CsnStatus
csn_engine_tell_rt(CsnEngine* engine, uint32_t frame)
{
  const CsnRecord record = { sizeof(CsnRecord), 0, CSN_METHOD_STATUS, 0,
                             CSN_NO_VARIABLE,   0 };
  csn_role_enter_audio();
  return csn_engine_post(engine, engine->rt.now + frame, &record);
}
