// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Signatures: the opcodes that a Csound knows, with the types they give and
  take.  Engine layer; one of the few files of the diagnosis that call Csound.
*/

#ifndef CSN_ENGINE_DIAGNOSE_OPCODES_H
#define CSN_ENGINE_DIAGNOSE_OPCODES_H

#include <stdbool.h>
#include <stddef.h>

struct CSOUND_;

typedef struct {
  const char* name;
  const char* outs; ///< In Csound's letters
  const char* ins;
} CsnSignature;

/** Sorted by name; an opcode has one for each of its forms. */
typedef struct {
  CsnSignature* items;
  size_t count;
  char* text; ///< Holds the strings
} CsnSignatures;

/**
   Copies the opcode list of a Csound.

   @return False without memory; then the list is empty.
   @thread control, worker
   @owner  csn_signatures_clear()
*/
bool
csn_signatures_read(CsnSignatures* signatures, struct CSOUND_* csound);

void
csn_signatures_clear(CsnSignatures* signatures);

/** Returns the first signature of an opcode and their number, or null. */
const CsnSignature*
csn_signatures_find(const CsnSignatures* signatures,
                    const char* name,
                    size_t length,
                    size_t* count);

/** Returns the opcode's name that is most like `name`, or null. */
const char*
csn_signatures_near(const CsnSignatures* signatures,
                    const char* name,
                    size_t length);

/** Number of edits (insert, delete, replace, swap) between two words. */
size_t
csn_word_distance(const char* a, size_t n_a, const char* b, size_t n_b);

#endif
