// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "coverage.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_METHODS 512U

static struct {
  char name[48];
  unsigned done;
  unsigned failed;
} counts[MAX_METHODS];

const char*
csn_test_method_of(const char* line, size_t* length)
{
  static const char letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  const char* at = line + strspn(line, " \t\n");
  if (*at == '$') {
    at += strcspn(at, "=");
    at += *at == '=';
    at += strspn(at, " \t\n");
  }
  *length = strspn(at, letters);
  return *length && *length < sizeof(counts[0].name) ? at : NULL;
}

void
csn_test_cover(const char* line, bool done)
{
  size_t length = 0;
  const char* const name = csn_test_method_of(line, &length);
  CU_pSuite suite = CU_get_current_suite();
  if (!name || !suite || !strcmp(suite->pName, "examples")) {
    return;
  }
  for (unsigned i = 0; i < MAX_METHODS; ++i) {
    if (!counts[i].name[0]) {
      memcpy(counts[i].name, name, length);
    }
    if (strlen(counts[i].name) == length &&
        !memcmp(counts[i].name, name, length)) {
      counts[i].done += done;
      counts[i].failed += !done;
      return;
    }
  }
}

void
csn_test_write_coverage(void)
{
  const char* const path = getenv("CSN_COVERAGE");
  FILE* const file = path && path[0] ? fopen(path, "w") : NULL;
  for (unsigned i = 0; file && i < MAX_METHODS && counts[i].name[0]; ++i) {
    (void)fprintf(
      file, "%s %u %u\n", counts[i].name, counts[i].done, counts[i].failed);
  }
  if (file && fclose(file)) {
    perror(path);
  }
}
