// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "session.h"

#include "signatures.h"

#include <stdio.h>
#include <string.h>

// Whose method it is

/* The object of a call, if it says so. */
static const json_t*
receiver_of(const json_t* item)
{
  static const char* const keys[] = { "receiver", "self", "object" };
  const json_t* found = NULL;
  for (size_t i = 0; !found && i < sizeof(keys) / sizeof(keys[0]); ++i) {
    found = json_object_get(item, keys[i]);
  }
  return found;
}

static bool
is_word(const json_t* value, const char* word)
{
  const char* const text = json_string_value(value);
  return text && !strcasecmp(text, word);
}

/* The class of a call's object: "", "Session" or "Synth". */
static const char*
class_of(const json_t* item, const char* call, const json_t* defined)
{
  const char* const dot = strchr(call, '.');
  const json_t* const receiver = receiver_of(item);
  const size_t length = dot ? (size_t)(dot - call) : 0U;
  if (dot) {
    return !strncasecmp(call, "engine", length) ? ""
           : !strncasecmp(call, "session", length) ||
               !strncasecmp(call, "renderer", length)
             ? "Session"
             : "Synth";
  }
  if (receiver && !json_is_null(receiver)) {
    return is_word(receiver, "engine")    ? ""
           : is_word(receiver, "session") ? "Session"
                                          : "Synth";
  }
  const json_t* const args = json_object_get(item, "args");
  const char* const first = json_string_value(json_array_get(args, 0));
  return !strcmp(call, "defInstr") || !strcmp(call, "prepareSched") ||
             (!strcmp(call, "sched") && first &&
              json_object_get(defined, first))
           ? "Session"
           : "";
}

void
session_name(const json_t* item, json_t* defined, char name[64])
{
  static const char* const locks[][2] = { { "__enter__", "pushLock" },
                                          { "__exit__", "popLock" } };
  const char* const call = json_string_value(json_object_get(item, "call"));
  const char* const object = class_of(item, call, defined);
  const char* const dot = strchr(call, '.');
  const char* method = dot ? dot + 1 : call;
  for (size_t i = 0; i < sizeof(locks) / sizeof(locks[0]); ++i) {
    method = strcmp(method, locks[i][0]) != 0 ? method : locks[i][1];
  }
  if (!strcmp(call, "__exit__")) {
    json_t* const args = json_object_get(item, "args");
    json_array_clear(args); // Python's, about an exception
  }
  snprintf(name, 64, "%s%s%s", object, *object ? "." : "", method);
  if (!signature_known(name) && !strncmp(name, "Session.", 8U) &&
      signature_known(method)) {
    snprintf(name, 64, "%s", method); // The session hands it to its engine
  }
  const json_t* const args = json_object_get(item, "args");
  const json_t* const named =
    json_object_get(json_object_get(item, "kwargs"), "name");
  const char* const defines =
    json_string_value(named ? named : json_array_get(args, 0));
  if (!strcmp(name, "Session.defInstr") && defines) {
    json_object_set_new(defined, defines, json_true());
  }
}

// As the engine's

/* Gives an argument by name, if the call has it. */
static void
hand_on(const Call* call, const char* theirs, json_t* kwargs, const char* ours)
{
  json_t* const value = signature_given(call, theirs);
  if (value) {
    json_object_set_new(kwargs, ours, value);
  }
}

/* The same for a delay: in a score csound rounds exact halves of a k-cycle up,
   elsewhere to the even one. */
static void
hand_delay_on(const Call* call, const Calls* calls, json_t* kwargs)
{
  json_t* const value = signature_given(call, "delay");
  double delay = 0;
  if (calls->from_score && calls_number(value, &delay) && delay > 0) {
    json_object_set_new(kwargs, "delay", json_real(delay + 1e-9));
  } else if (value) {
    json_object_set(kwargs, "delay", value);
  }
  json_decref(value);
}

/* What a call gives by names that are none of its parameters. */
static json_t*
free_names(const Call* call, const char* const* params)
{
  json_t* const names = json_object();
  const char* name = NULL;
  json_t* value = NULL;
  json_object_foreach(call->kwargs, name, value)
  {
    const char* const* param = params;
    while (*param && strcmp(*param, name) != 0) {
      ++param;
    }
    if (!*param) {
      json_object_set(names, name, value);
    }
  }
  return names;
}

/* The session puts the latency before all notes, however soon they are. */
static void
put_latency(const Call* call, const Calls* calls, json_t* kwargs)
{
  double delay = 0;
  double relative = 1;
  (void)calls_number(json_object_get(kwargs, "delay"), &delay);
  (void)calls_number(json_object_get(kwargs, "relative"), &relative);
  if (calls->extra_latency > 0 && (relative > 0 || relative < 0)) {
    const double now = (double)call->frame / calls->rate;
    json_object_set_new(kwargs,
                        "delay",
                        json_real(now + delay + calls->extra_latency));
    json_object_set_new(kwargs, "relative", json_false());
  }
}

static void
translate_sched(const Call* call, const Calls* calls, bool locked, Call* ours)
{
  static const char* const params[] = { "instrname", "delay", "dur",
                                        "priority",  "args",  "whenfinished",
                                        "relative",  "instr", NULL };
  json_t* const args = json_array();
  json_t* const given = signature_given(call, "args");
  if (json_is_array(given)) {
    json_array_extend(args, given);
  } else if (given) {
    json_array_append(args, given);
  }
  json_decref(given);
  json_array_append_new(args, free_names(call, params));

  ours->name = "sched";
  hand_on(call, "instrname", ours->kwargs, "instr");
  hand_delay_on(call, calls, ours->kwargs);
  hand_on(call, "dur", ours->kwargs, "dur");
  hand_on(call, "priority", ours->kwargs, "priority");
  hand_on(call, "relative", ours->kwargs, "relative");
  json_object_set_new(ours->kwargs, "args", args);
  if (!locked) {
    put_latency(call, calls, ours->kwargs);
  }
}

/* p-fields of a note, by name. */
static void
translate_set(const Call* call, const Calls* calls, Call* ours)
{
  static const char* const params[] = { "param", "value", "delay", NULL };
  json_t* const param = signature_given(call, "param");
  json_t* const value = signature_given(call, "value");
  json_t* const names = free_names(call, params);
  ours->name = "setp";
  json_array_append(ours->args, call->receiver);
  if (param && value) {
    json_array_append(ours->args, param);
    json_array_append(ours->args, value);
  }
  const char* name = NULL;
  json_t* named = NULL;
  json_object_foreach(names, name, named)
  {
    json_array_append_new(ours->args, json_string(name));
    json_array_append(ours->args, named);
  }
  json_decref(param);
  json_decref(value);
  json_decref(names);
  hand_delay_on(call, calls, ours->kwargs);
}

static void
translate_automate(const Call* call, const Calls* calls, Call* ours)
{
  ours->name = "automatep";
  json_object_set(ours->kwargs, "p1", call->receiver);
  hand_on(call, "param", ours->kwargs, "pidx");
  hand_on(call, "pairs", ours->kwargs, "pairs");
  hand_on(call, "mode", ours->kwargs, "mode");
  hand_delay_on(call, calls, ours->kwargs);
  hand_on(call, "overtake", ours->kwargs, "overtake");
}

static bool
translate_definition(const Call* call, Call* ours, char problem[256])
{
  json_t* const init = signature_given(call, "init");
  const char* const code = json_string_value(init);
  const bool refused = code && *code;
  json_decref(init);
  if (refused) {
    snprintf(problem, 256, "init code is compiled by a call of its own here");
    return false;
  }
  ours->name = "defInstr";
  hand_on(call, "name", ours->kwargs, "name");
  hand_on(call, "body", ours->kwargs, "body");
  hand_on(call, "args", ours->kwargs, "args");
  hand_on(call, "priority", ours->kwargs, "priority");

  char text[1024] = "";
  size_t length = 0;
  json_t* const others = signature_given(call, "aliases");
  const char* name = NULL;
  json_t* value = NULL;
  json_object_foreach(others, name, value)
  {
    const char* const real = json_string_value(value);
    length += (size_t)snprintf(text + length,
                               sizeof(text) - length,
                               "%s%s=%s",
                               length ? ", " : "",
                               name,
                               real ? real : "");
    length = length < sizeof(text) ? length : sizeof(text) - 1U;
  }
  json_decref(others);
  if (length) {
    json_object_set_new(ours->kwargs, "aliases", json_string(text));
  }
  return true;
}

bool
session_translate(const Call* call,
                  const Calls* calls,
                  bool locked,
                  Call* ours,
                  char problem[256])
{
  const char* const dot = strchr(call->name, '.');
  *ours = *call;
  if (!dot) {
    ours->args = json_incref(call->args);
    ours->kwargs = json_incref(call->kwargs);
    return true;
  }

  ours->args = json_array();
  ours->kwargs = json_object();
  const char* const method = dot + 1;
  if (!strncmp(call->name, "Synth.", 6U) && !call->receiver) {
    snprintf(problem, 256, "it does not say of which note");
    session_drop(ours);
    return false;
  }
  if (!strcmp(call->name, "Session.sched")) {
    translate_sched(call, calls, locked, ours);
  } else if (!strcmp(method, "defInstr")) {
    if (!translate_definition(call, ours, problem)) {
      session_drop(ours);
      return false;
    }
  } else if (!strcmp(method, "set") || !strcmp(method, "setp")) {
    translate_set(call, calls, ours);
  } else if (!strcmp(method, "automate")) {
    translate_automate(call, calls, ours);
  } else if (!strcmp(method, "stop")) {
    ours->name = "unsched";
    json_object_set(ours->kwargs, "p1", call->receiver);
    hand_delay_on(call, calls, ours->kwargs);
  } else if (!strcmp(method, "unsched")) {
    ours->name = "unsched";
    hand_on(call, "event", ours->kwargs, "p1");
    hand_delay_on(call, calls, ours->kwargs);
  } else {
    ours->name = method; // Of the same name and arguments
    json_array_extend(ours->args, call->args);
    json_object_update(ours->kwargs, call->kwargs);
  }
  return true;
}

void
session_drop(Call* ours)
{
  json_decref(ours->args);
  json_decref(ours->kwargs);
}
