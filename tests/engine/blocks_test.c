// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The length of the host's blocks is not heard: events, MIDI, controls and
// inputs give the same samples in blocks of any length (layer: tests).

#include "rig.h"

enum { n_frames = 20000, n_happenings = 120 };

static const char program[] =
  "sr = 48000\nksmps = 32\nnchnls = 2\nnchnls_i = 2\n0dbfs = 1\n"
  "massign 0, 2\n"
  "chn_k \"cut\", 1, 2, 0.5, 0.1, 0.9\n"
  "chn_k \"gain\", 1, 2, 0.5, 0, 1\n"
  "instr 1\n"
  "a1 oscili p5 * linsegr:k(0, 0.001, 1, 0.01, 0), p4\n"
  "outs a1, a1 * chnget:k(\"cut\")\n"
  "endin\n"
  "instr 2\n"
  "a1 oscili 0.05 * linsegr:k(0, 0.001, 1, 0.02, 0), cpsmidi()\n"
  "outs a1, -a1\n"
  "endin\n"
  "instr 3\n"
  "a1, a2 ins\n"
  "ag chnget \"gain.a\"\n"
  "outs a2 * ag, a1 * ag\n"
  "endin\n"
  "schedule 3, 0, -1\n";

/** Something that happens at a frame. */
typedef struct {
  uint32_t frame;
  unsigned kind;
  unsigned value;
} Happening;

static int
compare(const void* a, const void* b)
{
  const Happening* const x = (const Happening*)a;
  const Happening* const y = (const Happening*)b;
  return x->frame < y->frame ? -1 : x->frame > y->frame;
}

/* What happens, the same each time; controls only where blocks can begin. */
static void
make_happenings(Happening* list)
{
  uint64_t seed = 77;
  for (unsigned i = 0; i < n_happenings; ++i) {
    list[i].frame = (uint32_t)(csn_test_random(&seed) % (n_frames - 2000U));
    list[i].kind = (unsigned)(csn_test_random(&seed) % 4U);
    list[i].value = 40U + (unsigned)(csn_test_random(&seed) % 40U);
  }
  qsort(list, n_happenings, sizeof(*list), compare);
}

static void
happen(Rig* rig, const Happening* what, uint32_t offset)
{
  char line[100];
  const uint8_t on[] = { 0x90, (uint8_t)what->value, 100 };
  const uint8_t off[] = { 0x80, (uint8_t)what->value, 0 };
  switch (what->kind) {
    case 0:
      (void)snprintf(line,
                     sizeof(line),
                     "sched 1 %.9g 0.02 %u 0.1",
                     what->value * 1e-4,
                     what->value * 10U);
      CU_ASSERT_EQUAL(rig_line(rig, offset, 0, line), CSN_OK);
      break;
    case 1:
      CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, offset, on, 3), CSN_OK);
      break;
    case 2:
      CU_ASSERT_EQUAL(csn_engine_midi_rt(rig->engine, offset, off, 3), CSN_OK);
      break;
    default:
      (void)
        snprintf(line, sizeof(line), "setChannel cut %.9g", what->value * 0.01);
      CU_ASSERT_EQUAL(rig_line(rig, offset, 0, line), CSN_OK);
      break;
  }
}

/* Length of the next block; it ends where the next control changes. */
static uint32_t
next_length(uint32_t block, uint64_t* seed, uint32_t at)
{
  const uint32_t control_at = (at / 5000U + 1U) * 5000U;
  const uint32_t n =
    block ? block : 1U + (uint32_t)(csn_test_random(seed) % 4096U);
  return n < control_at - at ? n : control_at - at;
}

static Rig*
render(uint32_t block)
{
  const RigShape shape = { .n_inputs = 2, .n_outputs = 2, .length = n_frames };
  Happening happenings[n_happenings];
  Rig* const rig = rig_with(&shape, program);
  uint64_t noise = 99;
  uint64_t seed = 4242;
  unsigned next = 0;
  make_happenings(happenings);
  for (uint32_t i = 0; i < n_frames; ++i) {
    rig->in[0][i] = (float)(csn_test_random(&noise) % 2000U) * 1e-4F - 0.1F;
    rig->in[1][i] = (float)(csn_test_random(&noise) % 2000U) * 1e-4F - 0.1F;
  }

  while (rig->at < n_frames) {
    if (rig->at % 5000U == 0 && rig->at) {
      csn_engine_control_rt(rig->engine, 1, (float)rig->at / 20000.0F);
    }
    const uint32_t n = next_length(block, &seed, rig->at);
    for (; next < n_happenings && happenings[next].frame < rig->at + n;
         ++next) {
      happen(rig, &happenings[next], happenings[next].frame - rig->at);
    }
    rig_block(rig, n);
  }
  CU_ASSERT_EQUAL(next, n_happenings);
  CU_ASSERT_EQUAL(rig_count(rig, CSN_REPLY_FAILED), 0);
  return rig;
}

static void
any_block(void)
{
  static const uint32_t blocks[] = { 1, 7, 64, 100, 480, 1024, 0 };
  Rig* const reference = render(256);
  CU_ASSERT(rig_first(reference, 0, 0, n_frames) >= 0);
  for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); ++i) {
    Rig* const rig = render(blocks[i]);
    for (unsigned c = 0; c < 2; ++c) {
      if (!rig_same(rig->out[c], reference->out[c], n_frames)) {
        uint32_t at = 0;
        while (rig_same(&rig->out[c][at], &reference->out[c][at], 1)) {
          ++at;
        }
        printf("    blocks of %u differ at frame %u\n", blocks[i], at);
        CU_FAIL("the length of the blocks is heard");
      }
    }
    rig_close(rig);
  }
  rig_close(reference);
}

static void
empty_blocks(void)
{
  Rig* const rig = render(100);
  Rig* const other = rig_with(NULL, program);
  for (unsigned i = 0; i < 100; ++i) {
    rig_block(other, 0);
    rig_block(other, 13);
    csn_engine_process_rt(other->engine, NULL, NULL, 0);
  }
  CU_ASSERT_EQUAL(other->at, 1300);
  rig_close(other);
  rig_close(rig);
}

/* The host may give one buffer for input and output. */
static void
shared_buffers(void)
{
  static const RigShape shape = { .n_inputs = 2,
                                  .n_outputs = 2,
                                  .length = 4000 };
  Rig* const apart = rig_with(&shape, program);
  Rig* const shared = rig_with(&shape, program);
  for (uint32_t i = 0; i < 4000; ++i) {
    apart->in[0][i] = (float)(i % 100U) * 0.01F;
    apart->in[1][i] = (float)(i % 77U) * 0.01F;
    shared->out[0][i] = apart->in[0][i];
    shared->out[1][i] = apart->in[1][i];
  }
  rig_run(apart, 4000, 130);
  for (uint32_t at = 0; at < 4000; at += 100) {
    // Left in the place of right, and the other way round
    float* out[2] = { shared->out[1] + at, shared->out[0] + at };
    const float* in[2] = { shared->out[0] + at, shared->out[1] + at };
    csn_engine_process_rt(shared->engine, in, out, 100);
  }
  CU_ASSERT(rig_same(shared->out[1], apart->out[0], 4000));
  CU_ASSERT(rig_same(shared->out[0], apart->out[1], 4000));
  CU_ASSERT(rig_first(apart, 0, 0, 4000) >= 0);
  rig_close(apart);
  rig_close(shared);
}

static void
null_buffers(void)
{
  static const RigShape shape = { .n_inputs = 2,
                                  .n_outputs = 2,
                                  .length = 4000 };
  Rig* const rig = rig_with(&shape, program);
  float left[256] = { 0 };
  float* out[2] = { left, NULL };
  const float* in[2] = { NULL, NULL };
  for (unsigned i = 0; i < 20; ++i) {
    csn_engine_process_rt(rig->engine, in, out, 256);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "status"), CSN_OK);
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "blocks", "blocks of any length give the same samples", any_block },
  { "blocks", "blocks of no frames are legal at any time", empty_blocks },
  { "blocks", "input and output may be one buffer", shared_buffers },
  { "blocks", "buffers may be missing", null_buffers },
};
CSN_TESTS(tests)
