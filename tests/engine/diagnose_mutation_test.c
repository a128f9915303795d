// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Any text and any words of Csound lead to an error, and nowhere else (layer:
  tests).  Mutates the bad programs by a fixed sequence; no Csound.
*/

#include "diagnosing.h"

#include "engine/diagnose/diagnose.h"
#include "harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAD "tests/engine/bad"

// What Csound might say of any text; the names are all in some bad program
static const char* const sayings[] = {
  "error: syntax error, unexpected T_IDENT  (token \"out\")\n line 9:\n >>> k1 "
  "= out <<<\n",
  "error: syntax error, unexpected NEWLINE (token \"\n\")\n line 8:\n >>> a "
  "<<<",
  "error: syntax error, unexpected end of file (token \"\")\n line 3:\n",
  "error: syntax error, unexpected ENDIN_TOKEN (token \"endin\")\n line 12:\n",
  "error:  Variable 'k1' used before defined\nLine 9\n",
  "error:  Variable 'gkx' used before defined\nLine 99999999999\n",
  "error:  Unable to find opcode entry for 'oscili' with matching argument "
  "types:\n\nFound: a oscili Sc[]k[][]\n       a1 oscili ...\nLine: 8\n",
  "error:  error: opcode '##add' for expression with arg types Sc not found, "
  "line 9\n",
  "error:  unable to find array operator for types kc line 8\n",
  "error:  instr 1 redefined\nerror:  instr foo redefined\n",
  "error:  invalid xin statement for UDO: defined 'k', found 'kk'\n",
  "error:  invalid xout statement for UDO: defined '', found '(null)'\n",
  "INIT ERROR in instr 1 (opcode oscili.a) line 11: no\n from file x "
  "(1),a1\t\n",
  "PERF ERROR in instr 0 (opcode ##array_get.K) line -4: Array index "
  "5.000000\n",
  "ftable 1: illegal gen number\n",
  "WARNING: instr Nope not found\n",
  "sread: unexpected char k\nsread: illegal opcode h\n",
  " from file (),\n",
};

static void
mutate(char* text, size_t length, uint64_t* state)
{
  static const char signs[] = "\n\n\"{}[]()$#;/*\\,.:=\r aki0";
  const uint64_t n = 1 + csn_test_random(state) % 8;
  for (uint64_t i = 0; i < n && length; ++i) {
    const size_t at = csn_test_random(state) % length;
    const size_t from = csn_test_random(state) % length;
    if (csn_test_random(state) % 2) {
      text[at] = signs[csn_test_random(state) % (sizeof(signs) - 1)];
    } else {
      const size_t most = length - (at > from ? at : from);
      memmove(text + at, text + from, csn_test_random(state) % (most + 1));
    }
  }
}

static void
mutations(void)
{
  static char names[CSN_TEST_MAX_PROGRAMS][64];
  static CsnDiagnosticList list;
  static const size_t n_sayings = sizeof(sayings) / sizeof(sayings[0]);
  uint64_t state = 20261123;
  const size_t n = csn_test_list_programs(BAD, names);
  const int n_rounds = csn_test_quick() ? 2 : 20;
  CsnDiagnose* const d = csn_diagnose_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(d);
  for (size_t i = 0; i < n; ++i) {
    char path[1200];
    (void)snprintf(path, sizeof(path), "%s/%s", csn_test_path(BAD), names[i]);
    char* const text = csn_test_read_file(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    const size_t length = strlen(text);
    for (int j = 0; j < n_rounds; ++j) {
      const CsnDiagnoseProgram program = { text, length, "f", NULL, true };
      csn_diagnostic_list_clear(&list);
      mutate(text, length, &state);
      CU_ASSERT_TRUE(csn_diagnose_begin(d, &program));
      (void)csn_diagnose_static(d, &list);
      for (size_t k = 0; k < 3; ++k) {
        const char* const said = sayings[csn_test_random(&state) % n_sayings];
        csn_diagnose_message(d, said, strlen(said));
      }
      (void)csn_diagnose_finish(d, -1, &list);
      CU_ASSERT_PTR_NOT_NULL(csn_diagnostic_first_error(&list));
      const char* const note = sayings[12 + csn_test_random(&state) % 4];
      (void)csn_diagnose_play_message(d, note, strlen(note), &list);
    }
    free(text);
  }
  csn_diagnose_free(d);
}

static const CsnTest tests[] = {
  { "diagnose mutations",
    "any text and any complaint give an error",
    mutations },
};
CSN_TESTS(tests)
