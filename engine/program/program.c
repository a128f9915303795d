// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#define _GNU_SOURCE // realpath, strdup

#include "program.h"

#include "csound6/opcodedir.h"

#include "base/file.h"

#include "csd.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Sessions reach their files through links, but #include and sound files lie
   beside the real one. */
static char*
folder_of(const char* path)
{
  char* const real = realpath(path, NULL);
  if (!real) {
    return NULL;
  }
  char* const slash = strrchr(real, '/');
  if (slash) {
    slash[slash == real ? 1 : 0] = '\0';
  }
  return real;
}

/* Takes the text. */
static CsnProgram*
make(char* text, size_t length, const char* added, const char* path)
{
  CsnProgram* const program = (CsnProgram*)calloc(1, sizeof(CsnProgram));
  if (!program || !text) {
    free(program);
    free(text);
    return NULL;
  }

  errno = 0;
  atomic_init(&program->n_references, 1);
  program->text = text;
  program->length = length;
  if (added && *added) {
    program->added = strdup(added);
  }
  if (path && *path) {
    program->path = strdup(path);
    program->folder = folder_of(path);
  }
  // Only the folder may be missing: of a path that is no file's
  if ((added && *added && !program->added) ||
      (path && *path && !program->path) ||
      (program->path && !program->folder && errno == ENOMEM)) {
    csn_program_unref(program);
    return NULL;
  }
  return program;
}

CsnProgram*
csn_program_new(const CsnSource* source)
{
  if (source->length > CSN_CSD_MAX_LENGTH) {
    return NULL;
  }
  char* const text = (char*)malloc(source->length + 1U);
  if (text) {
    if (source->length) {
      memcpy(text, source->text, source->length);
    }
    text[source->length] = '\0';
  }
  return make(text, source->length, source->added, source->path);
}

CsnStatus
csn_program_read(CsnProgram** program,
                 const char* path,
                 CsnDiagnosticList* list)
{
  struct stat status;
  const char* why = NULL;
  FILE* const file = csn_file_open_stream(path, &why);
  if (file && (fstat(fileno(file), &status) ||
               status.st_size > (off_t)CSN_CSD_MAX_LENGTH)) {
    why = "the file is too large";
  }
  if (!file || why) {
    csn_diagnostic_add(list, CSN_SEVERITY_ERROR, path, 0, 0, "%s", why);
    if (file) {
      fclose(file);
    }
    return CSN_ERR_IO;
  }

  const size_t size = (size_t)status.st_size;
  char* const text = (char*)malloc(size + 1U);
  const size_t length = text ? fread(text, 1, size, file) : 0;
  const int failed = ferror(file);
  fclose(file);
  if (text) {
    text[length] = '\0';
  }
  if (failed) {
    free(text);
    csn_diagnostic_add(
      list, CSN_SEVERITY_ERROR, path, 0, 0, "the file cannot be read");
    return CSN_ERR_IO;
  }

  CsnProgram* const made = make(text, length, NULL, path);
  if (!made) {
    return CSN_ERR_NO_MEMORY;
  }
  *program = made;
  return CSN_OK;
}

bool
csn_program_needs_all(const CsnProgram* program)
{
  return csn_opcodedir_needs_all(program->text) ||
         csn_opcodedir_needs_all(program->added) ||
         csn_opcodedir_needs_all(program->prelude);
}

CsnProgram*
csn_program_ref(CsnProgram* program)
{
  atomic_fetch_add_explicit(&program->n_references, 1, memory_order_relaxed);
  return program;
}

void
csn_program_unref(CsnProgram* program)
{
  if (program && atomic_fetch_sub_explicit(&program->n_references,
                                           1,
                                           memory_order_acq_rel) == 1) {
    free(program->text);
    free(program->added);
    free(program->prelude);
    free(program->path);
    free(program->folder);
    free(program);
  }
}

// Stands before each added chunk; a comment, so that the whole is code too
static const char marker[] = "\n;; compiled into the program\n";

CsnProgram*
csn_program_extended(const CsnProgram* program, const char* code)
{
  const char* const before = program->added ? program->added : "";
  const size_t size = strlen(before) + sizeof(marker) + strlen(code);
  char* const added = (char*)malloc(size);
  if (!added) {
    return NULL;
  }
  snprintf(added, size, "%s%s%s", before, marker, code);
  const CsnSource source = {
    program->text, program->length, program->path, added
  };
  CsnProgram* const extended = csn_program_new(&source);
  free(added);
  if (extended) {
    extended->options = program->options;
    extended->a4 = program->a4;
  }
  if (extended && program->prelude) {
    extended->prelude = strdup(program->prelude);
    if (!extended->prelude) {
      csn_program_unref(extended);
      return NULL;
    }
  }
  return extended;
}

char*
csn_program_next_added(const char** at)
{
  if (!*at || !**at) {
    return NULL;
  }
  const size_t skip =
    strncmp(*at, marker, sizeof(marker) - 1U) ? 0U : sizeof(marker) - 1U;
  const char* const code = *at + skip;
  const char* const next = strstr(code, marker);
  const size_t length = next ? (size_t)(next - code) : strlen(code);
  *at = code + length;
  return strndup(code, length);
}
