// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The numbers on a picture: axis steps and labels.
// (picture layer, pure code).

#ifndef CSN_PICTURE_AXIS_H
#define CSN_PICTURE_AXIS_H

#include <stddef.h>
#include <stdint.h>

/// A time axis: labelled steps, each with a number of small ones
typedef struct {
  double total; ///< Length [s]
  double step;  ///< From label to label [s]
  int n_minor;  ///< Small steps in a step
} CsnPictureTimeAxis;

/// Plans the time axis for so many labels at most (at least 2)
CsnPictureTimeAxis
csn_picture_time_axis(double total, unsigned max_labels);

/// Writes the label of the axis at `step` steps, as "20 ms", "1.5 s", "2:30"
void
csn_picture_time_label(const CsnPictureTimeAxis* axis,
                       unsigned step,
                       char* text,
                       size_t size);

/// An axis of values: labelled steps, at whole multiples of the step
typedef struct {
  double low;  ///< At one end
  double high; ///< At the other, more than low
  double step; ///< From label to label
} CsnPictureValueAxis;

/// The least step of 1, 2 or 5 times a power of ten that is not less
double
csn_picture_step(double least);

/// Plans an axis for so many labels at most (at least 2)
CsnPictureValueAxis
csn_picture_value_axis(double low, double high, unsigned max_labels);

/// Writes the label at `step` steps, with a true minus
void
csn_picture_value_label(const CsnPictureValueAxis* axis,
                        double step,
                        char* text,
                        size_t size);

/// Writes a length of time for a caption, as "12.5 ms", "4.20 s", "1:02:03"
void
csn_picture_length(double seconds, char* text, size_t size);

/// Writes an amplitude in decibels with a true minus, as "−6.0"; 0 is "−∞"
void
csn_picture_db(double amplitude, char* text, size_t size);

/// Writes a whole number with thin spaces between thousands
void
csn_picture_count(uint64_t number, char* text, size_t size);

#endif // CSN_PICTURE_AXIS_H
