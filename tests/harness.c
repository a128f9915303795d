// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The main() of every test program (layer: tests): collects the tables that
// the sources of the group registered, runs them with CUnit, tells each test
// by its sentence, and ends with one line of counts.

#include "harness.h"

#include "coverage.h"

#include <CUnit/TestRun.h>

#include <dirent.h>
#include <dlfcn.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { default_timeout = 120, path_size = 4096 };

static CsnTestTable* tables;
static CsnTestTable** tables_end = &tables;
static unsigned timeout_s = default_timeout;
static const char* current_suite = "";
static const char* current_name = "";
static char scratch[path_size];

void
csn_test_register(CsnTestTable* const table)
{
  *tables_end = table;
  tables_end = &table->next;
}

const char*
csn_test_path(const char* const name)
{
  static char paths[8][path_size]; // so that a few may be held at a time
  static unsigned next;

  char* const path = paths[next++ % 8U];
  const char* const top = getenv("CSN_TOP");
  (void)snprintf(path, path_size, "%s/%s", top ? top : ".", name);
  return path;
}

static int
remove_entry(const char* const path,
             const struct stat* const status,
             const int type,
             struct FTW* const walk)
{
  (void)status;
  (void)type;
  (void)walk;
  return remove(path);
}

const char*
csn_test_scratch(void)
{
  if (!scratch[0]) {
    const char* const parent = getenv("TMPDIR");
    (void)snprintf(scratch,
                   sizeof(scratch),
                   "%s/csonance-test-XXXXXX",
                   parent && parent[0] ? parent : P_tmpdir);
    if (!mkdtemp(scratch)) {
      perror(scratch);
      exit(1);
    }
  }
  return scratch;
}

unsigned
csn_test_open_files(void)
{
  unsigned n = 0;
  DIR* const folder = opendir("/proc/self/fd");
  if (!folder) {
    perror("/proc/self/fd");
    exit(1);
  }
  while (readdir(folder)) {
    ++n;
  }
  (void)closedir(folder);
  return n;
}

int
csn_test_quick(void)
{
  const char* const quick = getenv("CSN_QUICK");
  return quick && quick[0] && strcmp(quick, "0") != 0;
}

uint64_t
csn_test_random(uint64_t* const state)
{
  uint64_t x = *state;
  x ^= x << 13U;
  x ^= x >> 7U;
  x ^= x << 17U;
  *state = x;
  return x;
}

// Only async-signal-safe calls here.
static void
tell(const char* const text)
{
  const ssize_t done = write(STDOUT_FILENO, text, strlen(text));
  (void)done;
}

static void
on_signal(const int number)
{
  tell(number == SIGALRM ? "FAILED (hangs)  " : "FAILED (crashes)  ");
  tell(current_suite);
  tell(": ");
  tell(current_name);
  tell("\n");
  (void)signal(number, SIG_DFL);
  (void)raise(number);
}

static void
on_start(CU_pTest test, CU_pSuite suite)
{
  current_suite = suite->pName;
  current_name = test->pName;
  (void)alarm(timeout_s);
}

static void
on_complete(CU_pTest test, CU_pSuite suite, CU_pFailureRecord failures)
{
  (void)alarm(0);
  printf("%s  %s: %s\n", failures ? "FAILED" : "ok", suite->pName, test->pName);
  for (CU_pFailureRecord f = failures; f; f = f->pNext) {
    const char* file = f->strFileName ? f->strFileName : "?";
    while (!strncmp(file, "../", 3)) {
      file += 3; // the compiler ran in the build folder
    }
    printf("    %s:%u: %s\n",
           file,
           f->uiLineNumber,
           f->strCondition ? f->strCondition : "?");
  }
  (void)fflush(stdout);
}

static void
on_setup_failure(CU_pSuite suite)
{
  printf("FAILED  %s: its set-up\n", suite->pName);
}

static void
on_teardown_failure(CU_pSuite suite)
{
  printf("FAILED  %s: its clean-up\n", suite->pName);
}

static bool
is_wanted(const CsnTest* const test, const char* const text)
{
  char title[1024];
  (void)snprintf(title, sizeof(title), "%s: %s", test->suite, test->name);
  return !text || strstr(title, text);
}

static bool
add_table(const CsnTestTable* const table, const char* const text)
{
  for (size_t i = 0; i < table->n_tests; ++i) {
    const CsnTest* const test = &table->tests[i];
    if (!is_wanted(test, text)) {
      continue;
    }
    CU_pSuite suite = CU_get_suite(test->suite);
    if (!suite) {
      suite = CU_add_suite(test->suite, table->setup, table->teardown);
    }
    if (!suite || !CU_add_test(suite, test->name, test->run)) {
      printf("FAILED  %s: %s: %s\n",
             test->suite,
             test->name,
             CU_get_error_msg());
      return false;
    }
  }
  return true;
}

static void
list_tables(void)
{
  for (const CsnTestTable* table = tables; table; table = table->next) {
    for (size_t i = 0; i < table->n_tests; ++i) {
      printf("%s: %s\n", table->tests[i].suite, table->tests[i].name);
    }
  }
}

#ifdef __SANITIZE_ADDRESS__
// Csound's opcode libraries stay loaded: what their constructors keep is no
// leak as long as it is pointed to, and has a name where it is one.
__attribute__((visibility("default"))) int
dlclose(void* library)
{
  (void)library;
  return 0;
}
#endif

// The sanitizers tell more about a crash than we do.
static void
catch_signals(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  static const int numbers[] = { SIGALRM };
#else
  static const int numbers[] = { SIGALRM, SIGSEGV, SIGBUS,
                                 SIGFPE,  SIGILL,  SIGABRT };
#endif
  struct sigaction action = { .sa_handler = on_signal };
  (void)sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); ++i) {
    (void)sigaction(numbers[i], &action, NULL);
  }
}

// Two tests of one name in a suite are a mistake that CUnit allows.
static unsigned
run_tests(void)
{
  CU_set_test_start_handler(on_start);
  CU_set_test_complete_handler(on_complete);
  CU_set_suite_init_failure_handler(on_setup_failure);
  CU_set_suite_cleanup_failure_handler(on_teardown_failure);
  (void)CU_run_all_tests();

  const unsigned bad_suites = CU_get_number_of_suites_failed();
  const unsigned n_run = CU_get_number_of_tests_run();
  const unsigned n_bad = CU_get_number_of_tests_failed();
  printf("%u passed, %u failed\n", n_run - n_bad, n_bad + bad_suites);
  return n_bad + bad_suites;
}

int
main(const int argc, char** const argv)
{
  const char* const text = argc > 1 ? argv[1] : NULL;
  const char* const limit = getenv("CSN_TEST_TIMEOUT");
  if (limit && strtoul(limit, NULL, 10)) {
    timeout_s = (unsigned)strtoul(limit, NULL, 10);
  }
  if (text && !strcmp(text, "--list")) {
    list_tables();
    return 0;
  }

  if (CU_initialize_registry() != CUE_SUCCESS) {
    printf("0 passed, 1 failed\n");
    return 1;
  }
  CU_set_error_action(CUEA_IGNORE);
  catch_signals();
  bool good = true;
  for (const CsnTestTable* table = tables; table; table = table->next) {
    good = add_table(table, text) && good;
  }
  const unsigned n_bad = good ? run_tests() : 1U;
  if (!good) {
    printf("0 passed, 1 failed\n");
  }

  csn_test_write_coverage();
  CU_cleanup_registry();
  if (scratch[0]) {
    (void)nftw(scratch, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
  }
  return n_bad ? 1 : 0;
}
