// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Soundfonts: presets are prepared, and played as Csound's sfplay3 plays them
// (layer: tests).

#include "soundfonts.h"

#include "engine/sound/soundfont.h"

#define PREPARE "soundfontPreparePreset %s "

static const RigShape four = { .n_outputs = 4, .length = 96000 };

/* The same by Csound's own opcodes, on channels 3 and 4. */
static const char reference[] =
  "sr = 48000\nksmps = 64\nnchnls = 4\n0dbfs = 1\n"
  "ifont sfload \"%s\"\n"
  "i1 sfpreset 5, 0, ifont, 1\n"
  "i2 sfpreset 7, 1, ifont, 2\n"
  "instr 1\n"
  "kpitch = p4\n"
  "a1, a2 sfplay3 p6, int(p4), p5/16384, mtof:k(kpitch), p7, 1\n"
  "aenv linsegr 0, 0.01, 1, 0.1, 0\n"
  "outch 3, a1*aenv, 4, a2*aenv\n"
  "endin\n";

static FontBytes font;

static Rig*
font_rig(void)
{
  char program[6000];
  char path[4200];
  font_make(&font);
  font_write(&font, "test.sf2");
  (void)
    snprintf(program, sizeof(program), reference, table_path(path, "test.sf2"));
  return rig_with(&four, program);
}

static double
prepare(Rig* rig, const char* preset)
{
  char line[4600];
  char path[4200];
  (void)snprintf(line,
                 sizeof(line),
                 "soundfontPreparePreset %s %s",
                 table_path(path, "test.sf2"),
                 preset);
  return rig_ask(rig, line);
}

static void
as_sfplay3(void)
{
  static const struct {
    int preset;
    double pitch;
    int velocity;
  } cases[] = { { 1, 60, 100 },   { 1, 60.37, 1 }, { 1, 63.99, 127 },
                { 1, 64, 90 },    { 1, 71.5, 30 }, { 1, 127, 64 },
                { 1, 0, 64 },     { 2, 50, 63 },   { 2, 50, 64 },
                { 2, 90.25, 12 }, { 2, 62, 127 } };
  char line[200];
  Rig* const rig = font_rig();
  CU_ASSERT_EQUAL(prepare(rig, "0 5"), 1);
  CU_ASSERT_EQUAL(prepare(rig, "1 7"), 2);
  CU_ASSERT_EQUAL(rig_call(rig, "testAudio 0 gaindb=-inf"), CSN_OK);
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    const uint32_t from = rig->at;
    (void)snprintf(line,
                   sizeof(line),
                   "soundfontPlay %d %.9g 0.5 dur=0.05 vel=%d",
                   cases[i].preset,
                   cases[i].pitch,
                   cases[i].velocity);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1, line), CSN_OK);
    (void)snprintf(line,
                   sizeof(line),
                   "sched 1 0 0.05 %.9g 0.5 %d %d",
                   cases[i].pitch,
                   cases[i].velocity,
                   cases[i].preset);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, line), CSN_OK);
    rig_run(rig, from + 8192, 256);
    double most = 0;
    double loudest = 0;
    for (uint32_t k = from; k < rig->at; ++k) {
      for (unsigned c = 0; c < 2; ++c) {
        const double ours = (double)rig->out[c][k];
        const double other = (double)rig->out[c + 2U][k];
        most = fmax(most, fabs(ours - other));
        loudest = fmax(loudest, fabs(ours));
      }
    }
    if (!(most < 3e-5) || !(loudest > 0.002)) { // -90 dB
      printf("    case %zu: %g beside a loudest of %g\n", i, most, loudest);
      CU_FAIL("it sounds otherwise");
    }
  }
  rig_close(rig);
}

static void
named(void)
{
  char line[4600];
  Rig* const rig = font_rig();
  CU_ASSERT_EQUAL(prepare(rig, ""), 1); // The lowest
  const RigReply* const all = &rig->replies[rig->n_replies - 1U];
  CU_ASSERT_STRING_EQUAL(all->text, "1:7 Two\n0:5 One");
  CU_ASSERT_EQUAL(prepare(rig, "1 7"), 2);
  const RigReply* const one = &rig->replies[rig->n_replies - 1U];
  CU_ASSERT_STRING_EQUAL(one->text, "1:7 Two");
  CU_ASSERT_EQUAL(prepare(rig, "bank=0 preset=5"), 1);
  CU_ASSERT_EQUAL(prepare(rig, "1 7"), 2);
  // A copy of the file is another file
  font_write(&font, "copy.sf2");
  CU_ASSERT_EQUAL(rig_ask(rig, TABLE_LINE(line, PREPARE "0 5", "copy.sf2")), 3);
  rig_close(rig);
}

/* A note begins on its frame, sounds on both sides, and ends with its samples;
   one that loops lasts. */
static void
exact(void)
{
  for (uint32_t frame = 0; frame < 64; frame += 21) {
    Rig* const rig = font_rig();
    CU_ASSERT_EQUAL(prepare(rig, "0 5"), 1);
    const uint32_t from = rig->at + frame + K;
    CU_ASSERT_EQUAL(rig_line(rig, frame, 1, "soundfontPlay 1 71 chan=2"),
                    CSN_OK);
    rig_run(rig, rig->at + 9600, 333);
    CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, 1), 10903.0002, 1e-9);
    CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
    // The first sample is 0, and so is the beginning of the fade
    CU_ASSERT_EQUAL(rig_first(rig, 1, 0, rig->at), (int)from + 1);
    CU_ASSERT_EQUAL(rig_first(rig, 2, 0, rig->at), (int)from + 1);
    // Key 71 is root 60, and two semitones and a quarter
    const double length = TONE / exp2(13.25 / 12.0) * 48000.0 / 44100.0;
    const int last = rig_final(rig, 1, 0, rig->at) - (int)from;
    CU_ASSERT(fabs(last - length) < 3);
    CU_ASSERT_EQUAL(rig_line(rig, 0, 2, "getp 10903.0002 4"), CSN_OK);
    rig_run(rig, rig->at + 640, 64);
    CU_ASSERT(rig_answered(rig, 2, CSN_ERR_NOT_FOUND));
    rig_close(rig);
  }
}

/* Samples of a frequency in a part of the output, by crossings of zero. */
static double
frequency(const Rig* rig, uint32_t begin, uint32_t end)
{
  unsigned n = 0;
  for (uint32_t i = begin; i < end; ++i) {
    n += rig->out[0][i] < 0 && rig->out[0][i + 1] >= 0;
  }
  return n * RIG_RATE / (end - begin);
}

static double
peak(const Rig* rig, uint32_t begin, uint32_t end)
{
  double most = 0;
  for (uint32_t i = begin; i < end; ++i) {
    most = fmax(most, fabs((double)rig->out[0][i]));
  }
  return most;
}

static void
changed(void)
{
  Rig* const rig = font_rig();
  CU_ASSERT_EQUAL(prepare(rig, "0 5"), 1);
  CU_ASSERT_EQUAL(rig_ask(rig, "soundfontPlay 1 59 0.5"), 10903.0002);
  rig_run(rig, 19200, 64); // Twice as long as the sample
  CU_ASSERT_DOUBLE_EQUAL(frequency(rig, 9600, 19000), 250, 6);
  const double level = peak(rig, 9600, 19000);
  CU_ASSERT_DOUBLE_EQUAL(level,
                         0.5 * 20000 / 16384 * 0.3 * 0.5 * sqrt(0.7),
                         1e-3);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10903.0002 4 71 5 0.25"), CSN_OK);
  rig_run(rig, 38400, 64);
  CU_ASSERT_DOUBLE_EQUAL(frequency(rig, 20000, 38000), 500, 6);
  CU_ASSERT_DOUBLE_EQUAL(peak(rig, 20000, 38000), level / 2, 1e-3);
  // What is no pitch or no level holds on to the sound
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10903.0002 4 -1e300"), CSN_OK);
  rig_run(rig, 48000, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10903.0002 4 60"), CSN_OK);
  CU_ASSERT_EQUAL(rig_call(rig, "setp 10903.0002 4 1e300"), CSN_OK);
  rig_run(rig, 57600, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "unsched 10903.0002"), CSN_OK);
  rig_run(rig, 67200, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 57600 + 4800 + 256, rig->at), -1);
  rig_close(rig);
}

/* Presets are the engine's, not a program's. */
static void
later_programs(void)
{
  Rig* const rig = font_rig();
  CU_ASSERT_EQUAL(prepare(rig, "0 5"), 1);
  CU_ASSERT_EQUAL(rig_call(rig, "soundfontPlay 1 60"), CSN_OK);
  rig_run(rig, 4800, 64);
  rig_load(rig, READER);
  rig_run(rig, 9600, 64);
  CU_ASSERT_EQUAL(rig_first(rig, 0, 4800 + 1024 + 128, rig->at), -1);
  CU_ASSERT_EQUAL(rig_call(rig, "soundfontPlay 1 60"), CSN_OK);
  rig_run(rig, 14400, 64);
  CU_ASSERT(peak(rig, 9700, 14400) > 0.05);
  // With the opcode an instrument of a program can play it too
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  rig_run(rig, 24000, 64);
  CU_ASSERT_EQUAL(
    rig_call(rig,
             "compile {{instr 30\na1, a2, k1 csnsoundfont p4, 60, 100, k(60), "
             "k(0.5)\noutch 1, a1\nendin}}"),
    CSN_OK);
  rig_run(rig, 28800, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 30 0 0.1 1"), CSN_OK);
  rig_run(rig, 38400, 64);
  CU_ASSERT(peak(rig, 28800, 33600) > 0.05);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 30 0 0.1 2"), CSN_OK);
  rig_run(rig, 43200, 64);
  const RigReply* const error = rig_last(rig, CSN_REPLY_ERROR);
  CU_ASSERT(error && strstr(error->text, "no preset has the index 2"));
  rig_close(rig);
}

static void
refused(void)
{
  static const char* const bad[] = {
    "soundfontPlay 1 -1",
    "soundfontPlay 1 128",
    "soundfontPlay 1 nan",
    "soundfontPlay 1 60 nan",
    "soundfontPlay 1 60 inf",
    "soundfontPlay 1 60 delay=-1",
    "soundfontPlay 1 60 dur=nan",
    "soundfontPlay 1 60 vel=128",
    "soundfontPlay 1 60 vel=nan",
    "soundfontPlay 1 60 chan=0",
    "soundfontPlay 1 60 chan=nan",
    "soundfontPlay 1",
    "soundfontPlay 1 60 0.7 0 1 100 1 1",
    "soundfontPreparePreset",
    "soundfontPreparePreset \"\"",
  };
  static const char* const none[] = { "soundfontPlay 0 60",
                                      "soundfontPlay 2 60",
                                      "soundfontPlay -1 60",
                                      "soundfontPlay nan 60",
                                      "soundfontPlay 1e9 60" };
  static const struct {
    const char* preset;
    CsnStatus st;
  } presets[] = { { "0 6", CSN_ERR_NOT_FOUND }, { "2 7", CSN_ERR_NOT_FOUND },
                  { "0", CSN_ERR_BAD_ARG },     { "-1 5", CSN_ERR_BAD_ARG },
                  { "nan 5", CSN_ERR_BAD_ARG }, { "0 1e9", CSN_ERR_BAD_ARG },
                  { "0 5.5", CSN_ERR_BAD_ARG }, { "0 5 0", CSN_ERR_BAD_ARG } };
  char line[4600];
  char path[4200];
  Rig* const rig = font_rig();
  CU_ASSERT_EQUAL(prepare(rig, "0 5"), 1);
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    if (rig_call(rig, bad[i]) != CSN_ERR_BAD_ARG) {
      printf("    %s\n", bad[i]);
      CU_FAIL("it is taken");
    }
  }
  for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); ++i) {
    CU_ASSERT_EQUAL(rig_call(rig, none[i]), CSN_ERR_NOT_FOUND);
  }
  for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); ++i) {
    (void)snprintf(line,
                   sizeof(line),
                   PREPARE "%s",
                   table_path(path, "test.sf2"),
                   presets[i].preset);
    CU_ASSERT_EQUAL(rig_call(rig, line), presets[i].st);
  }
  CU_ASSERT_EQUAL(rig_call(rig, TABLE_LINE(line, PREPARE, "none.sf2")),
                  CSN_ERR_IO);
  table_write_sound("sound.sf2", 48000, 1, 100);
  CU_ASSERT_EQUAL(rig_line(rig, 0, 9, TABLE_LINE(line, PREPARE, "sound.sf2")),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 9, CSN_ERR_IO));
  CU_ASSERT_STRING_EQUAL(rig_reply(rig, 9)->text,
                         "this is no SoundFont 2 file");
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), -1);
  CU_ASSERT_EQUAL(rig_call(rig, "soundfontPlay 1 60"), CSN_OK);
  rig_close(rig);
}

/* A file of which no preset is played is read anew the next time. */
static void
let_go(void)
{
  char line[4600];
  FontBytes other;
  Rig* const rig = font_rig();
  memset(&other, 0, sizeof(other));
  font_write(&other, "changing.sf2");
  CU_ASSERT_EQUAL(rig_call(rig, TABLE_LINE(line, PREPARE, "changing.sf2")),
                  CSN_ERR_IO);
  font_write(&font, "changing.sf2");
  CU_ASSERT_EQUAL(rig_call(rig,
                           TABLE_LINE(line, PREPARE "9 9", "changing.sf2")),
                  CSN_ERR_NOT_FOUND);
  font_write(&other, "changing.sf2");
  CU_ASSERT_EQUAL(rig_call(rig,
                           TABLE_LINE(line, PREPARE "0 5", "changing.sf2")),
                  CSN_ERR_IO);
  font_write(&font, "changing.sf2");
  CU_ASSERT_EQUAL(rig_ask(rig, TABLE_LINE(line, PREPARE "0 5", "changing.sf2")),
                  1);
  // One that is played stays as it is, whatever else is asked of it
  CU_ASSERT_EQUAL(rig_call(rig,
                           TABLE_LINE(line, PREPARE "9 9", "changing.sf2")),
                  CSN_ERR_NOT_FOUND);
  font_write(&other, "changing.sf2");
  CU_ASSERT_EQUAL(rig_ask(rig, TABLE_LINE(line, PREPARE "1 7", "changing.sf2")),
                  2);
  CU_ASSERT_EQUAL(rig_call(rig, "soundfontPlay 1 60"), CSN_OK);
  rig_run(rig, rig->at + 4800, 64);
  CU_ASSERT(peak(rig, rig->at - 4800, rig->at) > 0.05);
  rig_close(rig);
}

/* Whatever a file says, what is worked out lies within its samples. */
static unsigned
check_font(const char* path)
{
  const char* problem = NULL;
  unsigned n = 0;
  CsnSoundfont* const read = csn_soundfont_read(path, &problem);
  CU_ASSERT(!read == (problem != NULL));
  for (uint32_t i = 0; read && i < csn_soundfont_count(read) && i < 100; ++i) {
    CsnPreset* const preset = csn_soundfont_work_out(read, i);
    for (uint32_t k = 0; preset && k < preset->n_zones; ++k) {
      const CsnZone* const zone = &preset->zones[k];
      CU_ASSERT(zone->begin < zone->end && zone->end <= preset->n_samples);
      CU_ASSERT(!zone->loops || (zone->loop_begin + 2U <= zone->loop_end &&
                                 zone->loop_end <= preset->n_samples));
      CU_ASSERT(zone->left >= 0 && zone->right >= 0 && zone->rate > 0);
      ++n;
    }
    free(preset ? preset->zones : NULL);
    free(preset);
  }
  csn_soundfont_free(read);
  return n;
}

static void
damaged(void)
{
  FontBytes changed_one;
  char path[4200];
  uint64_t seed = 20261122;
  unsigned n_good = 0;
  unsigned n_zones = 0;
  font_make(&font);
  (void)table_path(path, "damaged.sf2");
  const uint32_t tables = (uint32_t)font.n - 800U;
  for (unsigned turn = 0; turn < 3000; ++turn) {
    changed_one = font;
    const unsigned n = 1U + turn % 4U;
    for (unsigned i = 0; i < n; ++i) {
      seed = seed * 6364136223846793005U + 1442695040888963407U;
      const uint32_t random = (uint32_t)(seed >> 33U);
      const uint32_t at =
        random % 5U ? tables + random / 8U % 800U : random / 8U % 64U;
      changed_one.bytes[at] = (uint8_t)(random >> 20U);
    }
    if (turn % 7U == 0) {
      changed_one.n = (uint32_t)(seed >> 40U) % font.n;
    }
    font_write(&changed_one, "damaged.sf2");
    const unsigned found = check_font(path);
    n_good += found > 0;
    n_zones += found;
  }
  CU_ASSERT(n_good > 500 && n_zones > 1000); // Not all is lost by one byte
}

static void
by_c(void)
{
  char path[4200];
  Rig* const rig = font_rig();
  CsnSoundfontArgs args;
  csn_engine_soundfont_play_defaults(&args);
  CU_ASSERT(args.amp > 0.69 && args.amp < 0.71 && args.dur < 0 &&
            args.vel < 0 && args.chan == 1);
  CU_ASSERT_EQUAL(csn_engine_soundfont_prepare_preset(
                    rig->engine, table_path(path, "test.sf2"), 0, 5, 1),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 1), 1);
  args.delay = 0.1;
  args.chan = 2;
  args.vel = 64;
  CU_ASSERT_EQUAL(csn_engine_soundfont_play(rig->engine, 1, 60, &args, 2),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_soundfont_play(rig->engine, 1, 60, NULL, 3),
                  CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_soundfont_play(rig->engine, 9, 60, NULL, 4),
                  CSN_OK);
  const uint32_t from = rig->at + K;
  rig_run(rig, 9600, 64);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK) && rig_answered(rig, 3, CSN_OK));
  CU_ASSERT(rig_answered(rig, 4, CSN_ERR_NOT_FOUND));
  CU_ASSERT_EQUAL(rig_first(rig, 0, 0, rig->at), (int)from + 1);
  CU_ASSERT_EQUAL(rig_first(rig, 2, 0, rig->at), (int)from + 4801);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "soundfont", "a note sounds as by Csound's sfplay3", as_sfplay3 },
  { "soundfont", "presets have names, and one index each", named },
  { "soundfont", "a note begins and ends on its frame", exact },
  { "soundfont", "pitch and level follow setp", changed },
  { "soundfont", "later programs can play presets as well", later_programs },
  { "soundfont", "bad calls play nothing, and say why", refused },
  { "soundfont", "a damaged file does no harm", damaged },
  { "soundfont", "a file without a preset is let go", let_go },
  { "soundfont", "it is played by the C functions", by_c },
};
CSN_TESTS(tests)
