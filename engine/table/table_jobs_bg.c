// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The methods that make tables: makeTable, makeEmptyTable, readSoundfile.
  Engine layer, worker.
*/

#include "engine.h"
#include "soundfile.h"
#include "worker/jobs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char no_number[] = "table numbers are 1 to 9999";
static const char too_long[] = "a table has 1 to 268435456 numbers";

/* Whether a program, or the next one, has a table of its own there. */
static bool
is_taken(const CsnEngine* engine, uint32_t number)
{
  return engine->bg.newest && csn_tables_is_own(engine->bg.newest, number);
}

/* The number that a table is to have: this one, or the lowest of the pool. */
static CsnStatus
choose_number(CsnJob* job, double wanted, uint32_t* number)
{
  const CsnEngine* const engine = job->engine;
  if (wanted > 0 && wanted < CSN_N_TABLES && !(wanted > floor(wanted))) {
    *number = (uint32_t)wanted;
    return is_taken(engine, *number)
             ? csn_job_fail(job,
                            CSN_ERR_BAD_CALL,
                            "this table is the program's own")
             : CSN_OK;
  }
  if (!(wanted <= 0)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, no_number);
  }
  uint32_t i = CSN_TABLE_POOL;
  while (i < CSN_TABLE_POOL_END &&
         (engine->bg.tables->specs[i] || is_taken(engine, i))) {
    ++i;
  }
  *number = i;
  return i < CSN_TABLE_POOL_END
           ? CSN_OK
           : csn_job_fail(job, CSN_ERR_FULL, "there are too many tables");
}

/* Checks what is said of a sound. */
static CsnStatus
check_sound(CsnJob* job, double size, double n_channels, double sr)
{
  if (!(size >= 1 && size <= (double)CSN_TABLE_MAX)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, too_long);
  }
  if (!(n_channels >= 1 && n_channels <= size) ||
      fmod(size, floor(n_channels)) > 0) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "the channels do not divide the table's size");
  }
  return sr >= 0 && sr <= 1e9
           ? CSN_OK
           : csn_job_fail(job, CSN_ERR_BAD_ARG, "this is no sampling rate");
}

/* Makes the table in the newest program and keeps the spec for later ones.  The
   spec is taken, whatever happens. */
static CsnStatus
publish(CsnJob* job, CsnTableSpec* spec, double wanted, double delay)
{
  static uint64_t generation; // Under bg.mutex
  CsnEngine* const engine = job->engine;
  CsnInstance* const newest = engine->bg.newest;
  CsnStatus st = choose_number(job, wanted, &spec->number);
  CsnTable* table = NULL;
  spec->generation = ++generation;
  if (!st && newest && !newest->tables->can_make) {
    st = csn_job_fail(job,
                      CSN_ERR_UNSUPPORTED,
                      "this Csound takes no tables while it plays");
  }
  if (!st && newest) {
    table = csn_table_make(engine, newest, spec);
    st = table                                         ? CSN_OK
         : csn_diagnostic_first_error(engine->bg.list) ? CSN_ERR_IO
                                                       : CSN_ERR_NO_MEMORY;
  }
  if (table) {
    table->delay = delay;
  }
  if (table && !csn_table_send(engine, table)) {
    csn_table_dispose(table);
    st = csn_job_fail(job, CSN_ERR_FULL, "too many tables at once");
  }
  if (st) {
    csn_table_spec_free(spec);
    return st;
  }
  csn_job_result(job, spec->number);
  csn_table_book_put(engine->bg.tables, spec);
  return CSN_OK;
}

static CsnTableSpec*
new_spec(size_t size, double n_channels, double sr)
{
  CsnTableSpec* const spec = (CsnTableSpec*)calloc(1, sizeof(CsnTableSpec));
  if (spec) {
    spec->size = size;
    spec->n_channels = (uint32_t)n_channels;
    spec->sr = sr;
  }
  return spec;
}

CsnStatus
csn_job_make_empty_table(CsnJob* job)
{
  double size = 0;
  double n_channels = 1;
  double sr = 0;
  double delay = 0;
  if (!csn_job_number(job, &size) || !csn_job_number(job, &n_channels) ||
      !csn_job_number(job, &sr) || !csn_job_number(job, &delay)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a size is expected here");
  }
  if (!(delay < 1e9)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "the delay is too long");
  }
  const CsnStatus st = check_sound(job, floor(size), n_channels, sr);
  if (st) {
    return st;
  }
  CsnTableSpec* const spec = new_spec((size_t)size, n_channels, sr);
  return spec ? publish(job, spec, -1, delay) : CSN_ERR_NO_MEMORY;
}

double*
csn_job_numbers(CsnJob* job, size_t* n)
{
  const CsnArgReader begin = job->args;
  CsnArg arg;
  *n = 0;
  while (csn_job_arg(job, &arg)) {
    if (arg.type == CSN_ARG_TEXT) {
      double* const parcel = csn_parcel_take(job->engine, arg.text, n);
      if (parcel) {
        return parcel;
      }
      job->problem = "a number is expected here";
      return NULL;
    }
    *n += arg.type == CSN_ARG_ARRAY ? arg.length : 1U;
  }
  double* const numbers = *n ? (double*)malloc(*n * sizeof(double)) : NULL;
  double* at = numbers;
  job->args = begin;
  while (numbers && csn_job_arg(job, &arg)) {
    const bool array = arg.type == CSN_ARG_ARRAY;
    const size_t length = array ? arg.length : 1U;
    memcpy(at, array ? arg.array : &arg.number, length * sizeof(double));
    at += length;
  }
  return numbers;
}

CsnStatus
csn_job_make_table(CsnJob* job)
{
  double wanted = -1;
  double sr = 0;
  double n_channels = 1;
  double block = 1;
  size_t n = 0;
  if (!csn_job_number(job, &wanted) || !csn_job_number(job, &sr) ||
      !csn_job_number(job, &n_channels) || !csn_job_number(job, &block)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  double* const content = csn_job_numbers(job, &n);
  CsnStatus st = job->problem    ? CSN_ERR_BAD_ARG
                 : n && !content ? CSN_ERR_NO_MEMORY
                                 : check_sound(job, (double)n, n_channels, sr);
  CsnTableSpec* const spec = st ? NULL : new_spec(n, n_channels, sr);
  if (!spec) {
    free(content);
    return st ? st : CSN_ERR_NO_MEMORY;
  }
  spec->content = content;
  return publish(job, spec, wanted, 0);
}

CsnStatus
csn_job_read_soundfile(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const CsnProgram* const program = engine->bg.program;
  const char* path = NULL;
  double wanted = -1;
  double channel = 0;
  double block = 0;
  double skip = 0;
  if (!csn_job_text(job, &path) || !path || !*path) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a path is expected here");
  }
  if (!csn_job_number(job, &wanted) || !csn_job_number(job, &channel) ||
      !csn_job_number(job, &block) || !csn_job_number(job, &skip)) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "a number is expected here");
  }
  if (!(channel >= 0 && channel <= 1024) || !(skip >= 0)) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a channel is 1 or more, or 0 for all, and the time "
                        "that is skipped 0 or more");
  }

  CsnSoundfile sound;
  CsnStatus st = csn_soundfile_open(&sound,
                                    path,
                                    program ? program->folder : NULL,
                                    skip,
                                    (uint32_t)channel,
                                    engine->bg.list);
  if (st) {
    return st;
  }
  csn_soundfile_close(&sound);
  const uint32_t width = sound.channel ? 1U : sound.n_channels;
  const double size = (double)sound.n_frames * width;
  st = check_sound(job, size, width, sound.rate);
  CsnTableSpec* const spec =
    st ? NULL : new_spec((size_t)size, width, sound.rate);
  if (!spec) {
    return st ? st : CSN_ERR_NO_MEMORY;
  }
  spec->path = strdup(path);
  spec->skip = skip;
  spec->channel = (uint32_t)channel;
  if (!spec->path) {
    csn_table_spec_free(spec);
    return CSN_ERR_NO_MEMORY;
  }
  return publish(job, spec, wanted, 0);
}
