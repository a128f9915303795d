// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Controls: which of the host's automatable controls stands for what in the
  program.  A map is plain data, made by a worker and not changed while an
  instance uses it.  Pure, except for csn_controls_declared().
*/

#ifndef CSN_ENGINE_CONTROLS_H
#define CSN_ENGINE_CONTROLS_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CSOUND_ CSOUND;

/** What one control does; `info.target` is CSN_TARGET_NONE for a free slot. */
typedef struct {
  CsnControlInfo info;
  uint32_t pfield; ///< Index for CSN_TARGET_PFIELD
  double bus;      ///< Token for CSN_TARGET_BUS
  bool told;       ///< By mapControl, not by the program
} CsnControl;

typedef struct {
  CsnControl slots[CSN_MAX_CONTROLS];
} CsnControlMap;

/** Where an instance keeps the values of its controls; null: not there. */
typedef struct {
  double* k[CSN_MAX_CONTROLS];
  double* a[CSN_MAX_CONTROLS]; ///< The audio channel NAME.a, ksmps long
} CsnChannels;

/** Returns the program's value for a port value of 0 … 1 (clamped). */
double
csn_control_value(const CsnControlInfo* info, double port);

/** Returns the port value, 0 … 1, for one of the program's (clamped). */
double
csn_control_port(const CsnControlInfo* info, double value);

/**
   Makes a map of the controls that a program declares: the `chn_k` channels
   with a range, in the order of the text.

   A name that has a slot in `old` keeps it.

   @param text   Orchestra text, for the order.
   @thread worker
   @owner  must be freed with free()
*/
CsnControlMap*
csn_controls_declared(CSOUND* csound,
                      const char* text,
                      const CsnControlMap* old) CSN_NOT_AUDIO;

/** Finds the channels of a map in an instance. @thread worker */
void
csn_controls_connect(CsnChannels* channels,
                     const CsnControlMap* map,
                     CSOUND* csound,
                     const char* text) CSN_NOT_AUDIO;

/**
   Writes one line a mapped control, as CSN_REPLY_CONTROLS carries them:
   `ctl1 TAB name TAB minimum TAB maximum TAB initial TAB curve TAB unit`.

   @return Bytes that it takes, without the ending zero.
*/
size_t
csn_controls_write(const CsnControlMap* map, char* text, size_t size);

#endif
