// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "tokens.h"

#include <string.h>

bool
csn_is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',';
}

/* Between words; brackets only show that some belong together. */
static inline bool
is_gap(char c)
{
  static const bool gaps[256] = {
    [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true,
    [','] = true, ['['] = true,  [']'] = true
  };
  return gaps[(unsigned char)c];
}

/* `cursor` stands behind the opening quote. */
static CsnToken
quoted_token(CsnCursor* cursor)
{
  const char* p = cursor->at;
  while (p < cursor->end && *p != '"') {
    p += *p == '\\' && p + 1 < cursor->end ? 2 : 1;
  }
  const bool closed = p < cursor->end;
  const CsnToken token = { closed ? CSN_TOKEN_QUOTED : CSN_TOKEN_BROKEN,
                           cursor->at,
                           (size_t)(p - cursor->at) };
  cursor->at = closed ? p + 1 : cursor->end;
  return token;
}

/* `cursor` stands behind the opening braces. */
static CsnToken
raw_token(CsnCursor* cursor)
{
  const char* p = cursor->at;
  while (p + 1 < cursor->end && (p[0] != '}' || p[1] != '}')) {
    ++p;
  }
  const bool closed = p + 1 < cursor->end;
  const CsnToken token = { closed ? CSN_TOKEN_RAW : CSN_TOKEN_BROKEN,
                           cursor->at,
                           (size_t)(p - cursor->at) };
  cursor->at = closed ? p + 2 : cursor->end;
  return token;
}

CsnToken
csn_next_token(CsnCursor* cursor)
{
  while (cursor->at < cursor->end && is_gap(*cursor->at)) {
    ++cursor->at;
  }
  CsnToken token = { CSN_TOKEN_END, cursor->at, 0 };
  if (cursor->at == cursor->end || *cursor->at == '#') {
    return token;
  }
  if (*cursor->at == '"') {
    ++cursor->at;
    return quoted_token(cursor);
  }
  if (cursor->end - cursor->at >= 2 && !memcmp(cursor->at, "{{", 2)) {
    cursor->at += 2;
    return raw_token(cursor);
  }

  const char* p = cursor->at;
  while (p < cursor->end && !is_gap(*p) && *p != '"') {
    ++p;
  }
  token.kind = CSN_TOKEN_WORD;
  token.length = (size_t)(p - cursor->at);
  cursor->at = p;
  return token;
}
