// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Prepare: some calls that the audio thread carries out need memory that it must
  not allocate: a new string, a new channel.  As such a call comes in, the
  worker is asked to make it; the call itself waits for its frame, and longer
  if that has not been delivered.  Calls that came later wait behind it, so that
  calls of one frame keep their order.  Engine layer.
*/

#ifndef CSN_ENGINE_PREPARE_H
#define CSN_ENGINE_PREPARE_H

#include "base/attributes.h"
#include "csonance.h"
#include "methods.h"
#include "record.h"

#include <stdbool.h>
#include <stdint.h>

/** What has to be made for a method. */
typedef struct {
  CsnMethodId method;
  bool (*lacks)(CsnEngine* engine, const CsnRecord* record); ///< Audio thread
  CsnStatus (*make)(CsnJob* job); ///< Worker; a failure is told by the call
  bool sure; ///< `lacks` knows it even while the worker is busy
} CsnPreparation;

/** Returns what has to be made for a method, or null. */
const CsnPreparation*
csn_preparation(uint16_t method);

/** Asks the worker for what a call lacks; false: no room, or it lacks nothing.
    What lacks may not be known while the worker is busy: then it is asked. */
bool
csn_prepare_rt(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

/** Tells whether anything is being made. */
bool
csn_preparing_rt(CsnEngine* engine) CSN_AUDIO;

/** Makes what a call will need. @thread worker, bg.mutex held */
void
csn_prepare_bg(CsnEngine* engine, const CsnRecord* record) CSN_NOT_AUDIO;

#endif
