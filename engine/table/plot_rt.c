// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Plots, the audio thread's side: the calls, and the copying of tables.
*/

#include "plot.h"

#include "call/calls.h"
#include "engine.h"

#include <math.h>
#include <string.h>

#define MAX_RATE 1e9

static CsnPlotState
state_of(const CsnPlotRequest* request)
{
  return (CsnPlotState)atomic_load_explicit(&request->state,
                                            memory_order_acquire);
}

static void
set_state(CsnPlotRequest* request, CsnPlotState state)
{
  atomic_store_explicit(&request->state, (int)state, memory_order_release);
}

/* Hands a request to the worker, who may have done its part on return. */
CSN_AUDIO static void
hand_over(CsnPlotRequest* request, CsnPlotState now, CsnPlotState else_later)
{
  set_state(request, now);
  if (!csn_discard_rt(request->engine,
                      now == CSN_PLOT_WAITING ? request->make_room
                                              : request->draw,
                      request)) {
    set_state(request, else_later);
  }
}

// Copying

CSN_AUDIO static bool
is_there_still(const CsnPlotRequest* request)
{
  const CsnInstance* const current = request->engine->rt.current;
  const FUNC* const table = current == request->instance
                              ? csn_table_find_rt(current, request->plot.table)
                              : NULL;
  return table && table == request->table && table->ftable == request->source &&
         table->flen == request->length;
}

/* Copies so many numbers at most; returns how many. */
CSN_AUDIO static size_t
copy(CsnPlotRequest* request, size_t most)
{
  const size_t left = request->plot.n - request->n_copied;
  const size_t n = left < most ? left : most;
  if (!request->problem && !is_there_still(request)) {
    request->problem = "the table was freed or replaced while it was read";
  }
  if (!request->problem) {
    memcpy(request->data + request->n_copied,
           request->source + request->n_copied,
           n * sizeof(double));
    request->n_copied += n;
  }
  if (request->problem || request->n_copied == request->plot.n) {
    hand_over(request, CSN_PLOT_DRAWING, CSN_PLOT_FILLED);
  }
  return n;
}

void
csn_plots_copy_rt(CsnEngine* engine)
{
  size_t left = CSN_PLOT_SLICE;
  for (unsigned i = 0; i < CSN_MAX_PLOTS && left; ++i) {
    CsnPlotRequest* const request = &engine->plots->requests[i];
    const CsnPlotState state = state_of(request);
    if (state == CSN_PLOT_ASKING) {
      hand_over(request, CSN_PLOT_WAITING, CSN_PLOT_ASKING);
    } else if (state == CSN_PLOT_COPYING) {
      left -= copy(request, left);
    } else if (state == CSN_PLOT_FILLED) {
      hand_over(request, CSN_PLOT_DRAWING, CSN_PLOT_FILLED);
    }
  }
}

// The calls

CSN_AUDIO static CsnPlotRequest*
take_request(CsnEngine* engine)
{
  for (unsigned i = 0; i < CSN_MAX_PLOTS; ++i) {
    CsnPlotRequest* const request = &engine->plots->requests[i];
    if (state_of(request) == CSN_PLOT_FREE) {
      return request;
    }
  }
  return NULL;
}

/* Takes the path, which is the last of the arguments. */
CSN_AUDIO static CsnStatus
take_path(CsnCall* call, char path[CSN_PLOT_PATH])
{
  CsnArg arg;
  path[0] = '\0';
  if (!csn_call_arg(call, &arg) || arg.type != CSN_ARG_TEXT) {
    return CSN_OK;
  }
  const char* const end = arg.length > 4U ? arg.text + arg.length - 4U : "none";
  if (memcmp(end, ".png", 4) != 0 && memcmp(end, ".svg", 4) != 0) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "a plot's path ends in .png or .svg");
  }
  if (arg.length >= CSN_PLOT_PATH || memchr(arg.text, '\0', arg.length)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the path is too long");
  }
  memcpy(path, arg.text, arg.length);
  path[arg.length] = '\0';
  return CSN_OK;
}

/* How many numbers a table has.  Csound gives those that are as long as their
   file one more. */
CSN_AUDIO static size_t
count_numbers(const FUNC* table, uint32_t n_channels)
{
  const size_t n = (size_t)(table->soundend > 0 ? table->soundend : 0);
  return n && n * n_channels + 1U == table->flen ? table->flen - 1U
                                                 : table->flen;
}

/* Looks the table up and starts to copy it; `rate` is what the call says, which
   a spectrogram's table may know better. */
CSN_AUDIO static CsnStatus
begin(CsnCall* call,
      const FUNC* table,
      double number,
      double rate,
      const CsnSpectrogram* how)
{
  CsnEngine* const engine = call->engine;
  if (!engine->config.plot) {
    return csn_call_fail(call,
                         CSN_ERR_UNSUPPORTED,
                         "nobody is here to draw plots");
  }
  if (!(rate >= 0 && rate <= MAX_RATE)) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, "the sr is no rate");
  }
  CsnPlotRequest* const request = take_request(engine);
  if (!request) {
    return csn_call_fail(call,
                         CSN_ERR_FULL,
                         "too many plots are being drawn already");
  }

  // Csound gives its own rate to what is no sound
  const double own = table->gen01args.sample_rate;
  const bool is_sound = table->soundend > 0 && own > 0 && own <= MAX_RATE;
  const uint32_t n_channels =
    table->nchanls > 0 ? (uint32_t)table->nchanls : 1U;
  const bool has_own = is_sound && (how || !(rate > 0));
  const CsnStatus st = take_path(call, request->path);
  if (st) {
    return st;
  }
  if (how && how->channel >= n_channels) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "the table has no such channel");
  }
  request->plot = (CsnPlot){ .table = (uint32_t)number,
                             .n = count_numbers(table, n_channels),
                             .n_channels = n_channels,
                             .rate = has_own ? own : rate,
                             .zero_dbfs = call->instance->zero_dbfs,
                             .is_spectrum = how != NULL };
  if (how) {
    request->plot.how = *how;
  }
  const double top = 0.5 * request->plot.rate;
  if (how && (!(how->max_hz > 0) || how->max_hz > top)) {
    request->plot.how.max_hz = top;
  }
  if (how && !(how->min_hz < request->plot.how.max_hz)) {
    return csn_call_fail(call,
                         CSN_ERR_BAD_ARG,
                         "minfreq is below maxfreq and half the sr");
  }
  request->request = call->record->request;
  request->door = call->record->door;
  request->instance = call->instance;
  request->table = table;
  request->source = table->ftable;
  request->length = table->flen;
  request->n_copied = 0;
  request->problem = NULL;
  call->answered = true;
  hand_over(request, CSN_PLOT_WAITING, CSN_PLOT_ASKING);
  if (state_of(request) != CSN_PLOT_COPYING &&
      atomic_load_explicit(&engine->shared.freewheel, memory_order_relaxed)) {
    engine->work(engine); // Nobody listens: it may be waited for
  }
  if (state_of(request) == CSN_PLOT_COPYING) {
    (void)copy(request, request->plot.n);
  }
  return CSN_OK;
}

CsnStatus
csn_call_plot_table(CsnCall* call)
{
  double number = 0;
  double rate = 0;
  csn_role_enter_audio();
  const FUNC* const table = csn_call_table(call, &number);
  if (!table) {
    return CSN_ERR_NOT_FOUND;
  }
  if (!csn_call_number(call, &rate)) {
    return CSN_ERR_BAD_ARG;
  }
  return begin(call, table, number, rate, NULL);
}

/* What is wrong with the numbers of a spectrogram's call, or null. */
static const char*
check_numbers(const double x[8])
{
  static const struct {
    double low;
    double high;
    bool is_whole;
    const char* problem;
  } ranges[8] = {
    { 0, 0, false, NULL }, // The table
    { 16, 65536, true, "fftsize is an even number from 16 to 65536" },
    { -300, -1, false, "mindb is from -300 to -1" },
    { 0, (double)INFINITY, false, "maxfreq is no frequency" },
    { 1, 64, true, "overlap is a whole number from 1 to 64" },
    { 0, MAX_RATE, false, "minfreq is no frequency" },
    { 1e-9, MAX_RATE, false, "sr is more than 0" },
    { 0, 1e6, true, "chan is a whole number, 0 is the first" },
  };
  for (unsigned i = 1; i < 8U; ++i) {
    if (!(x[i] >= ranges[i].low && x[i] <= ranges[i].high) ||
        (ranges[i].is_whole && floor(x[i]) < x[i])) {
      return ranges[i].problem;
    }
  }
  const double half = 0.5 * x[1];
  return floor(half) < half ? ranges[1].problem
         : x[4] > x[1]      ? "overlap is no more than fftsize"
                            : NULL;
}

CsnStatus
csn_call_plot_table_spectrogram(CsnCall* call)
{
  double x[8] = { 0 }; // In the order of the row
  csn_role_enter_audio();
  const FUNC* const table = csn_call_table(call, &x[0]);
  if (!table) {
    return CSN_ERR_NOT_FOUND;
  }
  for (unsigned i = 1; i < 8U; ++i) {
    if (!csn_call_number(call, &x[i])) {
      return CSN_ERR_BAD_ARG;
    }
  }
  const char* const problem = check_numbers(x);
  if (problem) {
    return csn_call_fail(call, CSN_ERR_BAD_ARG, problem);
  }
  const CsnSpectrogram how = { (uint32_t)x[1], (uint32_t)x[4], x[2],
                               x[5],           x[3],           (uint32_t)x[7] };
  return begin(call, table, x[0], x[6], &how);
}
