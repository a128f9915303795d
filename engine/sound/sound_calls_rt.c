// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods that play what is in files: playSoundFromDisk, soundfontPlay.
  Engine layer, audio thread.
*/

#include "call/calls.h"
#include "engine.h"
#include "note/clock.h"
#include "soundfont.h"
#include "stream.h"
#include "table/builtin.h"

#include <math.h>
#include <string.h>

#define PATIENCE 5.0 ///< Seconds after which a note will not come any more

static bool
is_time(double seconds)
{
  return seconds >= 0 && seconds < 1e9;
}

/* Takes a stream for a note; its problem is told, where there is one. */
CSN_AUDIO static CsnStream*
claim(CsnCall* call, const char* path)
{
  CsnEngine* const engine = call->engine;
  CsnStream* const stream = csn_stream_claim_rt(engine->streams, path);
  if (!stream) {
    call->wait = true; // It is being opened, or will be
    call->problem = "the file cannot be opened now";
    return NULL;
  }
  if (stream->problem[0]) {
    // The stream goes before the call is answered
    memcpy(engine->rt.texts, stream->problem, sizeof(stream->problem));
    call->problem = engine->rt.texts;
    return NULL;
  }
  return stream;
}

CSN_AUDIO static bool
is_full(const CsnStreams* streams)
{
  uint32_t n = 0;
  for (const CsnStream* s = streams->rt.list; s; s = s->rt.next) {
    n += s->rt.claimed;
  }
  return n >= CSN_MAX_STREAMS;
}

/* Notes that wait or have waited for their time. */
static uint64_t
n_sent(const CsnEngine* engine)
{
  return engine->rt.future->n_sent;
}

CsnStatus
csn_call_play_sound_from_disk(CsnCall* call)
{
  CsnEngine* const engine = call->engine;
  CsnArg path;
  double v[4]; // delay, chan, speed, fade
  if (!csn_call_arg(call, &path) || path.type != CSN_ARG_TEXT || !path.length ||
      strlen(path.text) != path.length) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a path is expected here");
  }
  for (unsigned i = 0; i < 4U; ++i) {
    if (!csn_call_number(call, &v[i])) {
      return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
    }
  }
  const char* const wrong =
    !is_time(v[0]) || !is_time(v[3]) ? "times are 0 or more"
    : !(v[1] >= 0 && v[1] <= 256)    ? "channels are 1 to 256, and 0 is 1"
    : !(v[2] >= 0 && v[2] <= CSN_STREAM_MAX_SPEED)
      ? "the speed of what comes from disk is 0 to 64"
      : NULL;
  if (wrong) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, wrong);
  }
  if (is_full(engine->streams)) {
    return csn_call_fail(call, CSN_ERR_FULL, "256 sounds play from disk");
  }
  if (csn_lacks_builtins(engine, call->record)) {
    call->wait = true;
    return csn_call_fail(call,
                         CSN_ERR_BAD_CALL,
                         "the instrument for this cannot be compiled");
  }
  CsnStream* const stream = claim(call, path.text);
  if (!stream) {
    return CSN_ERR_IO;
  }

  stream->rt.need =
    csn_stream_need(v[2] * stream->sound.rate / engine->config.rate,
                    call->instance->ksmps);
  const double ahead = csn_clock_ahead(call, v[0]);
  const double args[] = {
    1, v[2], stream->rt.number, fmax(floor(v[1]), 1), v[3]
  };
  memcpy(engine->rt.pfields, args, sizeof(args));
  const uint64_t before = n_sent(engine);
  const CsnStatus st = csn_builtin_play(call, CSN_BUILTIN_STREAM, v[0], -1, 5);
  if (n_sent(engine) > before) {
    stream->rt.p1 = call->value;
    stream->rt.order = n_sent(engine);
  }
  // Where the note is never played, the stream goes
  stream->rt.expires =
    st ? INT64_MIN
       : call->frame +
           (int64_t)((fmax(ahead, 0) + PATIENCE) * engine->config.rate);
  return st;
}

/* What is wrong with a note: index, pitch, amp, delay, dur, vel, chan. */
static const char*
find_wrong(const double v[7])
{
  return !(v[1] >= 0 && v[1] < 128)      ? "a pitch is 0 to 127"
         : !(fabs(v[2]) <= 1e6)          ? "the level is no such number"
         : !is_time(v[3]) || isnan(v[4]) ? "times are 0 or more"
         : !(v[5] >= -1 && v[5] <= 127)  ? "a velocity is 0 to 127"
         : !(v[6] >= 1 && v[6] <= 256)   ? "channels begin at 1"
                                         : NULL;
}

CsnStatus
csn_call_soundfont_play(CsnCall* call)
{
  CsnEngine* const engine = call->engine;
  double v[7]; // index, pitch, amp, delay, dur, vel, chan
  for (unsigned i = 0; i < 7U; ++i) {
    if (!csn_call_number(call, &v[i])) {
      return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
    }
  }
  const char* const wrong = find_wrong(v);
  if (wrong) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, wrong);
  }
  if (!csn_soundfonts_find(engine->soundfonts, v[0])) {
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "no preset of this index was prepared");
  }
  const double loud = floor(fmin(fabs(v[2]) * 127.0, 127.0));
  const double args[] = {
    v[1], v[2], floor(v[0]), v[5] < 0 ? loud : floor(v[5]), floor(v[6])
  };
  memcpy(engine->rt.pfields, args, sizeof(args));
  return csn_builtin_play(call, CSN_BUILTIN_SOUNDFONT, v[3], v[4], 5);
}
