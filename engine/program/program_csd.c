// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  A program as Csound compiles it: a .csd with harmless options, and before its
  own code what the engine adds.  Engine layer, pure text.
*/

#include "program.h"

#include "csd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char*
csn_program_csd(const CsnProgram* program)
{
  static const char before[] = "<CsoundSynthesizer>\n<CsInstruments>\n";
  static const char after[] = "\n</CsInstruments>\n</CsoundSynthesizer>\n";

  CsnCsd csd;
  if (!csn_csd_parse(&csd, program->text, program->length, NULL, NULL)) {
    return NULL;
  }
  const size_t n_before = csd.is_csd ? 0U : sizeof(before) - 1U;
  const size_t n_after = csd.is_csd ? 1U : sizeof(after) - 1U;
  char* const text = (char*)malloc(n_before + program->length + n_after + 1U);
  if (text) {
    memcpy(text, before, n_before);
    memcpy(text + n_before, program->text, program->length);
    memcpy(text + n_before + program->length,
           csd.is_csd ? "\n" : after,
           n_after);
    text[n_before + program->length + n_after] = '\0';
    if (csd.is_csd) {
      csn_csd_clean_options(&csd, text);
    }
  }
  return text;
}

#define RESERVED 16000U ///< Opcodes of the program have the numbers after it

/* An instrument of a high number that the program does not name.  Nobody plays
   it: where Csound 6 has to make room for higher numbers later, and the program
   has opcodes of its own, it writes beyond the end of its instruments. */
static void
write_reserve(char* text, size_t size, const char* csd)
{
  char number[16];
  unsigned n = RESERVED;
  do {
    (void)snprintf(number, sizeof(number), "%u", n++);
  } while (strstr(csd, number));
  (void)snprintf(text, size, "\ninstr %s\nendin\n", number);
}

/* A4, where the engine has one: the program's own comes later, and counts. */
static void
write_a4(char* text, size_t size, const CsnProgram* program)
{
  text[0] = '\0';
  if (program->a4 > 0) {
    (void)snprintf(text, size, "A4 = %.15g\n", program->a4);
  }
}

/* What the engine adds stands on whole lines, for the sake of all that tell
   where in the program something is. */
static char*
complete(const CsnProgram* program, const char* csd)
{
  CsnCsd sections;
  const size_t length = strlen(csd);
  if (!csn_csd_parse(&sections, csd, length, NULL, NULL)) {
    return strdup(csd);
  }
  char a4[48];
  char reserve[64];
  write_a4(a4, sizeof(a4), program);
  write_reserve(reserve, sizeof(reserve), csd);
  const char* const prelude = program->prelude ? program->prelude : "";
  const size_t begin = sections.instruments.offset;
  const size_t end = begin + sections.instruments.length;
  const size_t from = begin ? begin - 1U : 0U;
  // The section may begin on the line of its tag, or on the one after it
  const char* const line = (const char*)memchr(csd + from, '\n', end - from);
  const size_t at = line ? (size_t)(line - csd) + 1U : end;

  const size_t size = length + strlen(a4) + strlen(prelude) + sizeof(reserve);
  char* const text = (char*)malloc(size + 2U);
  if (text) {
    (void)snprintf(text,
                   size + 2U,
                   "%.*s%s%s%s%.*s%s%s",
                   (int)at,
                   csd,
                   line ? "" : "\n",
                   a4,
                   prelude,
                   (int)(end - at),
                   csd + at,
                   reserve,
                   csd + end);
  }
  return text;
}

char*
csn_program_complete(const CsnProgram* program)
{
  char* const csd = csn_program_csd(program);
  char* const text = csd ? complete(program, csd) : NULL;
  free(csd);
  return text;
}

int
csn_program_lines_before(const CsnProgram* program)
{
  int n = program->a4 > 0;
  for (const char* at = program->prelude; at && (at = strchr(at, '\n')); ++at) {
    ++n;
  }
  return n;
}
