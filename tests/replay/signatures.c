// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "signatures.h"

#include <stdio.h>
#include <string.h>

/** Parameters in order, those that have a default behind a bar; one star takes
    all that is left by its place, two take it by its name. */
typedef struct {
  const char* method;
  const char* params;
} Signature;

static const Signature signatures[] = {
  { "assignBus", "| kind value persist" },
  { "automateBus", "bus pairs | mode delay overtake" },
  { "automatep", "p1 pidx pairs | mode delay overtake" },
  { "automateTable", "tabnum idx pairs | mode delay overtake" },
  { "bufferLatency", "" },
  { "busSystemStatus", "" },
  { "callLater", "delay | callback" },
  { "channelPointer", "channel | kind mode" },
  { "compile", "code | block" },
  { "controlLatency", "" },
  { "definedStrings", "" },
  { "elapsedTime", "" },
  { "evalCode", "code" },
  { "eventUI", "eventid | **pargs" },
  { "fillTable", "tabnum data | method block" },
  { "freeTable", "tableindex | delay" },
  { "getControlChannel", "channel" },
  { "getp", "eventid idx" },
  { "getTableData", "idx | flat" },
  { "getUniqueInstrInstance", "instr" },
  { "hasBusSupport", "" },
  { "includeFile", "include" },
  { "initChannel", "channel | value kind mode" },
  { "isClockLocked", "" },
  { "lockClock", "| lock" },
  { "lockedClock", "| latency" },
  { "makeEmptyTable", "size | numchannels sr delay" },
  { "makeTable", "data | tabnum sr block callback" },
  { "needsSync", "" },
  { "playSample", "tabnum | delay chan speed gain fade starttime lagtime dur" },
  { "playSoundFromDisk", "path | delay chan speed fade" },
  { "plotTable", "tabnum | sr" },
  { "plotTableSpectrogram",
    "tabnum | fftsize mindb maxfreq overlap minfreq sr chan" },
  { "popLock", "" },
  { "pushLock", "| latency" },
  { "queryNamedInstr", "instrname | cached callback" },
  { "readBus", "bus | default" },
  { "readSoundfile", "| path tabnum chan callback block skiptime" },
  { "realElapsedTime", "| threshold" },
  { "registerOutvalueCallback", "chan | func" },
  { "releaseBus", "bus" },
  { "reservedInstrRanges", "" },
  { "reserveInstrRange", "name mininstrnum maxinstrnum" },
  { "restart", "| wait" },
  { "sched", "instr | delay dur args relative unique" },
  { "schedSync", "instr | delay dur args timeout" },
  { "session", "| priorities maxControlsPerInstr numControlSlots" },
  { "setChannel", "channel value | method delay" },
  { "setp", "p1 *pairs | delay" },
  { "setTableMetadata", "tabnum sr | numchannels delay check" },
  { "soundfontPlay", "index pitch | amp delay dur vel chan" },
  { "soundfontPreparePreset", "sf2path | preset" },
  { "start", "" },
  { "stop", "" },
  { "strGet", "index" },
  { "strSet", "s | sync" },
  { "sync", "| timeout force threshold" },
  { "tableExists", "tabnum" },
  { "tableInfo", "tabnum | cache" },
  { "tableWrite", "tabnum idx value | delay" },
  { "testAudio", "| dur delay period mode gaindb" },
  { "udpSendOrc", "code" },
  { "udpSendScoreline", "scoreline" },
  { "udpSetChannel", "channel value" },
  { "unsched", "p1 | delay" },
  { "unschedAll", "" },
  { "unschedFuture", "p1" },
  { "userInstrumentsRange", "" },
  { "writeBus", "bus value | delay" },
  // Those of a session and of its notes
  { "Session.defInstr",
    "name body | args init priority doc includes aliases useDynamicPfields" },
  { "Session.sched",
    "instrname | delay dur priority args whenfinished relative **kwargs" },
  { "Session.prepareSched", "instr | priority block" },
  { "Session.unsched", "event | delay" },
  { "Session.unschedAll", "| future" },
  { "Session.assignBus", "| kind value persist" },
  { "Synth.set", "| param value delay **kws" },
  { "Synth.setp", "| delay **kws" },
  { "Synth.automate", "param pairs | mode delay overtake" },
  { "Synth.stop", "| delay" },
};

/** Ours, where a parameter has another name than theirs. */
static const char* const aliases[][2] = {
  { "path", "sf2path" },    { "name", "instrname" },
  { "instr", "instrname" }, { "channels", "numchannels" },
  { "skip", "skiptime" },   { "start", "starttime" },
  { "lag", "lagtime" },
};

/** A parameter, while they are gone through. */
typedef struct {
  const char* name;
  size_t length;
  unsigned stars;
  bool has_default;
  size_t place;
} Param;

static const char*
params_of(const char* method)
{
  for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); ++i) {
    if (!strcmp(signatures[i].method, method)) {
      return signatures[i].params;
    }
  }
  return NULL;
}

bool
signature_known(const char* method)
{
  return params_of(method) != NULL;
}

/* Goes to the next parameter; begins with one of zeros at `*at`. */
static bool
next_param(const char** at, Param* param)
{
  const char* p = *at;
  param->place += param->name != NULL;
  if (p && *p == '|') {
    param->has_default = true;
    p += 1 + (p[1] == ' ');
  }
  if (!p || !*p) {
    return false;
  }
  param->stars = (unsigned)strspn(p, "*");
  param->name = p + param->stars;
  param->length = strcspn(param->name, " ");
  p = param->name + param->length;
  *at = p + (*p == ' ');
  return true;
}

static bool
is_named(const Param* param, const char* name)
{
  return strlen(name) == param->length &&
         !strncmp(name, param->name, param->length);
}

static json_t*
all_from(json_t* args, size_t place)
{
  json_t* const rest = json_array();
  for (size_t i = place; i < json_array_size(args); ++i) {
    json_array_append(rest, json_array_get(args, i));
  }
  return rest;
}

/* Finds it by their name: first as such, then by its place. */
static json_t*
find(const Call* call, const char* name)
{
  json_t* const named = json_object_get(call->kwargs, name);
  if (named) {
    return json_incref(named);
  }
  const char* p = params_of(call->name);
  Param param = { NULL, 0, 0, false, 0 };
  while (next_param(&p, &param) && param.stars < 2U) {
    if (is_named(&param, name)) {
      return param.stars ? all_from(call->args, param.place)
                         : json_incref(json_array_get(call->args, param.place));
    }
    if (param.stars) {
      break; // What follows is given by its name only
    }
  }
  return NULL;
}

/* Whether they have a parameter of this name. */
static bool
has(const char* method, const char* name)
{
  const char* p = params_of(method);
  Param param = { NULL, 0, 0, false, 0 };
  while (next_param(&p, &param)) {
    if (is_named(&param, name) && param.stars < 2U) {
      return true;
    }
  }
  return false;
}

json_t*
signature_given(const Call* call, const char* name)
{
  json_t* const found = find(call, name);
  if (json_is_null(found)) {
    json_decref(found);
    return NULL;
  }
  return found;
}

json_t*
signature_argument(const Call* call, const char* name)
{
  json_t* found = signature_given(call, name);
  const bool same = has(call->name, name);
  for (size_t i = 0;
       !found && !same && i < sizeof(aliases) / sizeof(aliases[0]);
       ++i) {
    if (!strcmp(aliases[i][0], name) && has(call->name, aliases[i][1])) {
      found = signature_given(call, aliases[i][1]);
    }
  }
  return found;
}

// What is wrong with a call

/* Arguments by name that there are not, or that were given by place. */
static bool
name_problem(const Call* call, bool any_name, char* problem, size_t size)
{
  const char* name = NULL;
  json_t* value = NULL;
  json_object_foreach(call->kwargs, name, value)
  {
    const char* p = params_of(call->name);
    Param param = { NULL, 0, 0, false, 0 };
    bool known = false;
    bool twice = false;
    while (next_param(&p, &param) && param.stars < 2U) {
      if (is_named(&param, name)) {
        known = true;
        twice = !param.stars && param.place < json_array_size(call->args);
      }
      if (param.stars) {
        param.place = (size_t)-2; // None after it has a place
      }
    }
    if (twice || (!known && !any_name)) {
      snprintf(problem,
               size,
               twice ? "the argument %s is given twice"
                     : "it has no argument %s",
               name);
      return true;
    }
  }
  return false;
}

bool
signature_problem(const Call* call, char* problem, size_t size)
{
  const size_t n_args = json_array_size(call->args);
  const char* p = params_of(call->name);
  Param param = { NULL, 0, 0, false, 0 };
  size_t n_places = 0;
  bool any_place = false;
  bool any_name = false;
  while (next_param(&p, &param)) {
    any_name = any_name || param.stars == 2U;
    n_places += !param.stars && !any_place;
    char name[64];
    snprintf(name, sizeof(name), "%.*s", (int)param.length, param.name);
    if (!param.has_default && !param.stars && param.place >= n_args &&
        !json_object_get(call->kwargs, name)) {
      snprintf(problem, size, "the argument %s is missing", name);
      return true;
    }
    any_place = any_place || param.stars == 1U;
  }
  if (n_args > n_places && !any_place) {
    snprintf(problem,
             size,
             "it takes %zu arguments by their place, and has %zu",
             n_places,
             n_args);
    return true;
  }
  return name_problem(call, any_name, problem, size);
}
