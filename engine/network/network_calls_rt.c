// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The calls of network.h that the audio thread carries out.
*/

#include "network.h"

#include "engine.h"

/* Only a channel that is there is looked at: Csound would make another. */
CsnStatus
csn_call_get_string_channel(CsnCall* call)
{
  CSOUND* const csound = call->instance->csound;
  CsnArg name;
  MYFLT* value = NULL;
  if (!csn_call_arg(call, &name)) {
    return CSN_ERR_BAD_ARG;
  }
  const int kind = csoundGetChannelPtr(csound, &value, name.text, 0);
  if (kind <= 0 || (kind & CSOUND_CHANNEL_TYPE_MASK) != CSOUND_STRING_CHANNEL ||
      csoundGetChannelPtr(csound,
                          &value,
                          name.text,
                          CSOUND_STRING_CHANNEL | CSOUND_OUTPUT_CHANNEL)) {
    return csn_call_fail(call,
                         CSN_ERR_NOT_FOUND,
                         "there is no such string channel");
  }
  const STRINGDAT* const text = (const STRINGDAT*)(const void*)value;
  call->text = text->data ? text->data : "";
  return CSN_OK;
}
