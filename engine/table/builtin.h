// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Built-in instruments: what methods like playSample play with.  They are
  compiled into a program when a call first needs them, and into every program
  after that; no text of a program ever shows them.  Engine layer.
*/

#ifndef CSN_ENGINE_BUILTIN_H
#define CSN_ENGINE_BUILTIN_H

#include "base/attributes.h"
#include "call/record.h"
#include "csonance.h"

#include <stdbool.h>

/** Their numbers. */
typedef enum {
  CSN_BUILTIN_FIRST = 10900,
  CSN_BUILTIN_SAMPLE = CSN_BUILTIN_FIRST,
  CSN_BUILTIN_TEST = 10901,
  CSN_BUILTIN_STREAM = 10902,
  CSN_BUILTIN_SOUNDFONT = 10903,
  CSN_BUILTIN_END ///< None of them
} CsnBuiltin;

typedef struct CsnCall CsnCall;
typedef struct CsnInstance CsnInstance;
typedef struct CsnJob CsnJob;

/** Compiles them into an instance that is being built. */
int
csn_builtins_build(CsnEngine* engine, CsnInstance* instance) CSN_NOT_AUDIO;

/** Tells whether the program that plays has none; prepare.h. */
bool
csn_lacks_builtins(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

/** Starts a note of one, now or after a delay [s]; its p1 is told at once.
    Its p4 and up are in rt.pfields. */
CsnStatus
csn_builtin_play(CsnCall* call,
                 CsnBuiltin instr,
                 double delay,
                 double dur,
                 uint32_t n_args) CSN_AUDIO;

/** Compiles them into the newest program; prepare.h. */
CsnStatus
csn_prepare_builtins(CsnJob* job) CSN_NOT_AUDIO;

#endif
