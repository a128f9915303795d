// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file rig.h
   An engine on the bench (layer: tests): blocks of any length are performed
   into one long record of its output, and all of its replies are kept. Time is
   the number of frames that were asked for; nothing looks at a clock.
*/

#ifndef CSN_TESTS_RIG_H
#define CSN_TESTS_RIG_H

#include "coverage.h"
#include "engine/csonance.h"
#include "harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIG_RATE 48000.0
#define RIG_MAX_REPLIES 2048U
#define RIG_MAX_VALUES 32U

/** A reply, with as much of its numbers and text as a test wants to see. */
typedef struct {
  CsnReplyType type;
  CsnStatus status;
  uint32_t request;
  bool has_value;
  double value;
  uint32_t n_values;
  double values[RIG_MAX_VALUES];
  int64_t frame;
  char text[1024];
} RigReply;

/** What a rig is built for; all zero: stereo, no promise, work at once. */
typedef struct {
  uint32_t n_inputs;
  uint32_t n_outputs; ///< 0: two
  uint32_t fixed_block;
  uint32_t length; ///< Frames that can be recorded; 0: a second
  bool (*schedule)(void* data);
  void* schedule_data;
  CsnStatus (*network)(void* data, CsnNetworkRequest* request);
  void* network_data;
  double extra_latency;
  bool round_starts;
  CsnStatus (*plot)(void* data,
                    const CsnPlot* plot,
                    char* problem,
                    size_t problem_size);
  void* plot_data;
  CsnDevice device;
} RigShape;

typedef struct {
  CsnEngine* engine;
  uint32_t n_inputs;
  uint32_t n_outputs;
  uint32_t length;
  uint32_t at; ///< Frames performed
  float* in[CSN_MAX_CHANNELS];
  float* out[CSN_MAX_CHANNELS];
  RigReply* replies;
  size_t n_replies;
  struct {
    uint32_t request;
    char line[64]; ///< Its beginning, with the method
  } asked[64];     ///< The last lines that want an answer
  size_t n_asked;
} Rig;

static inline void
rig_close(Rig* rig)
{
  if (!rig) {
    return;
  }
  csn_engine_free(rig->engine);
  for (uint32_t c = 0; c < CSN_MAX_CHANNELS; ++c) {
    free(rig->in[c]);
    free(rig->out[c]);
  }
  free(rig->replies);
  free(rig);
}

/** Returns a rig without a program; ends the test where that fails. */
static inline Rig*
rig_open(const RigShape* shape)
{
  static const RigShape plain = { .schedule = NULL };
  const RigShape* const like = shape ? shape : &plain;
  Rig* const rig = (Rig*)calloc(1, sizeof(Rig));
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig);
  rig->n_inputs = like->n_inputs;
  rig->n_outputs = like->n_outputs ? like->n_outputs : 2U;
  rig->length = like->length ? like->length : 48000U;
  rig->replies = (RigReply*)calloc(RIG_MAX_REPLIES, sizeof(RigReply));
  for (uint32_t c = 0; c < CSN_MAX_CHANNELS; ++c) {
    rig->in[c] = (float*)calloc(rig->length, sizeof(float));
    rig->out[c] = (float*)calloc(rig->length, sizeof(float));
  }
  const CsnConfig config = { .rate = RIG_RATE,
                             .max_block = 4096,
                             .fixed_block = like->fixed_block,
                             .n_inputs = rig->n_inputs,
                             .n_outputs = rig->n_outputs,
                             .schedule = like->schedule,
                             .schedule_data = like->schedule_data,
                             .extra_latency = like->extra_latency,
                             .round_starts = like->round_starts,
                             .network = like->network,
                             .network_data = like->network_data,
                             .plot = like->plot,
                             .plot_data = like->plot_data,
                             .device = like->device };
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&rig->engine, &config), CSN_OK);
  return rig;
}

/** Counts an answer to a line for its method. */
static inline void
rig_cover(const Rig* rig, const CsnReply* reply)
{
  for (size_t i = 0; i < 64U && reply->request; ++i) {
    if (rig->asked[i].request == reply->request &&
        (reply->type == CSN_REPLY_DONE || reply->type == CSN_REPLY_FAILED)) {
      csn_test_cover(rig->asked[i].line, !reply->status);
      return;
    }
  }
}

/** Takes the replies that wait. */
static inline void
rig_poll(Rig* rig)
{
  CsnReply reply;
  while (csn_engine_poll(rig->engine, &reply)) {
    rig_cover(rig, &reply);
    if (rig->n_replies == RIG_MAX_REPLIES) {
      continue;
    }
    RigReply* const kept = &rig->replies[rig->n_replies++];
    kept->type = reply.type;
    kept->status = reply.status;
    kept->request = reply.request;
    kept->has_value = reply.has_value;
    kept->value = reply.value;
    kept->n_values = reply.n_values;
    for (uint32_t i = 0; i < reply.n_values && i < RIG_MAX_VALUES; ++i) {
      kept->values[i] = reply.values[i];
    }
    kept->frame = reply.frame;
    (void)snprintf(kept->text, sizeof(kept->text), "%s", reply.text);
  }
}

/** Performs one block, less where the record is full. */
static inline void
rig_block(Rig* rig, uint32_t n_frames)
{
  const float* in[CSN_MAX_CHANNELS];
  float* out[CSN_MAX_CHANNELS];
  const uint32_t room = rig->length - rig->at;
  const uint32_t n = n_frames < room ? n_frames : room;
  for (uint32_t c = 0; c < CSN_MAX_CHANNELS; ++c) {
    in[c] = rig->in[c] + rig->at;
    out[c] = rig->out[c] + rig->at;
  }
  csn_engine_process_rt(rig->engine, in, out, n);
  rig->at += n;
  rig_poll(rig);
}

/** Performs blocks of `block` frames until `end` frames are done. */
static inline void
rig_run(Rig* rig, uint32_t end, uint32_t block)
{
  while (rig->at < end && rig->at < rig->length) {
    rig_block(rig, end - rig->at < block ? end - rig->at : block);
  }
}

/** Loads a program and makes it live; ends the test where that fails. */
static inline void
rig_load(Rig* rig, const char* text)
{
  const CsnSource source = { .text = text, .length = strlen(text) };
  char report[1024] = "";
  const CsnStatus st =
    csn_engine_load(rig->engine, &source, report, sizeof(report));
  if (st) {
    printf("    %s: %s", csn_strerror(st), report);
  }
  CU_ASSERT_EQUAL_FATAL(st, CSN_OK);
  rig_block(rig, 0);
}

/** A rig with a program, its ksmps as written. */
static inline Rig*
rig_with(const RigShape* shape, const char* text)
{
  Rig* const rig = rig_open(shape);
  CU_ASSERT_EQUAL(csn_engine_set_ksmps(rig->engine, CSN_KSMPS_EXACT, 0),
                  CSN_OK);
  rig_load(rig, text);
  return rig;
}

/** Gives a method line for a frame of the coming block. */
static inline CsnStatus
rig_line(Rig* rig, uint32_t frame, uint32_t request, const char* line)
{
  const char* problem = "";
  const CsnStatus st = csn_engine_line_rt(
    rig->engine, frame, line, strlen(line), request, &problem);
  if (st && !*problem) {
    CU_FAIL("a line was refused without a word");
  }
  if (st) {
    csn_test_cover(line, false);
  } else if (request) {
    const size_t slot = rig->n_asked++ % 64U;
    rig->asked[slot].request = request;
    (void)snprintf(rig->asked[slot].line,
                   sizeof(rig->asked[slot].line),
                   "%.60s",
                   line);
  }
  return st;
}

/** The answer to a request, or null. */
static inline const RigReply*
rig_reply(const Rig* rig, uint32_t request)
{
  for (size_t i = 0; i < rig->n_replies; ++i) {
    const RigReply* const reply = &rig->replies[i];
    if (reply->request == request &&
        (reply->type == CSN_REPLY_DONE || reply->type == CSN_REPLY_FAILED)) {
      return reply;
    }
  }
  return NULL;
}

/** The newest reply of a type, or null. */
static inline const RigReply*
rig_last(const Rig* rig, CsnReplyType type)
{
  for (size_t i = rig->n_replies; i > 0; --i) {
    if (rig->replies[i - 1U].type == type) {
      return &rig->replies[i - 1U];
    }
  }
  return NULL;
}

static inline size_t
rig_count(const Rig* rig, CsnReplyType type)
{
  size_t n = 0;
  for (size_t i = 0; i < rig->n_replies; ++i) {
    n += rig->replies[i].type == type;
  }
  return n;
}

/** Whether a request was answered, and with what status. */
static inline bool
rig_answered(const Rig* rig, uint32_t request, CsnStatus status)
{
  const RigReply* const reply = rig_reply(rig, request);
  return reply && reply->status == status &&
         reply->type == (status ? CSN_REPLY_FAILED : CSN_REPLY_DONE);
}

/** The number that answers a request, or -1e9. */
static inline double
rig_value(const Rig* rig, uint32_t request)
{
  const RigReply* const reply = rig_reply(rig, request);
  return reply && reply->has_value ? reply->value : -1e9;
}

/** Sends a line, performs a block of 64 frames, returns the status. */
static inline CsnStatus
rig_call(Rig* rig, const char* line)
{
  static uint32_t request = 1000000;
  const CsnStatus st = rig_line(rig, 0, ++request, line);
  rig_block(rig, 64);
  const RigReply* const reply = rig_reply(rig, request);
  return st ? st : reply ? reply->status : (CsnStatus)-1;
}

/** The same for a line that returns a number; -1e9: it did not. */
static inline double
rig_ask(Rig* rig, const char* line)
{
  static uint32_t request = 2000000;
  if (rig_line(rig, 0, ++request, line)) {
    return -1e9;
  }
  rig_block(rig, 64);
  return rig_value(rig, request);
}

/** First frame from `from` on, before `end`, that is not silent; -1: none. */
static inline int
rig_first(const Rig* rig, uint32_t channel, uint32_t from, uint32_t end)
{
  const float* const out = rig->out[channel];
  for (uint32_t i = from; i < end && i < rig->at; ++i) {
    if (out[i] > 0.0F || out[i] < 0.0F) {
      return (int)i;
    }
  }
  return -1;
}

/** Last frame from `from` on, before `end`, that is not silent; -1: none. */
static inline int
rig_final(const Rig* rig, uint32_t channel, uint32_t from, uint32_t end)
{
  const float* const out = rig->out[channel];
  for (uint32_t i = end < rig->at ? end : rig->at; i > from; --i) {
    if (out[i - 1U] > 0.0F || out[i - 1U] < 0.0F) {
      return (int)i - 1;
    }
  }
  return -1;
}

/** Tells whether n samples are the same, bit by bit. */
static inline bool
rig_same(const void* a, const void* b, size_t n)
{
  return !memcmp(a, b, n * sizeof(float));
}

/** Writes a text without its zero into the middle of another one. */
static inline void
rig_put(char* to, const char* text)
{
  while (*text) {
    *to++ = *text++;
  }
}

#endif // CSN_TESTS_RIG_H
