// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Mend: opcodes of Csound 6.18 that write where they must not.  Engine layer.

  `loscilx` into audio signals: in a k-cycle in which its note begins or ends,
  it clears its own pointers, and what lies behind them, in place of its
  outputs.  It is called for the frames of the note alone.
*/

#ifndef CSN_ENGINE_MEND_H
#define CSN_ENGINE_MEND_H

#include "base/attributes.h"

typedef struct CSOUND_ CSOUND;

/** An opcode's function. */
typedef int (*CsnOpcodeFunc)(CSOUND*, void*);

/** Mends a Csound that has compiled nothing yet. @thread worker, control */
void
csn_mend_opcodes(CSOUND* csound) CSN_NOT_AUDIO;

/** Keeps Csound's own function, which is the same in all of this process. */
void
csn_mend_keep_loscilx(CsnOpcodeFunc theirs);

/** In place of it; on the thread that plays. */
int
csn_mend_loscilx_rt(CSOUND* csound, void* data);

#endif
