// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "future.h"

#include <stdlib.h>

CsnFuture*
csn_future_new(void)
{
  return (CsnFuture*)calloc(1, sizeof(CsnFuture));
}

void
csn_future_free(CsnFuture* future)
{
  free(future);
}
