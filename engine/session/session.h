// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Session: instruments that belong to the engine, not to a program.  defInstr
  gives one a name, and its p-fields names; sched plays it at a priority.  For
  each priority there is a bucket of instrument numbers, and at its first use
  at a priority an instrument gets the next number of that bucket, where a copy
  of it is compiled: so what has a higher priority is evaluated later.

  The worker writes the instruments, the audio thread looks them up; both may
  give numbers.  What both see is atomic; an entry is never removed.  Engine
  layer.
*/

#ifndef CSN_ENGINE_SESSION_H
#define CSN_ENGINE_SESSION_H

#include "base/attributes.h"
#include "call/calls.h"
#include "call/record.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "fields.h"
#include "heads.h"
#include "worker/jobs.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_SESSION_INSTRS 1000U
#define CSN_MAX_PRIORITIES 32U
#define CSN_N_SESSION_SLOTS 2048U ///< Power of two
#define CSN_SESSION_FIRST 500U    ///< Lowest number of a session
#define CSN_N_SESSION_NUMBERS 16384U
#define CSN_SESSION_PFIELD 5U ///< p4 is the session's own, and 0

struct CSOUND_;

typedef struct CsnSession CsnSession;

/** An instrument as defInstr has been told it. */
typedef struct {
  char name[CSN_MAX_FIELD_NAME + 1U];
  uint32_t index;
  _Atomic(CsnFields*) fields;
  atomic_uint priority; ///< Where none is said
  atomic_uint numbers[CSN_MAX_PRIORITIES];
  char* code;  ///< What stands between instr and endin; worker
  char* shown; ///< The same as the user has written it; worker
  char* told;  ///< What defInstr was told, for a state; worker
} CsnSessionInstr;

/** Names of p-fields that were replaced, and when. */
typedef struct CsnOldFields CsnOldFields;

struct CsnSession {
  atomic_bool is_made; ///< The numbers below stand
  uint32_t n_priorities;
  uint32_t max_controls;
  uint32_t n_slots;
  uint32_t begin[CSN_MAX_PRIORITIES + 1U];      ///< Of each bucket, and the end
  atomic_uint n_used[CSN_MAX_PRIORITIES];       ///< Numbers given
  uint32_t n_guessed[CSN_MAX_PRIORITIES];       ///< Compiled ahead; worker
  _Atomic uint16_t code[CSN_N_SESSION_NUMBERS]; ///< Instrument and one, whose
                                                ///  copy a number has
  uint32_t n_instrs;                            ///< Worker
  _Atomic(CsnSessionInstr*) instrs[CSN_N_SESSION_SLOTS];
  CsnSessionInstr*
    list[CSN_MAX_SESSION_INSTRS]; ///< Worker writes, before `code`
  CsnOldFields* old;              ///< Worker
  char problem[1024];             ///< Audio thread
};

/** Returns an empty session, or null without memory. */
CsnSession*
csn_session_new(void) CSN_NOT_AUDIO;

/** Frees it; null is legal. */
void
csn_session_free(CsnSession* session) CSN_NOT_AUDIO;

/** Says how many priorities there are; nobody sees it before `is_made`. */
void
csn_session_make(CsnSession* session,
                 uint32_t n_priorities,
                 uint32_t max_controls,
                 uint32_t n_slots) CSN_NOT_AUDIO;

/** Tells whether a number belongs to the session. @thread any */
bool
csn_session_has(const CsnSession* session, double number);

/** Finds an instrument, or null. @thread any */
CsnSessionInstr*
csn_session_find(const CsnSession* session, const char* name, size_t length);

/**
   Returns an instrument's number at a priority, and gives it one at its first
   use.

   @param priority   1 and up.
   @return 0: there is no such priority, or it has no number left.
   @thread any
*/
uint32_t
csn_session_number(CsnSession* session,
                   CsnSessionInstr* instr,
                   uint32_t priority);

/** Tells whether a number has this instrument's code. @thread any */
bool
csn_session_is_ready(const CsnSession* session,
                     const CsnSessionInstr* instr,
                     uint32_t number);

/** Returns the p-fields of a number, or null. @thread audio, worker */
const CsnFields*
csn_session_fields(const CsnSession* session, uint32_t number);

// Audio

/**
   Finds the number for a name, which is the session's.

   @param priority   0: the instrument's own.
   @return CSN_ERR_NOT_FOUND, without a problem: it is not the session's.
*/
CsnStatus
csn_session_resolve(CsnCall* call,
                    const char* name,
                    size_t length,
                    double priority,
                    double* number) CSN_AUDIO;

/** Ends all notes of an instrument of the session; false: there is none. */
bool
csn_session_stop(CsnCall* call, const char* name, size_t length) CSN_AUDIO;

/** Tells whether a sched or prepareSched needs a copy that is not compiled. */
bool
csn_lacks_scheduled(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

CsnStatus
csn_call_prepare_sched(CsnCall* call) CSN_AUDIO;

// Worker

/** Compiles all of its copies into a Csound that is being built. */
void
csn_session_give(CsnSession* session,
                 struct CSOUND_* csound,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

CsnStatus
csn_prepare_scheduled(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_def_instr(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_session(CsnJob* job) CSN_NOT_AUDIO;

/** Defines an instrument as defInstr does, but leaves it to the next program to
    compile it: the present one is to be replaced. */
CsnStatus
csn_session_restore(CsnJob* job) CSN_NOT_AUDIO;

/** Makes the session, if there is none, for the next program: priorities,
    controls, slots. */
CsnStatus
csn_session_restore_sizes(CsnEngine* engine, const double* sizes) CSN_NOT_AUDIO;

#endif
