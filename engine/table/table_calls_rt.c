// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods that read and write tables, whoever has made them: tableWrite,
  tableInfo, …  Engine layer, audio thread.
*/

#include "call/calls.h"
#include "engine.h"

#include <math.h>

static const char no_table[] = "there is no table of this number";

const char*
csn_table_cannot_take(const FUNC* func, size_t n)
{
  return !func                      ? no_table
         : n < csn_table_size(func) ? "the table has more numbers than that"
                                    : NULL;
}

const char*
csn_table_left_out(const FUNC* func, size_t n)
{
  return n > func->flen
           ? "the table is full; the numbers that are left were not used"
           : NULL;
}

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

CsnStatus
csn_call_table_exists(CsnCall* call)
{
  double number = 0;
  if (!csn_call_number(call, &number)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a table's number is expected");
  }
  call->has_value = true;
  call->value = csn_table_find_rt(call->instance, number) ? 1 : 0;
  return CSN_OK;
}

CsnStatus
csn_call_get_table_data(CsnCall* call)
{
  double number = 0;
  double begin = 0;
  double count = -1;
  const FUNC* const func = csn_call_table(call, &number);
  if (!func) {
    return CSN_ERR_NOT_FOUND;
  }
  if (!csn_call_number(call, &begin) || !csn_call_number(call, &count)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!(begin >= 0 && begin < func->flen)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the table has no such index");
  }
  if (!(count <= CSN_TABLE_ANSWERED)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "at most 4096 numbers come at once");
  }
  const uint32_t first = (uint32_t)begin;
  const uint32_t left = func->flen - first;
  const uint32_t most = count < 0 ? CSN_TABLE_ANSWERED : (uint32_t)count;
  call->n_values = left < most ? left : most;
  call->values = func->ftable + first;
  return CSN_OK;
}

CsnStatus
csn_call_fill_table(CsnCall* call)
{
  double number = 0;
  FUNC* const func = csn_call_table(call, &number);
  if (!func) {
    return CSN_ERR_NOT_FOUND;
  }
  CsnArg method;
  double block = 0; // It is done at once
  if (!csn_call_arg(call, &method) || !csn_call_number(call, &block)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  call->problem = csn_fill_method_unknown(&method);
  if (call->problem) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnArgReader begin = call->args;
  const uint32_t n = csn_call_numbers(call, NULL, 0);
  if (call->problem) {
    return CSN_ERR_BAD_ARG;
  }
  const char* const problem = csn_table_cannot_take(func, n);
  if (problem) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, problem);
  }
  call->args = begin;
  (void)csn_call_numbers(call, func->ftable, func->flen);
  func->ftable[func->flen] = func->ftable[0]; // The guard point
  call->text = csn_table_left_out(func, n);
  return CSN_OK;
}

CsnStatus
csn_call_set_table_metadata(CsnCall* call)
{
  double number = 0;
  double sr = 0;
  double n_channels = 1;
  FUNC* const func = csn_call_table(call, &number);
  if (!func) {
    return CSN_ERR_NOT_FOUND;
  }
  if (!csn_call_number(call, &sr) || !csn_call_number(call, &n_channels)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!(sr > 0 && sr <= 1e9)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "this is no sampling rate");
  }
  const uint32_t size = csn_table_size(func);
  const uint32_t width =
    n_channels >= 1 && n_channels <= size ? (uint32_t)n_channels : 0U;
  if (!width || size % width) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "the channels do not divide the table's size");
  }
  const int32 n_frames = (int32)(size / width);
  func->nchanls = (int32)width;
  func->flenfrms = n_frames;
  func->soundend = n_frames;
  func->end1 = n_frames;
  func->gen01args.sample_rate = sr;
  func->cvtbas = LOFACT * sr / call->instance->rate;
  return CSN_OK;
}

CsnStatus
csn_call_free_table(CsnCall* call)
{
  const CsnArgReader begin = call->args;
  double number = 0;
  if (csn_call_number(call, &number) && number >= 1 && number < CSN_N_TABLES &&
      csn_table_remove_rt(call->engine, call->instance, (uint32_t)number)) {
    return CSN_OK;
  }
  call->args = begin;
  return csn_call_table(call, &number)
           ? csn_call_fail(call,
                           CSN_ERR_BAD_CALL,
                           "this table is the program's own")
           : CSN_ERR_NOT_FOUND;
}
