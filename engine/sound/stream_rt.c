// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Stream, the audio thread's side: what the worker has read is played at any
  speed, with cubic interpolation.
*/

#include "stream.h"

#include "engine.h"

#include <math.h>
#include <string.h>

bool
csn_lacks_stream(CsnEngine* engine, const CsnRecord* record)
{
  (void)engine;
  (void)record;
  return true;
}

CsnStream*
csn_stream_find_rt(const CsnStreams* streams, double number)
{
  CsnStream* s = streams->rt.list;
  while (s && (!s->rt.claimed || s->rt.number < number ||
               s->rt.number > number || number != number)) {
    s = s->rt.next;
  }
  return s;
}

/* Whether it was opened beside a program that is replaced by now: the same path
   may mean another file. */
CSN_AUDIO static bool
is_stale(const CsnStream* stream)
{
  const CsnInstance* const current = stream->streams->engine->rt.current;
  return stream->relative && current && current->serial != stream->serial;
}

CsnStream*
csn_stream_claim_rt(CsnStreams* streams, const char* path)
{
  CsnStream* oldest = NULL;
  for (CsnStream* s = streams->rt.list; s; s = s->rt.next) {
    const bool fits = !s->rt.claimed && !strcmp(s->path, path) && !is_stale(s);
    oldest = fits ? s : oldest;
  }
  if (oldest) {
    oldest->rt.claimed = true;
    oldest->rt.number = ++streams->rt.n_given;
    oldest->rt.expires = INT64_MIN; // Until its call says when
    oldest->rt.order = UINT64_MAX;
  }
  return oldest;
}

/* Whether nobody will ever play it, or play it on. */
CSN_AUDIO static bool
is_over(const CsnStream* stream, int64_t now, uint32_t n_idle)
{
  if (!stream->rt.claimed) {
    // Many calls of one moment take turns; their streams wait for them
    const CsnEngine* const engine = stream->streams->engine;
    const bool waits = n_idle <= CSN_MAX_STREAMS &&
                       stream->rt.came > engine->rt.forgot_at &&
                       now - stream->rt.came < (int64_t)engine->config.rate;
    return (n_idle > CSN_MAX_IDLE_STREAMS && !waits) || is_stale(stream);
  }
  return atomic_load_explicit(&stream->let_go, memory_order_acquire) ||
         (!stream->rt.begun &&
          (now > stream->rt.expires ||
           csn_future_is_cancelled(stream->streams->engine->rt.future,
                                   stream->rt.p1,
                                   stream->rt.order)));
}

/* Frames that have been read and not been played. */
CSN_AUDIO static uint64_t
ahead(const CsnStream* stream)
{
  return atomic_load_explicit(&stream->n_read, memory_order_acquire) -
         atomic_load_explicit(&stream->n_done, memory_order_relaxed);
}

/* Frames that have to be there before a k-cycle; never all of the ring. */
CSN_AUDIO static double
least(const CsnStream* stream)
{
  const double most = stream->n_ring - 1.0;
  return fmin(fmax(stream->n_ring * 0.25, stream->rt.need), most);
}

CSN_AUDIO static bool
wants_more(CsnStream* stream)
{
  if (!stream->ring ||
      (double)ahead(stream) > fmax(stream->n_ring * 0.5, least(stream)) ||
      atomic_load_explicit(&stream->at_end, memory_order_acquire) ||
      atomic_load_explicit(&stream->wanted, memory_order_acquire)) {
    return false;
  }
  atomic_store_explicit(&stream->wanted, true, memory_order_release);
  return true;
}

void
csn_streams_run_rt(CsnStreams* streams)
{
  CsnEngine* const engine = streams->engine;
  CsnStream** link = &streams->rt.list;
  uint32_t n_idle = 0;
  bool ask = false;
  while (*link) {
    CsnStream* const stream = *link;
    CsnStream* const next = stream->rt.next; // The worker may free it at once
    n_idle += !stream->rt.claimed;
    if (is_over(stream, engine->rt.now, n_idle) &&
        csn_discard_rt(engine, stream->dispose, stream)) {
      *link = next;
      continue;
    }
    ask = wants_more(stream) || ask;
    link = &stream->rt.next;
  }
  if (ask) {
    csn_engine_ask_worker(engine);
  }
}

bool
csn_streams_starve_rt(const CsnStreams* streams)
{
  const CsnStream* s = streams->rt.list;
  while (s && (!s->rt.claimed || !s->ring || (double)ahead(s) > least(s) ||
               atomic_load_explicit(&s->at_end, memory_order_acquire))) {
    s = s->rt.next;
  }
  return s != NULL;
}

// Playing

double
csn_stream_need(double step, uint32_t n)
{
  return step * n + 4.0; // And what lies around the last place
}

/** What lies around a place between two frames. */
typedef struct {
  const CsnStream* stream;
  uint64_t n_read;
  int64_t first; ///< Frame before the one that the place is behind
  double weights[4];
} Place;

/* Weights of the cubic that goes through four frames. */
CSN_AUDIO static void
weigh(double x, double weights[4])
{
  weights[0] = -x * (x - 1.0) * (x - 2.0) / 6.0;
  weights[1] = (x + 1.0) * (x - 1.0) * (x - 2.0) / 2.0;
  weights[2] = -(x + 1.0) * x * (x - 2.0) / 2.0;
  weights[3] = (x + 1.0) * x * (x - 1.0) / 6.0;
}

/* A number of the file; before and behind its sound it is silent. */
CSN_AUDIO static double
at(const Place* place, int64_t frame, uint32_t channel)
{
  const CsnStream* const stream = place->stream;
  if (frame < 0 || (uint64_t)frame >= place->n_read) {
    return 0;
  }
  const uint64_t slot = (uint64_t)frame & (stream->n_ring - 1U);
  return (double)stream->ring[slot * stream->sound.n_channels + channel];
}

CSN_AUDIO static double
between(const Place* place, uint32_t channel)
{
  if (!(place->weights[1] < 1.0)) {
    return at(place, place->first + 1, channel); // Exactly on a frame
  }
  double sum = 0;
  for (int64_t i = 0; i < 4; ++i) {
    sum += place->weights[i] * at(place, place->first + i, channel);
  }
  return sum;
}

double
csn_stream_play_rt(CsnStream* stream, const CsnStreamTurn* turn)
{
  // First whether that was all, and then how much it was
  const bool at_end =
    atomic_load_explicit(&stream->at_end, memory_order_acquire);
  Place place = { .stream = stream,
                  .n_read = atomic_load_explicit(&stream->n_read,
                                                 memory_order_acquire) };
  const double length =
    at_end ? (double)place.n_read
           : fmax((double)stream->sound.n_frames, (double)place.n_read + 1.0);
  double x = stream->rt.place;
  uint32_t i = 0;
  stream->rt.need = csn_stream_need(turn->step, turn->n);
  for (; i < turn->n && x < length; ++i) {
    const double whole = floor(x);
    place.first = (int64_t)whole - 1;
    if (!at_end && (uint64_t)(place.first + 3) >= place.n_read) {
      break; // Not read yet
    }
    weigh(x - whole, place.weights);
    const double left = turn->step > 0 ? (length - x) / turn->step : length;
    const double level = csn_level_next(turn->level, left);
    for (uint32_t c = 0; c < turn->n_channels; ++c) {
      turn->to[c * turn->distance + i] = level * between(&place, c);
    }
    x += turn->step;
  }
  for (uint32_t c = 0; c < turn->n_channels; ++c) {
    memset(turn->to + c * turn->distance + i,
           0,
           (turn->n - i) * sizeof(double));
  }
  stream->rt.place = x;
  const double done = fmin(floor(x) - 1.0, (double)place.n_read);
  atomic_store_explicit(&stream->n_done,
                        done > 0 ? (unsigned long long)done : 0U,
                        memory_order_release);
  return fmax(length - x, 0);
}
