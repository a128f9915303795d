// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "player.h"

#include "signatures.h"

#include "engine/call/methods.h"
#include "engine/call/send.h"
#include "engine/engine.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What calls return

static bool
kind_of(const char* method, IdKind* kind)
{
  static const struct {
    const char* method;
    IdKind kind;
  } kinds[] = {
    { "assignBus", ID_BUS },
    { "automateBus", ID_NOTE },
    { "automatep", ID_NOTE },
    { "automateTable", ID_NOTE },
    { "getUniqueInstrInstance", ID_NOTE },
    { "makeEmptyTable", ID_TABLE },
    { "makeTable", ID_TABLE },
    { "playSample", ID_NOTE },
    { "playSoundFromDisk", ID_NOTE },
    { "readSoundfile", ID_TABLE },
    { "sched", ID_NOTE },
    { "schedSync", ID_NOTE },
    { "soundfontPlay", ID_NOTE },
    { "strSet", ID_TEXT },
    { "testAudio", ID_NOTE },
  };
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (!strcmp(kinds[i].method, method)) {
      *kind = kinds[i].kind;
      return true;
    }
  }
  return false;
}

static uint16_t
remember(Player* player, const Call* call)
{
  const json_t* value = json_is_array(call->returned)
                          ? json_array_get(call->returned, 0)
                          : call->returned;
  IdKind kind = ID_NOTE;
  double theirs = 0;
  if (!kind_of(call->name, &kind) || !calls_number(value, &theirs)) {
    return CSN_NO_VARIABLE;
  }
  const uint32_t slot = player->n_returned++ % MAX_RETURNED;
  player->returned[slot] = (Returned){ theirs, kind };
  return (uint16_t)slot;
}

/* The variable that has ours in place of theirs; the newest first. */
static bool
find_returned(const Player* player,
              double theirs,
              bool (*fits)(const void* data, IdKind kind),
              const void* data,
              uint32_t* slot)
{
  const uint32_t n = player->n_returned;
  for (uint32_t i = n; i > 0 && i + MAX_RETURNED > n; --i) {
    const Returned* const r = &player->returned[(i - 1U) % MAX_RETURNED];
    if (!(r->theirs < theirs) && !(r->theirs > theirs) && fits(data, r->kind)) {
      *slot = (i - 1U) % MAX_RETURNED;
      return true;
    }
  }
  return false;
}

// Which numbers are ids

static bool
is_word(char c)
{
  return isalnum((unsigned char)c) || c == '_';
}

/* Finds a word of a text between two places, from `at` on. */
static const char*
find_word(const char* at, const char* end, const char* word)
{
  const size_t length = strlen(word);
  for (const char* p = at; p + length <= end; ++p) {
    if (!strncmp(p, word, length) && (p == at || !is_word(p[-1])) &&
        (p + length == end || !is_word(p[length]))) {
      return p;
    }
  }
  return NULL;
}

/* Whether a word is the first argument of a bus opcode in this text. */
static bool
goes_to_bus(const char* begin, const char* end, const char* word)
{
  static const char* const opcodes[] = { "busin", "busout", "busmix" };
  for (size_t i = 0; i < sizeof(opcodes) / sizeof(opcodes[0]); ++i) {
    const char* p = find_word(begin, end, opcodes[i]);
    for (; p; p = find_word(p + 1, end, opcodes[i])) {
      const char* arg = p + strlen(opcodes[i]);
      arg += *arg == ':' ? 2 : 0;
      arg += strspn(arg, " \t(");
      if (find_word(arg, end, word) == arg) {
        return true;
      }
    }
  }
  return false;
}

/* Whether a p-field is a bus in some instrument of this number or name, by
   itself or through `ibus = p4`. */
static bool
is_bus_pfield(const char* code, const json_t* instr, size_t index)
{
  char name[64];
  char field[32];
  if (json_is_string(instr)) {
    snprintf(name, sizeof(name), "%s", json_string_value(instr));
    name[strcspn(name, ".")] = '\0';
  } else {
    snprintf(name, sizeof(name), "%d", (int)json_number_value(instr));
  }
  snprintf(field, sizeof(field), "p%zu", index);

  const char* const all = code + strlen(code);
  const char* p = find_word(code, all, "instr");
  for (; p; p = find_word(p + 1, all, "instr")) {
    const char* const head = p + strcspn(p, "\n");
    const char* const stop = strstr(p, "endin");
    const char* const end = stop ? stop : all;
    if (!find_word(p, head, name)) {
      continue;
    }
    for (const char* f = find_word(head, end, field); f;
         f = find_word(f + 1, end, field)) {
      const char* q = f;
      while (q > head && strchr(" \t=", q[-1])) {
        --q;
      }
      const char* const last = q;
      while (q > head && is_word(q[-1])) {
        --q;
      }
      char variable[64];
      snprintf(variable, sizeof(variable), "%.*s", (int)(last - q), q);
      if (last < f && last > q && goes_to_bus(head, end, variable)) {
        return true;
      }
    }
    if (goes_to_bus(head, end, field)) {
      return true;
    }
  }
  return false;
}

/** A number of a call's arguments, in its place. */
typedef struct {
  const Player* player;
  const Call* call;
  const char* param;
  size_t index; ///< In the list of `sched`'s args
} Place;

static bool
is_bus_arg(const Place* place)
{
  const json_t* const instr = json_array_get(place->call->args, 0);
  const Calls* const calls = place->player->calls;
  for (size_t i = 0; i < calls->n_calls; ++i) {
    const char* const code =
      json_string_value(json_array_get(calls->calls[i].args, 0));
    if (!strcmp(calls->calls[i].name, "compile") && code &&
        is_bus_pfield(code, instr, place->index + 4U)) {
      return true;
    }
  }
  return false;
}

static bool
stands_for(const void* data, IdKind kind)
{
  const Place* const place = (const Place*)data;
  const char* const param = place->param;
  if (!strcmp(param, "args")) {
    return kind == ID_TABLE || kind == ID_TEXT ||
           (kind == ID_BUS && is_bus_arg(place));
  }
  return kind == ID_NOTE    ? !strcmp(param, "p1")
         : kind == ID_BUS   ? !strcmp(param, "bus")
         : kind == ID_TABLE ? strstr(param, "tab") != NULL
                            : !strcmp(param, "index");
}

// One call

static void
send_one(CsnSend* send, const Place* place, const json_t* value)
{
  uint32_t slot = 0;
  double number = 0;
  const bool counts = calls_number(value, &number);
  if (counts &&
      find_returned(place->player, number, stands_for, place, &slot)) {
    csn_record_variable(&send->writer, slot);
  } else if (counts) {
    csn_send_number(send, number);
  } else if (!strcmp(place->param, "instr")) {
    csn_send_instr(send, json_string_value(value));
  } else {
    csn_send_text(send, json_string_value(value));
  }
}

/* Sound files lie beside the list of calls. */
static void
send_path(CsnSend* send, const Player* player, const char* name)
{
  char* path = NULL;
  if (*name != '/' &&
      asprintf(&path, "%s%s", player->calls->folder, name) > 0 &&
      !access(path, R_OK)) {
    char* const whole = realpath(path, NULL);
    csn_send_text(send, whole ? whole : path);
    free(whole);
  } else {
    csn_send_text(send, name);
  }
  free(path);
}

static void
send_list(CsnSend* send, Place* place, const json_t* list)
{
  const size_t n = json_array_size(list);
  double* const numbers = (double*)calloc(n + 1U, sizeof(double));
  bool plain = numbers && n > 64; // A long list is plain data
  for (size_t i = 0; plain && i < n; ++i) {
    plain = calls_number(json_array_get(list, i), &numbers[i]);
  }
  if (plain) {
    csn_send_array(send, numbers, n);
  }
  for (place->index = 0; !plain && place->index < n; ++place->index) {
    send_one(send, place, json_array_get(list, place->index));
  }
  free(numbers);
}

static void
send_param(CsnSend* send, Place* place, const CsnParam* param)
{
  json_t* const value = signature_argument(place->call, param->name);
  place->param = param->name;
  if (!value) {
    if (param->kind != CSN_PARAM_REPEATED) {
      csn_send_number(send, param->fallback);
    }
  } else if (json_is_array(value)) {
    send_list(send, place, value);
  } else if (!strcmp(param->name, "path") && json_is_string(value)) {
    send_path(send, place->player, json_string_value(value));
  } else {
    send_one(send, place, value);
  }
  json_decref(value);
}

void
player_call(Player* player, size_t index)
{
  const Call* const call = &player->calls->calls[index];
  const uint32_t id = csn_method_find(call->name, strlen(call->name));
  if (id == CSN_N_METHODS) {
    fprintf(stderr,
            "call %zu: %s %s\n",
            index,
            signature_known(call->name) ? "there is no method yet for"
                                        : "csoundengine knows no",
            call->name);
    ++player->n_failed;
    return;
  }

  CsnSend send;
  Place place = { player, call, "", 0 };
  csn_send_begin(&send, (CsnMethodId)id, (uint32_t)index + 1U);
  for (const CsnParam* param = csn_method(id)->params; param->name; ++param) {
    send_param(&send, &place, param);
  }
  ((CsnRecord*)(void*)send.writer.buffer)->variable = remember(player, call);
  const CsnStatus st = csn_send_end(player->engine, &send);
  if (st) {
    fprintf(stderr, "call %zu: %s: %s\n", index, call->name, csn_strerror(st));
    ++player->n_failed;
  }
}
