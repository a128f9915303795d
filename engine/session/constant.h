// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Constant: the value of a constant expression of an orchestra, such as 1/3,
  -2, 2^(1/12) or ampdb(-6).  Pure text and arithmetic.
*/

#ifndef CSN_ENGINE_CONSTANT_H
#define CSN_ENGINE_CONSTANT_H

#include <stdbool.h>
#include <stddef.h>

/** What an orchestra's header says. */
typedef struct {
  double sr;
  double ksmps;
  double zero_dbfs;
  double a4;
} CsnHeader;

/**
   Computes an expression: numbers, the header's `sr`, `kr`, `ksmps`, `0dbfs`
   and `A4`, + - * / % ^, brackets, and functions of one number.

   @return False: it is none, it has no value, or it is nested too deeply.
   @thread any; bounded by the length of the text
*/
bool
csn_constant_parse(const char* text,
                   size_t length,
                   const CsnHeader* header,
                   double* value);

#endif
