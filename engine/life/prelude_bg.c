// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Prelude: what each program of an engine gets besides its own text: the user's
  options, the files he includes and his global code, all before its own.
*/

#define _GNU_SOURCE // realpath, strdup

#include "engine.h"
#include "life.h"
#include "program/csd.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One option at a time; quotes keep spaces together, as in <CsOptions>. */
static void
take_options(CSOUND* csound, char* at, const char* end)
{
  while (at < end) {
    while (at < end && strchr(" \t\r\n", *at)) {
      ++at;
    }
    char option[1024];
    size_t n = 0;
    bool quoted = false;
    for (; at < end && (quoted || !strchr(" \t\r\n", *at)); ++at) {
      if (*at == '"') {
        quoted = !quoted;
      } else if (n < sizeof(option) - 1U) {
        option[n++] = *at;
      }
    }
    option[n] = '\0';
    if (n) {
      csoundSetOption(csound, option);
    }
  }
}

void
csn_options_give(const char* options, CSOUND* csound)
{
  static const char before[] = "<CsoundSynthesizer>\n<CsOptions>\n";
  static const char after[] = "\n</CsOptions>\n<CsInstruments>\n"
                              "</CsInstruments>\n</CsoundSynthesizer>\n";
  if (!options || !*options) {
    return;
  }
  const size_t length = strlen(options);
  const size_t size = sizeof(before) + length + sizeof(after);
  char* const text = (char*)malloc(size);
  CsnCsd csd;
  if (text) {
    snprintf(text, size, "%s%s%s", before, options, after);
    if (csn_csd_parse(&csd, text, strlen(text), NULL, NULL)) {
      (void)csn_csd_clean_options(&csd, text);
      char* const at = text + sizeof(before) - 1U;
      take_options(csound, at, at + length);
    }
  }
  free(text);
}

/* Included files first: the global code may use what is in them. */
static char*
prelude_of(const CsnEngine* engine)
{
  const char* const code =
    engine->config.globalcode ? engine->config.globalcode : "";
  const char* const paths = engine->bg.includes ? engine->bg.includes : "";
  size_t size = strlen(code) + 2U;
  for (const char* p = paths; *p; ++p) {
    size += *p == '\n' ? 16U : 1U;
  }
  char* const text = (char*)malloc(size);
  size_t n = 0;
  for (const char* at = paths; text && *at; at += strcspn(at, "\n") + 1U) {
    const int length = (int)strcspn(at, "\n");
    n +=
      (size_t)snprintf(text + n, size - n, "#include \"%.*s\"\n", length, at);
  }
  if (text) {
    snprintf(text + n, size - n, *code ? "%s\n" : "%s", code);
  }
  return text;
}

CsnStatus
csn_engine_give_prelude(CsnEngine* engine, CsnProgram* program)
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
  }
  return CSN_OK;
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
  if (!real || access(real, R_OK)) {
    free(real);
    return csn_job_fail(job, CSN_ERR_IO, "the file cannot be read");
  }
  const char* const had = engine->bg.includes ? engine->bg.includes : "";
  const size_t size = strlen(had) + strlen(real) + 2U;
  char* const all = (char*)malloc(size);
  snprintf(code, sizeof(code), "#include \"%s\"\n", real);
  CsnStatus st =
    !all ? CSN_ERR_NO_MEMORY
         : csn_engine_merge(
             engine, code, "includeFile", false, &value, engine->bg.list);
  if (!st && !strstr(had, real)) {
    snprintf(all, size, "%s%s\n", had, real);
    free(engine->bg.includes);
    engine->bg.includes = all;
    st = csn_engine_give_prelude(engine, engine->bg.program);
  } else {
    free(all);
  }
  free(real);
  return st;
}
