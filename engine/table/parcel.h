// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Parcel: numbers that are too many for a ring, on their way from a C call to
  the worker.  The call itself carries a slip, which is a text that says which
  parcel is meant.  Under bg.mutex.
*/

#ifndef CSN_ENGINE_PARCEL_H
#define CSN_ENGINE_PARCEL_H

#include "base/attributes.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_PARCEL_SLIP 32U ///< Bytes of a slip

typedef struct CsnParcel CsnParcel;

/** Lays numbers down and writes the slip for them; false: no memory.
    @thread control, worker */
bool
csn_parcel_lay(CsnEngine* engine,
               const double* numbers,
               size_t n,
               char slip[CSN_PARCEL_SLIP]) CSN_NOT_AUDIO;

/** Takes the numbers of a slip, or null: there are none.
    @owner must be freed with free() */
double*
csn_parcel_take(CsnEngine* engine, const char* slip, size_t* n) CSN_NOT_AUDIO;

/** Frees what nobody has taken. */
void
csn_parcels_free(CsnParcel* parcels) CSN_NOT_AUDIO;

#endif
