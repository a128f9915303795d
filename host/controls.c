// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Reads the list of controls and maps values. Layer: host, pure.

#include "controls.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N_FIELDS 7U

// Cuts a line at its tabs; missing fields at the end are empty
static size_t
split(char* line, char* fields[N_FIELDS])
{
  size_t n = 0;
  while (line && n < N_FIELDS) {
    fields[n++] = line;
    line = strchr(line, '\t');
    if (line) {
      *line++ = '\0';
    }
  }
  return n;
}

static bool
read_number(const char* text, double* number)
{
  char* end = NULL;
  *number = strtod(text, &end);
  return end != text && !*end && isfinite(*number);
}

// False: the line is not of the right form; `control` is unchanged
static bool
parse_line(char* line, CsnControl* control)
{
  char empty[] = "";
  char* fields[N_FIELDS] = { empty, empty, empty, empty, empty, empty, empty };
  if (split(line, fields) < N_FIELDS - 1U || !*fields[0] || !*fields[1]) {
    return false;
  }

  CsnControl read;
  memset(&read, 0, sizeof(read));
  if (!read_number(fields[2], &read.scale.minimum) ||
      !read_number(fields[3], &read.scale.maximum) ||
      !read_number(fields[4], &read.initial)) {
    return false;
  }
  read.scale.curve = !strcmp(fields[5], "exp")   ? CSN_CURVE_EXP
                     : !strcmp(fields[5], "int") ? CSN_CURVE_INT
                                                 : CSN_CURVE_LIN;
  read.port = strdup(fields[0]);
  read.name = strdup(fields[1]);
  read.unit = strdup(fields[6]);
  if (!read.port || !read.name || !read.unit) {
    free(read.port);
    free(read.name);
    free(read.unit);
    return false;
  }
  *control = read;
  return true;
}

bool
csn_controls_parse(CsnControls* list, const char* text, size_t length)
{
  csn_controls_clear(list);
  char* copy = strndup(text, length);
  size_t n_lines = 1;
  for (size_t i = 0; copy && copy[i]; ++i) {
    n_lines += copy[i] == '\n';
  }
  list->controls = (CsnControl*)calloc(n_lines, sizeof(CsnControl));
  if (!copy || !list->controls) {
    free(copy);
    csn_controls_clear(list);
    return false;
  }

  char* rest = copy;
  for (char* line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n")) {
    if (parse_line(line, &list->controls[list->n_controls])) {
      ++list->n_controls;
    }
  }
  free(copy);
  return true;
}

void
csn_controls_clear(CsnControls* list)
{
  for (size_t i = 0; list->controls && i < list->n_controls; ++i) {
    free(list->controls[i].port);
    free(list->controls[i].name);
    free(list->controls[i].unit);
  }
  free(list->controls);
  memset(list, 0, sizeof(*list));
}

const CsnControl*
csn_controls_find(const CsnControls* list, const char* name)
{
  for (size_t i = 0; i < list->n_controls; ++i) {
    if (!strcmp(list->controls[i].name, name)) {
      return &list->controls[i];
    }
  }
  return NULL;
}

// Whether both ends are on the same side of zero, as the curve needs
static bool
is_exponential(const CsnScale* scale)
{
  return scale->curve == CSN_CURVE_EXP && scale->minimum * scale->maximum > 0.0;
}

double
csn_scale_to_port(const CsnScale* scale, double value)
{
  const double low = scale->minimum;
  const double high = scale->maximum;
  if (!(low < high || high < low)) {
    return 0.0;
  }

  double port = 0.0;
  if (is_exponential(scale)) {
    port = value / low > 0.0 ? log(value / low) / log(high / low) : 0.0;
  } else {
    const double whole = scale->curve == CSN_CURVE_INT ? round(value) : value;
    port = (whole - low) / (high - low);
  }
  return port > 1.0 ? 1.0 : port > 0.0 ? port : 0.0;
}

double
csn_scale_from_port(const CsnScale* scale, double port)
{
  const double low = scale->minimum;
  const double high = scale->maximum;
  if (is_exponential(scale)) {
    return low * pow(high / low, port);
  }
  const double value = low + port * (high - low);
  return scale->curve == CSN_CURVE_INT ? round(value) : value;
}
