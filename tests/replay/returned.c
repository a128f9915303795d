// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "returned.h"

#include "engine/call/record.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

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
    { "Session.assignBus", ID_BUS },
    { "Session.sched", ID_NOTE },
    { "soundfontPlay", ID_NOTE },
    { "soundfontPreparePreset", ID_PRESET },
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

uint16_t
returned_keep(Memory* memory, const Call* call)
{
  json_t* const value = json_is_array(call->returned)
                          ? json_array_get(call->returned, 0)
                          : call->returned;
  IdKind kind = ID_NOTE;
  double number = 0;
  if (!kind_of(call->name, &kind) ||
      (!calls_number(value, &number) && !json_is_string(value))) {
    return CSN_NO_VARIABLE;
  }
  const uint32_t slot = memory->n++ % MAX_RETURNED;
  memory->values[slot] = (Returned){ value, kind };
  return (uint16_t)slot;
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

/* Whether a `sched` gives it to an instrument that takes it for a bus. */
static bool
is_bus_arg(const Calls* calls, const Place* place)
{
  const json_t* const named = json_object_get(place->call->kwargs, "instr");
  const json_t* const instr =
    named ? named : json_array_get(place->call->args, 0);
  for (size_t i = 0; i < calls->n_calls; ++i) {
    const Call* const call = &calls->calls[i];
    const json_t* const by_name = json_object_get(call->kwargs, "code");
    const char* const code =
      json_string_value(by_name ? by_name : json_array_get(call->args, 0));
    if (!strcmp(call->name, "compile") && code &&
        is_bus_pfield(code, instr, place->index + 4U)) {
      return true;
    }
  }
  return false;
}

/* Whether the body of an instrument of the session takes a name for a bus. */
static bool
is_named_bus(const Calls* calls, const char* name)
{
  for (size_t i = 0; i < calls->n_calls; ++i) {
    const Call* const call = &calls->calls[i];
    const json_t* const by_name = json_object_get(call->kwargs, "body");
    const char* const body =
      json_string_value(by_name ? by_name : json_array_get(call->args, 1));
    if (!strcmp(call->name, "Session.defInstr") && body &&
        goes_to_bus(body, body + strlen(body), name)) {
      return true;
    }
  }
  return false;
}

static bool
stands_for(const Calls* calls, const Place* place, IdKind kind)
{
  const char* const param = place->param;
  if (!strcmp(param, "args")) {
    return kind == ID_TABLE || kind == ID_TEXT ||
           (kind == ID_BUS && (place->named ? is_named_bus(calls, place->named)
                                            : is_bus_arg(calls, place)));
  }
  return kind == ID_NOTE    ? !strcmp(param, "p1") || !strcmp(param, "eventid")
         : kind == ID_BUS   ? !strcmp(param, "bus")
         : kind == ID_TABLE ? strstr(param, "tab") ||
                                (!strcmp(param, "idx") &&
                                 !strcmp(place->call->name, "getTableData"))
         : kind == ID_PRESET
           ? !strcmp(param, "index") &&
               !strcmp(place->call->name, "soundfontPlay")
           : !strcmp(param, "index") && !strcmp(place->call->name, "strGet");
}

static bool
is_same(json_t* a, json_t* b)
{
  double x = 0;
  double y = 0;
  return calls_number(a, &x) && calls_number(b, &y) ? !(x < y) && !(x > y)
                                                    : json_equal(a, b) != 0;
}

bool
returned_find(const Memory* memory,
              json_t* value,
              const Place* place,
              uint32_t* slot)
{
  const uint32_t n = memory->n;
  for (uint32_t i = n; i > 0 && i + MAX_RETURNED > n; --i) {
    const Returned* const r = &memory->values[(i - 1U) % MAX_RETURNED];
    if (is_same(r->theirs, value) &&
        stands_for(memory->calls, place, r->kind)) {
      *slot = (i - 1U) % MAX_RETURNED;
      return true;
    }
  }
  return false;
}
