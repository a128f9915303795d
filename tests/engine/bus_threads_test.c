// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// One bank of buses under two threads, and programs that come and go by a
// worker while notes use buses (layer: tests).

#include "engine/bus/bus.h"
#include "worker.h"

#include <pthread.h>

#define ROUNDS 20000U
#define OTHERS 64U ///< Tokens that the threads see of each other

/** What a thread does with a bank, and what went wrong in it. */
typedef struct {
  CsnBuses* buses;
  _Atomic(double)* tokens; ///< Of both threads
  uint64_t seed;
  unsigned n_errors;
} Role;

/* Makes a bus that the other thread may use, and ends an older one. */
static void
exchange(Role* role, unsigned i)
{
  const double value = i;
  const uint64_t token = csn_bus_make(role->buses,
                                      i % 3U ? CSN_BUS_CONTROL : CSN_BUS_AUDIO,
                                      true,
                                      i % 2U,
                                      0,
                                      &value);
  role->n_errors += !token;
  if (i % 2U) {
    csn_bus_let_go(role->buses->bank, csn_bus_at(role->buses->bank, token));
  }
  const double old =
    atomic_exchange(&role->tokens[csn_test_random(&role->seed) % OTHERS],
                    (double)token);
  if (old > 0 && csn_bus_give_up(role->buses->bank, old)) {
    ++role->n_errors; // Nobody else gives up a token that is not in the table
  }
}

static void*
run(void* data)
{
  Role* const role = (Role*)data;
  for (unsigned i = 0; i < ROUNDS; ++i) {
    const char* problem = NULL;
    exchange(role, i);
    const double token =
      atomic_load(&role->tokens[csn_test_random(&role->seed) % OTHERS]);
    CsnBus* const bus =
      i % 2U ? csn_bus_hold(role->buses, token, CSN_BUS_CONTROL, &problem)
             : csn_bus_look(role->buses, token, CSN_BUS_CONTROL, &problem);
    role->n_errors += !bus && !problem;
    if (bus) {
      // It stays what it is for as long as it is held
      role->n_errors += (double)csn_bus_token(bus) < token;
      role->n_errors += (double)csn_bus_token(bus) > token;
      csn_bus_set(bus, csn_bus_get(bus) + 1);
      csn_bus_let_go(role->buses->bank, bus);
    }
  }
  return NULL;
}

static unsigned
count_used(const CsnBusBank* bank)
{
  unsigned n = atomic_load(&bank->n_control);
  for (unsigned i = 0; i < CSN_N_BUSES; ++i) {
    n += atomic_load(&bank->buses[i].state) != 0;
  }
  for (unsigned i = 0; i < CSN_N_AUDIO_BUSES / 64U; ++i) {
    n += atomic_load(&bank->audio[i]) != 0;
  }
  return n;
}

static void
two_threads(void)
{
  static const int64_t cycle = 0;
  static _Atomic(double) tokens[OTHERS];
  CsnBusBank* const bank = csn_bus_bank_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(bank);
  Role roles[2] = { { csn_buses_new(bank, 64, &cycle), tokens, 1, 0 },
                    { csn_buses_new(bank, 16, &cycle), tokens, 2, 0 } };
  pthread_t thread;
  CU_ASSERT_PTR_NOT_NULL_FATAL(roles[0].buses);
  CU_ASSERT_PTR_NOT_NULL_FATAL(roles[1].buses);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, run, &roles[1]), 0);
  (void)run(&roles[0]);
  (void)pthread_join(thread, NULL);
  CU_ASSERT_EQUAL(roles[0].n_errors, 0);
  CU_ASSERT_EQUAL(roles[1].n_errors, 0);
  for (unsigned i = 0; i < OTHERS; ++i) {
    const double token = atomic_exchange(&tokens[i], 0);
    CU_ASSERT(!(token > 0) || csn_bus_give_up(bank, token) == CSN_OK);
  }
  CU_ASSERT_EQUAL(count_used(bank), 0);
  csn_buses_free(roles[0].buses);
  csn_buses_free(roles[1].buses);
  csn_bus_bank_free(bank);
}

/* Loads overtake each other; each program's own buses and notes' buses go with
   it while the next one uses the bank. */
static void
loads(void)
{
  static const char program[] =
    "sr = 48000\nksmps = 64\nnchnls = 1\n0dbfs = 1\n"
    "gi_a = busassign(\"a\")\ngi_b = busassign(\"k\")\n"
    "instr 1\ni1 busassign \"a\"\na1 init 0.25\nbusmix i1, a1\n"
    "busmix gi_a, a1\nbusout gi_b, p4\nendin\n"
    "instr 2\na1 busin gi_a\nk1 busin p4\nout a1 + upsamp(k1)\nendin\n";
  Worker worker = { 0 };
  Rig* const rig = worker_open(&worker, 1);
  const unsigned n_loads = csn_test_quick() ? 5 : 20;
  for (unsigned i = 0; i < n_loads; ++i) {
    char text[sizeof(program) + 64U];
    (void)snprintf(text, sizeof(text), "%s; %u\n", program, i);
    CU_ASSERT_EQUAL(worker_send(rig, "load", text), CSN_OK);
    if (!i) {
      CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "$k = assignBus value=0.5 persist=1"),
                      CSN_OK);
    }
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 1 0 -1 1"), CSN_OK);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 0, "sched 2 0 -1 $k"), CSN_OK);
    for (unsigned j = 0; j < 8; ++j) {
      CU_ASSERT_EQUAL(rig_line(rig, 64, 0, "sched 1 0 0.002 1"), CSN_OK);
      worker_block(rig);
    }
  }
  for (unsigned i = 0; i < 16; ++i) {
    worker_block(rig);
  }
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_ERROR), 0);
  worker_close(&worker, rig);
}

static const CsnTest tests[] = {
  { "bus threads", "two threads share a bank and leave nothing", two_threads },
  { "bus threads", "programs come and go while notes use buses", loads },
};
CSN_TESTS(tests)
