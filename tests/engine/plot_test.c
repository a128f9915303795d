// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// plotTable and plotTableSpectrogram up to the picture itself: which numbers
// of which table come to the painter, when, and what is refused (layer:
// tests).

#include "rig.h"

#include <math.h>

#define SLICE 16384U // Numbers that a block may copy

/* What the painter was given last. */
static struct {
  CsnPlot plot;
  double* data;
  char path[4096];
  unsigned n_calls;
  CsnStatus status; ///< That it returns
} seen;

static CsnStatus
paint(void* data, const CsnPlot* plot, char* problem, size_t problem_size)
{
  CU_ASSERT_PTR_EQUAL(data, &seen);
  seen.plot = *plot;
  seen.data = (double*)realloc(seen.data, plot->n * sizeof(double));
  CU_ASSERT_PTR_NOT_NULL_FATAL(seen.data);
  memcpy(seen.data, plot->data, plot->n * sizeof(double));
  (void)snprintf(seen.path, sizeof(seen.path), "%s", plot->path);
  ++seen.n_calls;
  if (seen.status) {
    (void)snprintf(problem, problem_size, "the brush is broken");
  }
  return seen.status;
}

static const char tables[] =
  "sr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 2\n"
  "gi1 ftgen 1, 0, -5, -2, 0.5, -1, 3, 1e9, 0.25\n"
  "gi2 ftgen 2, 0, -100000, -7, 0, 100000, 100000\n"
  "gi3 ftgen 3, 0, 1024, 10, 1\n"
  "instr 1\n"
  "  kn init 0\n"
  "  tablew kn, 0, 1\n" // How many k-cycles were performed
  "  kn += 1\n"
  "endin\n";

/* Writes 16-bit stereo, the numbers i and -i. */
static const char*
write_wav(uint32_t n_frames, uint32_t rate)
{
  static char path[1024];
  (void)snprintf(path, sizeof(path), "%s/plot.wav", csn_test_scratch());
  FILE* const file = fopen(path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  const uint32_t size = n_frames * 4U;
  const uint32_t head[11] = { 0x46464952U, 36U + size, 0x45564157U,
                              0x20746D66U, 16U,        0x00020001U,
                              rate,        rate * 4U,  0x00100004U,
                              0x61746164U, size };
  CU_ASSERT_EQUAL(fwrite(head, 4, 11, file), 11);
  for (uint32_t i = 0; i < n_frames; ++i) {
    const int16_t frame[2] = { (int16_t)i, (int16_t) - (int)i };
    CU_ASSERT_EQUAL(fwrite(frame, 2, 2, file), 2);
  }
  CU_ASSERT_FALSE(fclose(file));
  return path;
}

static Rig*
painting(bool (*schedule)(void* data), void* schedule_data)
{
  const RigShape shape = { .schedule = schedule,
                           .schedule_data = schedule_data,
                           .plot = paint,
                           .plot_data = &seen };
  seen.status = CSN_OK;
  seen.n_calls = 0;
  Rig* const rig = rig_with(&shape, tables);
  rig_block(rig, 64);
  return rig;
}

static void
finish(Rig* rig)
{
  rig_close(rig);
  free(seen.data);
  seen.data = NULL;
}

static void
numbers_of_a_table(void)
{
  static const double wanted[] = { 0.5, -1, 3, 1e9, 0.25 };
  Rig* const rig = painting(NULL, NULL);
  CU_ASSERT_FALSE(rig_line(rig, 0, 7, "plotTable 1 path=/x/y.png"));
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 7, CSN_OK));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 7)->text, "/x/y.png");
  CU_ASSERT_EQUAL(rig_reply(rig, 7)->n_values, 0);
  CU_ASSERT_EQUAL(seen.n_calls, 1);
  CU_ASSERT_EQUAL(seen.plot.table, 1);
  CU_ASSERT_EQUAL_FATAL(seen.plot.n, 5);
  for (unsigned i = 0; i < 5U; ++i) {
    CU_ASSERT_DOUBLE_EQUAL(seen.data[i], wanted[i], 0);
  }
  CU_ASSERT_EQUAL(seen.plot.n_channels, 1);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.zero_dbfs, 2, 0);
  CU_ASSERT_FALSE(seen.plot.is_spectrum);
  CU_ASSERT_STRING_EQUAL(seen.path, "/x/y.png");

  CU_ASSERT_FALSE(rig_call(rig, "plotTable 1 sr=8000 path=a.svg"));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 8000, 0);
  CU_ASSERT_FALSE(rig_call(rig, "plotTable 3 path=a.svg"));
  CU_ASSERT_EQUAL_FATAL(seen.plot.n, 1024);
  CU_ASSERT_DOUBLE_EQUAL(seen.data[256], 1, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 0, 0);
  finish(rig);
}

/* What the file says of its rate and channels is known, and what a call says of
   the rate is more for plotTable and less for the spectrogram. */
static void
tables_from_files(void)
{
  char line[2048];
  Rig* const rig = painting(NULL, NULL);
  (void)snprintf(line,
                 sizeof(line),
                 "compile {{ gi4 ftgen 4, 0, 0, -1, \"%s\", 0, 0, 0\n"
                 "gi5 ftgen 5, 0, 0, -1, \"%s\", 0, 0, 2 }}",
                 write_wav(500, 22050),
                 write_wav(500, 22050));
  CU_ASSERT_FALSE_FATAL(rig_call(rig, line));
  CU_ASSERT_FALSE(rig_call(rig, "plotTable 4 path=a.png"));
  CU_ASSERT_EQUAL_FATAL(seen.plot.n, 1000);
  CU_ASSERT_EQUAL(seen.plot.n_channels, 2);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 22050, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.data[200], 2 * 100 / 32768.0, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(seen.data[201], -2 * 100 / 32768.0, 1e-9);
  CU_ASSERT_FALSE(rig_call(rig, "plotTable 5 path=a.png"));
  CU_ASSERT_EQUAL_FATAL(seen.plot.n, 500);
  CU_ASSERT_EQUAL(seen.plot.n_channels, 1);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 22050, 0);
  CU_ASSERT_FALSE(rig_call(rig, "plotTable 4 96000 path=a.png"));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 96000, 0);

  CU_ASSERT_FALSE(rig_call(rig,
                           "plotTableSpectrogram 4 512 -60 9000 8 100 96000 1"
                           " path=a.png"));
  CU_ASSERT(seen.plot.is_spectrum);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 22050, 0);
  CU_ASSERT_EQUAL(seen.plot.how.fft_size, 512);
  CU_ASSERT_EQUAL(seen.plot.how.overlap, 8);
  CU_ASSERT_EQUAL(seen.plot.how.channel, 1);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_db, -60, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_hz, 100, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.max_hz, 9000, 0);

  CU_ASSERT_FALSE(rig_call(rig, "plotTableSpectrogram 3 path=a.png"));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 44100, 0);
  CU_ASSERT_EQUAL(seen.plot.how.fft_size, 2048);
  CU_ASSERT_EQUAL(seen.plot.how.overlap, 4);
  CU_ASSERT_EQUAL(seen.plot.how.channel, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_db, -90, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_hz, 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.max_hz, 22050, 0);
  CU_ASSERT_FALSE(
    rig_call(rig, "plotTableSpectrogram 3 sr=8000 maxfreq=9e9 path=a.png"));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.max_hz, 4000, 0);
  finish(rig);
}

/* Offline the numbers are those of the call's own k-cycle, for any block. */
static void
at_its_frame(void)
{
  static const uint32_t blocks[] = { 64, 48, 1, 1000, 4096 };
  for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); ++i) {
    const RigShape shape = { .plot = paint, .plot_data = &seen };
    Rig* const rig = rig_with(&shape, tables);
    CU_ASSERT_FALSE(rig_line(rig, 0, 0, "sched 1 0 -1"));
    const uint32_t at = 2000; // In k-cycle 31
    while (rig->at + blocks[i] <= at) {
      rig_block(rig, blocks[i]);
    }
    seen.n_calls = 0;
    CU_ASSERT_FALSE(rig_line(rig, at - rig->at, 1, "plotTable 1 path=a.png"));
    rig_run(rig, 8192, blocks[i]);
    CU_ASSERT(rig_answered(rig, 1, CSN_OK));
    CU_ASSERT_EQUAL_FATAL(seen.n_calls, 1);
    CU_ASSERT_DOUBLE_EQUAL(seen.data[0], 30, 0);
    finish(rig);
  }
}

static bool
count_asked(void* data)
{
  ++*(unsigned*)data;
  return true;
}

/* Performs a block, then the worker's work; returns how many blocks it took
   until the request was answered, or 1000. */
static unsigned
blocks_until_answered(Rig* rig, uint32_t request)
{
  unsigned n = 0;
  while (!rig_reply(rig, request) && n < 1000U) {
    csn_engine_work(rig->engine);
    rig_block(rig, 64);
    ++n;
  }
  return n;
}

/* A long table is copied in slices, each of which is in one block. */
static void
in_slices(void)
{
  static unsigned n_asked;
  Rig* const rig = painting(count_asked, &n_asked);
  n_asked = 0;
  CU_ASSERT_FALSE(rig_line(rig, 0, 1, "plotTable 2 path=a.png"));
  rig_block(rig, 64);
  CU_ASSERT(n_asked > 0);
  for (unsigned i = 0; i < 5U; ++i) {
    rig_block(rig, 64); // Nothing can be done before there is room
  }
  CU_ASSERT_EQUAL(seen.n_calls, 0);
  const unsigned n_slices = (100000U + SLICE - 1U) / SLICE;
  CU_ASSERT_EQUAL(blocks_until_answered(rig, 1), n_slices + 1U);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT_EQUAL_FATAL(seen.plot.n, 100000);
  for (uint32_t i = 0; i < 100000U; ++i) {
    if (!(fabs(seen.data[i] - i) < 1e-6)) {
      CU_ASSERT_DOUBLE_EQUAL_FATAL(seen.data[i], i, 1e-6);
    }
  }

  // In freewheel nobody listens, and the call is answered in its block
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_FALSE(rig_line(rig, 0, 2, "plotTable 2 path=a.png"));
  rig_block(rig, 64);
  csn_engine_work(rig->engine);
  rig_poll(rig);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  finish(rig);
}

static void
freed_or_replaced(void)
{
  static const char* const events[] = { "event \"f -2 0\"",
                                        "event \"f 2 0 -50000 -2 1\"",
                                        "load \"instr 1\nendin\n\"" };
  for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); ++i) {
    unsigned n_asked = 0;
    Rig* const rig = painting(count_asked, &n_asked);
    CU_ASSERT_FALSE(rig_line(rig, 0, 1, "plotTable 2 path=a.png"));
    rig_block(rig, 64);
    csn_engine_work(rig->engine);
    rig_block(rig, 64);
    CU_ASSERT_FALSE(rig_line(rig, 0, 2, events[i]));
    CU_ASSERT(blocks_until_answered(rig, 1) < 7U);
    CU_ASSERT_EQUAL(seen.n_calls, 0);
    CU_ASSERT(rig_answered(rig, 1, CSN_ERR_BAD_CALL));
    const RigReply* const reply = rig_reply(rig, 1);
    CU_ASSERT(reply && strstr(reply->text, "freed or replaced"));
    finish(rig);
  }
}

/* Eight are enough at a time; then there is room again.  What is left when the
   engine goes is let go. */
static void
many_at_once(void)
{
  unsigned n_asked = 0;
  Rig* const rig = painting(count_asked, &n_asked);
  for (uint32_t i = 1; i <= 9U; ++i) {
    CU_ASSERT_FALSE(rig_line(rig, 0, i, "plotTable 2 path=a.png"));
  }
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 9, CSN_ERR_FULL));
  CU_ASSERT(blocks_until_answered(rig, 8) < 100U);
  for (uint32_t i = 1; i <= 8U; ++i) {
    CU_ASSERT(rig_answered(rig, i, CSN_OK));
  }
  CU_ASSERT_EQUAL(seen.n_calls, 8);
  CU_ASSERT_FALSE(rig_line(rig, 0, 10, "plotTable 1 path=a.png"));
  rig_block(rig, 64);
  CU_ASSERT(blocks_until_answered(rig, 10) < 8U);
  CU_ASSERT(rig_answered(rig, 10, CSN_OK));
  CU_ASSERT_FALSE(rig_line(rig, 0, 11, "plotTable 2 path=a.png"));
  rig_block(rig, 64);
  csn_engine_work(rig->engine);
  rig_block(rig, 64);
  finish(rig);
}

static void
refusals(void)
{
  static const struct {
    const char* line;
    const char* problem;
  } bad[] = {
    { "plotTable 999", "there is no table of this number" },
    { "plotTable 0", "there is no table of this number" },
    { "plotTable -1", "there is no table of this number" },
    { "plotTable nan", "there is no table of this number" },
    { "plotTable 1e300", "there is no table of this number" },
    { "plotTable 1 -1", "the sr is no rate" },
    { "plotTable 1 nan", "the sr is no rate" },
    { "plotTable 1 inf", "the sr is no rate" },
    { "plotTable 1 path=a.jpg", "a plot's path ends in .png or .svg" },
    { "plotTable 1 path=.png", "a plot's path ends in .png or .svg" },
    { "plotTable 1 path=\"\"", "a plot's path ends in .png or .svg" },
    { "plotTableSpectrogram 3 15", "fftsize is" },
    { "plotTableSpectrogram 3 1025", "fftsize is" },
    { "plotTableSpectrogram 3 1e9", "fftsize is" },
    { "plotTableSpectrogram 3 nan", "fftsize is" },
    { "plotTableSpectrogram 3 mindb=0", "mindb is" },
    { "plotTableSpectrogram 3 mindb=nan", "mindb is" },
    { "plotTableSpectrogram 3 maxfreq=-1", "maxfreq is" },
    { "plotTableSpectrogram 3 overlap=0", "overlap is" },
    { "plotTableSpectrogram 3 overlap=2.5", "overlap is" },
    { "plotTableSpectrogram 3 16 overlap=32", "overlap is" },
    { "plotTableSpectrogram 3 minfreq=-1", "minfreq is" },
    { "plotTableSpectrogram 3 minfreq=30000", "minfreq is below maxfreq" },
    { "plotTableSpectrogram 3 minfreq=9 maxfreq=9", "minfreq is below" },
    { "plotTableSpectrogram 3 sr=0", "sr is more than 0" },
    { "plotTableSpectrogram 3 chan=1", "the table has no such channel" },
    { "plotTableSpectrogram 3 chan=-1", "chan is" },
    { "plotTableSpectrogram 3 chan=0.5", "chan is" },
    { "plotTableSpectrogram 999", "there is no table of this number" },
  };
  Rig* const rig = painting(NULL, NULL);
  for (uint32_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_FALSE(rig_line(rig, 0, i + 1U, bad[i].line));
    rig_block(rig, 64);
    const RigReply* const reply = rig_reply(rig, i + 1U);
    if (!reply || !reply->status || !strstr(reply->text, bad[i].problem)) {
      printf("    %s: %s\n", bad[i].line, reply ? reply->text : "no answer");
      CU_FAIL("it was not refused as it should be");
    }
  }
  CU_ASSERT_EQUAL(seen.n_calls, 0);

  // The painter's own words
  seen.status = CSN_ERR_IO;
  CU_ASSERT_FALSE(rig_line(rig, 0, 100, "plotTable 1 path=a.png"));
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 100, CSN_ERR_IO));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 100)->text, "the brush is broken");
  finish(rig);

  // Nobody to draw
  Rig* const bare = rig_with(NULL, tables);
  CU_ASSERT_EQUAL(rig_call(bare, "plotTable 1"), CSN_ERR_UNSUPPORTED);
  rig_close(bare);
}

static void
in_the_cache_folder(void)
{
  char cache[1024];
  char wanted[2048];
  Rig* const rig = painting(NULL, NULL);
  (void)snprintf(cache, sizeof(cache), "%s/cache", csn_test_scratch());
  CU_ASSERT_FALSE(setenv("XDG_CACHE_HOME", cache, 1));
  CU_ASSERT_FALSE(rig_line(rig, 0, 1, "plotTable 1"));
  CU_ASSERT_FALSE(rig_line(rig, 0, 2, "plotTableSpectrogram 3"));
  rig_block(rig, 64);
  (void)snprintf(wanted, sizeof(wanted), "%s/csonance/table-1.png", cache);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 1)->text, wanted);
  (void)snprintf(wanted,
                 sizeof(wanted),
                 "%s/csonance/table-3-spectrogram.png",
                 cache);
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 2)->text, wanted);
  FILE* const file = fopen(wanted, "wb"); // The folder is there
  CU_ASSERT_PTR_NOT_NULL(file);
  CU_ASSERT(file && !fclose(file));
  finish(rig);
}

static void
from_c(void)
{
  const CsnSpectrogram how = { 256, 2, -40, 50, 5000, 0 };
  Rig* const rig = painting(NULL, NULL);
  CsnEngine* const engine = rig->engine;
  CU_ASSERT_FALSE(csn_engine_plot_table(engine, 1, 100, "a.svg", 1));
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 100, 0);
  CU_ASSERT_FALSE(
    csn_engine_plot_table_spectrogram(engine, 3, 0, &how, "b.svg", 2));
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.rate, 44100, 0);
  CU_ASSERT_EQUAL(seen.plot.how.fft_size, 256);
  CU_ASSERT_EQUAL(seen.plot.how.overlap, 2);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_db, -40, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.min_hz, 50, 0);
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.max_hz, 5000, 0);
  CU_ASSERT_FALSE(
    csn_engine_plot_table_spectrogram(engine, 3, 8000, NULL, "b.svg", 3));
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 3, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(seen.plot.how.max_hz, 4000, 0);
  finish(rig);
}

static const CsnTest suite[] = {
  { "plot", "the painter is given the table's numbers", numbers_of_a_table },
  { "plot", "a sound file's rate and channels are known", tables_from_files },
  { "plot", "offline the numbers are those of the call's frame", at_its_frame },
  { "plot", "a long table is copied in slices", in_slices },
  { "plot", "a table that goes away is an error", freed_or_replaced },
  { "plot", "eight plots are drawn at a time", many_at_once },
  { "plot", "bad calls are refused in words", refusals },
  { "plot", "without a path it is the cache folder", in_the_cache_folder },
  { "plot", "the methods can be called from C", from_c },
};
CSN_TESTS(suite)
