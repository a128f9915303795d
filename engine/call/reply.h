// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Reply: an answer on its way through a ring: a head, numbers, and a text.
  Pure; a ring of replies has one writer and one reader.

  Replies leave by doors.  Who polls at one never sees what was asked at
  another.
*/

#ifndef CSN_ENGINE_REPLY_H
#define CSN_ENGINE_REPLY_H

#include "base/ring.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_REPLY_SIZE ((size_t)256 * 1024) ///< Of a ring of replies [bytes]

/** Puts a reply into the ring of its door; what of its text finds no room is
    cut; false: full. */
bool
csn_reply_write(CsnRing* const* rings, const CsnReply* reply);

/**
   Takes the oldest reply out.

   @param buffer   CSN_REPLY_SIZE bytes, for its numbers and its text.
*/
bool
csn_reply_read(CsnRing* ring, double* buffer, CsnReply* reply);

#endif
