// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "registry.h"

#include "engine.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
  pthread_mutex_t mutex;
  CsnEngine* first;
} registry = { .mutex = PTHREAD_MUTEX_INITIALIZER };

static CsnEngine*
find(const char* name)
{
  CsnEngine* engine = registry.first;
  while (engine && strcmp(engine->name, name) != 0) {
    engine = engine->next;
  }
  return engine;
}

CsnStatus
csn_registry_add(CsnEngine* engine, const char* name)
{
  char own[32] = "";
  CsnStatus st = CSN_OK;
  pthread_mutex_lock(&registry.mutex);
  for (unsigned i = 0; (!name || !*name) && (!*own || find(own)); ++i) {
    snprintf(own, sizeof(own), "engine%u", i);
  }
  if (name && *name && find(name)) {
    st = CSN_ERR_BAD_CALL;
  } else {
    engine->name = strdup(*own ? own : name);
    st = engine->name ? CSN_OK : CSN_ERR_NO_MEMORY;
  }
  if (!st) {
    engine->next = registry.first;
    registry.first = engine;
  }
  pthread_mutex_unlock(&registry.mutex);
  return st;
}

void
csn_registry_remove(CsnEngine* engine)
{
  pthread_mutex_lock(&registry.mutex);
  CsnEngine** link = &registry.first;
  while (*link && *link != engine) {
    link = &(*link)->next;
  }
  if (*link) {
    *link = engine->next;
  }
  pthread_mutex_unlock(&registry.mutex);
  free(engine->name);
  engine->name = NULL;
}

CsnEngine*
csn_engine_find(const char* name)
{
  pthread_mutex_lock(&registry.mutex);
  CsnEngine* const engine = name ? find(name) : NULL;
  pthread_mutex_unlock(&registry.mutex);
  return engine;
}

char*
csn_engine_names(void)
{
  size_t size = 1;
  size_t n = 0;
  pthread_mutex_lock(&registry.mutex);
  for (const CsnEngine* e = registry.first; e; e = e->next) {
    size += strlen(e->name) + 1U;
  }
  char* const names = (char*)calloc(1, size);
  for (const CsnEngine* e = registry.first; names && e; e = e->next) {
    n += (size_t)snprintf(names + n, size - n, "%s%s", n ? "\n" : "", e->name);
  }
  pthread_mutex_unlock(&registry.mutex);
  return names;
}
