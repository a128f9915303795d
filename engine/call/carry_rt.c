// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Carry: one call of a method is carried out, put off until its delay is over,
  tried again, and answered.
*/

#include "engine.h"

#include "calls.h"
#include "note/clock.h"
#include "prepare.h"

#include <string.h>

#define MAX_TRIES 2U ///< k-cycles that a call waits for its note

void
csn_engine_reply_rt(CsnEngine* engine, const CsnReply* reply)
{
  if (!csn_reply_write(engine->replies_rt, reply)) {
    ++engine->rt.n_dropped;
  }
}

/* The results of a call that has succeeded: several numbers, one, or none. */
static void
put_results(CsnReply* reply, const CsnCall* call)
{
  const bool several = call->n_values > 0;
  reply->values = several ? call->values : &call->value;
  reply->n_values = several ? call->n_values : call->has_value;
  reply->has_value = reply->n_values > 0;
  reply->value = reply->has_value ? reply->values[0] : 0;
}

CSN_AUDIO static void
answer(CsnEngine* engine, const CsnCall* call, CsnStatus st)
{
  const CsnRecord* const record = call->record;
  if (!st && call->has_value && record->variable < CSN_N_VARIABLES) {
    engine->rt.variables.values[record->variable] = call->value;
    engine->rt.variables.set[record->variable] = true;
  }
  if (!record->request && !st) {
    return;
  }
  const char* const text = st ? call->problem : call->text;
  CsnReply reply = { .type = st ? CSN_REPLY_FAILED : CSN_REPLY_DONE,
                     .status = st,
                     .request = record->request,
                     .door = record->door,
                     .frame = call->frame,
                     .length = text ? strlen(text) : 0,
                     .text = text };
  if (!st) {
    put_results(&reply, call);
  }
  csn_engine_reply_rt(engine, &reply);
}

/* Copies an argument, whose $name is a number by now. */
static void
write_arg(CsnRecordWriter* writer, const CsnArg* arg, bool zero)
{
  if (arg->type == CSN_ARG_TEXT) {
    csn_record_text(writer, arg->text, arg->length);
  } else if (arg->type == CSN_ARG_NAME) {
    csn_record_name(writer, arg->text, arg->length);
  } else if (arg->type == CSN_ARG_ARRAY) {
    csn_record_array(writer, arg->array, arg->length);
  } else {
    csn_record_number(writer, zero ? 0 : arg->number);
  }
}

/* A job of the worker's that has waited here for its $names. */
CSN_AUDIO static CsnStatus
post_resolved(CsnEngine* engine, CsnCall* call)
{
  const CsnRecord* const record = call->record;
  CsnRecordWriter writer;
  CsnArg arg;
  csn_record_begin(&writer,
                   engine->rt.line,
                   CSN_RECORD_MAX_SMALL,
                   record->method,
                   record->request);
  while (csn_call_arg(call, &arg)) {
    write_arg(&writer, &arg, false);
  }
  if (call->problem) {
    return CSN_ERR_BAD_ARG;
  }
  CsnRecord* const job = csn_record_end(&writer);
  if (!job) {
    return csn_call_fail(call, CSN_ERR_FULL, "the call is too large");
  }
  job->variable = record->variable;
  job->door = record->door;
  const CsnStatus st = csn_engine_post(engine, call->frame, job);
  return st ? csn_call_fail(call, st, "too many calls at once") : st;
}

/* Methods whose result is told at once, and which see to their delay. */
static bool
is_waiting_itself(uint32_t method)
{
  return method == CSN_METHOD_SCHED || method == CSN_METHOD_SCHED_SYNC ||
         method == CSN_METHOD_CALL_LATER || method == CSN_METHOD_PLAY_SAMPLE ||
         method == CSN_METHOD_PLAY_SOUND_FROM_DISK ||
         method == CSN_METHOD_SOUNDFONT_PLAY ||
         method == CSN_METHOD_TEST_AUDIO || method == CSN_METHOD_AUTOMATEP ||
         method == CSN_METHOD_AUTOMATE_BUS ||
         method == CSN_METHOD_AUTOMATE_CHANNEL ||
         method == CSN_METHOD_AUTOMATE_TABLE;
}

void
csn_engine_find_delays(CsnEngine* engine)
{
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    const CsnParam* const params = csn_method(id)->params;
    for (uint8_t i = 0; i < CSN_MAX_PARAMS && params[i].name; ++i) {
      if (!strcmp(params[i].name, "delay") && !is_waiting_itself(id)) {
        engine->rt.delays[id] = (uint8_t)(i + 1U);
      }
    }
  }
}

/* The delay of a call [s]; false: it has none, or it is for now. */
CSN_AUDIO static bool
take_delay(CsnCall* call, unsigned place, double* delay)
{
  CsnArg arg = { .type = CSN_ARG_TEXT };
  for (unsigned i = 0; i < place && csn_call_arg(call, &arg); ++i) {
  }
  const bool is_number = !call->problem && arg.type == CSN_ARG_NUMBER;
  call->problem = NULL; // The method itself will see it
  call->args = csn_record_args(call->record);
  *delay = is_number ? csn_clock_delay(call, arg.number) : 0;
  return is_number && !(*delay <= 0); // NaN as well
}

/* Where a method has a delay and the call uses it: posts the call again for
   its time, without the delay, and is done with this one. */
CSN_AUDIO static bool
postpone(CsnEngine* engine, CsnCall* call, CsnStatus* st)
{
  const CsnRecord* const record = call->record;
  const unsigned place =
    record->method < CSN_N_METHODS ? engine->rt.delays[record->method] : 0U;
  double delay = 0;
  if (call->due || !place || !take_delay(call, place, &delay)) {
    return false;
  }
  if (!(delay * engine->config.rate < 9e15)) {
    *st = csn_call_fail(call,
                        CSN_ERR_BAD_ARG,
                        delay > 0 ? "the delay is too long"
                                  : "a time is not a number");
    return true;
  }
  const int64_t frame = csn_clock_frame(call, delay);
  if (frame <= call->frame || frame <= call->cycle) {
    return false;
  }

  CsnRecordWriter writer;
  CsnArg arg;
  csn_record_begin(
    &writer, engine->rt.line, CSN_RECORD_MAX_SMALL, record->method, 0);
  for (unsigned i = 1; csn_call_arg(call, &arg); ++i) {
    write_arg(&writer, &arg, i == place);
  }
  call->args = csn_record_args(record);
  if (call->problem) {
    call->problem = NULL; // It comes again where the argument is taken
    return false;
  }
  const CsnRecord* const later = csn_record_end(&writer);
  *st = later ? csn_engine_post_due(engine, frame, later) : CSN_ERR_FULL;
  return true;
}

/* Lets a call wait for the next k-cycle. */
CSN_AUDIO static bool
put_back(CsnEngine* engine,
         const CsnInstance* instance,
         const CsnWaiting* waiting,
         int64_t cycle_frame,
         bool for_code)
{
  CsnWaiting later = *waiting;
  later.for_code = for_code;
  later.frame = cycle_frame + instance->ksmps;
  later.n_tries = waiting->n_tries < MAX_TRIES ? waiting->n_tries + 1U : 1U;
  return csn_queue_push(engine->rt.queue, later);
}

/* The end of a wait for an answer that has come, or that nobody wants. */
CSN_AUDIO static bool
is_idle_timeout(CsnEngine* engine, const CsnRecord* record)
{
  return record->method == CSN_METHOD_SYNC_TIMEOUT &&
         (!csn_syncs_end_rt(engine, record) || !record->request);
}

CSN_AUDIO static void
refuse(CsnEngine* engine, const CsnWaiting* waiting, const char* problem)
{
  if (is_idle_timeout(engine, waiting->record)) {
    csn_pool_give(engine->rt.pool, waiting->record, waiting->record->size);
    return;
  }
  const CsnReply reply = { .type = CSN_REPLY_FAILED,
                           .status = CSN_ERR_BAD_CALL,
                           .request = waiting->record->request,
                           .door = waiting->record->door,
                           .frame = waiting->frame,
                           .length = strlen(problem),
                           .text = problem };
  csn_engine_reply_rt(engine, &reply);
  csn_pool_give(engine->rt.pool, waiting->record, waiting->record->size);
}

void
csn_engine_refuse_waiting(CsnEngine* engine, int64_t end)
{
  CsnWaiting waiting;
  while (csn_queue_pop(engine->rt.queue, end, &waiting)) {
    if (waiting.record) {
      engine->rt.hold = 0;
      refuse(engine, &waiting, "no program is loaded");
    }
  }
}

void
csn_engine_forget(CsnEngine* engine, const CsnWaiting* waiting)
{
  if (engine->rt.hold == waiting->order) {
    engine->rt.hold = 0;
  }
  if (waiting->record->request ||
      waiting->record->method == CSN_METHOD_SYNC_TIMEOUT) {
    refuse(engine, waiting, "forgotten by unschedAll");
  } else {
    csn_pool_give(engine->rt.pool, waiting->record, waiting->record->size);
  }
}

/* A call lacks what the worker makes: it is asked, if it has not been, and all
   later calls wait as well.  False: it cannot be made. */
CSN_AUDIO static bool
wait_for_worker(CsnEngine* engine, const CsnWaiting* waiting)
{
  const bool first = engine->rt.hold != waiting->order;
  if (!csn_preparing_rt(engine) &&
      !(first && csn_prepare_rt(engine, waiting->record))) {
    return false;
  }
  engine->rt.hold = waiting->order;
  return true;
}

CSN_AUDIO static CsnStatus
run_internal(CsnCall* call)
{
  const uint16_t method = call->record->method;
  return method == CSN_METHOD_START          ? csn_call_start(call)
         : method == CSN_METHOD_SYNC_TIMEOUT ? csn_call_sync_timeout(call)
                                             : csn_call_start_automation(call);
}

/* What a call needs is still being made: notes that are waited for, what the
   worker makes for an earlier call, or code. */
CSN_AUDIO static bool
is_held(CsnEngine* engine, const CsnWaiting* waiting)
{
  if ((engine->rt.n_syncs && waiting->order >= engine->rt.sync_order) ||
      (engine->rt.hold && waiting->order > engine->rt.hold)) {
    return true;
  }
  const bool unsynced =
    engine->config.autosync && waiting->record->method == CSN_METHOD_SCHED;
  return (unsynced || waiting->for_code) &&
         atomic_load_explicit(&engine->shared.n_awaited, memory_order_acquire);
}

/* Carries a call out, puts it off, or passes it on to the worker, who answers
   it then. */
CSN_AUDIO static CsnStatus
run(CsnEngine* engine, CsnCall* call, bool* passed_on)
{
  const uint16_t id = call->record->method;
  const CsnMethod* const method = id < CSN_N_METHODS ? csn_method(id) : NULL;
  CsnStatus st = CSN_OK;
  engine->rt.order = call->order; // What it puts off is as old as it is
  if (method && !method->run) {
    st = post_resolved(engine, call);
    *passed_on = !st;
  } else if (!postpone(engine, call, &st)) {
    st = method ? method->run(call) : run_internal(call);
  }
  engine->rt.order = 0;
  return st;
}

/* A call that lacked something waits with its record for a later k-cycle. */
CSN_AUDIO static bool
waits_on(CsnEngine* engine, const CsnCall* call, const CsnWaiting* waiting)
{
  const CsnInstance* const instance = call->instance;
  return (call->wait && wait_for_worker(engine, waiting) &&
          put_back(engine, instance, waiting, call->cycle, false)) ||
         (call->again && waiting->n_tries < MAX_TRIES &&
          put_back(engine, instance, waiting, call->cycle, call->for_code));
}

void
csn_engine_carry_out(CsnEngine* engine,
                     CsnInstance* instance,
                     CsnWaiting* waiting,
                     int64_t cycle_frame)
{
  if (is_held(engine, waiting) &&
      put_back(engine, instance, waiting, cycle_frame, waiting->for_code)) {
    return;
  }

  if (waiting->record->method == CSN_METHOD_NONE) {
    csn_pool_give(engine->rt.pool, waiting->record, waiting->record->size);
    return;
  }
  const int64_t offset = waiting->frame - cycle_frame;
  const bool rounds = engine->config.round_starts;
  CsnCall call = { .engine = engine,
                   .instance = instance,
                   .record = waiting->record,
                   .args = csn_record_args(waiting->record),
                   .order = waiting->order,
                   .frame = waiting->frame,
                   .offset = offset > 0 && !rounds ? (uint32_t)offset : 0U,
                   .cycle = cycle_frame,
                   .due = waiting->due,
                   .tried = waiting->for_code };
  bool passed_on = false;
  const CsnStatus st = run(engine, &call, &passed_on);
  if (st && waits_on(engine, &call, waiting)) {
    return;
  }
  if (!passed_on && (st || !call.answered)) {
    answer(engine, &call, st);
  }
  if (!passed_on && engine->rt.hold == waiting->order) {
    engine->rt.hold = 0;
  }
  csn_pool_give(engine->rt.pool, waiting->record, waiting->record->size);
}
