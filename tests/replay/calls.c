// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "calls.h"

#include "session.h"
#include "source.h"

#include "engine/csonance.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define START_CYCLES 2 ///< csoundengine has started when they are performed
#define MARK_CYCLES 8  ///< It lets them go by before the render begins

bool
calls_number(const json_t* value, double* number)
{
  const char* const text = json_string_value(value);
  const bool nan_text = text && !strcasecmp(text, "nan");
  const bool minus = text && *text == '-';
  const bool inf_text = text && (!strcasecmp(text + minus, "inf") ||
                                 !strcasecmp(text + minus, "infinity"));
  if (!json_is_number(value) && !json_is_boolean(value) && !nan_text &&
      !inf_text) {
    return false;
  }
  *number = nan_text                 ? (double)NAN
            : inf_text               ? (double)(minus ? -INFINITY : INFINITY)
            : json_is_boolean(value) ? json_is_true(value)
                                     : json_number_value(value);
  return true;
}

static double
number_of(const json_t* object, const char* key, double otherwise)
{
  double number = otherwise;
  return calls_number(json_object_get(object, key), &number) ? number
                                                             : otherwise;
}

static int64_t
frame_of(const json_t* object, const char* key, int64_t otherwise)
{
  return (int64_t)number_of(object, key, (double)otherwise);
}

static bool
is_setup(const json_t* item)
{
  const char* const phase = json_string_value(json_object_get(item, "phase"));
  return phase && !strcmp(phase, "setup");
}

static const char*
name_of(const json_t* item)
{
  const char* const name = json_string_value(json_object_get(item, "call"));
  return name ? name : "";
}

/* The frames of the render count from the mark, and its absolute times from
   the engine's start.  What lies between the two is told by the first call
   that has returned the time, if there is one; else nothing depends on it. */
static int64_t
find_mark(const json_t* items, double rate, int64_t ksmps)
{
  int64_t mark = START_CYCLES * ksmps;
  int64_t locked = -1; // While the clock is, the time is that of this frame
  size_t i = 0;
  json_t* item = NULL;
  json_array_foreach(items, i, item)
  {
    const int64_t frame = frame_of(item, "sample", 0);
    const char* const name = name_of(item);
    if (json_object_get(item, "mark") && !json_object_get(item, "phase")) {
      mark += MARK_CYCLES * ksmps;
    } else if (is_setup(item)) {
      mark = frame_of(item, "sample_after", frame);
    } else if (!strcmp(name, "pushLock") || !strcmp(name, "lockedClock") ||
               (!strcmp(name, "lockClock") &&
                !json_is_false(
                  json_array_get(json_object_get(item, "args"), 0)))) {
      locked = locked < 0 ? frame : locked;
    } else if (!strcmp(name, "popLock") || !strcmp(name, "lockClock")) {
      locked = -1;
    } else if (!strcmp(name, "elapsedTime") ||
               !strcmp(name, "realElapsedTime")) {
      const int64_t at = locked < 0 || *name == 'r' ? frame : locked;
      return llrint(number_of(item, "returned", 0) * rate) - at;
    }
  }
  return (mark + ksmps - 1) / ksmps * ksmps;
}

/* csoundengine makes a `sched` that has to wait (for the number of a text or a
   name) when the wait is over. */
static int64_t
moment_of(const json_t* item)
{
  const int64_t frame = frame_of(item, "sample", 0);
  return !strcmp(name_of(item), "sched") ? frame_of(item, "sample_after", frame)
                                         : frame;
}

/* What is wrong with a call's shape; null: nothing. */
static const char*
shape_problem(const json_t* item)
{
  const json_t* const args = json_object_get(item, "args");
  const json_t* const kwargs = json_object_get(item, "kwargs");
  double frame = 0;
  if (!json_is_object(item)) {
    return "is no object";
  }
  if (!json_is_string(json_object_get(item, "call"))) {
    return "does not name a method by \"call\"";
  }
  if (args && !json_is_array(args)) {
    return "has \"args\" that are no list";
  }
  if (kwargs && !json_is_object(kwargs) && !json_is_null(kwargs)) {
    return "has \"kwargs\" that are no object";
  }
  if (!calls_number(json_object_get(item, "sample"), &frame) ||
      !(fabs(frame) < 1e12)) {
    return "does not say at which \"sample\" it was made";
  }
  return NULL;
}

/* A mark between two calls, which is none itself. */
static bool
is_mark(const json_t* item)
{
  return json_object_get(item, "mark") && !json_object_get(item, "call");
}

static bool
take_calls(Calls* calls, const char* path)
{
  const json_t* const items = json_object_get(calls->root, "calls");
  const size_t n = json_array_size(items);
  json_t* const defined = json_object();
  bool good = true;
  calls->names = json_array();
  calls->calls = (Call*)calloc(n + 1U, sizeof(Call));
  for (size_t i = 0; calls->calls && i < n; ++i) {
    const json_t* const item = json_array_get(items, i);
    const char* const problem = is_mark(item) ? NULL : shape_problem(item);
    if (problem) {
      fprintf(stderr, "%s: call %zu %s\n", path, i, problem);
      good = false;
    } else if (!is_mark(item)) {
      char name[64];
      session_name(item, defined, name);
      json_array_append_new(calls->names, json_string(name));
      Call* const call = &calls->calls[calls->n_calls];
      call->number = i;
      call->frame = moment_of(item) + (is_setup(item) ? 0 : calls->mark);
      call->name =
        json_string_value(json_array_get(calls->names, calls->n_calls));
      call->receiver = json_object_get(item, "receiver");
      call->args = json_object_get(item, "args");
      call->kwargs = json_object_get(item, "kwargs");
      call->returned = json_object_get(item, "returned");
      ++calls->n_calls;
    }
  }
  json_decref(defined);
  return calls->calls && good;
}

/* Reads the shape of the engine. */
static const char*
take_shape(Calls* calls)
{
  const double ksmps = number_of(calls->root, "ksmps", 64);
  const double n_channels = number_of(calls->root, "nchnls", 2);
  const double n_frames = number_of(calls->root, "frames", 0);
  calls->rate = number_of(calls->root, "sr", 48000);
  calls->a4 = number_of(calls->root, "a4", 0);
  calls->extra_latency = number_of(calls->root, "extraLatency", 0);
  if (!(calls->rate >= 1000 && calls->rate <= 1e6)) {
    return "\"sr\" is no sample rate";
  }
  if (!(ksmps >= 1 && ksmps <= 8192)) {
    return "\"ksmps\" is 1 to 8192";
  }
  if (!(n_channels >= 1 && n_channels <= CSN_MAX_CHANNELS)) {
    return "it has no or too many channels in \"nchnls\"";
  }
  if (!(n_frames >= 0 && n_frames < 1e9)) {
    return "\"frames\" is no number of frames";
  }
  if (!(calls->extra_latency >= 0 && calls->extra_latency <= 1e6)) {
    return "\"extraLatency\" is no time";
  }
  calls->ksmps = (uint32_t)ksmps;
  calls->n_channels = (uint32_t)n_channels;
  calls->n_frames = (uint32_t)n_frames;
  return NULL;
}

/* A computed sound has no calls of its own, but says whose it has, and by its
   description in which mode: "what mode expon(2) is documented to do". */
static void
borrow_calls(Calls* calls)
{
  char name[64] = "";
  char path[1024];
  const char* const same =
    json_string_value(json_object_get(calls->root, "same_calls_as"));
  const char* const about =
    json_string_value(json_object_get(calls->root, "description"));
  const char* const mode = about ? strstr(about, "mode ") : NULL;
  if (!same || json_object_get(calls->root, "calls") ||
      sscanf(same, "%63s", name) != 1) {
    return;
  }
  snprintf(path, sizeof(path), "%s%s.json", calls->folder, name);
  json_t* const other = json_load_file(path, 0, NULL);
  json_t* const items = json_object_get(other, "calls");
  json_object_set(calls->root, "calls", items);
  json_object_set(calls->root, "frames", json_object_get(other, "frames"));
  char word[64] = "";
  size_t i = 0;
  json_t* item = NULL;
  json_array_foreach(items, i, item)
  {
    json_t* const kwargs = json_object_get(item, "kwargs");
    if (json_object_get(kwargs, "mode") && mode &&
        sscanf(mode, "mode %63s", word) == 1) {
      json_object_set_new(kwargs, "mode", json_string(word));
    }
  }
  json_decref(other);
}

bool
calls_read(Calls* calls, const char* path)
{
  json_error_t error;
  memset(calls, 0, sizeof(*calls));
  calls->root = json_load_file(path, JSON_ALLOW_NUL, &error);
  if (!calls->root) {
    fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
    return false;
  }

  const char* const slash = strrchr(path, '/');
  calls->folder =
    strndup(slash ? path : "./", slash ? (size_t)(slash - path) + 1U : 2U);
  borrow_calls(calls);
  calls->from_score = !json_object_get(calls->root, "calls") &&
                      json_object_get(calls->root, "source");
  if (calls->from_score && !source_to_calls(calls->root, path)) {
    return false;
  }
  const char* problem = take_shape(calls);
  if (!json_is_array(json_object_get(calls->root, "calls"))) {
    problem = "this is no list of calls";
  }
  if (problem || !calls->folder) {
    fprintf(stderr, "%s: %s\n", path, problem ? problem : "no memory");
    return false;
  }
  calls->mark = frame_of(calls->root,
                         "mark",
                         find_mark(json_object_get(calls->root, "calls"),
                                   calls->rate,
                                   calls->ksmps));
  return take_calls(calls, path);
}

void
calls_free(Calls* calls)
{
  json_decref(calls->names);
  json_decref(calls->root);
  free(calls->folder);
  free(calls->calls);
}
