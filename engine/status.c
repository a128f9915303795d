// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Status: the sentence of each.  Engine layer, pure.
*/

#include "csonance.h"

const char*
csn_strerror(CsnStatus status)
{
  switch (status) {
    case CSN_OK:
      return "Success";
    case CSN_ERR_ERROR:
      return "Csound refused";
    case CSN_ERR_NO_MEMORY:
      return "Out of memory";
    case CSN_ERR_BAD_ARG:
      return "Bad argument";
    case CSN_ERR_BAD_CALL:
      return "Not possible now";
    case CSN_ERR_FULL:
      return "Too many events at once";
    case CSN_ERR_NOT_FOUND:
      return "Not found";
    case CSN_ERR_BAD_DATA:
      return "Unreadable data";
    case CSN_ERR_UNSUPPORTED:
      return "Not supported here";
    case CSN_ERR_IO:
      return "File cannot be read";
    case CSN_ERR_COMPILE:
      return "Code does not compile";
  }
  return "Unknown status";
}
