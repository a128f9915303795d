// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Sound files in and out (layer: tests).

#include "tests/harness.h"

#include "host/wav.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N 10000U

static char*
scratch_path(const char* name)
{
  static char path[4096];
  snprintf(path, sizeof(path), "%s/%s", csn_test_scratch(), name);
  return path;
}

static uint32_t
bits_of(float number)
{
  uint32_t bits = 0;
  memcpy(&bits, &number, sizeof(bits));
  return bits;
}

static void
what_is_written_is_read_bit_by_bit(void)
{
  char error[256] = "";
  static float left[N];
  static float right[N];
  uint64_t state = 5;
  for (uint32_t i = 0; i < N; ++i) {
    left[i] = (float)(csn_test_random(&state) % 65536U) / 30000.0F;
    right[i] = -left[i] * 100.0F; // Beyond full scale is kept
  }
  const float* const channels[] = { left, right };
  const char* path = scratch_path("a.wav");
  CsnWavWriter* writer =
    csn_wav_writer_open(path, 44100.0, 2, 0, error, sizeof(error));
  CU_ASSERT_PTR_NOT_NULL_FATAL(writer);
  uint32_t done = 0;
  while (done < N) {
    uint32_t n = (uint32_t)(csn_test_random(&state) % 700U);
    n = n < N - done ? n : N - done;
    CU_ASSERT_TRUE(
      csn_wav_write(writer, channels, done, n, error, sizeof(error)));
    done += n;
  }
  CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0); // Not before it is complete
  CU_ASSERT_TRUE(csn_wav_writer_close(writer, true, error, sizeof(error)));

  CsnWavReader* reader = csn_wav_reader_open(path, error, sizeof(error));
  CU_ASSERT_PTR_NOT_NULL_FATAL(reader);
  CU_ASSERT_EQUAL(reader->n_frames, N);
  CU_ASSERT_EQUAL(reader->n_channels, 2);
  CU_ASSERT_DOUBLE_EQUAL(reader->rate, 44100.0, 0.0);
  static float a[N + 100U];
  static float b[N + 100U];
  static float c[N + 100U];
  memset(a, 0x55, sizeof(a));
  float* const out[] = { a, b, c };
  csn_wav_read(reader, out, 3, N + 100U);
  uint32_t n_wrong = 0;
  for (uint32_t i = 0; i < N; ++i) {
    n_wrong += bits_of(a[i]) != bits_of(left[i]);
    n_wrong += bits_of(b[i]) != bits_of(right[i]);
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  CU_ASSERT_DOUBLE_EQUAL(a[N + 50U], 0.0, 0.0); // Silence after the end
  CU_ASSERT_DOUBLE_EQUAL(c[5], 0.0, 0.0);       // And where no channel is
  csn_wav_reader_close(reader);
}

static void
a_file_that_is_given_up_leaves_the_old_one(void)
{
  char error[256] = "";
  const char* path = scratch_path("old.wav");
  FILE* file = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  fputs("old", file);
  fclose(file);

  CsnWavWriter* writer =
    csn_wav_writer_open(path, 48000.0, 1, 0, error, sizeof(error));
  CU_ASSERT_PTR_NOT_NULL_FATAL(writer);
  const float samples[4] = { 1, 2, 3, 4 };
  const float* const channels[] = { samples };
  CU_ASSERT_TRUE(csn_wav_write(writer, channels, 0, 4, error, sizeof(error)));
  char* part = strdup(writer->part);
  CU_ASSERT_PTR_NOT_NULL_FATAL(part);
  CU_ASSERT_EQUAL(access(part, F_OK), 0);
  CU_ASSERT_FALSE(csn_wav_writer_close(writer, false, error, sizeof(error)));
  CU_ASSERT_NOT_EQUAL(access(part, F_OK), 0);
  free(part);

  char text[8] = "";
  file = fopen(path, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  CU_ASSERT_PTR_NOT_NULL(fgets(text, sizeof(text), file));
  CU_ASSERT_STRING_EQUAL(text, "old");
  fclose(file);
}

static void
more_than_the_format_holds_is_refused(void)
{
  char error[256] = "";
  CsnWavWriter* writer = csn_wav_writer_open(
    scratch_path("long.wav"), 48000.0, 2, 0, error, sizeof(error));
  CU_ASSERT_PTR_NOT_NULL_FATAL(writer);
  CU_ASSERT_TRUE(writer->limit < (1ULL << 32U) / 8U);
  writer->n_frames = writer->limit - 1U;
  const float samples[4] = { 0 };
  const float* const channels[] = { samples, samples };
  CU_ASSERT_TRUE(csn_wav_write(writer, channels, 0, 1, error, sizeof(error)));
  CU_ASSERT_FALSE(csn_wav_write(writer, channels, 0, 1, error, sizeof(error)));
  CU_ASSERT_PTR_NOT_NULL(strstr(error, "4 GiB"));
  csn_wav_writer_close(writer, false, error, sizeof(error));
}

static const CsnTest tests[] = {
  { "wav",
    "what is written is read, bit by bit",
    what_is_written_is_read_bit_by_bit },
  { "wav",
    "a file that is given up leaves the old one",
    a_file_that_is_given_up_leaves_the_old_one },
  { "wav",
    "more than the format holds is refused",
    more_than_the_format_holds_is_refused },
};
CSN_TESTS(tests)
