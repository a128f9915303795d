// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "ksmps.h"

#include "csound6/csound6.h"
#include "csound6/opcodedir.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define MAX_KSMPS 8192U

static bool
literal(const CsnHeaderValue* value, double low, double high)
{
  return value->said && value->literal && value->value >= low &&
         value->value <= high;
}

uint32_t
csn_ksmps_said(const CsnCsdHeader* header)
{
  const double sr =
    literal(&header->options.sr, 1, 1e6)  ? header->options.sr.value
    : literal(&header->header.sr, 1, 1e6) ? header->header.sr.value
                                          : 44100.0;
  if (literal(&header->options.ksmps, 1, MAX_KSMPS)) {
    return (uint32_t)header->options.ksmps.value;
  }
  if (literal(&header->options.kr, 1, sr)) {
    return (uint32_t)lrint(sr / header->options.kr.value);
  }
  if (literal(&header->header.ksmps, 1, MAX_KSMPS)) {
    return (uint32_t)header->header.ksmps.value;
  }
  if (literal(&header->header.kr, 1, sr)) {
    return (uint32_t)lrint(sr / header->header.kr.value);
  }
  return 0;
}

static bool
says_ksmps(const CsnCsdHeader* header)
{
  return header->options.ksmps.said || header->options.kr.said ||
         header->header.ksmps.said || header->header.kr.said;
}

static void
ignore_message(CSOUND* csound, int attr, const char* format, va_list args)
{
  (void)csound;
  (void)attr;
  (void)format;
  (void)args;
}

/* Asks Csound, where the header computes its ksmps or has it from a macro. */
static uint32_t
computed_ksmps(const char* csd, const char* folder)
{
  CSOUND* const csound = csn_csound_create(NULL, csn_opcodedir_needs_all(csd));
  uint32_t ksmps = 0;
  if (csound) {
    csoundSetMessageCallback(csound, ignore_message);
    csoundSetHostImplementedAudioIO(csound, 1, 0);
    csoundSetOption(csound, "-n");
    csoundSetOption(csound, "-d");
    csn_instance_set_folder(csound, folder);
    if (!csoundCompileCsdText(csound, csd)) {
      ksmps = csoundGetKsmps(csound);
    }
    csoundDestroy(csound);
  }
  return ksmps >= 1 && ksmps <= MAX_KSMPS ? ksmps : 0;
}

uint32_t
csn_ksmps_choose(const CsnBuild* build,
                 const CsnCsdHeader* header,
                 const char* csd,
                 const char* folder)
{
  if (build->ksmps_mode == CSN_KSMPS_NUMBER) {
    return build->ksmps_number;
  }

  // Which of several assignments counts, an #ifdef decides
  uint32_t ksmps = strstr(csd, "#if") ? 0 : csn_ksmps_said(header);
  if (!ksmps && says_ksmps(header)) {
    ksmps = computed_ksmps(csd, folder);
  }
  if (!ksmps) {
    ksmps = CSN_DEFAULT_KSMPS;
  }
  if (build->ksmps_mode == CSN_KSMPS_FIT && build->fixed_block) {
    while (build->fixed_block % ksmps) {
      --ksmps;
    }
  }
  return ksmps;
}
