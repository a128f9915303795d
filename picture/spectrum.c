// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The spectrogram of a channel (picture layer, pure code). One window length
// cannot serve ten octaves: what separates two bass notes smears a drum. So
// there are four lengths, and each row of the image takes its level from one
// of them, or from two neighbours in the octaves where they meet.

#include "spectrum.h"

#include <kiss_fftr.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N_LENGTHS 4u

#define PI 3.14159265358979323846

static const struct {
  double seconds;    // Length of the window
  double from_hz;    // Where its rows begin to fade in
  double whole_hz;   // Where it has them for itself
  unsigned max_hops; // Most windows in a column
} lengths[N_LENGTHS] = {
  { 0.270, 0.0, 0.0, 3 },
  { 0.130, 90.0, 280.0, 4 },
  { 0.065, 320.0, 1000.0, 6 },
  { 0.027, 1200.0, 4000.0, 12 },
};

// One row of the image
typedef struct {
  double low_hz;
  double high_hz;
  double share[N_LENGTHS]; // Of each window length; their sum is 1
} Row;

// One window length at work
typedef struct {
  kiss_fftr_cfg fft;
  unsigned n_fft;
  unsigned n_window;
  unsigned n_hops; // Windows in each column
  float* window;   // n_window values, scaled so that a sine of 1 gives 1
  float* input;    // n_fft samples
  kiss_fft_cpx* output;
  float* power; // n_fft / 2 + 1: the highest of the column's windows
} Analysis;

double
csn_picture_row_hz(const CsnPictureSpectrum* spectrum, double row)
{
  const double place = (row + 0.5) / (double)spectrum->n_rows;
  return spectrum->is_linear
           ? spectrum->high_hz + (spectrum->low_hz - spectrum->high_hz) * place
           : spectrum->high_hz *
               pow(spectrum->low_hz / spectrum->high_hz, place);
}

// Four-term Blackman-Harris: nothing beside a tone above -92 dB
static double
window_at(double phase)
{
  return 0.35875 - 0.48829 * cos(2.0 * PI * phase) +
         0.14128 * cos(4.0 * PI * phase) - 0.01168 * cos(6.0 * PI * phase);
}

static void
close_analysis(Analysis* analysis)
{
  kiss_fftr_free(analysis->fft);
  free(analysis->window);
  free(analysis->input);
  free(analysis->output);
  free(analysis->power);
}

// Chooses a window by ear
static void
plan_window(Analysis* analysis,
            const CsnPictureSpectrum* spectrum,
            unsigned index)
{
  // A window that is longer than a part of the sound would smear it all over
  const double n_frames = (double)spectrum->n_frames;
  const double length =
    fmin(lengths[index].seconds * spectrum->rate, fmax(n_frames / 6.0, 32.0));
  analysis->n_window = (unsigned)fmin(fmax(length, 16.0), 131072.0);
  analysis->n_fft = 256;
  while (analysis->n_fft < analysis->n_window / 4u * 5u) {
    analysis->n_fft *= 2u;
  }
  const double frames_per_column = n_frames / (double)spectrum->n_columns;
  const double n_hops = ceil(3.0 * frames_per_column / length);
  analysis->n_hops = (unsigned)fmin(n_hops, lengths[index].max_hops);
}

// Takes the window that is asked for
static void
take_window(Analysis* analysis, const CsnPictureSpectrum* spectrum)
{
  const double frames_per_column =
    (double)spectrum->n_frames / (double)spectrum->n_columns;
  const double n_hops =
    ceil(frames_per_column * spectrum->overlap / spectrum->n_fft);
  analysis->n_window = spectrum->n_fft;
  analysis->n_fft = spectrum->n_fft;
  // As many as make a difference in time that can be borne
  const double most = fmax(32768.0 / spectrum->n_fft, 1.0);
  analysis->n_hops = (unsigned)fmin(fmax(n_hops, 1.0), fmin(most, 32.0));
}

static bool
open_analysis(Analysis* analysis,
              const CsnPictureSpectrum* spectrum,
              unsigned index)
{
  if (spectrum->n_fft) {
    take_window(analysis, spectrum);
  } else {
    plan_window(analysis, spectrum, index);
  }
  const size_t n_bins = analysis->n_fft / 2u + 1u;
  analysis->fft = kiss_fftr_alloc((int)analysis->n_fft, 0, NULL, NULL);
  analysis->window = (float*)calloc(analysis->n_window, sizeof(float));
  analysis->input = (float*)calloc(analysis->n_fft, sizeof(float));
  analysis->output = (kiss_fft_cpx*)calloc(n_bins, sizeof(kiss_fft_cpx));
  analysis->power = (float*)calloc(n_bins, sizeof(float));
  if (!analysis->fft || !analysis->window || !analysis->input ||
      !analysis->output || !analysis->power) {
    return false;
  }
  double sum = 0.0;
  for (unsigned i = 0; i < analysis->n_window; ++i) {
    sum += window_at((i + 0.5) / analysis->n_window);
  }
  for (unsigned i = 0; i < analysis->n_window; ++i) {
    const double value = window_at((i + 0.5) / analysis->n_window);
    analysis->window[i] = (float)(2.0 * value / sum);
  }
  return true;
}

// Adds the spectrum around a frame to the column's powers
static void
analyse_at(Analysis* analysis,
           const CsnPictureSpectrum* spectrum,
           double centre,
           float gain)
{
  const int64_t n_window = (int64_t)analysis->n_window;
  const int64_t start = (int64_t)floor(centre) - n_window / 2;
  const int64_t n_frames = (int64_t)spectrum->n_frames;
  for (int64_t i = 0; i < n_window; ++i) {
    const int64_t frame = start + i;
    float x = 0.0f;
    if (frame >= 0 && frame < n_frames && isfinite(spectrum->samples[frame])) {
      x = spectrum->samples[frame] * gain;
    }
    analysis->input[i] = x * analysis->window[i];
  }
  kiss_fftr(analysis->fft, analysis->input, analysis->output);
  for (unsigned bin = 0; bin <= analysis->n_fft / 2u; ++bin) {
    const kiss_fft_cpx out = analysis->output[bin];
    const float power = out.r * out.r + out.i * out.i;
    if (power > analysis->power[bin]) {
      analysis->power[bin] = power;
    }
  }
}

static double
to_db(float power)
{
  return 10.0 * log10(fmax((double)power, 1e-30));
}

// How much of a frequency is a window length's, 0 to 1
static double
share_of(unsigned index, double hz)
{
  if (!index) {
    return 1.0;
  }
  const double octaves = log2(hz / lengths[index].from_hz);
  const double width = log2(lengths[index].whole_hz / lengths[index].from_hz);
  return fmin(fmax(octaves / width, 0.0), 1.0);
}

static void
plan_rows(const CsnPictureSpectrum* spectrum, unsigned n_lengths, Row* rows)
{
  for (uint32_t i = 0; i < spectrum->n_rows; ++i) {
    const double hz = csn_picture_row_hz(spectrum, i);
    rows[i].low_hz = csn_picture_row_hz(spectrum, i + 0.5);
    rows[i].high_hz = csn_picture_row_hz(spectrum, i - 0.5);
    for (unsigned k = 0; k < n_lengths; ++k) {
      const double next = k + 1 < n_lengths ? share_of(k + 1, hz) : 0.0;
      rows[i].share[k] = fmax(share_of(k, hz) - next, 0.0);
    }
  }
}

static double
level_of_row(const Analysis* analysis, const Row* row, double rate)
{
  const double last = 0.5 * analysis->n_fft;
  const double low = row->low_hz * analysis->n_fft / rate;
  const double high = fmin(row->high_hz * analysis->n_fft / rate, last);
  const double centre = 0.5 * (low + high);
  const unsigned bin = (unsigned)fmin(centre, last - 1.0);
  const double here = to_db(analysis->power[bin]);
  const double next = to_db(analysis->power[bin + 1]);
  const double level = here + (next - here) * (centre - bin);
  float greatest = 0.0f;
  for (unsigned i = (unsigned)ceil(low); i <= (unsigned)high; ++i) {
    greatest = analysis->power[i] > greatest ? analysis->power[i] : greatest;
  }
  return greatest > 0.0f ? fmax(level, to_db(greatest)) : level;
}

static void
fill_column(const Analysis analyses[N_LENGTHS],
            unsigned n_lengths,
            const CsnPictureSpectrum* spectrum,
            const Row* rows,
            double gain_db,
            float* levels)
{
  for (uint32_t i = 0; i < spectrum->n_rows; ++i) {
    double level = -gain_db;
    for (unsigned k = 0; k < n_lengths; ++k) {
      const double share = rows[i].share[k];
      if (share > 0.0) {
        level += share * level_of_row(&analyses[k], &rows[i], spectrum->rate);
      }
    }
    levels[(size_t)i * spectrum->n_columns] =
      (float)fmax(level, spectrum->floor_db);
  }
}

bool
csn_picture_spectrum(const CsnPictureSpectrum* spectrum, float* levels)
{
  const unsigned n_lengths = spectrum->n_fft ? 1U : N_LENGTHS;
  Analysis analyses[N_LENGTHS];
  memset(analyses, 0, sizeof(analyses));
  Row* const rows = (Row*)calloc(spectrum->n_rows, sizeof(Row));
  bool good = rows != NULL;
  for (unsigned i = 0; i < n_lengths && good; ++i) {
    good = open_analysis(&analyses[i], spectrum, i);
  }
  if (good) {
    plan_rows(spectrum, n_lengths, rows);
  }
  // Squares of enormous samples would not fit in a float
  const double gain = spectrum->peak > 1000.0 ? 1.0 / spectrum->peak : 1.0;
  const double width = (double)spectrum->n_frames / (double)spectrum->n_columns;
  for (uint32_t c = 0; c < spectrum->n_columns && good; ++c) {
    for (unsigned i = 0; i < n_lengths; ++i) {
      Analysis* const analysis = &analyses[i];
      memset(analysis->power, 0, (analysis->n_fft / 2u + 1u) * sizeof(float));
      for (unsigned hop = 0; hop < analysis->n_hops; ++hop) {
        const double place = c + (hop + 0.5) / analysis->n_hops;
        analyse_at(analysis, spectrum, place * width, (float)gain);
      }
    }
    fill_column(
      analyses, n_lengths, spectrum, rows, 20.0 * log10(gain), levels + c);
  }
  for (unsigned i = 0; i < n_lengths; ++i) {
    close_analysis(&analyses[i]);
  }
  free(rows);
  return good;
}
