// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods of buses: assignBus, writeBus, readBus, releaseBus.  Engine
  layer, audio thread.
*/

#include "call/calls.h"
#include "engine.h"

#include <math.h>
#include <string.h>

static const char no_bus[] = "there is no such bus, or its last note has ended";

/* The kind that is asked for; a text that was left out comes as a number. */
static bool
read_kind(const CsnArg* arg, bool has_value, CsnBusKind* kind)
{
  const char* const text = arg->type == CSN_ARG_TEXT ? arg->text : "";
  *kind = has_value ? CSN_BUS_CONTROL : CSN_BUS_ANY;
  if (!strcmp(text, "audio") || !strcmp(text, "a")) {
    *kind = CSN_BUS_AUDIO;
  } else if (!strcmp(text, "control") || !strcmp(text, "k")) {
    *kind = CSN_BUS_CONTROL;
  } else {
    return !*text;
  }
  return true;
}

CsnStatus
csn_call_assign_bus(CsnCall* call)
{
  CsnArg text;
  CsnBusKind kind = CSN_BUS_ANY;
  double value = 0;
  double persist = 0;
  if (!csn_call_arg(call, &text) || !csn_call_number(call, &value) ||
      !csn_call_number(call, &persist)) {
    return CSN_ERR_BAD_ARG;
  }
  const bool has_value = !isnan(value);
  if (!read_kind(&text, has_value, &kind)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a bus is audio or control");
  }
  if (kind == CSN_BUS_AUDIO && has_value) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "an audio bus begins without a value");
  }

  const double first = has_value ? value : 0;
  const bool stays = persist > 0 || persist < 0;
  const uint64_t token =
    csn_bus_make(call->instance->buses, kind, stays, false, 0, &first);
  if (!token) {
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "all buses of this kind are taken");
  }
  call->has_value = true;
  call->value = (double)token;
  return CSN_OK;
}

CsnStatus
csn_call_bus_system_status(CsnCall* call)
{
  const CsnBusCount count = csn_bus_count(call->instance->buses);
  double* const values = call->engine->rt.pfields;
  values[0] = count.n_audio;
  values[1] = count.n_control;
  values[2] = count.audio_free;
  values[3] = count.control_free;
  call->n_values = 4;
  call->values = values;
  call->text = "numAudioBuses numControlBuses audioBusesFree controlBusesFree";
  return CSN_OK;
}

CsnStatus
csn_call_write_bus(CsnCall* call)
{
  double token = 0;
  double value = 0;
  if (!csn_call_number(call, &token) || !csn_call_number(call, &value)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnBuses* const buses = call->instance->buses;
  CsnBus* const bus =
    csn_bus_look(buses, token, CSN_BUS_CONTROL, &call->problem);
  if (!bus) {
    return CSN_ERR_NOT_FOUND;
  }
  csn_bus_set(bus, value);
  csn_bus_let_go(buses->bank, bus);
  return CSN_OK;
}

CsnStatus
csn_call_read_bus(CsnCall* call)
{
  double token = 0;
  double otherwise = 0;
  if (!csn_call_number(call, &token) || !csn_call_number(call, &otherwise)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnBuses* const buses = call->instance->buses;
  CsnBus* const bus =
    csn_bus_look(buses, token, CSN_BUS_CONTROL, &call->problem);
  if (!bus && isnan(otherwise)) {
    return CSN_ERR_NOT_FOUND;
  }
  call->value = otherwise;
  if (bus) {
    call->value = csn_bus_get(bus);
    csn_bus_let_go(buses->bank, bus);
  }
  call->has_value = true;
  return CSN_OK;
}

CsnStatus
csn_call_release_bus(CsnCall* call)
{
  double token = 0;
  if (!csn_call_number(call, &token)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st = csn_bus_give_up(call->engine->bank, token);
  return st ? csn_call_fail(call, st, no_bus) : st;
}
