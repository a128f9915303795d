// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods of automation: automatep, automateBus, automateTable,
  automateChannel.  Engine layer, audio thread.
*/

#include "automation.h"
#include "call/calls.h"
#include "engine.h"
#include "note/clock.h"

#include <math.h>
#include <string.h>

/** What all of them are told. */
typedef struct {
  CsnShape shape;
  double delay;
  bool overtake;
  uint32_t n_numbers;
} Manner;

/* Reads mode, delay and overtake, and counts the numbers of the line. */
CSN_AUDIO static bool
read_manner(CsnCall* call, Manner* manner)
{
  CsnArg mode;
  double taking = 0;
  manner->shape.kind = CSN_SHAPE_LINEAR;
  manner->shape.parameter = 0;
  if (!csn_call_arg(call, &mode) || !csn_call_number(call, &manner->delay) ||
      !csn_call_number(call, &taking)) {
    return false;
  }
  if (mode.type == CSN_ARG_TEXT &&
      !csn_shape_parse(mode.text, mode.length, &manner->shape)) {
    call->problem = "the modes are linear, cos, smooth, smooth(n), smoother, "
                    "floor, cubic and expon(x)";
    return false;
  }
  if (!(manner->delay >= 0 && manner->delay < 1e12)) {
    call->problem = "the delay must be 0 or more";
    return false;
  }
  manner->overtake = taking > 0 || taking < 0;

  const CsnArgReader numbers = call->args;
  manner->n_numbers = csn_call_numbers(call, NULL, 0);
  call->args = numbers;
  return !call->problem;
}

/* Finds the frames of its beginning and end.  csoundengine plays a line in a
   note that is a k-cycle longer, and so outlasts one that ends with it. */
CSN_AUDIO static void
place_in_time(const CsnCall* call, CsnAutomation* made, double delay)
{
  const CsnEngine* const engine = call->engine;
  const int64_t now = engine->rt.automations->frame;
  const double wait = csn_clock_ahead(call, delay);
  const int64_t frame = csn_clock_frame(call, wait);
  made->start = frame > now ? frame : now;
  if (engine->config.round_starts) {
    const double last = made->line.points[2U * made->line.n - 2U];
    const double cycle = call->instance->ksmps / engine->config.rate;
    made->until = csn_clock_frame(call, wait + last + cycle);
  }
}

/* Lets one wait in the queue for its frame. */
CSN_AUDIO static CsnStatus
start_later(CsnCall* call, CsnAutomation* automation)
{
  CsnEngine* const engine = call->engine;
  uint64_t buffer[8];
  CsnRecordWriter writer;
  csn_record_begin(
    &writer, buffer, sizeof(buffer), CSN_METHOD_START_AUTOMATION, 0);
  csn_record_number(&writer,
                    csn_automation_id(engine->rt.automations, automation));
  automation->order = call->order;
  const CsnStatus st =
    csn_engine_post(engine, automation->start, csn_record_end(&writer));
  if (st) {
    csn_automation_give(engine->rt.automations, automation);
    return csn_call_fail(call, st, "too many events wait for their time");
  }
  return CSN_OK;
}

CSN_AUDIO static CsnStatus
automate(CsnCall* call, const CsnTarget* target)
{
  CsnAutomations* const all = call->engine->rt.automations;
  Manner manner;
  if (!read_manner(call, &manner)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "an argument is missing");
  }
  if (manner.n_numbers > 2U * CSN_MAX_POINTS) {
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "a line has at most 8000 times and values");
  }
  const uint32_t n_points = (manner.n_numbers + 1U) / 2U;
  CsnAutomation* const made =
    csn_automation_take(all, target, n_points ? n_points : 1U);
  if (!made) {
    return csn_call_fail(call, CSN_ERR_FULL, "too many automations at once");
  }

  double* const points = made->line.points;
  (void)csn_call_numbers(call, points, manner.n_numbers);
  const char* const problem = csn_line_problem(points, manner.n_numbers);
  if (problem) {
    csn_automation_give(all, made);
    return csn_call_fail(call, CSN_ERR_BAD_ARG, problem);
  }
  const bool field =
    target->kind == CSN_AUTOMATE_NOTE || target->kind == CSN_AUTOMATE_NOTES;
  const double id = csn_automation_id(all, made);
  made->line.shape = manner.shape;
  made->overtake = manner.overtake || isnan(points[1]);
  made->from_begin = field && n_points == 2U && !made->overtake &&
                     !(points[0] < 0) && !(points[0] > 0);
  place_in_time(call, made, manner.delay);
  const CsnStatus st =
    made->start < all->frame + (int64_t)all->ksmps
      ? csn_automation_start(all, call->instance, made, &call->problem)
      : start_later(call, made);
  call->has_value = !st;
  call->value = id;
  return st;
}

CsnStatus
csn_call_start_automation(CsnCall* call)
{
  CsnAutomations* const all = call->engine->rt.automations;
  double id = 0;
  if (!csn_call_number(call, &id)) {
    return CSN_ERR_BAD_DATA;
  }
  CsnAutomation* const waiting = csn_automation_find(all, id, NULL);
  return waiting && waiting->state == CSN_AUTOMATION_WAITS
           ? csn_automation_start(all, call->instance, waiting, &call->problem)
           : CSN_OK; // It was stopped
}

/* Reads a whole number of a range. */
CSN_AUDIO static bool
read_whole(CsnCall* call, double low, double high, double* number)
{
  return csn_call_number(call, number) && *number >= low && *number <= high &&
         !(*number > floor(*number));
}

CsnStatus
csn_call_automatep(CsnCall* call)
{
  CsnArg p1;
  double index = 0;
  CsnTarget target = { CSN_AUTOMATE_NOTES, 0, 0, NULL };
  if (!csn_call_arg(call, &p1)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a p1 is expected");
  }
  const CsnStatus st = csn_call_resolve(call, &p1, &target.number);
  if (st) {
    return st;
  }
  CsnArg name;
  const bool any = csn_call_arg(call, &name);
  index = !any ? 0
          : name.type == CSN_ARG_NUMBER
            ? name.number
            : csn_call_field(call, target.number, &name);
  if (call->problem) {
    return CSN_ERR_NOT_FOUND;
  }
  if (!(index >= 4 && index < PMAX) || index > floor(index)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "p-fields that can be automated begin at 4");
  }
  target.index = (uint32_t)index;
  if (target.number > floor(target.number)) {
    target.kind = CSN_AUTOMATE_NOTE;
    if (csn_notes_lacks(call->instance, target.number, target.index)) {
      return csn_call_fail(call,
                           CSN_ERR_NOT_FOUND,
                           "the note has no such p-field");
    }
  }
  return automate(call, &target);
}

CsnStatus
csn_call_automate_bus(CsnCall* call)
{
  CsnTarget target = { CSN_AUTOMATE_BUS, 0, 0, NULL };
  if (!csn_call_number(call, &target.number)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a bus is expected");
  }
  const CsnBuses* const buses = call->instance->buses;
  CsnBus* const bus =
    csn_bus_look(buses, target.number, CSN_BUS_CONTROL, &call->problem);
  if (!bus) {
    return CSN_ERR_NOT_FOUND;
  }
  const CsnStatus st = automate(call, &target);
  csn_bus_let_go(buses->bank, bus);
  return st;
}

CsnStatus
csn_call_automate_table(CsnCall* call)
{
  double index = 0;
  CsnTarget target = { CSN_AUTOMATE_TABLE, 0, 0, NULL };
  if (!read_whole(call, 1, INT32_MAX, &target.number)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "tables have numbers from 1");
  }
  if (!read_whole(call, 0, INT32_MAX, &index)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "slots are counted from 0");
  }
  target.index = (uint32_t)index;
  return automate(call, &target);
}

CsnStatus
csn_call_automate_channel(CsnCall* call)
{
  CsnArg name;
  if (!csn_call_arg(call, &name) || name.type != CSN_ARG_TEXT || !name.length ||
      name.length > 1000U) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a channel is expected");
  }
  const CsnTarget target = { CSN_AUTOMATE_CHANNEL, 0, 0, name.text };
  return automate(call, &target);
}
