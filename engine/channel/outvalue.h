// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Outvalue: what a program sends by the opcode outvalue, told to who has asked
  for it, and what its invalue reads.  Engine layer.

  A channel that is written in k-cycle after k-cycle is told when its number
  changes; one that was left alone for a k-cycle or more is told in any case.
*/

#ifndef CSN_ENGINE_OUTVALUE_H
#define CSN_ENGINE_OUTVALUE_H

#include "base/attributes.h"
#include "call/calls.h"
#include "csonance.h"

#include <csound/csound.h>

#include <stdbool.h>
#include <stdint.h>

#define CSN_N_OUTVALUES 256U ///< Channels and doors that are told at most
#define CSN_MAX_OUTVALUE_NAME 63U

/** Somebody who is told of a channel. */
typedef struct {
  char name[CSN_MAX_OUTVALUE_NAME + 1U]; ///< Empty: a free place
  uint32_t hash;
  uint32_t request;
  uint16_t door;
  bool told;
  double last;   ///< What was told
  int64_t cycle; ///< Of the engine, in which it was written last
} CsnOutvalue;

/** A function of the caller's. */
typedef struct {
  char name[CSN_MAX_OUTVALUE_NAME + 1U];
  CsnOutvalueFunc func; ///< Null: a free place
  void* data;
} CsnOutvalueCallback;

typedef struct CsnOutvalues {
  struct {
    CsnOutvalue items[CSN_N_OUTVALUES];
    uint32_t end;  ///< All places from here on are free
    int64_t cycle; ///< Counts the k-cycles
    int64_t frame; ///< Of the k-cycle
  } rt;
  CsnOutvalueCallback callbacks[CSN_N_OUTVALUES]; ///< Who polls at door 0
} CsnOutvalues;

/** Connects the opcodes of a Csound whose data is its instance. */
void
csn_outvalue_connect(CSOUND* csound) CSN_NOT_AUDIO;

/** What outvalue and invalue call. */
void
csn_outvalue_send(CSOUND* csound,
                  const char* name,
                  void* value,
                  const void* type);

void
csn_outvalue_read(CSOUND* csound,
                  const char* name,
                  void* value,
                  const void* type);

/** Begins a k-cycle. */
void
csn_outvalue_begin_rt(CsnEngine* engine, int64_t frame) CSN_AUDIO;

/** Calls the functions that wait for a reply of this kind; false: there is
    none, and the reply is for who polls. @thread who polls at door 0 */
bool
csn_outvalue_call_back(CsnEngine* engine, const CsnReply* reply);

CsnStatus
csn_call_register_outvalue_callback(CsnCall* call) CSN_AUDIO;

#endif
