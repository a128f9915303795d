// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Three threads and one engine: one performs blocks, one does the work, one
// loads, compiles, calls and looks in (layer: tests; the target for the thread
// sanitizer). The threads record; the main thread asserts.

#include "worker.h"

#define HEADER "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"

static const char first[] = HEADER "chn_k \"level\", 1, 2, 0.5, 0, 1\n"
                                   "instr 1\na1 init 0.25\nout a1\nendin\n"
                                   "instr 9\nprints \"played\\n\"\nendin\n";
static const char second[] = HEADER "chn_k \"other\", 1, 2, 0.5, 0, 1\n"
                                    "chn_k \"level\", 1, 2, 0.5, 0, 2\n"
                                    "instr 1\na1 init 0.5\nout a1\nendin\n"
                                    "instr 9\nprints \"played\\n\"\nendin\n";

/** What the audio thread does until it is told to stop. */
typedef struct {
  CsnEngine* engine;
  atomic_bool quit;
  unsigned n_blocks;
  unsigned n_bad;   ///< Samples that no program plays
  unsigned n_sound; ///< Blocks with sound in them
} Audio;

static void*
perform(void* data)
{
  static const uint8_t on[] = { 0x90, 60, 100 };
  static const uint8_t off[] = { 0x80, 60, 0 };
  const struct timespec pause = { 0, 300000 };
  Audio* const audio = (Audio*)data;
  uint64_t seed = 8;
  float left[512] = { 0 };
  float* out[1] = { left };
  while (!atomic_load(&audio->quit)) {
    const uint32_t n = 1U + (uint32_t)(csn_test_random(&seed) % 512U);
    const char* problem = NULL;
    (void)csn_engine_line_rt(
      audio->engine, n / 2U, "sched 1 0 0.005", 15, 0, &problem);
    (void)
      csn_engine_line_rt(audio->engine, 0, "sched 9 0 0.001", 15, 0, &problem);
    (void)csn_engine_midi_rt(audio->engine, 0, on, 3);
    (void)csn_engine_midi_rt(audio->engine, n, off, 3);
    csn_engine_control_rt(audio->engine,
                          0,
                          (float)(csn_test_random(&seed) % 100U) * 0.01F);
    csn_engine_process_rt(audio->engine, NULL, out, n);
    bool any = false;
    for (uint32_t i = 0; i < n; ++i) {
      any |= left[i] > 0.0F;
      audio->n_bad += !(left[i] >= 0.0F && left[i] < 16.0F);
    }
    audio->n_sound += any;
    ++audio->n_blocks;
    (void)nanosleep(&pause, NULL);
  }
  return NULL;
}

static size_t
poll_all(CsnEngine* engine)
{
  CsnReply reply;
  size_t n = 0;
  while (csn_engine_poll(engine, &reply)) {
    n += reply.type == CSN_REPLY_DONE;
  }
  return n;
}

/* One round of what a user may do. */
static unsigned
control_round(CsnEngine* engine, unsigned round)
{
  static const char* const lines[] = {
    "sched 1 0 0.01",
    "evalCode 1 + 1",
    "setChannel level 0.3",
    "unsched 1",
    "status",
    "mapControl 3 channel own 0 1",
    "getControlChannel level",
    "unschedAll",
  };
  const char* const text = round & 1U ? first : second;
  const CsnSource source = { .text = text, .length = strlen(text) };
  CsnControlInfo control;
  CsnInfo info;
  unsigned n_bad = 0;
  switch (round % 4U) {
    case 0:
      n_bad += csn_engine_load(engine, &source, NULL, 0) != CSN_OK;
      break;
    case 1:
      n_bad += csn_engine_compile(engine,
                                  "instr 1\na1 init 0.125\nout a1\nendin\n",
                                  round) != CSN_OK;
      break;
    case 2:
      n_bad +=
        csn_engine_compile(engine, "instr 1\noscil(\nendin\n", round) != CSN_OK;
      break;
    default:
      n_bad +=
        csn_engine_call(engine, lines[round / 4U % 8U], round + 1U, NULL, 0) !=
        CSN_OK;
      break;
  }
  csn_engine_info(engine, &info);
  (void)csn_engine_control_info(engine, round % 16U, &control);
  char* const copy = csn_engine_program(engine, NULL, NULL);
  n_bad += !copy;
  free(copy);
  return n_bad;
}

static void
three_threads(void)
{
  const unsigned n_rounds = csn_test_quick() ? 40 : 160;
  const struct timespec pause = { 0, 5000000 };
  const CsnSource source = { .text = first, .length = strlen(first) };
  Worker worker = { 0 };
  pthread_t thread;
  Rig* const rig = worker_open(&worker, 1);
  Audio audio;
  memset(&audio, 0, sizeof(audio));
  audio.engine = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_load(rig->engine, &source, NULL, 0), CSN_OK);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, perform, &audio), 0);

  unsigned n_bad = 0;
  size_t n_done = 0;
  for (unsigned round = 0; round < n_rounds; ++round) {
    n_bad += control_round(rig->engine, round);
    n_done += poll_all(rig->engine);
    (void)nanosleep(&pause, NULL);
  }
  for (unsigned i = 0; i < 400 && n_done < n_rounds / 4U; ++i) {
    n_done += poll_all(rig->engine);
    (void)nanosleep(&pause, NULL);
  }
  atomic_store(&audio.quit, true);
  (void)pthread_join(thread, NULL);
  CU_ASSERT_EQUAL(n_bad, 0);
  CU_ASSERT_EQUAL(audio.n_bad, 0);
  CU_ASSERT(audio.n_blocks > 10);
  CU_ASSERT(audio.n_sound > 5);
  CU_ASSERT(n_done >= n_rounds / 4U);
  worker_close(&worker, rig);
}

static void
swap_storm(void)
{
  const unsigned n_loads = csn_test_quick() ? 15 : 60;
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  for (unsigned i = 0; i < n_loads; ++i) {
    const char* const text = i & 1U ? first : second;
    CU_ASSERT_EQUAL(csn_engine_text_rt(rig->engine,
                                       i % 128U,
                                       "load",
                                       text,
                                       strlen(text),
                                       1U + i),
                    CSN_OK);
    if (i % 3U == 0) {
      worker_block(rig);
    }
  }
  CU_ASSERT_PTR_NOT_NULL(worker_wait(rig, n_loads));
  for (unsigned i = 0; i < 20; ++i) {
    worker_block(rig);
  }
  for (uint32_t i = 1; i <= n_loads; ++i) {
    CU_ASSERT(rig_answered(rig, i, CSN_OK));
  }
  CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1"), CSN_OK);
  worker_block(rig);
  worker_block(rig);
  const double is = (double)rig->out[0][rig->at - 1U];
  CU_ASSERT_DOUBLE_EQUAL(is, n_loads % 2U ? 0.5 : 0.25, 0);
  worker_close(&worker, rig);
}

static const CsnTest tests[] = {
  { "worker", "three threads use one engine", three_threads },
  { "worker", "loads that overtake each other leave the last one", swap_storm },
};
CSN_TESTS(tests)
