// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of an engine's life.  Engine layer, control thread.
*/

#include "call/send.h"

static CsnStatus
send_plain(CsnEngine* engine, CsnMethodId method, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, method, request);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_start(CsnEngine* engine, uint32_t request)
{
  return send_plain(engine, CSN_METHOD_START_ENGINE, request);
}

CsnStatus
csn_engine_stop(CsnEngine* engine, uint32_t request)
{
  return send_plain(engine, CSN_METHOD_STOP, request);
}

CsnStatus
csn_engine_restart(CsnEngine* engine, uint32_t request)
{
  return send_plain(engine, CSN_METHOD_RESTART, request);
}

CsnStatus
csn_engine_sync(CsnEngine* engine, uint32_t request)
{
  return send_plain(engine, CSN_METHOD_SYNC, request);
}
