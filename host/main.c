// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The csonance program: reads the command line and calls the command.
// Layer: host, control thread.

#include "commands.h"
#include "interrupt.h"
#include "log.h"
#include "options.h"
#include "program.h"
#include "world.h"

#include <stdio.h>

static int
run(CsnWorld* world, const CsnOptions* options)
{
  switch (options->command) {
    case CSN_COMMAND_RENDER:
      return csn_render(world, options);
    case CSN_COMMAND_PLAY:
      return csn_play(world, options);
    case CSN_COMMAND_CHECK:
      return csn_check(world, options);
    case CSN_COMMAND_LIST:
      return csn_list(world);
    case CSN_COMMAND_INFO:
      return csn_info(world, options);
    case CSN_N_COMMANDS:
      break;
  }
  return CSN_EXIT_USAGE;
}

int
main(int argc, char** argv)
{
  CsnOptions options;
  char error[1024] = "";
  int status = CSN_EXIT_DONE;
  switch (csn_options_parse(&options, argc, argv, error, sizeof(error))) {
    case CSN_PARSE_HELP:
      csn_options_help(stdout, &options);
      break;
    case CSN_PARSE_VERSION:
      printf("csonance %s\n", CSN_VERSION);
      break;
    case CSN_PARSE_WRONG:
      csn_say("%s", error);
      status = CSN_EXIT_USAGE;
      break;
    case CSN_PARSE_RUN: {
      csn_interrupt_install();
      CsnWorld* world = csn_world_new();
      if (world) {
        status = run(world, &options);
        csn_world_free(world);
      } else {
        csn_say("out of memory");
        status = CSN_EXIT_FAILED;
      }
      break;
    }
  }
  csn_options_clear(&options);
  if (fflush(stdout) && !status) {
    status = CSN_EXIT_FAILED;
  }
  return status;
}
