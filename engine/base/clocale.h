// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  C locale: numbers are written with a point, whatever the host's locale is.
  Only for the calling thread, and only between the two calls.
*/

#ifndef CSN_ENGINE_CLOCALE_H
#define CSN_ENGINE_CLOCALE_H

#include "attributes.h"

#include <locale.h>

/** Enters it; returns what csn_clocale_leave() needs. @thread not audio */
locale_t
csn_clocale_enter(void);

/** Goes back to the locale of before. */
void
csn_clocale_leave(locale_t before);

#endif
