// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Record: one call of a method as plain data.  The same bytes travel through
  rings, wait in the queue and can be written to a file.

  A record is a head followed by its arguments in the order of the method's
  parameters, those with a default filled in.  Each argument is a word of type
  and size, and its bytes, padded to 8.
*/

#ifndef CSN_ENGINE_RECORD_H
#define CSN_ENGINE_RECORD_H

#include "csonance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_RECORD_MAX_SMALL 32768U ///< Largest record of an audio method
#define CSN_NO_VARIABLE 0xFFFFU

/** Head of a record; 8-byte aligned. */
typedef struct {
  uint32_t size;    ///< Bytes, head included, a multiple of 8
  uint32_t request; ///< For the reply; 0: none wanted
  uint16_t method;  ///< CsnMethodId
  uint16_t n_args;
  uint16_t variable; ///< Slot that keeps the result, or CSN_NO_VARIABLE
  uint16_t door;     ///< Where the reply goes out
} CsnRecord;

/** What an argument is. */
typedef enum {
  CSN_ARG_NUMBER,   ///< A double
  CSN_ARG_TEXT,     ///< Bytes and a zero
  CSN_ARG_ARRAY,    ///< Doubles, in place of as many numbers
  CSN_ARG_VARIABLE, ///< Slot whose number is taken when the call is made
  CSN_ARG_NAME      ///< Name of the p-field that the next argument is for
} CsnArgType;

/** One argument, in place. */
typedef struct {
  CsnArgType type;
  double number;
  uint32_t slot;
  const char* text; ///< Zero-ended
  const double* array;
  size_t length; ///< Of the text or the array
} CsnArg;

/** Writes a record into a buffer; after an overflow nothing more is written. */
typedef struct {
  unsigned char* buffer;
  size_t capacity;
  size_t size;
  bool overflow;
} CsnRecordWriter;

/** Reads the arguments of a record, one after the other. */
typedef struct {
  const unsigned char* at;
  const unsigned char* end;
  uint32_t left;
} CsnArgReader;

/** Begins a record in a buffer that is 8-byte aligned. */
void
csn_record_begin(CsnRecordWriter* writer,
                 void* buffer,
                 size_t capacity,
                 uint16_t method,
                 uint32_t request);

void
csn_record_number(CsnRecordWriter* writer, double value);

void
csn_record_text(CsnRecordWriter* writer, const char* text, size_t length);

/** Writes the name of the p-field whose value comes next. */
void
csn_record_name(CsnRecordWriter* writer, const char* name, size_t length);

void
csn_record_array(CsnRecordWriter* writer, const double* values, size_t n);

/** Writes an array whose numbers the caller fills in; null: no room. */
double*
csn_record_array_space(CsnRecordWriter* writer, size_t n);

void
csn_record_variable(CsnRecordWriter* writer, uint32_t slot);

/** Returns the finished record, or null if the buffer was too small. */
CsnRecord*
csn_record_end(CsnRecordWriter* writer);

/** Tells whether `size` bytes are one well-formed record. */
bool
csn_record_is_valid(const void* bytes, size_t size);

/** Finds `NAME=VALUE`: the length of a name with a `=` behind it, or 0. */
size_t
csn_record_name_length(const char* text, size_t length);

CsnArgReader
csn_record_args(const CsnRecord* record);

/** Takes the next argument; false: there is none. */
bool
csn_args_next(CsnArgReader* reader, CsnArg* arg);

#endif
