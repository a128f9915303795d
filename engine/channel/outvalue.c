// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Outvalue, the caller's side: functions that are called with what a program
  sends.  Engine layer, who polls at door 0.
*/

#include "outvalue.h"

#include "call/send.h"
#include "engine.h"

#include <string.h>

void
csn_outvalue_connect(CSOUND* csound)
{
  csoundSetOutputChannelCallback(csound, csn_outvalue_send);
  csoundSetInputChannelCallback(csound, csn_outvalue_read);
}

static bool
is_name(const char* name)
{
  return name && *name && strlen(name) <= CSN_MAX_OUTVALUE_NAME &&
         strncmp(name, "__", 2) != 0;
}

/* The first function for a channel; null: there is none. */
static CsnOutvalueCallback*
find(CsnOutvalues* outvalues, const char* name)
{
  for (uint32_t i = 0; i < CSN_N_OUTVALUES; ++i) {
    CsnOutvalueCallback* const callback = &outvalues->callbacks[i];
    if (callback->func && !strcmp(callback->name, name)) {
      return callback;
    }
  }
  return NULL;
}

static CsnStatus
ask(CsnEngine* engine, const char* name, bool on)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_REGISTER_OUTVALUE_CALLBACK, 0);
  csn_send_text(&send, name);
  csn_send_number(&send, on);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_register_outvalue_callback(CsnEngine* engine,
                                      const char* channel,
                                      CsnOutvalueFunc func,
                                      void* data)
{
  CsnOutvalues* const outvalues = engine->outvalues;
  uint32_t i = 0;
  if (!func || !is_name(channel)) {
    return CSN_ERR_BAD_ARG;
  }
  while (i < CSN_N_OUTVALUES && outvalues->callbacks[i].func) {
    ++i;
  }
  if (i == CSN_N_OUTVALUES) {
    return CSN_ERR_FULL;
  }
  const bool first = !find(outvalues, channel);
  const CsnStatus st = first ? ask(engine, channel, true) : CSN_OK;
  if (!st) {
    CsnOutvalueCallback* const callback = &outvalues->callbacks[i];
    memcpy(callback->name, channel, strlen(channel) + 1U);
    callback->func = func;
    callback->data = data;
  }
  return st;
}

CsnStatus
csn_engine_unregister_outvalue_callback(CsnEngine* engine,
                                        const char* channel,
                                        CsnOutvalueFunc func,
                                        const void* data)
{
  CsnOutvalues* const outvalues = engine->outvalues;
  if (!func || !is_name(channel)) {
    return CSN_ERR_BAD_ARG;
  }
  for (uint32_t i = 0; i < CSN_N_OUTVALUES; ++i) {
    CsnOutvalueCallback* const callback = &outvalues->callbacks[i];
    if (callback->func == func && callback->data == data &&
        !strcmp(callback->name, channel)) {
      callback->func = NULL;
      return find(outvalues, channel) ? CSN_OK : ask(engine, channel, false);
    }
  }
  return CSN_ERR_NOT_FOUND;
}

bool
csn_outvalue_call_back(CsnEngine* engine, const CsnReply* reply)
{
  bool any = false;
  if (reply->type != CSN_REPLY_OUTVALUE || reply->request) {
    return false;
  }
  for (uint32_t i = 0; i < CSN_N_OUTVALUES; ++i) {
    const CsnOutvalueCallback* const callback =
      &engine->outvalues->callbacks[i];
    if (callback->func && !strcmp(callback->name, reply->text)) {
      callback->func(callback->data, callback->name, reply->value);
      any = true;
    }
  }
  return any;
}
