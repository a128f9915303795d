// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Tokens: an expanded orchestra as words, statements and blocks (instr, opcode
  and what is outside of them).  Engine layer, pure text.
*/

#ifndef CSN_ENGINE_DIAGNOSE_TOKENS_H
#define CSN_ENGINE_DIAGNOSE_TOKENS_H

#include "diagnose_expand.h"

typedef enum {
  CSN_TOKEN_NEWLINE,
  CSN_TOKEN_NAME,
  CSN_TOKEN_NUMBER,
  CSN_TOKEN_STRING,
  CSN_TOKEN_SIGN, ///< One or two characters
  CSN_TOKEN_END   ///< One, after the last
} CsnTokenKind;

typedef struct {
  const char* text; ///< In the expanded text
  uint32_t length;
  CsnTokenKind kind;
  CsnPlace place;
  int line;           ///< 1-based, in its file
  uint32_t block;     ///< Index of its block
  uint32_t statement; ///< Index of the first token of its statement
} CsnToken;

typedef enum {
  CSN_BLOCK_GLOBAL,
  CSN_BLOCK_INSTR,
  CSN_BLOCK_OPCODE
} CsnBlockKind;

/** An instrument, an opcode, or the orchestra outside of them (block 0). */
typedef struct {
  CsnBlockKind kind;
  uint32_t begin; ///< Token `instr` or `opcode`
  uint32_t end;   ///< Token after the last
  bool closed;    ///< By endin or endop
} CsnBlock;

typedef struct {
  CsnToken* tokens; ///< The last is CSN_TOKEN_END
  size_t n_tokens;
  CsnBlock* blocks;
  size_t n_blocks;
} CsnTokens;

/** Splits an expansion. False without memory. @owner csn_tokens_clear() */
bool
csn_tokens_read(CsnTokens* tokens, CsnExpansion* expansion);

void
csn_tokens_clear(CsnTokens* tokens);

/** True if a token is this name or sign. */
bool
csn_token_is(const CsnToken* token, const char* text);

/** True if the texts of two tokens are the same. */
bool
csn_token_same(const CsnToken* a, const CsnToken* b);

/** Number of tokens of the statement that begins at `first`, without newline */
size_t
csn_statement_length(const CsnTokens* tokens, size_t first);

/**
   Returns the index of the token that names the opcode of a statement, or the
   assignment sign, where `outputs` come first; or the first token, if the
   statement has no outputs.  A token that is an output is before it.
*/
size_t
csn_statement_operator(const CsnTokens* tokens, size_t first);

/** Index of the next statement's first token; n_tokens - 1 at the end. */
size_t
csn_next_statement(const CsnTokens* tokens, size_t first);

#endif
