// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "parcel.h"

#include "engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CsnParcel {
  CsnParcel* next;
  double* numbers;
  size_t n;
  char slip[CSN_PARCEL_SLIP];
};

bool
csn_parcel_lay(CsnEngine* engine,
               const double* numbers,
               size_t n,
               char slip[CSN_PARCEL_SLIP])
{
  CsnParcel* const parcel = (CsnParcel*)calloc(1, sizeof(CsnParcel));
  double* const copy = parcel ? (double*)malloc(n * sizeof(double)) : NULL;
  if (!copy) {
    free(parcel);
    return false;
  }
  memcpy(copy, numbers, n * sizeof(double));
  parcel->numbers = copy;
  parcel->n = n;
  pthread_mutex_lock(&engine->bg.mutex);
  (void)snprintf(parcel->slip,
                 sizeof(parcel->slip),
                 "parcel %llu",
                 ++engine->bg.n_parcels);
  memcpy(slip, parcel->slip, sizeof(parcel->slip));
  parcel->next = engine->bg.parcels;
  engine->bg.parcels = parcel;
  pthread_mutex_unlock(&engine->bg.mutex);
  return true;
}

double*
csn_parcel_take(CsnEngine* engine, const char* slip, size_t* n)
{
  CsnParcel** link = &engine->bg.parcels;
  while (*link && strcmp((*link)->slip, slip) != 0) {
    link = &(*link)->next;
  }
  CsnParcel* const parcel = *link;
  if (!parcel) {
    return NULL;
  }
  double* const numbers = parcel->numbers;
  *n = parcel->n;
  *link = parcel->next;
  free(parcel);
  return numbers;
}

void
csn_parcels_free(CsnParcel* parcels)
{
  while (parcels) {
    CsnParcel* const next = parcels->next;
    free(parcels->numbers);
    free(parcels);
    parcels = next;
  }
}
