// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Argument: a text becomes an argument of a call, as its parameter wants it;
  whether it came by a line, with types, or from C.  Pure.
*/

#ifndef CSN_ENGINE_ARGUMENT_H
#define CSN_ENGINE_ARGUMENT_H

#include "methods.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>

/**
   Writes a text as an argument.

   @param plain   It stood in words without quotes, or behind `NAME=`: what is
                  a number there is one, unless a text is wanted.  Else only an
                  instrument may be a number in text; and where p-fields are
                  wanted, `NAME=VALUE` is one by its name.
   @return Null, or what is wrong.
   @thread any @rt bounded
*/
const char*
csn_argument_text(CsnRecordWriter* writer,
                  const CsnParam* param,
                  const char* text,
                  size_t length,
                  bool plain);

#endif
