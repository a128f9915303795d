// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Mend, where it plays: what stands in the place of Csound's own functions.
*/

#include "mend.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define N_OUTPUTS 16U ///< Of loscilx; its first input is behind them

/** loscilx: what it returns and what it takes. */
typedef struct {
  OPDS h;
  MYFLT* args[N_OUTPUTS + 9U];
} Loscilx;

static _Atomic(CsnOpcodeFunc) their_loscilx;

void
csn_mend_keep_loscilx(CsnOpcodeFunc theirs)
{
  atomic_store(&their_loscilx, theirs);
}

int
csn_mend_loscilx_rt(CSOUND* csound, void* data)
{
  Loscilx* const op = (Loscilx*)data;
  INSDS* const note = op->h.insdshead;
  const CsnOpcodeFunc theirs =
    atomic_load_explicit(&their_loscilx, memory_order_relaxed);
  if (!note->ksmps_offset && !note->ksmps_no_end) {
    return theirs(csound, data);
  }

  MYFLT* starts[N_OUTPUTS];
  MYFLT* const amp = op->args[N_OUTPUTS];
  const uint32_t n = note->ksmps;
  const uint32_t begin = note->ksmps_offset < n ? note->ksmps_offset : n;
  const uint32_t late = note->ksmps_no_end;
  const uint32_t end = n - (late < n - begin ? late : n - begin);
  const uint32_t offset = note->ksmps_offset;
  const CS_TYPE* const type = csound->GetTypeForArg(amp);
  const bool is_signal = type && type->varTypeName[0] == 'a';
  const uint32_t n_outputs = (uint32_t)csound->GetOutputArgCnt(data);
  memcpy(starts, op->args, sizeof(starts));
  for (uint32_t i = 0; i < n_outputs && i < N_OUTPUTS; ++i) {
    memset(starts[i], 0, n * sizeof(MYFLT));
    op->args[i] += begin;
  }
  op->args[N_OUTPUTS] += is_signal ? begin : 0U;
  note->ksmps = end - begin;
  note->ksmps_offset = 0;
  note->ksmps_no_end = 0;
  const int st = end > begin ? theirs(csound, data) : OK;
  note->ksmps = n;
  note->ksmps_offset = offset;
  note->ksmps_no_end = late;
  memcpy(op->args, starts, sizeof(starts));
  op->args[N_OUTPUTS] = amp;
  return st;
}
