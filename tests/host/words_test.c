// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// What a user writes: the command line and scripts (layer: tests).

#include "tests/harness.h"

#include "host/options.h"
#include "host/script.h"

#include <stdint.h>
#include <string.h>

#define MAX_WORDS 16

// Parses words up to a null
static CsnParse
parse(CsnOptions* options, const char* const* words, char error[256])
{
  char* arguments[MAX_WORDS + 1];
  char memory[1024];
  size_t used = 0;
  int n = 0;
  for (; n < MAX_WORDS && words[n]; ++n) {
    const size_t size = strlen(words[n]) + 1U;
    CU_ASSERT_TRUE_FATAL(used + size <= sizeof(memory));
    // Not the literals: what is kept must point to the words or be a copy
    arguments[n] = memcpy(memory + used, words[n], size);
    used += size;
  }
  arguments[n] = NULL;
  error[0] = '\0';
  const CsnParse result = csn_options_parse(options, n, arguments, error, 256);
  // Strings point into `memory`: compare before it goes away
  if (result == CSN_PARSE_RUN && options->output) {
    CU_ASSERT_STRING_EQUAL(options->output, "out.wav");
  }
  return result;
}

static void
options_have_their_defaults(void)
{
  const char* const words[] = { "csonance", "render", "x.csd", NULL };
  CsnOptions options;
  char error[256];
  CU_ASSERT_EQUAL(parse(&options, words, error), CSN_PARSE_RUN);
  CU_ASSERT_EQUAL(options.command, CSN_COMMAND_RENDER);
  CU_ASSERT_TRUE(options.seconds < 0.0);
  CU_ASSERT_DOUBLE_EQUAL(options.rate, 48000.0, 0.0);
  CU_ASSERT_EQUAL(options.block_low, 256);
  CU_ASSERT_EQUAL(options.block_high, 256);
  CU_ASSERT_PTR_NULL(options.ksmps);
  CU_ASSERT_STRING_EQUAL(options.backend, "jack");
  csn_options_clear(&options);
}

static void
options_take_values_in_both_forms(void)
{
  const char* const words[] = { "csonance",  "render",       "--output=out.wav",
                                "--seconds", "1.5",          "-b",
                                "1-4096:7",  "--rate=44100", "--set",
                                "a=b=-3",    "--set=c=",     "x.csd",
                                NULL };
  CsnOptions options;
  char error[256];
  CU_ASSERT_EQUAL(parse(&options, words, error), CSN_PARSE_RUN);
  CU_ASSERT_DOUBLE_EQUAL(options.seconds, 1.5, 0.0);
  CU_ASSERT_DOUBLE_EQUAL(options.rate, 44100.0, 0.0);
  CU_ASSERT_TRUE(options.has_rate);
  CU_ASSERT_EQUAL(options.block_low, 1);
  CU_ASSERT_EQUAL(options.block_high, 4096);
  CU_ASSERT_EQUAL(options.block_seed, 7);
  CU_ASSERT_EQUAL_FATAL(options.n_sets, 2);
  CU_ASSERT_STRING_EQUAL(options.sets[0].name, "a");
  CU_ASSERT_STRING_EQUAL(options.sets[0].value, "b=-3");
  CU_ASSERT_STRING_EQUAL(options.sets[1].value, "");
  csn_options_clear(&options);
}

static void
wrong_options_are_told_by_name(void)
{
  static const struct {
    const char* words[6];
    const char* told;
  } cases[] = {
    { { "csonance" }, "say what to do" },
    { { "csonance", "fly" }, "fly" },
    { { "csonance", "render" }, "PROGRAM" },
    { { "csonance", "info" }, "URI" },
    { { "csonance", "render", "a", "b" }, "b" },
    { { "csonance", "render", "a", "--foo" }, "--foo" },
    { { "csonance", "render", "a", "--output" }, "--output" },
    { { "csonance", "render", "a", "--output=" }, "--output" },
    { { "csonance", "render", "a", "--block", "0" }, "--block" },
    { { "csonance", "render", "a", "--block", "5-3:1" }, "--block" },
    { { "csonance", "render", "a", "--block", "1-3" }, "--block" },
    { { "csonance", "render", "a", "--block", "99999999999" }, "--block" },
    { { "csonance", "render", "a", "--seconds", "nan" }, "--seconds" },
    { { "csonance", "render", "a", "--seconds", "1s" }, "--seconds" },
    { { "csonance", "render", "a", "--rate", "0" }, "--rate" },
    { { "csonance", "render", "a", "--set", "=1" }, "--set" },
    { { "csonance", "list", "--connect" }, "--connect" },
    { { "csonance", "render", "a", "--verbose=yes" }, "--verbose" },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    CsnOptions options;
    char error[256];
    CU_ASSERT_EQUAL(parse(&options, cases[i].words, error), CSN_PARSE_WRONG);
    CU_ASSERT_PTR_NOT_NULL(strstr(error, cases[i].told));
    csn_options_clear(&options);
  }
}

static void
help_is_given_before_anything_else_is_missed(void)
{
  const char* const all[] = { "csonance", "--help", NULL };
  const char* const one[] = { "csonance", "render", "-h", NULL };
  const char* const version[] = { "csonance", "--version", NULL };
  const char* const no_option[] = { "csonance", "check", "--", "--x", NULL };
  CsnOptions options;
  char error[256];
  CU_ASSERT_EQUAL(parse(&options, all, error), CSN_PARSE_HELP);
  CU_ASSERT_FALSE(options.has_command);
  CU_ASSERT_EQUAL(parse(&options, one, error), CSN_PARSE_HELP);
  CU_ASSERT_TRUE(options.has_command);
  CU_ASSERT_EQUAL(parse(&options, version, error), CSN_PARSE_VERSION);
  CU_ASSERT_EQUAL(parse(&options, no_option, error), CSN_PARSE_RUN);
}

// -- Scripts ------------------------------------------------------------------

static void
a_script_has_times_methods_and_line_numbers(void)
{
  CsnScript script;
  char error[256] = "";
  CU_ASSERT_TRUE_FATAL(csn_script_parse(&script,
                                        "# first\n"
                                        "\n"
                                        "  0.5 sched synth 0 2 67 # 0.1  \r\n"
                                        "0\tcall\n"
                                        "1e1 compile {{instr 1\n"
                                        "endin}} and more\n"
                                        "2 last",
                                        "s.txt",
                                        error,
                                        sizeof(error)));
  CU_ASSERT_EQUAL_FATAL(script.n_lines, 4);
  CU_ASSERT_DOUBLE_EQUAL(script.lines[0].seconds, 0.5, 0.0);
  CU_ASSERT_EQUAL(script.lines[0].line, 3);
  CU_ASSERT_STRING_EQUAL(script.lines[0].text, "sched synth 0 2 67 # 0.1");
  CU_ASSERT_STRING_EQUAL(script.lines[1].text, "call");
  CU_ASSERT_DOUBLE_EQUAL(script.lines[2].seconds, 10.0, 0.0);
  CU_ASSERT_STRING_EQUAL(script.lines[2].text,
                         "compile {{instr 1\nendin}} and more");
  CU_ASSERT_EQUAL(script.lines[3].line, 7);
  CU_ASSERT_STRING_EQUAL(script.lines[3].text, "last");
  csn_script_clear(&script);

  CU_ASSERT_TRUE(csn_script_parse(&script, "", "s", error, sizeof(error)));
  CU_ASSERT_EQUAL(script.n_lines, 0);
}

static void
a_wrong_script_is_told_by_file_and_line(void)
{
  static const struct {
    const char* text;
    const char* told;
  } cases[] = {
    { "0 a\nsched b\n", "s.txt:2: " },
    { "0 a\n\n-1 b\n", "s.txt:3: " },
    { "1\n", "s.txt:1: " },
    { "1   \n", "s.txt:1: " },
    { "# x\n0 {{ a\nb\n", "s.txt:2: " },
    { "nan x\n", "s.txt:1: " },
    { "1x y\n", "s.txt:1: " },
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    CsnScript script;
    char error[256] = "";
    CU_ASSERT_FALSE(
      csn_script_parse(&script, cases[i].text, "s.txt", error, sizeof(error)));
    CU_ASSERT_EQUAL(strncmp(error, cases[i].told, strlen(cases[i].told)), 0);
    CU_ASSERT_EQUAL(script.n_lines, 0);
  }
}

static const CsnTest tests[] = {
  { "options", "options have their defaults", options_have_their_defaults },
  { "options",
    "options take values in both forms",
    options_take_values_in_both_forms },
  { "options",
    "wrong options are told by name",
    wrong_options_are_told_by_name },
  { "options",
    "help is given before anything else is missed",
    help_is_given_before_anything_else_is_missed },
  { "script",
    "a script has times, methods and line numbers",
    a_script_has_times_methods_and_line_numbers },
  { "script",
    "a wrong script is told by file and line",
    a_wrong_script_is_told_by_file_and_line },
};
CSN_TESTS(tests)
