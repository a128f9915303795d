// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, values: any method by its name, with arguments that have types, as
  a message from another program brings them.  Part of csonance.h.
*/

#ifndef CSN_ENGINE_CSONANCE_VALUES_H
#define CSN_ENGINE_CSONANCE_VALUES_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** What a value is. */
typedef enum {
  CSN_VALUE_NONE,   ///< Left out: the argument's default
  CSN_VALUE_NUMBER, ///< One number
  CSN_VALUE_TEXT,   ///< Text that ends in a zero
  CSN_VALUE_NUMBERS ///< In place of as many numbers
} CsnValueType;

/** One argument of a call. */
typedef struct {
  CsnValueType type;
  double number;
  const char* text;
  const double* numbers;
  size_t n_numbers;
} CsnValue;

/**
   Calls a method by its name, with its arguments in their order.

   A text `name=value` is the argument of that name, where the method has an
   optional one, as on a method line.

   @param request   Number for the reply, or 0 for none.
   @param door      Where it comes out; see csn_engine_poll_door().
   @param problem   Set to a static text on failure; may be null.
   @return CSN_OK; CSN_ERR_NOT_FOUND: no such method; CSN_ERR_BAD_ARG: a value
           is missing, too many or of the wrong type; CSN_ERR_FULL: too many
           calls at once, or one that is too large; CSN_ERR_NO_MEMORY.
   @thread control, and any other but audio at the same time
   @owner  borrows the values until return
*/
CSN_API CsnStatus
csn_engine_call_values(CsnEngine* engine,
                       const char* method,
                       const CsnValue* values,
                       size_t n_values,
                       uint32_t request,
                       unsigned door,
                       const char** problem);

/**
   Puts a sentence among the engine's news, for whoever polls at door 0.

   @param type   CSN_REPLY_LOG, or CSN_REPLY_FAILED for a call that was refused
                 before it reached the engine.
   @return CSN_OK; CSN_ERR_BAD_ARG: another type; CSN_ERR_FULL.
   @thread any but audio
*/
CSN_API CsnStatus
csn_engine_tell(CsnEngine* engine, CsnReplyType type, const char* text);

#ifdef __cplusplus
}
#endif

#endif
