// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The guard of the audio thread (layer: tests); see its header.

#include "rt_guard.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <dlfcn.h>
#include <execinfo.h>
#include <linux/prctl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#  define PR_SET_SYSCALL_USER_DISPATCH 59
#  define PR_SYS_DISPATCH_ON 1
#endif

enum { n_frames = 24 };

/** The first of its kind. */
typedef struct {
  const char* what;
  long number;
  void* frames[n_frames];
  int depth;
} First;

static _Thread_local volatile bool watching;
static _Thread_local volatile RtPlace place;
static volatile unsigned char selector; // For the kernel: 1 blocks
static RtCounts counts;
static First firsts[RT_N_PLACES][RT_N_KINDS];
static bool has_dispatch;

static void
note(RtKind kind, const char* what, long number)
{
  if (!watching) {
    return;
  }
  const unsigned char had = selector;
  watching = false;
  selector = 0;
  First* const first = &firsts[place][kind];
  if (!counts.n[place][kind]++) {
    first->what = what;
    first->number = number;
    first->depth = backtrace(first->frames, n_frames);
  }
  selector = had;
  watching = true;
}

// What stands before the C library; its headers have other parameter names
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
// NOLINTBEGIN(bugprone-macro-parentheses): these are types and lists

#define EXPORT __attribute__((visibility("default")))

void*
libc_malloc(size_t size) __asm__("__libc_malloc");
void*
libc_calloc(size_t n, size_t size) __asm__("__libc_calloc");
void*
libc_realloc(void* block, size_t size) __asm__("__libc_realloc");
void*
libc_memalign(size_t alignment, size_t size) __asm__("__libc_memalign");
void
libc_free(void* block) __asm__("__libc_free");

EXPORT void*
malloc(size_t size)
{
  note(RT_ALLOC, "malloc", (long)size);
  return libc_malloc(size);
}

EXPORT void*
calloc(size_t n, size_t size)
{
  note(RT_ALLOC, "calloc", (long)(n * size));
  return libc_calloc(n, size);
}

EXPORT void*
realloc(void* block, size_t size)
{
  note(RT_ALLOC, "realloc", (long)size);
  return libc_realloc(block, size);
}

EXPORT void
free(void* block)
{
  if (block) {
    note(RT_ALLOC, "free", 0);
  }
  libc_free(block);
}

void*
memalign(size_t alignment, size_t size);

EXPORT void*
memalign(size_t alignment, size_t size)
{
  note(RT_ALLOC, "memalign", (long)size);
  return libc_memalign(alignment, size);
}

EXPORT void*
aligned_alloc(size_t alignment, size_t size)
{
  note(RT_ALLOC, "aligned_alloc", (long)size);
  return libc_memalign(alignment, size);
}

EXPORT int
posix_memalign(void** block, size_t alignment, size_t size)
{
  note(RT_ALLOC, "posix_memalign", (long)size);
  *block = libc_memalign(alignment, size);
  return *block ? 0 : 12;
}

/* The next function of this name, as a pointer to a function. */
#define NEXT(name)                              \
  static Function next;                         \
  if (!next) {                                  \
    void* const found = dlsym(RTLD_NEXT, name); \
    memcpy(&next, &found, sizeof(next));        \
  }

#define STANDS_BEFORE(kind, result, name, params, args) \
  EXPORT result name params                             \
  {                                                     \
    typedef result(*Function) params;                   \
    note(kind, #name, 0);                               \
    NEXT(#name)                                         \
    return next args;                                   \
  }

STANDS_BEFORE(RT_LOCK, int, pthread_mutex_lock, (pthread_mutex_t * m), (m))
STANDS_BEFORE(RT_LOCK, int, pthread_mutex_trylock, (pthread_mutex_t * m), (m))
STANDS_BEFORE(RT_LOCK, int, pthread_spin_lock, (pthread_spinlock_t * s), (s))
STANDS_BEFORE(RT_LOCK, int, pthread_rwlock_rdlock, (pthread_rwlock_t * l), (l))
STANDS_BEFORE(RT_LOCK, int, pthread_rwlock_wrlock, (pthread_rwlock_t * l), (l))
STANDS_BEFORE(RT_WAIT,
              int,
              pthread_cond_wait,
              (pthread_cond_t * c, pthread_mutex_t* m),
              (c, m))
STANDS_BEFORE(RT_WAIT,
              int,
              pthread_cond_timedwait,
              (pthread_cond_t * c,
               pthread_mutex_t* m,
               const struct timespec* t),
              (c, m, t))
STANDS_BEFORE(RT_WAIT, int, pthread_join, (pthread_t t, void** r), (t, r))
STANDS_BEFORE(RT_WAIT, int, sem_wait, (sem_t * s), (s))
STANDS_BEFORE(RT_WAIT,
              int,
              nanosleep,
              (const struct timespec* t, struct timespec* left),
              (t, left))
STANDS_BEFORE(RT_FILE,
              FILE*,
              fopen,
              (const char* path, const char* mode),
              (path, mode))
STANDS_BEFORE(RT_FILE,
              FILE*,
              fopen64,
              (const char* path, const char* mode),
              (path, mode))
STANDS_BEFORE(RT_FILE, int, fclose, (FILE * file), (file))
// NOLINTEND(bugprone-macro-parentheses)
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

// System calls

/* The kernel has not made the call: it is made here, and the rest of the
   block is not watched for others. */
static void
on_system_call(int number, siginfo_t* info, void* data)
{
  ucontext_t* const context = (ucontext_t*)data;
  greg_t* const r = context->uc_mcontext.gregs;
  (void)number;
  selector = 0;
  note(RT_SYSCALL, "system call", info->si_syscall);
  const long result = syscall(info->si_syscall,
                              r[REG_RDI],
                              r[REG_RSI],
                              r[REG_RDX],
                              r[REG_R10],
                              r[REG_R8],
                              r[REG_R9]);
  r[REG_RAX] = result;
  selector = 0;
}

static void
prepare(void)
{
  static bool done;
  if (done) {
    return;
  }
  done = true;

  // Its first call allocates
  void* frames[2];
  (void)backtrace(frames, 2);

  struct sigaction action;
  memset(&action, 0, sizeof(action));
  action.sa_sigaction = on_system_call;
  action.sa_flags = SA_SIGINFO;
  (void)sigaction(SIGSYS, &action, NULL);
  has_dispatch = !prctl(
    PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0UL, 0UL, &selector);
}

bool
rt_guard_sees_system_calls(void)
{
  prepare();
  return has_dispatch;
}

// The guard

void
rt_guard_reset(void)
{
  prepare();
  memset(&counts, 0, sizeof(counts));
  memset(firsts, 0, sizeof(firsts));
}

void
rt_guard_begin(void)
{
  place = RT_OURS;
  watching = true;
  selector = has_dispatch;
}

void
rt_guard_end(void)
{
  selector = 0;
  watching = false;
}

int
rt_guard_perform(CSOUND* csound)
{
  place = RT_CSOUND;
  const int st = csound->PerformKsmps(csound);
  place = RT_OURS;
  return st;
}

RtCounts
rt_guard_counts(void)
{
  return counts;
}

unsigned
rt_guard_total(RtPlace where)
{
  unsigned total = 0;
  for (unsigned kind = 0; kind < RT_N_KINDS; ++kind) {
    total += counts.n[where][kind];
  }
  return total;
}

void
rt_guard_print(void)
{
  for (unsigned where = 0; where < RT_N_PLACES; ++where) {
    for (unsigned kind = 0; kind < RT_N_KINDS; ++kind) {
      const First* const first = &firsts[where][kind];
      if (counts.n[where][kind]) {
        printf("    %s: %u times %s (%ld), first by\n",
               where == RT_OURS ? "ours" : "csound's",
               counts.n[where][kind],
               first->what,
               first->number);
        (void)fflush(stdout);
        backtrace_symbols_fd(first->frames, first->depth, STDOUT_FILENO);
      }
    }
  }
}
