// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of strings: strSet, strGet, definedStrings.  Engine layer,
  control thread; answered at once.
*/

#include "engine.h"
#include "strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

CsnStatus
csn_engine_str_set(CsnEngine* engine, const char* text, uint32_t* index)
{
  uint32_t made = 0;
  if (!text || !*text) {
    return CSN_ERR_BAD_ARG;
  }
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnStatus st =
    csn_engine_make_string(engine, text, strlen(text), &made);
  pthread_mutex_unlock(&engine->bg.mutex);
  if (!st && index) {
    *index = made;
  }
  return st;
}

CsnStatus
csn_engine_str_get(CsnEngine* engine, uint32_t index, char* text, size_t size)
{
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnString* const string = csn_strings_at(engine->strings, index);
  const size_t length = string ? string->length : 0;
  if (string && size) {
    snprintf(text, size, "%s", string->text);
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return !string ? CSN_ERR_NOT_FOUND : length < size ? CSN_OK : CSN_ERR_FULL;
}

char*
csn_engine_defined_strings(CsnEngine* engine)
{
  pthread_mutex_lock(&engine->bg.mutex);
  char* const list = csn_strings_list(engine->strings);
  pthread_mutex_unlock(&engine->bg.mutex);
  return list;
}
