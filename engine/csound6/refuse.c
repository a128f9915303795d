// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "refuse.h"

#include "base/file.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_SETTING 4096U

/** Opcodes that need the user's leave, as Csound knows them. */
static const opcodeListEntry risks[] = {
  { .opname = (char*)(uintptr_t) "system",
    .outypes = (char*)(uintptr_t) "k",
    .intypes = (char*)(uintptr_t) "kSO" },
  { .opname = (char*)(uintptr_t) "system_i",
    .outypes = (char*)(uintptr_t) "i",
    .intypes = (char*)(uintptr_t) "iSo" },
};

/* Those of STK that read sound files when they begin, and throw. */
static const char* const sampled[] = {
  "STKBeeThree", "STKDrummer",  "STKFMVoices", "STKHevyMetl", "STKMandolin",
  "STKModalBar", "STKMoog",     "STKPercFlut", "STKRhodey",   "STKSimple",
  "STKTubeBell", "STKVoicForm", "STKWurley"
};

static const char spaces[] = " \t\r\n,";

bool
csn_refuse_allows(const char* text, const char* word)
{
  const size_t length = strlen(word);
  while (*text) {
    text += strspn(text, spaces);
    const size_t n = strcspn(text, spaces);
    if (n == length && !strncmp(text, word, n)) {
      return true;
    }
    text += n;
  }
  return false;
}

/* The file of the user's settings; empty where there is none. */
static void
read_settings(char* text, size_t size)
{
  char path[MAX_SETTING];
  const char* const folder = getenv("XDG_CONFIG_HOME");
  const char* const home = getenv("HOME");
  const bool own = folder && *folder;
  text[0] = '\0';
  if (!own && !home) {
    return;
  }
  const int n = snprintf(path,
                         sizeof(path),
                         "%s%s/csonance/allow",
                         own ? folder : home,
                         own ? "" : "/.config");
  FILE* const file =
    n > 0 && (size_t)n < sizeof(path) ? csn_file_open_stream(path, NULL) : NULL;
  if (file) {
    text[fread(text, 1, size - 1U, file)] = '\0';
    fclose(file);
  }
}

// What stands in the place of an opcode

static int
refuse_risk(CSOUND* csound, void* data)
{
  (void)data;
  return csound->InitError(csound,
                           "%s",
                           "commands are refused, since a session of somebody "
                           "else could run them; CSONANCE_ALLOW=system in the "
                           "environment allows them");
}

static int
refuse_stk(CSOUND* csound, void* data)
{
  (void)data;
  return csound->InitError(csound,
                           "%s",
                           "this opcode needs the sound files of STK: set "
                           "RAWWAVE_PATH to their folder");
}

/* The entries that a Csound finds are its own copies. */
static void
replace(CSOUND* csound,
        const opcodeListEntry* known,
        int (*instead)(CSOUND*, void*))
{
  OENTRY* const entry = csound->find_opcode_exact(csound,
                                                  known->opname,
                                                  known->outypes,
                                                  known->intypes);
  if (entry) {
    if (entry->iopadr) {
      entry->iopadr = instead;
    }
    if (entry->kopadr) {
      entry->kopadr = instead;
    }
  }
}

static bool
has_rawwaves(void)
{
  const char* const folder = getenv("RAWWAVE_PATH");
  char path[MAX_SETTING];
  const int n = snprintf(path,
                         sizeof(path),
                         "%s/sinewave.raw",
                         folder && *folder ? folder : ".");
  return n > 0 && (size_t)n < sizeof(path) && !access(path, R_OK);
}

static bool
is_allowed(const char* word)
{
  char settings[MAX_SETTING];
  const char* const environment = getenv("CSONANCE_ALLOW");
  read_settings(settings, sizeof(settings));
  return (environment && csn_refuse_allows(environment, word)) ||
         csn_refuse_allows(settings, word);
}

static void
refuse_sampled(CSOUND* csound)
{
  opcodeListEntry* list = NULL;
  const int n = csoundNewOpcodeList(csound, &list);
  for (int i = 0; i < n; ++i) {
    for (size_t s = 0; s < sizeof(sampled) / sizeof(sampled[0]); ++s) {
      if (!strcmp(list[i].opname, sampled[s])) {
        replace(csound, &list[i], refuse_stk);
      }
    }
  }
  csoundDisposeOpcodeList(csound, list);
}

void
csn_refuse_opcodes(CSOUND* csound, bool all)
{
  if (!is_allowed("system")) {
    for (size_t i = 0; i < sizeof(risks) / sizeof(risks[0]); ++i) {
      replace(csound, &risks[i], refuse_risk);
    }
  }
  if (all && !has_rawwaves()) {
    refuse_sampled(csound);
  }
}
