// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#define _GNU_SOURCE // dladdr

#include "opcodedir.h"

#include "base/letters.h"

#include <csound/csound.h>

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_SIZE 4096U

/* What a plugin must not load: drivers, windows, interpreters, servers, and
   what hosts another program. */
static const char* const left_out[] = { "libableton_link_opcodes.so",
                                        "libfaustcsound.so",
                                        "libjackTransport.so",
                                        "libjacko.so",
                                        "libjoystick.so",
                                        "libpmidi.so",
                                        "libpy.so",
                                        "librtalsa.so",
                                        "librtjack.so",
                                        "librtpa.so",
                                        "librtpulse.so",
                                        "libvirtual.so",
                                        "libwebsocketIO.so",
                                        "libwidgets.so" };

/* What takes longer to load than all the others together, since it brings
   large libraries of its own: only for programs that use it. */
static const char* const heavy[] = { "libfluidOpcodes.so",
                                     "libhdf5ops.so",
                                     "libstkops.so" };

static bool
is_one_of(const char* const* names, size_t n, const char* name)
{
  for (size_t i = 0; i < n; ++i) {
    if (!strcmp(name, names[i])) {
      return true;
    }
  }
  return false;
}

static bool
is_wanted(const char* name, bool all)
{
  const size_t length = strlen(name);
  return length > 3 && !strcmp(name + length - 3, ".so") &&
         !is_one_of(left_out, sizeof(left_out) / sizeof(left_out[0]), name) &&
         (all || !is_one_of(heavy, sizeof(heavy) / sizeof(heavy[0]), name));
}

bool
csn_opcodedir_needs_all(const char* text)
{
  // An included file may say anything
  static const char* const words[] = { "#include", "STK", "hdf5" };
  for (size_t i = 0; text && i < sizeof(words) / sizeof(words[0]); ++i) {
    if (strstr(text, words[i])) {
      return true;
    }
  }
  const char* p = text;
  while (p) {
    p = strstr(p, "fluid");
    p += p ? 5 : 0;
    if (p && *p >= 'A' && *p <= 'Z') {
      return true; // fluidEngine, fluidNote, ...
    }
  }
  return false;
}

/* Csound keeps its opcodes beside its library, or where the user says. */
static bool
find_source(char* path, size_t size)
{
  const char* const said = getenv("OPCODE6DIR64");
  if (said && *said) {
    return (size_t)snprintf(path, size, "%s", said) < size;
  }

  Dl_info info;
  union {
    CSOUND* (*function)(void*);
    void* address;
  } symbol = { csoundCreate };
  if (!dladdr(symbol.address, &info) || !info.dli_fname) {
    return false;
  }

  char library[PATH_SIZE];
  if (strlen(info.dli_fname) >= sizeof(library)) {
    return false;
  }
  snprintf(library, sizeof(library), "%s", info.dli_fname);
  char* const slash = strrchr(library, '/');
  if (slash) {
    *slash = '\0';
  }
  return (size_t)snprintf(path,
                          size,
                          "%s/csound/plugins64-6.0",
                          slash ? library : ".") < size;
}

static bool
make_folders(char* path)
{
  for (char* p = path + 1; *p; ++p) {
    if (*p == '/') {
      *p = '\0';
      const int made = mkdir(path, 0700);
      *p = '/';
      if (made && errno != EEXIST) {
        return false;
      }
    }
  }
  return !mkdir(path, 0700) || errno == EEXIST;
}

/* Other processes may do the same at the same time: links are only added, and
   only those that lead nowhere are taken away. */
static bool
link_all(const char* source, const char* target, bool all)
{
  DIR* const dir = opendir(source);
  if (!dir) {
    return false;
  }

  bool ok = true;
  const struct dirent* entry = NULL;
  while (ok && (entry = readdir(dir))) {
    if (!is_wanted(entry->d_name, all)) {
      continue;
    }

    char from[PATH_SIZE];
    char to[PATH_SIZE];
    struct stat status;
    if ((size_t)snprintf(from, PATH_SIZE, "%s/%s", source, entry->d_name) >=
          PATH_SIZE ||
        (size_t)snprintf(to, PATH_SIZE, "%s/%s", target, entry->d_name) >=
          PATH_SIZE) {
      ok = false;
    } else if (stat(to, &status)) {
      unlink(to);
      ok = !symlink(from, to) || errno == EEXIST;
    }
  }

  closedir(dir);
  return ok;
}

bool
csn_opcodedir_prepare(char* path, size_t size, bool all)
{
  char source[PATH_SIZE];
  char target[PATH_SIZE];
  const char* const cache = getenv("XDG_CACHE_HOME");
  const char* const home = getenv("HOME");
  if (!find_source(source, sizeof(source))) {
    return false;
  }

  const uint32_t hash = csn_hash(source, strlen(source));
  const char* const which = all ? "all" : "few";
  int n = -1;
  if (cache && *cache == '/') {
    n = snprintf(
      target, sizeof(target), "%s/csonance/%s-%08x", cache, which, hash);
  } else if (home && *home == '/') {
    n = snprintf(
      target, sizeof(target), "%s/.cache/csonance/%s-%08x", home, which, hash);
  }
  if (n < 0 || (size_t)n >= sizeof(target) || (size_t)n >= size ||
      !make_folders(target) || !link_all(source, target, all)) {
    return false;
  }

  memcpy(path, target, (size_t)n + 1U);
  return true;
}
