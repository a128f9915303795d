// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Strings, the worker's side: they are made, given to new instances, sent to
  the one that plays, and listed.
*/

#include "strings.h"

#include "base/letters.h"
#include "csound6/csound6_names.h"
#include "engine.h"
#include "worker/delivery.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_PLACES 4095U ///< Last place of a new Csound's table of strings

// Life

static CsnString*
find(const CsnStrings* strings, const char* text, size_t length, uint32_t hash)
{
  CsnString* string = strings->buckets_bg[hash & (CSN_N_STRING_BUCKETS - 1U)];
  while (string && (string->hash != hash || string->length != length ||
                    memcmp(string->text, text, length) != 0)) {
    string = string->next_bg;
  }
  return string;
}

static CsnString*
add(CsnStrings* strings, const char* text, size_t length, uint32_t hash)
{
  if (strings->n == strings->capacity) {
    const uint32_t capacity = 2U * strings->capacity + 64U;
    CsnString** const all =
      (CsnString**)realloc(strings->all, capacity * sizeof(CsnString*));
    if (!all) {
      return NULL;
    }
    strings->all = all;
    strings->capacity = capacity;
  }
  CsnString* const string =
    (CsnString*)calloc(1, sizeof(CsnString) + length + 1U);
  if (!string) {
    return NULL;
  }
  memcpy(string->text, text, length);
  string->length = length;
  string->hash = hash;
  string->index = CSN_FIRST_STRING + strings->n;
  strings->all[strings->n++] = string;
  CsnString** const bucket =
    &strings->buckets_bg[hash & (CSN_N_STRING_BUCKETS - 1U)];
  string->next_bg = *bucket;
  *bucket = string;
  return string;
}

CsnStrings*
csn_strings_new(void)
{
  static const char* const first[] = { "cos", "linear", "smooth", "smoother" };
  CsnStrings* const strings = (CsnStrings*)calloc(1, sizeof(CsnStrings));
  for (size_t i = 0; strings && i < sizeof(first) / sizeof(first[0]); ++i) {
    const size_t length = strlen(first[i]);
    const uint32_t hash = csn_hash(first[i], length);
    CsnString* const string = add(strings, first[i], length, hash);
    if (!string) {
      csn_strings_free(strings);
      return NULL;
    }
    CsnString** const bucket =
      &strings->buckets_rt[hash & (CSN_N_STRING_BUCKETS - 1U)];
    string->next_rt = *bucket;
    *bucket = string;
  }
  return strings;
}

void
csn_strings_free(CsnStrings* strings)
{
  if (strings) {
    for (uint32_t i = 0; i < strings->n; ++i) {
      free(strings->all[i]);
    }
    free(strings->all);
    free(strings);
  }
}

// Into Csound

/* Last place of a table with room for all strings and as many again. */
static uint32_t
places_for(const CsnStrings* strings)
{
  const uint32_t n = 2U * (CSN_FIRST_STRING + strings->n);
  return n > MIN_PLACES ? n | 7U : MIN_PLACES;
}

void
csn_strings_give(const CsnStrings* strings, CSOUND* csound)
{
  char head[32];
  snprintf(head, sizeof(head), "--strset%u=", places_for(strings));
  csoundSetOption(csound, head); // Sizes the table once
  for (uint32_t i = 0; i < strings->n; ++i) {
    const CsnString* const string = strings->all[i];
    const size_t size = sizeof(head) + string->length + 1U;
    char* const option = (char*)malloc(size);
    if (option) {
      snprintf(option, size, "--strset%u=%s", string->index, string->text);
      csoundSetOption(csound, option);
      free(option);
    }
  }
}

/* Copies for the program that was built last, in its own memory. */
static bool
copy_for(const CsnInstance* instance,
         const CsnStrings* strings,
         CsnStringDelivery* delivery)
{
  CSOUND* const csound = instance->csound;
  const CsnString* const string = delivery->string;
  delivery->serial = instance->serial;
  if (csound->GetStrsmax(csound) < (int)string->index) {
    delivery->max = places_for(strings);
    delivery->table =
      (char**)csound->Calloc(csound,
                             ((size_t)delivery->max + 1U) * sizeof(char*));
    if (!delivery->table) {
      return false;
    }
  }
  delivery->copy = (char*)csound->Malloc(csound, string->length + 1U);
  if (delivery->copy) {
    memcpy(delivery->copy, string->text, string->length + 1U);
  }
  return delivery->copy;
}

CsnStatus
csn_engine_make_string(CsnEngine* engine,
                       const char* text,
                       size_t length,
                       uint32_t* index)
{
  CsnStrings* const strings = engine->strings;
  const uint32_t hash = csn_hash(text, length);
  CsnString* string = find(strings, text, length, hash);
  if (string) {
    *index = string->index;
    return CSN_OK;
  }
  if (strings->n == CSN_MAX_STRINGS) {
    return CSN_ERR_FULL;
  }
  const CsnInstance* const newest = engine->bg.newest;
  if (newest && !csn_csound_knows_strings()) {
    return CSN_ERR_UNSUPPORTED;
  }
  string = add(strings, text, length, hash);
  if (!string) {
    return CSN_ERR_NO_MEMORY;
  }
  CsnStringDelivery delivery = { string, 0, NULL, NULL, 0 };
  if ((newest && !copy_for(newest, strings, &delivery)) ||
      !csn_deliver(engine, csn_strings_take_rt, &delivery, sizeof(delivery))) {
    // Nobody has seen it yet
    strings->buckets_bg[hash & (CSN_N_STRING_BUCKETS - 1U)] = string->next_bg;
    --strings->n;
    free(string);
    return CSN_ERR_NO_MEMORY;
  }
  *index = string->index;
  return CSN_OK;
}

// Looking in

const CsnString*
csn_strings_at(const CsnStrings* strings, double index)
{
  const double i = index - CSN_FIRST_STRING;
  return i >= 0 && i < strings->n && !(i > floor(i)) ? strings->all[(uint32_t)i]
                                                     : NULL;
}

char*
csn_strings_list(const CsnStrings* strings)
{
  size_t size = 1;
  for (uint32_t i = 0; i < strings->n; ++i) {
    size += strings->all[i]->length + 13U;
  }
  char* const list = (char*)calloc(1, size);
  size_t n = 0;
  for (uint32_t i = 0; list && i < strings->n; ++i) {
    n += (size_t)snprintf(list + n,
                          size - n,
                          "%s%u\t%s",
                          i ? "\n" : "",
                          strings->all[i]->index,
                          strings->all[i]->text);
  }
  return list;
}

// The methods

CsnStatus
csn_prepare_string(CsnJob* job)
{
  const char* text = NULL;
  uint32_t index = 0;
  if (!csn_job_text(job, &text) || !text || !*text) {
    return CSN_ERR_BAD_ARG;
  }
  return csn_engine_make_string(job->engine, text, strlen(text), &index);
}

CsnStatus
csn_job_str_get(CsnJob* job)
{
  double index = 0;
  if (!csn_job_number(job, &index)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnString* const string = csn_strings_at(job->engine->strings, index);
  if (!string) {
    return csn_job_fail(job,
                        CSN_ERR_NOT_FOUND,
                        "there is no string of this index");
  }
  job->text = strdup(string->text);
  return job->text ? CSN_OK : CSN_ERR_NO_MEMORY;
}

CsnStatus
csn_job_defined_strings(CsnJob* job)
{
  job->text = csn_strings_list(job->engine->strings);
  return job->text ? CSN_OK : CSN_ERR_NO_MEMORY;
}
