// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Stream, the worker's side: files are opened, read ahead, and closed.
*/

#include "stream.h"

#include "engine.h"
#include "table/builtin.h"
#include "worker/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_PIECE 8192U ///< Frames that are read at once
#define N_LEAST 8192U ///< Frames in the ring of many channels

// Life

CsnStreams*
csn_streams_new(CsnEngine* engine)
{
  CsnStreams* const streams = (CsnStreams*)calloc(1, sizeof(CsnStreams));
  if (streams) {
    streams->engine = engine;
  }
  return streams;
}

static void
free_stream(CsnStream* stream)
{
  csn_soundfile_close(&stream->sound);
  free(stream->ring);
  free(stream->path);
  free(stream);
}

void
csn_streams_free(CsnStreams* streams)
{
  CsnStream* stream = streams ? streams->all : NULL;
  while (stream) {
    CsnStream* const after = stream->after;
    free_stream(stream);
    stream = after;
  }
  free(streams);
}

bool
csn_streams_teach(CSOUND* csound)
{
  size_t n = 0;
  const CsnOpcode* const opcodes = csn_stream_opcodes(&n);
  return csn_opcodes_teach(csound, opcodes, n);
}

bool
csn_streams_connect(CsnStreams* streams, CSOUND* csound)
{
  return csn_opcodes_connect(csound, csn_streams_variable(), streams);
}

void
csn_stream_dispose(void* thing)
{
  CsnStream* const stream = (CsnStream*)thing;
  if (stream->before) {
    stream->before->after = stream->after;
  } else {
    stream->streams->all = stream->after;
  }
  if (stream->after) {
    stream->after->before = stream->before;
  }
  free_stream(stream);
}

static CsnStream*
new_stream(CsnStreams* streams, const char* path)
{
  CsnStream* const stream = (CsnStream*)calloc(1, sizeof(CsnStream));
  if (!stream) {
    return NULL;
  }
  stream->streams = streams;
  stream->dispose = csn_stream_dispose;
  stream->after = streams->all;
  if (streams->all) {
    streams->all->before = stream;
  }
  streams->all = stream;
  stream->path = strdup(path);
  if (!stream->path) {
    csn_stream_dispose(stream);
    return NULL;
  }
  return stream;
}

// Reading

/* Frames that a ring is to hold. */
static uint32_t
ring_size(const CsnSoundfile* sound)
{
  const double wanted = sound->rate * CSN_STREAM_SECONDS;
  uint32_t n = N_LEAST;
  while (n < wanted && n < sound->n_frames &&
         (uint64_t)n * 2U * sound->n_channels <= CSN_STREAM_MAX) {
    n *= 2U;
  }
  return n;
}

/* Reads so many frames, or less where there is no room or no more sound. */
static void
fill(CsnStream* stream, uint64_t most)
{
  const uint64_t end =
    atomic_load_explicit(&stream->n_done, memory_order_acquire) +
    stream->n_ring;
  uint64_t at = atomic_load_explicit(&stream->n_read, memory_order_relaxed);
  const uint64_t until = end - at < most ? end : at + most;
  while (at < until) {
    const uint32_t from = (uint32_t)(at & (stream->n_ring - 1U));
    uint64_t n = until - at;
    n = n < N_PIECE ? n : N_PIECE;
    n = n < stream->n_ring - from ? n : stream->n_ring - from;
    const size_t got =
      csn_soundfile_read_some(&stream->sound,
                              stream->ring +
                                (size_t)from * stream->sound.n_channels,
                              n);
    at += got;
    atomic_store_explicit(&stream->n_read, at, memory_order_release);
    if (got < n) {
      atomic_store_explicit(&stream->at_end, true, memory_order_release);
      return;
    }
  }
}

void
csn_streams_fill(CsnStreams* streams)
{
  for (CsnStream* s = streams->all; s; s = s->after) {
    if (atomic_load_explicit(&s->wanted, memory_order_acquire)) {
      fill(s, s->n_ring);
      atomic_store_explicit(&s->wanted, false, memory_order_release);
    }
  }
}

// Opening

static void
open_file(CsnEngine* engine, CsnStream* stream)
{
  const CsnProgram* const program = engine->bg.program;
  const CsnInstance* const newest = engine->bg.newest;
  stream->relative = *stream->path != '/';
  stream->serial = newest ? newest->serial : 0U;
  csn_diagnostic_list_clear(engine->bg.list);
  const CsnStatus st = csn_soundfile_open(&stream->sound,
                                          stream->path,
                                          program ? program->folder : NULL,
                                          0,
                                          0,
                                          engine->bg.list);
  if (st) {
    const CsnDiagnostic* const first =
      csn_diagnostic_first_error(engine->bg.list);
    (void)snprintf(stream->problem,
                   sizeof(stream->problem),
                   "the file cannot be played: %s",
                   first ? first->text : csn_strerror(st));
    return;
  }
  stream->n_ring = ring_size(&stream->sound);
  stream->ring =
    (float*)calloc((size_t)stream->n_ring * stream->sound.n_channels,
                   sizeof(float));
  if (!stream->ring) {
    (void)snprintf(stream->problem,
                   sizeof(stream->problem),
                   "%s",
                   csn_strerror(CSN_ERR_NO_MEMORY));
    return;
  }
  fill(stream, CSN_STREAM_FIRST);
}

/* It is there: the newest comes first. */
static void
take(CsnEngine* engine, const void* data)
{
  CsnStream* stream = NULL;
  csn_role_enter_audio();
  memcpy(&stream, data, sizeof(CsnStream*));
  stream->rt.came = engine->rt.now;
  stream->rt.next = engine->streams->rt.list;
  engine->streams->rt.list = stream;
}

CsnStatus
csn_prepare_stream(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const char* path = NULL;
  (void)csn_prepare_builtins(job);
  if (!csn_job_text(job, &path) || !path || !*path) {
    return CSN_ERR_BAD_ARG; // The call itself says so
  }
  CsnStream* const stream = new_stream(engine->streams, path);
  if (!stream) {
    return CSN_ERR_NO_MEMORY;
  }
  open_file(engine, stream);
  if (!csn_deliver(engine, take, (const void*)&stream, sizeof(CsnStream*))) {
    csn_stream_dispose(stream);
    return CSN_ERR_FULL;
  }
  return CSN_OK;
}
