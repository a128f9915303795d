// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// Method lines and numbers as text (layer: tests).

#include "engine/base/number.h"
#include "engine/call/line.h"
#include "harness.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t buffer[1024];
static CsnVariables variables;

/* Writes a text without its zero into the middle of another one. */
static size_t
put(char* to, const char* text)
{
  size_t n = 0;
  for (; text[n]; ++n) {
    to[n] = text[n];
  }
  return n;
}

/* Parses a line and writes it down again: method(arg; arg) > $slot. */
static CsnStatus
parse(const char* line, size_t length, char* out, size_t size)
{
  CsnRecord* record = NULL;
  const char* problem = "";
  const CsnStatus st = csn_line_parse(
    line, length, 3, &variables, buffer, sizeof(buffer), &record, &problem);
  CU_ASSERT(st ? problem && *problem : true);
  CU_ASSERT(!st || !record);
  if (st || !record) {
    (void)snprintf(out, size, "%s", st ? problem : "");
    return st;
  }
  CU_ASSERT(csn_record_is_valid(record, record->size));
  CU_ASSERT_EQUAL(record->request, 3);

  CsnArgReader reader = csn_record_args(record);
  CsnArg arg;
  size_t n =
    (size_t)snprintf(out, size, "%s", csn_method(record->method)->name);
  while (csn_args_next(&reader, &arg) && n < size) {
    n += (size_t)(arg.type == CSN_ARG_NUMBER
                    ? snprintf(out + n, size - n, "|%.12g", arg.number)
                  : arg.type == CSN_ARG_NAME
                    ? snprintf(out + n, size - n, "|%s=", arg.text)
                  : arg.type == CSN_ARG_TEXT
                    ? snprintf(out + n, size - n, "|'%s'", arg.text)
                    : snprintf(out + n, size - n, "|$%u", arg.slot));
  }
  if (record->variable != CSN_NO_VARIABLE && n < size) {
    (void)snprintf(out + n, size - n, ">$%u", (unsigned)record->variable);
  }
  return CSN_OK;
}

static const struct {
  const char* line;
  const char* is;
} good[] = {
  { "", "" },
  { "   \t ", "" },
  { "# sched 1", "" },
  { "sched 1", "sched|1|0|-1|0|1|1" },
  { "  sched\t1 ", "sched|1|0|-1|0|1|1" },
  { "sched 1 0.5", "sched|1|0.5|-1|0|1|1" },
  { "sched 1 0 2 67 0.1", "sched|1|0|2|0|1|1|67|0.1" },
  { "sched 1, 0, 2, 67, 0.1", "sched|1|0|2|0|1|1|67|0.1" },
  { "sched lead 0 2 # what it is", "sched|'lead'|0|2|0|1|1" },
  { "sched \"lead\" 0 2", "sched|'lead'|0|2|0|1|1" },
  { "sched {{lead}} 0 2", "sched|'lead'|0|2|0|1|1" },
  { "sched \"1\"", "sched|'1'|0|-1|0|1|1" },
  { "sched lead.5", "sched|'lead.5'|0|-1|0|1|1" },
  { "sched 1.5", "sched|1.5|0|-1|0|1|1" },
  { "sched lead dur=2", "sched|'lead'|0|2|0|1|1" },
  { "sched lead dur=2 delay=1", "sched|'lead'|1|2|0|1|1" },
  { "sched dur=2 lead", "sched|'lead'|0|2|0|1|1" },
  { "sched lead dur=2 0.25 7", "sched|'lead'|0.25|2|0|1|1|7" },
  { "sched 1 0 -1 \"a text\" 5", "sched|1|0|-1|0|1|1|'a text'|5" },
  { "sched 1 0 -1 word", "sched|1|0|-1|0|1|1|'word'" },
  { "sched lead args=67,0.1", "sched|'lead'|0|-1|0|1|1|67|0.1" },
  { "sched lead args=[67, 0.1] dur=2", "sched|'lead'|0|2|0|1|1|67|0.1" },
  { "sched lead 1 args= $a 5", "sched|'lead'|1|-1|0|1|1|$0|5" },
  { "sched lead 0 1 [5 6]", "sched|'lead'|0|1|0|1|1|5|6" },
  { "setp $a pairs=[4, 0.5]", "setp|$0|0|4|0.5" },
  { "evalCode giA[0] + gi[1]", "evalCode|'giA[0] + gi[1]'" },
  { "sched lead kamp=67", "sched|'lead'|0|-1|0|1|1|kamp=|67" },
  { "sched lead 1 kamp=$a dur=2 Sx=\"a, b\" iy=w priority=3",
    "sched|'lead'|1|2|3|1|1|kamp=|$0|Sx=|'a, b'|iy=|'w'" },
  { "sched lead 0 1 \"a=b\" p5=-2", "sched|'lead'|0|1|0|1|1|'a=b'|p5=|-2" },
  { "setp $a kamp=1 delay=2 5 6", "setp|$0|2|kamp=|1|5|6" },
  { "sched -1", "sched|-1|0|-1|0|1|1" },
  { "sched 1e3 1E-2 +.5 5.", "sched|1000|0.01|0.5|0|1|1|5" },
  { "sched 1 0 inf", "sched|1|0|inf|0|1|1" },
  { "sched $a 0 $b", "sched|$0|0|$1|0|1|1" },
  { "$a = sched 1", "sched|1|0|-1|0|1|1>$0" },
  { "$a=sched 1", "sched|1|0|-1|0|1|1>$0" },
  { "$a =sched 1", "sched|1|0|-1|0|1|1>$0" },
  { "$b\t= sched $a", "sched|$0|0|-1|0|1|1>$1" },
  { "$new_name9 = sched 1", "sched|1|0|-1|0|1|1>$2" },
  { "sched 1 0 2 relative=0 7", "sched|1|0|2|0|0|1|7" },
  { "sched 1 0 2 7 unique=0", "sched|1|0|2|0|1|0|7" },
  { "setp $a 4 0.5", "setp|$0|0|4|0.5" },
  { "setp $a 4 0.5 delay=1", "setp|$0|1|4|0.5" },
  { "setp 1.5 4 0.5 5 0.25", "setp|1.5|0|4|0.5|5|0.25" },
  { "setp 1.5 delay=$b 4 1", "setp|1.5|$1|4|1" },
  { "setChannel cut 0.5", "setChannel|'cut'|0.5|0|0" },
  { "setChannel 7 0.5", "setChannel|'7'|0.5|0|0" },
  { "setChannel cut \"0.5\" api 1", "setChannel|'cut'|'0.5'|'api'|1" },
  { "setChannel cut 0.5 delay=2", "setChannel|'cut'|0.5|0|2" },
  { "setChannel \"with space\" text", "setChannel|'with space'|'text'|0|0" },
  { "compile \"instr 1\\nendin\"", "compile|'instr 1\nendin'|0" },
  { "compile \"a \\\"b\\\" \\\\ \\t c\"", "compile|'a \"b\" \\ \t c'|0" },
  { "compile {{ \"x\" \\n # }}", "compile|' \"x\" \\n # '|0" },
  { "compile {{a\nb}}", "compile|'a\nb'|0" },
  { "compile \"\"", "compile|''|0" },
  { "compile {{}}", "compile|''|0" },
  { "compile {{ } } }}", "compile|' } } '|0" },
  { "event i 1 0 2 67", "event|'i 1 0 2 67'" },
  { "event i 1 0 2 \"a b\" ", "event|'i 1 0 2 \"a b\"'" },
  { "event {{i 1 0 1\ni 2 0 1}}", "event|'i 1 0 1\ni 2 0 1'" },
  { "loadFile /a b/c.csd", "loadFile|'/a b/c.csd'" },
  { "ksmps fit", "ksmps|'fit'" },
  { "ksmps 64", "ksmps|64" },
  { "unschedAll", "unschedAll" },
  { "status # now", "status" },
  { "getp $a 4", "getp|$0|4" },
  { "unsched lead 0.5", "unsched|'lead'|0.5" },
  { "mapControl 1 channel cut 0 1", "mapControl|1|'channel'|'cut'|0|1|0|4|0" },
  { "mapControl 1 pfield lead 1 9 curve=exp index=5 initial=2",
    "mapControl|1|'pfield'|'lead'|1|9|2|5|'exp'" },
};

static const struct {
  const char* line;
  CsnStatus status;
} bad[] = {
  { "nothing", CSN_ERR_NOT_FOUND },
  { "Sched 1", CSN_ERR_NOT_FOUND },
  { "schedule 1", CSN_ERR_NOT_FOUND },
  { "\"sched\" 1", CSN_ERR_NOT_FOUND },
  { "5", CSN_ERR_NOT_FOUND },
  { "= sched 1", CSN_ERR_NOT_FOUND },
  { "$a =", CSN_ERR_NOT_FOUND },
  { "$a = nothing", CSN_ERR_NOT_FOUND },
  { "$a", CSN_ERR_BAD_DATA },
  { "$ = sched 1", CSN_ERR_BAD_DATA },
  { "$a sched 1", CSN_ERR_BAD_DATA },
  { "$a-b = sched 1", CSN_ERR_BAD_DATA },
  { "$a_name_of_more_than_31_characters = sched 1", CSN_ERR_FULL },
  { "sched", CSN_ERR_BAD_ARG },
  { "sched # 1", CSN_ERR_BAD_ARG },
  { "sched 1 soon", CSN_ERR_BAD_ARG },
  { "sched 1 0 long", CSN_ERR_BAD_ARG },
  { "sched 1 0 0x10", CSN_ERR_BAD_ARG },
  { "sched 1 0 1.2.3", CSN_ERR_BAD_ARG },
  { "sched 1 dur=", CSN_ERR_BAD_DATA },
  { "sched 1 dur=x", CSN_ERR_BAD_ARG },
  { "sched 1 dur=\"2\"", CSN_ERR_BAD_ARG },
  { "sched $unknown", CSN_ERR_BAD_ARG },
  { "sched 1 0 1 $unknown", CSN_ERR_BAD_ARG },
  { "sched \"1", CSN_ERR_BAD_DATA },
  { "sched {{1", CSN_ERR_BAD_DATA },
  { "sched {{1}", CSN_ERR_BAD_DATA },
  { "sched 1 0 1 \"a\\\"", CSN_ERR_BAD_DATA },
  { "sched 1 0 1 dur={{x", CSN_ERR_BAD_ARG },
  { "compile \"instr", CSN_ERR_BAD_DATA },
  { "compile {{instr", CSN_ERR_BAD_DATA },
  { "compile", CSN_ERR_BAD_ARG },
  { "compile \"a\" \"b\"", CSN_ERR_BAD_ARG },
  { "setp", CSN_ERR_BAD_ARG },
  { "setp lead 4 1", CSN_ERR_BAD_ARG },
  { "sched lead kamp=", CSN_ERR_BAD_DATA },
  { "sched lead kamp=$unknown", CSN_ERR_BAD_ARG },
  { "setChannel cut", CSN_ERR_BAD_ARG },
  { "getp 1.5", CSN_ERR_BAD_ARG },
  { "getp 1.5 4 5", CSN_ERR_BAD_ARG },
  { "unschedAll 1", CSN_ERR_BAD_ARG },
  { "status now", CSN_ERR_BAD_ARG },
  { "mapControl 1 channel cut 0", CSN_ERR_BAD_ARG },
  { "mapControl 1 channel cut 0 1 2", CSN_ERR_BAD_ARG },
  { "mapControl one channel cut 0 1", CSN_ERR_BAD_ARG },
};

static void
set_variables(void)
{
  memset(&variables, 0, sizeof(variables));
  csn_line_collect_names("$a $b", 5, &variables);
  CU_ASSERT_EQUAL(variables.n, 2);
}

static void
good_lines(void)
{
  char is[300];
  set_variables();
  for (size_t i = 0; i < sizeof(good) / sizeof(*good); ++i) {
    const char* const line = good[i].line;
    is[0] = '\0';
    const CsnStatus st = parse(line, strlen(line), is, sizeof(is));
    if (st || strcmp(is, good[i].is) != 0) {
      printf("    {%s} is {%s}, not {%s}\n", line, is, good[i].is);
      CU_FAIL("a line is read wrongly");
    }
  }
}

static void
bad_lines(void)
{
  char is[300];
  for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); ++i) {
    const char* const line = bad[i].line;
    set_variables();
    const CsnStatus st = parse(line, strlen(line), is, sizeof(is));
    if (st != bad[i].status) {
      printf("    {%s}: %s (%s)\n", line, csn_strerror(st), is);
      CU_FAIL("a bad line is not refused as it should");
    }
  }
}

static const char* const numbers[] = {
  "0",
  "-0",
  "1",
  "-1",
  "+1",
  "0.1",
  "67.5",
  "4.35",
  ".5",
  "5.",
  "1e5",
  "1E+5",
  "1e-5",
  "3.25e2",
  "1e22",
  "1e23",
  "123456789.125",
  "1e-22",
  "440.01",
  "1e300",
  "1.7e308",
  "1e-300",
  "0.0001",
  "99999999999999999999",
};

static void
check_numbers(void)
{
  static const char* const none[] = { "",   "-",   "+",  ".",  "-.", "e5",
                                      "x1", "--1", " 1", "$1", "#" };
  static const char* const half[] = { "1x",   "1.2.3", "1e",  "1e+",
                                      "1ee5", "0x10",  "1 2", "1_0" };
  double is = 0;
  for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); ++i) {
    const char* const end = numbers[i] + strlen(numbers[i]);
    double want = 0;
    char copy[64];
    // strtod() minds the locale, so it reads a copy with its own point
    (void)snprintf(copy, sizeof(copy), "%s", numbers[i]);
    char* const point = strchr(copy, '.');
    if (point) {
      *point = *localeconv()->decimal_point;
    }
    want = strtod(copy, NULL);
    CU_ASSERT_PTR_EQUAL(csn_number_parse(numbers[i], end, &is), end);
    CU_ASSERT_DOUBLE_EQUAL(is, want, fabs(want) * 4e-16);
    CU_ASSERT_EQUAL(signbit(is) != 0, signbit(want) != 0);
  }
  for (size_t i = 0; i < sizeof(none) / sizeof(*none); ++i) {
    CU_ASSERT_PTR_NULL(
      csn_number_parse(none[i], none[i] + strlen(none[i]), &is));
  }
  for (size_t i = 0; i < sizeof(half) / sizeof(*half); ++i) {
    const char* const end = half[i] + strlen(half[i]);
    const char* const stop = csn_number_parse(half[i], end, &is);
    CU_ASSERT(stop && stop < end);
  }
}

static void
special_numbers(void)
{
  const char* const text = "-inf nan 1e400 -1e999999999999 1e-999999999999";
  double is = 0;
  CU_ASSERT_PTR_EQUAL(csn_number_parse(text, text + 4, &is), text + 4);
  CU_ASSERT(isinf(is) && is < 0);
  CU_ASSERT_PTR_EQUAL(csn_number_parse(text + 5, text + 8, &is), text + 8);
  CU_ASSERT(isnan(is));
  CU_ASSERT_PTR_NOT_NULL(csn_number_parse(text + 9, text + 14, &is));
  CU_ASSERT(isinf(is) && is > 0);
  CU_ASSERT_PTR_EQUAL(csn_number_parse(text + 15, text + 30, &is), text + 30);
  CU_ASSERT(isinf(is) && is < 0);
  CU_ASSERT_PTR_NOT_NULL(csn_number_parse(text + 31, text + 46, &is));
  CU_ASSERT_DOUBLE_EQUAL(is, 0, 0);
  // Never beyond the end, though the text goes on
  const char* const digits = "12345";
  CU_ASSERT_PTR_EQUAL(csn_number_parse(digits, digits + 2, &is), digits + 2);
  CU_ASSERT_DOUBLE_EQUAL(is, 12, 0);
}

/* Short decimal numbers are read exactly as strtod() does. */
static void
exact_numbers(void)
{
  uint64_t seed = 271828;
  char text[64];
  unsigned n_wrong = 0;
  for (unsigned i = 0; i < 20000; ++i) {
    double is = 0;
    const int n = snprintf(text,
                           sizeof(text),
                           "%s%llu.%0*llu",
                           csn_test_random(&seed) % 2U ? "-" : "",
                           (unsigned long long)csn_test_random(&seed) % 100000U,
                           1 + (int)(csn_test_random(&seed) % 9U),
                           (unsigned long long)csn_test_random(&seed) % 10U);
    const double want = strtod(text, NULL);
    n_wrong += csn_number_parse(text, text + n, &is) != text + n || is > want ||
               is < want;
  }
  CU_ASSERT_EQUAL(n_wrong, 0);
}

static void
any_locale(void)
{
  static const char* const names[] = {
    "de_DE.UTF-8", "de_DE", "fr_FR.UTF-8", "de_AT.UTF-8", "ru_RU.UTF-8"
  };
  const char* had = setlocale(LC_NUMERIC, NULL);
  char before[64];
  (void)snprintf(before, sizeof(before), "%s", had ? had : "C");
  bool any = false;
  for (size_t i = 0; !any && i < sizeof(names) / sizeof(*names); ++i) {
    any = setlocale(LC_NUMERIC, names[i]) != NULL;
  }
  double is = 0;
  const char* const text = "0.5";
  CU_ASSERT_PTR_EQUAL(csn_number_parse(text, text + 3, &is), text + 3);
  CU_ASSERT_DOUBLE_EQUAL(is, 0.5, 0);
  check_numbers();
  if (any) {
    CU_ASSERT_EQUAL(*localeconv()->decimal_point, ',');
  }
  (void)setlocale(LC_NUMERIC, before);
}

static void
long_lines(void)
{
  static char line[20000];
  static char is[20100];
  set_variables();
  (void)memset(line, 'x', sizeof(line));
  (void)put(line, "compile \"");
  line[sizeof(line) - 1U] = '"';
  CU_ASSERT_EQUAL(parse(line, sizeof(line), is, sizeof(is)), CSN_ERR_FULL);
  line[8] = 'y';
  line[sizeof(line) - 1U] = 'y';
  CU_ASSERT_EQUAL(parse(line, sizeof(line), is, sizeof(is)), CSN_ERR_FULL);
  // Something near what there is room for
  CU_ASSERT_EQUAL(parse(line, 8000, is, sizeof(is)), CSN_OK);
  CU_ASSERT_EQUAL(strlen(is), strlen("compile|''|0") + 8000U - 8U);
}

static void
many_names(void)
{
  char line[60];
  char is[100];
  memset(&variables, 0, sizeof(variables));
  for (unsigned i = 0; i < CSN_N_VARIABLES + 10U; ++i) {
    (void)snprintf(line, sizeof(line), "$v%u = sched 1", i);
    CU_ASSERT_EQUAL(parse(line, strlen(line), is, sizeof(is)),
                    i < CSN_N_VARIABLES ? CSN_OK : CSN_ERR_FULL);
  }
  (void)snprintf(line, sizeof(line), "$v%u = sched $v0", CSN_N_VARIABLES - 1U);
  CU_ASSERT_EQUAL(parse(line, strlen(line), is, sizeof(is)), CSN_OK);
}

/* Lines made of pieces that mean something, and of any bytes. */
static void
fuzz(void)
{
  static const char* const pieces[] = {
    "sched ", "setp ", "compile ", "event ", "\"",    "{{",          "}}",
    "\\",     "$a",    "=",        "dur=",   "1",     "-",           ".5e",
    " ",      "#",     "\n",       "nan",    "$b = ", "mapControl ",
  };
  const unsigned n_lines = csn_test_quick() ? 20000 : 200000;
  uint64_t seed = 161803;
  char is[400];
  for (unsigned i = 0; i < n_lines; ++i) {
    char text[200] = "";
    size_t n = 0;
    const size_t want = (size_t)(csn_test_random(&seed) % 150U);
    while (n < want) {
      if (csn_test_random(&seed) % 8U) {
        const char* const piece = pieces[csn_test_random(&seed) % 20U];
        n += put(text + n, piece);
      } else {
        text[n++] = (char)csn_test_random(&seed);
      }
    }
    // On the heap at its exact length, for the sanitizer's sake
    char* const line = (char*)malloc(n + 1U);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    memcpy(line, text, n);
    if (i % 64U == 0) {
      set_variables();
    }
    (void)parse(line, n, is, sizeof(is));
    csn_line_collect_names(line, n, &variables);
    free(line);
  }
}

static const CsnTest tests[] = {
  { "line", "good lines become the records that they mean", good_lines },
  { "line", "bad lines are refused with a word", bad_lines },
  { "line", "a line that is too long is refused", long_lines },
  { "line", "there are 256 names", many_names },
  { "line", "no bytes can break the parser", fuzz },
  { "number", "numbers are read as strtod() reads them", check_numbers },
  { "number", "infinity, NaN and numbers too large are read", special_numbers },
  { "number", "short numbers are exact", exact_numbers },
  { "number", "the locale does not matter", any_locale },
};
CSN_TESTS(tests)
