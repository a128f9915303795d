// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Notes SIGINT and SIGTERM. Layer: host, control thread.

#include "interrupt.h"

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t has_signal;

static void
note(int number)
{
  (void)number;
  has_signal = 1;
}

void
csn_interrupt_install(void)
{
  struct sigaction action;
  memset(&action, 0, sizeof(action));
  sigemptyset(&action.sa_mask);
  action.sa_handler = note;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
}

bool
csn_interrupted(void)
{
  return has_signal;
}
