// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "perform.h"

#include "csound6/csound6.h"

#include <string.h>

#define LOUDEST 15.848932F ///< +24 dBFS

/* Far enough to never come (thirty years), near enough to count in k-cycles. */
#define NEVER 1e9

/* Csound has played its score to the end, and would stop here.  A note that
   never ends keeps it going; only its place in the list of endings is real. */
static void
keep_alive(CsnInstance* instance)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  if (!layout->known) {
    return;
  }

  INSDS* const note = &instance->rt.keep_alive;
  INSDS** link = (INSDS**)(void*)((char*)instance->csound + layout->first_off);
  memset(note, 0, sizeof(*note));
  note->offtim = NEVER;
  note->offbet = NEVER;
  while (*link && *link != note) {
    link = &(*link)->nxtoff;
  }
  *link = note;
}

/* Lets Csound play a k-cycle, while a watcher may look. */
CSN_AUDIO static int
play(CsnInstance* instance)
{
  csn_watch_begin_rt(&instance->watch);
  const int st = instance->perform(instance->csound);
  if (csn_watch_end_rt(&instance->watch)) {
    csn_instance_settle_rt(instance);
  }
  return st;
}

CSN_AUDIO static void
perform_cycle(CsnInstance* instance, const CsnCycleHooks* hooks, int64_t frame)
{
  if (instance->rt.lost) {
    memset(instance->spout,
           0,
           sizeof(MYFLT) * instance->ksmps * instance->nchnls);
    return;
  }
  hooks->before(hooks->data, instance, frame);
  instance->midi.out_frame =
    frame + (instance->rt.buffered ? instance->ksmps : 0);

  int st = play(instance);
  if (st == 1 || st == 2) {
    keep_alive(instance);
    if (!instance->rt.ended) {
      instance->rt.ended = true;
      hooks->ended(hooks->data, instance, frame);
    }
    st = play(instance);
  }
  if (st >= CSOUND_EXITJMP_SUCCESS && !instance->rt.ended) {
    instance->rt.ended = true; // By `exitnow`: Csound itself would stop here
    hooks->ended(hooks->data, instance, frame);
  }
  if (st == CSOUND_MEMORY) {
    csn_watch_no_memory_rt(&instance->watch, instance->csound);
    csn_instance_settle_rt(instance);
  }
  if (st) {
    // Csound jumped out of the middle of its k-cycle
    memset(instance->spout,
           0,
           sizeof(MYFLT) * instance->ksmps * instance->nchnls);
    ++instance->rt.n_errors;
    // Csound's clock may have stayed behind
    instance->rt.n_cycles =
      instance->csound->GetCurrentTimeSamples(instance->csound) /
        instance->ksmps -
      1;
  }
  ++instance->rt.n_cycles;
  hooks->after(hooks->data, instance, frame);
}

static void
read_inputs(const CsnInstance* instance,
            const CsnAudio* audio,
            uint32_t begin,
            uint32_t n,
            uint32_t fill)
{
  const uint32_t n_spin = instance->nchnls_i;
  const double scale = instance->zero_dbfs;
  MYFLT* const to = instance->spin + (size_t)fill * n_spin;
  if (!audio->n_inputs) {
    // A replaced program still has what the host gave last
    memset(to, 0, sizeof(MYFLT) * n * n_spin);
    return;
  }

  if (n_spin == 1 && audio->n_inputs == 2 && audio->inputs[0] &&
      audio->inputs[1]) {
    const float* const left = audio->inputs[0] + begin;
    const float* const right = audio->inputs[1] + begin;
    for (uint32_t i = 0; i < n; ++i) {
      to[i] = 0.5 * ((double)left[i] + (double)right[i]) * scale;
    }
    return;
  }
  for (uint32_t c = 0; c < n_spin; ++c) {
    const float* const in =
      c < audio->n_inputs && audio->inputs[c] ? audio->inputs[c] + begin : NULL;
    for (uint32_t i = 0; i < n; ++i) {
      to[(size_t)i * n_spin + c] = in ? (double)in[i] * scale : 0.0;
    }
  }
}

/* Lets through what is a number; the comparison fails for NaN. */
static float
guard(CsnOutput* output, float sample)
{
  if (__builtin_fabsf(sample) <= LOUDEST) {
    return sample;
  }
  const bool finite = __builtin_isfinite(sample);
  if (finite && !output->limit) {
    return sample;
  }
  ++output->n_guarded;
  return output->open    ? sample
         : !finite       ? 0.0F
         : sample > 0.0F ? LOUDEST
                         : -LOUDEST;
}

/* Writes n frames of the most usual kind, stereo with a 0dbfs of 1, and tells
   whether all of them may pass the guard: without a branch, so that the
   compiler takes several at a time. */
static bool
copy_stereo(const MYFLT* restrict from,
            float* restrict left,
            float* restrict right,
            uint32_t n)
{
  int loud = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const float l = (float)from[2U * (size_t)i];
    const float r = (float)from[2U * (size_t)i + 1U];
    left[i] = l;
    right[i] = r;
    loud |= !(__builtin_fabsf(l) <= LOUDEST);
    loud |= !(__builtin_fabsf(r) <= LOUDEST);
  }
  return !loud;
}

static bool
is_plain_stereo(const CsnInstance* instance,
                const CsnAudio* audio,
                const CsnOutput* output)
{
  return instance->nchnls == 2 && audio->n_outputs == 2 && !output->add &&
         !(instance->zero_dbfs < 1.0) && !(instance->zero_dbfs > 1.0) &&
         audio->outputs[0] && audio->outputs[1] &&
         audio->outputs[0] != audio->outputs[1];
}

static void
write_channel(const CsnInstance* instance,
              CsnOutput* output,
              float* to,
              uint32_t channel,
              uint32_t n,
              uint32_t fill)
{
  const uint32_t n_spout = instance->nchnls;
  const MYFLT* const from = instance->spout + (size_t)fill * n_spout + channel;
  const double zero_dbfs = instance->zero_dbfs;

  if (!output->add) {
    for (uint32_t i = 0; i < n; ++i) {
      to[i] = guard(output, (float)(from[(size_t)i * n_spout] / zero_dbfs));
    }
    return;
  }

  float gain = output->gain;
  for (uint32_t i = 0; i < n; ++i) {
    to[i] +=
      gain * guard(output, (float)(from[(size_t)i * n_spout] / zero_dbfs));
    gain += output->gain_step;
    gain = gain < 0.0F ? 0.0F : gain;
  }
}

static void
write_outputs(const CsnInstance* instance,
              const CsnAudio* audio,
              CsnOutput* output,
              uint32_t begin,
              uint32_t n,
              uint32_t fill)
{
  if (is_plain_stereo(instance, audio, output) &&
      copy_stereo(instance->spout + (size_t)fill * 2U,
                  audio->outputs[0] + begin,
                  audio->outputs[1] + begin,
                  n)) {
    return;
  }
  for (uint32_t c = 0; c < audio->n_outputs; ++c) {
    if (!audio->outputs[c]) {
      continue;
    }
    float* const to = audio->outputs[c] + begin;
    const bool mono = instance->nchnls == 1 && c < 2;
    if (c < instance->nchnls || mono) {
      write_channel(instance, output, to, mono ? 0 : c, n, fill);
    } else if (!output->add) {
      memset(to, 0, n * sizeof(float));
    }
  }
  output->gain += (float)n * output->gain_step;
  output->gain = output->gain < 0.0F ? 0.0F : output->gain;
}

void
csn_instance_settle_rt(CsnInstance* instance)
{
  const CsnWatchState state =
    csn_watch_settle_rt(&instance->watch, instance->csound);
  if (state > instance->rt.broken) {
    instance->rt.broken = state;
  }
}

void
csn_perform_buffer(CsnInstance* instance)
{
  if (!instance->rt.buffered) {
    instance->rt.buffered = true;
    instance->rt.fill = 0;
    memset(instance->spout,
           0,
           sizeof(MYFLT) * instance->ksmps * instance->nchnls);
  }
}

void
csn_perform_frames(CsnInstance* instance,
                   const CsnCycleHooks* hooks,
                   const CsnAudio* audio,
                   CsnOutput* output,
                   int64_t now,
                   uint32_t begin,
                   uint32_t end)
{
  const uint32_t ksmps = instance->ksmps;
  uint32_t at = begin;
  while (!instance->rt.buffered && at < end) {
    if (end - at < ksmps) {
      csn_perform_buffer(instance);
      break;
    }
    read_inputs(instance, audio, at, ksmps, 0);
    perform_cycle(instance, hooks, now + (at - begin));
    write_outputs(instance, audio, output, at, ksmps, 0);
    at += ksmps;
  }

  while (at < end) {
    const uint32_t left = ksmps - instance->rt.fill;
    const uint32_t n = left < end - at ? left : end - at;
    read_inputs(instance, audio, at, n, instance->rt.fill);
    write_outputs(instance, audio, output, at, n, instance->rt.fill);
    instance->rt.fill += n;
    at += n;
    if (instance->rt.fill == ksmps) {
      instance->rt.fill = 0;
      perform_cycle(instance, hooks, now + (at - begin) - ksmps);
    }
  }
}
