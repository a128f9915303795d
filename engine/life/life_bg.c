// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "life.h"

#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static CsnStatus
build_text(CsnEngine* engine,
           const char* text,
           const char* path,
           CsnDiagnosticList* list)
{
  const CsnSource source = { text, strlen(text), path, NULL };
  CsnProgram* const program = csn_program_new(&source);
  const CsnStatus st =
    program ? csn_engine_build(engine, program, list) : CSN_ERR_NO_MEMORY;
  csn_program_unref(program);
  return st;
}

static CsnStatus
build_empty(CsnEngine* engine, CsnDiagnosticList* list)
{
  char text[128];
  snprintf(text,
           sizeof(text),
           "nchnls = %u\nnchnls_i = %u\n0dbfs = 1\n",
           engine->config.n_outputs,
           engine->config.n_inputs ? engine->config.n_inputs : 1U);
  return build_text(engine, text, NULL, list);
}

CsnStatus
csn_engine_begin_empty(CsnEngine* engine, CsnDiagnosticList* list)
{
  return engine->bg.program ? CSN_OK : build_empty(engine, list);
}

CsnStatus
csn_job_start(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const CsnStatus st = engine->bg.program && !engine->bg.stopped
                         ? CSN_OK
                         : build_empty(engine, engine->bg.list);
  return st;
}

/* The program gives way to an empty one, which nothing is compiled into. */
CsnStatus
csn_job_stop(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  if (!engine->bg.program || engine->bg.stopped) {
    return CSN_OK;
  }
  const CsnStatus st = build_empty(engine, engine->bg.list);
  engine->bg.stopped = !st;
  return st;
}

CsnStatus
csn_job_restart(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  CsnProgram* const program = engine->bg.program;
  double wait = 0; // The old program fades while the new one begins
  if (!csn_job_number(job, &wait)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!program || engine->bg.stopped) {
    return csn_job_start(job);
  }
  const CsnSource source = {
    program->text, program->length, program->path, NULL
  };
  CsnProgram* const again = csn_program_new(&source);
  const CsnStatus st = again ? csn_engine_build(engine, again, engine->bg.list)
                             : CSN_ERR_NO_MEMORY;
  csn_program_unref(again);
  return st;
}

CsnStatus
csn_job_active_engines(CsnJob* job)
{
  job->text = csn_engine_names();
  return job->text ? CSN_OK : CSN_ERR_NO_MEMORY;
}

CsnStatus
csn_job_get_engine(CsnJob* job)
{
  const char* name = NULL;
  if (!csn_job_text(job, &name) || !name || !csn_engine_find(name)) {
    return csn_job_fail(job,
                        CSN_ERR_NOT_FOUND,
                        "there is no engine of this name");
  }
  job->text = strdup(name);
  return job->text ? CSN_OK : CSN_ERR_NO_MEMORY;
}
