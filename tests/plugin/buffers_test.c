// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The host's buffers: shared, missing, of any length and size (layer: tests).

#include "harness.h"
#include "plugin_rig.h"
#include "programs.h"

#include <lv2/atom/atom.h>

#include <string.h>

static float
noise(uint64_t* state)
{
  return (float)(csn_test_random(state) >> 40U) / 16777216.0F - 0.5F;
}

static CsnRig*
halving(void)
{
  CsnRig* const rig = csn_rig_of(CSN_RIG_EFFECT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
  csn_rig_run(rig, 2048); // the fade of the first program is over
  csn_rig_forget(rig);
  return rig;
}

/* Plays noise in blocks of these lengths, at most n frames at once; what comes
   out must be half of what went in, later by the latency. */
static void
check_halving(CsnRig* rig, const uint32_t* lengths, unsigned n, bool in_place)
{
  enum { size = 262144 };
  static float sent[2][size];
  static float heard[2][size];
  uint64_t state = 88172645463325252U;
  uint32_t at = 0;
  if (in_place) {
    for (uint32_t c = 0; c < 2; ++c) {
      rig->descriptor->connect_port(rig->handle,
                                    CSN_PORT_AUDIO + 2U + c,
                                    rig->in[c]);
    }
  }
  for (unsigned i = 0; at < size; ++i) {
    const uint32_t left = size - at;
    const uint32_t length = lengths[i % n] < left ? lengths[i % n] : left;
    for (uint32_t c = 0; c < 2; ++c) {
      for (uint32_t k = 0; k < length; ++k) {
        rig->in[c][k] = sent[c][at + k] = noise(&state);
      }
    }
    csn_rig_run(rig, length);
    for (uint32_t c = 0; c < 2; ++c) {
      memcpy(&heard[c][at],
             in_place ? rig->in[c] : rig->out[c],
             length * sizeof(float));
    }
    at += length;
    if (!length && i > 100000U) {
      break;
    }
  }
  unsigned n_wrong = 0;
  const uint32_t latency = (uint32_t)rig->latency;
  for (uint32_t c = 0; c < 2; ++c) {
    for (uint32_t k = latency; k < size; ++k) {
      n_wrong += !(heard[c][k] == 0.5F * sent[c][k - latency]);
    }
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
  CU_ASSERT_FALSE(rig->bad_output);
}

static void
any_length_is_the_same(void)
{
  static const uint32_t lengths[] = { 1,   7, 16, 0, 8192, 20000, 17, 487,
                                      256, 1, 0,  0, 4096, 4097,  15, 1024 };
  CsnRig* const rig = halving();
  check_halving(rig, lengths, sizeof(lengths) / sizeof(lengths[0]), false);
  csn_rig_free(rig);
}

static void
buffers_may_be_in_place(void)
{
  static const uint32_t lengths[] = { 256, 768, 752, 272, 240, 16, 487, 25 };
  CsnRig* const rig = halving();
  check_halving(rig, lengths, sizeof(lengths) / sizeof(lengths[0]), true);
  csn_rig_free(rig);
}

static void
single_frames_in_place(void)
{
  static const uint32_t one[] = { 1 };
  CsnRig* const rig = halving();
  check_halving(rig, one, 1, true);
  csn_rig_free(rig);
}

/* Ardour asks for the latency in this way, before a session plays. */
static void
one_buffer_for_all(void)
{
  for (unsigned kind = 0; kind < CSN_RIG_N_KINDS; ++kind) {
    CsnRig* const rig = csn_rig_of((CsnRigKind)kind);
    CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_HALF));
    for (uint32_t c = 0; c < rig->n_in + rig->n_out; ++c) {
      rig->descriptor->connect_port(rig->handle,
                                    CSN_PORT_AUDIO + c,
                                    rig->out[0]);
    }
    rig->out_size = 8;
    rig->out_type = csn_rig_map(LV2_ATOM__Sequence);
    csn_rig_run(rig, 8192);
    csn_rig_run(rig, 1024);
    CU_ASSERT_EQUAL(rig->latency, 16.0F);
    CU_ASSERT_FALSE(rig->bad_output);

    csn_rig_connect(rig);
    rig->out_size = 65536;
    rig->out_type = 0;
    csn_rig_forget(rig);
    csn_rig_run(rig, 1024);
    CU_ASSERT_PTR_NOT_NULL(csn_rig_last(rig, rig->uris.csn_controls) ||
                               csn_rig_call(rig, "status", 1)
                             ? rig
                             : NULL);
    csn_rig_free(rig);
  }
}

static void
notify_of_any_type_and_size(void)
{
  static const uint32_t sizes[] = { 0, 1, 7, 8, 9, 64, 100, 4096, 65536 };
  static const char* const types[] = { LV2_ATOM__Chunk,
                                       LV2_ATOM__Sequence,
                                       "urn:test:zero" };
  CsnRig* const rig = csn_rig_of(CSN_RIG_MULTI);
  for (unsigned t = 0; t < 3; ++t) {
    for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); ++i) {
      const int32_t number = (int32_t)(100U * t + i + 1U);
      rig->out_size = sizes[i];
      rig->out_type = csn_rig_map(types[t]);
      csn_rig_set(rig, 0, rig->uris.csn_program, "instr 1\nnonsense\n", 77);
      csn_rig_set(rig, 9, rig->uris.csn_call, "status", number);
      csn_rig_set(rig, 9, rig->uris.csn_call, "no such", number);
      csn_rig_run(rig, csn_rig_frames);
      csn_rig_run(rig, 0);
      CU_ASSERT_FALSE(rig->bad_output);
    }
  }
  csn_rig_run(rig, csn_rig_frames);
  csn_rig_run(rig, csn_rig_frames);
  for (int32_t t = 0; t < 3; ++t) { // what had no room has come by now
    for (int32_t i = 0; i < 9; ++i) {
      CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ACK, 100 * t + i + 1), 1);
      CU_ASSERT_EQUAL(csn_rig_count(rig, CSN_TOLD_ERROR, 100 * t + i + 1), 1);
    }
  }
  csn_rig_free(rig);
}

static void
ports_may_be_missing(void)
{
  for (unsigned kind = 0; kind < CSN_RIG_N_KINDS; ++kind) {
    CsnRig* const rig = csn_rig_of((CsnRigKind)kind);
    const uint32_t n_ports = CSN_PORT_AUDIO + rig->n_in + rig->n_out;
    for (uint32_t missing = 0; missing <= n_ports + 2U; ++missing) {
      csn_rig_connect(rig);
      rig->descriptor->connect_port(rig->handle, missing, NULL);
      rig->descriptor->run(rig->handle, 64);
    }
    for (uint32_t i = 0; i < n_ports; ++i) {
      rig->descriptor->connect_port(rig->handle, i, NULL);
    }
    rig->descriptor->run(rig->handle, 0);
    rig->descriptor->run(rig->handle, 20000);
    rig->descriptor->connect_port(rig->handle, UINT32_MAX, rig->in[0]);
    csn_rig_connect(rig);
    csn_rig_run(rig, 64);
    csn_rig_free(rig);
  }
}

static void
controls_may_be_no_numbers(void)
{
  static const float values[] = { -1e30F, 1e30F, -0.0F, 2.0F };
  CsnRig* const rig = csn_rig_of(CSN_RIG_INSTRUMENT);
  CU_ASSERT_TRUE(csn_rig_load(rig, CSN_TEST_TONE));
  for (unsigned i = 0; i < 6; ++i) {
    const float value = i < 4    ? values[i]
                        : i == 4 ? __builtin_nanf("")
                                 : __builtin_inff();
    for (unsigned c = 0; c < CSN_MAX_CONTROLS; ++c) {
      rig->ctl[c] = value;
    }
    csn_rig_run(rig, csn_rig_frames);
    const CsnTold* const told =
      csn_rig_call(rig, "getControlChannel level", (int32_t)i + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(told);
    CU_ASSERT_TRUE(told->value >= 0.0 && told->value <= 2.0);
  }
  csn_rig_free(rig);
}

static const CsnTest tests[] = {
  { "buffer", "blocks of any length sound the same", any_length_is_the_same },
  { "buffer", "input and output may be one", buffers_may_be_in_place },
  { "buffer", "single frames in place", single_frames_in_place },
  { "buffer", "all ports may share one buffer", one_buffer_for_all },
  { "buffer",
    "notify may be of any type and size",
    notify_of_any_type_and_size },
  { "buffer", "any port may be missing", ports_may_be_missing },
  { "buffer", "controls may be no numbers", controls_may_be_no_numbers },
};
CSN_TESTS(tests)
