// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of csonance_events.h.  Engine layer, control thread.
*/

#include "call/send.h"
#include "engine.h"

// Notes

CsnStatus
csn_engine_sched(CsnEngine* engine,
                 const char* instr,
                 double delay,
                 double dur,
                 const double* args,
                 size_t n_args,
                 uint32_t request)
{
  const CsnValue numbers = { .type = CSN_VALUE_NUMBERS,
                             .numbers = args,
                             .n_numbers = n_args };
  const CsnEvent event = {
    .instr = instr, .delay = delay, .dur = dur, .args = &numbers, .n_args = 1
  };
  return csn_engine_sched_event(engine, &event, request);
}

static void
send_args(CsnSend* send, const CsnValue* args, size_t n_args)
{
  for (size_t i = 0; i < n_args; ++i) {
    if (args[i].type == CSN_VALUE_TEXT) {
      csn_send_text(send, args[i].text);
    } else if (args[i].type == CSN_VALUE_NUMBERS) {
      csn_send_array(send, args[i].numbers, args[i].n_numbers);
    } else {
      csn_send_number(send,
                      args[i].type == CSN_VALUE_NUMBER ? args[i].number : 0);
    }
  }
}

CsnStatus
csn_engine_sched_event(CsnEngine* engine,
                       const CsnEvent* event,
                       uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SCHED, request);
  csn_send_instr(&send, event->instr);
  csn_send_number(&send, event->delay);
  csn_send_number(&send, event->dur);
  csn_send_number(&send, event->priority);
  csn_send_number(&send, event->absolute ? 0 : 1);
  csn_send_number(&send, event->shared ? 0 : 1);
  send_args(&send, event->args, event->n_args);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_sched_sync(CsnEngine* engine,
                      const char* instr,
                      double delay,
                      double dur,
                      const CsnValue* args,
                      size_t n_args,
                      double timeout,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SCHED_SYNC, request);
  csn_send_instr(&send, instr);
  csn_send_number(&send, delay);
  csn_send_number(&send, dur);
  csn_send_number(&send, timeout);
  send_args(&send, args, n_args);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_query_named_instr(CsnEngine* engine,
                             const char* name,
                             uint32_t request)
{
  CsnSend send;
  if (!name) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_QUERY_NAMED_INSTR, request);
  csn_send_text(&send, name);
  csn_send_number(&send, 1);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_unsched(CsnEngine* engine, double p1, double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UNSCHED, 0);
  csn_send_number(&send, p1);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_unsched_future(CsnEngine* engine, double p1)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_UNSCHED_FUTURE, 0);
  csn_send_number(&send, p1);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_unsched_all(CsnEngine* engine)
{
  return csn_send_bare(engine, CSN_METHOD_UNSCHED_ALL, 0);
}

CsnStatus
csn_engine_setp(CsnEngine* engine,
                double p1,
                uint32_t index,
                double value,
                double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SETP, 0);
  csn_send_number(&send, p1);
  csn_send_number(&send, delay);
  csn_send_number(&send, index);
  csn_send_number(&send, value);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_getp(CsnEngine* engine, double p1, uint32_t index, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_GETP, request);
  csn_send_number(&send, p1);
  csn_send_number(&send, index);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_get_unique_instr_instance(CsnEngine* engine,
                                     const char* instr,
                                     uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_GET_UNIQUE_INSTR_INSTANCE, request);
  csn_send_instr(&send, instr);
  return csn_send_end(engine, &send);
}

// Time

CsnStatus
csn_engine_elapsed_time(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_ELAPSED_TIME, request);
}

CsnStatus
csn_engine_real_elapsed_time(CsnEngine* engine, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_REAL_ELAPSED_TIME, request);
  csn_send_number(&send, 0.1);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_lock_clock(CsnEngine* engine, bool lock)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_LOCK_CLOCK, 0);
  csn_send_number(&send, lock);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_is_clock_locked(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_IS_CLOCK_LOCKED, request);
}

CsnStatus
csn_engine_push_lock(CsnEngine* engine, double latency)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_PUSH_LOCK, 0);
  csn_send_number(&send, latency);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_pop_lock(CsnEngine* engine)
{
  return csn_send_bare(engine, CSN_METHOD_POP_LOCK, 0);
}

CsnStatus
csn_engine_call_later(CsnEngine* engine, double delay, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_CALL_LATER, request);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}
