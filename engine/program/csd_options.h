// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Options: what <CsOptions> says about rates and channels.  Private to the csd
  files.  Engine layer, pure text.
*/

#ifndef CSN_ENGINE_CSD_OPTIONS_H
#define CSN_ENGINE_CSD_OPTIONS_H

#include "csd.h"

/**
   Fills `header->options` from every <CsOptions> of the text.

   @thread any
*/
void
csn_csd_options_header(CsnCsdHeader* header,
                       const CsnCsd* csd,
                       const char* text);

#endif
