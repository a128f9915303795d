// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "opcodes.h"

#include <csound/csound.h>

bool
csn_opcodes_teach(CSOUND* csound, const CsnOpcode* opcodes, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (csoundAppendOpcode(csound,
                           opcodes[i].name,
                           (int)opcodes[i].size,
                           0,
                           opcodes[i].thread,
                           opcodes[i].outputs,
                           opcodes[i].inputs,
                           opcodes[i].init,
                           opcodes[i].perform,
                           NULL)) {
      return false;
    }
  }
  return true;
}

bool
csn_opcodes_connect(CSOUND* csound, const char* variable, void* object)
{
  void** const place =
    csoundCreateGlobalVariable(csound, variable, sizeof(void*))
      ? NULL
      : (void**)csoundQueryGlobalVariable(csound, variable);
  if (place) {
    *place = object;
  }
  return place != NULL;
}
