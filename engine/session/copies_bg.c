// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "copies.h"

#include <csound/csound.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_copies_add(CsnCopies* copies, uint32_t number, const char* code)
{
  const size_t need = strlen(code) + 32U;
  if (copies->capacity - copies->length < need) {
    const size_t capacity = 2U * copies->capacity + need;
    char* const larger = (char*)realloc(copies->text, capacity);
    if (!larger) {
      return false;
    }
    copies->text = larger;
    copies->capacity = capacity;
  }
  copies->length += (size_t)snprintf(copies->text + copies->length,
                                     copies->capacity - copies->length,
                                     "instr %u\n%s\nendin\n",
                                     number,
                                     code);
  return true;
}

void
csn_session_mark(CsnSession* session, uint32_t number, uint32_t index)
{
  atomic_store_explicit(&session->code[number - CSN_SESSION_FIRST],
                        (uint16_t)(index + 1U),
                        memory_order_release);
}

uint32_t
csn_session_guess(CsnSession* session,
                  const CsnSessionInstr* instr,
                  uint32_t priority)
{
  const uint32_t p = priority - 1U;
  const unsigned n = atomic_load(&session->n_used[p]);
  if (atomic_load(&instr->numbers[p])) {
    return 0; // It has one
  }
  if (session->n_guessed[p] < n) {
    session->n_guessed[p] = n;
  }
  const uint32_t number = session->begin[p] + 1U + session->n_guessed[p];
  if (number >= session->begin[p + 1U]) {
    return 0;
  }
  ++session->n_guessed[p];
  return number;
}

static bool
has_copy(const CsnSession* session, const CsnSessionInstr* instr)
{
  const uint32_t end = session->begin[session->n_priorities];
  uint32_t n = CSN_SESSION_FIRST;
  while (n < end && !csn_session_is_ready(session, instr, n)) {
    ++n;
  }
  return n < end;
}

/* Compiles the copies of one instrument, or of all. */
static bool
give(CsnSession* session, CSOUND* csound, const CsnSessionInstr* only)
{
  const uint32_t end = session->begin[session->n_priorities];
  CsnCopies text = { NULL, 0, 0 };
  bool good = true;
  for (uint32_t n = CSN_SESSION_FIRST; good && n < end; ++n) {
    const uint16_t code = atomic_load(&session->code[n - CSN_SESSION_FIRST]);
    if (code && (!only || only == session->list[code - 1U])) {
      good = csn_copies_add(&text, n, session->list[code - 1U]->code);
    }
  }
  good = good && (!text.length || csoundCompileOrc(csound, text.text) == 0);
  free(text.text);
  return good;
}

/* Compiles what has no number yet, such as what a state has brought. */
static void
give_new(CsnSession* session, CSOUND* csound)
{
  for (uint32_t i = 0; i < session->n_instrs; ++i) {
    const CsnSessionInstr* const instr = session->list[i];
    CsnCopies copies = { NULL, 0, 0 };
    const uint32_t number =
      has_copy(session, instr)
        ? 0U
        : csn_session_guess(session, instr, atomic_load(&instr->priority));
    if (number && csn_copies_add(&copies, number, instr->code) &&
        csoundCompileOrc(csound, copies.text) == 0) {
      csn_session_mark(session, number, instr->index);
    } // Else sched asks for it, and tells what is wrong
    free(copies.text);
  }
}

void
csn_session_give(CsnSession* session, CSOUND* csound, CsnDiagnosticList* list)
{
  if (!atomic_load(&session->is_made) || give(session, csound, NULL)) {
    give_new(session, csound);
    return;
  }
  for (uint32_t i = 0; i < session->n_instrs; ++i) {
    const CsnSessionInstr* const instr = session->list[i];
    if (give(session, csound, instr)) {
      continue;
    }
    // sched asks for it again, and tells what is wrong
    const uint32_t end = session->begin[session->n_priorities];
    for (uint32_t n = CSN_SESSION_FIRST; n < end; ++n) {
      if (csn_session_is_ready(session, instr, n)) {
        atomic_store(&session->code[n - CSN_SESSION_FIRST], 0);
      }
    }
    (void)csn_diagnostic_add(list,
                             CSN_SEVERITY_WARNING,
                             instr->name,
                             0,
                             0,
                             "this instrument of the session cannot be "
                             "compiled into the program");
  }
}
