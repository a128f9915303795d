// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The commands of the program, one file each. All print what is wrong, and
// return the exit status. Layer: host, control thread.

#ifndef CSN_HOST_COMMANDS_H
#define CSN_HOST_COMMANDS_H

#include "options.h"
#include "world.h"

/// Renders offline into a sound file.
int
csn_render(CsnWorld* world, const CsnOptions* options);

/// Plays in real time.
int
csn_play(CsnWorld* world, const CsnOptions* options);

/// Compiles a program, or tries a plugin out.
int
csn_check(CsnWorld* world, const CsnOptions* options);

/// Lists the installed plugins.
int
csn_list(const CsnWorld* world);

/// Describes a plugin.
int
csn_info(const CsnWorld* world, const CsnOptions* options);

#endif
