// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Static: what would take the process down or hang it, found before Csound 6
  sees the text.  Engine layer, pure text.  Clear cases only.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPCODES 512
#define MAX_INSTR 32767L

static void
tell(CsnDiagnose* d, CsnDiagnosticList* list, size_t token, const char* text)
{
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, token, text);
}

// `instr 40000`: Csound keeps the number in 16 bits
static void
check_numbers(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    const CsnBlock* const block = &d->tokens.blocks[i];
    if (block->kind != CSN_BLOCK_INSTR) {
      continue;
    }
    const size_t n = csn_statement_length(&d->tokens, block->begin);
    for (size_t j = block->begin + 1; j < block->begin + n; ++j) {
      const CsnToken* const token = &d->tokens.tokens[j];
      if (token->kind == CSN_TOKEN_NUMBER &&
          strtol(token->text, NULL, 10) > MAX_INSTR) {
        tell(d, list, j, "instrument numbers above 32767 crash Csound 6");
      }
    }
  }
}

// The earlier block that has an instrument's number or name as well; 0 if there
// is none
static size_t
find_earlier(const CsnDiagnose* d, size_t block, const char* name)
{
  for (size_t i = 1; i < block; ++i) {
    if (csn_diagnose_is_instr(d, i, name)) {
      return i;
    }
  }
  return 0;
}

// A second instrument of a number is an error after which Csound 6 cannot be
// destroyed; one of a name silently takes the place of the first
static void
check_name(CsnDiagnose* d, CsnDiagnosticList* list, size_t block, size_t token)
{
  const CsnToken* const t = &d->tokens.tokens[token];
  const bool is_number = t->kind == CSN_TOKEN_NUMBER;
  char name[64];
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  if ((!is_number && t->kind != CSN_TOKEN_NAME) || t->length >= sizeof(name)) {
    return;
  }
  (void)snprintf(name, sizeof(name), "%.*s", (int)t->length, t->text);
  const size_t begin = d->tokens.blocks[block].begin;
  const size_t earlier = find_earlier(d, block, name);
  if (is_number && strtol(name, NULL, 10) == 0) {
    tell(d,
         list,
         begin,
         "instr 0 is the code outside of instruments and cannot be defined");
  } else if (earlier) {
    (void)snprintf(text,
                   sizeof(text),
                   "instr %s is already defined in line %d%s",
                   name,
                   csn_diagnose_line(d, d->tokens.blocks[earlier].begin),
                   is_number ? "" : "; the last one counts");
    csn_diagnose_at(d,
                    list,
                    is_number ? CSN_SEVERITY_ERROR : CSN_SEVERITY_WARNING,
                    begin,
                    text);
  }
}

static void
check_names(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    const size_t begin = d->tokens.blocks[i].begin;
    if (d->tokens.blocks[i].kind != CSN_BLOCK_INSTR) {
      continue;
    }
    const size_t n = csn_statement_length(&d->tokens, begin);
    for (size_t j = begin + 1; j < begin + n; ++j) {
      check_name(d, list, i, j);
    }
  }
}

// `gk1 init`: Csound 6 looks at an argument that is not there
static void
check_init(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 1; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnTokenKind next = d->tokens.tokens[i + 1].kind;
    if (csn_token_is(&d->tokens.tokens[i], "init") &&
        (next == CSN_TOKEN_NEWLINE || next == CSN_TOKEN_END) &&
        i == csn_diagnose_operator(d, d->tokens.tokens[i].statement)) {
      tell(d, list, i, "too few arguments for 'init' (none)");
    }
  }
}

// xin and xout outside of an opcode, setksmps in an instrument
static void
check_words(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    const CsnBlockKind kind = d->tokens.blocks[token->block].kind;
    if (kind == CSN_BLOCK_OPCODE) {
      continue;
    }
    if (csn_token_is(token, "xin") || csn_token_is(token, "xout")) {
      char text[80];
      (void)snprintf(text,
                     sizeof(text),
                     "%.*s outside of an opcode crashes Csound 6",
                     (int)token->length,
                     token->text);
      tell(d, list, i, text);
    } else if (kind == CSN_BLOCK_INSTR && csn_token_is(token, "setksmps") &&
               i == csn_diagnose_operator(d, token->statement)) {
      csn_diagnose_at(d,
                      list,
                      CSN_SEVERITY_WARNING,
                      i,
                      "setksmps in an instrument disturbs the output of all "
                      "instruments in Csound 6; use it in an opcode");
    }
  }
}

/** Opcodes of the program and whom they call without a condition. */
typedef struct {
  size_t blocks[MAX_OPCODES];
  size_t count;
  unsigned char state[MAX_OPCODES]; ///< 0 new, 1 being visited, 2 done
} Calls;

static size_t
find_opcode(const CsnDiagnose* d, const Calls* calls, const CsnToken* name)
{
  size_t found = calls->count;
  for (size_t i = 0; i < calls->count; ++i) {
    const size_t word = d->tokens.blocks[calls->blocks[i]].begin + 1;
    if (csn_token_same(&d->tokens.tokens[word], name)) {
      if (found < calls->count) {
        return calls->count; // Several forms: not known which one is called
      }
      found = i;
    }
  }
  return found;
}

// Words after which the rest of a block is not sure to run
static bool
is_condition(const CsnToken* token)
{
  static const char* const words[] = {
    "if",     "while",  "until",  "goto",    "igoto",   "kgoto",   "cigoto",
    "cggoto", "ckgoto", "cngoto", "cnkgoto", "timout",  "rigoto",  "tigoto",
    "return", "switch", "for",    "loop_lt", "loop_le", "loop_gt", "loop_ge",
  };
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (csn_token_is(token, words[i])) {
      return true;
    }
  }
  return csn_token_is(token, "?");
}

// Depth first; a call that leads back to an opcode being visited never ends
static void
// NOLINTNEXTLINE(misc-no-recursion): each opcode is visited once
visit(CsnDiagnose* d, CsnDiagnosticList* list, Calls* calls, size_t opcode)
{
  const CsnBlock* const block = &d->tokens.blocks[calls->blocks[opcode]];
  const size_t body =
    block->begin + csn_statement_length(&d->tokens, block->begin);
  calls->state[opcode] = 1;
  for (size_t i = body; i < block->end; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (is_condition(token)) {
      break;
    }
    const bool is_call =
      token->kind == CSN_TOKEN_NAME &&
      (csn_token_is(token + 1, "(") || csn_token_is(token + 1, ":") ||
       i == csn_statement_operator(&d->tokens, token->statement));
    const size_t callee = is_call ? find_opcode(d, calls, token) : calls->count;
    if (callee == calls->count || calls->state[callee] == 2) {
      continue;
    }
    if (calls->state[callee] == 1) {
      char text[CSN_DIAGNOSTIC_TEXT_SIZE];
      (void)snprintf(text,
                     sizeof(text),
                     "opcode %.*s calls itself without end, which crashes "
                     "Csound",
                     (int)(token->length < 80 ? token->length : 80),
                     token->text);
      tell(d, list, i, text);
    } else {
      visit(d, list, calls, callee);
    }
  }
  calls->state[opcode] = 2;
}

static void
check_recursion(CsnDiagnose* d, CsnDiagnosticList* list)
{
  Calls* const calls = (Calls*)calloc(1, sizeof(Calls));
  if (!calls) {
    return;
  }
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    if (d->tokens.blocks[i].kind == CSN_BLOCK_OPCODE &&
        calls->count < MAX_OPCODES) {
      calls->blocks[calls->count++] = i;
    }
  }
  for (size_t i = 0; i < calls->count; ++i) {
    if (!calls->state[i]) {
      visit(d, list, calls, i);
    }
  }
  free(calls);
}

// subinstr of the instrument's own number or name
static void
check_subinstr(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    if (!csn_token_is(token, "subinstr") &&
        !csn_token_is(token, "subinstrinit")) {
      continue;
    }
    const CsnToken* const argument = token + 1;
    char name[80] = "";
    size_t begin = 0;
    size_t length = argument->length;
    if (argument->kind == CSN_TOKEN_STRING && length > 2) {
      begin = 1;
      length -= 2;
    }
    if (length && length < sizeof(name)) {
      memcpy(name, argument->text + begin, length);
    }
    bool conditional = false;
    for (size_t j = d->tokens.blocks[token->block].begin; j < i; ++j) {
      conditional = conditional || is_condition(&d->tokens.tokens[j]);
    }
    if (!conditional && name[0] &&
        csn_diagnose_is_instr(d, token->block, name)) {
      tell(d,
           list,
           i,
           "the instrument calls itself without end, which crashes Csound");
    }
  }
}

static void
tell_section(CsnDiagnose* d,
             CsnDiagnosticList* list,
             const CsnCsdSection* section,
             const char* text)
{
  csn_diagnostic_add(list,
                     CSN_SEVERITY_ERROR,
                     d->file,
                     csn_csd_line_of(d->text, d->length, section->tag_offset),
                     1,
                     "%s",
                     text);
}

// <CsVersion> with `Before N` below this version ends the process
static bool
is_too_new(const CsnDiagnose* d, const CsnCsdSection* section)
{
  const char* const text = d->text + section->offset;
  const char* const before = strstr(text, "Before ");
  return before && before < text + section->length &&
         strtod(before + 7, NULL) < 6.18;
}

// Bytes that are not base64 end the process
static bool
is_base64(const CsnDiagnose* d, const CsnCsdSection* section)
{
  const char* at = d->text + section->offset;
  const char* const end = at + section->length;
  while (at < end && *at != '=' &&
         (isalnum((unsigned char)*at) || strchr("+/ \t\r\n", *at))) {
    ++at;
  }
  return at == end || *at == '=';
}

static void
check_sections(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 0; i < d->csd.n_others; ++i) {
    const CsnCsdSection* const section = &d->csd.others[i];
    if (!strcmp(section->name, "CsFile")) {
      tell_section(d, list, section, "<CsFile> makes Csound 6 hang");
    } else if (!strcmp(section->name, "CsVersion") && is_too_new(d, section)) {
      tell_section(d,
                   list,
                   section,
                   "<CsVersion> asks for an older Csound than 6.18");
    } else if ((!strcmp(section->name, "CsFileB") ||
                !strcmp(section->name, "CsSampleB")) &&
               !is_base64(d, section)) {
      tell_section(d, list, section, "this section is not base64");
    }
  }
  if (d->csd.score.present) {
    const char* const tag = d->text + d->csd.score.tag_offset;
    if (strncmp(tag, "<CsScore>", 9) != 0) {
      tell_section(d,
                   list,
                   &d->csd.score,
                   "<CsScore bin=...> runs a program and is not allowed");
    }
  }
}

bool
csn_diagnose_static(CsnDiagnose* d, CsnDiagnosticList* list)
{
  const size_t n_before = csn_diagnostic_list_errors(list);
  if (!d->text) {
    return false;
  }
  if (!d->is_good) {
    CsnCsd csd;
    return !csn_csd_parse(&csd, d->text, d->length, d->file, list);
  }
  if (csn_diagnose_expand(d)) {
    csn_diagnose_troubles(d, list, true);
    if (!d->orchestra.incomplete) {
      csn_diagnose_characters(d, list);
      csn_diagnose_opcode_types(d, list);
      if (d->is_addition) {
        csn_diagnose_numbers(d, list);
      }
      check_numbers(d, list);
      check_names(d, list);
      check_words(d, list);
      check_init(d, list);
      check_recursion(d, list);
      check_subinstr(d, list);
    }
    csn_diagnose_score(d, list);
  }
  check_sections(d, list);
  return csn_diagnostic_list_errors(list) > n_before;
}
