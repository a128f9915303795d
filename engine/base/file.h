// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  File: files are opened, and nothing else.  A pipe or a device would be waited
  for, for good.
*/

#ifndef CSN_BASE_FILE_H
#define CSN_BASE_FILE_H

#include "attributes.h"

#include <stdio.h>

#define CSN_NO_FILE "this is not a file" ///< But a folder, a pipe, a device

/**
   Opens a regular file for reading; never waits.

   @param problem   Set to a text on failure, which holds until the next call
                    of the C library; null is legal.
   @return A descriptor, or -1.
*/
int
csn_file_open(const char* path, const char** problem) CSN_NOT_AUDIO;

/** The same as a stream, or null. */
FILE*
csn_file_open_stream(const char* path, const char** problem) CSN_NOT_AUDIO;

#endif
