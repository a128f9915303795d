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

#include "engine/csd.h"
#include "engine/diagnose.h"
#include "harness.h"

#include <csound/csound.h>

#include <dirent.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD "tests/engine/bad"
#define MAX_FILES 400
#define N_CYCLES 40

typedef struct {
  CsnDiagnose* diagnose;
  CsnDiagnosticList* list;
  bool plays;
  bool in_pieces; ///< Messages arrive byte by byte
} Session;

static char saved_opcode_dir[1024];
static bool had_opcode_dir;

static int
before(void)
{
  // Opcode libraries would take most of the time, and are not needed
  const char* const said = getenv("OPCODE6DIR64");
  had_opcode_dir = said != NULL;
  (void)snprintf(
    saved_opcode_dir, sizeof(saved_opcode_dir), "%s", said ? said : "");
  (void)setenv("OPCODE6DIR64", csn_test_scratch(), 1);
  csoundSetGlobalEnv("INCDIR", csn_test_path(BAD));
  return csoundInitialize(CSOUNDINIT_NO_SIGNAL_HANDLER |
                          CSOUNDINIT_NO_ATEXIT) < 0;
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

static void
give(Session* session, const char* text, size_t length)
{
  if (session->plays) {
    csn_diagnose_play_message(session->diagnose, text, length, session->list);
  } else {
    csn_diagnose_message(session->diagnose, text, length);
  }
}

static void
on_message(CSOUND* csound, int attribute, const char* format, va_list args)
{
  (void)attribute;
  Session* const session = (Session*)csoundGetHostData(csound);
  char text[4096];
  (void)vsnprintf(text, sizeof(text), format, args);
  const size_t length = strlen(text);
  if (!session) {
    return;
  }
  if (!session->in_pieces) {
    give(session, text, length);
    return;
  }
  for (size_t i = 0; i < length; ++i) {
    give(session, text + i, 1);
  }
}

static void
no_message(CSOUND* csound, int attribute, const char* format, va_list args)
{
  (void)csound;
  (void)attribute;
  (void)format;
  (void)args;
}

static void
run_csound(Session* session, const CsnCsd* csd, char* text)
{
  csoundSetDefaultMessageCallback(no_message);
  CSOUND* const csound = csoundCreate(session);
  CU_ASSERT_PTR_NOT_NULL_FATAL(csound);
  csoundSetMessageCallback(csound, on_message);
  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csoundSetHostImplementedMIDIIO(csound, 1);
  csoundSetOption(csound, "-n");
  csoundSetOption(csound, "-d");
  csoundSetOption(csound, "-m0");
  csn_diagnose_use_csound(session->diagnose, csound);
  int result = csd->is_csd ? csoundCompileCsdText(csound, text)
                           : csoundCompileOrc(csound, text);
  if (!result) {
    result = csoundStart(csound);
  }
  csn_diagnose_finish(session->diagnose, result, session->list);
  session->plays = true;
  for (int i = 0; !result && i < N_CYCLES; ++i) {
    result = csoundPerformKsmps(csound);
  }
  csoundDestroy(csound);
}

/** Everything that is done with a program before it sounds. */
static void
diagnose(const char* text,
         const char* file,
         const char* folder,
         bool in_pieces,
         CsnDiagnosticList* list)
{
  CsnCsd csd;
  csn_diagnostic_list_clear(list);
  Session session = { csn_diagnose_new(), list, false, in_pieces };
  CU_ASSERT_PTR_NOT_NULL_FATAL(session.diagnose);
  const size_t length = strlen(text);
  const CsnDiagnoseProgram program = { text, length, file, folder };
  CU_ASSERT_TRUE(csn_diagnose_begin(session.diagnose, &program));
  char* const copy = (char*)malloc(length + 1);
  CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
  memcpy(copy, text, length + 1);
  if (csn_csd_parse(&csd, text, length, file, list) &&
      !csn_diagnose_static(session.diagnose, list)) {
    csn_csd_clean_options(&csd, copy);
    run_csound(&session, &csd, copy);
  }
  free(copy);
  csn_diagnose_free(session.diagnose);
}

static char*
read_file(const char* path)
{
  FILE* const stream = fopen(path, "rb");
  if (!stream) {
    return NULL;
  }
  char* const text = (char*)calloc(1, 1 << 20);
  const size_t n = text ? fread(text, 1, (1 << 20) - 1, stream) : 0;
  (void)fclose(stream);
  if (!n) {
    free(text);
    return NULL;
  }
  return text;
}

static int
by_name(const void* a, const void* b)
{
  return strcmp((const char*)a, (const char*)b);
}

// Names of the .csd files of a folder below the source tree, sorted
static size_t
list_files(const char* folder, char names[][64])
{
  size_t n = 0;
  DIR* const dir = opendir(csn_test_path(folder));
  for (struct dirent* e; dir && (e = readdir(dir)) && n < MAX_FILES;) {
    const char* const dot = strrchr(e->d_name, '.');
    if (dot && !strcmp(dot, ".csd") && strlen(e->d_name) < 64) {
      memcpy(names[n++], e->d_name, strlen(e->d_name) + 1);
    }
  }
  if (dir) {
    (void)closedir(dir);
  }
  qsort(names, n, 64, by_name);
  return n;
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

// The first diagnostic is as expected, but for a shift of its line
static bool
is_as_expected(const CsnDiagnosticList* list,
               const Expected* expected,
               int shift,
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
         d->line == expected->line + shift && text_fits;
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

/** Changes a program; returns by how much lines of its own file move. */
typedef int (*Change)(char* out, size_t size, const char* text);

static void
check_all(Change change, bool in_pieces, bool with_text)
{
  static char names[MAX_FILES][64];
  static char changed[1 << 20];
  static CsnDiagnosticList list;
  const size_t n = list_files(BAD, names);
  CU_ASSERT(n >= 100);
  for (size_t i = 0; i < n; ++i) {
    char path[1024];
    (void)snprintf(path, sizeof(path), "%s/%s", csn_test_path(BAD), names[i]);
    char* const text = read_file(path);
    Expected expected;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_TRUE_FATAL(read_expected(text, &expected));
    int shift = change ? change(changed, sizeof(changed), text) : 0;
    if (strcmp(expected.file, names[i]) != 0) {
      shift = 0; // The error is in an included file
    }
    if (shift >= 0) {
      char folder[1024];
      (void)snprintf(folder, sizeof(folder), "%s", csn_test_path(BAD));
      diagnose(change ? changed : text, names[i], folder, in_pieces, &list);
      if (!is_as_expected(&list, &expected, shift, with_text)) {
        tell(names[i], &list, &expected);
        CU_FAIL("a diagnostic is not as expected");
      }
    }
    free(text);
  }
}

static void
bad_programs(void)
{
  check_all(NULL, false, true);
}

static void
in_pieces(void)
{
  check_all(NULL, true, true);
}

static int
add_comment(char* out, size_t size, const char* text)
{
  const char* const tag = strstr(text, "<CsInstruments>");
  const char* const at = tag ? strchr(tag, '\n') : NULL;
  if (!at) {
    return -1;
  }
  (void)snprintf(out,
                 size,
                 "%.*s/* one \" {{ quote\n two; \\\n   three\n*/ /**/ // four\n"
                 "  ; five \" {{ /*\n%s",
                 (int)(at + 1 - text),
                 text,
                 at + 1);
  return 5;
}

static void
after_comments(void)
{
  static char names[MAX_FILES][64];
  static char changed[1 << 20];
  static CsnDiagnosticList list;
  const size_t n = list_files(BAD, names);
  size_t n_checked = 0;
  for (size_t i = 0; i < n; ++i) {
    char path[1024];
    (void)snprintf(path, sizeof(path), "%s/%s", csn_test_path(BAD), names[i]);
    char* const text = read_file(path);
    Expected expected;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_TRUE_FATAL(read_expected(text, &expected));
    const char* const tag = strstr(text, "<CsInstruments>");
    const int line_of_tag =
      tag ? csn_csd_line_of(text, strlen(text), (size_t)(tag - text)) : 0;
    const bool is_own = !strcmp(expected.file, names[i]);
    int shift = add_comment(changed, sizeof(changed), text);
    if (tag && shift > 0) {
      shift = is_own && expected.line > line_of_tag ? shift : 0;
      diagnose(changed, names[i], csn_test_path(BAD), false, &list);
      if (!is_as_expected(&list, &expected, shift, false)) {
        tell(names[i], &list, &expected);
        CU_FAIL("a diagnostic is not as expected");
      }
      ++n_checked;
    }
    free(text);
  }
  CU_ASSERT(n_checked >= 100);
}

static int
use_crlf(char* out, size_t size, const char* text)
{
  size_t n = 0;
  for (const char* c = text; *c && n + 3 < size; ++c) {
    if (*c == '\n' && (c == text || c[-1] != '\r')) {
      out[n++] = '\r';
    }
    out[n++] = *c;
  }
  out[n] = '\0';
  return 0;
}

static void
crlf(void)
{
  check_all(use_crlf, false, true);
}

// The orchestra alone, as a .orc or a chunk; -1 if the error is elsewhere
static int
cut_orchestra(char* out, size_t size, const char* text)
{
  CsnCsd csd;
  Expected expected;
  if (!read_expected(text, &expected) ||
      !csn_csd_parse(&csd, text, strlen(text), NULL, NULL) ||
      strstr(expected.rest, "(in instr ") || // Needs a score
      expected.line < csd.instruments.line ||
      expected.line >= csn_csd_line_of(text,
                                       strlen(text),
                                       csd.instruments.offset +
                                         csd.instruments.length)) {
    return -1;
  }
  (void)snprintf(out,
                 size,
                 "%.*s",
                 (int)csd.instruments.length,
                 text + csd.instruments.offset);
  return csd.instruments.line - 1;
}

static void
orchestras(void)
{
  static char names[MAX_FILES][64];
  static char changed[1 << 20];
  static CsnDiagnosticList list;
  const size_t n = list_files(BAD, names);
  size_t n_checked = 0;
  for (size_t i = 0; i < n; ++i) {
    char path[1024];
    (void)snprintf(path, sizeof(path), "%s/%s", csn_test_path(BAD), names[i]);
    char* const text = read_file(path);
    Expected expected;
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_TRUE_FATAL(read_expected(text, &expected));
    const int offset = cut_orchestra(changed, sizeof(changed), text);
    if (offset >= 0 && !strcmp(expected.file, names[i])) {
      diagnose(changed, names[i], csn_test_path(BAD), false, &list);
      if (!is_as_expected(&list, &expected, -offset, false)) {
        tell(names[i], &list, &expected);
        CU_FAIL("a diagnostic is not as expected");
      }
      ++n_checked;
    }
    free(text);
  }
  CU_ASSERT(n_checked >= 80);
}

static void
check_good(const char* folder, bool may_have_files)
{
  static char names[MAX_FILES][64];
  static CsnDiagnosticList list;
  const size_t n = list_files(folder, names);
  for (size_t i = 0; i < n; ++i) {
    char path[1024];
    (void)snprintf(
      path, sizeof(path), "%s/%s", csn_test_path(folder), names[i]);
    char* const text = read_file(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CsnCsd csd;
    CsnDiagnose* const d = csn_diagnose_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    csn_diagnostic_list_clear(&list);
    const CsnDiagnoseProgram program = {
      text, strlen(text), names[i], csn_test_path(folder)
    };
    CU_ASSERT_TRUE(csn_diagnose_begin(d, &program));
    CU_ASSERT_TRUE(
      csn_csd_parse(&csd, text, strlen(text), names[i], &list));
    CU_ASSERT_FALSE(csn_diagnose_static(d, &list));
    const bool silent = csn_diagnose_finish(d, 0, &list) == 0;
    CU_ASSERT_TRUE(silent);
    if (csn_diagnostic_first_error(&list)) {
      char line[1024];
      csn_diagnostic_format(
        csn_diagnostic_first_error(&list), line, sizeof(line));
      (void)printf("\n    %s", line);
    }
    csn_diagnose_free(d);
    free(text);
  }
  CU_ASSERT(n > 0 || may_have_files);
}

static void
good_files(void)
{
  check_good("tests/programs", true);
  check_good("presets", true);
}

static const char* const good[] = {
  "instr 1\n  out oscili:a(0.1, 440)\nendin\n",
  "sr = 48000\nksmps = 16\n0dbfs = 1\nga1 init 0\ninstr 1\nendin\n",
  // Recursion with an end
  "opcode down, i, i\n  i1 xin\n  i2 = 0\n  if i1 > 0 then\n    i2 down i1-1\n"
  "  endif\n  xout i2\nendop\ninstr 1\n  i1 down 4\nendin\n",
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
  "i 1 ^+1 [@16 * ~] \"}[\"\n{ 3 X\ni 1 [$X. * 0.1] .1\n}\nr 2 Y\n"
  "i 1 0 .1 $Y\ns\nb -1\nv 1\nf 1 0 8 10 1\n</CsScore>\n"
  "</CsoundSynthesizer>\n",
};

static void
good_texts(void)
{
  static CsnDiagnosticList list;
  for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); ++i) {
    diagnose(good[i], "good", NULL, false, &list);
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
  const CsnDiagnoseProgram program = { text, sizeof(text) - 1, "f", NULL };
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
  { "diagnose", "messages may arrive byte by byte", in_pieces },
  { "diagnose", "comments before an error move its line", after_comments },
  { "diagnose", "CR LF line ends count as one", crlf },
  { "diagnose", "an orchestra alone has lines of its own", orchestras },
  { "diagnose", "nothing is said of the programs of this tree", good_files },
  { "diagnose", "nothing is said of good code", good_texts },
  { "diagnose", "a flood of messages is bounded, its end is heard", floods },
};
CSN_TESTS_WITH(tests, before, after)
