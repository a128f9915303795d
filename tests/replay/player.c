// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "player.h"

#include "session.h"
#include "signatures.h"

#include "engine/call/methods.h"
#include "engine/call/send.h"
#include "engine/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAIN 64U ///< A list that is longer is plain data

/** A call on its way. */
typedef struct {
  const Player* player;
  CsnSend send;
  Place place;
  const char* problem; ///< What is wrong with an argument
} Sending;

static void
send_one(Sending* s, json_t* value)
{
  uint32_t slot = 0;
  double number = 0;
  if (returned_find(&s->player->memory, value, &s->place, &slot)) {
    csn_record_variable(&s->send.writer, slot);
  } else if (calls_number(value, &number)) {
    csn_send_number(&s->send, number);
  } else if (!json_is_string(value)) {
    s->problem = "is neither a number nor a text";
  } else if (!strcmp(s->place.param, "instr") ||
             !strcmp(s->place.param, "p1") ||
             !strcmp(s->place.param, "eventid")) {
    csn_send_instr(&s->send, json_string_value(value));
  } else {
    csn_send_text(&s->send, json_string_value(value));
  }
}

/* Sound files lie beside the list of calls. */
static void
send_path(Sending* s, const char* name)
{
  char* path = NULL;
  if (*name != '/' && asprintf(&path, "%s%s", s->player->calls->folder, name) &&
      path && !access(path, R_OK)) {
    char* const whole = realpath(path, NULL);
    csn_send_text(&s->send, whole ? whole : path);
    free(whole);
  } else {
    csn_send_text(&s->send, name);
  }
  free(path);
}

/* P-fields by their names. */
static void
send_named(Sending* s, json_t* values)
{
  const char* name = NULL;
  json_t* value = NULL;
  json_object_foreach(values, name, value)
  {
    s->place.named = name;
    csn_send_name(&s->send, name, strlen(name));
    send_one(s, value);
  }
  s->place.named = NULL;
}

/* Rows of numbers as one list; the times and values of a bus, which may be
   apart, as pairs.  Returns a new reference. */
static json_t*
flattened(Sending* s, const json_t* list)
{
  json_t* const flat = json_array();
  const size_t n_rows = json_array_size(list);
  const size_t n = json_array_size(json_array_get(list, 0));
  const bool apart =
    !strcmp(s->place.call->name, "automateBus") && n_rows == 2U;
  for (size_t i = 0; i < n_rows * n; ++i) {
    const size_t row = apart ? i % n_rows : i / n;
    const size_t column = apart ? i / n_rows : i % n;
    json_t* const value = json_array_get(json_array_get(list, row), column);
    if (!value || json_array_size(json_array_get(list, row)) != n) {
      s->problem = "has rows of different lengths";
      break;
    }
    json_array_append(flat, value);
  }
  return flat;
}

/* Sends a list of more numbers than this as plain data. */
static bool
send_plain(Sending* s, const json_t* list, size_t more_than)
{
  const size_t n = json_array_size(list);
  double* const numbers = (double*)calloc(n + 1U, sizeof(double));
  bool plain = numbers && n > more_than;
  for (size_t i = 0; plain && i < n; ++i) {
    plain = calls_number(json_array_get(list, i), &numbers[i]);
  }
  if (plain) {
    csn_send_array(&s->send, numbers, n);
  }
  free(numbers);
  return plain;
}

static void
send_list(Sending* s, json_t* list)
{
  json_t* const flat = json_is_array(json_array_get(list, 0))
                         ? flattened(s, list)
                         : json_incref(list);
  const bool pairs = !strcmp(s->place.param, "pairs");
  const bool done = send_plain(s, flat, PLAIN);
  const size_t n = done ? 0 : json_array_size(flat);
  for (s->place.index = 0; s->place.index < n; ++s->place.index) {
    json_t* const value = json_array_get(flat, s->place.index);
    const char* const text = json_string_value(value);
    double number = 0;
    if (json_is_object(value)) {
      send_named(s, value);
    } else if (pairs && text && !(s->place.index % 2U) &&
               !calls_number(value, &number)) {
      csn_send_name(&s->send, text, strlen(text));
    } else {
      send_one(s, value);
    }
  }
  json_decref(flat);
}

/* A list, also where it is in an object that tells what kind of array it was;
   null: it is none. */
static json_t*
list_of(json_t* value)
{
  static const char* const keys[] = {
    "ndarray", "__ndarray__", "array", "data", "values",
  };
  json_t* list = json_is_array(value) ? value : NULL;
  for (size_t i = 0; !list && i < sizeof(keys) / sizeof(keys[0]); ++i) {
    json_t* const inner = json_object_get(value, keys[i]);
    list = json_is_array(inner) ? inner : NULL;
  }
  return list;
}

/* What is left out: its default; but rows of data are channels, and a preset
   is a bank and a number. */
static void
send_absent(Sending* s, const Call* call, const CsnParam* param)
{
  const bool channels = !strcmp(param->name, "numchannels");
  const bool bank = !strcmp(param->name, "bank");
  const char* const whole = bank ? "preset" : channels ? "data" : NULL;
  json_t* const from = whole ? signature_argument(call, whole) : NULL;
  json_t* const first = json_array_get(list_of(from), 0);
  if (bank && first) {
    send_one(s, first);
  } else if (json_array_size(first)) {
    csn_send_number(&s->send, (double)json_array_size(first));
  } else if (param->kind != CSN_PARAM_REPEATED) {
    csn_send_number(&s->send, param->fallback);
  }
  json_decref(from);
}

static void
send_param(Sending* s, const Call* call, const CsnParam* param)
{
  json_t* const value = signature_argument(call, param->name);
  json_t* const list = list_of(value);
  const bool repeated = param->kind == CSN_PARAM_REPEATED;
  s->place = (Place){ call, param->name, 0, NULL };
  if (!value) {
    send_absent(s, call, param);
  } else if (list && repeated) {
    send_list(s, list);
  } else if (list && !strcmp(param->name, "preset")) {
    send_one(s, json_array_get(list, 1));
  } else if (list) {
    s->problem = send_plain(s, list, 0) ? NULL : "is no list of numbers";
  } else if (json_is_object(value) && repeated) {
    send_named(s, value);
  } else if ((strstr(param->name, "path") || !strcmp(param->name, "include")) &&
             json_is_string(value)) {
    send_path(s, json_string_value(value));
  } else {
    send_one(s, value);
  }
  json_decref(value);
}

static void
refuse(Player* player, const Call* call, const char* what, const char* problem)
{
  fprintf(stderr,
          "call %zu: %s: %s%s%s\n",
          call->number,
          call->name,
          what,
          *what ? " " : "",
          problem);
  ++player->n_failed;
}

/* Sends a call of a method that the engine has. */
static void
send_call(Player* player, const Call* call, uint32_t id, size_t index)
{
  Sending s = { .player = player };
  csn_send_begin(&s.send, (CsnMethodId)id, (uint32_t)index + 1U);
  const CsnParam* param = csn_method(id)->params;
  for (; param->name && !s.problem; ++param) {
    send_param(&s, call, param);
  }
  if (s.problem) {
    csn_send_drop(&s.send);
    refuse(player, call, s.place.param, s.problem);
    return;
  }
  ((CsnRecord*)(void*)s.send.writer.buffer)->variable =
    returned_keep(&player->memory, &player->calls->calls[index]);
  const CsnStatus st = csn_send_end(player->engine, &s.send);
  if (st) {
    refuse(player, call, "", csn_strerror(st));
  }
}

/* While the clock is locked, times count from the lock. */
static void
count_locks(Player* player, const Call* call)
{
  if (!strcmp(call->name, "pushLock") || !strcmp(call->name, "lockedClock")) {
    ++player->n_locks;
  } else if (!strcmp(call->name, "popLock")) {
    player->n_locks -= player->n_locks > 0;
  } else if (!strcmp(call->name, "lockClock")) {
    json_t* const lock = signature_argument(call, "lock");
    player->n_locks = !json_is_false(lock);
    json_decref(lock);
  }
}

/* `with engine.lockedClock():` is a call of it, and one of pushLock by Python's
   own doing: both together are one lock. */
static bool
is_entry(const Call* calls, size_t index)
{
  const Call* const call = &calls[index];
  return index > 0 && !strcmp(call->name, "pushLock") &&
         !strcmp(call[-1].name, "lockedClock") &&
         call[-1].frame == call->frame && !json_array_size(call->args) &&
         !json_object_size(call->kwargs);
}

void
player_call(Player* player, size_t index)
{
  const Call* const call = &player->calls->calls[index];
  if (is_entry(player->calls->calls, index)) {
    return;
  }
  char problem[256] = "csoundengine knows no such method";
  if (!signature_known(call->name) ||
      signature_problem(call, problem, sizeof(problem))) {
    refuse(player, call, "", problem);
    return;
  }

  Call ours;
  if (!session_translate(
        call, player->calls, player->n_locks > 0, &ours, problem)) {
    refuse(player, call, "", problem);
    return;
  }
  const uint32_t id = csn_method_find(ours.name, strlen(ours.name));
  if (id == CSN_N_METHODS) {
    refuse(player, call, "", "there is no method yet for it");
  } else {
    count_locks(player, &ours);
    send_call(player, &ours, id, index);
  }
  session_drop(&ours);
}
