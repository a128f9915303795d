// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Merge: code is tried in the scratch and compiled into the program that was
  built last, while it plays or before.
*/

#include "engine.h"
#include "life/life.h"

#include "csound6/opcodedir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_MERGE_WAITS 2000U ///< Milliseconds

/* Waits until Csound has merged what was compiled for it: it does so at the
   beginning of a k-cycle.  False: nobody plays. */
static bool
wait_for_merge(CsnEngine* engine)
{
  const struct timespec pause = { 0, 1000000 };
  const unsigned long long began = atomic_load(&engine->shared.n_cycles);
  for (unsigned i = 0; i < MAX_MERGE_WAITS; ++i) {
    if (atomic_load_explicit(&engine->shared.n_cycles, memory_order_acquire) >
        began + 2U) {
      return true;
    }
    nanosleep(&pause, NULL);
  }
  return false;
}

static double
last_result(CsnInstance* live)
{
  INSTRTXT** const instruments = live->csound->GetInstrumentList(live->csound);
  const INSDS* const global =
    instruments && instruments[0] ? instruments[0]->instance : NULL;
  return global ? global->retval : 0.0;
}

/* Keeps what was compiled, for states and for a scratch made anew. */
static void
extend_program(CsnEngine* engine, const char* text)
{
  CsnProgram* const extended = csn_program_extended(engine->bg.program, text);
  if (extended) {
    csn_scratch_extend(engine->bg.scratch, extended);
    csn_program_unref(engine->bg.program);
    engine->bg.program = extended;
  }
}

/* Between two k-cycles, or before the first, nobody minds the time. */
static CsnStatus
merge_now(CsnInstance* instance, const char* text, double* value)
{
  csn_buses_expect(instance->buses, text);
  if (csoundCompileOrc(instance->csound, text)) {
    return CSN_ERR_COMPILE;
  }
  csn_notes_merged(instance);
  *value = last_result(instance);
  return CSN_OK;
}

/* Csound takes over what is compiled here at the beginning of a k-cycle. */
static CsnStatus
merge_while_playing(CsnEngine* engine,
                    CsnInstance* live,
                    const char* text,
                    double* value)
{
  csn_buses_expect(live->buses, text);
  TREE* const tree = csoundParseOrc(live->csound, text);
  if (!tree) {
    return CSN_ERR_COMPILE;
  }
  csn_notes_merge_begin(live->notes);
  if (csoundCompileTreeAsync(live->csound, tree)) {
    csn_notes_merge_end(live->notes);
    return CSN_ERR_COMPILE;
  }
  if (wait_for_merge(engine)) {
    csoundDeleteTree(live->csound, tree);
    csn_notes_merge_end(live->notes);
    *value = last_result(live);
  } // Else it is merged when somebody plays again
  return CSN_OK;
}

/* Compiles into the program that was built last, whether it is live already or
   still on its way to the audio thread. */
CsnStatus
csn_engine_merge_tried(CsnEngine* engine, const char* text, double* value)
{
  const struct timespec pause = { 0, 1000000 };
  for (unsigned i = 0; i < MAX_MERGE_WAITS; ++i) {
    CsnInstance* const incoming =
      atomic_exchange_explicit(&engine->shared.incoming,
                               NULL,
                               memory_order_acq_rel);
    if (incoming) {
      // Nobody plays it yet; taken back for the moment
      const CsnStatus st = merge_now(incoming, text, value);
      atomic_store_explicit(&engine->shared.incoming,
                            incoming,
                            memory_order_release);
      return st;
    }

    CsnInstance* const live =
      atomic_load_explicit(&engine->shared.live, memory_order_acquire);
    if (live && live == engine->bg.newest) {
      return csn_engine_is_on_audio_thread(engine) ||
                 atomic_load_explicit(&engine->shared.audio_waits,
                                      memory_order_acquire)
               ? merge_now(live, text, value)
               : merge_while_playing(engine, live, text, value);
    }
    nanosleep(&pause, NULL);
  }
  return CSN_ERR_BAD_CALL;
}

/* A Csound that runs cannot load more opcode libraries; another one that has
   them takes over. */
static CsnStatus
rebuild(CsnEngine* engine, const char* text, CsnDiagnosticList* list)
{
  CsnProgram* const extended = csn_program_extended(engine->bg.program, text);
  const CsnStatus st =
    extended ? csn_engine_build(engine, extended, list) : CSN_ERR_NO_MEMORY;
  csn_program_unref(extended);
  return st;
}

CsnStatus
csn_engine_merge(CsnEngine* engine,
                 const char* text,
                 const char* path,
                 bool keep,
                 double* value,
                 CsnDiagnosticList* list)
{
  CsnStatus st = engine->bg.stopped ? CSN_ERR_BAD_CALL
                                    : csn_engine_begin_empty(engine, list);
  if (st) {
    return st;
  }
  CsnProgram* const program = engine->bg.program;
  const CsnInstance* const newest = engine->bg.newest;
  CsnHeads heads;
  st = csn_heads_read(&heads, text, &newest->header, path, list);
  if (st) {
    return st;
  }
  const CsnCode code = { heads.code ? heads.code : text,
                         heads.shown ? heads.shown : text,
                         path,
                         false };
  st = csn_ranges_check(engine, heads.instrs, path, list);
  if (!st) {
    st = csn_scratch_try(
      &engine->bg.scratch, program, &code, &engine->bg.building, list);
  }
  st = st ? st : csn_engine_merge_tried(engine, code.code, value);
  if (st == CSN_ERR_COMPILE && keep && csn_opcodedir_needs_all(text) &&
      !csn_program_needs_all(program) &&
      !csn_scratch_has_refused(engine->bg.scratch)) {
    csn_diagnostic_list_clear(list);
    csn_heads_clear(&heads);
    return rebuild(engine, text, list);
  }
  if (!st && !csn_fields_map_take(newest->fields, &heads)) {
    st = CSN_ERR_FULL;
  }
  csn_heads_clear(&heads);
  if (!st && keep) {
    extend_program(engine, text);
  }
  return st;
}
