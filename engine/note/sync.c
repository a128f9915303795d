// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "sync.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdlib.h>

#define OPCODE_SIZE (sizeof(OPDS) + 2U * sizeof(MYFLT*))

CsnSyncs*
csn_syncs_new(void)
{
  return (CsnSyncs*)calloc(1, sizeof(CsnSyncs));
}

void
csn_syncs_free(CsnSyncs* syncs)
{
  free(syncs);
}

bool
csn_syncs_teach(CSOUND* csound)
{
  return !csoundAppendOpcode(csound,
                             "sendsync",
                             (int)OPCODE_SIZE,
                             0,
                             1,
                             "",
                             "ii",
                             csn_syncs_opcode,
                             NULL,
                             NULL);
}

bool
csn_syncs_connect(CsnSyncs* syncs, CSOUND* csound)
{
  const char* const name = csn_syncs_variable();
  CsnSyncs** const variable =
    csoundCreateGlobalVariable(csound, name, sizeof(void*))
      ? NULL
      : (CsnSyncs**)csoundQueryGlobalVariable(csound, name);
  if (variable) {
    *variable = syncs;
  }
  return variable != NULL;
}
