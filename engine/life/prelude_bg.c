// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Prelude: what each program of an engine gets besides its own text: the user's
  options, the files he includes and his global code, all before its own.
*/

#define _GNU_SOURCE // realpath, strdup

#include "base/file.h"
#include "csound6/opcodedir.h"
#include "engine.h"
#include "life.h"
#include "program/csd.h"
#include "session/heads.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char prelude_name[] = "globalcode"; ///< For errors

static char*
skip_spaces(char* at, const char* end)
{
  while (at < end && strchr(" \t\r\n", *at)) {
    ++at;
  }
  return at;
}

/* Reads a word; quotes keep spaces together, as in <CsOptions>. */
static char*
read_word(char* at, const char* end, char* word, size_t size)
{
  size_t n = 0;
  bool quoted = false;
  for (; at < end && (quoted || !strchr(" \t\r\n", *at)); ++at) {
    if (*at == '"') {
      quoted = !quoted;
    } else if (n < size - 1U) {
      word[n++] = *at;
    }
  }
  word[n] = '\0';
  return skip_spaces(at, end);
}

/* One option at a time: `-t 90` is one, and Csound crashes at half of it. */
static void
take_options(CSOUND* csound,
             char* at,
             const char* end,
             char* given,
             size_t size)
{
  char option[1024];
  for (at = skip_spaces(at, end); at < end;) {
    at = read_word(at, end, option, sizeof(option));
    if (option[0] == '-' && strlen(option) == 2U && at < end && *at != '-') {
      at = read_word(at, end, option + 2, sizeof(option) - 2U);
    }
    if (!*option) {
      continue;
    }
    csoundSetOption(csound, option);
    const size_t had = given ? strlen(given) : 0U;
    if (given && had + strlen(option) + 2U <= size) {
      (void)snprintf(given + had, size - had, " %s", option);
    }
  }
}

void
csn_options_give(const char* options, CSOUND* csound, char* given, size_t size)
{
  static const char before[] = "<CsoundSynthesizer>\n<CsOptions>\n";
  static const char after[] = "\n</CsOptions>\n<CsInstruments>\n"
                              "</CsInstruments>\n</CsoundSynthesizer>\n";
  if (!options || !*options) {
    return;
  }
  const size_t length = strlen(options);
  const size_t room = sizeof(before) + length + sizeof(after);
  char* const text = (char*)malloc(room);
  CsnCsd csd;
  if (text) {
    snprintf(text, room, "%s%s%s", before, options, after);
    if (csn_csd_parse(&csd, text, strlen(text), NULL, NULL)) {
      (void)csn_csd_clean_options(&csd, text);
      char* const at = text + sizeof(before) - 1U;
      take_options(csound, at, at + length, given, size);
    }
  }
  free(text);
}

// Included files

/* Tells whether a path is one of the lines. */
static bool
has_line(const char* lines, const char* path)
{
  const size_t length = strlen(path);
  for (const char* at = lines; at && *at;) {
    const size_t n = strcspn(at, "\n");
    if (n == length && !memcmp(at, path, n)) {
      return true;
    }
    at += n + (at[n] == '\n');
  }
  return false;
}

/* Adds a path, absolute where there is such a file. */
static bool
add_include(CsnEngine* engine, const char* path)
{
  const char* const had = engine->bg.includes ? engine->bg.includes : "";
  char* const real = realpath(path, NULL);
  const char* const found = real ? real : path;
  bool good = true;
  if (!has_line(had, found)) {
    const size_t size = strlen(had) + strlen(found) + 2U;
    char* const all = (char*)malloc(size);
    good = all;
    if (all) {
      snprintf(all, size, "%s%s\n", had, found);
      free(engine->bg.includes);
      engine->bg.includes = all;
    }
  }
  free(real);
  return good;
}

bool
csn_engine_set_includes(CsnEngine* engine, const char* paths)
{
  bool good = true;
  for (const char* at = paths; at && *at && good;) {
    const size_t n = strcspn(at, "\n");
    char* const path = strndup(at, n);
    good = path && (!n || add_include(engine, path));
    free(path);
    at += n + (at[n] == '\n');
  }
  return good;
}

static int
count_lines(const char* text)
{
  int n = 0;
  for (; text && *text; ++text) {
    n += *text == '\n';
  }
  return n;
}

// The prelude

/* Included files first: the global code may use what is in them.  Csound loses
   the end of the line of an #include: an empty line ends what is in the file
   before the next word. */
static char*
prelude_of(const CsnEngine* engine)
{
  const char* const code =
    engine->config.globalcode ? engine->config.globalcode : "";
  const char* const paths = engine->bg.includes ? engine->bg.includes : "";
  const size_t size =
    strlen(code) + strlen(paths) + 16U * (size_t)count_lines(paths) + 2U;
  char* const text = (char*)malloc(size);
  size_t n = 0;
  for (const char* at = paths; text && *at; at += strcspn(at, "\n") + 1U) {
    const int length = (int)strcspn(at, "\n");
    n +=
      (size_t)snprintf(text + n, size - n, "#include \"%.*s\"\n\n", length, at);
  }
  if (text) {
    snprintf(text + n, size - n, *code ? "%s\n" : "%s", code);
  }
  return text;
}

/* The lines of global code count from its own beginning. */
static void
count_from_code(const CsnEngine* engine, CsnDiagnosticList* list, size_t from)
{
  const int n = 2 * count_lines(engine->bg.includes); // With an empty one each
  for (size_t i = from; i < list->count; ++i) {
    CsnDiagnostic* const item = &list->items[i];
    if (!strcmp(item->file, prelude_name) && item->line > n) {
      item->line -= n;
    }
  }
}

/* Refuses what must not get to Csound. */
static CsnStatus
check(const CsnEngine* engine, const char* prelude, CsnDiagnosticList* list)
{
  const CsnDiagnoseProgram source = {
    prelude, strlen(prelude), prelude_name, NULL, false
  };
  const size_t had = list->count;
  CsnDiagnose* const diagnose = csn_diagnose_new();
  CsnStatus st = CSN_ERR_NO_MEMORY;
  if (diagnose && csn_diagnose_begin(diagnose, &source)) {
    st = csn_diagnose_static(diagnose, list) ? CSN_ERR_COMPILE : CSN_OK;
  }
  csn_diagnose_free(diagnose);
  count_from_code(engine, list, had);
  return st;
}

CsnStatus
csn_engine_give_prelude(CsnEngine* engine,
                        CsnProgram* program,
                        CsnDiagnosticList* list)
{
  char* const text = prelude_of(engine);
  if (!text) {
    return CSN_ERR_NO_MEMORY;
  }
  program->options = engine->config.options;
  program->a4 = engine->config.a4;
  free(program->prelude);
  program->prelude = *text ? text : NULL;
  if (!*text) {
    free(text);
    return CSN_OK;
  }
  return check(engine, text, list);
}

/* Tries it on top of a program that has nothing else. */
static CsnStatus
try_alone(CsnEngine* engine, const char* prelude, CsnDiagnosticList* list)
{
  static const CsnSource nothing = { "0dbfs = 1\n", 10, NULL, NULL };
  static const CsnHeader header = { 48000, 16, 1, 440 };
  CsnHeads heads;
  CsnStatus st = csn_heads_read(&heads, prelude, &header, prelude_name, list);
  if (st) {
    return st;
  }
  CsnScratch* scratch = NULL;
  CsnProgram* const bare = csn_program_new(&nothing);
  const CsnCode code = { heads.code ? heads.code : prelude,
                         heads.shown ? heads.shown : prelude,
                         prelude_name,
                         csn_opcodedir_needs_all(prelude) };
  if (bare) {
    bare->options = engine->config.options;
    st = csn_scratch_try(&scratch, bare, &code, &engine->bg.building, list);
  }
  csn_scratch_free(scratch);
  csn_program_unref(bare);
  csn_heads_clear(&heads);
  return st;
}

void
csn_engine_blame_prelude(CsnEngine* engine,
                         const CsnProgram* program,
                         CsnDiagnosticList* list)
{
  CsnDiagnosticList* const found =
    program->prelude ? (CsnDiagnosticList*)calloc(1, sizeof(*found)) : NULL;
  if (found && try_alone(engine, program->prelude, found) == CSN_ERR_COMPILE) {
    count_from_code(engine, found, 0);
    *list = *found;
  }
  free(found);
}

/* Compiles a file now, and in each later program. */
CsnStatus
csn_job_include_file(CsnJob* job)
{
  CsnEngine* const engine = job->engine;
  const char* path = NULL;
  char code[PATH_MAX + 32];
  double value = 0;
  if (!csn_job_text(job, &path) || !path || !*path || strpbrk(path, "\n\"")) {
    return csn_job_fail(job, CSN_ERR_BAD_ARG, "this is no path of a file");
  }
  char* const real = realpath(path, NULL);
  const char* problem = NULL;
  const int file = real ? csn_file_open(real, &problem) : -1;
  if (file < 0) {
    const bool none = problem && !strcmp(problem, CSN_NO_FILE);
    free(real);
    return csn_job_fail(job,
                        CSN_ERR_IO,
                        none ? CSN_NO_FILE : "the file cannot be read");
  }
  (void)close(file);
  snprintf(code, sizeof(code), "#include \"%s\"\n", real);
  CsnStatus st = csn_engine_merge(
    engine, code, "includeFile", false, &value, engine->bg.list);
  if (!st) {
    st =
      add_include(engine, real)
        ? csn_engine_give_prelude(engine, engine->bg.program, engine->bg.list)
        : CSN_ERR_NO_MEMORY;
  }
  free(real);
  return st;
}
