// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "session.h"

#include "base/letters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

CsnSession*
csn_session_new(void)
{
  return (CsnSession*)calloc(1, sizeof(CsnSession));
}

/* Buckets get smaller from 500 numbers to 50, as those of csoundengine. */
void
csn_session_make(CsnSession* session,
                 uint32_t n_priorities,
                 uint32_t max_controls,
                 uint32_t n_slots)
{
  uint32_t begin = CSN_SESSION_FIRST;
  for (uint32_t i = 0; i < n_priorities; ++i) {
    const double x = n_priorities > 1 ? (double)i / (n_priorities - 1U) : 0.0;
    session->begin[i] = begin;
    begin += (uint32_t)(500.0 - 450.0 * pow(x, 0.7) + 1e-9);
  }
  session->begin[n_priorities] = begin;
  session->n_priorities = n_priorities;
  session->max_controls = max_controls;
  session->n_slots = n_slots;
}

static bool
is_made(const CsnSession* session)
{
  return atomic_load_explicit(&session->is_made, memory_order_acquire);
}

bool
csn_session_has(const CsnSession* session, double number)
{
  return is_made(session) && number >= session->begin[0] &&
         number < session->begin[session->n_priorities];
}

CsnSessionInstr*
csn_session_find(const CsnSession* session, const char* name, size_t length)
{
  for (uint32_t i = csn_hash(name, length);; ++i) {
    CsnSessionInstr* const instr =
      atomic_load_explicit(&session->instrs[i & (CSN_N_SESSION_SLOTS - 1U)],
                           memory_order_acquire);
    if (!instr ||
        (strlen(instr->name) == length && !memcmp(instr->name, name, length))) {
      return instr;
    }
  }
}

uint32_t
csn_session_number(CsnSession* session,
                   CsnSessionInstr* instr,
                   uint32_t priority)
{
  if (!priority || !is_made(session) || priority > session->n_priorities) {
    return 0;
  }
  const uint32_t p = priority - 1U;
  unsigned number =
    atomic_load_explicit(&instr->numbers[p], memory_order_acquire);
  if (number) {
    return number;
  }

  const uint32_t most = session->begin[p + 1U] - session->begin[p] - 1U;
  unsigned n = atomic_load_explicit(&session->n_used[p], memory_order_acquire);
  do {
    if (n >= most) {
      return 0;
    }
  } while (!atomic_compare_exchange_weak(&session->n_used[p], &n, n + 1U));
  const unsigned mine = session->begin[p] + 1U + n;
  // Somebody else may have given it one by now; then that holds
  return atomic_compare_exchange_strong(&instr->numbers[p], &number, mine)
           ? mine
           : number;
}

bool
csn_session_is_ready(const CsnSession* session,
                     const CsnSessionInstr* instr,
                     uint32_t number)
{
  return atomic_load_explicit(&session->code[number - CSN_SESSION_FIRST],
                              memory_order_acquire) == instr->index + 1U;
}

const CsnFields*
csn_session_fields(const CsnSession* session, uint32_t number)
{
  if (!csn_session_has(session, number)) {
    return NULL;
  }
  const uint16_t instr =
    atomic_load_explicit(&session->code[number - CSN_SESSION_FIRST],
                         memory_order_acquire);
  return instr ? atomic_load_explicit(&session->list[instr - 1U]->fields,
                                      memory_order_acquire)
               : NULL;
}
