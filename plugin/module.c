// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "module.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_module_init(CsnModule* module, const char* bundle_path, const char* name)
{
  const size_t length = strlen(bundle_path);
  const bool has_slash = length && bundle_path[length - 1U] == '/';
  const size_t size = length + strlen(name) + 2U;
  module->handle = NULL;
  module->path = (char*)malloc(size);
  if (module->path) {
    snprintf(
      module->path, size, "%s%s%s", bundle_path, has_slash ? "" : "/", name);
  }
  return module->path != NULL;
}

CsnModuleFunction
csn_module_find(CsnModule* module, const char* symbol, const char** problem)
{
  if (!module->handle) { // Its threads and statics must outlive it
    module->handle =
      dlopen(module->path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  }
  void* const found = module->handle ? dlsym(module->handle, symbol) : NULL;
  CsnModuleFunction function = NULL;
  if (found) { // C has no other way from an object's pointer to a function's
    memcpy(&function, &found, sizeof(function));
  } else {
    const char* const why = dlerror();
    *problem = why ? why : "no reason is known";
  }
  return function;
}

void
csn_module_clear(CsnModule* module)
{
  if (module->handle) {
    dlclose(module->handle);
  }
  free(module->path);
  module->handle = NULL;
  module->path = NULL;
}
