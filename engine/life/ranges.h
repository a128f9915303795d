// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Ranges: numbers of instruments that no program may use, since the engine, its
  session or the user needs them.  Engine layer; worker or control thread,
  bg.mutex held.
*/

#ifndef CSN_ENGINE_RANGES_H
#define CSN_ENGINE_RANGES_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "program/program.h"
#include "session/heads.h"
#include "worker/jobs.h"

#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_RANGES 64U         ///< That the user has reserved
#define CSN_MAX_RANGE_NAME 63U     ///< Bytes
#define CSN_LAST_INSTRUMENT 32767U ///< Highest number that there may be

/** A range of numbers and who needs it. */
typedef struct {
  char name[CSN_MAX_RANGE_NAME + 1U];
  uint32_t begin;
  uint32_t end; ///< Not one of them
} CsnRange;

/** What the user has reserved. */
typedef struct {
  CsnRange ranges[CSN_MAX_RANGES];
  uint32_t n;
} CsnRanges;

/** Returns the range that has any of these numbers, or a null name. */
CsnRange
csn_ranges_find(const CsnEngine* engine,
                uint32_t begin,
                uint32_t end) CSN_NOT_AUDIO;

/** Refuses instruments whose numbers are reserved. */
CsnStatus
csn_ranges_check(const CsnEngine* engine,
                 const CsnInstrFields* instrs,
                 const char* file,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** The same for a program, or null, with all that was compiled into it. */
CsnStatus
csn_ranges_check_program(CsnEngine* engine,
                         const CsnProgram* program) CSN_NOT_AUDIO;

CsnStatus
csn_job_reserve_instr_range(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_reserved_instr_ranges(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_user_instruments_range(CsnJob* job) CSN_NOT_AUDIO;

#endif
