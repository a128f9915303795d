// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods of buses for the control thread, each sent as its line.  Engine
  layer.
*/

#include "csonance.h"

#include <math.h>
#include <stdio.h>

/* As many digits as bring back the same number. */
#define NUMBER "%.17g"
#define MAX_LINE 160U

CsnStatus
csn_engine_assign_bus(CsnEngine* engine,
                      const char* kind,
                      double value,
                      bool persist,
                      uint32_t request)
{
  char line[MAX_LINE];
  char first[40] = "";
  if (!isnan(value)) {
    (void)snprintf(first, sizeof(first), "value=" NUMBER, value);
  }
  const int n = snprintf(line,
                         sizeof(line),
                         "assignBus %s %s persist=%d",
                         kind ? kind : "",
                         first,
                         persist);
  return n > 0 && (size_t)n < sizeof(line)
           ? csn_engine_call(engine, line, request, NULL, 0)
           : CSN_ERR_BAD_ARG;
}

CsnStatus
csn_engine_write_bus(CsnEngine* engine, double bus, double value, double delay)
{
  char line[MAX_LINE];
  (void)snprintf(line,
                 sizeof(line),
                 "writeBus " NUMBER " " NUMBER " " NUMBER,
                 bus,
                 value,
                 delay);
  return csn_engine_call(engine, line, 0, NULL, 0);
}

CsnStatus
csn_engine_read_bus(CsnEngine* engine, double bus, uint32_t request)
{
  char line[MAX_LINE];
  (void)snprintf(line, sizeof(line), "readBus " NUMBER, bus);
  return csn_engine_call(engine, line, request, NULL, 0);
}

CsnStatus
csn_engine_release_bus(CsnEngine* engine, double bus)
{
  char line[MAX_LINE];
  (void)snprintf(line, sizeof(line), "releaseBus " NUMBER, bus);
  return csn_engine_call(engine, line, 0, NULL, 0);
}
