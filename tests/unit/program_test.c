// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Program: texts, files, paths and folders.
*/

#define _GNU_SOURCE // symlink, mkfifo, realpath

// Programs as texts and files (layer: tests).

#include "engine/program/csd.h"
#include "engine/program/program.h"
#include "harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static CsnDiagnosticList list;

static const char*
path_of(const char* name)
{
  static char paths[4][600];
  static unsigned next;
  char* const path = paths[next++ % 4U];
  (void)snprintf(path, sizeof(paths[0]), "%s/%s", csn_test_scratch(), name);
  return path;
}

static void
write_file(const char* path, const char* text)
{
  FILE* const file = fopen(path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  (void)fputs(text, file);
  (void)fclose(file);
}

static void
copied(void)
{
  char text[] = "instr 1\nendin\n";
  const CsnSource source = { .text = text, .length = 7, .path = NULL };
  CsnProgram* const program = csn_program_new(&source);
  CU_ASSERT_PTR_NOT_NULL_FATAL(program);
  text[0] = 'X';
  CU_ASSERT_STRING_EQUAL(program->text, "instr 1");
  CU_ASSERT_EQUAL(program->length, 7);
  CU_ASSERT_PTR_NULL(program->path);
  CU_ASSERT_PTR_NULL(program->folder);
  CU_ASSERT_PTR_EQUAL(csn_program_ref(program), program);
  csn_program_unref(program);
  CU_ASSERT_STRING_EQUAL(program->text, "instr 1");
  csn_program_unref(program);
  csn_program_unref(NULL);

  const CsnSource empty = { .text = NULL, .length = 0, .path = "" };
  CsnProgram* const nothing = csn_program_new(&empty);
  CU_ASSERT_PTR_NOT_NULL_FATAL(nothing);
  CU_ASSERT_STRING_EQUAL(nothing->text, "");
  CU_ASSERT_PTR_NULL(nothing->path);
  csn_program_unref(nothing);
}

static void
too_large(void)
{
  const CsnSource source = { .text = "x",
                             .length = CSN_CSD_MAX_LENGTH + 1U,
                             .path = NULL };
  CU_ASSERT_PTR_NULL(csn_program_new(&source));

  // A file with a hole in it takes no room
  const char* const path = path_of("large.csd");
  write_file(path, "x");
  CU_ASSERT_EQUAL(truncate(path, (off_t)CSN_CSD_MAX_LENGTH + 1), 0);
  CsnProgram* program = NULL;
  csn_diagnostic_list_clear(&list);
  CU_ASSERT_EQUAL(csn_program_read(&program, path, &list), CSN_ERR_IO);
  CU_ASSERT_PTR_NULL(program);
  CU_ASSERT_EQUAL_FATAL(list.count, 1);
  CU_ASSERT_PTR_NOT_NULL(strstr(list.items[0].text, "too large"));
  (void)unlink(path);
}

static void
from_a_file(void)
{
  const char* const path = path_of("own.orc");
  write_file(path, "instr 1\nendin");
  CsnProgram* program = NULL;
  csn_diagnostic_list_clear(&list);
  CU_ASSERT_EQUAL_FATAL(csn_program_read(&program, path, &list), CSN_OK);
  CU_ASSERT_EQUAL(list.count, 0);
  CU_ASSERT_STRING_EQUAL(program->text, "instr 1\nendin");
  CU_ASSERT_STRING_EQUAL(program->path, path);
  char* const folder = realpath(csn_test_scratch(), NULL);
  CU_ASSERT_STRING_EQUAL(program->folder, folder);
  free(folder);
  csn_program_unref(program);
}

/* Errors name the link, but includes lie beside the file behind it. */
static void
through_a_link(void)
{
  (void)mkdir(path_of("real"), 0700);
  write_file(path_of("real/song.csd"), "instr 1\nendin\n");
  const char* const link = path_of("link.csd");
  (void)unlink(link);
  CU_ASSERT_EQUAL_FATAL(symlink("real/song.csd", link), 0);
  CsnProgram* program = NULL;
  CU_ASSERT_EQUAL_FATAL(csn_program_read(&program, link, &list), CSN_OK);
  CU_ASSERT_STRING_EQUAL(program->path, link);
  char* const folder = realpath(path_of("real"), NULL);
  CU_ASSERT_STRING_EQUAL(program->folder, folder);
  free(folder);
  csn_program_unref(program);

  const char* const dead = path_of("dead.csd");
  (void)unlink(dead);
  CU_ASSERT_EQUAL(symlink("nowhere.csd", dead), 0);
  CU_ASSERT_EQUAL(csn_program_read(&program, dead, &list), CSN_ERR_IO);
}

static void
not_a_file(void)
{
  const char* const pipe = path_of("pipe.csd");
  (void)unlink(pipe);
  CU_ASSERT_EQUAL_FATAL(mkfifo(pipe, 0600), 0);
  // Both ends are open here, so that reading it cannot wait for a writer
  const int end = open(pipe, O_RDWR | O_NONBLOCK);
  CU_ASSERT(end >= 0);
  const char* const paths[] = {
    csn_test_scratch(), "/dev/null", pipe, path_of("missing.csd"), ""
  };
  for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); ++i) {
    CsnProgram* program = NULL;
    csn_diagnostic_list_clear(&list);
    CU_ASSERT_EQUAL(csn_program_read(&program, paths[i], &list), CSN_ERR_IO);
    CU_ASSERT_PTR_NULL(program);
    CU_ASSERT_EQUAL_FATAL(list.count, 1);
    CU_ASSERT_STRING_EQUAL(list.items[0].file, paths[i]);
    CU_ASSERT(list.items[0].text[0] != '\0');
  }
  (void)close(end);
}

/* A pipe that nobody writes to must not stop the worker for ever. */
static void
a_lonely_pipe(void)
{
  const char* const pipe = path_of("lonely.csd");
  (void)unlink(pipe);
  CU_ASSERT_EQUAL_FATAL(mkfifo(pipe, 0600), 0);
  (void)fflush(stdout);
  const pid_t child = fork();
  if (!child) {
    CsnProgram* program = NULL;
    (void)alarm(5); // The child would wait for ever
    _exit(csn_program_read(&program, pipe, &list) == CSN_ERR_IO ? 0 : 1);
  }
  int status = -1;
  CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
  CU_ASSERT_EQUAL(status, 0);
}

static void
as_csd(void)
{
  const CsnSource orchestra = { .text = "instr 1\nendin",
                                .length = 13,
                                .path = NULL };
  CsnProgram* program = csn_program_new(&orchestra);
  CU_ASSERT_PTR_NOT_NULL_FATAL(program);
  char* text = csn_program_csd(program);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "<CsInstruments>\ninstr 1\nendin\n<"));
  free(text);
  csn_program_unref(program);

  static const char csd[] =
    "<CsoundSynthesizer>\n<CsOptions>\n-odac --omacro:A=1\n"
    "</CsOptions>\n<CsInstruments>\n"
    "</CsInstruments>\n</CsoundSynthesizer>";
  const CsnSource whole = { .text = csd,
                            .length = sizeof(csd) - 1U,
                            .path = NULL };
  program = csn_program_new(&whole);
  CU_ASSERT_PTR_NOT_NULL_FATAL(program);
  text = csn_program_csd(program);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_PTR_NULL(strstr(text, "-odac"));
  CU_ASSERT_PTR_NOT_NULL(strstr(text, "--omacro:A=1"));
  CU_ASSERT_PTR_NOT_NULL(strstr(program->text, "-odac")); // The user's own
  free(text);
  csn_program_unref(program);

  const CsnSource broken = { .text = "<CsInstruments>",
                             .length = 15,
                             .path = NULL };
  program = csn_program_new(&broken);
  CU_ASSERT_PTR_NOT_NULL_FATAL(program);
  CU_ASSERT_PTR_NULL(csn_program_csd(program));
  csn_program_unref(program);
}

static const CsnTest tests[] = {
  { "program", "a text is copied and counted", copied },
  { "program", "what is too large is refused", too_large },
  { "program", "a file gives its text, path and folder", from_a_file },
  { "program",
    "a link keeps its name and has the folder of its file",
    through_a_link },
  { "program", "what is not a file is refused with a word", not_a_file },
  { "program", "a pipe without a writer does not stop it", a_lonely_pipe },
  { "program", "it becomes a .csd with harmless options", as_csd },
};
CSN_TESTS(tests)
