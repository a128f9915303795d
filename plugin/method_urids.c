// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "method_urids.h"

#include "csonance.h"
#include "uris.h"

#include <stdio.h>
#include <stdlib.h>

static LV2_URID
map_name(LV2_URID_Map* map, const char* name)
{
  char uri[128];
  (void)snprintf(uri, sizeof(uri), CSN_NS "%s", name);
  return map->map(map->handle, uri);
}

void
csn_method_urids_map(CsnMethodUrids* urids, LV2_URID_Map* map)
{
  size_t n = 0;
  urids->n_methods = csn_n_methods();
  for (uint32_t m = 0; m < urids->n_methods; ++m) {
    n += 2U;
    for (uint32_t p = 0; csn_method_param(m, p); ++p) {
      ++n;
    }
  }
  urids->numbers = (LV2_URID*)calloc(n + 1U, sizeof(LV2_URID));
  LV2_URID* to = urids->numbers;
  for (uint32_t m = 0; to && m < urids->n_methods; ++m) {
    *to++ = map_name(map, csn_method_name(m));
    for (uint32_t p = 0; csn_method_param(m, p); ++p) {
      *to++ = map_name(map, csn_method_param(m, p));
    }
    *to++ = 0;
  }
}

void
csn_method_urids_clear(CsnMethodUrids* urids)
{
  free(urids->numbers);
  urids->numbers = NULL;
}

uint32_t
csn_method_urids_find(const CsnMethodUrids* urids,
                      LV2_URID method,
                      const LV2_URID** params)
{
  const LV2_URID* at = urids->numbers;
  for (uint32_t m = 0; m < urids->n_methods; ++m) {
    *params = at + 1;
    if (*at == method) {
      return m;
    }
    while (*++at) {
    }
    ++at;
  }
  *params = NULL;
  return urids->n_methods;
}
