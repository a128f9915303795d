// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "mend.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

void
csn_mend_opcodes(CSOUND* csound)
{
  static char name[] = "loscilx";
  static char outputs[] = "mmmmmmmmmmmmmmmm";
  static char inputs[] = "xkioojjoo";
  OENTRY* const entry =
    csound->find_opcode_exact(csound, name, outputs, inputs);
  int (** const place)(CSOUND*, void*) = !entry          ? NULL
                                         : entry->kopadr ? &entry->kopadr
                                         : entry->aopadr ? &entry->aopadr
                                                         : NULL;
  if (place && *place != csn_mend_loscilx_rt) {
    csn_mend_keep_loscilx(*place);
    *place = csn_mend_loscilx_rt;
  }
}
