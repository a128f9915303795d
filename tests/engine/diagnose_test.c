// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  What is said of bad programs, and that nothing is said of good ones (layer:
  tests).  tests/engine/bad/ holds one bad program a file.  Its first line says
  what must come first:

      expect FILE:LINE:COLUMN: error: the beginning of the text

  (a .csd may have any text before <CsoundSynthesizer>).  Each is compiled, and
  played for some k-cycles, with the real Csound.
*/

#include "diagnosing.h"

#include "engine/diagnose/diagnose.h"
#include "engine/program/csd.h"
#include "harness.h"

#include <csound/csound.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BAD "tests/engine/bad"

static char saved_opcode_dir[1024];
static bool had_opcode_dir;

static int
before(void)
{
  // Opcode libraries would take most of the time, and are not needed
  const char* const said = getenv("OPCODE6DIR64");
  had_opcode_dir = said != NULL;
  (void)snprintf(saved_opcode_dir,
                 sizeof(saved_opcode_dir),
                 "%s",
                 said ? said : "");
  (void)setenv("OPCODE6DIR64", csn_test_scratch(), 1);
  csoundSetGlobalEnv("INCDIR", csn_test_path(BAD));
  return csoundInitialize(CSOUNDINIT_NO_SIGNAL_HANDLER | CSOUNDINIT_NO_ATEXIT) <
         0;
}

static int
after(void)
{
  csoundSetGlobalEnv("INCDIR", NULL);
  if (had_opcode_dir) {
    (void)setenv("OPCODE6DIR64", saved_opcode_dir, 1);
  } else {
    (void)unsetenv("OPCODE6DIR64");
  }
  return 0;
}

/** What a file expects, taken from its first line. */
typedef struct {
  char file[128];
  int line;
  int column;
  char rest[400]; ///< "error: …"
} Expected;

static bool
read_expected(const char* text, Expected* expected)
{
  memset(expected, 0, sizeof(*expected));
  return sscanf(text,
                "expect %127[^:]:%d:%d: %399[^\r\n]",
                expected->file,
                &expected->line,
                &expected->column,
                expected->rest) == 4;
}

// The first diagnostic is as expected
static bool
is_as_expected(const CsnDiagnosticList* list,
               const Expected* expected,
               bool with_text)
{
  if (!list->count) {
    return false;
  }
  const CsnDiagnostic* const d = &list->items[0];
  char rest[CSN_DIAGNOSTIC_TEXT_SIZE + 16];
  (void)snprintf(rest,
                 sizeof(rest),
                 "%s: %s",
                 d->severity == CSN_SEVERITY_ERROR ? "error" : "warning",
                 d->text);
  const bool text_fits =
    !with_text || !strncmp(rest, expected->rest, strlen(expected->rest));
  return !strcmp(d->file, expected->file) && d->column == expected->column &&
         d->line == expected->line && text_fits;
}

static void
tell(const char* name, const CsnDiagnosticList* list, const Expected* expected)
{
  char line[1024] = "nothing";
  if (list->count) {
    csn_diagnostic_format(&list->items[0], line, sizeof(line));
  }
  (void)printf("\n    %s: %s\n    expected %s:%d:%d: %s",
               name,
               line,
               expected->file,
               expected->line,
               expected->column,
               expected->rest);
}

/**
   Changes a program, and what is expected of it where its error moves.  False:
   the program is not fit for this.
*/
typedef bool (*Change)(char* out,
                       size_t size,
                       const char* text,
                       Expected* expected);

// Checks each program after a change; `n_least` of them must be fit for it
static void
check_all(Change change, bool in_pieces, bool with_text, size_t n_least)
{
  static char names[CSN_TEST_MAX_PROGRAMS][64];
  static char changed[1 << 20];
  static CsnDiagnosticList list;
  char folder[1024];
  (void)snprintf(folder, sizeof(folder), "%s", csn_test_path(BAD));
  const size_t n = csn_test_list_programs(BAD, names);
  size_t n_checked = 0;
  for (size_t i = 0; i < n; ++i) {
    char path[1200];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
    char* const text = csn_test_read_file(path);
    Expected expected;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_TRUE_FATAL(read_expected(text, &expected));
    if (change(changed, sizeof(changed), text, &expected)) {
      csn_test_diagnose(changed, names[i], folder, in_pieces, &list);
      if (!is_as_expected(&list, &expected, with_text)) {
        tell(names[i], &list, &expected);
        CU_FAIL("a diagnostic is not as expected");
      }
      ++n_checked;
    }
    free(text);
  }
  CU_ASSERT(n_checked >= n_least);
}

static bool
keep(char* out, size_t size, const char* text, Expected* expected)
{
  (void)expected;
  (void)snprintf(out, size, "%s", text);
  return true;
}

static void
bad_programs(void)
{
  check_all(keep, false, true, 150);
}

// A macro that is not defined here may be, by an option or by earlier code, so
// that Csound sees it; and prints its `$`
static bool
keep_but_macro(char* out, size_t size, const char* text, Expected* expected)
{
  return !strstr(expected->rest, "undefined macro") &&
         keep(out, size, text, expected);
}

/* The output of the process is the host's; Csound's parser has it as well. */
static void
nothing_printed(void)
{
  char path[1100];
  (void)snprintf(path, sizeof(path), "%s/stdout", csn_test_scratch());
  (void)fflush(stdout);
  const int screen = dup(STDOUT_FILENO);
  const int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  CU_ASSERT_FATAL(screen >= 0 && file >= 0);
  CU_ASSERT(dup2(file, STDOUT_FILENO) >= 0);
  check_all(keep_but_macro, false, true, 150);
  (void)fflush(stdout);
  CU_ASSERT(dup2(screen, STDOUT_FILENO) >= 0);
#ifdef __SANITIZE_ADDRESS__
  // Csound reads a character behind a macro of several lines, which is what
  // the sanitizer has filled it with, and prints it
  CU_ASSERT(lseek(file, 0, SEEK_END) < 10);
#else
  CU_ASSERT_EQUAL(lseek(file, 0, SEEK_END), 0);
#endif
  CU_ASSERT_EQUAL(close(file), 0);
  CU_ASSERT_EQUAL(close(screen), 0);
}

static void
in_pieces(void)
{
  check_all(keep, true, true, 150);
}

// An error in an included file does not move with its program
static bool
is_included(const Expected* expected)
{
  return strstr(expected->file, ".inc") != NULL;
}

static bool
add_comment(char* out, size_t size, const char* text, Expected* expected)
{
  const char* const tag = strstr(text, "<CsInstruments>");
  const char* const at = tag ? strchr(tag, '\n') : NULL;
  if (!at) {
    return false;
  }
  (void)snprintf(out,
                 size,
                 "%.*s/* one \" {{ quote\n two; \\\n   three\n*/ /**/ // four\n"
                 "  ; five \" {{ /*\n%s",
                 (int)(at + 1 - text),
                 text,
                 at + 1);
  const int line_of_tag =
    csn_csd_line_of(text, strlen(text), (size_t)(tag - text));
  if (!is_included(expected) && expected->line > line_of_tag) {
    expected->line += 5;
  }
  return true;
}

static void
after_comments(void)
{
  check_all(add_comment, false, false, 140);
}

static bool
use_crlf(char* out, size_t size, const char* text, Expected* expected)
{
  (void)expected;
  size_t n = 0;
  for (const char* c = text; *c && n + 3 < size; ++c) {
    if (*c == '\n' && (c == text || c[-1] != '\r')) {
      out[n++] = '\r';
    }
    out[n++] = *c;
  }
  out[n] = '\0';
  return true;
}

static void
crlf(void)
{
  check_all(use_crlf, false, true, 150);
}

// The orchestra alone, as a .orc or a chunk
static bool
cut_orchestra(char* out, size_t size, const char* text, Expected* expected)
{
  CsnCsd csd;
  const size_t length = strlen(text);
  if (!csn_csd_parse(&csd, text, length, NULL, NULL) ||
      strstr(expected->rest, "(in instr ") || // Needs a score
      !strncmp(expected->rest, "warning", 7)) {
    return false;
  }
  const CsnCsdSection* const section = &csd.instruments;
  const int end =
    csn_csd_line_of(text, length, section->offset + section->length);
  if (!is_included(expected)) {
    if (expected->line < section->line || expected->line >= end) {
      return false;
    }
    expected->line -= section->line - 1;
  }
  (void)
    snprintf(out, size, "%.*s", (int)section->length, text + section->offset);
  return true;
}

static void
orchestras(void)
{
  check_all(cut_orchestra, false, false, 100);
}

static void
check_good(const char* folder)
{
  static char names[CSN_TEST_MAX_PROGRAMS][64];
  static CsnDiagnosticList list;
  const size_t n = csn_test_list_programs(folder, names);
  for (size_t i = 0; i < n; ++i) {
    char path[1024];
    (void)
      snprintf(path, sizeof(path), "%s/%s", csn_test_path(folder), names[i]);
    char* const text = csn_test_read_file(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CsnCsd csd;
    CsnDiagnose* const d = csn_diagnose_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    csn_diagnostic_list_clear(&list);
    const CsnDiagnoseProgram program = {
      text, strlen(text), names[i], csn_test_path(folder), false
    };
    CU_ASSERT_TRUE(csn_diagnose_begin(d, &program));
    CU_ASSERT_TRUE(csn_csd_parse(&csd, text, strlen(text), names[i], &list));
    CU_ASSERT_FALSE(csn_diagnose_static(d, &list));
    if (csn_diagnostic_first_error(&list)) {
      char line[1024];
      csn_diagnostic_format(csn_diagnostic_first_error(&list),
                            line,
                            sizeof(line));
      (void)printf("\n    %s", line);
    }
    csn_diagnose_free(d);
    free(text);
  }
  CU_ASSERT(n > 0);
}

static void
good_files(void)
{
  check_good("tests/programs");
  check_good("presets");
}

static const char* const good[] = {
  "instr 1\n  out oscili:a(0.1, 440)\nendin\n",
  "sr = 48000\nksmps = 16\n0dbfs = 1\nga1 init 0\ninstr 1\nendin\n",
  // Recursion with an end
  "opcode down, i, i\n  i1 xin\n  i2 = 0\n  if i1 > 0 then\n    i2 down i1-1\n"
  "  endif\n  xout i2\nendop\ninstr 1\n  i1 down 4\nendin\n",
  // One instrument or the other
  "<CsoundSynthesizer>\n<CsOptions>\n--omacro:TWO=1\n</CsOptions>\n"
  "<CsInstruments>\n#ifdef TWO\ninstr 1\n#else\ninstr 2\n#end\nendin\n"
  "#ifndef TWO\ninstr 1\nendin\n#end\n</CsInstruments>\n"
  "</CsoundSynthesizer>\n",
  // Two forms of an opcode, one of which calls the other
  "opcode twice, k, k\n  k1 xin\n  xout k1 * 2\nendop\n"
  "opcode twice, a, a\n  a1 xin\n  k1 twice 1\n  xout a1 * k1\nendop\n"
  "instr 1\n  a1 twice oscili:a(0.1, 440)\n  out a1\nendin\n",
  "#define V #0.5#\n#define ADD(a'b) #($a + $b)#\n#ifdef NOT\ninstr 1\n#else\n"
  "instr 2\n#end\n  k1 = $ADD($V'2) + $M_PI\nendin\n",
  "instr 1\n  S1 = {{ \"quotes\" ; no comment /* }}\n  S2 = \"a ; b /* \\\" "
  "{{\"\n  k1 = 1 ; \"\n  k2 = 2 // {{\nendin\n",
  "instr 1, 2, name\n  k1 = p4 > 1 ? 2 : 3\n  if k1 == 2 kgoto there\n"
  "  k1 = 4\nthere:\n  until k1 > 5 do\n    k1 += 1\n  od\nendin\n",
  "giT[] fillarray 1, 2, 3\ninstr 1\n  k1 = giT[1] # 3\n  xtratim 1\nendin\n",
  "<CsoundSynthesizer>\n<CsInstruments>\ninstr 1\nendin\n</CsInstruments>\n"
  "<CsScore>\n#define A #440#\nc a \xc3\xa9 comment\ni 1 0 [$A/2+(3-1)] ; }\n"
  "i 1 ^+1 [@16 * ~] \"];[\"\n{ 3 X\ni 1 [$X. * 0.1] .1\n}\nr 2 Y\n"
  "i 1 0 .1 $Y\ns\nb -1\nv 1\nf 1 0 8 10 1\n</CsScore>\n"
  "</CsoundSynthesizer>\n",
};

static void
good_texts(void)
{
  static CsnDiagnosticList list;
  for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); ++i) {
    csn_test_diagnose(good[i], "good", NULL, false, &list);
    if (list.count) {
      char line[1024];
      csn_diagnostic_format(&list.items[0], line, sizeof(line));
      (void)printf("\n    %zu: %s", i, line);
    }
    CU_ASSERT_EQUAL(list.count, 0);
  }
}

static void
floods(void)
{
  static CsnDiagnosticList list;
  csn_diagnostic_list_clear(&list);
  CsnDiagnose* const d = csn_diagnose_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(d);
  const char text[] = "instr 1\n  k1 = kx\nendin\n";
  const CsnDiagnoseProgram program = {
    text, sizeof(text) - 1, "f", NULL, false
  };
  CU_ASSERT_TRUE(csn_diagnose_begin(d, &program));
  char noise[1000];
  memset(noise, 'x', sizeof(noise));
  for (int i = 0; i < 2000; ++i) {
    csn_diagnose_message(d, noise, sizeof(noise));
  }
  const char* const said =
    "\nerror:  Variable 'kx' used before defined\nLine 1\n";
  csn_diagnose_message(d, said, strlen(said));
  CU_ASSERT_EQUAL(csn_diagnose_finish(d, -1, &list), 1);
  CU_ASSERT_EQUAL(list.items[0].line, 2);
  CU_ASSERT_EQUAL(list.items[0].column, 8);

  // A failure without a word is told as well
  csn_diagnostic_list_clear(&list);
  CU_ASSERT_TRUE(csn_diagnose_begin(d, &program));
  CU_ASSERT_EQUAL(csn_diagnose_finish(d, 255, &list), 1);
  csn_diagnose_free(d);
}

static const CsnTest tests[] = {
  { "diagnose",
    "a bad program is told with its file, line, column and reason",
    bad_programs },
  { "diagnose", "Csound prints nothing to stdout", nothing_printed },
  { "diagnose", "messages may arrive byte by byte", in_pieces },
  { "diagnose", "comments before an error move its line", after_comments },
  { "diagnose", "CR LF line ends count as one", crlf },
  { "diagnose", "an orchestra alone has lines of its own", orchestras },
  { "diagnose", "the programs of this tree may go to Csound", good_files },
  { "diagnose", "nothing is said of good code", good_texts },
  { "diagnose", "a flood of messages is bounded, its end is heard", floods },
};
CSN_TESTS_WITH(tests, before, after)
