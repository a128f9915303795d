// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "watchdog.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#define INTERVAL_NS 25000000L

typedef struct Watched Watched;

struct Watched {
  CsnEngine* engine;
  Watched* next;
};

static struct {
  pthread_mutex_t life; ///< One plugin comes or goes at a time
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  pthread_t thread;
  bool running; ///< There is a thread, which ends when there is no engine
  Watched* first;
} dog = { .life = PTHREAD_MUTEX_INITIALIZER,
          .mutex = PTHREAD_MUTEX_INITIALIZER,
          .changed = PTHREAD_COND_INITIALIZER };

static void*
watch(void* unused)
{
  (void)unused;
  pthread_mutex_lock(&dog.mutex);
  while (dog.first) {
    struct timespec until;
    for (const Watched* w = dog.first; w; w = w->next) {
      csn_engine_watch(w->engine);
    }
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += INTERVAL_NS;
    if (until.tv_nsec >= 1000000000L) {
      until.tv_nsec -= 1000000000L;
      ++until.tv_sec;
    }
    (void)pthread_cond_timedwait(&dog.changed, &dog.mutex, &until);
  }
  pthread_mutex_unlock(&dog.mutex);
  return NULL;
}

/* The host's signals are not for this thread. */
static bool
start(void)
{
  sigset_t all;
  sigset_t had;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &had);
  const bool started = !pthread_create(&dog.thread, NULL, watch, NULL);
  pthread_sigmask(SIG_SETMASK, &had, NULL);
  return started;
}

bool
csn_watchdog_add(CsnEngine* engine)
{
  Watched* const watched = (Watched*)calloc(1, sizeof(Watched));
  if (!watched) {
    return false;
  }
  watched->engine = engine;
  pthread_mutex_lock(&dog.life);
  pthread_mutex_lock(&dog.mutex);
  watched->next = dog.first;
  dog.first = watched;
  if (!dog.running) {
    dog.running = start();
  }
  const bool running = dog.running;
  pthread_mutex_unlock(&dog.mutex);
  pthread_mutex_unlock(&dog.life);
  return running;
}

void
csn_watchdog_remove(const CsnEngine* engine)
{
  pthread_mutex_lock(&dog.life);
  pthread_mutex_lock(&dog.mutex);
  Watched** link = &dog.first;
  while (*link && (*link)->engine != engine) {
    link = &(*link)->next;
  }
  Watched* const watched = *link;
  if (watched) {
    *link = watched->next;
    free(watched);
  }
  const bool last = !dog.first && dog.running;
  const pthread_t thread = dog.thread;
  if (last) {
    dog.running = false;
    pthread_cond_signal(&dog.changed);
  }
  pthread_mutex_unlock(&dog.mutex);
  if (last) {
    (void)pthread_join(thread, NULL);
  }
  pthread_mutex_unlock(&dog.life);
}
