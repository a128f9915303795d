// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Files that are none, that change their place, and streams that are played
// oddly (layer: tests).

#include "tabling.h"

#include <sys/stat.h>
#include <unistd.h>

/* Nobody will ever write into the pipe: whoever waits for it waits for good. */
static void
pipes(void)
{
  static const char* const methods[] = { "readSoundfile %s",
                                         "playSoundFromDisk %s",
                                         "soundfontPreparePreset %s",
                                         "includeFile %s",
                                         "compileFile %s",
                                         "loadFile %s",
                                         "compile {{\n#include \"%s\"\n}}",
                                         "evalCode {{\n#include \"%s\"\n}}" };
  char path[4200];
  char line[4600];
  Rig* const rig = rig_with(NULL, READER);
  (void)mkfifo(table_path(path, "pipe.wav"), 0600);
  const unsigned n_files = csn_test_open_files();
  for (uint32_t i = 0; i < sizeof(methods) / sizeof(methods[0]); ++i) {
    const char* const paths[] = { path, "/dev/zero", "/" };
    for (uint32_t p = 0; p < 3; ++p) {
      const uint32_t request = 100 + 3 * i + p;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      (void)snprintf(line, sizeof(line), methods[i], paths[p]);
#pragma GCC diagnostic pop
      CU_ASSERT_EQUAL(rig_line(rig, 0, request, line), CSN_OK);
      rig_run(rig, rig->at + 640, 64);
      const RigReply* const reply = rig_reply(rig, request);
      if (!reply || !reply->status || !strstr(reply->text, "a file")) {
        printf("    %s: %s\n", line, reply ? reply->text : "no answer");
        CU_FAIL("it is not refused as it should be");
      }
    }
  }
  CU_ASSERT(csn_test_open_files() <= n_files);
  (void)unlink(path);
  rig_close(rig);
}

/* A relative path means the file beside the program that plays now. */
static void
beside(void)
{
  char path[4200];
  char line[4600];
  char name[64];
  static const char* const folders[] = { "one", "two" };
  for (uint32_t i = 0; i < 2; ++i) {
    (void)mkdir(table_path(path, folders[i]), 0700);
    (void)snprintf(name, sizeof(name), "%s/beside.wav", folders[i]);
    table_write_sound(name, i ? 24000 : 48000, 1, 4800);
    (void)snprintf(name, sizeof(name), "%s/beside.orc", folders[i]);
    FILE* const program = fopen(table_path(path, name), "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(program);
    (void)fputs(READER, program);
    (void)fclose(program);
  }
  Rig* const rig = rig_with(NULL, READER);
  for (uint32_t i = 0; i < 2; ++i) {
    (void)snprintf(line,
                   sizeof(line),
                   "loadFile %s/%s/beside.orc",
                   csn_test_scratch(),
                   folders[i]);
    CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
    rig_run(rig, rig->at + 2048, 64);
    const uint32_t from = rig->at;
    CU_ASSERT_EQUAL(rig_call(rig, "playSoundFromDisk beside.wav fade=0"),
                    CSN_OK);
    rig_run(rig, rig->at + 12000, 64);
    const int n =
      rig_final(rig, 0, from, rig->at) - rig_first(rig, 0, from, rig->at);
    CU_ASSERT_DOUBLE_EQUAL(n, i ? 9600 : 4800, 16);
    // A call that is refused leaves its file open
    CU_ASSERT_EQUAL(rig_call(rig, "playSoundFromDisk beside.wav fade=-1"),
                    CSN_ERR_BAD_ARG);
  }
  rig_close(rig);
}

/* A fade of more k-cycles than a number of Csound's holds. */
static void
long_fade(void)
{
  char line[4600];
  Rig* const rig = rig_with(NULL, READER);
  table_write_sound("fade.wav", 48000, 1, 40000);
  const unsigned n_files = csn_test_open_files();
  const double p1 =
    rig_ask(rig, TABLE_LINE(line, "playSoundFromDisk %s fade=9e8", "fade.wav"));
  rig_run(rig, rig->at + 640, 64);
  (void)snprintf(line, sizeof(line), "unsched %.15g", p1);
  CU_ASSERT_EQUAL(rig_call(rig, line), CSN_OK);
  rig_run(rig, rig->at + 4800, 64);
  CU_ASSERT_EQUAL(csn_test_open_files(), n_files + 1); // It fades
  rig_close(rig);
  CU_ASSERT(csn_test_open_files() <= n_files);
}

static bool
later(void* data)
{
  ++*(unsigned*)data;
  return true;
}

/* In freewheel a k-cycle that takes most of the ring has it all. */
static void
fast(void)
{
  unsigned n_asked = 0;
  char line[4600];
  const RigShape shape = { .length = 96000,
                           .schedule = later,
                           .schedule_data = &n_asked };
  Rig* const rig =
    rig_with(&shape, "sr = 48000\nksmps = 4096\nnchnls = 2\n0dbfs = 1\n");
  table_write_sound("fast.wav", 48000, 1, 1500000);
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(
    rig_line(
      rig, 0, 1, TABLE_LINE(line, "playSoundFromDisk %s speed=64", "fast.wav")),
    CSN_OK);
  rig_run(rig, 65536, 4096);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  const int n = rig_final(rig, 0, 0, rig->at) - rig_first(rig, 0, 0, rig->at);
  CU_ASSERT_DOUBLE_EQUAL(n, 1500000 / 64.0, 16);
  rig_close(rig);
}

/* Notes that are taken back before their time leave no file open, and make
   room for others. */
static void
taken_back(void)
{
  char line[4600];
  Rig* const rig = rig_with(NULL, READER);
  table_write_sound("back.wav", 48000, 1, 4800);
  const unsigned n_files = csn_test_open_files();
  (void)TABLE_LINE(line, "playSoundFromDisk %s 1000", "back.wav");
  for (uint32_t turn = 0; turn < 2; ++turn) {
    for (uint32_t i = 0; i < 256; ++i) {
      CU_ASSERT_EQUAL_FATAL(rig_call(rig, line), CSN_OK);
    }
    // One more was opened for the call that was refused
    CU_ASSERT_EQUAL(csn_test_open_files(), n_files + 256 + turn);
    CU_ASSERT_EQUAL(rig_call(rig, line), CSN_ERR_FULL);
    CU_ASSERT_EQUAL(rig_call(rig, turn ? "unschedFuture 10902" : "unschedAll"),
                    CSN_OK);
    rig_run(rig, rig->at + 128, 64);
    csn_engine_work(rig->engine);
    CU_ASSERT_EQUAL(csn_test_open_files(), n_files + 1 + turn);
  }
  CU_ASSERT_EQUAL(
    rig_call(rig, TABLE_LINE(line, "playSoundFromDisk %s", "back.wav")),
    CSN_OK);
  const uint32_t from = rig->at;
  rig_run(rig, rig->at + 960, 64);
  CU_ASSERT(rig_first(rig, 0, from, rig->at) > 0);
  rig_close(rig);
}

/* As many calls as there may be, with a worker that comes once a block, delay
   no note that comes later by a frame. */
static void
crowd(void)
{
  unsigned n_asked = 0;
  char line[4600];
  const RigShape shape = { .length = 96000,
                           .schedule = later,
                           .schedule_data = &n_asked };
  Rig* const rig =
    rig_with(&shape, READER "instr 21\na1 init 0.5\noutch 2, a1\nendin\n");
  table_write_sound("crowd.wav", 48000, 1, 4800);
  csn_engine_freewheel_rt(rig->engine, true);
  CU_ASSERT_EQUAL(rig_call(rig, "testAudio 0 gaindb=-inf"), CSN_OK);
  csn_engine_freewheel_rt(rig->engine, false);
  const uint32_t begin = rig->at;
  (void)TABLE_LINE(line, "playSoundFromDisk %s 1000", "crowd.wav");
  for (uint32_t i = 0; i < 250; ++i) {
    CU_ASSERT_EQUAL(rig_line(rig, 0, 1000 + i, line), CSN_OK);
  }
  while (rig->at < begin + 28672) {
    rig_block(rig, 256);
    csn_engine_work(rig->engine);
  }
  for (uint32_t i = 0; i < 250; ++i) {
    CU_ASSERT(rig_answered(rig, 1000 + i, CSN_OK));
  }
  const uint32_t from = rig->at + 17 + K;
  CU_ASSERT_EQUAL(rig_line(rig, 17, 1, "sched 21 0 0.1"), CSN_OK);
  rig_run(rig, rig->at + 4800, 256);
  CU_ASSERT_EQUAL(rig_first(rig, 1, begin, rig->at), (int)from);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "stream", "a crowd of calls does not delay a later note", crowd },
  { "stream", "what is taken back leaves no file open", taken_back },
  { "stream", "what is no file is refused, and not waited for", pipes },
  { "stream", "a path is that of the program that plays", beside },
  { "stream", "a fade may be longer than any note", long_fade },
  { "stream", "the fastest is not starved in freewheel", fast },
};
CSN_TESTS(tests)
