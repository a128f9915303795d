// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, typed calls: how a shell whose messages have types (LV2 atoms, OSC)
  calls any method of the table, on the audio thread, without a line of text.
*/

#ifndef CSN_ENGINE_CSONANCE_TYPED_H
#define CSN_ENGINE_CSONANCE_TYPED_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef CSN_API
#  define CSN_API
#endif

/** What a value of a typed call is. */
typedef enum {
  CSN_TYPED_NUMBER,
  CSN_TYPED_TEXT,
  CSN_TYPED_DOUBLES, ///< As many numbers as there are, in place of one each
  CSN_TYPED_FLOATS,
  CSN_TYPED_INTS, ///< int32_t
  CSN_TYPED_LONGS ///< int64_t
} CsnTypedKind;

/** One value for a parameter.  One that may be repeated can have several, which
    are taken in their order. */
typedef struct {
  uint32_t param; ///< Its place among the method's parameters
  CsnTypedKind type;
  double number;
  const void*
    bytes;       ///< The text, which need not end in a zero, or the numbers,
                 ///  which need not be aligned; borrowed until return
  size_t length; ///< Bytes of the text, or how many numbers
} CsnTypedValue;

/** How many methods there are. @thread any */
CSN_API uint32_t
csn_n_methods(void);

/** Returns the name of a method, 0 … csn_n_methods() - 1. @thread any */
CSN_API const char*
csn_method_name(uint32_t method);

/** Returns the name of a method's parameter; null: it has no more.
    @thread any */
CSN_API const char*
csn_method_param(uint32_t method, uint32_t param);

/**
   Takes a call of a method for a frame of the coming block.

   A parameter without a value has its default.  What is large goes straight
   into the worker's ring, where the worker carries the method out.

   @param frame     0 … frames of the block; in any order.
   @param values    In any order of their parameters.
   @param request   Number for the reply, or 0 for none.
   @param problem   Set to a static text on failure.
   @return CSN_OK; CSN_ERR_NOT_FOUND: no such method; CSN_ERR_BAD_ARG: a value
           is of the wrong type, or missing, or too many; CSN_ERR_FULL.
   @rt wait-free, O(bytes)
*/
CSN_API CsnStatus
csn_engine_typed_rt(CsnEngine* engine,
                    uint32_t frame,
                    uint32_t method,
                    const CsnTypedValue* values,
                    size_t n_values,
                    uint32_t request,
                    const char** problem);

#ifdef __cplusplus
}
#endif

#endif
