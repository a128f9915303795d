// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "clock.h"

#include "engine.h"

#include <math.h>
#include <string.h>

#define AHEAD_CYCLES 4.0 ///< Longer delays get the extra latency

double
csn_clock_now(const CsnCall* call)
{
  return (double)call->frame / call->engine->config.rate;
}

double
csn_clock_elapsed(const CsnCall* call)
{
  const CsnClock* const clock = &call->engine->rt.clock;
  return clock->locked ? clock->locked_at : csn_clock_now(call);
}

static double
cycle_seconds(const CsnCall* call)
{
  return call->instance->ksmps / call->engine->config.rate;
}

double
csn_clock_ahead(const CsnCall* call, double delay)
{
  const CsnClock* const clock = &call->engine->rt.clock;
  if (!clock->locked && !(delay > AHEAD_CYCLES * cycle_seconds(call))) {
    return delay;
  }
  return csn_clock_elapsed(call) + delay + clock->latency - csn_clock_now(call);
}

/* csoundengine sends these as notes of instruments of its own, so they have
   what `sched` has. */
static bool
is_sent_ahead(const char* name)
{
  static const char* const names[] = {
    "automateBus", "automatep",     "automateTable", "playSample",
    "setp",        "soundfontPlay", "testAudio",     "writeBus",
  };
  for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (!strcmp(names[i], name)) {
      return true;
    }
  }
  return false;
}

double
csn_clock_delay(const CsnCall* call, double delay)
{
  const uint16_t id = call->record->method;
  if (id == CSN_METHOD_WRITE_BUS && !(delay > cycle_seconds(call))) {
    return call->engine->config.round_starts ? 0 : delay;
  }
  return is_sent_ahead(csn_method(id)->name) ? csn_clock_ahead(call, delay)
                                             : delay;
}

/* Engine's frame of Csound's time 0. */
static int64_t
zero_of(const CsnCall* call)
{
  const CsnInstance* const instance = call->instance;
  return call->cycle - instance->rt.n_cycles * instance->ksmps;
}

double
csn_clock_csound(const CsnCall* call, double seconds)
{
  return seconds - (double)zero_of(call) / call->engine->config.rate;
}

int64_t
csn_clock_frame(const CsnCall* call, double delay)
{
  const double rate = call->engine->config.rate;
  const int64_t ksmps = call->instance->ksmps;
  const double wait = delay > 0 ? delay : 0;
  if (!call->engine->config.round_starts) {
    return call->frame + llrint(wait * rate);
  }
  const double start = csn_clock_csound(call, csn_clock_now(call) + wait);
  const int64_t at = llrint(start * (rate / (double)ksmps)) * ksmps;
  return zero_of(call) + at;
}

// The methods

CsnStatus
csn_call_elapsed_time(CsnCall* call)
{
  call->has_value = true;
  call->value = csn_clock_elapsed(call);
  return CSN_OK;
}

CsnStatus
csn_call_real_elapsed_time(CsnCall* call)
{
  double threshold = 0; // It is exact at any time
  if (!csn_call_number(call, &threshold)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  call->has_value = true;
  call->value = csn_clock_now(call);
  return CSN_OK;
}

CsnStatus
csn_call_lock_clock(CsnCall* call)
{
  CsnClock* const clock = &call->engine->rt.clock;
  double lock = 0;
  if (!csn_call_number(call, &lock)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  clock->locked = lock < 0 || lock > 0;
  clock->locked_at = csn_clock_now(call);
  return CSN_OK;
}

CsnStatus
csn_call_is_clock_locked(CsnCall* call)
{
  call->has_value = true;
  call->value = call->engine->rt.clock.locked;
  return CSN_OK;
}

CsnStatus
csn_call_push_lock(CsnCall* call)
{
  CsnClock* const clock = &call->engine->rt.clock;
  double latency = 0;
  if (!csn_call_number(call, &latency)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (latency < 0 || latency > 1e6) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "a latency is 0 to 1000000 seconds");
  }
  if (clock->n_pushed == CSN_MAX_LOCKS) {
    return csn_call_fail(call, CSN_ERR_FULL, "the clock is locked too often");
  }
  clock->pushed[clock->n_pushed].locked = clock->locked;
  clock->pushed[clock->n_pushed].latency = clock->latency;
  ++clock->n_pushed;
  if (!clock->locked) {
    clock->locked = true;
    clock->locked_at = csn_clock_now(call);
  }
  if (latency >= 0) { // Not NaN, which stands for its absence
    clock->latency = latency;
  }
  return CSN_OK;
}

CsnStatus
csn_call_pop_lock(CsnCall* call)
{
  CsnClock* const clock = &call->engine->rt.clock;
  if (!clock->n_pushed) {
    return csn_call_fail(call, CSN_ERR_BAD_CALL, "no pushLock is left");
  }
  --clock->n_pushed;
  clock->latency = clock->pushed[clock->n_pushed].latency;
  if (!clock->pushed[clock->n_pushed].locked) {
    clock->locked = false;
  }
  return CSN_OK;
}
