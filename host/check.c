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
  const CsnBlocks blocks = {
    options->rate, options->block_high, false, false, 1048576U
  };
  CsnProgram program;
  const int status =
    csn_program_open(&program, world, options, &blocks, "exact");
  if (!status && !options->is_quiet) {
    printf("%s: ok\n", options->program);
  }
  csn_program_close(&program);
  return status;
}
