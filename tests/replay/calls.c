// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "calls.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define START_FRAMES 128 ///< csoundengine has started when they are performed
#define MARK_FRAMES 512  ///< It lets them go by before the render begins

bool
calls_number(const json_t* value, double* number)
{
  const char* const text = json_string_value(value);
  const bool nan_text = text && !strcasecmp(text, "nan");
  const bool inf_text = text && !strcasecmp(text, "inf");
  if (!json_is_number(value) && !json_is_boolean(value) && !nan_text &&
      !inf_text) {
    return false;
  }
  *number = nan_text                 ? (double)NAN
            : inf_text               ? (double)INFINITY
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
find_mark(const json_t* items, double rate)
{
  int64_t mark = START_FRAMES;
  int64_t locked = -1; // While the clock is, the time is that of this frame
  size_t i = 0;
  json_t* item = NULL;
  json_array_foreach(items, i, item)
  {
    const int64_t frame = frame_of(item, "sample", 0);
    const char* const name = name_of(item);
    if (json_object_get(item, "mark") && !json_object_get(item, "phase")) {
      mark += MARK_FRAMES;
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
  return mark;
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

static bool
take_calls(Calls* calls)
{
  const json_t* const items = json_object_get(calls->root, "calls");
  const size_t n = json_array_size(items);
  calls->mark = (int64_t)number_of(calls->root,
                                   "mark",
                                   (double)find_mark(items, calls->rate));
  calls->calls = (Call*)calloc(n + 1U, sizeof(Call));
  for (size_t i = 0; calls->calls && i < n; ++i) {
    const json_t* const item = json_array_get(items, i);
    if (*name_of(item)) {
      Call* const call = &calls->calls[calls->n_calls++];
      call->frame = moment_of(item) + (is_setup(item) ? 0 : calls->mark);
      call->name = name_of(item);
      call->args = json_object_get(item, "args");
      call->kwargs = json_object_get(item, "kwargs");
      call->returned = json_object_get(item, "returned");
    }
  }
  return calls->calls && json_is_array(items);
}

bool
calls_read(Calls* calls, const char* path)
{
  json_error_t error;
  memset(calls, 0, sizeof(*calls));
  calls->root = json_load_file(path, 0, &error);
  if (!calls->root) {
    fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
    return false;
  }

  const char* const slash = strrchr(path, '/');
  calls->folder =
    strndup(slash ? path : "./", slash ? (size_t)(slash - path) + 1U : 2U);
  calls->rate = number_of(calls->root, "sr", 48000);
  calls->ksmps = (uint32_t)frame_of(calls->root, "ksmps", 64);
  calls->n_channels = (uint32_t)frame_of(calls->root, "nchnls", 2);
  calls->a4 = number_of(calls->root, "a4", 0);
  calls->extra_latency = number_of(calls->root, "extraLatency", 0);
  calls->n_frames = (uint32_t)frame_of(calls->root, "frames", 0);
  if (!take_calls(calls) || !calls->folder || calls->ksmps < 1) {
    fprintf(stderr, "%s: this is no list of calls\n", path);
    return false;
  }
  return true;
}

void
calls_free(Calls* calls)
{
  json_decref(calls->root);
  free(calls->folder);
  free(calls->calls);
}
