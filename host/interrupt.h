// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// SIGINT and SIGTERM as a question that loops ask. Layer: host, control thread.

#ifndef CSN_HOST_INTERRUPT_H
#define CSN_HOST_INTERRUPT_H

#include <stdbool.h>

/// From now on SIGINT and SIGTERM are noted, and SIGPIPE is ignored.
void
csn_interrupt_install(void);

/// Whether a signal has asked the program to end.
bool
csn_interrupted(void);

#endif
