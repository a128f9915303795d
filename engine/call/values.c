// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Values: typed arguments become a record, as the method's row wants them.
  Engine layer, any thread but audio.
*/

#include "engine.h"
#include "send.h"

#include <string.h>

/** The values of a call, and how far they are taken. */
typedef struct {
  const CsnMethod* method;
  const CsnValue* values;
  size_t n;
  size_t at; ///< The next that has a place
  CsnSend send;
  const char* problem;
} Reading;

/* The parameter that `name=value` names, and where the value begins. */
static const CsnParam*
named_param(const CsnMethod* method, const CsnValue* value, const char** rest)
{
  const char* const is =
    value->type == CSN_VALUE_TEXT ? strchr(value->text, '=') : NULL;
  const CsnParam* const named =
    is ? csn_method_named(method, value->text, (size_t)(is - value->text))
       : NULL;
  *rest = named ? is + 1 : NULL;
  return named;
}

static const CsnValue*
next_placed(Reading* reading)
{
  const char* rest = NULL;
  while (reading->at < reading->n) {
    const CsnValue* const value = &reading->values[reading->at++];
    if (!named_param(reading->method, value, &rest)) {
      return value;
    }
  }
  return NULL;
}

static CsnStatus
refuse(Reading* reading, const char* problem)
{
  reading->problem = problem;
  return CSN_ERR_BAD_ARG;
}

static CsnStatus
put_text(Reading* reading, const CsnParam* param, const char* text, bool named)
{
  const char* const problem =
    csn_send_argument(&reading->send, param, text, named);
  return problem ? refuse(reading, problem) : CSN_OK;
}

static CsnStatus
put(Reading* reading, const CsnParam* param, const CsnValue* value)
{
  switch (value->type) {
    case CSN_VALUE_NONE:
      break;
    case CSN_VALUE_NUMBER:
      if (param->type == CSN_PARAM_TEXT) {
        return refuse(reading, "a text is expected here");
      }
      csn_send_number(&reading->send, value->number);
      return CSN_OK;
    case CSN_VALUE_TEXT:
      return put_text(reading, param, value->text, false);
    case CSN_VALUE_NUMBERS:
      if (param->kind != CSN_PARAM_REPEATED &&
          (param->type == CSN_PARAM_NUMBER || param->type == CSN_PARAM_TEXT ||
           param->type == CSN_PARAM_INSTR)) {
        return refuse(reading, "one value is expected here");
      }
      csn_send_array(&reading->send, value->numbers, value->n_numbers);
      return CSN_OK;
  }
  if (param->kind == CSN_PARAM_REQUIRED || param->kind == CSN_PARAM_REPEATED) {
    return refuse(reading, "an argument is missing");
  }
  csn_send_number(&reading->send, param->fallback);
  return CSN_OK;
}

/* One argument: by its name, or else by its place, or else its default. */
static CsnStatus
put_one(Reading* reading, const CsnParam* param)
{
  static const CsnValue none = { CSN_VALUE_NONE, 0, NULL, NULL, 0 };
  for (size_t i = 0; i < reading->n; ++i) {
    const char* rest = NULL;
    if (named_param(reading->method, &reading->values[i], &rest) == param) {
      return put_text(reading, param, rest, true);
    }
  }
  const CsnValue* const value =
    param->kind == CSN_PARAM_NAMED ? NULL : next_placed(reading);
  return put(reading, param, value ? value : &none);
}

static CsnStatus
put_all(Reading* reading)
{
  for (const CsnParam* p = reading->method->params; p->name; ++p) {
    const CsnValue* value = NULL;
    CsnStatus st = CSN_OK;
    if (p->kind != CSN_PARAM_REPEATED) {
      st = put_one(reading, p);
    } else {
      while (!st && (value = next_placed(reading))) {
        st = put(reading, p, value);
      }
    }
    if (st) {
      return st;
    }
  }
  return next_placed(reading) ? refuse(reading, "there are too many arguments")
                              : CSN_OK;
}

CsnStatus
csn_engine_call_values(CsnEngine* engine,
                       const char* method,
                       const CsnValue* values,
                       size_t n_values,
                       uint32_t request,
                       unsigned door,
                       const char** problem)
{
  const uint32_t id = csn_method_find(method, strlen(method));
  const char* ignored = NULL;
  problem = problem ? problem : &ignored;
  if (id == CSN_N_METHODS) {
    *problem = csn_method_unknown(method, strlen(method));
    return CSN_ERR_NOT_FOUND;
  }

  Reading reading = { .method = csn_method(id),
                      .values = values,
                      .n = n_values,
                      .problem = "too many calls at once" };
  csn_send_begin(&reading.send, (CsnMethodId)id, request);
  csn_send_door(&reading.send, door);
  CsnStatus st = put_all(&reading);
  if (!st && !reading.method->work &&
      reading.send.writer.size > CSN_RECORD_MAX_SMALL) {
    reading.problem = "the call is too large";
    st = CSN_ERR_FULL;
  }
  if (st) {
    csn_send_drop(&reading.send);
  } else {
    st = csn_send_end(engine, &reading.send);
  }
  *problem = st ? reading.problem : NULL;
  return st;
}

CsnStatus
csn_engine_tell(CsnEngine* engine, CsnReplyType type, const char* text)
{
  if (type != CSN_REPLY_LOG && type != CSN_REPLY_FAILED) {
    return CSN_ERR_BAD_ARG;
  }
  CsnSend send;
  csn_send_begin(&send, (CsnMethodId)CSN_METHOD_TELL, 0);
  csn_send_text(&send, text);
  csn_send_number(&send, type);
  return csn_send_end(engine, &send);
}
