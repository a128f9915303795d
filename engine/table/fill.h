// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Fill: numbers on their way into a table that is there, where they are too
  many for one k-cycle.  The worker gathers them, the audio thread writes a
  portion in each k-cycle and answers with the last.  Engine layer.
*/

#ifndef CSN_ENGINE_FILL_H
#define CSN_ENGINE_FILL_H

#include "base/attributes.h"
#include "call/record.h"
#include "csonance.h"
#include "worker/delivery.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_FILL_PORTION 16384U ///< Numbers in a k-cycle

typedef struct CsnFill CsnFill;
typedef struct CsnInstance CsnInstance;
typedef struct CsnJob CsnJob;

struct CsnFill {
  CsnEngine* engine;
  CsnFill* next;    ///< In the list of all; worker
  CsnFill* next_rt; ///< In the order of their calls; audio thread
  CsnDispose dispose;
  double table;
  double* numbers;
  size_t n;
  size_t n_done;
  uint32_t request;
  uint16_t door;
  bool waited;   ///< Later calls wait for it
  bool answered; ///< And is to be given back
};

/** The problem with fillTable's `method`, or null. @thread any */
const char*
csn_fill_method_unknown(const CsnArg* method);

/** Frees fills that nobody has taken. */
void
csn_fills_free(CsnFill* fills) CSN_NOT_AUDIO;

/** fillTable with more numbers than the audio thread takes at once. */
CsnStatus
csn_job_fill_table(CsnJob* job) CSN_NOT_AUDIO;

/** What the worker sends. */
typedef struct {
  CsnFill* fill;
} CsnFillDelivery;

/** Takes one from the worker: a CsnFillDelivery. */
void
csn_fill_take(CsnEngine* engine, const void* data);

/** Writes the portion of a k-cycle. */
void
csn_fills_run_rt(CsnEngine* engine,
                 const CsnInstance* instance,
                 int64_t frame) CSN_AUDIO;

#endif
