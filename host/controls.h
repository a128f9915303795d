// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The list of a program's controls, as the plugin sends it: which port moves
// what, between which limits and along which curve. Layer: host, pure.

#ifndef CSN_HOST_CONTROLS_H
#define CSN_HOST_CONTROLS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
  CSN_CURVE_LIN,
  CSN_CURVE_EXP, ///< Equal steps of the port are equal ratios
  CSN_CURVE_INT  ///< Linear, whole numbers only
} CsnCurve;

/// How a value in a program's units becomes the port's 0 .. 1.
typedef struct {
  CsnCurve curve;
  double minimum;
  double maximum;
} CsnScale;

/// One mapped control. Strings are owned by the list.
typedef struct {
  char* port; ///< Symbol
  char* name;
  char* unit; ///< May be empty
  double initial;
  CsnScale scale;
} CsnControl;

/// All zero is an empty list.
typedef struct {
  CsnControl* controls;
  size_t n_controls;
} CsnControls;

/**
   Reads a list: a line a control, with tabs between the port's symbol, name,
   minimum, maximum, initial value, curve (lin, exp, int) and unit.

   Lines that are not of this form are left out.

   @param list  Replaced.
   @return False: no memory; the list is empty.
*/
bool
csn_controls_parse(CsnControls* list, const char* text, size_t length);

/// Frees the list's content.
void
csn_controls_clear(CsnControls* list);

/// Finds a control by its name; null: there is none.
const CsnControl*
csn_controls_find(const CsnControls* list, const char* name);

/// Turns a value in the program's units into the port's, limited to 0 .. 1.
double
csn_scale_to_port(const CsnScale* scale, double value);

/// Turns a port's value 0 .. 1 into the program's units.
double
csn_scale_from_port(const CsnScale* scale, double port);

#endif
