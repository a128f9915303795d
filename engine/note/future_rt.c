// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "future.h"

#include "clock.h"
#include "engine.h"

#include <math.h>
#include <string.h>

#define MOST_CANCELS (CSN_N_CANCELS / 4U * 3U)

// What is not to come

/* Its place, or the free place where it belongs. */
static uint32_t
place_of(const CsnFuture* future, double p1)
{
  uint64_t bits = 0;
  memcpy(&bits, &p1, sizeof(bits));
  uint32_t i = (uint32_t)((bits * 0x9E3779B97F4A7C15ULL) >> 40U);
  for (i &= CSN_N_CANCELS - 1U;
       future->cancels[i].order &&
       (future->cancels[i].p1 < p1 || future->cancels[i].p1 > p1);
       i = (i + 1U) & (CSN_N_CANCELS - 1U)) {
  }
  return i;
}

bool
csn_future_is_cancelled(const CsnFuture* future, double p1, uint64_t order)
{
  return order < future->all ||
         (p1 >= 1 && p1 < 32768 && order < future->instruments[(int)p1]) ||
         order < future->cancels[place_of(future, p1)].order;
}

/* Marks a waiting note that is not to come. */
CSN_AUDIO static void
mark(void* data, const CsnWaiting* waiting)
{
  const CsnFuture* const future = (const CsnFuture*)data;
  CsnRecord* const record = waiting->record;
  if (record && record->method == CSN_METHOD_START) {
    CsnArgReader args = csn_record_args(record);
    CsnArg p1;
    CsnArg order;
    if (csn_args_next(&args, &p1) && csn_args_next(&args, &order) &&
        csn_future_is_cancelled(future, p1.number, (uint64_t)order.number)) {
      record->method = CSN_METHOD_NONE;
    }
  }
}

void
csn_future_cancel(CsnFuture* future, CsnQueue* queue, double p1)
{
  const uint64_t order = future->n_sent + 1U;
  if (!(p1 > floor(p1))) {
    if (p1 >= 1 && p1 < 32768) {
      future->instruments[(int)p1] = order;
    }
    return;
  }

  // Full once in three thousand calls: only then the queue is looked through
  if (future->n_cancels == MOST_CANCELS) {
    csn_queue_each(queue, mark, future);
    memset(future->cancels, 0, sizeof(future->cancels));
    future->n_cancels = 0;
  }
  CsnCancel* const cancel = &future->cancels[place_of(future, p1)];
  future->n_cancels += !cancel->order;
  cancel->p1 = p1;
  cancel->order = order;
}

void
csn_future_cancel_all(CsnFuture* future)
{
  future->all = future->n_sent + 1U;
}

CsnStatus
csn_call_unsched_future(CsnCall* call)
{
  CsnEngine* const engine = call->engine;
  CsnArg arg;
  double p1 = 0;
  if (!csn_call_arg(call, &arg)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a p1 is expected");
  }
  const CsnStatus st = csn_call_resolve(call, &arg, &p1);
  if (!st) {
    csn_future_cancel(engine->rt.future, engine->rt.queue, p1);
  }
  return st;
}

// What waits

CsnStatus
csn_call_start_later(CsnCall* call, const CsnNoteOn* note, double delay)
{
  CsnEngine* const engine = call->engine;
  if (!(delay * engine->config.rate < 9e15)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the delay is too long");
  }
  CsnRecordWriter writer;
  csn_record_begin(
    &writer, engine->rt.line, CSN_RECORD_MAX_SMALL, CSN_METHOD_START, 0);
  csn_record_number(&writer, note->p1);
  csn_record_number(&writer, (double)++engine->rt.future->n_sent);
  csn_record_number(&writer, note->dur);
  csn_record_number(&writer, csn_clock_now(call) + delay);
  for (uint32_t i = 0; i < note->n_args; ++i) {
    const char* const text = csn_notes_text_of(note, note->args[i]);
    if (text) {
      csn_record_text(&writer, text, strlen(text));
    } else {
      csn_record_number(&writer, note->args[i]);
    }
  }
  const CsnRecord* const record = csn_record_end(&writer);
  if (!record) {
    return csn_call_fail(call, CSN_ERR_FULL, "the event is too large");
  }
  const CsnStatus st =
    csn_engine_post(engine, csn_clock_frame(call, delay), record);
  return st ? csn_call_fail(call, st, "too many events wait for their time")
            : st;
}

CsnStatus
csn_call_start(CsnCall* call)
{
  CsnNoteOn note = { .p1 = 0 };
  double order = 0;
  if (!csn_call_number(call, &note.p1) || !csn_call_number(call, &order) ||
      !csn_call_number(call, &note.dur) ||
      !csn_call_number(call, &note.start)) {
    return CSN_ERR_BAD_DATA;
  }
  if (csn_future_is_cancelled(call->engine->rt.future,
                              note.p1,
                              (uint64_t)order)) {
    return CSN_OK;
  }
  note.start = csn_clock_csound(call, note.start);
  if (!csn_call_pfields(call, &note, 4)) {
    return CSN_ERR_BAD_DATA;
  }
  return csn_call_start_or_stop(call, &note);
}
