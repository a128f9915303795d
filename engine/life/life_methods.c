// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of an engine's life.  Engine layer, control thread.
*/

#include "call/send.h"

CsnStatus
csn_engine_start(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_START_ENGINE, request);
}

CsnStatus
csn_engine_stop(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_STOP, request);
}

CsnStatus
csn_engine_restart(CsnEngine* engine, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_RESTART, request);
  csn_send_number(&send, 1);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_sync(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_SYNC, request);
}

CsnStatus
csn_engine_reserved_instr_ranges(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_RESERVED_INSTR_RANGES, request);
}

CsnStatus
csn_engine_reserve_instr_range(CsnEngine* engine,
                               const char* name,
                               uint32_t mininstrnum,
                               uint32_t maxinstrnum,
                               uint32_t request)
{
  CsnSend send;
  if (!name) {
    return CSN_ERR_BAD_ARG;
  }
  csn_send_begin(&send, CSN_METHOD_RESERVE_INSTR_RANGE, request);
  csn_send_text(&send, name);
  csn_send_number(&send, mininstrnum);
  csn_send_number(&send, maxinstrnum);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_user_instruments_range(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_USER_INSTRUMENTS_RANGE, request);
}
