// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Prints the table of methods, for docs/manual.py and ttl/: one line a method,
  then one for each of its parameters, with tabs between.  A program of the
  build, layer: docs.

    method  NAME  audio|worker  HELP
    param   NAME  number|text|instr|value|field  KIND  DEFAULT
*/

#include "engine/call/methods.h"

#include <stdio.h>

static const char* const types[] = { "number",
                                     "text",
                                     "instr",
                                     "value",
                                     "field" };
static const char* const kinds[] = { "required",
                                     "optional",
                                     "named",
                                     "repeated" };

int
main(void)
{
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    const CsnMethod* const method = csn_method(id);
    printf("method\t%s\t%s\t%s\n",
           method->name,
           method->run ? "audio" : "worker",
           method->help);
    for (const CsnParam* p = method->params; p->name; ++p) {
      printf("param\t%s\t%s\t%s\t%.17g\n",
             p->name,
             types[p->type],
             kinds[p->kind],
             p->fallback);
    }
  }
  return ferror(stdout) ? 1 : 0;
}
