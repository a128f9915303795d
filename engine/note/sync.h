// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Sync: calls that are answered later.  Each has a token.  A note that somebody
  waits for has it as its p4, by which the opcode `sendsync itoken, ivalue`
  answers.  Engine layer.
*/

#ifndef CSN_ENGINE_SYNC_H
#define CSN_ENGINE_SYNC_H

#include "base/attributes.h"
#include "call/record.h"
#include "csonance.h"

#include <csound/csound.h>

#include <stdbool.h>
#include <stdint.h>

#define CSN_N_SYNCS 4096U ///< Power of two

/** An answer that is waited for. */
typedef struct {
  uint32_t token; ///< 0: a free place
  bool is_delay;  ///< Nothing but its time is waited for
  bool answered;
  bool has_value;
  double p1;
  double value;
  uint32_t request;
  uint16_t door;
} CsnSync;

typedef struct CsnSyncs {
  CsnSync syncs[CSN_N_SYNCS]; ///< By the lower bits of their tokens
  uint32_t last;              ///< Token
  uint32_t answered[CSN_N_SYNCS];
  uint32_t n_answered; ///< In this k-cycle
} CsnSyncs;

/** Returns an empty one, or null. @thread control */
CsnSyncs*
csn_syncs_new(void) CSN_NOT_AUDIO;

/** Frees it; null is legal. */
void
csn_syncs_free(CsnSyncs* syncs) CSN_NOT_AUDIO;

/** Teaches a new Csound the opcode sendsync, which does nothing until
    csn_syncs_connect(). @thread worker, control */
bool
csn_syncs_teach(CSOUND* csound) CSN_NOT_AUDIO;

/** Connects it; false: out of memory. @thread worker, control */
bool
csn_syncs_connect(CsnSyncs* syncs, CSOUND* csound) CSN_NOT_AUDIO;

/** The opcode's init pass. */
int
csn_syncs_opcode(CSOUND* csound, void* data);

/** Returns where Csound keeps its CsnSyncs*: the name of a global variable. */
const char*
csn_syncs_variable(void);

/** Takes an answer; null: it has no value.  An unknown token is ignored. */
void
csn_syncs_answer_rt(CsnSyncs* syncs,
                    double token,
                    const double* value) CSN_AUDIO;

/** Tells the answers of a k-cycle to those who wait for them. */
void
csn_syncs_tell_rt(CsnEngine* engine, int64_t frame) CSN_AUDIO;

/** Ends a wait, by the record of its time; false: it is over already. */
bool
csn_syncs_end_rt(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

/** Ends all waits, and tells those who wait. */
void
csn_syncs_forget_rt(CsnEngine* engine, int64_t frame) CSN_AUDIO;

#endif
