// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Stream: a sound file that is played while it is read.  Engine layer.

  The worker opens the file, reads ahead into a ring, and goes on reading when
  half of the ring is free.  The audio thread only takes from the ring.  One
  stream is for one note: the call that starts the note claims the stream, an
  opcode of the note reads it, and after the note the worker closes it.
*/

#ifndef CSN_ENGINE_STREAM_H
#define CSN_ENGINE_STREAM_H

#include "base/attributes.h"
#include "call/record.h"
#include "csonance.h"
#include "csound6/opcodes.h"
#include "level.h"
#include "table/soundfile.h"
#include "worker/delivery.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;
typedef struct CsnJob CsnJob;

#define CSN_STREAM_MAX_SPEED 64.0
#define CSN_MAX_STREAMS 256U      ///< Whose notes play, or will
#define CSN_MAX_IDLE_STREAMS 32U  ///< Whose calls do not come in a second
#define CSN_STREAM_SECONDS 8U     ///< That a ring holds, at least
#define CSN_STREAM_MAX (1U << 21) ///< Numbers in a ring, but for many channels
#define CSN_STREAM_FIRST 32768U   ///< Frames that are read before it is played

typedef struct CsnStreams CsnStreams;
typedef struct CsnStream CsnStream;

struct CsnStream {
  CsnStreams* streams;
  char* path;        ///< As the call has it
  char problem[480]; ///< Why there is no sound; empty: there is one
  CsnSoundfile sound;
  float* ring;          ///< Interleaved
  uint32_t n_ring;      ///< Frames in it; a power of 2
  atomic_ullong n_read; ///< Frames, by the worker
  atomic_bool at_end;   ///< There are no more in the file
  atomic_ullong n_done; ///< Frames that are not needed any more
  atomic_bool wanted;   ///< The worker is to read on
  atomic_bool let_go;   ///< By its note; whoever ends that
  bool relative;        ///< The path depends on the program …
  uint64_t serial;      ///< … which was this one
  CsnDispose dispose;   ///< csn_stream_dispose()
  CsnStream* before;    ///< In the list of all; worker
  CsnStream* after;

  /** Only the audio thread. */
  struct {
    bool claimed;    ///< By a call
    double number;   ///< Given to the note that plays it
    bool begun;      ///< The note has
    int64_t came;    ///< Frame at which it was there
    int64_t expires; ///< Frame after which no note will come
    double p1;       ///< Of the note that waits for its time …
    uint64_t order;  ///< … and its place in future.h
    double place;    ///< Frame that is played next
    double need;     ///< Frames that a k-cycle takes
    CsnStream* next;
  } rt;
};

/** The streams of an engine. */
struct CsnStreams {
  CsnEngine* engine;
  CsnStream* all; ///< Under bg.mutex

  /** Only the audio thread. */
  struct {
    CsnStream* list; ///< The newest first
    double n_given;  ///< Numbers
  } rt;
};

// Life

/** Returns an engine's streams, or null. @thread control */
CsnStreams*
csn_streams_new(CsnEngine* engine) CSN_NOT_AUDIO;

/** Frees them, when no thread uses the engine any more; null is legal. */
void
csn_streams_free(CsnStreams* streams) CSN_NOT_AUDIO;

/** Teaches a new Csound the opcodes of the built-in instrument. */
bool
csn_streams_teach(CSOUND* csound) CSN_NOT_AUDIO;

/** Tells a Csound its streams; until then the opcodes do nothing. */
bool
csn_streams_connect(CsnStreams* streams, CSOUND* csound) CSN_NOT_AUDIO;

// Worker, bg.mutex held

/** Tells that each call needs a stream of its own; prepare.h. */
bool
csn_lacks_stream(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

/** Opens a file and reads its beginning; prepare.h. */
CsnStatus
csn_prepare_stream(CsnJob* job) CSN_NOT_AUDIO;

/** Reads on in all streams that want it. */
void
csn_streams_fill(CsnStreams* streams) CSN_NOT_AUDIO;

/** Closes a stream's file and frees it. */
void
csn_stream_dispose(void* thing) CSN_NOT_AUDIO;

// Audio

/** Gives a stream of this path to a call; null: there is none.  One with a
    problem is given as well, and goes with the next k-cycle. */
CsnStream*
csn_stream_claim_rt(CsnStreams* streams, const char* path) CSN_AUDIO;

/** Before each k-cycle: asks the worker for what is needed soon, and gives back
    what is not needed any more. */
void
csn_streams_run_rt(CsnStreams* streams) CSN_AUDIO;

/** Tells whether a stream is so short of frames that it may fall silent. */
bool
csn_streams_starve_rt(const CsnStreams* streams) CSN_AUDIO;

/** Finds a stream by its number, or null. */
CsnStream*
csn_stream_find_rt(const CsnStreams* streams, double number) CSN_AUDIO;

/** What a note wants of a stream in one k-cycle. */
typedef struct {
  double step; ///< Frames of the file for one of the output
  CsnLevel* level;
  double* to;      ///< One channel after the other …
  size_t distance; ///< … so many numbers apart
  uint32_t n_channels;
  uint32_t n; ///< Frames of the output
} CsnStreamTurn;

/** Plays frames of a stream; what has not been read yet is silent, and comes
    later.  Returns how many frames of the file are left then. */
double
csn_stream_play_rt(CsnStream* stream, const CsnStreamTurn* turn) CSN_AUDIO;

/** Frames of a file that are needed for n frames of the output. */
double
csn_stream_need(double step, uint32_t n);

/** Where Csound keeps its CsnStreams*: the name of a global variable. */
const char*
csn_streams_variable(void);

/** Opcodes: see stream_opcodes_rt.c. */
const CsnOpcode*
csn_stream_opcodes(size_t* n);

#endif
