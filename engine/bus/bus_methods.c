// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of the bus methods.  Engine layer, control thread.
*/

#include "call/send.h"

#include <math.h>

CsnStatus
csn_engine_assign_bus(CsnEngine* engine,
                      const char* kind,
                      double value,
                      bool persist,
                      uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_ASSIGN_BUS, request);
  csn_send_text(&send, kind);
  csn_send_number(&send, value);
  csn_send_number(&send, persist);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_write_bus(CsnEngine* engine, double bus, double value, double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_WRITE_BUS, 0);
  csn_send_number(&send, bus);
  csn_send_number(&send, value);
  csn_send_number(&send, delay);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_read_bus(CsnEngine* engine, double bus, uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_READ_BUS, request);
  csn_send_number(&send, bus);
  csn_send_number(&send, (double)NAN);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_bus_system_status(CsnEngine* engine, uint32_t request)
{
  return csn_send_bare(engine, CSN_METHOD_BUS_SYSTEM_STATUS, request);
}

CsnStatus
csn_engine_release_bus(CsnEngine* engine, double bus)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_RELEASE_BUS, 0);
  csn_send_number(&send, bus);
  return csn_send_end(engine, &send);
}
