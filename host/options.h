// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command line: one table of options, from which it is parsed and the help
// is printed. Layer: host, pure.

#ifndef CSN_HOST_OPTIONS_H
#define CSN_HOST_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef enum {
  CSN_COMMAND_RENDER,
  CSN_COMMAND_PLAY,
  CSN_COMMAND_CHECK,
  CSN_COMMAND_LIST,
  CSN_COMMAND_INFO,
  CSN_N_COMMANDS
} CsnCommand;

/// What is to be done besides running.
typedef enum {
  CSN_PARSE_RUN,
  CSN_PARSE_HELP,    ///< --help was asked for
  CSN_PARSE_VERSION, ///< --version was asked for
  CSN_PARSE_WRONG    ///< See the error
} CsnParse;

/// NAME=VALUE as it was given; both are owned.
typedef struct {
  char* name;
  const char* value; ///< In the same memory, after the first =
} CsnSetting;

typedef struct {
  CsnCommand command;
  bool has_command;
  const char* program; ///< Null: none was given
  const char* as;      ///< instrument, effect, multi, or null
  const char* output;
  const char* input;
  const char* midi;
  double seconds; ///< Negative: not given
  double rate;    ///< [Hz]
  bool has_rate;
  uint32_t block_low;
  uint32_t block_high;
  uint64_t block_seed;
  const char* ksmps; ///< "exact", "fit", a number, or null
  CsnSetting* sets;
  size_t n_sets;
  CsnSetting* automations;
  size_t n_automations;
  CsnSetting* engine; ///< Checked
  size_t n_engine;
  const char* script;
  const char* preset;
  const char* state;
  const char* save_state;
  const char* picture;
  const char* backend; ///< jack or null
  const char* client;  ///< Name on JACK
  int udp;             ///< Port of the server to open, or -1
  int osc;
  bool connects;
  bool is_verbose;
  bool is_quiet;
} CsnOptions;

/**
   Reads the command line.

   @param options  Set; to be cleared with csn_options_clear() in any case.
   @param error    One line, when the result is #CSN_PARSE_WRONG.
*/
CsnParse
csn_options_parse(CsnOptions* options,
                  int argc,
                  char** argv,
                  char* error,
                  size_t error_size);

/// Frees the lists.
void
csn_options_clear(CsnOptions* options);

/// Prints the help for a command, or for all.
void
csn_options_help(FILE* stream, const CsnOptions* options);

/// The command's name.
const char*
csn_command_name(CsnCommand command);

#endif
