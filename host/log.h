// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What the host says, and the LV2 log through which plugins say something.
// Plugins may log from any thread, also from run(): a line goes into a slot of
// a fixed table without a lock, and the control thread prints it.
// Layer: host, any thread.

#ifndef CSN_HOST_LOG_H
#define CSN_HOST_LOG_H

#include "urids.h"

#include <lv2/log/log.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define CSN_LOG_SLOTS 64U
#define CSN_LOG_LINE 1024U

/// One line that waits to be printed.
typedef struct {
  _Atomic uint32_t state; ///< 0 free, 1 being written, 2 full
  LV2_URID type;
  char text[CSN_LOG_LINE];
} CsnLogSlot;

typedef struct {
  LV2_Log_Log feature; ///< The feature's data
  const CsnUrids* urids;
  bool is_verbose; ///< Print notes and traces too
  _Atomic uint32_t next;
  _Atomic uint32_t n_lost;
  CsnLogSlot slots[CSN_LOG_SLOTS];
} CsnLog;

/// Prepares a log. @thread control
void
csn_log_init(CsnLog* log, const CsnUrids* urids, bool is_verbose);

/**
   Prints to standard error what plugins have said.
   @thread control (one caller at a time)
*/
void
csn_log_print(CsnLog* log);

/**
   Prints one line to standard error: "csonance: " and the text.
   @thread control
*/
void
csn_say(const char* format, ...) __attribute__((format(printf, 1, 2)));

#endif
