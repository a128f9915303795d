// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "outvalue.h"

#include "base/letters.h"
#include "channels.h"
#include "engine.h"
#include "strings.h"

#include <csound/csdl.h>

#include <string.h>

#define INVALUE_TEXT 255U ///< Bytes that Csound has room for

/* Csound calls back with the type of the channel: k or S. */
static bool
is_text(const void* type)
{
  const CS_TYPE* const known = (const CS_TYPE*)type;
  return known && known->varTypeName && known->varTypeName[0] == 'S';
}

/* The instance, where it is the one that is heard: global code may run by the
   worker, and a replaced program is not asked any more. */
static CsnInstance*
heard(CSOUND* csound)
{
  CsnInstance* const instance = (CsnInstance*)csoundGetHostData(csound);
  CsnEngine* const engine =
    instance && !instance->building ? instance->engine : NULL;
  return engine && csn_engine_is_on_audio_thread(engine) &&
             engine->rt.current == instance
           ? instance
           : NULL;
}

/* By their bits: NaN is neither less nor more, and is told all the same. */
static bool
is_same(double a, double b)
{
  uint64_t bits[2];
  memcpy(&bits[0], &a, sizeof(a));
  memcpy(&bits[1], &b, sizeof(b));
  return bits[0] == bits[1];
}

CSN_AUDIO static void
tell(CsnEngine* engine, CsnOutvalue* item, double value)
{
  CsnOutvalues* const outvalues = engine->outvalues;
  const bool same = is_same(item->last, value);
  const bool goes_on = item->told && outvalues->rt.cycle - item->cycle <= 1;
  item->cycle = outvalues->rt.cycle;
  if (goes_on && same) {
    return;
  }
  const CsnReply reply = { .type = CSN_REPLY_OUTVALUE,
                           .request = item->request,
                           .door = item->door,
                           .has_value = true,
                           .value = value,
                           .n_values = 1,
                           .values = &value,
                           .frame = outvalues->rt.frame,
                           .length = strlen(item->name),
                           .text = item->name };
  csn_engine_reply_rt(engine, &reply);
  item->told = true;
  item->last = value;
}

/* Csound itself writes the number into the channel. */
void
csn_outvalue_send(CSOUND* csound,
                  const char* name,
                  void* value,
                  const void* type)
{
  csn_role_enter_audio();
  CsnInstance* const instance = heard(csound);
  if (!instance || is_text(type)) {
    return;
  }
  CsnEngine* const engine = instance->engine;
  CsnOutvalues* const outvalues = engine->outvalues;
  const double number = *(const MYFLT*)value;
  if (name[0] == '_' && !strcmp(name, "__sync__")) {
    csn_syncs_answer_rt(engine->rt.syncs, number, NULL);
    return;
  }
  const uint32_t hash = csn_hash(name, strlen(name));
  for (uint32_t i = 0; i < outvalues->rt.end; ++i) {
    CsnOutvalue* const item = &outvalues->rt.items[i];
    if (item->hash == hash && !strcmp(item->name, name)) {
      tell(engine, item, number);
    }
  }
}

/* A channel that nobody has set is 0, or empty. */
void
csn_outvalue_read(CSOUND* csound,
                  const char* name,
                  void* value,
                  const void* type)
{
  MYFLT* memory = NULL;
  const int kind =
    is_text(type) ? CSOUND_STRING_CHANNEL : CSOUND_CONTROL_CHANNEL;
  const bool is_there = csn_channel_kind(csound, name) == kind &&
                        !csoundGetChannelPtr(csound, &memory, name, kind);
  if (kind == CSOUND_CONTROL_CHANNEL) {
    *(MYFLT*)value = is_there ? *memory : 0;
    return;
  }
  const STRINGDAT* const text = (const STRINGDAT*)(const void*)memory;
  const char* const from = is_there && text->data ? text->data : "";
  const size_t length = strlen(from);
  const size_t n = length < INVALUE_TEXT ? length : INVALUE_TEXT;
  memcpy(value, from, n);
  ((char*)value)[n] = '\0';
}

void
csn_outvalue_begin_rt(CsnEngine* engine, int64_t frame)
{
  ++engine->outvalues->rt.cycle;
  engine->outvalues->rt.frame = frame;
}

// The method

/* Nobody at this door is told of the channel any more. */
CSN_AUDIO static void
remove_all(CsnOutvalues* outvalues, const char* name, uint16_t door)
{
  for (uint32_t i = 0; i < outvalues->rt.end; ++i) {
    CsnOutvalue* const item = &outvalues->rt.items[i];
    if (item->door == door && !strcmp(item->name, name)) {
      memset(item, 0, sizeof(*item));
    }
  }
}

/* The place of who is told already, or a free one; null: there is none. */
CSN_AUDIO static CsnOutvalue*
place_for(CsnOutvalues* outvalues, const char* name, const CsnRecord* record)
{
  CsnOutvalue* place = NULL;
  for (uint32_t i = 0; i < CSN_N_OUTVALUES; ++i) {
    CsnOutvalue* const item = &outvalues->rt.items[i];
    if (item->name[0] && item->door == record->door &&
        item->request == record->request && !strcmp(item->name, name)) {
      return item;
    }
    place = !place && !item->name[0] ? item : place;
  }
  return place;
}

CsnStatus
csn_call_register_outvalue_callback(CsnCall* call)
{
  CsnOutvalues* const outvalues = call->engine->outvalues;
  CsnArg name;
  double on = 1;
  if (!csn_call_arg(call, &name) || name.type != CSN_ARG_TEXT || !name.length ||
      name.length > CSN_MAX_OUTVALUE_NAME || strlen(name.text) != name.length) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "the name of a channel is a text of 1 to 63 bytes");
  }
  if (!csn_call_number(call, &on)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!strncmp(name.text, "__", 2)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "channels whose names begin with __ are the engine's");
  }
  call->has_value = true;
  call->value = on > 0 || on < 0;
  if (!(on > 0 || on < 0)) {
    remove_all(outvalues, name.text, call->record->door);
    return CSN_OK;
  }
  CsnOutvalue* const place = place_for(outvalues, name.text, call->record);
  if (!place) {
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "at most 256 channels are listened to");
  }
  memset(place, 0, sizeof(*place));
  memcpy(place->name, name.text, name.length + 1U);
  place->hash = csn_hash(name.text, name.length);
  place->request = call->record->request;
  place->door = call->record->door;
  const uint32_t index = (uint32_t)(place - outvalues->rt.items);
  if (outvalues->rt.end <= index) {
    outvalues->rt.end = index + 1U;
  }
  return CSN_OK;
}
