// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// A method that there is not: the error names the one that may be meant, and is
// the same at each door (layer: tests).

#include "rig.h"

static const struct {
  const char* name;
  const char* meant; ///< Null: nothing is near
} names[] = {
  { "shced", "sched" },
  { "Sched", "sched" },
  { "SETP", "setp" },
  { "set_channel", "setChannel" },
  { "make_empty_table", "makeEmptyTable" },
  { "readsoundfile", "readSoundfile" },
  { "getTabelData", "getTableData" },
  { "compil", "compile" },
  { "fillTables", "fillTable" },
  { "unschedAl", "unschedAll" },
  { "busSytemStatus", "busSystemStatus" },
  { "x", NULL },
  { "qq", NULL },
  { "nothing", NULL },
  { "aMethodWhoseNameIsLongerThanThatOfAnyOther", NULL },
  { "____", NULL },
};

static void
everywhere(void)
{
  Rig* const rig = rig_open(NULL);
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    char wanted[128] = "there is no such method";
    char report[128] = "";
    const char* by_line = "";
    const char* by_values = "";
    if (names[i].meant) {
      (void)snprintf(wanted,
                     sizeof(wanted),
                     "there is no such method; did you mean %s?",
                     names[i].meant);
    }
    const char* const name = names[i].name;
    CU_ASSERT_EQUAL(
      csn_engine_line_rt(rig->engine, 0, name, strlen(name), 1, &by_line),
      CSN_ERR_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(by_line, wanted);
    CU_ASSERT_EQUAL(
      csn_engine_call(rig->engine, name, 2, report, sizeof(report)),
      CSN_ERR_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(report, wanted);
    CU_ASSERT_EQUAL(
      csn_engine_call_values(rig->engine, name, NULL, 0, 3, 0, &by_values),
      CSN_ERR_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(by_values, wanted);
  }
  const char* problem = "";
  CU_ASSERT_EQUAL(csn_engine_line_rt(rig->engine, 0, "$a =", 4, 1, &problem),
                  CSN_ERR_NOT_FOUND);
  CU_ASSERT_STRING_EQUAL(problem, "there is no such method");
  rig_close(rig);
}

static const CsnTest tests[] = {
  { "unknown", "an unknown method's error names the nearest", everywhere },
};
CSN_TESTS(tests)
