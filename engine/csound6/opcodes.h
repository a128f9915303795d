// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Opcodes of ours: told to a Csound, and given what they work on.  Engine layer.
*/

#ifndef CSN_ENGINE_OPCODES_H
#define CSN_ENGINE_OPCODES_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CSOUND_ CSOUND;

/** An opcode for csoundAppendOpcode(). */
typedef struct {
  const char* name;
  size_t size; ///< Of its data: OPDS, arguments, its own
  int thread;  ///< 1: init, 2: k-cycles, 3: both
  const char* outputs;
  const char* inputs;
  int (*init)(CSOUND*, void*);
  int (*perform)(CSOUND*, void*);
} CsnOpcode;

/** Tells a new Csound of opcodes, in the order in which it is to try them;
    false: out of memory. @thread worker, control */
bool
csn_opcodes_teach(CSOUND* csound,
                  const CsnOpcode* opcodes,
                  size_t n) CSN_NOT_AUDIO;

/** Gives opcodes what they work on, as a global variable of this name; false:
    out of memory. @thread worker, control */
bool
csn_opcodes_connect(CSOUND* csound,
                    const char* variable,
                    void* object) CSN_NOT_AUDIO;

#endif
