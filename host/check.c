// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The command check: compiles a program, or tries out whether a plugin can be
// run. Layer: host, control thread.

#include "commands.h"

#include "program.h"

#include <stdio.h>

int
csn_check(CsnWorld* world, const CsnOptions* options)
{
  CsnEngineOptions engine;
  if (!csn_engine_options_make(
        &engine, options, "offline", options->block_high, 1)) {
    csn_say("out of memory");
    return CSN_EXIT_FAILED;
  }
  const CsnBlocks blocks = { options->rate, options->block_high,
                             false,         false,
                             1048576U,      &engine };
  CsnProgram program;
  const int status =
    csn_program_open(&program, world, options, &blocks, "exact");
  if (!status && !options->is_quiet) {
    printf("%s: ok\n", options->program);
  }
  csn_program_close(&program);
  csn_engine_options_clear(&engine);
  return status;
}
