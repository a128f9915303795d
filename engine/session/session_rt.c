// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Session on the audio thread: names become numbers.
*/

#include "session.h"

#include "engine.h"

#include <math.h>
#include <string.h>

/* The priority that a call asks for; 0: there is no such one. */
static uint32_t
priority_of(const CsnSession* session,
            const CsnSessionInstr* instr,
            double priority)
{
  if (!(priority >= 0 && priority <= session->n_priorities) ||
      priority > floor(priority)) {
    return 0;
  }
  return priority >= 1
           ? (uint32_t)priority
           : atomic_load_explicit(&instr->priority, memory_order_relaxed);
}

CsnStatus
csn_session_resolve(CsnCall* call,
                    const char* name,
                    size_t length,
                    double priority,
                    double* number)
{
  CsnSession* const session = call->engine->session;
  CsnSessionInstr* const instr = csn_session_find(session, name, length);
  if (!instr) {
    return CSN_ERR_NOT_FOUND;
  }
  const uint32_t p = priority_of(session, instr, priority);
  if (!p) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "priorities are whole numbers from 1 to as many as "
                         "the session has");
  }
  const uint32_t n = csn_session_number(session, instr, p);
  if (!n) {
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "this priority has no number left for one more "
                         "instrument");
  }
  if (!csn_session_is_ready(session, instr, n)) {
    call->wait = true;
    return csn_call_fail(call,
                         CSN_ERR_COMPILE,
                         "the instrument cannot be compiled in this program");
  }
  *number = n;
  return CSN_OK;
}

bool
csn_session_stop(CsnCall* call, const char* name, size_t length)
{
  const CsnSession* const session = call->engine->session;
  const CsnSessionInstr* const instr = csn_session_find(session, name, length);
  if (!instr) {
    return false;
  }
  for (uint32_t p = 0; p < session->n_priorities; ++p) {
    const unsigned number =
      atomic_load_explicit(&instr->numbers[p], memory_order_acquire);
    if (number) {
      (void)csn_notes_stop(call->instance, number, true);
    }
  }
  return true;
}

// What the worker has to compile first

bool
csn_lacks_scheduled(CsnEngine* engine, const CsnRecord* record)
{
  CsnSession* const session = engine->session;
  CsnArgReader args = csn_record_args(record);
  CsnArg name;
  CsnArg priority;
  unsigned skip = record->method == CSN_METHOD_SCHED ? 2U : 0U;
  if (!csn_args_next(&args, &name) || name.type != CSN_ARG_TEXT ||
      !name.length || name.length > CSN_MAX_FIELD_NAME) {
    return false;
  }
  do {
    if (!csn_args_next(&args, &priority)) {
      return false;
    }
  } while (skip--);

  CsnSessionInstr* const instr =
    csn_session_find(session, name.text, name.length);
  if (!instr) {
    // It may be in the making
    CsnInstance* const current = engine->rt.current;
    return atomic_load_explicit(&engine->shared.n_awaited,
                                memory_order_acquire) > 0 &&
           !(current && csn_notes_is_known(current, name.text));
  }
  const uint32_t p = priority_of(session, instr, priority.number);
  const uint32_t number = csn_session_number(session, instr, p);
  return number && !csn_session_is_ready(session, instr, number);
}

CsnStatus
csn_call_prepare_sched(CsnCall* call)
{
  CsnArg name;
  double priority = 0;
  if (!csn_call_arg(call, &name) || !csn_call_number(call, &priority)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st =
    csn_session_resolve(call, name.text, name.length, priority, &call->value);
  call->has_value = !st;
  return st ? csn_call_fail(call,
                            st,
                            "the session has no instrument of this name")
            : st;
}
