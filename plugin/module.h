// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Module: a shared library beside the plugin, opened when it is first needed,
  so that what it links to need not be there before.  Plugin layer, worker.
*/

#ifndef CSN_PLUGIN_MODULE_H
#define CSN_PLUGIN_MODULE_H

#include <stdbool.h>

typedef struct {
  char* path;
  void* handle; ///< Of dlopen(); null: not opened yet
} CsnModule;

/** Any function; the caller knows its type. */
typedef void (*CsnModuleFunction)(void);

/** Remembers a file of the bundle; false: no memory. @thread control */
bool
csn_module_init(CsnModule* module, const char* bundle_path, const char* name);

/** Opens the module where that is not done yet, and finds a function in it.
    Null: `problem` says why, until the next call of dlerror().  Its code stays
    in the process for good.  @thread worker */
CsnModuleFunction
csn_module_find(CsnModule* module, const char* symbol, const char** problem);

/** Frees what it holds. @thread control */
void
csn_module_clear(CsnModule* module);

#endif
