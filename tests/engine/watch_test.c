// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Programs that do not come back: they are broken off, a tone that sounded
// before goes on, and the reason is told (layer: tests).

#include "rig.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

/* Instrument 1 is a tone; 2 is the one that hangs. */
#define HEAD                                        \
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n" \
  "instr 1\na1 init 0.5\nouts a1, a1\nendin\n"

static const struct {
  const char* what;
  const char* code;
} hanging[] = {
  { "a loop at k-rate",
    "instr 2\nk1 = 0\nwhile 1 == 1 do\nk1 += 1\nod\nendin\n" },
  { "a loop at init",
    "instr 2\ni1 = 0\nwhile 1 == 1 do\ni1 += 1\nod\nendin\n" },
  { "igoto", "instr 2\nagain:\ni1 = 1\nigoto again\nendin\n" },
  { "kgoto", "instr 2\nagain:\nk1 = 1\nkgoto again\nendin\n" },
  { "a loop at k-rate in an opcode",
    "opcode Loop, k, k\nk1 xin\nwhile 1 == 1 do\nk1 += 1\nod\nxout k1\nendop\n"
    "instr 2\nk1 Loop 1\nendin\n" },
  { "a loop of assignments in an opcode",
    "opcode Loop, 0, 0\nk1 = 1\nwhile k1 == 1 do\nk1 = 1\nod\nendop\n"
    "instr 2\nLoop\nendin\n" },
  { "an opcode in an opcode that loops",
    "opcode Inner, k, k\nk1 xin\nwhile 1 == 1 do\nk1 = 1\nod\n"
    "xout k1\nendop\nopcode Outer, k, k\nk1 xin\nk2 Inner k1\nxout k2\n"
    "endop\ninstr 2\nk1 Outer 1\nendin\n" },
  { "a loop at init in an opcode",
    "opcode Loop, i, i\ni1 xin\nwhile 1 == 1 do\ni1 += 1\nod\nxout i1\nendop\n"
    "instr 2\ni1 Loop 1\nendin\n" },
  { "a note that starts itself", "instr 2\nschedule 2, 0, 1\nendin\n" },
  { "a note that starts two of itself",
    "instr 2\nschedulek 2, 0, 1\nschedulek 2, 0, 1\nendin\n" },
};

#define N_HANGING (sizeof(hanging) / sizeof(hanging[0]))

/** A thread that looks, as a shell has one. */
typedef struct {
  CsnEngine* engine;
  atomic_bool done;
  pthread_t thread;
} Watcher;

static void*
watch(void* data)
{
  Watcher* const watcher = (Watcher*)data;
  const struct timespec pause = { 0, 20000000 };
  while (!atomic_load(&watcher->done)) {
    csn_engine_watch(watcher->engine);
    nanosleep(&pause, NULL);
  }
  return NULL;
}

static void
begin_watch(Watcher* watcher, CsnEngine* engine)
{
  watcher->engine = engine;
  atomic_store(&watcher->done, false);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&watcher->thread, NULL, watch, watcher),
                        0);
}

static void
end_watch(Watcher* watcher)
{
  atomic_store(&watcher->done, true);
  (void)pthread_join(watcher->thread, NULL);
}

static bool
is_told(const Rig* rig)
{
  for (uint32_t i = 0; i < rig->n_replies; ++i) {
    if (strstr(rig->replies[i].text, "did not come back")) {
      return true;
    }
  }
  return false;
}

/* Frames at the end at which the tone is as it was. */
static bool
sounds(const Rig* rig, float level)
{
  for (uint32_t i = rig->at - 256; i < rig->at; ++i) {
    if (rig->out[0][i] < level - 1e-4F || rig->out[0][i] > level + 1e-4F) {
      return false;
    }
  }
  return true;
}

static void
broken_off(void)
{
  for (size_t i = 0; i < N_HANGING; ++i) {
    char program[1000];
    Watcher watcher;
    (void)snprintf(program, sizeof(program), HEAD "%s", hanging[i].code);
    Rig* const rig = rig_with(NULL, program);
    begin_watch(&watcher, rig->engine);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
    rig_block(rig, 1024);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
    for (unsigned n = 0; n < 20; ++n) {
      rig_block(rig, 512);
    }
    const bool told = is_told(rig);
    const bool on = sounds(rig, 0.5F);
    CU_ASSERT_EQUAL(rig_call(rig, "sched 1"), CSN_OK);
    rig_block(rig, 1024);
    const bool new_sounds = sounds(rig, 1.0F);
    if (!told || !on || !new_sounds) {
      printf("    %s: %s, %s, %s\n",
             hanging[i].what,
             told ? "told" : "not told",
             on ? "the tone goes on" : "the tone is lost",
             new_sounds ? "new ones sound" : "no new one sounds");
      CU_FAIL("what hangs is not broken off as it should be");
    }
    end_watch(&watcher);
    rig_close(rig);
  }
}

/* What hangs is silent until it is compiled again. */
static void
compiled_again(void)
{
  Watcher watcher;
  char program[1000];
  (void)snprintf(program, sizeof(program), HEAD "%s", hanging[0].code);
  Rig* const rig = rig_with(NULL, program);
  begin_watch(&watcher, rig->engine);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(
    rig_call(rig, "compile {{instr 2\na1 init 0.25\nouts a1, a1\nendin\n}}"),
    CSN_OK);
  rig_block(rig, 512);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 2"), CSN_OK);
  rig_block(rig, 1024);
  CU_ASSERT(sounds(rig, 0.25F));
  end_watch(&watcher);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "watch", "what hangs is broken off, and the rest sounds on", broken_off },
  { "watch", "what was broken off can be compiled again", compiled_again },
};
CSN_TESTS(tests)
