// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Method URIDs: the numbers that the host gave to the methods and their
  parameters, whose URIs are those of the vocabulary: csn: and their name.
*/

#ifndef CSN_PLUGIN_METHOD_URIDS_H
#define CSN_PLUGIN_METHOD_URIDS_H

#include <lv2/urid/urid.h>

#include <stdint.h>

/** For each method in turn: itself, its parameters, and 0. */
typedef struct {
  uint32_t n_methods;
  LV2_URID* numbers;
} CsnMethodUrids;

/** Maps them all; numbers is null without memory. @thread control */
void
csn_method_urids_map(CsnMethodUrids* urids, LV2_URID_Map* map);

/** @thread control */
void
csn_method_urids_clear(CsnMethodUrids* urids);

/**
   Finds a method.

   @param params   Set to its parameters, with 0 at their end; or null.
   @return Its number, or n_methods.
   @rt O(methods)
*/
uint32_t
csn_method_urids_find(const CsnMethodUrids* urids,
                      LV2_URID method,
                      const LV2_URID** params);

#endif
