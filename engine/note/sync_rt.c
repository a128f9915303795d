// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "sync.h"

#include "call/calls.h"
#include "clock.h"
#include "engine.h"

#include <math.h>

#define USUAL_TIMEOUT 2.0 ///< From the note's beginning, where none is said [s]

// Answers

/** sendsync itoken, ivalue */
typedef struct {
  OPDS h;
  MYFLT* token;
  MYFLT* value;
} SendSync;

const char*
csn_syncs_variable(void)
{
  return "csonance.syncs";
}

int
csn_syncs_opcode(CSOUND* csound, void* data)
{
  const SendSync* const op = (const SendSync*)data;
  CsnSyncs* const* const found =
    (CsnSyncs* const*)csound->QueryGlobalVariable(csound, csn_syncs_variable());
  // Global code may run elsewhere, and nobody has given it a token
  if (found && *found && op->h.insdshead->insno) {
    csn_role_enter_audio();
    csn_syncs_answer_rt(*found, *op->token, op->value);
  }
  return OK;
}

static CsnSync*
find(CsnSyncs* syncs, double token)
{
  if (!(token >= 1 && token <= UINT32_MAX)) {
    return NULL;
  }
  CsnSync* const sync = &syncs->syncs[(uint32_t)token % CSN_N_SYNCS];
  return sync->token == (uint32_t)token ? sync : NULL;
}

void
csn_syncs_answer_rt(CsnSyncs* syncs, double token, const double* value)
{
  CsnSync* const sync = find(syncs, token);
  if (sync && !sync->answered) {
    sync->answered = true;
    sync->has_value = value != NULL;
    sync->value = value ? *value : 0;
    syncs->answered[syncs->n_answered++] = sync->token;
  }
}

void
csn_syncs_tell_rt(CsnEngine* engine, int64_t frame)
{
  CsnSyncs* const syncs = engine->rt.syncs;
  for (uint32_t i = 0; i < syncs->n_answered; ++i) {
    CsnSync* const sync = find(syncs, syncs->answered[i]);
    if (sync && sync->request) {
      const double values[] = { sync->p1, sync->value };
      const CsnReply reply = { .type = CSN_REPLY_DONE,
                               .request = sync->request,
                               .door = sync->door,
                               .has_value = true,
                               .value = sync->p1,
                               .n_values = sync->has_value ? 2U : 1U,
                               .values = values,
                               .frame = frame };
      csn_engine_reply_rt(engine, &reply);
    }
    if (sync) {
      sync->token = 0;
    }
  }
  syncs->n_answered = 0;
}

/* The wait that a record is about, or null. */
static CsnSync*
find_of(CsnEngine* engine, const CsnRecord* record)
{
  CsnArgReader args = csn_record_args(record);
  CsnArg token;
  return csn_args_next(&args, &token) ? find(engine->rt.syncs, token.number)
                                      : NULL;
}

bool
csn_syncs_end_rt(CsnEngine* engine, const CsnRecord* record)
{
  CsnSync* const sync = find_of(engine, record);
  if (sync) {
    sync->token = 0;
  }
  return sync != NULL;
}

void
csn_syncs_forget_rt(CsnEngine* engine, int64_t frame)
{
  static const char problem[] = "forgotten by unschedAll";
  for (uint32_t i = 0; i < CSN_N_SYNCS; ++i) {
    CsnSync* const sync = &engine->rt.syncs->syncs[i];
    if (sync->token && sync->request) {
      const CsnReply reply = { .type = CSN_REPLY_FAILED,
                               .status = CSN_ERR_BAD_CALL,
                               .request = sync->request,
                               .door = sync->door,
                               .frame = frame,
                               .length = sizeof(problem) - 1U,
                               .text = problem };
      csn_engine_reply_rt(engine, &reply);
    }
    sync->token = 0;
  }
  engine->rt.syncs->n_answered = 0;
}

// The methods

/* A free place with a token of its own, or null. */
static CsnSync*
begin(CsnSyncs* syncs)
{
  for (uint32_t i = 0; i < CSN_N_SYNCS; ++i) {
    syncs->last = syncs->last < UINT32_MAX / 2U ? syncs->last + 1U : 1U;
    CsnSync* const sync = &syncs->syncs[syncs->last % CSN_N_SYNCS];
    if (!sync->token) {
      *sync = (CsnSync){ .token = syncs->last };
      return sync;
    }
  }
  return NULL;
}

/* Sees that the wait comes to an end at a frame. */
CSN_AUDIO static CsnStatus
limit(CsnCall* call, const CsnSync* sync, int64_t frame)
{
  CsnEngine* const engine = call->engine;
  uint64_t buffer[8];
  CsnRecordWriter writer;
  csn_record_begin(&writer,
                   buffer,
                   sizeof(buffer),
                   CSN_METHOD_SYNC_TIMEOUT,
                   call->record->request);
  csn_record_number(&writer, sync->token);
  CsnRecord* const record = csn_record_end(&writer);
  CsnStatus st = CSN_ERR_FULL;
  if (record) {
    record->door = call->record->door;
    st = csn_engine_post(engine, frame, record);
  }
  return st ? csn_call_fail(call, st, "too many events wait for their time")
            : st;
}

CSN_AUDIO static CsnStatus
start(CsnCall* call, CsnNoteOn* note, double delay, double timeout)
{
  CsnSync* const sync = begin(call->engine->rt.syncs);
  if (!sync) {
    return csn_call_fail(call, CSN_ERR_FULL, "too many answers are waited for");
  }
  call->engine->rt.pfields[0] = sync->token;
  sync->p1 = note->p1;
  sync->request = call->record->request;
  sync->door = call->record->door;
  const double seconds = timeout >= 0 ? timeout : delay + USUAL_TIMEOUT;
  const double frames = seconds * call->engine->config.rate;
  CsnStatus st =
    frames < 9e15
      ? limit(call, sync, call->frame + llrint(frames))
      : csn_call_fail(call, CSN_ERR_BAD_ARG, "the time is too long");
  if (!st) {
    st = csn_call_start_after(call, note, delay);
  }
  if (st) {
    sync->token = 0; // The timeout will find nothing
  }
  return st;
}

CsnStatus
csn_call_sched_sync(CsnCall* call)
{
  CsnVariables* const variables = &call->engine->rt.variables;
  const uint16_t slot = call->record->variable;
  CsnNoteOn note = { .p1 = 0 };
  CsnArg instr;
  double delay = 0;
  double timeout = 0;
  if (!csn_call_arg(call, &instr) || !csn_call_number(call, &delay) ||
      !csn_call_number(call, &note.dur) || !csn_call_number(call, &timeout)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an instrument is expected");
  }
  CsnStatus st = csn_call_resolve(call, &instr, &note.p1);
  if (st) {
    return st;
  }
  if (!(delay >= 0) || note.dur != note.dur || timeout != timeout) { // NaN
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the delay must be 0 or more");
  }
  if (!(note.p1 > floor(note.p1))) {
    note.p1 = csn_notes_unique(call->instance, (int)note.p1);
  }
  if (!csn_call_pfields(call, &note, 5)) {
    return CSN_ERR_BAD_ARG;
  }
  st = start(call, &note, delay, timeout);
  if (!st && slot < CSN_N_VARIABLES) {
    variables->values[slot] = note.p1;
    variables->set[slot] = true;
  }
  call->answered = !st;
  return st;
}

CsnStatus
csn_call_sync_timeout(CsnCall* call)
{
  CsnSync* const sync = find_of(call->engine, call->record);
  if (!sync) {
    call->answered = true;
    return CSN_OK;
  }
  sync->token = 0;
  return sync->is_delay
           ? CSN_OK
           : csn_call_fail(call,
                           CSN_ERR_NOT_FOUND,
                           "the instrument has not answered in time");
}

CsnStatus
csn_call_later(CsnCall* call)
{
  double delay = 0;
  if (!csn_call_number(call, &delay)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!(delay * call->engine->config.rate < 9e15)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         delay > 0 ? "the delay is too long"
                                   : "a time is not a number");
  }
  const int64_t frame = csn_clock_frame(call, delay);
  if (frame <= call->frame) {
    return CSN_OK;
  }
  CsnSync* const sync = begin(call->engine->rt.syncs);
  if (!sync) {
    return csn_call_fail(call, CSN_ERR_FULL, "too many answers are waited for");
  }
  sync->is_delay = true;
  sync->request = call->record->request;
  sync->door = call->record->door;
  const CsnStatus st = limit(call, sync, frame);
  if (st) {
    sync->token = 0;
  }
  call->answered = !st;
  return st;
}
