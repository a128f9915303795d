// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, strings: texts with an index, which a program reads with `strget`.
  Included by csonance.h.
*/

#ifndef CSN_ENGINE_CSONANCE_STRINGS_H
#define CSN_ENGINE_CSONANCE_STRINGS_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
   Gives a text an index, from 24 on, or finds the one that it has.

   It holds for the engine's whole life, in every program; notes that are sent
   after this can read it.  20 to 23 are cos, linear, smooth and smoother.

   @param index   Set on success; may be null.
   @return CSN_OK; CSN_ERR_BAD_ARG: an empty text; CSN_ERR_FULL;
           CSN_ERR_NO_MEMORY.
   @thread control; waits for a worker that is building
   @source Engine.strSet
*/
CSN_API CsnStatus
csn_engine_str_set(CsnEngine* engine, const char* text, uint32_t* index);

/**
   Copies the text of an index.

   @param size   Bytes in text, with its ending zero.
   @return CSN_OK; CSN_ERR_NOT_FOUND: none was given by csn_engine_str_set();
           CSN_ERR_FULL: the text was cut.
   @thread control
   @source Engine.strGet
*/
CSN_API CsnStatus
csn_engine_str_get(CsnEngine* engine, uint32_t index, char* text, size_t size);

/**
   Returns all strings, a line `INDEX<TAB>TEXT` each, or null without memory.

   @thread control
   @owner  must be freed with free()
   @source Engine.definedStrings
*/
CSN_API char*
csn_engine_defined_strings(CsnEngine* engine);

#ifdef __cplusplus
}
#endif

#endif
