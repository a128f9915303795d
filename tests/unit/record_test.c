// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Records of calls: what is written is read, and what is broken is seen
// (layer: tests).

#include "engine/call/record.h"
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t buffer[512];

static CsnRecord*
sample(void)
{
  CsnRecordWriter writer;
  csn_record_begin(&writer, buffer, sizeof(buffer), 7, 99);
  csn_record_number(&writer, -0.1);
  csn_record_text(&writer, "hello world", 11);
  csn_record_variable(&writer, 5);
  csn_record_text(&writer, "", 0);
  csn_record_text(&writer, "1234567", 7);
  csn_record_number(&writer, HUGE_VAL);
  return csn_record_end(&writer);
}

static void
round_trip(void)
{
  CsnRecord* const record = sample();
  CsnArg arg;
  CU_ASSERT_PTR_NOT_NULL_FATAL(record);
  CU_ASSERT(record->method == 7 && record->request == 99);
  CU_ASSERT(record->n_args == 6 && record->variable == CSN_NO_VARIABLE);
  CU_ASSERT(record->size % 8U == 0);
  CU_ASSERT(csn_record_is_valid(record, record->size));

  CsnArgReader reader = csn_record_args(record);
  CU_ASSERT(csn_args_next(&reader, &arg) && arg.type == CSN_ARG_NUMBER);
  CU_ASSERT_DOUBLE_EQUAL(arg.number, -0.1, 0);
  CU_ASSERT_STRING_EQUAL(arg.text, "");
  CU_ASSERT(csn_args_next(&reader, &arg) && arg.type == CSN_ARG_TEXT);
  CU_ASSERT_STRING_EQUAL(arg.text, "hello world");
  CU_ASSERT_EQUAL(arg.length, 11);
  CU_ASSERT(csn_args_next(&reader, &arg) && arg.type == CSN_ARG_VARIABLE);
  CU_ASSERT_EQUAL(arg.slot, 5);
  CU_ASSERT(csn_args_next(&reader, &arg) && arg.type == CSN_ARG_TEXT);
  CU_ASSERT(arg.length == 0 && !*arg.text);
  CU_ASSERT(csn_args_next(&reader, &arg) && arg.length == 7);
  CU_ASSERT_STRING_EQUAL(arg.text, "1234567");
  CU_ASSERT(csn_args_next(&reader, &arg) && isinf(arg.number));
  CU_ASSERT_FALSE(csn_args_next(&reader, &arg));
  CU_ASSERT_FALSE(csn_args_next(&reader, &arg));
}

static void
empty(void)
{
  CsnRecordWriter writer;
  CsnArg arg;
  csn_record_begin(&writer, buffer, sizeof(CsnRecord), 1, 0);
  CsnRecord* const record = csn_record_end(&writer);
  CU_ASSERT_PTR_NOT_NULL_FATAL(record);
  CU_ASSERT(csn_record_is_valid(record, sizeof(CsnRecord)));
  CsnArgReader reader = csn_record_args(record);
  CU_ASSERT_FALSE(csn_args_next(&reader, &arg));
}

/* The bytes after the capacity stay as they were. */
static void
too_small(void)
{
  for (size_t capacity = 0; capacity < 160; capacity += 8) {
    CsnRecordWriter writer;
    memset(buffer, 0x5A, sizeof(buffer));
    csn_record_begin(&writer, buffer, capacity, 1, 0);
    csn_record_number(&writer, 1);
    csn_record_text(&writer, "some text of some length", 24);
    csn_record_number(&writer, 2);
    const size_t need = sizeof(CsnRecord) + 16 + 40 + 16;
    CsnRecord* const record = csn_record_end(&writer);
    CU_ASSERT_EQUAL(record != NULL, capacity >= need);
    for (size_t i = capacity; i < sizeof(buffer); ++i) {
      if (((const unsigned char*)buffer)[i] != 0x5A) {
        CU_FAIL("a writer wrote beyond its buffer");
        break;
      }
    }
  }
}

static void
overflow_stays(void)
{
  CsnRecordWriter writer;
  csn_record_begin(&writer, buffer, 64, 1, 0);
  csn_record_text(&writer, "this text is far too long for 64 bytes", 200);
  csn_record_number(&writer, 1); // Would fit
  CU_ASSERT(writer.overflow);
  CU_ASSERT_PTR_NULL(csn_record_end(&writer));
}

static void
truncated(void)
{
  const CsnRecord* const record = sample();
  CU_ASSERT_PTR_NOT_NULL_FATAL(record);
  for (size_t size = 0; size < record->size; ++size) {
    CU_ASSERT_FALSE(csn_record_is_valid(record, size));
  }
  CU_ASSERT_FALSE(csn_record_is_valid(record, record->size + 8U));
}

/* Each change of one byte is either seen, or what is read stays inside. */
static void
corrupt(void)
{
  uint64_t seed = 4711;
  for (unsigned i = 0; i < 20000; ++i) {
    CsnRecord* const record = sample();
    const size_t size = record->size;
    uint64_t* const copy = (uint64_t*)malloc(size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, record, size);
    const unsigned n_changes = 1U + (unsigned)(csn_test_random(&seed) % 3U);
    for (unsigned k = 0; k < n_changes; ++k) {
      ((unsigned char*)copy)[csn_test_random(&seed) % size] =
        (unsigned char)csn_test_random(&seed);
    }
    if (csn_record_is_valid(copy, size)) {
      CsnArgReader reader = csn_record_args((const CsnRecord*)copy);
      const char* const end = (const char*)copy + size;
      CsnArg arg;
      while (csn_args_next(&reader, &arg)) {
        CU_ASSERT(arg.type != CSN_ARG_TEXT ||
                  (arg.text + arg.length < end && !arg.text[arg.length]));
      }
    }
    free(copy);
  }
}

static const CsnTest tests[] = {
  { "record", "what is written is read", round_trip },
  { "record", "a record may have no arguments", empty },
  { "record", "a buffer that is too small is not overrun", too_small },
  { "record", "after an overflow nothing more is written", overflow_stays },
  { "record", "a truncated record is not valid", truncated },
  { "record", "a corrupt record is never read beyond its end", corrupt },
};
CSN_TESTS(tests)
