// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Transport: what the host tells of its song reaches the program's channels.
*/

#include "csonance.h"
#include "tests/harness.h"

#include <string.h>

static const char program[] =
  "ksmps = 64\nnchnls = 2\n0dbfs = 1\n"
  "instr 1\n"
  "kBpm chnget \"HOST_BPM\"\n"
  "kPlays chnget \"IS_PLAYING\"\n"
  "kAt chnget \"TIME_IN_SAMPLES\"\n"
  "kBeat chnget \"HOST_PPQ_POS\"\n"
  "outch 1, upsamp(kBpm / 1000 + kPlays), 2, upsamp(kAt / 1000000 + kBeat)\n"
  "endin\n"
  "schedule 1, 0, -1\n";

/* Frame 640 of the engine is frame 48000 of the song, at 90 beats a minute. */
static void
reaches_the_program(void)
{
  const CsnConfig config = { .rate = 48000,
                             .max_block = 1024,
                             .fixed_block = 0,
                             .n_inputs = 0,
                             .n_outputs = 2 };
  const CsnSource source = { program, sizeof(program) - 1U, NULL, NULL };
  const CsnTransport transport = { 48000, 1.0, 90.0, 1.5, 4.0, 4.0, 0 };
  CsnEngine* engine = NULL;
  float left[1024] = { 0 };
  float right[1024] = { 0 };
  float* out[2] = { left, right };
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&engine, &config), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_load(engine, &source, NULL, 0), CSN_OK);
  csn_engine_process_rt(engine, NULL, out, 640);
  CU_ASSERT_DOUBLE_EQUAL((double)left[639], 0.12, 1e-6);
  csn_engine_transport_rt(engine, 0, &transport);
  csn_engine_process_rt(engine, NULL, out, 1024);
  CU_ASSERT_DOUBLE_EQUAL((double)left[64], 1.09, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL((double)right[64], 0.048 + 1.5, 1e-6);
  // Two k-cycles on, it has moved by 128 frames
  CU_ASSERT_DOUBLE_EQUAL((double)right[64 + 128],
                         (48000.0 + 128.0) / 1e6 + 1.5 + 128.0 / 48000.0 * 1.5,
                         1e-6);
  csn_engine_free(engine);
}

static const CsnTest tests[] = {
  { "transport", "tempo, place and rolling are channels", reaches_the_program },
};

CSN_TESTS(tests)
