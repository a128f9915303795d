// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Heads: an orchestra whose instruments declare named p-fields,

    instr lead
      |kfreq=440, kamp=0.1|

  becomes one that Csound takes, with the line numbers that the user knows, and
  the names of all its instruments' p-fields are collected.  Text only.
*/

#ifndef CSN_ENGINE_HEADS_H
#define CSN_ENGINE_HEADS_H

#include "base/attributes.h"
#include "csonance.h"
#include "diagnose/diagnostic.h"
#include "fields.h"

#include <stdbool.h>
#include <stddef.h>

#define CSN_MAX_INSTR_NAME 63U

/** The p-fields of one instrument. */
typedef struct CsnInstrFields CsnInstrFields;

struct CsnInstrFields {
  CsnInstrFields* next;              ///< In the order of the text
  char name[CSN_MAX_INSTR_NAME + 1]; ///< Number or name
  int number;                        ///< 0: it has a name
  int line;                          ///< Of its `instr`
  size_t begin;                      ///< Of its head [byte]; 0: it has none
  size_t end;                        ///< After the head
  CsnFields fields;
};

typedef struct {
  char* code;  ///< For Csound; null: the text itself
  char* shown; ///< For errors: heads are blank; null: the text itself
  CsnInstrFields* instrs; ///< Also those without names
} CsnHeads;

/**
   Reads an orchestra.

   @param text    An orchestra or a .csd, zero-ended.
   @param file    Name for errors; may be null.
   @param list    Receives errors; may be null.
   @return CSN_OK; CSN_ERR_COMPILE: a head is wrong; CSN_ERR_NO_MEMORY.
   @owner must be cleared with csn_heads_clear()
*/
CsnStatus
csn_heads_read(CsnHeads* heads,
               const char* text,
               const CsnHeader* header,
               const char* file,
               CsnDiagnosticList* list) CSN_NOT_AUDIO;

/** Frees what was read. */
void
csn_heads_clear(CsnHeads* heads);

/** Frees the p-fields of one instrument. */
void
csn_instr_fields_free(void* fields);

/**
   Reads the body of one instrument, as `defInstr` takes it.

   @param first   Where its p-fields begin.
   @param shown   Room for the body with a blank head, as long as `body`.
   @param error   Set to what is wrong and where.
   @return False: see the error.
*/
bool
csn_heads_read_body(CsnFields* fields,
                    const char* body,
                    uint32_t first,
                    const CsnHeader* header,
                    char* shown,
                    CsnFieldsError* error);

#endif
