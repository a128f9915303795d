// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods that read and write tables, whoever has made them: tableWrite,
  tableInfo, …  Engine layer, audio thread.
*/

#include "calls.h"
#include "engine.h"

#include <math.h>

static const char no_table[] = "there is no table of this number";

FUNC*
csn_call_table(CsnCall* call, double* number)
{
  if (!csn_call_number(call, number)) {
    (void)csn_call_fail(call, CSN_ERR_BAD_ARG, "a table's number is expected");
    return NULL;
  }
  FUNC* const func = csn_table_find_rt(call->instance, *number);
  if (!func) {
    call->problem = no_table;
    call->again = call->for_code =
      atomic_load_explicit(&call->engine->shared.n_awaited,
                           memory_order_acquire) > 0;
  }
  return func;
}

CsnStatus
csn_call_table_write(CsnCall* call)
{
  double number = 0;
  double index = 0;
  double value = 0;
  FUNC* const func = csn_call_table(call, &number);
  if (!func) {
    return CSN_ERR_NOT_FOUND;
  }
  if (!csn_call_number(call, &index) || !csn_call_number(call, &value)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!(index >= 0 && index < func->flen)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the table has no such index");
  }
  func->ftable[(uint32_t)index] = value;
  return CSN_OK;
}

CsnStatus
csn_call_table_info(CsnCall* call)
{
  CsnEngine* const engine = call->engine;
  double number = 0;
  const FUNC* const func = csn_call_table(call, &number);
  if (!func) {
    return CSN_ERR_NOT_FOUND;
  }
  // Csound says the engine's rate of a table that is no sound
  const int32 n_channels = func->nchanls > 0 ? func->nchanls : 1;
  const uint32_t n_frames = func->flen / (uint32_t)n_channels;
  double* const values = engine->rt.pfields;
  values[0] = func->soundend > 0 ? func->gen01args.sample_rate : 0;
  values[1] = func->flen;
  values[2] = n_channels;
  values[3] = n_frames;
  values[4] = func->flen > n_frames * (uint32_t)n_channels;
  call->n_values = 5;
  call->values = values;
  call->text = func->gen01args.strarg;
  return CSN_OK;
}
