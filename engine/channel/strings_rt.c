// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Strings on the audio thread: found by their text, and put into the Csound
  that plays, for which the worker has made all that is needed.
*/

#include "strings.h"

#include "base/letters.h"
#include "call/prepare.h"
#include "csound6/csound6_names.h"
#include "engine.h"

#include <string.h>

const CsnString*
csn_strings_find_rt(const CsnStrings* strings, const char* text, size_t length)
{
  const uint32_t hash = csn_hash(text, length);
  const CsnString* string =
    strings->buckets_rt[hash & (CSN_N_STRING_BUCKETS - 1U)];
  while (string && (string->hash != hash || string->length != length ||
                    memcmp(string->text, text, length) != 0)) {
    string = string->next_rt;
  }
  return string;
}

void
csn_strings_take_rt(CsnEngine* engine, const void* data)
{
  CsnStringDelivery delivery;
  CsnInstance* const current = engine->rt.current;
  csn_role_enter_audio();
  memcpy(&delivery, data, sizeof(delivery));

  CsnString* const string = delivery.string;
  CsnString** const bucket =
    &engine->strings->buckets_rt[string->hash & (CSN_N_STRING_BUCKETS - 1U)];
  string->next_rt = *bucket;
  *bucket = string;

  /* An instance that is newer has been built with the string in it. */
  if (current && current->serial == delivery.serial && delivery.copy) {
    if (delivery.table) {
      csn_csound_place_strings(current->csound, delivery.table, delivery.max);
    }
    (void)csn_csound_place_string(current->csound,
                                  string->index,
                                  delivery.copy);
  }
}

// strSet

bool
csn_lacks_string(CsnEngine* engine, const CsnRecord* record)
{
  CsnArgReader args = csn_record_args(record);
  CsnArg text;
  return csn_args_next(&args, &text) && text.type == CSN_ARG_TEXT &&
         text.length &&
         !csn_strings_find_rt(engine->strings, text.text, text.length);
}

CsnStatus
csn_call_str_set(CsnCall* call)
{
  CsnArg text;
  if (!csn_call_arg(call, &text)) {
    return CSN_ERR_BAD_ARG;
  }
  if (text.type != CSN_ARG_TEXT || !text.length) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the string is empty");
  }
  if (memchr(text.text, '\0', text.length)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_DATA,
                         "there is a zero byte in the string");
  }
  const CsnString* const string =
    csn_strings_find_rt(call->engine->strings, text.text, text.length);
  if (!string) {
    call->wait = true;
    return csn_call_fail(call, CSN_ERR_FULL, "there is no room for the string");
  }
  call->has_value = true;
  call->value = string->index;
  return CSN_OK;
}
