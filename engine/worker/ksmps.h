// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Ksmps: how long the k-cycle of a program is to be.
*/

#ifndef CSN_ENGINE_KSMPS_H
#define CSN_ENGINE_KSMPS_H

#include "base/attributes.h"
#include "instance.h"
#include "program/csd.h"

#include <stdint.h>

#define CSN_DEFAULT_KSMPS 16U

/** What a program says; 0: nothing, or not with a plain number. */
uint32_t
csn_ksmps_said(const CsnCsdHeader* header);

/**
   Chooses it.

   @param csd      The text for Csound, which is asked where the header
                   computes its ksmps.
   @param folder   Where its includes are; may be null.
*/
uint32_t
csn_ksmps_choose(const CsnBuild* build,
                 const CsnCsdHeader* header,
                 const char* csd,
                 const char* folder) CSN_NOT_AUDIO;

#endif
