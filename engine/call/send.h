// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Send: how the C functions of the methods put a call together and send it to
  the audio thread.  Engine layer, control thread.

    CsnSend send;
    csn_send_begin(&send, CSN_METHOD_SETP, request);
    csn_send_number(&send, p1);
    return csn_send_end(engine, &send);

  The arguments are those of the method's row in methods.c, in that order, all
  of them: a text that is left out is the number that is its default.
*/

#ifndef CSN_ENGINE_SEND_H
#define CSN_ENGINE_SEND_H

#include "csonance.h"
#include "methods.h"
#include "record.h"

#include <stddef.h>
#include <stdint.h>

/** A call in the making. */
typedef struct {
  CsnRecordWriter writer;
  void* large; ///< Its bytes, where they are more than `small` holds
  bool no_memory;
  uint64_t small[256];
} CsnSend;

void
csn_send_begin(CsnSend* send, CsnMethodId method, uint32_t request);

/** Says where the reply is to come out; door 0 else. */
void
csn_send_door(CsnSend* send, unsigned door);

void
csn_send_number(CsnSend* send, double value);

/** A null text is sent as the number 0, which stands for its absence. */
void
csn_send_text(CsnSend* send, const char* text);

/** A text as the argument of a parameter: see csn_argument_text(). */
const char*
csn_send_argument(CsnSend* send,
                  const CsnParam* param,
                  const char* text,
                  bool plain);

/** The name of the p-field whose value is sent next. */
void
csn_send_name(CsnSend* send, const char* name, size_t length);

/** An instrument by its number, in text or not, or by its name. */
void
csn_send_instr(CsnSend* send, const char* instr);

void
csn_send_array(CsnSend* send, const double* values, size_t n);

/** Sends a call without arguments; otherwise as csn_send_end(). */
CsnStatus
csn_send_bare(CsnEngine* engine, CsnMethodId method, uint32_t request);

/** Forgets a call that is not to be sent. */
void
csn_send_drop(CsnSend* send);

/** Sends it; CSN_ERR_NO_MEMORY; CSN_ERR_FULL: too large, or too many at
    once. */
CsnStatus
csn_send_end(CsnEngine* engine, CsnSend* send);

#endif
