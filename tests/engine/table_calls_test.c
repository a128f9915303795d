// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The C functions of tables, what they refuse, and tables that are filled with
// more numbers than one k-cycle takes (layer: tests).

#include "tabling.h"

/* Performs a block and returns the answer to a request, or null. */
static const RigReply*
answer(Rig* rig, uint32_t request)
{
  rig_block(rig, 64);
  return rig_reply(rig, request);
}

static bool
said(const RigReply* reply, CsnStatus st, const char* text)
{
  return reply && reply->status == st && !strcmp(reply->text, text);
}

static void
made_and_asked(void)
{
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(csn_engine_make_empty_table(e, 6, 2, 44100, 0, 1), CSN_OK);
  const RigReply* reply = answer(rig, 1);
  CU_ASSERT(reply && !reply->status && reply->has_value);
  CU_ASSERT_EQUAL(rig_value(rig, 1), 300);
  CU_ASSERT_EQUAL(csn_engine_table_exists(e, 300, 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_table_exists(e, 301, 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_table_exists(e, -1, 4), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_value(rig, 2), 1);
  CU_ASSERT_EQUAL(rig_value(rig, 3), 0);
  CU_ASSERT_EQUAL(rig_value(rig, 4), 0);

  CU_ASSERT_EQUAL(csn_engine_table_info(e, 300, 5), CSN_OK);
  reply = answer(rig, 5);
  CU_ASSERT_FATAL(reply && reply->n_values == 5);
  static const double info[] = { 44100, 6, 2, 3, 0 };
  for (size_t i = 0; i < 5; ++i) {
    CU_ASSERT_DOUBLE_EQUAL(reply->values[i], info[i], 0);
  }
  CU_ASSERT_STRING_EQUAL(reply->text, "");
  CU_ASSERT_EQUAL(csn_engine_table_info(e, 301, 6), CSN_OK);
  CU_ASSERT(said(answer(rig, 6),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));
  CU_ASSERT_EQUAL(csn_engine_make_empty_table(e, -1, 1, 0, 0, 7), CSN_OK);
  CU_ASSERT(said(answer(rig, 7),
                 CSN_ERR_BAD_ARG,
                 "a table has 1 to 268435456 numbers"));
  CU_ASSERT_EQUAL(csn_engine_make_empty_table(e, 6, 4, 0, 0, 8), CSN_OK);
  CU_ASSERT(said(answer(rig, 8),
                 CSN_ERR_BAD_ARG,
                 "the channels do not divide the table's size"));
  rig_close(rig);
}

static void
written_and_read(void)
{
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3 4 5"), 300);
  CU_ASSERT_EQUAL(csn_engine_table_write(e, 300, 1, -2.5, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_table_write(e, 300, 2, 9, 0.01), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_get_table_data(e, 300, 1, 3, 1), CSN_OK);
  const RigReply* reply = answer(rig, 1);
  CU_ASSERT_FATAL(reply && reply->n_values == 3);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[0], -2.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[1], 3, 0);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[2], 4, 0);
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2), 9, 0);

  // What is left, or nothing of it; beyond the end; too much at once
  CU_ASSERT_EQUAL(csn_engine_get_table_data(e, 300, 3, -1, 2), CSN_OK);
  reply = answer(rig, 2);
  CU_ASSERT_FATAL(reply && reply->n_values == 2);
  CU_ASSERT_DOUBLE_EQUAL(reply->values[1], 5, 0);
  CU_ASSERT_EQUAL(csn_engine_get_table_data(e, 300, 5, 1, 3), CSN_OK);
  CU_ASSERT(
    said(answer(rig, 3), CSN_ERR_BAD_ARG, "the table has no such index"));
  CU_ASSERT_EQUAL(csn_engine_get_table_data(e, 300, 0, 4097, 4), CSN_OK);
  CU_ASSERT(
    said(answer(rig, 4), CSN_ERR_BAD_ARG, "at most 4096 numbers come at once"));
  CU_ASSERT_EQUAL(csn_engine_get_table_data(e, 999, 0, 1, 5), CSN_OK);
  CU_ASSERT(said(answer(rig, 5),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));
  // Nobody waits for these, so the failure comes as news
  CU_ASSERT_EQUAL(csn_engine_table_write(e, 300, 5, 1, 0), CSN_OK);
  rig_block(rig, 64);
  const RigReply* const news = rig_last(rig, CSN_REPLY_FAILED);
  CU_ASSERT(said(news, CSN_ERR_BAD_ARG, "the table has no such index"));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 4), 5, 0);
  rig_close(rig);
}

static void
metadata(void)
{
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3 4 5 6"), 300);
  CU_ASSERT_EQUAL(csn_engine_set_table_metadata(e, 300, 22050, 3, 0.01, 1),
                  CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(rig_answered(rig, 1, CSN_OK));
  CU_ASSERT(table_is(rig, 300, 0, 6, 1, 6, 0, "")); // Not yet
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT(table_is(rig, 300, 22050, 6, 3, 2, 0, ""));
  static const struct {
    int table;
    uint32_t n_channels;
    double sr;
    CsnStatus status;
    const char* text;
  } bad[] = {
    { 301, 1, 44100, CSN_ERR_NOT_FOUND, "there is no table of this number" },
    { 300, 1, 0, CSN_ERR_BAD_ARG, "this is no sampling rate" },
    { 300, 1, -44100, CSN_ERR_BAD_ARG, "this is no sampling rate" },
    { 300,
      0,
      44100,
      CSN_ERR_BAD_ARG,
      "the channels do not divide the table's size" },
    { 300,
      4,
      44100,
      CSN_ERR_BAD_ARG,
      "the channels do not divide the table's size" },
  };
  for (uint32_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_EQUAL(csn_engine_set_table_metadata(e,
                                                  bad[i].table,
                                                  bad[i].sr,
                                                  bad[i].n_channels,
                                                  0,
                                                  10U + i),
                    CSN_OK);
    CU_ASSERT(said(answer(rig, 10U + i), bad[i].status, bad[i].text));
  }
  CU_ASSERT(table_is(rig, 300, 22050, 6, 3, 2, 0, ""));
  rig_close(rig);
}

static void
freed(void)
{
  Rig* const rig = table_rig(READER "gi1 ftgen 55, 0, -3, -2, 7, 8, 9\n");
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2"), 300);
  CU_ASSERT_EQUAL(csn_engine_free_table(e, 300, 0.01), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 1);
  rig_run(rig, rig->at + 640, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 300"), 0);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 3 4"), 300); // Its number again
  CU_ASSERT_EQUAL(csn_engine_free_table(e, 55, 0), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(said(rig_last(rig, CSN_REPLY_FAILED),
                 CSN_ERR_BAD_CALL,
                 "this table is the program's own"));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 55, 1), 8, 0);
  CU_ASSERT_EQUAL(csn_engine_free_table(e, 2000, 0), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT(said(rig_last(rig, CSN_REPLY_FAILED),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));
  rig_close(rig);
}

static double*
ramp(size_t n)
{
  double* const data = (double*)malloc(n * sizeof(double));
  CU_ASSERT_PTR_NOT_NULL_FATAL(data);
  for (size_t i = 0; i < n; ++i) {
    data[i] = (double)i * 0.25;
  }
  return data;
}

static void
filled(void)
{
  static const double data[] = { 5, 6, 7, 8 };
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable 1 2 3"), 300);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, 3, 1), CSN_OK);
  CU_ASSERT(said(answer(rig, 1), CSN_OK, ""));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 0), 5, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 2), 7, 0);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data + 1, 2, 2), CSN_OK);
  CU_ASSERT(said(answer(rig, 2),
                 CSN_ERR_BAD_ARG,
                 "the table has more numbers than that"));
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, 4, 3), CSN_OK);
  CU_ASSERT(said(answer(rig, 3),
                 CSN_OK,
                 "the table is full; the numbers that are left were not used"));
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 301, data, 3, 4), CSN_OK);
  CU_ASSERT(said(answer(rig, 4),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, NULL, 3, 5), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, 0, 5), CSN_ERR_BAD_ARG);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, SIZE_MAX / 2, 5),
                  CSN_ERR_BAD_ARG);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 0), 5, 0);
  rig_close(rig);
}

/* A portion in each k-cycle; a note that plays the table hears it come. */
static void
filled_by_and_by(void)
{
  const size_t n = 100000;
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  double* const data = ramp(n);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 100000"), 300);
  CU_ASSERT_EQUAL(rig_call(rig, "sched 10 0 -1 300 99999"), CSN_OK);
  const uint32_t begin = rig->at;
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, n, 1), CSN_OK);
  // The queue of the worker goes on meanwhile, and other tables as well
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, n - 1U, 2), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 999, data, n, 3), CSN_OK);
  free(data);
  rig_block(rig, 64);
  CU_ASSERT_PTR_NULL(rig_reply(rig, 1));
  rig_run(rig, begin + 64U * 12U, 64);
  CU_ASSERT(said(rig_reply(rig, 1), CSN_OK, ""));
  CU_ASSERT(said(rig_reply(rig, 2),
                 CSN_ERR_BAD_ARG,
                 "the table has more numbers than that"));
  CU_ASSERT(said(rig_reply(rig, 3),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][rig->at - 1U], 24999.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(rig->out[0][begin + 64], 0, 0);
  CU_ASSERT_EQUAL(rig_call(rig, "unschedAll"), CSN_OK);
  for (uint32_t i = 0; i < n; i += 16383U) {
    CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, i), i * 0.25, 0);
  }
  // A later program has the numbers, too
  rig_load(rig, READER);
  CU_ASSERT_EQUAL(rig_call(rig, "guard off"), CSN_OK);
  rig_run(rig, rig->at + 2048U, 64);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 99999), 24999.75, 0);
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 5), 1.25, 0);
  rig_close(rig);
}

/* Freed halfway, replaced halfway, and the engine freed halfway. */
static void
filled_halfway(void)
{
  const size_t n = 200000;
  Rig* const rig = table_rig(READER);
  CsnEngine* const e = rig->engine;
  double* const data = ramp(n);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 200000"), 300);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, n, 1), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_OK);
  rig_run(rig, rig->at + 1024U, 64);
  CU_ASSERT(said(rig_reply(rig, 1),
                 CSN_ERR_NOT_FOUND,
                 "there is no table of this number"));

  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 200000"), 300);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 300, data, n, 2), CSN_OK);
  rig_block(rig, 64);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeTable tabnum=300 1 2 3"), 300);
  rig_run(rig, rig->at + 1024U, 64);
  CU_ASSERT(rig_answered(rig, 2, CSN_OK));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 1), 2, 0);
  CU_ASSERT(table_is(rig, 300, 0, 3, 1, 3, 0, ""));

  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 200000"), 301);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 301, data, n, 3), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_fill_table(e, 301, data, n, 4), CSN_OK);
  rig_block(rig, 64);
  free(data);
  rig_close(rig);
}

/* As typed values, which is how atom messages and OSC bring arrays. */
static void
filled_by_values(void)
{
  const size_t n = 60000;
  double* const data = ramp(n);
  Rig* const rig = table_rig(READER);
  CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 60000"), 300);
  const CsnValue values[] = {
    { .type = CSN_VALUE_NUMBER, .number = 300 },
    { .type = CSN_VALUE_NUMBERS, .numbers = data, .n_numbers = n }
  };
  const char* problem = NULL;
  CU_ASSERT_EQUAL(
    csn_engine_call_values(rig->engine, "fillTable", values, 2, 1, 0, &problem),
    CSN_OK);
  rig_run(rig, rig->at + 512U, 64);
  CU_ASSERT(said(rig_reply(rig, 1), CSN_OK, ""));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 59999), 14999.75, 0);
  const CsnTypedValue typed[] = {
    { .param = 0, .type = CSN_TYPED_NUMBER, .number = 300 },
    { .param = 3, .type = CSN_TYPED_DOUBLES, .bytes = data + 0, .length = n }
  };
  data[59999] = -1;
  uint32_t method = 0;
  while (strcmp(csn_method_name(method), "fillTable") != 0) {
    ++method;
  }
  CU_ASSERT_EQUAL(
    csn_engine_typed_rt(rig->engine, 0, method, typed, 2, 2, &problem), CSN_OK);
  rig_run(rig, rig->at + 512U, 64);
  CU_ASSERT(said(rig_reply(rig, 2), CSN_OK, ""));
  CU_ASSERT_DOUBLE_EQUAL(table_read(rig, 300, 59999), -1, 0);

  // With block=1 the next call finds it filled, and goes on if it cannot be
  const CsnTypedValue blocks[] = {
    typed[0],
    { .param = 1, .type = CSN_TYPED_TEXT, .bytes = "api", .length = 3 },
    { .param = 2, .type = CSN_TYPED_NUMBER, .number = 1 },
    { .param = 3, .type = CSN_TYPED_DOUBLES, .bytes = data, .length = n }
  };
  data[59999] = -2;
  for (uint32_t request = 3; request < 7; request += 2U) {
    CU_ASSERT_EQUAL(
      csn_engine_typed_rt(rig->engine, 0, method, blocks, 4, request, &problem),
      CSN_OK);
    CU_ASSERT_EQUAL(
      rig_line(rig, 0, request + 1U, "getTableData 300 59999 1 flat=1"),
      CSN_OK);
    rig_run(rig, rig->at + 512U, 64);
    CU_ASSERT_TRUE(
      rig_answered(rig, request, request == 3 ? CSN_OK : CSN_ERR_BAD_ARG));
    CU_ASSERT_DOUBLE_EQUAL(rig_value(rig, request + 1U),
                           request == 3 ? -2 : 0,
                           0);
    CU_ASSERT_EQUAL(rig_call(rig, "makeEmptyTable 60001"), CSN_OK);
    CU_ASSERT_EQUAL(rig_call(rig, "freeTable 300"), CSN_OK);
    CU_ASSERT_EQUAL(rig_ask(rig, "makeEmptyTable 60001"), 300);
  }
  CU_ASSERT_EQUAL(rig_call(rig, "fillTable 300 1 method=fax"), CSN_ERR_BAD_ARG);
  free(data);
  rig_close(rig);
}

static void
wrong_calls(void)
{
  static const char* const bad[] = {
    "tableExists",    "tableExists x",      "tableExists 1 2",
    "makeEmptyTable", "tableInfo",          "tableInfo x",
    "tableWrite 1",   "tableWrite 1 x 3",   "getTableData x",
    "fillTable",      "fillTable 1 x",      "freeTable x",
    "freeTable",      "setTableMetadata 1",
  };
  Rig* const rig = table_rig(READER);
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    CU_ASSERT_NOT_EQUAL(rig_call(rig, bad[i]), CSN_OK);
  }
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists nan"), 0);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists inf"), 0);
  CU_ASSERT_EQUAL(rig_ask(rig, "tableExists 1e300"), 0);
  rig_close(rig);

  Rig* const none = rig_open(NULL);
  static const double one = 1;
  double* const data = ramp(5000);
  CU_ASSERT_EQUAL(csn_engine_fill_table(none->engine, 1, &one, 1, 1), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_fill_table(none->engine, 1, data, 5000, 2),
                  CSN_OK);
  rig_block(none, 64);
  CU_ASSERT(said(rig_reply(none, 1), CSN_ERR_BAD_CALL, "no program is loaded"));
  CU_ASSERT(said(rig_reply(none, 2), CSN_ERR_BAD_CALL, "no program is loaded"));
  free(data);
  rig_close(none);
}

static const CsnTest tests[] = {
  { "table calls", "tables are made and asked for by C", made_and_asked },
  { "table calls", "numbers are written and read by C", written_and_read },
  { "table calls", "a table becomes a sound by C", metadata },
  { "table calls", "a table is freed by C", freed },
  { "table calls", "a table is filled by C", filled },
  { "table calls", "a long one is filled by and by", filled_by_and_by },
  { "table calls", "… also where it goes meanwhile", filled_halfway },
  { "table calls", "long arrays come at each door", filled_by_values },
  { "table calls", "wrong calls of tables say so", wrong_calls },
};
CSN_TESTS(tests)
