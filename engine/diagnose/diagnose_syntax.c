// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Syntax: Csound's parser says where it stopped; this says what is wrong.
  Engine layer, pure text.
*/

#include "diagnose_structure.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  CsnDiagnose* d;
  const CsnComplaint* complaint;
  CsnDiagnosticList* list;
  size_t at;    ///< Token where the parser stopped
  size_t first; ///< First of its statement
} Case;

static const CsnToken*
token_of(const Case* c, size_t token)
{
  return &c->d->tokens.tokens[token];
}

static void
tell(const Case* c, size_t token, const char* text)
{
  csn_diagnose_at(c->d, c->list, CSN_SEVERITY_ERROR, token, text);
}

static void
tell_word(const Case* c,
          size_t token,
          const char* before,
          const CsnToken* word,
          const char* after)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  (void)snprintf(text,
                 sizeof(text),
                 "%s'%.*s'%s",
                 before,
                 word->length < 80 ? (int)word->length : 80,
                 word->text,
                 after);
  tell(c, token, text);
}

// How many of the tokens before `token` stand at the end of Csound's line
static unsigned
matching(const Case* c, size_t token)
{
  const char* const line = c->complaint->near;
  size_t at = strlen(line);
  unsigned n = 0;
  while (n < 8) {
    while (at > 0 && isspace((unsigned char)line[at - 1])) {
      --at;
    }
    const CsnToken* const t = token_of(c, token);
    if (t->kind != CSN_TOKEN_NEWLINE) {
      if (t->length > at || !t->length ||
          memcmp(line + at - t->length, t->text, t->length) != 0) {
        break;
      }
      at -= t->length;
      ++n;
    } else if (n) {
      break;
    }
    if (!token--) {
      break;
    }
  }
  return n;
}

static bool
is_stop(const Case* c, const CsnToken* token)
{
  const char* const text = c->complaint->token;
  if (!strcmp(text, "\n")) {
    return token->kind == CSN_TOKEN_NEWLINE;
  }
  if (!text[0]) {
    return token->kind == CSN_TOKEN_END;
  }
  const size_t n = strlen(text);
  return token->length >= n && !memcmp(token->text, text, n) &&
         (token->length == n || token->kind == CSN_TOKEN_STRING);
}

static size_t
find_stop(const Case* c)
{
  size_t best = CSN_NO_TOKEN;
  long best_score = 0;
  for (size_t i = 0; i < c->d->tokens.n_tokens; ++i) {
    if (!is_stop(c, token_of(c, i))) {
      continue;
    }
    const long distance = (long)csn_diagnose_distance(c->d, c->complaint, i);
    const long score = 4 * distance - 3 * (long)matching(c, i);
    if (best == CSN_NO_TOKEN || score < best_score) {
      best_score = score;
      best = i;
    }
  }
  return best;
}

// instr, opcode or the end, where a block is still open
static bool
tell_unclosed_block(const Case* c)
{
  const CsnToken* const stop = token_of(c, c->at);
  size_t block = 0;
  if (stop->kind == CSN_TOKEN_END) {
    block = c->d->tokens.n_blocks - 1;
  } else if (csn_token_is(stop, "instr") || csn_token_is(stop, "opcode")) {
    block = stop->block ? stop->block - 1 : 0; // In a statement it begins none
  } else if (csn_token_is(stop, "endin") || csn_token_is(stop, "endop")) {
    block = stop->block;
  }
  const CsnBlock* const b = &c->d->tokens.blocks[block];
  if (!block || b->closed) {
    return false;
  }
  CsnOpen open;
  csn_structure_at(c->d, b->end > b->begin ? b->end - 1 : b->begin, &open);
  char name[72];
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  csn_diagnose_block_name(c->d, block, name, sizeof(name));
  const char* const word = b->kind == CSN_BLOCK_INSTR ? "endin" : "endop";
  if (stop->kind == CSN_TOKEN_END) {
    (void)snprintf(text,
                   sizeof(text),
                   "%s has no %s: the orchestra ends without it",
                   name,
                   word);
  } else {
    (void)
      snprintf(text,
               sizeof(text),
               "missing %s: %s is still open where '%.*s' stands in line %d",
               word,
               name,
               (int)stop->length,
               stop->text,
               stop->line);
  }
  tell(c, b->begin, text);
  return true;
}

// endin, where an if or a loop is still open
static bool
tell_unclosed_structure(const Case* c)
{
  CsnOpen open;
  csn_structure_at(c->d, c->at, &open);
  if (!open.count) {
    return false;
  }
  size_t token = open.tokens[open.count - 1];
  for (size_t i = token; i < c->at; ++i) {
    if (csn_token_is(token_of(c, i), "else") &&
        csn_token_is(token_of(c, i + 1), "if")) {
      token = i + 1;
    }
  }
  const CsnToken* const word = token_of(c, token);
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  const bool is_else_if = token > 0 && csn_token_is(word - 1, "else");
  (void)snprintf(text,
                 sizeof(text),
                 "missing %s: this '%.*s' is still open at '%.*s' in line %d%s",
                 open.ends[open.count - 1],
                 (int)word->length,
                 word->text,
                 (int)token_of(c, c->at)->length,
                 token_of(c, c->at)->text,
                 token_of(c, c->at)->line,
                 is_else_if ? " ('else if' opens a second if; write 'elseif')"
                            : "");
  tell(c, token, text);
  return true;
}

// Words that end or continue something that is not open
static bool
tell_stray_word(const Case* c)
{
  static const char* const words[][2] = {
    { "endin", "instr" }, { "endop", "opcode" }, { "endif", "if" },
    { "fi", "if" },       { "else", "if" },      { "elseif", "if" },
    { "od", "while" },    { "then", "if" },      { "do", "while" },
  };
  const CsnToken* const stop = token_of(c, c->at);
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (csn_token_is(stop, words[i][0])) {
      char after[64];
      (void)snprintf(after, sizeof(after), " without '%s'", words[i][1]);
      tell_word(c, c->at, "", stop, after);
      return true;
    }
  }
  return false;
}

static bool
tell_block_word(const Case* c)
{
  const CsnToken* const stop = token_of(c, c->at);
  if (stop->kind == CSN_TOKEN_END || csn_token_is(stop, "instr") ||
      csn_token_is(stop, "opcode")) {
    return tell_unclosed_block(c);
  }
  if (csn_token_is(stop, "endin") || csn_token_is(stop, "endop")) {
    if (tell_unclosed_structure(c)) {
      return true;
    }
    const CsnBlock* const block = &c->d->tokens.blocks[stop->block];
    if (stop->block && !block->closed && tell_unclosed_block(c)) {
      return true;
    }
  }
  return tell_stray_word(c);
}

static bool
tell_brackets(const Case* c)
{
  const size_t bracket = csn_structure_bracket(c->d, c->first, c->at);
  const CsnToken* const stop = token_of(c, c->at);
  const bool complete = stop->kind == CSN_TOKEN_NEWLINE ||
                        csn_token_is(stop, ")") || csn_token_is(stop, "]");
  if (bracket == CSN_NO_TOKEN || !complete) {
    return false;
  }
  const CsnToken* const t = token_of(c, bracket);
  const bool opens = csn_token_is(t, "(") || csn_token_is(t, "[");
  tell_word(c,
            bracket,
            opens ? "this " : "",
            t,
            opens ? " is never closed" : " closes nothing");
  return true;
}

// A line that ends with a comma or a sign goes on in the next
static bool
tell_comma(const Case* c)
{
  size_t before = c->first;
  while (before > 0 && token_of(c, before - 1)->kind == CSN_TOKEN_NEWLINE) {
    --before;
  }
  if (before == c->first || before == 0) {
    return false;
  }
  const CsnToken* const last = token_of(c, before - 1);
  const bool goes_on = last->kind == CSN_TOKEN_SIGN && last->length == 1 &&
                       strchr(",=+-*/^%(<>", *last->text);
  if (goes_on) {
    tell_word(c, before - 1, "nothing follows this ", last, " in its line");
  }
  return goes_on;
}

static bool
looks_like_variable(const CsnToken* t)
{
  const char* name = t->text;
  size_t n = t->length;
  if (n > 1 && *name == 'g') {
    ++name;
    --n;
  }
  return n > 0 && strchr("aikS", *name) != NULL;
}

static void
tell_unknown(const Case* c, size_t token, const char* what)
{
  const CsnToken* const word = token_of(c, token);
  char after[80] = "";
  const char* const near =
    csn_signatures_near(&c->d->signatures, word->text, word->length);
  const bool is_assignment = token == c->first && looks_like_variable(word) &&
                             token_of(c, token + 1)->kind != CSN_TOKEN_NAME;
  if (near) {
    (void)snprintf(after, sizeof(after), "; did you mean '%s'?", near);
  } else if (is_assignment) {
    (void)snprintf(after, sizeof(after), "; a variable needs '=' after it");
  }
  tell_word(c, token, what, word, after);
}

// An opcode or function that Csound does not know
static bool
tell_unknown_opcode(const Case* c)
{
  const CsnToken* const stop = token_of(c, c->at);
  const size_t sign = csn_diagnose_operator(c->d, c->first);
  const CsnToken* const word = token_of(c, sign);
  const bool is_unknown =
    word->kind == CSN_TOKEN_NAME && !csn_diagnose_is_opcode(c->d, word);
  if (c->at > c->first + 1 && csn_token_is(token_of(c, c->at - 1), "(") &&
      token_of(c, c->at - 2)->kind == CSN_TOKEN_NAME &&
      !csn_diagnose_is_opcode(c->d, token_of(c, c->at - 2))) {
    tell_unknown(c, c->at - 2, "unknown function ");
    return true;
  }
  if (c->at > c->first &&
      (csn_token_is(stop, ":") || csn_token_is(stop, "(")) &&
      token_of(c, c->at - 1)->kind == CSN_TOKEN_NAME &&
      !csn_diagnose_is_opcode(c->d, token_of(c, c->at - 1))) {
    tell_unknown(c, c->at - 1, "unknown function ");
    return true;
  }
  if (c->at == c->first && csn_diagnose_is_opcode(c->d, stop)) {
    tell_word(c, c->at, "", stop, " needs a variable for its output before it");
    return true;
  }
  if (is_unknown && (c->at == sign || c->at == sign + 1) &&
      (c->complaint->untyped[0] || sign > c->first) &&
      !csn_token_is(token_of(c, c->first), "instr") &&
      !csn_token_is(token_of(c, c->first), "if")) {
    // Csound lexes what it does not know as a variable
    const bool first_is_near = sign > c->first && c->at == sign &&
                               !looks_like_variable(token_of(c, c->first));
    tell_unknown(c, first_is_near ? c->first : sign, "unknown opcode ");
    return true;
  }
  return false;
}

static bool
is_operand(const CsnToken* t)
{
  return t->kind == CSN_TOKEN_NAME || t->kind == CSN_TOKEN_NUMBER ||
         t->kind == CSN_TOKEN_STRING;
}

static bool
tell_reserved(const Case* c)
{
  static const char* const names[] = { "sr",       "kr",    "ksmps", "nchnls",
                                       "nchnls_i", "0dbfs", "A4" };
  const CsnToken* const stop = token_of(c, c->at);
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (csn_token_is(stop, names[i]) && c->at == c->first) {
      tell_word(c, c->at, "", stop, " is set in the header, not here");
      return true;
    }
  }
  return false;
}

static void
tell_plain(const Case* c)
{
  const CsnToken* const stop = token_of(c, c->at);
  const CsnToken* const before = c->at > c->first ? stop - 1 : NULL;
  if (csn_structure_lacks_then(c->d, c->first) &&
      stop->kind == CSN_TOKEN_NEWLINE) {
    tell(c, c->first, "missing then (or goto) after this condition");
  } else if (csn_token_is(token_of(c, c->first), "instr") &&
             c->at <= c->first + 2) {
    tell(c, c->first, "instr needs a number or a name");
  } else if (csn_token_is(stop, "$")) {
    tell_word(c, c->at, "undefined macro ", stop + 1, "");
  } else if (before && is_operand(stop) &&
             (is_operand(before) || csn_token_is(before, ")"))) {
    tell_word(c, c->at, "a ',' or an operator is missing before ", stop, "");
  } else if (stop->kind == CSN_TOKEN_NEWLINE) {
    if (before) {
      tell_word(c, c->at, "the line ends too soon, after ", before, "");
    } else {
      tell(c, c->at, "the line ends too soon");
    }
  } else {
    tell_word(c, c->at, "syntax error: ", stop, " cannot stand here");
  }
}

// `instr` with no name: the parser stops in the next line
static bool
tell_bare_instr(const Case* c)
{
  const size_t begin = c->d->tokens.blocks[token_of(c, c->at)->block].begin;
  if (!token_of(c, c->at)->block ||
      csn_statement_length(&c->d->tokens, begin) > 1 || c->at <= begin) {
    return false;
  }
  tell(c, begin, "instr needs a number or a name");
  return true;
}

void
csn_diagnose_syntax(CsnDiagnose* d,
                    const CsnComplaint* complaint,
                    CsnDiagnosticList* list)
{
  Case c = { d, complaint, list, CSN_NO_TOKEN, 0 };
  c.at = find_stop(&c);
  if (c.at == CSN_NO_TOKEN) {
    csn_diagnostic_add(list,
                       CSN_SEVERITY_ERROR,
                       d->file,
                       complaint->line - d->shift,
                       0,
                       "syntax error at '%s' near '%s'",
                       complaint->token,
                       complaint->near);
    return;
  }
  c.first = token_of(&c, c.at)->statement;
  // A newline belongs to the statement that it ends
  while (c.first > 0 && c.first == c.at &&
         token_of(&c, c.at)->kind == CSN_TOKEN_NEWLINE) {
    --c.at;
    c.first = token_of(&c, c.at)->statement;
  }
  if (!tell_block_word(&c) && !tell_bare_instr(&c) && !tell_reserved(&c) &&
      !tell_comma(&c) && !tell_brackets(&c) && !tell_unknown_opcode(&c)) {
    tell_plain(&c);
  }
}
