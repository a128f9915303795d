// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  State of a diagnosis, and what its parts need of each other.  Private to the
  diagnose files.  Engine layer.
*/

#ifndef CSN_ENGINE_DIAGNOSE_STATE_H
#define CSN_ENGINE_DIAGNOSE_STATE_H

#include "diagnose.h"
#include "diagnose_expand.h"
#include "diagnose_messages.h"
#include "diagnose_opcodes.h"
#include "diagnose_tokens.h"
#include "diagnostic.h"
#include "program/csd.h"

#define CSN_DIAGNOSE_HEAD 49152U
#define CSN_DIAGNOSE_TAIL 16384U
#define CSN_DIAGNOSE_LINE 2048U

struct CsnDiagnose {
  char* text; ///< Copy of the program
  size_t length;
  char file[CSN_DIAGNOSTIC_FILE_SIZE];
  char* folder;
  struct CSOUND_* csound; ///< Borrowed, for its opcode list; may be null
  bool is_addition;       ///< To a program that plays
  int shift;              ///< Lines that Csound sees before the text
  CsnCsd csd;
  bool is_good; ///< `csd` is parsed

  bool is_expanded; ///< The three below are there
  CsnExpansion orchestra;
  CsnExpansion score;
  CsnTokens tokens;
  CsnSignatures signatures;

  char head[CSN_DIAGNOSE_HEAD]; ///< Messages: the first
  size_t n_head;
  char tail[CSN_DIAGNOSE_TAIL]; ///< … and the last, a ring
  size_t n_tail;                ///< All that ever went into it

  CsnComplaints complaints;
  CsnComplaints play; ///< Of the notes
  char line[CSN_DIAGNOSE_LINE];
  size_t n_line;
  unsigned n_waited; ///< Lines since the newest of `play`
};

/** Reads the program if that is not done yet. False: there are no tokens. */
bool
csn_diagnose_expand(CsnDiagnose* d);

/** No token. */
#define CSN_NO_TOKEN ((size_t)-1)

/** Adds a diagnostic at a token, or at the file where there is none. */
void
csn_diagnose_at(CsnDiagnose* d,
                CsnDiagnosticList* list,
                CsnSeverity severity,
                size_t token,
                const char* text);

/** Adds a diagnostic at a place of an expansion. */
void
csn_diagnose_at_place(CsnExpansion* expansion,
                      CsnDiagnosticList* list,
                      CsnSeverity severity,
                      CsnPlace place,
                      const char* text);

/** True if a token names an opcode, of Csound or of the program. */
bool
csn_diagnose_is_opcode(const CsnDiagnose* d, const CsnToken* token);

/** Index of the token that is the operator of a statement, see tokens. */
size_t
csn_diagnose_operator(const CsnDiagnose* d, size_t first);

/** How far a token is from where a complaint says it is; 0 is there. */
unsigned
csn_diagnose_distance(const CsnDiagnose* d,
                      const CsnComplaint* complaint,
                      size_t token);

/** "instr 3", "opcode foo" or "the header", of a block. */
void
csn_diagnose_block_name(const CsnDiagnose* d,
                        size_t block,
                        char* out,
                        size_t size);

/** True if `instr` block lists this number or name. */
bool
csn_diagnose_is_instr(const CsnDiagnose* d, size_t block, const char* name);

/** Line of a token. */
int
csn_diagnose_line(const CsnDiagnose* d, size_t token);

/* The parts: each adds what it finds to the list. */

/** What the preprocessor stumbled on; `only_deadly`: what kills Csound. */
void
csn_diagnose_troubles(CsnDiagnose* d,
                      CsnDiagnosticList* list,
                      bool only_deadly);

void
csn_diagnose_syntax(CsnDiagnose* d,
                    const CsnComplaint* complaint,
                    CsnDiagnosticList* list);

void
csn_diagnose_undefined(CsnDiagnose* d,
                       const CsnComplaint* complaint,
                       CsnDiagnosticList* list);

void
csn_diagnose_types(CsnDiagnose* d,
                   const CsnComplaint* complaint,
                   CsnDiagnosticList* list);

void
csn_diagnose_array(CsnDiagnose* d,
                   const CsnComplaint* complaint,
                   CsnDiagnosticList* list);

/** Redefined instruments, xin and xout, rates. */
void
csn_diagnose_definition(CsnDiagnose* d,
                        const CsnComplaint* complaint,
                        CsnDiagnosticList* list);

/** Init and performance errors, tables, missing instruments. */
void
csn_diagnose_note(CsnDiagnose* d,
                  const CsnComplaint* complaint,
                  CsnDiagnosticList* list);

/** Score lines that Csound skips. */
void
csn_diagnose_score_line(CsnDiagnose* d,
                        const CsnComplaint* complaint,
                        CsnDiagnosticList* list);

/** Characters that the lexer does not know, and prints to stdout. */
void
csn_diagnose_characters(CsnDiagnose* d, CsnDiagnosticList* list);

/** Infinite constants, which crash Csound in code that is added. */
void
csn_diagnose_numbers(CsnDiagnose* d, CsnDiagnosticList* list);

/** Types of opcodes' arguments at which Csound's parser hangs, or prints. */
void
csn_diagnose_opcode_types(CsnDiagnose* d, CsnDiagnosticList* list);

/** Score text that kills Csound. */
void
csn_diagnose_score(CsnDiagnose* d, CsnDiagnosticList* list);

#endif
