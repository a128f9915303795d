// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, life: engines by their names, and what an engine tells of itself.
  Part of csonance.h.
*/

#ifndef CSN_ENGINE_CSONANCE_LIFE_H
#define CSN_ENGINE_CSONANCE_LIFE_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
   Returns the engine of a name, or null.

   @thread control; the engine must not be freed meanwhile
   @source getEngine
*/
CSN_API CsnEngine*
csn_get_engine(const char* name);

/**
   Returns the names of all engines, a line each, or null without memory.

   @thread any but audio
   @owner  must be freed with free()
   @source activeEngines
*/
CSN_API char*
csn_active_engines(void);

/**
   Begins an empty program, into which code can be compiled, where none is
   loaded.  csn_engine_compile() does so by itself.

   @thread control
   @source Engine.start
*/
CSN_API CsnStatus
csn_engine_start(CsnEngine* engine, uint32_t request);

/**
   Ends all notes and forgets the program; csn_engine_start() begins anew.

   @thread control
   @source Engine.stop
*/
CSN_API CsnStatus
csn_engine_stop(CsnEngine* engine, uint32_t request);

/**
   Builds the program anew as it was loaded: what was compiled into it is gone.

   @thread control
   @source Engine.restart
*/
CSN_API CsnStatus
csn_engine_restart(CsnEngine* engine, uint32_t request);

/**
   Reads an attribute by its name: name, sr, ksmps, onecycle, nchnls, …, as in
   the manual of the methods.

   @param number   Set, where the attribute is a number; may be null.
   @param text     Filled, where it is a text, else with the number; may be
                   null.
   @return CSN_OK; CSN_ERR_NOT_FOUND: there is no such attribute;
           CSN_ERR_NO_MEMORY.
   @thread control; waits for a worker that is building
   @source Engine attributes
*/
CSN_API CsnStatus
csn_engine_attribute(CsnEngine* engine,
                     const char* name,
                     double* number,
                     char* text,
                     size_t size);

#ifdef __cplusplus
}
#endif

#endif
