// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The engine's audio calls do nothing that may wait (layer: tests).

#include "harness.h"
#include "rt_rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PROGRAM(ksmps)                          \
  "ksmps = " #ksmps "\n"                        \
  "nchnls = 2\n"                                \
  "0dbfs = 1\n"                                 \
  "massign 0, 2\n"                              \
  "chn_k \"cutoff\", 3, 2, 1000, 100, 8000\n"   \
  "gisine ftgen 0, 0, 1024, 10, 1\n"            \
  "instr 1\n"                                   \
  "  kenv linsegr 0, 0.01, 1, 0.02, 0\n"        \
  "  kcut chnget \"cutoff\"\n"                  \
  "  kamp = p5\n"                               \
  "  asig oscili kamp*kenv, p4, gisine\n"       \
  "  asig tone asig, kcut\n"                    \
  "  outs asig, asig\n"                         \
  "endin\n"                                     \
  "instr 2\n"                                   \
  "  icps cpsmidi\n"                            \
  "  kenv linsegr 0, 0.01, 1, 0.02, 0\n"        \
  "  asig oscili 0.02*kenv, icps, gisine\n"     \
  "  outs asig, asig\n"                         \
  "endin\n"                                     \
  "instr other\n"                               \
  "  outs oscili(0.1, 300), oscili(0.1, 300)\n" \
  "endin\n"

static const char program16[] = PROGRAM(16);
static const char program64[] = PROGRAM(64);

/* Plays and ends more notes than any test does, so that Csound has them. */
static void
warm_up(RtRig* rig, uint32_t block)
{
  char line[128];
  for (int i = 1; i <= 40; ++i) {
    (void)
      snprintf(line, sizeof(line), "sched 1.%03d 0 -1 %d 0.001", i, 200 + i);
    rt_rig_line(rig, 0, 0, line);
    rt_rig_midi(rig, 0, 0x90, (uint8_t)(30 + i), 100);
  }
  rt_rig_run(rig, 0.05, block);
  rt_rig_line(rig, 0, 0, "unsched 1");
  for (int i = 1; i <= 40; ++i) {
    rt_rig_midi(rig, 0, 0x80, (uint8_t)(30 + i), 0);
  }
  rt_rig_run(rig, 0.2, block);
}

static void
hold_voices(RtRig* rig, int n)
{
  char line[128];
  for (int i = 1; i <= n; ++i) {
    (void)snprintf(line, sizeof(line), "sched 1.%03d 0 -1 %d 0.01", i, 200 + i);
    rt_rig_line(rig, 0, 0, line);
  }
}

static void
the_guard_sees_what_it_is_for(void)
{
  static void* volatile block;
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  rt_guard_reset();
  rt_guard_begin();
  block = malloc(100);
  free(block);
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
  (void)getppid();
  rt_guard_end();
  const RtCounts counts = rt_guard_counts();
  CU_ASSERT_EQUAL(counts.n[RT_OURS][RT_ALLOC], 2);
  CU_ASSERT_EQUAL(counts.n[RT_OURS][RT_LOCK], 1);
  CU_ASSERT_EQUAL(counts.n[RT_OURS][RT_WAIT], 0);
  if (rt_guard_sees_system_calls()) {
    CU_ASSERT_EQUAL(counts.n[RT_OURS][RT_SYSCALL], 1);
  } else {
    printf("    this kernel does not show system calls\n");
  }
  CU_ASSERT_EQUAL(rt_guard_total(RT_CSOUND), 0);

  rt_guard_reset();
  block = malloc(100);
  CU_ASSERT_PTR_NOT_NULL(block);
  free(block);
  CU_ASSERT_EQUAL(rt_guard_total(RT_OURS), 0);
}

static void
steady(const char* program, uint32_t fixed_block, uint32_t block)
{
  RtRig* const rig = rt_rig_open(program, fixed_block, false);
  warm_up(rig, block);
  hold_voices(rig, 32);
  rt_rig_block(rig, block);
  rt_rig_reset(rig);
  rt_rig_run(rig, 1.0, block);
  rt_rig_expect_nothing();
  CU_ASSERT(rig->sum > 0);
  rt_rig_close(rig);
}

static void
voices_sound_without_a_call_to_the_system(void)
{
  steady(program64, 256, 256);
  steady(program16, 0, 256);
  steady(program16, 16, 16);
}

static void
blocks_of_any_length_cost_nothing_else(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  uint64_t state = 7;
  warm_up(rig, 256);
  hold_voices(rig, 32);
  rt_rig_block(rig, 64);
  rt_rig_reset(rig);
  for (unsigned i = 0; i < 300; ++i) {
    const uint32_t most = i % 3U ? 64U : RT_MAX_BLOCK;
    rt_rig_block(rig, 1U + (uint32_t)(csn_test_random(&state) % most));
  }
  rt_rig_block(rig, 1);
  rt_rig_block(rig, RT_MAX_BLOCK);
  rt_rig_block(rig, 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

/* What csoundKillInstance() does is its lock, which nobody else takes. */
static void
expect_locks_only(unsigned most)
{
  const RtCounts counts = rt_guard_counts();
  const unsigned n = counts.n[RT_OURS][RT_LOCK];
  CU_ASSERT(n <= most);
  CU_ASSERT_EQUAL(rt_guard_total(RT_OURS), n);
  CU_ASSERT_EQUAL(counts.n[RT_CSOUND][RT_ALLOC], 0);
  if (n > most || rt_guard_total(RT_OURS) != n ||
      counts.n[RT_CSOUND][RT_ALLOC] != 0) {
    rt_guard_print();
  }
}

static void
scheduled_notes_start_and_end(uint32_t fixed_block, uint32_t block)
{
  char line[128];
  RtRig* const rig = rt_rig_open(program64, fixed_block, false);
  warm_up(rig, block);
  rt_rig_reset(rig);
  for (uint32_t i = 1; i <= 30; ++i) {
    const uint32_t frame = i * 17U % block;
    (void)snprintf(line, sizeof(line), "sched 1.%03u 0 -1 440 0.1", i);
    rt_rig_line(rig, frame, i, line);
    rt_rig_line(rig, frame, 0, "sched 1 0.01 0.033 330 0.1");
    rt_rig_run(rig, 0.02, block);
    (void)snprintf(line, sizeof(line), "unsched 1.%03u", i);
    rt_rig_line(rig, frame, 0, line);
  }
  rt_rig_run(rig, 0.2, block);
  CU_ASSERT_EQUAL(rig->n_done, 30);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  expect_locks_only(30);
  rt_rig_close(rig);
}

static void
warm_notes_start_and_end_for_free(void)
{
  scheduled_notes_start_and_end(256, 256);
  scheduled_notes_start_and_end(0, 100);
}

static void
midi_notes_start_and_end_for_free(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  warm_up(rig, 128);
  rt_rig_reset(rig);
  double most = 0;
  for (uint8_t i = 0; i < 30; ++i) {
    const uint8_t key = (uint8_t)(40 + i);
    rt_rig_midi(rig, i, 0x90, key, 90);
    rt_rig_midi(rig, 100, 0xE0, i, 64);
    rt_rig_run(rig, 0.02, 128);
    most = rig->sum > most ? rig->sum : most;
    rt_rig_midi(rig, 127U - i, 0x80, key, 0);
  }
  rt_rig_run(rig, 0.1, 128);
  CU_ASSERT(most > 0);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static void
controls_and_p_fields_move_for_free(void)
{
  char line[128];
  RtRig* const rig = rt_rig_open(program16, 0, false);
  warm_up(rig, 64);
  hold_voices(rig, 32);
  rt_rig_block(rig, 64);
  rt_rig_reset(rig);
  for (uint32_t i = 1; i <= 200; ++i) {
    rt_rig_control(rig, 0, (float)i / 200.0F);
    (void)snprintf(line, sizeof(line), "setp 1.%03u 5 0.0%u", i % 32U + 1U, i);
    rt_rig_line(rig, i % 64U, i, line);
    rt_rig_line(rig, i % 64U, 0, "setp 1.002 5 0.01 delay=0.01");
    rt_rig_line(rig, 5, 1000 + i, "getp 1.001 5");
    rt_rig_line(rig, 6, 0, "setChannel cutoff 2000");
    rt_rig_line(rig, 7, 2000 + i, "getControlChannel cutoff");
    rt_rig_block(rig, 64);
  }
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  CU_ASSERT_EQUAL(rig->n_done, 600);
  rt_rig_expect_nothing();
  rt_rig_close(rig);
}

static void
a_first_note_is_csounds_affair_alone(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  rt_rig_block(rig, 64);
  rt_rig_reset(rig);
  rt_rig_line(rig, 3, 1, "sched other 0 0.1");
  rt_rig_line(rig, 3, 2, "$a = sched 1 0 -1 440 0.1");
  rt_rig_line(rig, 4, 0, "event i 1 0 0.1 440 0.1");
  rt_rig_midi(rig, 5, 0x90, 60, 100);
  rt_rig_run(rig, 0.1, 64);
  rt_rig_expect_nothing_of_ours();
  CU_ASSERT_EQUAL(rig->n_done, 2);
  CU_ASSERT(rt_guard_total(RT_CSOUND) > 0); // Or this tests nothing
  rt_rig_close(rig);
}

/* Csound keeps the memory of an event for the next one, but has none to give
   before its first k-cycle, nor for more at once than it ever had. */
static void
a_crowd_of_events_costs_a_block_each_and_once(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  rt_rig_reset(rig);
  rt_rig_line(rig, 0, 0, "sched other 0 0.1");
  rt_rig_line(rig, 0, 0, "sched other 0 0.1");
  rt_rig_block(rig, 64);
  RtCounts counts = rt_guard_counts();
  CU_ASSERT(counts.n[RT_OURS][RT_ALLOC] <= 2);

  for (unsigned round = 0; round < 3; ++round) {
    rt_rig_reset(rig);
    for (unsigned i = 0; i < 100; ++i) {
      rt_rig_line(rig, 1, 0, "sched other 0 0.001");
    }
    rt_rig_run(rig, 0.01, 64);
    counts = rt_guard_counts();
    CU_ASSERT(counts.n[RT_OURS][RT_ALLOC] <= (round ? 0U : 84U));
  }
  rt_rig_close(rig);
}

static void
loads_cost_the_audio_thread_nothing(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  warm_up(rig, 64);
  hold_voices(rig, 8);
  rt_rig_run(rig, 0.05, 64);
  rt_rig_reset(rig);
  for (uint32_t i = 0; i < 6; ++i) {
    rt_rig_text(rig, "load", i % 2U ? program16 : program64, i + 1U);
    rt_rig_run(rig, 0.05, 64);
  }
  CU_ASSERT_EQUAL(rig->n_loaded, 6);
  CU_ASSERT_EQUAL(rig->n_done, 6);
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static void
long_programs_are_handed_over_for_free(void)
{
  static char text[600000];
  size_t n = (size_t)snprintf(text, sizeof(text), "%s", program16);
  while (n < sizeof(text) - 100U) {
    n += (size_t)snprintf(text + n,
                          sizeof(text) - n,
                          "; %zu is a comment in a long program\n",
                          n);
  }
  RtRig* const rig = rt_rig_open(program16, 0, false);
  rt_rig_reset(rig);
  rt_rig_text(rig, "load", text, 1);
  rt_rig_run(rig, 0.05, 64);
  CU_ASSERT_EQUAL(rig->n_loaded, 1);
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static void
compiles_cost_us_nothing(void)
{
  const struct timespec pause = { 0, 200000 };
  char text[200];
  RtRig* const rig = rt_rig_open(program16, 0, true);
  warm_up(rig, 64);
  hold_voices(rig, 8);
  rt_rig_run(rig, 0.05, 64);
  rt_rig_reset(rig);
  for (uint32_t i = 1; i <= 5; ++i) {
    (void)snprintf(text,
                   sizeof(text),
                   "instr %u\n  outs oscili(0.1, %u), oscili(0.1, %u)\nendin\n",
                   10U + i,
                   300U + i,
                   400U + i);
    rt_rig_text(rig, "compile", text, i);
    // Time is frames here; the worker needs some of the clock's
    for (unsigned k = 0; k < 20000U && rig->n_done < i; ++k) {
      rt_rig_block(rig, 64);
      (void)nanosleep(&pause, NULL);
    }
  }
  CU_ASSERT_EQUAL(rig->n_done, 5);
  CU_ASSERT_EQUAL(rig->n_failed, 0);
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static void
full_queues_cost_nothing(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  char long_text[7000];
  memset(long_text, 'x', sizeof(long_text) - 1U);
  long_text[sizeof(long_text) - 1U] = '\0';
  rt_rig_reset(rig);
  for (uint32_t i = 0; i < 140000; ++i) {
    rt_rig_line(rig, 0, 0, "setp 1.5 5 1 delay=50");
    if (i % 1000U == 0) {
      rt_rig_block(rig, 16); // The delays begin
    }
  }
  for (uint32_t i = 0; i < 3000; ++i) {
    rt_rig_text(rig, "load", long_text, 0);
  }
  CU_ASSERT(rig->n_full > 0);
  for (uint32_t i = 0; i < 2000; ++i) {
    rt_rig_midi(rig, 0, 0x90, (uint8_t)(i % 100U), 100);
  }
  rt_rig_line(rig, 0, 0, "unschedAll");
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static void
errors_cost_nothing(void)
{
  RtRig* const rig = rt_rig_open(program16, 0, false);
  warm_up(rig, 64);
  rt_rig_reset(rig);
  rt_rig_line(rig, 0, 1, "noSuchMethod 1 2");
  rt_rig_line(rig, 0, 2, "sched nobody 0 1");
  rt_rig_line(rig, 0, 3, "sched \"never closed");
  rt_rig_line(rig, 0, 4, "setp 1.7 5 1");
  rt_rig_line(rig, 0, 5, "sched 77 0 1");
  rt_rig_line(rig, 0, 6, "event i 1 0 x");
  rt_rig_text(rig, "load", "instr 1\n  this is no code\nendin\n", 7);
  rt_rig_run(rig, 0.1, 64);
  CU_ASSERT(rig->n_failed >= 4);
  CU_ASSERT(rig->n_errors >= 1);
  CU_ASSERT_EQUAL(rig->n_loaded, 0);
  rt_rig_expect_nothing_of_ours();
  rt_rig_close(rig);
}

static const CsnTest tests[] = {
  { "rt", "the guard sees what it is for", the_guard_sees_what_it_is_for },
  { "rt",
    "32 voices sound without an allocation, a lock or a system call",
    voices_sound_without_a_call_to_the_system },
  { "rt",
    "blocks of 1 to 4096 frames need nothing else",
    blocks_of_any_length_cost_nothing_else },
  { "rt",
    "a note of a warm instrument needs only the lock that ends it",
    warm_notes_start_and_end_for_free },
  { "rt",
    "MIDI notes of a warm instrument start and end with their release",
    midi_notes_start_and_end_for_free },
  { "rt",
    "controls, p-fields and channels move",
    controls_and_p_fields_move_for_free },
  { "rt",
    "in the first note of an instrument only Csound allocates",
    a_first_note_is_csounds_affair_alone },
  { "rt",
    "many events at once cost Csound a block of memory each, and only once",
    a_crowd_of_events_costs_a_block_each_and_once },
  { "rt",
    "programs are loaded and handed over",
    loads_cost_the_audio_thread_nothing },
  { "rt",
    "a program of 600 kB is handed over",
    long_programs_are_handed_over_for_free },
  { "rt", "instruments are compiled while it plays", compiles_cost_us_nothing },
  { "rt", "full queues refuse", full_queues_cost_nothing },
  { "rt", "bad calls and bad programs fail", errors_cost_nothing },
};

CSN_TESTS(tests)
