// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// eventUI: the terminal full of sliders for the p-fields of a sounding event.
// It does not wait: while it is open, the shell polls it. Layer: host, control
// thread.

#ifndef CSN_HOST_EVENT_UI_H
#define CSN_HOST_EVENT_UI_H

#include "message.h"
#include "player.h"
#include "session.h"
#include "sliders.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct CsnEventUi CsnEventUi;

/**
   Reads the line and asks the plugin for the values.

   The screen is not touched before all of them are known.

   @param text      `EVENT NAME=LOW,HIGH …`.
   @param code      What was compiled since the program was loaded: names are
                    looked up in both.
   @param error     One line on failure.
   @return Null: see `error`; free it with csn_event_ui_close().
*/
CsnEventUi*
csn_event_ui_open(CsnSession* session,
                  CsnPlayer* player,
                  const char* text,
                  const char* code,
                  char* error,
                  size_t error_size);

/**
   Waits for keys up to some milliseconds, and carries them out.

   @param problem  Set to why it has to end, or null.
   @return False: it is at its end; close it.
*/
bool
csn_event_ui_poll(CsnEventUi* ui, int milliseconds, const char** problem);

/// Takes a reply; false: it is not about a slider.
bool
csn_event_ui_reply(CsnEventUi* ui, const CsnReply* reply);

/// Whether the screen is covered, so that nothing else may be printed.
bool
csn_event_ui_is_shown(const CsnEventUi* ui);

/// Shows a text in the last line.
void
csn_event_ui_say(CsnEventUi* ui, const char* text, size_t length);

/// Restores the terminal, and frees it; null is allowed.
void
csn_event_ui_close(CsnEventUi* ui);

#endif
