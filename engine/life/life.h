// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Life: start, stop and restart, and the attributes of an engine.  Engine layer;
  worker or control thread, bg.mutex held.
*/

#ifndef CSN_ENGINE_LIFE_H
#define CSN_ENGINE_LIFE_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "program/program.h"
#include "worker/jobs.h"

typedef struct CSOUND_ CSOUND;

/** Begins an empty program where none is loaded. */
CsnStatus
csn_engine_begin_empty(CsnEngine* engine,
                       CsnDiagnosticList* list) CSN_NOT_AUDIO;

CsnStatus
csn_job_active_engines(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_attribute(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_get_engine(CsnJob* job) CSN_NOT_AUDIO;

/** Sets the user's options in a Csound that has compiled nothing yet. */
void
csn_options_give(const char* options, CSOUND* csound) CSN_NOT_AUDIO;

/** Gives a program the user's global code and included files. */
CsnStatus
csn_engine_give_prelude(CsnEngine* engine, CsnProgram* program) CSN_NOT_AUDIO;

CsnStatus
csn_job_include_file(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_restart(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_start(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_stop(CsnJob* job) CSN_NOT_AUDIO;

#endif
