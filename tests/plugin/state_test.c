// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// States: saved and restored at any time, the same twice, and sounding as
// before (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <stdio.h>
#include <string.h>

static double
level(CsnRig* rig)
{
  static int32_t number = 5000;
  const CsnTold* const told =
    csn_rig_call(rig, "getControlChannel level", ++number);
  return told && told->type == CSN_TOLD_ACK ? told->value : -1.0;
}

static void
play(CsnRig* rig, float* to, uint32_t n_blocks)
{
  const uint8_t on[] = { 0x90, 57, 99 };
  const uint8_t off[] = { 0x80, 57, 0 };
  for (uint32_t i = 0; i < n_blocks; ++i) {
    if (i % 8U == 0) {
      csn_rig_midi(rig, 3, on, 3);
    } else if (i % 8U == 5) {
      csn_rig_midi(rig, 100, off, 3);
    }
    csn_rig_run(rig, csn_rig_frames);
    memcpy(to + (size_t)i * csn_rig_frames,
           rig->out[0],
           csn_rig_frames * sizeof(float));
  }
}

static void
a_restored_one_sounds_the_same(void)
{
  enum { n_blocks = 32 };
  static float before[n_blocks * csn_rig_frames];
  static float after[n_blocks * csn_rig_frames];
  CsnSaved saved;
  CsnSaved again;
  CsnRig* rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  csn_rig_set(rig, 0, rig->uris.csn_ksmps, "32", 0);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 2048);
  rig->ctl[0] = 0.2F;
  csn_rig_run(rig, 2048);
  play(rig, before, n_blocks);
  const float latency = rig->latency;
  CU_ASSERT_EQUAL(latency, 32.0F);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &saved), LV2_STATE_SUCCESS);
  csn_rig_free(rig);

  rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &saved), LV2_STATE_SUCCESS);
  rig->ctl[0] = 0.2F;
  csn_rig_run(rig, 2048);
  csn_rig_run(rig, 2048);
  play(rig, after, n_blocks);
  unsigned n_wrong = 0;
  for (unsigned i = 0; i < n_blocks * csn_rig_frames; ++i) {
    n_wrong += !(after[i] == before[i]);
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  CU_ASSERT_EQUAL(rig->latency, latency);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &again), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(csn_saved_equal(&saved, &again));
  csn_rig_free(rig);
  csn_saved_clear(&saved);
  csn_saved_clear(&again);
}

/* A host that restores no port value leaves the program where it was. */
static void
values_come_back_without_the_ports(void)
{
  CsnSaved saved;
  CsnRig* rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 256);
  rig->ctl[0] = 0.1F;
  csn_rig_run(rig, 256);
  const double value = level(rig);
  CU_ASSERT_DOUBLE_EQUAL(value, 0.2, 1e-7);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &saved), LV2_STATE_SUCCESS);
  csn_rig_free(rig);
  rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &saved), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(level(rig), value, 0.0);
  csn_rig_free(rig);
  csn_saved_clear(&saved);
}

static void
saving_is_deterministic(void)
{
  CsnSaved saved;
  CsnSaved again;
  CsnRig* const rig = csn_rig_of(CSN_RIG_EFFECT);
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &saved), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(saved.n >= 3);
  for (unsigned i = 0; i < 5; ++i) {
    csn_rig_run(rig, 256);
    CU_ASSERT_EQUAL(csn_rig_save(rig, &again), LV2_STATE_SUCCESS);
    CU_ASSERT_TRUE(csn_saved_equal(&saved, &again));
    csn_saved_clear(&again);
  }
  for (unsigned i = 0; i < saved.n; ++i) {
    CU_ASSERT_EQUAL(saved.item[i].flags,
                    LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE);
  }
  csn_rig_free(rig);
  csn_saved_clear(&saved);
}

/* What defInstr has defined is there again, without a worker. */
static void
instruments_come_back(void)
{
  CsnSaved saved;
  CsnSaved again;
  CsnRig* rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  csn_rig_run(rig, 256);
  csn_rig_forget(rig);
  const CsnTold* told =
    csn_rig_call(rig,
                 "defInstr five {{ |ifive=5| chnset ifive, \"five\" }}",
                 1);
  CU_ASSERT_TRUE(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &saved), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(csn_saved_find(&saved, rig->uris.csn_session) < saved.n);
  csn_rig_free(rig);

  rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &saved), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  told = csn_rig_call(rig, "sched five 0 0.1", 2);
  CU_ASSERT_TRUE(told && told->type == CSN_TOLD_ACK);
  csn_rig_run(rig, 256);
  told = csn_rig_call(rig, "getControlChannel five", 3);
  CU_ASSERT_TRUE(told && told->type == CSN_TOLD_ACK);
  CU_ASSERT_DOUBLE_EQUAL(told ? told->value : 0, 5, 0);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &again), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(csn_saved_equal(&saved, &again));
  csn_rig_free(rig);
  csn_saved_clear(&saved);
  csn_saved_clear(&again);
}

static void
a_load_marks_the_session_as_changed(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  csn_rig_run(rig, 256);
  csn_rig_forget(rig);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_CHANGED, 0), 1);
  csn_rig_free(rig);
}

// Paths

static const char*
write_file(const char* name, const char* text)
{
  static char path[4200];
  (void)snprintf(path, sizeof(path), "%s/%s", csn_test_scratch(), name);
  FILE* const file = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  (void)fputs(text, file);
  CU_ASSERT_EQUAL(fclose(file), 0);
  return path;
}

static void
a_file_keeps_its_path_and_its_text(void)
{
  const char* const path = write_file("tone.orc", CSN_TEST_TONE);
  CsnSaved saved;
  CsnRig* rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  csn_rig_set(rig, 0, rig->uris.csn_file, path, 3);
  CU_ASSERT_EQUAL(csn_rig_await(rig, 3)->type, CSN_TOLD_ACK);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &saved), LV2_STATE_SUCCESS);
  const unsigned file = csn_saved_find(&saved, rig->uris.csn_file);
  const unsigned text = csn_saved_find(&saved, rig->uris.csn_program);
  CU_ASSERT_TRUE_FATAL(file < csn_saved_max && text < csn_saved_max);
  CU_ASSERT_EQUAL(saved.item[file].type, rig->uris.atom_Path);
  CU_ASSERT_EQUAL(strncmp((const char*)saved.item[file].body, "mapped:/", 8),
                  0);
  CU_ASSERT_STRING_EQUAL((const char*)saved.item[text].body, CSN_TEST_TONE);
  csn_rig_free(rig);

  CU_ASSERT_EQUAL(remove(path), 0); // the text is in the state
  rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &saved), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(level(rig), 1.0, 0.0);
  csn_rig_free(rig);
  csn_saved_clear(&saved);
}

/* A preset may name a file and hold no text. */
static void
a_path_alone_is_loaded(void)
{
  char path[4200];
  (void)
    snprintf(path, sizeof(path), "%s", write_file("alone.orc", CSN_TEST_TONE));
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  const CsnSaved preset = { 1,
                            { { rig->uris.csn_file,
                                rig->uris.atom_Path,
                                3,
                                strlen(path) + 1U,
                                (uint8_t*)path } } };
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &preset), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(level(rig), 1.0, 0.0);
  CU_ASSERT_EQUAL(remove(path), 0);
  CU_ASSERT_NOT_EQUAL(csn_rig_restore(rig, &preset), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(level(rig), 1.0, 0.0);
  csn_rig_free(rig);
}

/* A preset of port values, or one for a newer version, is no error. */
static void
an_empty_state_changes_nothing(void)
{
  const CsnSaved empty = { .n = 0 };
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &empty), LV2_STATE_SUCCESS);
  csn_rig_run(rig, 256);
  CU_ASSERT_DOUBLE_EQUAL(level(rig), 1.0, 0.0);
  csn_rig_free(rig);
}

// Damage

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static const bool is_slow = true;
#else
static const bool is_slow = false;
#endif

/* Half of the damage falls on the program, so that it is often a bad one. */
static void
damage(CsnSaved* saved, uint64_t* state)
{
  const unsigned n = 1U + (unsigned)(csn_test_random(state) % 4U);
  for (unsigned k = 0; k < n; ++k) {
    const unsigned i = csn_test_random(state) % 2U
                         ? 0U
                         : (unsigned)(csn_test_random(state) % saved->n);
    const size_t size = saved->item[i].size;
    const uint64_t at = size ? csn_test_random(state) % size : 0;
    switch (csn_test_random(state) % 5U) {
      case 0:
        saved->item[i].size = (size_t)at; // cut, without its ending zero
        break;
      case 1:
        saved->item[i].type = (LV2_URID)(csn_test_random(state) % 60U);
        break;
      case 2:
        saved->item[i].key = (LV2_URID)(csn_test_random(state) % 60U);
        break;
      default:
        if (size) {
          saved->item[i].body[at] = (uint8_t)csn_test_random(state);
        }
        break;
    }
  }
}

static bool
is_sounding(CsnRig* rig, float value)
{
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_run(rig, 2048);
  for (unsigned i = 0; i < 2048; ++i) {
    if (!(rig->out[0][i] > value - 1e-6F && rig->out[0][i] < value + 1e-6F)) {
      return false;
    }
  }
  return true;
}

static void
a_damaged_state_leaves_the_old_program(void)
{
  static const char steady[] =
    "ksmps = 16\nnchnls = 2\n0dbfs = 1\ninstr 1\n  a1 init 0.25\n"
    "  outs a1, a1\nendin\nschedule 1, 0, -1\n";
  const unsigned n_rounds = csn_test_quick() || is_slow ? 60 : 1000;
  uint64_t state = 0x2545F4914F6CDD1DU;
  unsigned n_refused = 0;
  CsnSaved good;
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  csn_rig_run(rig, 256);
  CU_ASSERT_EQUAL(csn_rig_save(rig, &good), LV2_STATE_SUCCESS);
  CU_ASSERT_TRUE(csn_rig_load(rig, steady));
  CU_ASSERT_TRUE(is_sounding(rig, 0.25F));
  for (unsigned round = 0; round < n_rounds; ++round) {
    CsnSaved bad;
    csn_saved_copy(&bad, &good);
    damage(&bad, &state);
    if (csn_rig_restore(rig, &bad) != LV2_STATE_SUCCESS) {
      ++n_refused;
      CU_ASSERT_TRUE(is_sounding(rig, 0.25F));
    } else {
      csn_rig_run(rig, csn_rig_frames);
      CU_ASSERT_TRUE(csn_rig_load(rig, steady));
      csn_rig_run(rig, 2048);
    }
    csn_saved_clear(&bad);
    csn_rig_forget(rig);
  }
  CU_ASSERT_TRUE(n_refused > n_rounds / 10U);
  CU_ASSERT_FALSE(rig->bad_output);
  CU_ASSERT_EQUAL(csn_rig_restore(rig, &good), LV2_STATE_SUCCESS);
  csn_rig_free(rig);
  csn_saved_clear(&good);
}

static const CsnTest tests[] = {
  { "state", "a restored one sounds the same", a_restored_one_sounds_the_same },
  { "state",
    "values come back without the ports",
    values_come_back_without_the_ports },
  { "state", "saving is deterministic", saving_is_deterministic },
  { "state",
    "a load marks the session as changed",
    a_load_marks_the_session_as_changed },
  { "state", "the session's instruments come back", instruments_come_back },
  { "state",
    "a file keeps its path and its text",
    a_file_keeps_its_path_and_its_text },
  { "state", "a path alone is loaded", a_path_alone_is_loaded },
  { "state", "an empty one changes nothing", an_empty_state_changes_nothing },
  { "state",
    "a damaged one leaves the old program",
    a_damaged_state_leaves_the_old_program },
};
CSN_TESTS(tests)
