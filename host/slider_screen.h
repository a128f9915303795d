// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Sliders on a terminal: how they are drawn, and what keys and the mouse do to
// them. Layer: host, control thread; one screen at a time.

#ifndef CSN_HOST_SLIDER_SCREEN_H
#define CSN_HOST_SLIDER_SCREEN_H

#include "sliders.h"

#include <stdbool.h>

/// What the user wants
typedef enum {
  CSN_SCREEN_NOTHING, ///< Nothing, or sliders have moved
  CSN_SCREEN_STOP,    ///< End the event
  CSN_SCREEN_LEAVE    ///< Let it sound, and go back
} CsnScreenWish;

/// Takes the terminal over; false: it cannot show sliders.
bool
csn_slider_screen_open(void);

/// Gives the terminal back as it was.
void
csn_slider_screen_close(void);

/// Draws all. @param note  A line for the bottom
void
csn_slider_screen_draw(const CsnSliders* sliders, const char* note);

/// Waits for a key or the mouse up to some milliseconds, and carries it out.
CsnScreenWish
csn_slider_screen_poll(CsnSliders* sliders, int milliseconds);

#endif
