// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Jobs: the methods that the worker carries out, one function each.  Engine
  layer; all of it under bg.mutex.
*/

#ifndef CSN_ENGINE_JOBS_H
#define CSN_ENGINE_JOBS_H

#include "base/attributes.h"
#include "call/record.h"
#include "csonance.h"

#include <stdbool.h>
#include <stdint.h>

#define CSN_MAX_RESULTS 16U ///< Numbers that one call returns by itself

typedef struct CsnJob CsnJob;

struct CsnJob {
  CsnEngine* engine;
  const CsnRecord* record;
  CsnArgReader args;
  uint32_t n_values; ///< Of its result
  double values[CSN_MAX_RESULTS];
  double* array;       ///< Of its result, in place of values, n_values long; or
                       ///  null.  Freed by whoever runs the job
  char* text;          ///< Of its result, or null.  Freed likewise
  const char* problem; ///< Static text, on failure
  bool answered;       ///< Somebody else answers, or has
};

/** Takes the next argument; false: there is none, or it is a `$name`. */
bool
csn_job_arg(CsnJob* job, CsnArg* arg);

/** Takes the next argument as a number; sets the problem if it is none. */
bool
csn_job_number(CsnJob* job, double* value);

/** Takes the next argument as a text; one left out is null, and good. */
bool
csn_job_text(CsnJob* job, const char** text);

/** Takes all numbers that are left, one after the other, in arrays or as a
    parcel; null: there are none, or no memory, or it has set the problem.
    @owner must be freed with free() */
double*
csn_job_numbers(CsnJob* job, size_t* n);

/** Sets the problem, unless there is one already; returns the status. */
CsnStatus
csn_job_fail(CsnJob* job, CsnStatus st, const char* problem);

/** Makes a number the result. */
void
csn_job_result(CsnJob* job, double value);

// The methods

CsnStatus
csn_job_compile(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_compile_file(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_eval_code(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_ksmps(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_load(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_load_file(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_make_empty_table(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_make_table(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_map_control(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_read_soundfile(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_status(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_sync(CsnJob* job) CSN_NOT_AUDIO;

#endif
