// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Typed calls: numbers, texts and arrays become a record.  Engine layer, audio
  thread.
*/

#include "csonance_typed.h"

#include "argument.h"
#include "engine.h"

#include <string.h>

#define MAX_EXPANDED 256U ///< Numbers of an array that become arguments each
#define MAX_SIZE ((size_t)64 << 20U) ///< Of a record; the ring has less

/** A call in the making. */
typedef struct {
  const CsnMethod* method;
  const CsnTypedValue* values;
  size_t n_values;
  CsnRecordWriter writer;
  const char* problem;
} Typed;

uint32_t
csn_n_methods(void)
{
  return CSN_N_METHODS;
}

const char*
csn_method_name(uint32_t method)
{
  return csn_method(method)->name;
}

const char*
csn_method_param(uint32_t method, uint32_t param)
{
  const CsnParam* p = csn_method(method)->params;
  for (uint32_t i = 0; i < param && p->name; ++i) {
    ++p;
  }
  return p->name;
}

// Values

static bool
is_array(const CsnTypedValue* value)
{
  return value->type != CSN_TYPED_NUMBER && value->type != CSN_TYPED_TEXT;
}

static size_t
element_size(const CsnTypedValue* value)
{
  return value->type == CSN_TYPED_FLOATS || value->type == CSN_TYPED_INTS ? 4U
                                                                          : 8U;
}

/* One number of an array, which need not be aligned. */
static double
element(const CsnTypedValue* value, size_t index)
{
  const char* const at =
    (const char*)value->bytes + index * element_size(value);
  double wide = 0;
  float narrow = 0;
  int32_t whole = 0;
  int64_t large = 0;
  switch (value->type) {
    case CSN_TYPED_FLOATS:
      memcpy(&narrow, at, sizeof(narrow));
      return (double)narrow;
    case CSN_TYPED_INTS:
      memcpy(&whole, at, sizeof(whole));
      return (double)whole;
    case CSN_TYPED_LONGS:
      memcpy(&large, at, sizeof(large));
      return (double)large;
    case CSN_TYPED_DOUBLES:
    case CSN_TYPED_NUMBER:
    case CSN_TYPED_TEXT:
    default:
      memcpy(&wide, at, sizeof(wide));
      return wide;
  }
}

static bool
fail(Typed* typed, const char* problem)
{
  typed->problem = problem;
  return false;
}

// Arguments

/* Few numbers are as good as so many arguments; many stay together. */
static void
write_array(Typed* typed, const CsnTypedValue* value)
{
  if (value->length <= MAX_EXPANDED) {
    for (size_t i = 0; i < value->length; ++i) {
      csn_record_number(&typed->writer, element(value, i));
    }
    return;
  }
  double* const numbers = csn_record_array_space(&typed->writer, value->length);
  for (size_t i = 0; numbers && i < value->length; ++i) {
    numbers[i] = element(value, i);
  }
}

static bool
write_value(Typed* typed, const CsnParam* param, const CsnTypedValue* value)
{
  if (value->type == CSN_TYPED_TEXT) {
    const char* const text = (const char*)value->bytes;
    typed->problem =
      csn_argument_text(&typed->writer, param, text, value->length, false);
    return !typed->problem;
  }
  if (param->type == CSN_PARAM_TEXT) {
    return fail(typed, "a text is expected here");
  }
  if (!is_array(value)) {
    csn_record_number(&typed->writer, value->number);
    return true;
  }
  if (param->kind != CSN_PARAM_REPEATED && value->length != 1U) {
    return fail(typed, "one value is expected here");
  }
  write_array(typed, value);
  return true;
}

/* All values of one parameter, or its default. */
static bool
write_param(Typed* typed, const CsnParam* param, uint32_t index)
{
  size_t n = 0;
  for (size_t i = 0; i < typed->n_values; ++i) {
    const CsnTypedValue* const value = &typed->values[i];
    if (value->param != index) {
      continue;
    }
    if (n++ && param->kind != CSN_PARAM_REPEATED) {
      return fail(typed, "an argument is given twice");
    }
    if (!write_value(typed, param, value)) {
      return false;
    }
  }
  if (!n && param->kind == CSN_PARAM_REQUIRED) {
    return fail(typed, "an argument is missing");
  }
  if (!n && param->kind != CSN_PARAM_REPEATED) {
    csn_record_number(&typed->writer, param->fallback);
  }
  return true;
}

static bool
write_params(Typed* typed)
{
  uint32_t n_params = 0;
  for (const CsnParam* p = typed->method->params; p->name; ++p) {
    if (!write_param(typed, p, n_params++)) {
      return false;
    }
  }
  for (size_t i = 0; i < typed->n_values; ++i) {
    if (typed->values[i].param >= n_params) {
      return fail(typed, "the method has no such argument");
    }
  }
  return true;
}

/* Bytes that the record will have at most. */
static size_t
room_for(const Typed* typed)
{
  size_t size = sizeof(CsnRecord) + (size_t)16U * CSN_MAX_PARAMS;
  for (size_t i = 0; i < typed->n_values; ++i) {
    const CsnTypedValue* const value = &typed->values[i];
    const bool expanded = is_array(value) && value->length <= MAX_EXPANDED;
    if (value->length > MAX_SIZE / 16U) {
      return SIZE_MAX;
    }
    size += 64U + (value->type == CSN_TYPED_TEXT ? value->length
                   : expanded                    ? value->length * 16U
                   : is_array(value)             ? value->length * 8U
                                                 : 0U);
  }
  return size;
}

static CsnStatus
refuse(const Typed* typed,
       CsnStatus st,
       const char* other,
       const char** problem)
{
  *problem = typed->problem ? typed->problem : other;
  return st;
}

CsnStatus
csn_engine_typed_rt(CsnEngine* engine,
                    uint32_t frame,
                    uint32_t method,
                    const CsnTypedValue* values,
                    size_t n_values,
                    uint32_t request,
                    const char** problem)
{
  csn_role_enter_audio();
  Typed typed = { NULL, values, n_values, { NULL, 0, 0, false }, NULL };
  if (method >= CSN_N_METHODS) {
    return refuse(&typed,
                  CSN_ERR_NOT_FOUND,
                  "there is no such method",
                  problem);
  }
  typed.method = csn_method(method);
  const int64_t at = engine->rt.now + frame;
  const size_t need = room_for(&typed);
  const bool large = need > CSN_RECORD_MAX_SMALL;
  if (need > MAX_SIZE || (large && !typed.method->work)) {
    return refuse(&typed, CSN_ERR_FULL, "the call is too large", problem);
  }

  void* const room =
    large ? csn_engine_begin_job(engine, need) : engine->rt.line;
  if (!room) {
    return refuse(&typed, CSN_ERR_FULL, "too many calls at once", problem);
  }
  csn_record_begin(&typed.writer,
                   room,
                   large ? need : CSN_RECORD_MAX_SMALL,
                   (uint16_t)method,
                   request);
  if (!write_params(&typed)) {
    return refuse(&typed, CSN_ERR_BAD_ARG, NULL, problem);
  }
  const CsnRecord* const record = csn_record_end(&typed.writer);
  if (!record) {
    return refuse(&typed, CSN_ERR_FULL, "the call is too large", problem);
  }
  if (large) {
    csn_engine_commit_job(engine, at, record);
    return CSN_OK;
  }
  const CsnStatus st = csn_engine_post(engine, at, record);
  return st ? refuse(&typed, st, "too many events at once", problem) : st;
}
