// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What hosts offer and how they treat a life: odd features and options, work
// that comes never, late or at once, any order of calls (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/log/log.h>
#include <lv2/options/options.h>
#include <lv2/parameters/parameters.h>
#include <lv2/urid/urid.h>

#include <stdio.h>
#include <string.h>

static void
plays(CsnRig* rig, const char* program)
{
  CU_ASSERT_PTR_NOT_NULL_FATAL(rig->handle);
  CU_ASSERT_TRUE(csn_rig_load(rig, program));
  csn_rig_set(rig, 0, rig->uris.csn_call, "sched 2 0 10 0.5", 0);
  for (unsigned i = 0; i < 4; ++i) {
    csn_rig_run(rig, csn_rig_frames);
  }
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][100], 0.5, 1e-6);
  CU_ASSERT_FALSE(rig->bad_output);
}

static void
urid_map_is_all_it_needs(void)
{
  const CsnRigSetup setup = { .worker = CSN_RIG_NO_WORKER };
  CsnRig* const rig = csn_rig_new(&setup);
  plays(rig, CSN_TEST_TONE);
  csn_rig_free(rig);
}

static void
without_urid_map_it_refuses(void)
{
  static const LV2_Feature empty = { LV2_URID__map, NULL };
  static const LV2_Feature* const nothing[] = { &empty, NULL };
  const CsnRigSetup setup = { .no_map = true, .extra = nothing };
  CsnRig* const rig = csn_rig_new(&setup);
  CU_ASSERT_PTR_NULL(rig->handle);
  csn_rig_free(rig);
}

static void
features_without_uri_or_data(void)
{
  static const LV2_Feature bad[] = { { NULL, NULL },
                                     { NULL, "data" },
                                     { LV2_URID__unmap, NULL },
                                     { LV2_WORKER__schedule, NULL },
                                     { LV2_OPTIONS__options, NULL },
                                     { LV2_LOG__log, NULL },
                                     { "urn:test:unknown", NULL } };
  static const LV2_Feature* const extra[] = { &bad[0], &bad[1], &bad[2],
                                              &bad[3], &bad[4], &bad[5],
                                              &bad[6], NULL };
  const CsnRigSetup setup = { .worker = CSN_RIG_NO_WORKER, .extra = extra };
  CsnRig* const rig = csn_rig_new(&setup);
  plays(rig, CSN_TEST_TONE);
  csn_rig_free(rig);
}

static void
options_of_any_type_and_size(void)
{
  const LV2_URID low = csn_rig_map(LV2_BUF_SIZE__minBlockLength);
  const LV2_URID high = csn_rig_map(LV2_BUF_SIZE__maxBlockLength);
  const LV2_URID rate = csn_rig_map(LV2_PARAMETERS__sampleRate);
  const LV2_URID number = csn_rig_map(LV2_ATOM__Int);
  const LV2_URID real = csn_rig_map(LV2_ATOM__Float);
  const int32_t value = 256;
  const int32_t negative = -5;
  const int32_t hz = 22050;
  const float fraction = 256.0F;
  const int64_t wide = 256;
  const LV2_Options_Option options[] = {
    { LV2_OPTIONS_INSTANCE, 0, rate, sizeof(hz), number, &hz },
    { LV2_OPTIONS_INSTANCE, 0, low, 4, real, &fraction },
    { LV2_OPTIONS_INSTANCE, 0, high, 8, number, &wide },
    { LV2_OPTIONS_INSTANCE, 0, low, 4, number, NULL },
    { LV2_OPTIONS_INSTANCE, 0, high, 1, number, &value },
    { LV2_OPTIONS_INSTANCE, 0, low, 4, number, &negative },
    { LV2_OPTIONS_INSTANCE, 0, high, 4, number, &negative },
    { LV2_OPTIONS_BLANK, 9, 0, 4, number, &value },
    { LV2_OPTIONS_INSTANCE, 0, 0, 0, 0, NULL }
  };
  const LV2_Feature feature = { LV2_OPTIONS__options,
                                (void*)(uintptr_t)options };
  const LV2_Feature* const extra[] = { &feature, NULL };
  const CsnRigSetup setup = { .extra = extra };
  CsnRig* const rig = csn_rig_new(&setup);
  plays(rig, CSN_TEST_TONE);
  CU_ASSERT_EQUAL(rig->latency, 16.0F); // nothing was promised
  csn_rig_free(rig);
}

static void
it_runs_at_any_rate(void)
{
  static const double rates[] = { 8000, 44100, 48000, 96000, 192000 };
  for (unsigned i = 0; i < sizeof(rates) / sizeof(rates[0]); ++i) {
    const CsnRigSetup setup = { .rate = rates[i] };
    CsnRig* const rig = csn_rig_new(&setup);
    plays(rig, CSN_TEST_TONE);
    csn_rig_free(rig);
  }
}

static void
a_bad_state_is_told_in_the_log(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  plays(rig, CSN_TEST_TONE);
  uint8_t text[] = "instr 1\n  nonsense\nendin\n";
  const CsnSaved bad = {
    1,
    { { rig->uris.csn_program, rig->uris.atom_String, 3, sizeof(text), text } }
  };
  CU_ASSERT_NOT_EQUAL(csn_rig_restore(rig, &bad), LV2_STATE_SUCCESS);
  CU_ASSERT_PTR_NOT_NULL(strstr(rig->log_text, "the state is not restored"));
  CU_ASSERT_PTR_NOT_NULL(strstr(rig->log_text, "error"));
  csn_rig_free(rig);
}

// Work

static void
work_waits_while_the_queue_is_full(void)
{
  const CsnRigSetup setup = { .worker = CSN_RIG_LATER };
  CsnRig* const rig = csn_rig_new(&setup);
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_work(rig);
  atomic_store(&rig->full, true);
  csn_rig_set(rig, 0, rig->uris.csn_program, CSN_TEST_TONE, 5);
  for (unsigned i = 0; i < 5; ++i) {
    csn_rig_run(rig, csn_rig_frames);
  }
  CU_ASSERT_TRUE(atomic_load(&rig->n_refused) >= 5);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 5), 0);
  atomic_store(&rig->full, false);
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_TRUE(atomic_load(&rig->n_pending) > 0);
  csn_rig_work(rig);
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 5), 1);
  csn_rig_free(rig);
}

static void
work_responses_are_harmless(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  const uint8_t junk[64] = { 1, 2, 3 };
  CU_ASSERT_EQUAL(rig->work->work_response(rig->handle, 64, junk),
                  LV2_WORKER_SUCCESS);
  CU_ASSERT_EQUAL(rig->work->work_response(rig->handle, 0, NULL),
                  LV2_WORKER_SUCCESS);
  plays(rig, CSN_TEST_TONE);
  csn_rig_free(rig);
}

// Life

static void
it_may_end_at_any_time(void)
{
  for (unsigned i = 0; i < 24; ++i) {
    const CsnRigSetup setup = { .kind = (CsnRigKind)(i % 3U),
                                .worker = (CsnRigWorker)(i % 4U) };
    CsnRig* const rig = csn_rig_new(&setup);
    if (i >= 4) {
      csn_rig_set(rig, 0, rig->uris.csn_program, CSN_TEST_TONE, 1);
      csn_rig_set(rig, 3, rig->uris.csn_call, "sched 2 0 10 0.5", 2);
    }
    for (unsigned k = 0; k < i / 6U; ++k) {
      csn_rig_run(rig, i % 2U ? 100 : 0);
    }
    csn_rig_free(rig);
  }
}

static void
it_may_never_be_activated(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_MULTI);
  rig->descriptor->cleanup(rig->handle);
  rig->handle = NULL;
  csn_rig_free(rig);
}

static void
activation_between_blocks_is_no_break(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  plays(rig, CSN_TEST_TONE);
  for (unsigned i = 0; i < 10; ++i) { // on the audio thread, as in an export
    if (rig->descriptor->deactivate) {
      rig->descriptor->deactivate(rig->handle);
    }
    rig->descriptor->activate(rig->handle);
    csn_rig_run(rig, csn_rig_frames);
  }
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_free(rig);
}

/* A note that is held by MIDI ends with the activation after an export. */
static void
activation_ends_held_notes(void)
{
  const uint8_t note[] = { 0x90, 60, 100 };
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_midi(rig, 0, note, 3);
  csn_rig_run(rig, csn_rig_frames);
  CU_ASSERT_TRUE(rig->out[0][100] > 0.01F || rig->out[0][100] < -0.01F);
  rig->descriptor->activate(rig->handle);
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_run(rig, csn_rig_frames);
  for (unsigned i = 0; i < csn_rig_frames; ++i) {
    CU_ASSERT_EQUAL(rig->out[0][i], 0.0F);
  }
  csn_rig_free(rig);
}

static void
many_live_side_by_side(void)
{
  enum { n = 20 };
  CsnRig* rigs[n];
  char call[64];
  for (unsigned i = 0; i < n; ++i) {
    const CsnRigSetup setup = { .kind = (CsnRigKind)(i % 3U),
                                .worker =
                                  i % 2U ? CSN_RIG_AT_ONCE : CSN_RIG_THREAD };
    rigs[i] = csn_rig_new(&setup);
    CU_ASSERT_TRUE(csn_rig_load(rigs[i], CSN_TEST_TONE));
    (void)snprintf(call, sizeof(call), "sched 2 0 100 %g", 0.5 / (i + 1.0));
    csn_rig_set(rigs[i], 0, rigs[i]->uris.csn_call, call, 0);
  }
  for (unsigned block = 0; block < 8; ++block) {
    for (unsigned i = 0; i < n; ++i) {
      csn_rig_run(rigs[i], csn_rig_frames);
    }
  }
  for (unsigned i = 0; i < n; ++i) {
    CU_ASSERT_DOUBLE_EQUAL(rigs[i]->out[0][200], 0.5 / (i + 1.0), 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(rigs[i]->out[1][200], -0.5 / (i + 1.0), 1e-6);
  }
  for (unsigned i = 0; i < n; ++i) {
    csn_rig_free(rigs[(i * 7U) % n]); // not in the order of birth
  }
}

static const CsnTest tests[] = {
  { "host", "urid:map is all it needs", urid_map_is_all_it_needs },
  { "host", "without urid:map it refuses", without_urid_map_it_refuses },
  { "host", "features may lack URI or data", features_without_uri_or_data },
  { "host", "options may be of any type", options_of_any_type_and_size },
  { "host", "it runs at any rate", it_runs_at_any_rate },
  { "host", "a bad state is told in the log", a_bad_state_is_told_in_the_log },
  { "worker",
    "work waits while the queue is full",
    work_waits_while_the_queue_is_full },
  { "worker", "responses are harmless", work_responses_are_harmless },
  { "life", "it may end at any time", it_may_end_at_any_time },
  { "life", "it may never be activated", it_may_never_be_activated },
  { "life",
    "activation between blocks is no break",
    activation_between_blocks_is_no_break },
  { "life", "activation ends held notes", activation_ends_held_notes },
  { "life", "many live side by side", many_live_side_by_side },
};
CSN_TESTS(tests)
