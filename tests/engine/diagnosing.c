// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  A program's way to the real Csound and what is said of it (layer: tests).
*/

#include "diagnosing.h"

#include "engine/diagnose/diagnose.h"
#include "engine/program/csd.h"
#include "harness.h"

#include <csound/csound.h>

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CYCLES 40

// Of the leak sanitizer, where there is one
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
void
__lsan_disable(void) __attribute__((weak));
void
__lsan_enable(void) __attribute__((weak));
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

typedef struct {
  CsnDiagnose* diagnose;
  CsnDiagnosticList* list;
  bool plays;
  bool in_pieces; ///< Messages arrive byte by byte
} Session;

static void
give(Session* session, const char* text, size_t length)
{
  if (session->plays) {
    csn_diagnose_play_message(session->diagnose, text, length, session->list);
  } else {
    csn_diagnose_message(session->diagnose, text, length);
  }
}

__attribute__((format(printf, 3, 0))) static void
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

// Csound leaks what it had of a program that fails
static void
watch_leaks(bool on)
{
  if (!on && __lsan_disable) {
    __lsan_disable();
  } else if (on && __lsan_enable) {
    __lsan_enable();
  }
}

static void
run_csound(Session* session, const CsnCsd* csd, char* text)
{
  watch_leaks(false);
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
  watch_leaks(true);
}

void
csn_test_diagnose(const char* text,
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
  const CsnDiagnoseProgram program = { text, length, file, folder, false };
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

char*
csn_test_read_file(const char* path)
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

size_t
csn_test_list_programs(const char* folder, char names[][64])
{
  size_t n = 0;
  DIR* const dir = opendir(csn_test_path(folder));
  for (struct dirent* e;
       dir && (e = readdir(dir)) && n < CSN_TEST_MAX_PROGRAMS;) {
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
