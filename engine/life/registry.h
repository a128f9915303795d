// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Registry: the names of all engines of this process.  Engine layer.
*/

#ifndef CSN_ENGINE_REGISTRY_H
#define CSN_ENGINE_REGISTRY_H

#include "base/attributes.h"
#include "csonance.h"

/** Enters an engine, under a name of its own where `name` is null or empty:
    engine0, engine1, …  CSN_ERR_BAD_CALL: the name is taken. */
CsnStatus
csn_registry_add(CsnEngine* engine, const char* name) CSN_NOT_AUDIO;

/** Takes it out; one that was never in is good. */
void
csn_registry_remove(CsnEngine* engine) CSN_NOT_AUDIO;

#endif
