// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file replay.c
   Performs the calls of a render that csoundengine has made, at our engine,
   each in front of the k-cycle in which it was made there (layer: tests).

     replay CALLS.json OUT.wav [REFERENCE]

   Writes the render as 32-bit floats and, where there is a reference, the
   largest difference in dB.  Exit status 1: a call could not be made.
*/

#include "calls.h"
#include "player.h"
#include "sound.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Loads a program that has nothing but the shape of the engine. */
static bool
load_nothing(CsnEngine* engine, const Calls* calls)
{
  char text[256];
  char report[1024];
  const int n = snprintf(text,
                         sizeof(text),
                         "ksmps = %u\nnchnls = %u\n0dbfs = 1\n",
                         calls->ksmps,
                         calls->n_channels);
  if (calls->a4 > 0) {
    snprintf(text + n, sizeof(text) - (size_t)n, "A4 = %.17g\n", calls->a4);
  }
  const CsnSource source = { .text = text, .length = strlen(text) };
  const CsnStatus st = csn_engine_load(engine, &source, report, sizeof(report));
  if (st) {
    fprintf(stderr, "%s", report);
  }
  return !st;
}

/* Where csoundengine's call of something that is not there does nothing, ours
   fails; that is told, but the render is right. */
static bool
is_nothing_there(const Call* call, const CsnReply* reply)
{
  static const char* const names[] = {
    "automatep", "getp", "sched", "setp", "Synth.automate", "Synth.set",
  };
  bool quiet = false;
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    quiet = quiet || !strcmp(names[i], call->name);
  }
  return quiet && reply->status == CSN_ERR_NOT_FOUND &&
         !json_is_string(json_array_get(call->args, 0));
}

static void
take_replies(Player* player)
{
  CsnReply reply;
  while (csn_engine_poll(player->engine, &reply)) {
    const size_t index = reply.request ? reply.request - 1U : 0;
    const Call* const call = &player->calls->calls[index];
    const char* const name = reply.request ? call->name : "";
    if (reply.type == CSN_REPLY_FAILED || reply.type == CSN_REPLY_ERROR) {
      fprintf(stderr, "call %zu: %s: %s\n", call->number, name, reply.text);
      player->n_failed += reply.type == CSN_REPLY_FAILED &&
                          !(reply.request && is_nothing_there(call, &reply));
    } else if (player->verbose && reply.type == CSN_REPLY_DONE) {
      char* const theirs =
        json_dumps(call->returned, JSON_ENCODE_ANY | JSON_COMPACT);
      printf("call %zu: %s: %.10g, there %s\n",
             call->number,
             name,
             reply.has_value ? reply.value : (double)NAN,
             theirs ? theirs : "nothing");
      free(theirs);
    } else if (player->verbose && reply.type == CSN_REPLY_LOG) {
      printf("%s", reply.text);
    }
  }
}

/* One k-cycle, into the sound from its frame on. */
static void
perform(Player* player, Sound* sound, int64_t frame, float** out)
{
  const Calls* const calls = player->calls;
  csn_engine_process_rt(player->engine, NULL, (float* const*)out, calls->ksmps);
  for (uint32_t i = 0; i < calls->ksmps; ++i) {
    const int64_t at = frame + i - calls->mark;
    for (uint32_t c = 0;
         at >= 0 && at < sound->n_frames && c < sound->n_channels;
         ++c) {
      sound->samples[(size_t)at * sound->n_channels + c] = out[c][i];
    }
  }
  take_replies(player);
}

static bool
replay(Player* player, Sound* sound)
{
  const Calls* const calls = player->calls;
  float* out[CSN_MAX_CHANNELS] = { NULL };
  bool good = true;
  for (uint32_t c = 0; c < calls->n_channels; ++c) {
    out[c] = (float*)calloc(calls->ksmps, sizeof(float));
    good = good && out[c];
  }
  size_t next = 0;
  const int64_t end = calls->mark + calls->n_frames;
  for (int64_t at = 0; good && at < end; at += calls->ksmps) {
    for (; next < calls->n_calls && calls->calls[next].frame <= at; ++next) {
      player_call(player, next);
    }
    perform(player, sound, at, out);
  }
  for (uint32_t c = 0; c < calls->n_channels; ++c) {
    free(out[c]);
  }
  return good;
}

static bool
run(const Calls* calls, Sound* sound, bool verbose)
{
  const CsnConfig config = { .rate = calls->rate,
                             .max_block = calls->ksmps,
                             .fixed_block = calls->ksmps,
                             .n_outputs = calls->n_channels,
                             .extra_latency = calls->extra_latency,
                             .round_starts = true };
  Player player = { .calls = calls,
                    .memory = { .calls = calls },
                    .verbose = verbose };
  const CsnStatus st = csn_engine_new(&player.engine, &config);
  if (st) {
    fprintf(stderr, "%s\n", csn_strerror(st));
    return false;
  }
  csn_engine_set_ksmps(player.engine, CSN_KSMPS_EXACT, 0);
  csn_engine_freewheel_rt(player.engine, true);
  const bool good =
    load_nothing(player.engine, calls) && replay(&player, sound);
  csn_engine_free(player.engine);
  return good && !player.n_failed;
}

static bool
tell_difference(const Sound* sound, const char* reference)
{
  double worst = 0;
  uint32_t frame = 0;
  if (!sound_compare(sound, reference, &worst, &frame)) {
    return false;
  }
  printf("%.1f dB at frame %u\n",
         worst > 0 ? 20.0 * log10(worst) : -999.0,
         frame);
  return true;
}

int
main(int argc, char** argv)
{
  const bool verbose = argc > 1 && !strcmp(argv[1], "-v");
  char** const words = argv + (verbose ? 2 : 1);
  const int n_words = argc - (verbose ? 2 : 1);
  if (n_words != 2 && n_words != 3) {
    fprintf(stderr, "usage: replay [-v] CALLS.json OUT.wav [REFERENCE]\n");
    return 2;
  }

  Calls calls;
  Sound sound = { NULL, 0, 0 };
  bool good = calls_read(&calls, words[0]);
  if (good) {
    sound.n_channels = calls.n_channels;
    sound.n_frames = calls.n_frames;
    sound.samples =
      (float*)calloc((size_t)sound.n_channels * sound.n_frames + 1U,
                     sizeof(float));
    good = sound.samples && run(&calls, &sound, verbose);
    good = sound.samples && sound_write(&sound, words[1], calls.rate) && good;
  }
  if (n_words == 3 && sound.samples) {
    good = tell_difference(&sound, words[2]) && good;
  }
  free(sound.samples);
  calls_free(&calls);
  return good ? 0 : 1;
}
