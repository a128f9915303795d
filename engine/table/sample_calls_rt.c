// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods that play with built-in instruments: playSample, testAudio.
  Engine layer, audio thread.
*/

#include "builtin.h"
#include "call/calls.h"
#include "engine.h"
#include "note/clock.h"

#include <math.h>
#include <string.h>

bool
csn_lacks_builtins(CsnEngine* engine, const CsnRecord* record)
{
  (void)record;
  const CsnInstance* const current = engine->rt.current;
  return !current ||
         !atomic_load_explicit(&current->has_builtins, memory_order_relaxed);
}

CsnStatus
csn_builtin_play(CsnCall* call,
                 CsnBuiltin instr,
                 double delay,
                 double dur,
                 uint32_t n_args)
{
  if (csn_lacks_builtins(call->engine, call->record)) {
    call->wait = true;
    return csn_call_fail(call,
                         CSN_ERR_BAD_CALL,
                         "the instrument for this cannot be compiled");
  }
  CsnNoteOn note = { .p1 = csn_notes_unique(call->instance, (int)instr),
                     .dur = dur,
                     .args = call->engine->rt.pfields,
                     .n_args = n_args };
  const CsnStatus st =
    csn_call_start_after(call, &note, csn_clock_ahead(call, delay));
  call->has_value = !st;
  call->value = note.p1;
  return st;
}

static bool
is_time(double seconds)
{
  return seconds >= 0 && seconds < 1e9;
}

CsnStatus
csn_call_play_sample(CsnCall* call)
{
  // tabnum, delay, chan, speed, gain, fade, starttime, lagtime, dur
  double v[9];
  for (unsigned i = 0; i < 9U; ++i) {
    if (!csn_call_number(call, &v[i])) {
      return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
    }
  }
  if (!(v[2] >= 1 && v[2] <= 256)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "channels begin at 1");
  }
  if (!isfinite(v[3]) || !isfinite(v[4])) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "gain and speed are finite numbers");
  }
  if (!is_time(v[1]) || !is_time(v[5]) || !is_time(v[6]) || !is_time(v[7]) ||
      isnan(v[8])) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "times are 0 or more");
  }
  const FUNC* const func = csn_table_find_rt(call->instance, v[0]);
  if (!func && !(v[1] > 0)) {
    call->again = call->for_code =
      atomic_load_explicit(&call->engine->shared.n_awaited,
                           memory_order_acquire) > 0;
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no table of this number");
  }
  const bool as_theirs = call->engine->config.round_starts;
  const double args[] = { v[4], v[3], v[0], floor(v[2]),
                          v[5], v[6], v[7], as_theirs };
  memcpy(call->engine->rt.pfields, args, sizeof(args));
  return csn_builtin_play(call, CSN_BUILTIN_SAMPLE, v[1], v[8], 8);
}

CsnStatus
csn_call_test_audio(CsnCall* call)
{
  double dur = 4;
  double delay = 0;
  double period = 1;
  double gain = -6;
  CsnArg mode;
  if (!csn_call_number(call, &dur) || !csn_call_number(call, &delay) ||
      !csn_call_number(call, &period) || !csn_call_arg(call, &mode) ||
      !csn_call_number(call, &gain)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!is_time(delay) || isnan(dur) || !(period >= 0.001 && period < 1e9) ||
      !(gain <= 60)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "a time is 0 or more, a period 0.001 or more, the "
                         "gain 60 dB or less");
  }
  const bool sine = mode.type == CSN_ARG_TEXT && !strcmp(mode.text, "sine");
  if (mode.type == CSN_ARG_TEXT && !sine && strcmp(mode.text, "pink") != 0) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the mode is pink or sine");
  }
  const double args[] = { sine ? 1 : 0, period, gain };
  memcpy(call->engine->rt.pfields, args, sizeof(args));
  return csn_builtin_play(call, CSN_BUILTIN_TEST, delay, dur, 3);
}
