// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The picture of a sound file. Layer: host, control thread.

#ifndef CSN_HOST_DRAW_H
#define CSN_HOST_DRAW_H

#include <stdbool.h>
#include <stddef.h>

/**
   Reads a sound file and draws it.

   @param picture  The PNG file to write.
   @param sound    The sound file; of its channels, as many as fit are drawn.
   @param title    Text for the top.
   @return False: see `error`; no picture is written.
*/
bool
csn_draw(const char* picture,
         const char* sound,
         const char* title,
         char* error,
         size_t error_size);

#endif
