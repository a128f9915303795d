// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The results of calls, as they are printed. Layer: host, control thread.

#ifndef CSN_HOST_ANSWER_H
#define CSN_HOST_ANSWER_H

#include "message.h"

/// Prints numbers in lines of eight, then the text, each where there is one.
void
csn_answer_print(const CsnReply* reply);

#endif
