// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "scratch.h"

#include "csound6/csound6.h"
#include "csound6/opcodedir.h"
#include "diagnose/diagnose.h"
#include "instance.h"
#include "life/life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_USES 500U ///< Each leaks some 200 kB inside Csound

struct CsnScratch {
  CSOUND* csound;
  CsnProgram* program;
  CsnDiagnose* diagnose;
  unsigned n_uses;
  bool refused; ///< What was tried last, before Csound saw it
};

__attribute__((format(printf, 3, 0))) static void
on_message(CSOUND* csound, int attr, const char* format, va_list args)
{
  const CsnScratch* const scratch =
    (const CsnScratch*)csoundGetHostData(csound);
  char text[1024];
  (void)attr;
  if (vsnprintf(text, sizeof(text), format, args) > 0) {
    csn_diagnose_message(scratch->diagnose, text, strlen(text));
  }
}

void
csn_scratch_free(CsnScratch* scratch)
{
  if (scratch) {
    if (scratch->csound) {
      csoundDestroy(scratch->csound);
    }
    csn_diagnose_free(scratch->diagnose);
    csn_program_unref(scratch->program);
    free(scratch);
  }
}

/* Whatever a program's header says, its p-fields have some default. */
static const CsnHeader any_header = { 48000, 16, 1, 440 };

static int
compile_csd(CSOUND* csound, const char* csd)
{
  CsnHeads heads;
  if (csn_heads_read(&heads, csd, &any_header, NULL, NULL)) {
    return -1;
  }
  const int st = csoundCompileCsdText(csound, heads.code ? heads.code : csd);
  csn_heads_clear(&heads);
  return st;
}

static CsnScratch*
make(CsnProgram* program, bool needs_all)
{
  CsnScratch* const scratch = (CsnScratch*)calloc(1, sizeof(CsnScratch));
  char* const csd = csn_program_complete(program);
  if (!scratch || !csd || csn_csound_init()) {
    free(scratch);
    free(csd);
    return NULL;
  }

  scratch->program = csn_program_ref(program);
  scratch->diagnose = csn_diagnose_new();
  scratch->csound =
    csn_csound_create(scratch, needs_all || csn_program_needs_all(program));
  if (!scratch->diagnose || !scratch->csound) {
    csn_scratch_free(scratch);
    free(csd);
    return NULL;
  }
  csoundSetMessageCallback(scratch->csound, on_message);
  csoundSetHostImplementedAudioIO(scratch->csound, 1, 0);
  csoundSetHostImplementedMIDIIO(scratch->csound, 1);
  csoundSetOption(scratch->csound, "-n");
  csoundSetOption(scratch->csound, "-d");
  csoundSetOption(scratch->csound, "-m0");
  csn_instance_set_folder(scratch->csound, program->folder);
  csn_options_give(program->options, scratch->csound, NULL, 0);
  const int st = compile_csd(scratch->csound, csd);
  free(csd);
  if (st) {
    csn_scratch_free(scratch);
    return NULL;
  }
  const char* at = program->added;
  for (char* code = NULL; (code = csn_program_next_added(&at));) {
    // Was good before
    (void)csn_instance_compile(scratch->csound, code, &any_header, NULL);
    free(code);
  }
  return scratch;
}

bool
csn_scratch_has_refused(const CsnScratch* scratch)
{
  return scratch && scratch->refused;
}

CsnStatus
csn_scratch_try(CsnScratch** scratch,
                CsnProgram* program,
                const CsnCode* tried,
                CsnBuilding* building,
                CsnDiagnosticList* list)
{
  const char* const code = tried->code;
  const char* const path = tried->path;
  if (*scratch &&
      ((*scratch)->program != program || (*scratch)->n_uses >= MAX_USES)) {
    csn_scratch_free(*scratch);
    *scratch = NULL;
  }
  if (!*scratch) {
    *scratch = make(program, tried->needs_all);
    if (!*scratch) {
      return CSN_ERR_NO_MEMORY;
    }
  }

  CsnScratch* const s = *scratch;
  const CsnDiagnoseProgram source = {
    tried->shown, strlen(tried->shown), path, program->folder, true
  };
  ++s->n_uses;
  if (!csn_diagnose_begin(s->diagnose, &source)) {
    return CSN_ERR_NO_MEMORY;
  }
  s->refused = csn_diagnose_static(s->diagnose, list);
  if (s->refused) {
    return CSN_ERR_COMPILE;
  }
  csn_diagnose_use_csound(s->diagnose, s->csound);
  csn_building_begin(building, s->csound);
  int st = csoundCompileOrc(s->csound, code);
  const bool broken = !csn_building_end(building);
  csn_diagnose_finish(s->diagnose, st, list);
  if (broken) {
    (void)csn_diagnostic_add(list,
                             CSN_SEVERITY_ERROR,
                             path,
                             0,
                             0,
                             "the global code did not come to its end, and was "
                             "broken off");
    st = 1;
  }
  if (st && csn_opcodedir_needs_all(code) && !tried->needs_all &&
      !csn_program_needs_all(program)) {
    (void)csn_diagnostic_add(list,
                             CSN_SEVERITY_ERROR,
                             path,
                             0,
                             0,
                             "the libraries of hdf5, fluid and STK opcodes "
                             "come only with a program that names one of them: "
                             "load it with this code in it");
  }
  if (st > 0) {
    // Csound jumped out of its parser: this one is not to be trusted any more
    csn_scratch_free(s);
    *scratch = NULL;
  }
  return st ? CSN_ERR_COMPILE : CSN_OK;
}

void
csn_scratch_extend(CsnScratch* scratch, CsnProgram* extended)
{
  if (scratch) {
    csn_program_unref(scratch->program);
    scratch->program = csn_program_ref(extended);
  }
}
