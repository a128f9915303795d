// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, life: engines by their names, their beginning and their end.
  Part of csonance.h.
*/

#ifndef CSN_ENGINE_CSONANCE_LIFE_H
#define CSN_ENGINE_CSONANCE_LIFE_H

#include "csonance_types.h"

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
csn_engine_find(const char* name);

/**
   Returns the names of all engines, a line each, or null without memory.

   @thread any but audio
   @owner  must be freed with free()
   @source activeEngines
*/
CSN_API char*
csn_engine_names(void);

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
   Asks which numbers of instruments are reserved.

   @param request   The reply has two values for each range, its first number
                    and the one after its last, and a text with a line for
                    each: NAME FIRST END.
   @thread control
   @source Engine.reservedInstrRanges
*/
CSN_API CsnStatus
csn_engine_reserved_instr_ranges(CsnEngine* engine, uint32_t request);

/**
   Reserves numbers of instruments: programs and code that have instruments of
   these numbers are refused from now on.

   @param name          For whom; one word, at most 63 bytes.
   @param mininstrnum   The first, 1 or more.
   @param maxinstrnum   The one after the last, 32768 or less.
   @return CSN_OK; CSN_ERR_BAD_ARG: no name; CSN_ERR_FULL.
   @thread control
   @source Engine.reserveInstrRange
*/
CSN_API CsnStatus
csn_engine_reserve_instr_range(CsnEngine* engine,
                               const char* name,
                               uint32_t mininstrnum,
                               uint32_t maxinstrnum,
                               uint32_t request);

/**
   Asks for the lowest numbers of instruments that are not reserved: the reply's
   two values are the first, and the one after the last.

   @thread control
   @source Engine.userInstrumentsRange
*/
CSN_API CsnStatus
csn_engine_user_instruments_range(CsnEngine* engine, uint32_t request);

/**
   Asks for a reply when all that the worker had to do is done; what is called
   later waits for it.

   @thread control
   @source Engine.sync
*/
CSN_API CsnStatus
csn_engine_sync(CsnEngine* engine, uint32_t request);

#ifdef __cplusplus
}
#endif

#endif
