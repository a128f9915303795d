// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Session, the C functions.  Engine layer, control thread.
*/

#include "call/send.h"
#include "csonance.h"

#include <string.h>

static void
send_named(CsnSend* send, const CsnNamedValue* values, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    csn_send_name(send, values[i].name, strlen(values[i].name));
    if (values[i].text) {
      csn_send_text(send, values[i].text);
    } else {
      csn_send_number(send, values[i].value);
    }
  }
}

CsnStatus
csn_engine_session(CsnEngine* engine,
                   uint32_t priorities,
                   uint32_t max_controls,
                   uint32_t n_slots,
                   uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SESSION, request);
  csn_send_number(&send, priorities);
  csn_send_number(&send, max_controls);
  csn_send_number(&send, n_slots);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_def_instr(CsnEngine* engine,
                     const char* name,
                     const char* body,
                     const char* aliases,
                     uint32_t priority,
                     const CsnNamedValue* args,
                     size_t n_args,
                     uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_DEF_INSTR, request);
  csn_send_text(&send, name);
  csn_send_text(&send, body);
  csn_send_text(&send, aliases);
  csn_send_number(&send, priority);
  send_named(&send, args, n_args);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_sched_named(CsnEngine* engine,
                       const char* instr,
                       double delay,
                       double dur,
                       uint32_t priority,
                       const CsnNamedValue* args,
                       size_t n_args,
                       uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SCHED, request);
  csn_send_instr(&send, instr);
  csn_send_number(&send, delay);
  csn_send_number(&send, dur);
  csn_send_number(&send, priority);
  csn_send_number(&send, 1); // From now on
  csn_send_number(&send, 1); // With a p1 of its own
  send_named(&send, args, n_args);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_prepare_sched(CsnEngine* engine,
                         const char* name,
                         uint32_t priority,
                         uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_PREPARE_SCHED, request);
  csn_send_text(&send, name);
  csn_send_number(&send, priority);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_setp_named(CsnEngine* engine,
                      double p1,
                      const CsnNamedValue* values,
                      size_t n_values,
                      double delay,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SETP, request);
  csn_send_number(&send, p1);
  csn_send_number(&send, delay);
  send_named(&send, values, n_values);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_getp_named(CsnEngine* engine,
                      double p1,
                      const char* name,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_GETP, request);
  csn_send_number(&send, p1);
  csn_send_text(&send, name);
  return csn_send_end(engine, &send);
}
