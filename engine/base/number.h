// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Number: text becomes a number.  Pure text, without the locale.
*/

#ifndef CSN_ENGINE_NUMBER_H
#define CSN_ENGINE_NUMBER_H

/**
   Reads a number with a decimal point, whatever the locale.

   Takes digits, a point, an exponent, a sign, `inf` and `nan`.

   @return The end of the number, or null if there is none.
*/
const char*
csn_number_parse(const char* text, const char* end, double* value);

#endif
