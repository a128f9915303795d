// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "prepare.h"

#include "strings.h"

#include <stddef.h>

static const CsnPreparation preparations[] = {
  { CSN_METHOD_STR_SET, csn_lacks_string, csn_prepare_string },
};

const CsnPreparation*
csn_preparation(uint16_t method)
{
  for (size_t i = 0; i < sizeof(preparations) / sizeof(preparations[0]); ++i) {
    if (preparations[i].method == (CsnMethodId)method) {
      return &preparations[i];
    }
  }
  return NULL;
}
