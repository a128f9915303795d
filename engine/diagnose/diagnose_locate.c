// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Locate: the program as tokens, the nearness of a token to Csound's own line
  numbers, and diagnostics at tokens.  Engine layer, pure text.
*/

#include "diagnose_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
csn_diagnose_expand(CsnDiagnose* d)
{
  if (d->is_expanded) {
    return d->tokens.n_tokens > 0;
  }
  if (!d->text || !d->is_good) {
    return false;
  }
  d->is_expanded = true;
  CsnExpandSource source = {
    .text = d->text, .length = d->length, .file = d->file, .folder = d->folder
  };
  source.begin = d->csd.instruments.offset;
  source.end = source.begin + d->csd.instruments.length;
  const bool orchestra = csn_expand(&d->orchestra, &source);
  source.begin = d->csd.score.offset;
  source.end = source.begin + d->csd.score.length;
  source.is_score = true;
  if (d->csd.score.present && !csn_expand(&d->score, &source)) {
    csn_expand_clear(&d->score);
  }
  if (!orchestra || !csn_tokens_read(&d->tokens, &d->orchestra)) {
    csn_tokens_clear(&d->tokens);
  }
  return d->tokens.n_tokens > 0;
}

void
csn_diagnose_at_place(CsnExpansion* expansion,
                      CsnDiagnosticList* list,
                      CsnSeverity severity,
                      CsnPlace place,
                      const char* text)
{
  int line = 0;
  int column = 0;
  csn_expand_locate(expansion, place, &line, &column);
  csn_diagnostic_add(list,
                     severity,
                     expansion->files[place.file].name,
                     line,
                     column,
                     "%s",
                     text);
}

void
csn_diagnose_at(CsnDiagnose* d,
                CsnDiagnosticList* list,
                CsnSeverity severity,
                size_t token,
                const char* text)
{
  if (token >= d->tokens.n_tokens) {
    csn_diagnostic_add(list, severity, d->file, 0, 0, "%s", text);
    return;
  }
  csn_diagnose_at_place(
    &d->orchestra, list, severity, d->tokens.tokens[token].place, text);
}

bool
csn_diagnose_is_opcode(const CsnDiagnose* d, const CsnToken* token)
{
  if (token->kind != CSN_TOKEN_NAME) {
    return false;
  }
  if (csn_signatures_find(&d->signatures, token->text, token->length, NULL)) {
    return true;
  }
  for (size_t i = 1; i < d->tokens.n_blocks; ++i) {
    const CsnBlock* const block = &d->tokens.blocks[i];
    if (block->kind == CSN_BLOCK_OPCODE &&
        csn_token_same(&d->tokens.tokens[block->begin + 1], token)) {
      return true;
    }
  }
  return false;
}

size_t
csn_diagnose_operator(const CsnDiagnose* d, size_t first)
{
  const CsnToken* const tokens = d->tokens.tokens;
  const size_t at = csn_statement_operator(&d->tokens, first);
  if (at == first + 1 && tokens[at].kind == CSN_TOKEN_NAME &&
      csn_diagnose_is_opcode(d, &tokens[first])) {
    return first;
  }
  return at;
}

static bool
ends_with(const char* text, const char* end)
{
  const size_t n = strlen(text);
  const size_t m = strlen(end);
  return n >= m && !strcmp(text + n - m, end);
}

unsigned
csn_diagnose_distance(const CsnDiagnose* d,
                      const CsnComplaint* complaint,
                      size_t token)
{
  const CsnToken* const t = &d->tokens.tokens[token];
  const CsnExpandFile* const file = &d->orchestra.files[t->place.file];
  unsigned distance = 0;
  if (complaint->file[0]) {
    // In a macro of several lines Csound takes the macro for a file
    const bool fits = complaint->file[0] == '$'
                        ? t->place.in_macro
                        : ends_with(file->name, complaint->file);
    distance += fits ? 0 : 1000;
  } else if (t->place.file != 0) {
    distance += 100;
  }
  const int said = complaint->line - (complaint->file[0] ? 0 : d->shift);
  const int off = said - t->line;
  const bool is_sane = said > 0 && said < (int)file->length + 3;
  if (is_sane) {
    const unsigned lines = (unsigned)(off < 0 ? -off : off);
    distance += lines < 900 ? lines : 900;
  }
  return distance;
}

int
csn_diagnose_line(const CsnDiagnose* d, size_t token)
{
  return token < d->tokens.n_tokens ? d->tokens.tokens[token].line : 0;
}

void
csn_diagnose_block_name(const CsnDiagnose* d,
                        size_t block,
                        char* out,
                        size_t size)
{
  const CsnBlock* const b = &d->tokens.blocks[block];
  if (b->kind == CSN_BLOCK_GLOBAL) {
    (void)snprintf(out, size, "the header");
    return;
  }
  const CsnToken* const word = &d->tokens.tokens[b->begin];
  size_t last = b->begin + 1;
  if (b->kind == CSN_BLOCK_INSTR) {
    const size_t n = csn_statement_length(&d->tokens, b->begin);
    last = b->begin + (n > 1 ? n - 1 : 0);
  }
  const CsnToken* const end = &d->tokens.tokens[last];
  int length = (int)(end->text + end->length - word->text);
  if (last > b->begin && end->kind == CSN_TOKEN_NEWLINE) {
    length = (int)word->length;
  }
  (void)snprintf(out, size, "%.*s", length < 60 ? length : 60, word->text);
}

bool
csn_diagnose_is_instr(const CsnDiagnose* d, size_t block, const char* name)
{
  const CsnBlock* const b = &d->tokens.blocks[block];
  if (b->kind != CSN_BLOCK_INSTR) {
    return false;
  }
  const size_t n = csn_statement_length(&d->tokens, b->begin);
  for (size_t i = 1; i < n; ++i) {
    if (csn_token_is(&d->tokens.tokens[b->begin + i], name)) {
      return true;
    }
  }
  return false;
}
