// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The table of all options, with their help. Layer: host, pure; used by
// options.c alone.

#ifndef CSN_HOST_OPTION_TABLE_H
#define CSN_HOST_OPTION_TABLE_H

#include <stddef.h>

typedef enum {
  CSN_OPTION_AS,
  CSN_OPTION_OUTPUT,
  CSN_OPTION_INPUT,
  CSN_OPTION_MIDI,
  CSN_OPTION_SECONDS,
  CSN_OPTION_RATE,
  CSN_OPTION_BLOCK,
  CSN_OPTION_KSMPS,
  CSN_OPTION_ENGINE,
  CSN_OPTION_SET,
  CSN_OPTION_AUTOMATE,
  CSN_OPTION_SCRIPT,
  CSN_OPTION_PRESET,
  CSN_OPTION_STATE,
  CSN_OPTION_SAVE_STATE,
  CSN_OPTION_PICTURE,
  CSN_OPTION_BACKEND,
  CSN_OPTION_NAME,
  CSN_OPTION_CONNECT,
  CSN_OPTION_UDP,
  CSN_OPTION_OSC,
  CSN_OPTION_VERBOSE,
  CSN_OPTION_QUIET,
  CSN_OPTION_HELP,
  CSN_OPTION_VERSION
} CsnOptionId;

/// One option.
typedef struct {
  CsnOptionId id;
  unsigned commands;       ///< Bits 1 << CsnCommand
  const char* short_name;  ///< "-o", or null
  const char* name;        ///< "--output"
  const char* placeholder; ///< Of its value; null: it takes none
  const char* help;        ///< Lines
} CsnOptionSpec;

/// Finds an option by the first `length` characters; null: unknown.
const CsnOptionSpec*
csn_option_find(const char* word, size_t length);

#endif
