// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Stream opcodes: what the built-in instrument for a stream is made of.  Engine
  layer; all of it on the thread that plays.

    ichannels csnstream inumber
      Begins a stream and returns the channels of its file.
    kleft csnstreamread asound[], inumber, kspeed, kgain, ifade
      Plays it into the array, with a fade in and out, and returns the seconds
      that are left of it at the speed of 1.  The note lasts on for the fade
      where it is ended.

  Csound frees the few bytes by which it calls back at the end of a note, so it
  has to allocate them: one malloc() a note.
*/

#include "stream.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <math.h>
#include <string.h>

/** ichannels csnstream inumber */
typedef struct {
  OPDS h;
  MYFLT* channels;
  MYFLT* number;
  CsnStream* stream;
} Begin;

/** kleft csnstreamread asound[], inumber, kspeed, kgain, ifade */
typedef struct {
  OPDS h;
  MYFLT* left;
  ARRAYDAT* sound;
  MYFLT* number;
  MYFLT* speed;
  MYFLT* gain;
  MYFLT* fade;
  CsnStream* stream;
  double full; ///< What Csound calls 1
  double rate;
  CsnLevel level;
} Read;

const char*
csn_streams_variable(void)
{
  return "csonance.streams";
}

/* Null in a Csound that only tries code, and where no note calls. */
CSN_AUDIO static CsnStream*
find(CSOUND* csound, const OPDS* h, double number)
{
  CsnStreams* const* const found =
    (CsnStreams* const*)csound->QueryGlobalVariable(csound,
                                                    csn_streams_variable());
  return found && *found && h->insdshead->insno
           ? csn_stream_find_rt(*found, number)
           : NULL;
}

/* At the end of a note; by the worker, where a whole Csound ends. */
static int
leave(CSOUND* csound, void* data)
{
  Begin* const op = (Begin*)data;
  (void)csound;
  if (op->stream) {
    atomic_store_explicit(&op->stream->let_go, true, memory_order_release);
  }
  op->stream = NULL;
  return OK;
}

static int
begin(CSOUND* csound, void* data)
{
  Begin* const op = (Begin*)data;
  csn_role_enter_audio();
  CsnStream* const stream = find(csound, &op->h, *op->number);
  *op->channels = 1;
  if (stream && stream->ring && !stream->rt.begun) {
    stream->rt.begun = true;
    op->stream = stream;
    csound->RegisterDeinitCallback(csound, op, leave);
  } else if (!op->stream || op->stream != stream) {
    return csound->InitError(csound, "%s", "there is no such stream");
  }
  *op->channels = stream->sound.n_channels;
  return OK;
}

static int
read_init(CSOUND* csound, void* data)
{
  Read* const op = (Read*)data;
  csn_role_enter_audio();
  op->stream = find(csound, &op->h, *op->number);
  op->full = csound->Get0dBFS(csound);
  op->rate = csound->GetSr(csound);
  csn_level_begin(&op->level,
                  op->h.insdshead,
                  *op->fade * op->rate,
                  *op->fade * op->rate);
  *op->left = 0;
  if (!op->stream || !op->stream->ring || !op->sound->data ||
      op->sound->dimensions != 1) {
    return csound->InitError(csound, "%s", "there is no such stream");
  }
  return OK;
}

static int
read_on(CSOUND* csound, void* data)
{
  Read* const op = (Read*)data;
  const INSDS* const note = op->h.insdshead;
  (void)csound;
  csn_role_enter_audio();
  const uint32_t n = note->ksmps;
  const uint32_t first = note->ksmps_offset < n ? note->ksmps_offset : n;
  const uint32_t late =
    note->ksmps_no_end < n - first ? note->ksmps_no_end : n - first;
  const double speed = fmin(fmax(*op->speed, 0), CSN_STREAM_MAX_SPEED);
  const CsnSoundfile* const sound = &op->stream->sound;
  const uint32_t room = (uint32_t)op->sound->sizes[0];
  const size_t distance = (size_t)op->sound->arrayMemberSize / sizeof(MYFLT);
  csn_level_aim(&op->level, note, *op->gain * op->full, n - first - late);
  const CsnStreamTurn turn = { speed * sound->rate / op->rate,
                               &op->level,
                               op->sound->data + first,
                               distance,
                               room < sound->n_channels ? room
                                                        : sound->n_channels,
                               n - first - late };
  for (uint32_t c = 0; c < room; ++c) {
    memset(op->sound->data + c * distance, 0, n * sizeof(MYFLT));
  }
  *op->left = csn_stream_play_rt(op->stream, &turn) / sound->rate;
  return OK;
}

static const CsnOpcode opcodes[] = {
  { "csnstream", sizeof(Begin), 1, "i", "i", begin, NULL },
  { "csnstreamread", sizeof(Read), 3, "k", "a[]ikki", read_init, read_on },
};

const CsnOpcode*
csn_stream_opcodes(size_t* n)
{
  *n = sizeof(opcodes) / sizeof(opcodes[0]);
  return opcodes;
}
