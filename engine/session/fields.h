// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Fields: the named p-fields of an instrument, as its text declares them:

    |kfreq=440, kamp=0.1, ifn=1, Sfile="a, b.wav"|

  or, where there is no such head, as its text reads them: `kfreq = p4`,
  `ifn init p6`, `Sfile strget p7`, `icut, ires passign 8`, with the defaults of
  a `pset`.  Pure text.
*/

#ifndef CSN_ENGINE_FIELDS_H
#define CSN_ENGINE_FIELDS_H

#include "constant.h"
#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_FIELDS 64U
#define CSN_MAX_FIELD_NAME 31U
#define CSN_MAX_FIELD_TEXTS 2048U ///< Bytes of all default texts
#define CSN_MAX_FIELD_INDEX 1000U ///< Highest p-field with a name

typedef struct {
  char name[CSN_MAX_FIELD_NAME + 1U];
  uint32_t index; ///< Of the p-field: 4 is p4
  uint32_t text;  ///< Of its default in `texts`, 0: it has none
  double value;   ///< Default
} CsnField;

typedef struct {
  uint32_t n;
  uint32_t n_aliases;
  uint32_t n_texts; ///< Bytes used
  uint32_t n_preset;
  uint32_t first; ///< Lowest p-field that is the user's
  bool declared;  ///< By a head
  CsnField fields[CSN_MAX_FIELDS];
  CsnField aliases[CSN_MAX_FIELDS]; ///< Other names of p-fields
  double preset[CSN_MAX_FIELDS];    ///< p1 and up, as `pset` says
  char texts[CSN_MAX_FIELD_TEXTS];
} CsnFields;

/** What is wrong with a head or a list, and where. */
typedef struct {
  size_t at; ///< Byte
  char text[160];
} CsnFieldsError;

/** Begins an instrument whose p-fields begin at `first`. */
void
csn_fields_clear(CsnFields* fields, uint32_t first);

/**
   Reads a head.

   @param text     Its first byte is the `|`, or `{`, that opens it.
   @param length   Of the text from there on.
   @return Bytes, with the `|` that closes it; 0: see the error.
   @thread any
*/
size_t
csn_fields_read_head(CsnFields* fields,
                     const char* text,
                     size_t length,
                     const CsnHeader* header,
                     CsnFieldsError* error);

/** Takes names from one statement of an instrument without a head. */
void
csn_fields_read_statement(CsnFields* fields,
                          const char* text,
                          size_t length,
                          const CsnHeader* header);

/**
   Adds a p-field behind those that there are, or sets the default of one.

   @param text   Default of a string; else null.
*/
bool
csn_fields_add(CsnFields* fields,
               const char* name,
               size_t length,
               double value,
               const char* text,
               CsnFieldsError* error);

/** Reads other names: `freq=kfreq, amp=kamp`. */
bool
csn_fields_read_aliases(CsnFields* fields,
                        const char* text,
                        size_t length,
                        CsnFieldsError* error);

/** Finds a p-field by its name, another name or `p5`; 0: there is none. */
uint32_t
csn_fields_find(const CsnFields* fields, const char* name, size_t length);

/** Reads `p5`; 0: it is none, or less than p4. */
uint32_t
csn_fields_index(const char* name, size_t length);

/** Describes a p-field; null: it has no name. */
const CsnField*
csn_fields_at(const CsnFields* fields, uint32_t index);

/** Highest p-field with a name; 0: there is none. */
uint32_t
csn_fields_last(const CsnFields* fields);

/**
   Writes the statements that give the names their p-fields, from that with
   this number on (0: all of them).

   @return Bytes that it needs, as snprintf().
*/
size_t
csn_fields_write(const CsnFields* fields,
                 uint32_t from,
                 char* text,
                 size_t size);

/** Writes the names with commas between; as much as there is room for. */
void
csn_fields_write_names(const CsnFields* fields, char* text, size_t size);

#endif
