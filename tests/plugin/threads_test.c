// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Two threads in one plugin: states, work and answers while it plays, as
// Ardour and mod-host do it (layer: tests). Threads record; the main thread,
// which is the audio thread here, asserts.

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>

#include <pthread.h>
#include <string.h>

enum { n_turns = 12 };

typedef struct {
  CsnRig* rig;
  CsnSaved first;
  CsnSaved second;
  atomic_bool done;
  unsigned n_bad;
} Other;

static void*
restore_in_turn(void* data)
{
  Other* const other = (Other*)data;
  for (unsigned i = 0; i < n_turns; ++i) {
    const CsnSaved* const saved = i % 2U ? &other->first : &other->second;
    other->n_bad += csn_rig_restore(other->rig, saved) != LV2_STATE_SUCCESS;
  }
  atomic_store(&other->done, true);
  return NULL;
}

static void*
save_in_turn(void* data)
{
  Other* const other = (Other*)data;
  for (unsigned i = 0; i < 20U * n_turns; ++i) {
    CsnSaved saved;
    other->n_bad += csn_rig_save(other->rig, &saved) != LV2_STATE_SUCCESS;
    other->n_bad += saved.n < 3;
    csn_saved_clear(&saved);
  }
  atomic_store(&other->done, true);
  return NULL;
}

static void*
respond_in_turn(void* data)
{
  Other* const other = (Other*)data;
  for (unsigned i = 0; i < 100U * n_turns; ++i) {
    const uint8_t body[4] = { 1, 2, 3, 4 };
    (void)other->rig->work->work_response(other->rig->handle, 4, body);
  }
  atomic_store(&other->done, true);
  return NULL;
}

static void
two_states(Other* other)
{
  CsnRig* const rig = other->rig;
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  CU_ASSERT_EQUAL(csn_rig_save(rig, &other->first), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
  CU_ASSERT_EQUAL(csn_rig_save(rig, &other->second), LV2_STATE_SUCCESS);
}

/* Plays, with notes and messages, until the other thread is done. */
static void
beside(void* (*run)(void*), CsnRigWorker worker)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  const CsnRigSetup setup = { .kind = CSN_RIG_MULTI, .worker = worker };
  Other other;
  pthread_t thread;
  memset(&other, 0, sizeof(other));
  other.rig = csn_rig_new(&setup);
  CsnRig* const rig = other.rig;
  two_states(&other);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, run, &other), 0);
  for (unsigned i = 0; !atomic_load(&other.done) || i < 50; ++i) {
    csn_rig_midi(rig, i % 200U, on, 3);
    rig->ctl[0] = (float)(i % 100U) / 100.0F;
    if (i % 16U == 3) {
      csn_rig_set(rig, 7, rig->uris.csn_call, "status", 0);
    }
    csn_rig_run(rig, csn_rig_frames);
    csn_rig_forget(rig);
  }
  CU_ASSERT_EQUAL(pthread_join(thread, NULL), 0);
  CU_ASSERT_EQUAL(other.n_bad, 0);
  CU_ASSERT_FALSE(rig->bad_output);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_free(rig);
  csn_saved_clear(&other.first);
  csn_saved_clear(&other.second);
}

static void
restored_while_it_plays(void)
{
  beside(restore_in_turn, CSN_RIG_NO_WORKER);
  beside(restore_in_turn, CSN_RIG_THREAD);
}

static void
saved_while_it_plays(void)
{
  beside(save_in_turn, CSN_RIG_THREAD);
}

static void
answered_in_another_thread(void)
{
  beside(respond_in_turn, CSN_RIG_THREAD);
}

static void
loads_and_compiles_go_on_beside(void)
{
  const CsnRigSetup setup = { .worker = CSN_RIG_THREAD };
  CsnRig* const rig = csn_rig_new(&setup);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  for (int32_t i = 1; i <= 8; ++i) {
    csn_rig_set(rig,
                5,
                i % 4 ? rig->uris.csn_compile : rig->uris.csn_program,
                i % 4 ? "instr 3\n  a1 init 0.125\n  outs a1, a1\nendin\n"
                      : CSN_TEST_TONE,
                i);
    csn_rig_set(rig, 9, rig->uris.csn_call, "sched 2 0 0.01 0.1", 100 + i);
    csn_rig_run(rig, csn_rig_frames);
  }
  for (int32_t i = 1; i <= 8; ++i) {
    const CsnTold* const told = csn_rig_await(rig, i);
    CU_ASSERT_PTR_NOT_NULL_FATAL(told);
    CU_ASSERT_EQUAL(told->type, CSN_TOLD_ACK);
  }
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
}

/* Ardour: no worker, restore right after the latency's pre-run, still before
   the first block. */
static void
restored_before_the_first_block(void)
{
  Other other;
  memset(&other, 0, sizeof(other));
  other.rig = csn_rig_of(CSN_RIG_EFFECT);
  two_states(&other);
  csn_rig_free(other.rig);

  const CsnRigSetup setup = { .kind = CSN_RIG_EFFECT,
                              .worker = CSN_RIG_NO_WORKER,
                              .max_block = 8192,
                              .min_block = 1 };
  CsnRig* const rig = csn_rig_new(&setup);
  for (uint32_t c = 0; c < 4; ++c) {
    rig->descriptor->connect_port(rig->handle, CSN_PORT_AUDIO + c, rig->out[0]);
  }
  rig->out_size = 8;
  rig->out_type = csn_rig_map(LV2_ATOM__Sequence);
  csn_rig_run(rig, 1024);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &other.second), LV2_STATE_SUCCESS);
  csn_rig_connect(rig);
  rig->out_size = 65536;
  rig->out_type = 0;
  for (uint32_t i = 0; i < 2048; ++i) {
    rig->in[0][i] = 0.5F;
  }
  csn_rig_run(rig, 2048);
  csn_rig_run(rig, 2048);
  CU_ASSERT_EQUAL(rig->out[0][1500], 0.25F);
  rig->descriptor->activate(rig->handle); // the end of an export
  csn_rig_run(rig, 487);
  CU_ASSERT_FALSE(rig->bad_output);
  csn_rig_free(rig);
  csn_saved_clear(&other.first);
  csn_saved_clear(&other.second);
}

static const CsnTest tests[] = {
  { "threads", "a state is restored while it plays", restored_while_it_plays },
  { "threads", "a state is saved while it plays", saved_while_it_plays },
  { "threads",
    "work is answered in another thread",
    answered_in_another_thread },
  { "threads",
    "loads and compiles go on beside",
    loads_and_compiles_go_on_beside },
  { "threads",
    "a session restores before its first block",
    restored_before_the_first_block },
};
CSN_TESTS(tests)
