// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Strings: texts with an index, which a program reads with `strget`.  Engine
  layer.

  A string and its index hold for the whole life of the engine, in every
  program.  The worker or the control thread makes them, under bg.mutex; the
  audio thread finds them in buckets of its own.  Csound has copies of its own,
  so that a program's `strset` may replace one.
*/

#ifndef CSN_ENGINE_STRINGS_H
#define CSN_ENGINE_STRINGS_H

#include "base/attributes.h"
#include "call/calls.h"
#include "csonance.h"
#include "worker/jobs.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CSOUND_ CSOUND;

#define CSN_FIRST_STRING 20U       ///< Index of the first of all strings
#define CSN_N_STRING_BUCKETS 1024U ///< A power of two
#define CSN_MAX_STRINGS 1000000U

/** A string.  Never changed, and not freed before the engine. */
typedef struct CsnString {
  struct CsnString* next_rt; ///< In the audio thread's bucket
  struct CsnString* next_bg; ///< In the worker's
  uint32_t index;
  uint32_t hash;
  size_t length;
  char text[];
} CsnString;

typedef struct CsnStrings {
  CsnString* buckets_rt[CSN_N_STRING_BUCKETS];

  // Under bg.mutex
  CsnString* buckets_bg[CSN_N_STRING_BUCKETS];
  CsnString** all; ///< The first has the index CSN_FIRST_STRING
  uint32_t n;
  uint32_t capacity;
} CsnStrings;

/** Returns the strings that each engine has, cos to smoother; or null. */
CsnStrings*
csn_strings_new(void) CSN_NOT_AUDIO;

/** Frees strings that no thread uses; null is legal. */
void
csn_strings_free(CsnStrings* strings) CSN_NOT_AUDIO;

/**
   Gives all strings to a Csound that has compiled nothing yet, with places
   for more.

   @thread worker, control; bg.mutex held
*/
void
csn_strings_give(const CsnStrings* strings, CSOUND* csound) CSN_NOT_AUDIO;

/**
   Finds or makes a string and sends it to the audio thread.

   @param index   Set on success.
   @return CSN_OK; CSN_ERR_NO_MEMORY; CSN_ERR_FULL: there are too many;
           CSN_ERR_UNSUPPORTED: not into a Csound that plays.
   @thread worker, control; bg.mutex held
*/
CsnStatus
csn_engine_make_string(CsnEngine* engine,
                       const char* text,
                       size_t length,
                       uint32_t* index) CSN_NOT_AUDIO;

/** Returns a string by its index, or null. @thread worker, bg.mutex held */
const CsnString*
csn_strings_at(const CsnStrings* strings, double index) CSN_NOT_AUDIO;

/** Returns all strings, a line `INDEX<TAB>TEXT` each; null without memory. */
char*
csn_strings_list(const CsnStrings* strings) CSN_NOT_AUDIO;

/** Finds a string; null: not there, or not yet. */
const CsnString*
csn_strings_find_rt(const CsnStrings* strings,
                    const char* text,
                    size_t length) CSN_AUDIO;

/** Takes a string that the worker has made. */
void
csn_strings_take_rt(CsnEngine* engine, const void* data);

/** What is delivered for a string. */
typedef struct {
  CsnString* string;
  uint64_t serial; ///< Of the instance that the rest is for
  char* copy;      ///< In its memory; null: nothing to place
  char** table;    ///< A larger table in its memory, or null
  uint32_t max;    ///< Last place of that table
} CsnStringDelivery;

// The methods

bool
csn_lacks_string(CsnEngine* engine, const CsnRecord* record) CSN_AUDIO;

CsnStatus
csn_prepare_string(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_call_str_set(CsnCall* call) CSN_AUDIO;

CsnStatus
csn_job_str_get(CsnJob* job) CSN_NOT_AUDIO;

CsnStatus
csn_job_defined_strings(CsnJob* job) CSN_NOT_AUDIO;

#endif
