// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Named p-fields as text: constants, heads, names from statements, orchestras
// with heads in them (layer: tests).

#include "engine/session/constant.h"
#include "engine/session/fields.h"
#include "engine/session/heads.h"
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const CsnHeader header = { 48000, 64, 1, 442 };

static CsnFields fields;
static CsnFieldsError error;
static CsnDiagnosticList list;

static double
constant(const char* text)
{
  double value = -12345;
  return csn_constant_parse(text, strlen(text), &header, &value) ? value : -1e9;
}

static void
constants(void)
{
  CU_ASSERT_DOUBLE_EQUAL(constant("1e-3"), 0.001, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant(" 1/3 "), 1.0 / 3.0, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("-2"), -2, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("2-3-4"), -5, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("8/2/2"), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("1+2*3"), 7, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("(1+2)*3"), 9, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("2*-3"), -6, 0);
  // What Csound prints for these
  CU_ASSERT_DOUBLE_EQUAL(constant("-2^2"), 4, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("2^3^2"), 64, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("-7%3"), -1, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("round(2.5)"), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("int(-2.5)"), -2, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("frac(-2.25)"), -0.25, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("cpspch(8.09)"), 442, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(constant("mtof:i(57)"), 221, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(constant("ampdbfs(-20)"), 0.1, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(constant("ampdb(20)"), 10, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(constant("sr/ksmps"), 750, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("kr"), 750, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("0dbfs/2"), 0.5, 0);
  CU_ASSERT_DOUBLE_EQUAL(constant("A4"), 442, 0);

  static const char* const bad[] = { "",       "1/0",   "0/0",      "x",
                                     "1 2",    "1+",    "(1",       "1)",
                                     "rnd(1)", "sqrt",  "sqrt(-1)", "1e999",
                                     "--",     "\"a\"", "p4",       "1//2" };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_DOUBLE_EQUAL(constant(bad[i]), -1e9, 0);
  }
  char deep[4001];
  memset(deep, '(', 4000);
  deep[4000] = '\0';
  CU_ASSERT_DOUBLE_EQUAL(constant(deep), -1e9, 0);
  memset(deep, '-', 4000);
  CU_ASSERT_DOUBLE_EQUAL(constant(deep), -1e9, 0);
}

static size_t
head(const char* text)
{
  csn_fields_clear(&fields, 4);
  memset(&error, 0, sizeof(error));
  const size_t n =
    csn_fields_read_head(&fields, text, strlen(text), &header, &error);
  CU_ASSERT(n ? !error.text[0] : error.text[0]);
  return n;
}

static double
value_of(const char* name)
{
  const CsnField* const field =
    csn_fields_at(&fields, csn_fields_find(&fields, name, strlen(name)));
  return field ? field->value : -1e9;
}

static const char*
text_of(const char* name)
{
  const CsnField* const field =
    csn_fields_at(&fields, csn_fields_find(&fields, name, strlen(name)));
  return field && field->text ? fields.texts + field->text : "?";
}

static void
heads(void)
{
  CU_ASSERT_EQUAL(head("|kmidinote=60, kamp=0.1, kcutoff=3000| rest"), 38);
  CU_ASSERT_EQUAL(fields.n, 3);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kmidinote", 9), 4);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kcutoff", 7), 6);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "p17", 3), 17);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "p3", 2), 0);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kcut", 4), 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("kamp"), 0.1, 0);

  CU_ASSERT(0 <
            head("|ka=1e-3,ib=1/3,ic=-2, kd, ke=sqrt((4)) ,\n  kf = 2 ; | no\n"
                 " /* , */ , S1=\"a, b | \\\"c\\\"\\n\", S2 // end\n |"));
  CU_ASSERT_EQUAL(fields.n, 8);
  CU_ASSERT_DOUBLE_EQUAL(value_of("ka"), 0.001, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("ib"), 1.0 / 3.0, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("ic"), -2, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("kd"), 0, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("ke"), 2, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("kf"), 2, 0);
  CU_ASSERT_STRING_EQUAL(text_of("S1"), "a, b | \"c\"\n");
  CU_ASSERT_STRING_EQUAL(text_of("S2"), "");
  CU_ASSERT(0 < head("{kfreq=440}"));
  CU_ASSERT(0 < head("||"));
  CU_ASSERT_EQUAL(fields.n, 0);
}

static void
bad_heads(void)
{
  static const struct {
    const char* text;
    size_t at;
  } bad[] = {
    { "|kfreq=440", 0 },
    { "|", 1 },
    { "|kfreq=|", 7 },
    { "|kfreq=x|", 7 },
    { "|ka=1,\n kb=2 3|", 11 },
    { "|ka, ka|", 5 },
    { "|afreq=1|", 1 },
    { "|k=1|", 1 },
    { "|ka=\"x\"|", 4 },
    { "|S1=2|", 4 },
    { "|S1=\"a\nb\"|", 4 },
    { "|S1=\"a|", 4 },
    { "|ka,,kb|", 4 },
    { "|ka=1/0|", 4 },
    { "|4=1|", 1 },
    { "|ka kb|", 4 },
    { "|k23456789012345678901234567890123|", 1 },
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT_EQUAL(head(bad[i].text), 0);
    CU_ASSERT_EQUAL(error.at, bad[i].at);
  }

  // 64 names, and one more
  char many[1024] = "|";
  for (unsigned i = 0; i < 65; ++i) {
    const size_t n = strlen(many);
    (void)snprintf(many + n, sizeof(many) - n, "%sk%u=%u", i ? "," : "", i, i);
    if (i == 63) {
      const size_t end = strlen(many);
      many[end] = '|';
      CU_ASSERT(0 < head(many));
      CU_ASSERT_DOUBLE_EQUAL(value_of("k63"), 63, 0);
      many[end] = '\0';
    }
  }
  memcpy(many + strlen(many), "|", 2);
  CU_ASSERT_EQUAL(head(many), 0);
}

static void
statements(void)
{
  static const char* const lines[] = {
    "pset 0, 0, 0, 440, -0.5, 1/4 ; defaults",
    "kfreq = p4",
    "  iamp\tinit  p5  // loud",
    "Sname strget p7",
    "i1, k2, i3 passign 8, 10",
    "kno = p12 * 2",
    "kno = p1",
    "afoo = p13",
    "kfreq = p14",
    "kother = p4",
    "p5 = p6",
  };
  csn_fields_clear(&fields, 4);
  for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); ++i) {
    csn_fields_read_statement(&fields, lines[i], strlen(lines[i]), &header);
  }
  CU_ASSERT_EQUAL(fields.n, 6);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kfreq", 5), 4);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "Sname", 5), 7);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "k2", 2), 9);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kother", 6), 0);
  CU_ASSERT_EQUAL(csn_fields_last(&fields), 10);
  CU_ASSERT_DOUBLE_EQUAL(value_of("kfreq"), 440, 0);
  CU_ASSERT_DOUBLE_EQUAL(value_of("iamp"), -0.5, 0);

  static const char aliases[] = "freq=kfreq, amp = iamp pp=p9";
  CU_ASSERT(
    csn_fields_read_aliases(&fields, aliases, sizeof(aliases) - 1U, &error));
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "amp", 3), 5);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "pp", 2), 9);
  static const char* const bad[] = { "a",       "a=",        "=a",
                                     "a=kno",   "amp=kfreq", "kfreq=i1",
                                     "b kfreq", "x==kfreq" };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    CU_ASSERT(
      !csn_fields_read_aliases(&fields, bad[i], strlen(bad[i]), &error));
  }
}

static void
added(void)
{
  CU_ASSERT(0 < head("|kfreq=440, Sname|"));
  CU_ASSERT(csn_fields_add(&fields, "kfreq", 5, 220, NULL, &error));
  CU_ASSERT(csn_fields_add(&fields, "iamp", 4, 0.5, NULL, &error));
  CU_ASSERT(csn_fields_add(&fields, "Sname", 5, 0, "x", &error));
  CU_ASSERT_DOUBLE_EQUAL(value_of("kfreq"), 220, 0);
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "iamp", 4), 6);
  CU_ASSERT_STRING_EQUAL(text_of("Sname"), "x");
  CU_ASSERT(!csn_fields_add(&fields, "Sname", 5, 1, NULL, &error));
  CU_ASSERT(!csn_fields_add(&fields, "kfreq", 5, 0, "x", &error));
  CU_ASSERT(!csn_fields_add(&fields, "afreq", 5, 0, NULL, &error));
  CU_ASSERT(!csn_fields_add(&fields, "p9", 2, 0, NULL, &error));

  char text[400];
  const size_t n = csn_fields_write(&fields, 0, text, sizeof(text));
  CU_ASSERT_EQUAL(n, strlen(text));
  CU_ASSERT_STRING_EQUAL(text,
                         "pset 0, 0, 0, 220, 0, 0.5\n"
                         "kfreq init p4\nkfreq = p4\n"
                         "Sname strget p5\niamp = p6\n");
  CU_ASSERT_EQUAL(csn_fields_write(&fields, 0, NULL, 0), n);
  CU_ASSERT_EQUAL(csn_fields_write(&fields, 0, text, 10), n);
  csn_fields_write_names(&fields, text, 14);
  CU_ASSERT_STRING_EQUAL(text, "kfreq, Sname");
}

static void
orchestras(void)
{
  static const char text[] = "sr = 48000\n/* instr 9\n|kno| */\n"
                             "instr 1, lead\n ; a comment\n"
                             "  |kfreq=440,\n   kamp=.5| ; head\n"
                             "a1 oscili kamp, kfreq\nendin\n"
                             "instr 2\nk1 = p5\n S1 = {{\nendin\n}}\nendin\n"
                             "instr +pad\nendin\n";
  CsnHeads read;
  CU_ASSERT_EQUAL_FATAL(csn_heads_read(&read, text, &header, "f", &list),
                        CSN_OK);
  const CsnInstrFields* i = read.instrs;
  CU_ASSERT_EQUAL(i->number, 1);
  CU_ASSERT_EQUAL(i->line, 4);
  CU_ASSERT_EQUAL(i->fields.n, 2);
  i = i->next;
  CU_ASSERT_STRING_EQUAL(i->name, "lead");
  CU_ASSERT_EQUAL(i->number, 0);
  CU_ASSERT_EQUAL(csn_fields_find(&i->fields, "kamp", 4), 5);
  i = i->next;
  CU_ASSERT_EQUAL(i->number, 2);
  CU_ASSERT_EQUAL(i->fields.n, 1);
  CU_ASSERT(!i->fields.declared);
  i = i->next;
  CU_ASSERT_STRING_EQUAL(i->name, "pad");
  CU_ASSERT_PTR_NULL(i->next);
  CU_ASSERT_PTR_NOT_NULL(strstr(read.code,
                                "kamp = p5\n#line 7\n ; head\n"
                                "a1 oscili kamp, kfreq\n"));
  CU_ASSERT_PTR_NULL(strstr(read.code, "|kfreq"));
  CU_ASSERT_EQUAL(strlen(read.shown), strlen(text));
  CU_ASSERT_PTR_NOT_NULL(strstr(read.shown, "\n            ; head\n"));
  csn_heads_clear(&read);

  // Without heads nothing is written anew
  CU_ASSERT_EQUAL(
    csn_heads_read(&read, "instr 1\nendin\n", &header, "f", &list), CSN_OK);
  CU_ASSERT_PTR_NULL(read.code);
  csn_heads_clear(&read);

  csn_diagnostic_list_clear(&list);
  CU_ASSERT_EQUAL(csn_heads_read(&read,
                                 "<CsoundSynthesizer>\n<CsInstruments>\n"
                                 "instr 1\n |kfreq=440,\n   amp=1|\nendin\n"
                                 "</CsInstruments>\n</CsoundSynthesizer>\n",
                                 &header,
                                 "f.csd",
                                 &list),
                  CSN_ERR_COMPILE);
  CU_ASSERT_EQUAL(list.count, 1);
  CU_ASSERT_EQUAL(list.items[0].line, 5);
  CU_ASSERT_EQUAL(list.items[0].column, 4);
  csn_heads_clear(&read);
}

static void
bodies(void)
{
  char shown[256];
  CU_ASSERT(csn_heads_read_body(&fields,
                                "\n ; c\n |kfreq=440,\n kamp|\n"
                                "a1 oscili kamp, kfreq\n",
                                5,
                                &header,
                                shown,
                                &error));
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kamp", 4), 6);
  CU_ASSERT_STRING_EQUAL(
    shown, "\n ; c\n            \n      \na1 oscili kamp, kfreq\n");
  CU_ASSERT(csn_heads_read_body(
    &fields, "kamp = p5\nkmidi = p6", 5, &header, shown, &error));
  CU_ASSERT_EQUAL(csn_fields_find(&fields, "kmidi", 5), 6);
  CU_ASSERT(!csn_heads_read_body(
    &fields, "a1 = 1\n endin\ninstr 2", 5, &header, shown, &error));
  CU_ASSERT_EQUAL(error.at, 8);
  CU_ASSERT(
    csn_heads_read_body(&fields, "\n|ka| a1 = 1\n", 5, &header, shown, &error));
  CU_ASSERT_STRING_EQUAL(shown, "\n     a1 = 1\n");
  CU_ASSERT(csn_heads_read_body(&fields, "", 5, &header, shown, &error));
}

/* Whatever the text, reading ends, stays inside and says what is wrong. */
static void
any_text(void)
{
  static const char letters[] = "|{},=\"\\;/*\nikSp4.5e-()abc instr endin#%^+";
  uint32_t seed = 12345;
  unsigned n_good = 0;
  for (unsigned round = 0; round < 20000; ++round) {
    char text[128] = "instr 1\n|kfreq=440, iamp=1/3, Sx=\"a\"|\nendin\n";
    const size_t length = strlen(text);
    for (unsigned i = 0; i < 1U + round % 8U; ++i) {
      seed = seed * 1664525U + 1013904223U;
      text[(seed >> 8U) % length] =
        letters[(seed >> 16U) % (sizeof(letters) - 1U)];
    }
    CsnHeads read;
    char shown[128];
    csn_diagnostic_list_clear(&list);
    const CsnStatus st = csn_heads_read(&read, text, &header, "f", &list);
    CU_ASSERT(st ? list.count == 1 : list.count == 0);
    if (!st && read.code) {
      ++n_good;
      CU_ASSERT_EQUAL(strlen(read.shown), length);
    }
    csn_heads_clear(&read);
    memset(&error, 0, sizeof(error));
    if (!csn_heads_read_body(&fields, text + 8, 5, &header, shown, &error)) {
      CU_ASSERT(error.text[0]);
      CU_ASSERT(error.at <= length);
    }
  }
  CU_ASSERT(n_good > 500);
}

static const CsnTest tests[] = {
  { "fields", "constants", constants }, { "fields", "heads", heads },
  { "fields", "bad heads", bad_heads }, { "fields", "statements", statements },
  { "fields", "added", added },         { "fields", "orchestras", orchestras },
  { "fields", "bodies", bodies },       { "fields", "any text", any_text },
};

CSN_TESTS(tests)
