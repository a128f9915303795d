// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "signatures.h"

#include <string.h>

/** Parameters in order; a star takes all that is left. */
typedef struct {
  const char* method;
  const char* params;
} Signature;

static const Signature signatures[] = {
  { "assignBus", "kind value persist" },
  { "automateBus", "bus pairs mode delay overtake" },
  { "automatep", "p1 pidx pairs mode delay overtake" },
  { "automateTable", "tabnum idx pairs mode delay overtake" },
  { "callLater", "delay callback" },
  { "compile", "code block" },
  { "definedStrings", "" },
  { "elapsedTime", "" },
  { "evalCode", "code" },
  { "fillTable", "tabnum data method block" },
  { "freeTable", "tableindex delay" },
  { "getControlChannel", "channel" },
  { "getp", "eventid idx" },
  { "getTableData", "idx flat" },
  { "getUniqueInstrInstance", "instr" },
  { "includeFile", "include" },
  { "initChannel", "channel value kind mode" },
  { "isClockLocked", "" },
  { "lockClock", "lock" },
  { "lockedClock", "latency" },
  { "makeEmptyTable", "size numchannels sr delay" },
  { "makeTable", "data tabnum sr block callback" },
  { "playSample", "tabnum delay chan speed gain fade starttime lagtime dur" },
  { "playSoundFromDisk", "path delay chan speed fade" },
  { "popLock", "" },
  { "pushLock", "latency" },
  { "queryNamedInstr", "instrname cached callback" },
  { "readBus", "bus default" },
  { "readSoundfile", "path tabnum chan callback block skiptime" },
  { "realElapsedTime", "threshold" },
  { "releaseBus", "bus" },
  { "sched", "instr delay dur args relative unique" },
  { "schedSync", "instr delay dur args timeout" },
  { "setChannel", "channel value method delay" },
  { "setp", "p1 *pairs delay" },
  { "setTableMetadata", "tabnum sr numchannels delay check" },
  { "soundfontPlay", "index pitch amp delay dur vel chan" },
  { "soundfontPreparePreset", "sf2path preset" },
  { "strGet", "index" },
  { "strSet", "s sync" },
  { "sync", "timeout force threshold" },
  { "tableExists", "tabnum" },
  { "tableInfo", "tabnum cache" },
  { "tableWrite", "tabnum idx value delay" },
  { "testAudio", "dur delay period mode gaindb" },
  { "unsched", "p1 delay" },
  { "unschedAll", "" },
  { "unschedFuture", "p1" },
  { "writeBus", "bus value delay" },
};

/** Ours, where a parameter has another name than theirs. */
static const char* const aliases[][2] = {
  { "p1", "eventid" },
  { "index", "idx" },
  { "index", "pidx" },
  { "table", "tabnum" },
  { "tabnum", "idx" },
  { "tabnum", "tableindex" },
  { "table", "idx" },
  { "table", "tableindex" },
  { "text", "s" },
  { "string", "s" },
  { "path", "include" },
  { "path", "sf2path" },
  { "name", "instrname" },
  { "instr", "instrname" },
  { "channels", "numchannels" },
  { "skip", "skiptime" },
  { "start", "starttime" },
  { "lag", "lagtime" },
  { "code", "s" },
};

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
  for (size_t place = 0; p && *p; ++place) {
    const bool rest = *p == '*';
    p += rest;
    const size_t length = strcspn(p, " ");
    if (strlen(name) == length && !strncmp(name, p, length)) {
      return rest ? all_from(call->args, place)
                  : json_incref(json_array_get(call->args, place));
    }
    if (rest) {
      return NULL; // What follows is given by its name only
    }
    p += length + (p[length] == ' ');
  }
  return NULL;
}

/* Whether they have a parameter of this name. */
static bool
has(const char* method, const char* name)
{
  const char* p = params_of(method);
  while (p && *p) {
    p += *p == '*';
    const size_t length = strcspn(p, " ");
    if (strlen(name) == length && !strncmp(name, p, length)) {
      return true;
    }
    p += length + (p[length] == ' ');
  }
  return false;
}

json_t*
signature_argument(const Call* call, const char* name)
{
  json_t* found = find(call, name);
  const bool same = has(call->name, name);
  for (size_t i = 0;
       !found && !same && i < sizeof(aliases) / sizeof(aliases[0]);
       ++i) {
    if (!strcmp(aliases[i][0], name) && has(call->name, aliases[i][1])) {
      found = find(call, aliases[i][1]);
    }
  }
  if (json_is_null(found)) {
    json_decref(found);
    return NULL;
  }
  return found;
}
