// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Nesting: comments and strings, followed along the lines of an orchestra or a
  score.  Engine layer, pure text.
*/

#ifndef CSN_ENGINE_CSD_NESTING_H
#define CSN_ENGINE_CSD_NESTING_H

#include <stddef.h>

/** What a line may begin inside of. */
typedef enum {
  CSN_IN_CODE,
  CSN_IN_COMMENT,
  CSN_IN_STRING,
  CSN_IN_BRACES ///< A {{ string }}
} CsnInside;

/** State from line to line; starts as all zero. */
typedef struct {
  CsnInside inside;
  size_t begin; ///< Byte where the present comment or string began
} CsnNesting;

/**
   Reads on in `text`, from `at` to `end` (the end of a line, or less).

   Bytes after `;` or `//` in code are skipped, as they are a comment.

   @thread any
*/
void
csn_nesting_read(CsnNesting* nesting, const char* text, size_t at, size_t end);

/**
   Reads on only until the comment or string is left that `at` is inside of.

   @return Where code begins, or `end`.
   @thread any
*/
size_t
csn_nesting_leave(CsnNesting* nesting, const char* text, size_t at, size_t end);

#endif
