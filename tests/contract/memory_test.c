// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Memory: what is made when the n-th allocation fails is whole, or not there.
*/

#define _GNU_SOURCE

// Out of memory: each allocation of everything that is made without a Csound
// fails in its turn; the caller is told, and nothing is left behind (layer:
// tests). The allocator is this file's own, so it is left out where a
// sanitizer has one.

#include "engine/base/pool.h"
#include "engine/base/ring.h"
#include "engine/call/line.h"
#include "engine/call/queue.h"
#include "engine/csonance.h"
#include "engine/note/notes.h"
#include "engine/program/program.h"
#include "harness.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  define OWN_ALLOCATOR 0
#elif defined(__has_feature)
#  define OWN_ALLOCATOR 0
#else
#  define OWN_ALLOCATOR 1
#endif

#if OWN_ALLOCATOR

/* glibc's own, under its other names. */
void*
__libc_malloc(size_t size);
void*
__libc_calloc(size_t n, size_t size);
void*
__libc_realloc(void* pointer, size_t size);
void*
__libc_memalign(size_t alignment, size_t size);
void
__libc_free(void* pointer);

static struct {
  bool counting;
  long n;       ///< Allocations seen
  long failing; ///< The one that fails; -1: none
  long n_alive;
} allocator;

static bool
fails(void)
{
  const bool fail = allocator.counting && allocator.n++ == allocator.failing;
  errno = fail ? ENOMEM : errno;
  return fail;
}

static void*
counted(void* pointer)
{
  allocator.n_alive += allocator.counting && pointer;
  return pointer;
}

// Seen by the libraries too, whose strdup() and realpath() allocate
#  pragma GCC visibility push(default)

void*
malloc(size_t size)
{
  return fails() ? NULL : counted(__libc_malloc(size));
}

void*
calloc(size_t n, size_t size)
{
  return fails() ? NULL : counted(__libc_calloc(n, size));
}

void*
realloc(void* pointer, size_t size)
{
  if (fails()) {
    return NULL;
  }
  void* const moved = __libc_realloc(pointer, size);
  allocator.n_alive += allocator.counting && moved && !pointer;
  return moved;
}

void*
aligned_alloc(size_t alignment, size_t size)
{
  return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

void
free(void* pointer)
{
  allocator.n_alive -= allocator.counting && pointer;
  __libc_free(pointer);
}

#  pragma GCC visibility pop

/** Makes something and frees it; false: it could not be made. */
typedef bool (*Maker)(void);

static char program_path[600];

static bool
make_engine(void)
{
  const CsnConfig config = {
    .rate = 48000, .max_block = 256, .n_inputs = 2, .n_outputs = 2
  };
  CsnEngine* engine = NULL;
  const CsnStatus st = csn_engine_new(&engine, &config);
  if (st) {
    CU_ASSERT_EQUAL(st, CSN_ERR_NO_MEMORY);
    CU_ASSERT_PTR_NULL(engine);
  }
  csn_engine_free(engine);
  return !st;
}

static bool
make_ring(void)
{
  CsnRing* const ring = csn_ring_new(4096);
  csn_ring_free(ring);
  return ring != NULL;
}

static bool
make_pool(void)
{
  CsnPool* const pool = csn_pool_new(65536);
  csn_pool_free(pool);
  return pool != NULL;
}

static bool
make_queue(void)
{
  CsnQueue* const queue = csn_queue_new(100);
  csn_queue_free(queue);
  return queue != NULL;
}

static bool
make_notes(void)
{
  CsnNotes* const notes = csn_notes_new();
  csn_notes_free(notes);
  return notes != NULL;
}

/* A program is whole, with its path and folder, or it is not. */
static bool
is_whole(CsnProgram* program)
{
  if (program) {
    CU_ASSERT_PTR_NOT_NULL(program->text);
    CU_ASSERT_PTR_NOT_NULL(program->path);
    CU_ASSERT_PTR_NOT_NULL(program->folder);
  }
  csn_program_unref(program);
  return program != NULL;
}

static bool
make_program(void)
{
  const CsnSource source = { .text = "instr 1\nendin\n",
                             .length = 14,
                             .path = program_path };
  return is_whole(csn_program_new(&source));
}

static bool
make_program_of_file(void)
{
  static CsnDiagnosticList list;
  CsnProgram* program = NULL;
  csn_diagnostic_list_clear(&list);
  const CsnStatus st = csn_program_read(&program, program_path, &list);
  CU_ASSERT_EQUAL(st == CSN_OK, program != NULL);
  return is_whole(program);
}

static bool
make_csd(void)
{
  const CsnSource source = { .text = "instr 1\nendin\n", .length = 14 };
  CsnProgram* const program = csn_program_new(&source);
  char* const csd = program ? csn_program_csd(program) : NULL;
  const bool made = csd != NULL;
  free(csd);
  csn_program_unref(program);
  return made;
}

/* Fails the first, the second, … allocation until it can be made; where stdio
   allocates too, some are not missed. */
static void
fail_each(const char* what, Maker make, bool all_are_needed)
{
  CU_ASSERT(make()); // What is made once for the process is made now
  long n_failures = 0;
  for (long failing = 0; failing < 1000; ++failing) {
    allocator.n = 0;
    allocator.n_alive = 0;
    allocator.failing = failing;
    allocator.counting = true;
    const bool made = make();
    allocator.counting = false;
    if (allocator.n_alive) {
      printf("    %s, allocation %ld: %ld left\n",
             what,
             failing,
             allocator.n_alive);
    }
    CU_ASSERT_EQUAL(allocator.n_alive, 0);
    if (allocator.n <= failing) {
      CU_ASSERT(made);
      break;
    }
    if (made && all_are_needed) {
      printf("    %s was made without allocation %ld\n", what, failing);
    }
    CU_ASSERT(!made || !all_are_needed);
    ++n_failures;
  }
  CU_ASSERT(n_failures > 0);
}

static void
parts(void)
{
  fail_each("a ring", make_ring, true);
  fail_each("a pool", make_pool, true);
  fail_each("a queue", make_queue, true);
  fail_each("notes", make_notes, true);
}

static void
programs(void)
{
  (void)snprintf(program_path,
                 sizeof(program_path),
                 "%s/memory.orc",
                 csn_test_scratch());
  FILE* const file = fopen(program_path, "wb");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  (void)fputs("instr 1\nendin\n", file);
  (void)fclose(file);
  fail_each("a program", make_program, true);
  fail_each("a program of a file", make_program_of_file, false);
  fail_each("a csd", make_csd, true);
}

static void
engines(void)
{
  fail_each("an engine", make_engine, true);
}

/* A call that finds no memory is refused, and can be made again. */
static void
calls(void)
{
  const CsnConfig config = { .rate = 48000,
                             .max_block = 256,
                             .fixed_block = 0,
                             .n_inputs = 2,
                             .n_outputs = 2 };
  const CsnSource source = { .text = "instr 1\nendin\n", .length = 14 };
  CsnEngine* engine = NULL;
  char report[100];
  CU_ASSERT_EQUAL_FATAL(csn_engine_new(&engine, &config), CSN_OK);
  allocator.n = 0;
  allocator.failing = 0;
  allocator.counting = true;
  const CsnStatus called =
    csn_engine_call(engine, "sched 1", 1, report, sizeof(report));
  allocator.n = 0;
  char long_code[5000];
  memset(long_code, ' ', sizeof(long_code));
  memcpy(long_code, "giA = 1", 7);
  long_code[sizeof(long_code) - 1U] = '\0';
  allocator.n = 0;
  const CsnStatus compiled = csn_engine_compile(engine, long_code, 1);
  allocator.n = 0;
  const CsnStatus loaded = csn_engine_load(engine, &source, NULL, 0);
  allocator.counting = false;
  CU_ASSERT_EQUAL(called, CSN_ERR_NO_MEMORY);
  CU_ASSERT_STRING_NOT_EQUAL(report, "");
  CU_ASSERT_EQUAL(compiled, CSN_ERR_NO_MEMORY);
  CU_ASSERT_EQUAL(loaded, CSN_ERR_NO_MEMORY);
  CU_ASSERT_EQUAL(csn_engine_load(engine, &source, NULL, 0), CSN_OK);
  CU_ASSERT_EQUAL(csn_engine_call(engine, "sched 1", 1, NULL, 0), CSN_OK);
  csn_engine_free(engine);
}

static const CsnTest tests[] = {
  { "memory", "rings, pools, queues and notes are made or not", parts },
  { "memory", "a program is whole or not there", programs },
  { "memory", "an engine is made or not", engines },
  { "memory", "a call without memory is refused", calls },
};
CSN_TESTS(tests)

#endif // OWN_ALLOCATOR
