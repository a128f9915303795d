// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The sliders of an event's p-fields: their values, ranges and steps, the one
// that has the focus, and a number that is being typed. Layer: host, pure code.

#ifndef CSN_HOST_SLIDERS_H
#define CSN_HOST_SLIDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_SLIDERS 64U
#define CSN_SLIDER_NAME 32U

/// One p-field
typedef struct {
  char name[CSN_SLIDER_NAME]; ///< As the user has said it
  uint32_t index;             ///< Of the p-field; 0: known by its name alone
  double low;
  double high;
  double step;
  double value;
  bool has_value;   ///< It is known by now
  bool is_changed;  ///< It has to be sent
  int32_t sequence; ///< Of a message about it that is under way; 0: none
} CsnSlider;

/// All of an event
typedef struct {
  char event[CSN_SLIDER_NAME]; ///< Its p1 or $name
  CsnSlider sliders[CSN_MAX_SLIDERS];
  size_t n;
  size_t focus;   ///< n: the Stop button
  char entry[24]; ///< A number that is being typed
} CsnSliders;

/**
   Reads `EVENT p4=0,127 kcutoff=200,5000 …`.

   @param error  One line on failure.
   @return False: see `error`.
*/
bool
csn_sliders_parse(CsnSliders* sliders,
                  const char* text,
                  char* error,
                  size_t error_size);

/// The step of a range, finer for smaller ones, as in csoundengine
double
csn_slider_step(double low, double high);

/// Sets a value that has come from outside, as it is
void
csn_slider_take(CsnSlider* slider, double value);

/// Moves to a value: within the range, and on a step unless it is exact
void
csn_slider_set(CsnSlider* slider, double value, bool is_exact);

/// Moves by so many steps
void
csn_slider_move(CsnSlider* slider, int n_steps);

/// Moves by a tenth of the range, up (1) or down (-1)
void
csn_slider_page(CsnSlider* slider, int direction);

/// Where the value lies in the range, 0 to 1
double
csn_slider_place(const CsnSlider* slider);

/// Writes a value with as many digits as the step has, or as it needs
void
csn_slider_text(const CsnSlider* slider, double value, char* text, size_t size);

/// The slider that has the focus; null: the Stop button has
CsnSlider*
csn_sliders_focused(CsnSliders* sliders);

/// Gives the focus to the next (1) or the one before (-1), round and round
void
csn_sliders_turn(CsnSliders* sliders, int direction);

/// Adds a character to the number that is being typed, if it can be part of one
void
csn_sliders_type(CsnSliders* sliders, char character);

/**
   Takes the typed number as the focused slider's value, and forgets it.
   @return False: it was no number.
*/
bool
csn_sliders_enter(CsnSliders* sliders);

#endif
