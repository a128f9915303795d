// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Options: what Csound is told before it compiles a program.
*/

#include "channel/outvalue.h"
#include "channel/strings.h"
#include "engine.h"
#include "instance.h"
#include "life/life.h"
#include "program/csd.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
csn_instance_set_folder(CSOUND* csound, const char* folder)
{
  static const char* const names[] = { "SSDIR", "SFDIR", "INCDIR", "SADIR" };
  for (size_t i = 0; folder && i < sizeof(names) / sizeof(names[0]); ++i) {
    char option[4200];
    const char* const had = getenv(names[i]);
    const int n =
      had && *had
        ? snprintf(
            option, sizeof(option), "--env:%s=%s;%s", names[i], folder, had)
        : snprintf(option, sizeof(option), "--env:%s=%s", names[i], folder);
    if (n > 0 && (size_t)n < sizeof(option)) {
      csoundSetOption(csound, option);
    }
  }
}

static bool
is_number(const CsnHeaderValue* value, double number)
{
  return value->literal && fabs(value->value - number) < 1e-9;
}

/* Told both rates, Csound divides one by the other in single precision, and
   runs at 48000.001 Hz.  So it is told only what its header does not say. */
static bool
writes_rate(const CsnCsdHeader* header, double rate)
{
  return !header->options.sr.said &&
         (header->header.sr.said ? is_number(&header->header.sr, rate)
                                 : fabs(rate - 44100.0) < 1e-9);
}

static bool
writes_ksmps(const CsnCsdHeader* header,
             bool has_rate,
             double rate,
             uint32_t ksmps)
{
  if (header->options.ksmps.said || header->options.kr.said) {
    return false;
  }
  if (header->header.ksmps.said) {
    return is_number(&header->header.ksmps, ksmps) &&
           (has_rate || !header->header.kr.said);
  }
  return has_rate && header->header.kr.literal && header->header.kr.value > 0 &&
         fabs(rate / header->header.kr.value - ksmps) < 1e-9;
}

/* Notes it down, for commandlineOptions. */
static void
give(CsnInstance* instance, const char* option)
{
  const size_t n = strlen(instance->options);
  (void)snprintf(instance->options + n,
                 sizeof(instance->options) - n,
                 "%s%s",
                 n ? " " : "",
                 option);
  csoundSetOption(instance->csound, option);
}

void
csn_instance_set_options(CsnInstance* instance,
                         const CsnCsdHeader* header,
                         const CsnBuild* how)
{
  CSOUND* const csound = instance->csound;
  const double rate = how->rate;
  char option[64];

  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csn_midi_connect(csound);
  csn_outvalue_connect(csound);
  give(instance, "-n");
  give(instance, "-d");
  give(instance, "-m0");
  give(instance, "-M0");
  give(instance, "-Q0");
  const bool has_rate = writes_rate(header, rate);
  if (!has_rate) {
    snprintf(option, sizeof(option), "--sample-rate=%ld", lrint(rate));
    give(instance, option);
  }
  if (strstr(instance->program->text, "#if") ||
      !writes_ksmps(header, has_rate, rate, instance->ksmps)) {
    snprintf(option, sizeof(option), "--ksmps=%u", instance->ksmps);
    give(instance, option);
  }
  csn_instance_set_folder(csound, instance->program->folder);
  csn_strings_give(how->strings, csound);
  csn_options_give(instance->program->options,
                   csound,
                   instance->options,
                   sizeof(instance->options));
}
