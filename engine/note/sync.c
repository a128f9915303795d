// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "sync.h"

#include "csound6/opcodes.h"

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
  const CsnOpcode opcode = { "sendsync", OPCODE_SIZE,      1,   "",
                             "ii",       csn_syncs_opcode, NULL };
  return csn_opcodes_teach(csound, &opcode, 1);
}

bool
csn_syncs_connect(CsnSyncs* syncs, CSOUND* csound)
{
  return csn_opcodes_connect(csound, csn_syncs_variable(), syncs);
}
