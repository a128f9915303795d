// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Watchdog: the one thread of this process that looks after the engines of all
  its plugins; see csn_engine_watch().  It lives while there is a plugin.
*/

#ifndef CSN_PLUGIN_WATCHDOG_H
#define CSN_PLUGIN_WATCHDOG_H

#include "engine/csonance.h"

#include <stdbool.h>

/** Has an engine looked after; false: no memory, or no thread.
    @thread control */
bool
csn_watchdog_add(CsnEngine* engine);

/** Leaves an engine alone, before it is freed; null is legal.
    @thread control */
void
csn_watchdog_remove(const CsnEngine* engine);

#endif
