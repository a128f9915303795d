// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Runs a session offline. Every decision is made for a frame, never for a
// block: lengths, latency and tails are exact. Layer: host, control thread.

#include "offline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define QUIET 3.1622777e-5F        // -90 dBFS
#define QUIET_SECONDS 0.5          // End a tail
#define ENDLESS_QUIET_SECONDS 10.0 // End what does not end
#define TAIL_SECONDS 10.0

// A small generator of our own, so that a seed means the same everywhere
static uint32_t
next_block(CsnOffline* offline)
{
  const uint32_t span = offline->block_high - offline->block_low + 1U;
  if (span == 1U) {
    return offline->block_high;
  }
  offline->random =
    offline->random * 6364136223846793005U + 1442695040888963407U;
  return offline->block_low + (uint32_t)((offline->random >> 33U) % span);
}

static uint64_t
seconds_to_frames(const CsnOffline* offline, double seconds)
{
  return (uint64_t)llround(seconds * offline->session->blocks.rate);
}

// The last frame that may be written, as far as is known now
static uint64_t
target(const CsnOffline* offline)
{
  const CsnSession* session = offline->session;
  switch (offline->end) {
    case CSN_END_FRAMES:
      return offline->n_frames;
    case CSN_END_TAIL:
      return offline->n_frames + seconds_to_frames(offline, TAIL_SECONDS);
    case CSN_END_SCORE:
      break;
  }
  if (session->has_ended) {
    const uint64_t ended = session->ended_frame;
    return ended > offline->latency ? ended - offline->latency : 0U;
  }
  return seconds_to_frames(offline, CSN_LONGEST);
}

// How many of `n` frames from `offset` are before the tail has become silent
static uint32_t
scan_tail(CsnOffline* offline, uint32_t offset, uint32_t n)
{
  const uint32_t enough =
    (uint32_t)seconds_to_frames(offline,
                                offline->end == CSN_END_TAIL
                                  ? QUIET_SECONDS
                                  : ENDLESS_QUIET_SECONDS);
  for (uint32_t i = 0; i < n; ++i) {
    if (offline->n_written + i < offline->n_frames) {
      continue;
    }
    bool is_quiet = true;
    for (uint32_t c = 0; c < offline->n_channels; ++c) {
      is_quiet = is_quiet && fabsf(offline->outputs[c][offset + i]) < QUIET;
    }
    offline->n_quiet = is_quiet ? offline->n_quiet + 1U : 0U;
    if (offline->n_quiet >= enough) {
      offline->is_silent = true;
      return i + 1U;
    }
  }
  return n;
}

static void
measure(CsnOffline* offline, uint32_t offset, uint32_t n)
{
  for (uint32_t c = 0; c < offline->n_channels; ++c) {
    const float* samples = offline->outputs[c] + offset;
    for (uint32_t i = 0; i < n; ++i) {
      const float size = fabsf(samples[i]);
      if (!isfinite(size)) {
        ++offline->n_bad;
      } else if (size > offline->peak) {
        offline->peak = size;
      }
    }
  }
}

// Writes what counts of the piece that has been run; sets `is_done` at the end
static bool
write_piece(CsnOffline* offline,
            uint32_t offset,
            uint32_t n_frames,
            bool* is_done,
            char* error,
            size_t error_size)
{
  uint32_t n = n_frames;
  if (offline->time < offline->latency) {
    const uint64_t late = offline->latency - offline->time;
    const uint32_t skip = late < n ? (uint32_t)late : n;
    offset += skip;
    n -= skip;
  }

  const uint64_t last = target(offline);
  const uint64_t left =
    last > offline->n_written ? last - offline->n_written : 0U;
  n = n < left ? n : (uint32_t)left;
  if (offline->end == CSN_END_TAIL ||
      (offline->end == CSN_END_SCORE && offline->ends_in_silence)) {
    n = scan_tail(offline, offset, n);
  }

  measure(offline, offset, n);
  if (!csn_wav_write(offline->output,
                     (const float* const*)offline->outputs,
                     offset,
                     n,
                     error,
                     error_size)) {
    return false;
  }
  offline->n_written += n;
  *is_done = offline->is_silent || offline->n_written >= last;
  return true;
}

// Runs one block in the pieces that the timeline wants
static bool
run_block(CsnOffline* offline,
          uint32_t n_frames,
          bool* is_done,
          char* error,
          size_t error_size)
{
  CsnSession* session = offline->session;
  CsnGraph* graph = session->graph;
  uint32_t offset = 0;
  while (offset < n_frames && !*is_done) {
    const uint32_t left = n_frames - offset;
    if (!csn_timeline_reserve(offline->timeline, graph, offline->time, left)) {
      snprintf(error, error_size, "out of memory");
      return false;
    }
    const uint32_t n =
      csn_timeline_feed_rt(offline->timeline, graph, offline->time, left);
    csn_graph_run_rt(graph, offset, n);
    csn_session_collect(session, offline->time);

    // Until the first frame is written, what the plugin says last is right
    if (!offline->n_written) {
      offline->latency = csn_graph_latency_rt(graph);
    }
    if (offline->end == CSN_END_SCORE && offline->n_frames &&
        session->has_ended && session->ended_frame <= offline->latency) {
      offline->end = CSN_END_TAIL; // An empty score ends nothing
    }
    if (!write_piece(offline, offset, n, is_done, error, error_size)) {
      return false;
    }
    offset += n;
    offline->time += n;
  }
  return true;
}

static bool
list_memory(CsnOffline* offline)
{
  const CsnGraph* graph = offline->session->graph;
  offline->inputs = (float**)calloc(graph->n_audio_inputs + 1U, sizeof(float*));
  offline->outputs =
    (float**)calloc(graph->n_audio_outputs + 1U, sizeof(float*));
  if (!offline->inputs || !offline->outputs) {
    return false;
  }
  for (uint32_t i = 0; i < graph->n_audio_inputs; ++i) {
    offline->inputs[i] = graph->ports[graph->audio_inputs[i]].memory;
  }
  for (uint32_t i = 0; i < graph->n_audio_outputs; ++i) {
    offline->outputs[i] = graph->ports[graph->audio_outputs[i]].memory;
  }
  return offline->n_channels <= graph->n_audio_outputs;
}

static bool
run_all(CsnOffline* offline, char* error, size_t error_size)
{
  const CsnSession* session = offline->session;
  bool is_done = offline->end == CSN_END_FRAMES && !offline->n_frames;
  while (!is_done) {
    uint32_t n = next_block(offline);
    if (offline->end == CSN_END_FRAMES && !session->is_whole) {
      // Nothing that comes after the last frame shall happen
      const uint64_t left =
        offline->n_frames + offline->latency - offline->time;
      n = left && left < n ? (uint32_t)left : n;
    }
    if (offline->input) {
      csn_wav_read(offline->input,
                   offline->inputs,
                   session->graph->n_audio_inputs,
                   n);
    }
    if (!run_block(offline, n, &is_done, error, error_size)) {
      return false;
    }
    csn_log_print(session->log);
    if (offline->progress && !offline->progress(offline->user,
                                                offline->n_written,
                                                target(offline))) {
      offline->is_interrupted = true;
      return true;
    }
  }
  return true;
}

bool
csn_offline_run(CsnOffline* offline, char* error, size_t error_size)
{
  bool is_good = list_memory(offline);
  if (is_good) {
    is_good = run_all(offline, error, error_size);
  } else {
    snprintf(error, error_size, "out of memory");
  }
  free(offline->inputs);
  free(offline->outputs);
  offline->inputs = NULL;
  offline->outputs = NULL;
  return is_good;
}
