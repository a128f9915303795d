// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "line.h"

#include "argument.h"
#include "base/letters.h"
#include "tokens.h"

#include <string.h>

// Variables

static int
variable_of(CsnVariables* variables, const char* name, size_t length, bool make)
{
  if (!length || length >= sizeof(variables->names[0])) {
    return -1;
  }
  for (uint32_t i = 0; i < variables->n; ++i) {
    if (strlen(variables->names[i]) == length &&
        !memcmp(variables->names[i], name, length)) {
      return (int)i;
    }
  }
  if (!make || variables->n == CSN_N_VARIABLES) {
    return -1;
  }
  memcpy(variables->names[variables->n], name, length);
  variables->names[variables->n][length] = '\0';
  return (int)variables->n++;
}

// Arguments

/** A record in the making. */
typedef struct {
  const CsnMethod* method;
  CsnVariables* variables;
  CsnRecordWriter writer;
  const char* problem;
  bool has_names; ///< There is a `=` on the line; most have none
} Parser;

/* Writes quoted text with its escapes undone: in a part of the record's buffer
   that is not used yet, since the text gets only shorter. */
static void
write_quoted(Parser* parser, const CsnToken* token)
{
  CsnRecordWriter* const writer = &parser->writer;
  const size_t need = token->length + 32U;
  if (writer->overflow || need > (writer->capacity - writer->size) / 2U) {
    writer->overflow = true;
    return;
  }

  char* const plain =
    (char*)writer->buffer + writer->capacity - token->length - 1U;
  size_t n = 0;
  for (size_t i = 0; i < token->length; ++i) {
    char c = token->text[i];
    if (c == '\\' && i + 1U < token->length) {
      c = token->text[++i];
      c = (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
    }
    plain[n++] = c;
  }
  csn_record_text(writer, plain, n);
}

static bool
write_arg(Parser* parser, const CsnParam* param, const CsnToken* token)
{
  if (token->kind == CSN_TOKEN_WORD && *token->text == '$') {
    const int slot = variable_of(parser->variables,
                                 token->text + 1,
                                 token->length - 1U,
                                 false);
    if (slot < 0) {
      parser->problem = "no line has set this $name";
      return false;
    }
    csn_record_variable(&parser->writer, (uint32_t)slot);
    return true;
  }
  if (token->kind == CSN_TOKEN_WORD) {
    const char* const problem = csn_argument_text(
      &parser->writer, param, token->text, token->length, true);
    parser->problem = problem ? problem : parser->problem;
    return !problem;
  }
  if (param->type == CSN_PARAM_NUMBER) {
    parser->problem = "a number is expected here";
    return false;
  }
  if (token->kind == CSN_TOKEN_QUOTED) {
    write_quoted(parser, token);
  } else {
    csn_record_text(&parser->writer, token->text, token->length);
  }
  return true;
}

/* Finds `name=value`: only where the method has a parameter of that name. */
static const CsnParam*
named_param(const Parser* parser, const CsnToken* token, size_t* value_at)
{
  size_t n = 0;
  while (parser->has_names && token->kind == CSN_TOKEN_WORD &&
         n < token->length && csn_is_name(token->text[n])) {
    ++n;
  }
  if (!n || n == token->length || token->text[n] != '=') {
    return NULL;
  }
  *value_at = n + 1U;
  return csn_method_named(parser->method, token->text, n);
}

/* The value of a parameter that is given by its name anywhere on the line. */
static bool
find_named(const Parser* parser,
           CsnCursor cursor,
           const CsnParam* param,
           CsnToken* found)
{
  bool any = false;
  for (;;) {
    size_t value_at = 0;
    const CsnToken token = csn_next_token(&cursor);
    if (token.kind == CSN_TOKEN_END || token.kind == CSN_TOKEN_BROKEN) {
      return any;
    }
    if (named_param(parser, &token, &value_at) == param) {
      any = true;
      *found = token;
      found->text += value_at;
      found->length -= value_at;
      if (!found->length) {
        *found = csn_next_token(&cursor); // name="quoted text"
        found->kind =
          found->kind == CSN_TOKEN_END ? CSN_TOKEN_BROKEN : found->kind;
      }
    }
  }
}

/* The next argument that is given by its place. */
static CsnToken
next_placed(const Parser* parser, CsnCursor* cursor)
{
  for (;;) {
    size_t value_at = 0;
    const CsnToken token = csn_next_token(cursor);
    const CsnParam* const named = named_param(parser, &token, &value_at);
    if (!named) {
      return token;
    }
    if (value_at == token.length) {
      (void)csn_next_token(cursor);
    }
  }
}

/* A method that takes one text, not quoted, takes the rest of the line.  If it
   takes one thing more, by its name, that stands before a text in quotes. */
static bool
parse_rest(Parser* parser, CsnCursor cursor)
{
  const CsnParam* const params = parser->method->params;
  const CsnToken first = csn_next_token(&cursor);
  if (first.kind != CSN_TOKEN_WORD || *first.text == '$' ||
      params[0].type != CSN_PARAM_TEXT || (params[1].name && params[2].name)) {
    return false;
  }
  for (const CsnParam* p = params + 1; p->name; ++p) {
    const size_t n = strlen(p->name);
    if (p->kind != CSN_PARAM_NAMED ||
        (first.length > n && first.text[n] == '=' &&
         !memcmp(first.text, p->name, n))) {
      return false;
    }
  }
  const char* end = cursor.end;
  while (end > first.text && csn_is_space(end[-1])) {
    --end;
  }
  csn_record_text(&parser->writer, first.text, (size_t)(end - first.text));
  for (const CsnParam* p = params + 1; p->name; ++p) {
    csn_record_number(&parser->writer, p->fallback);
  }
  return true;
}

static CsnStatus
broken(Parser* parser)
{
  parser->problem = "a quote or {{ is not closed, or a value is missing";
  return CSN_ERR_BAD_DATA;
}

static const CsnParam*
last_param(const Parser* parser)
{
  const CsnParam* last = parser->method->params;
  while (last[0].name && last[1].name) {
    ++last;
  }
  return last;
}

/* The name of what is repeated, as in args=1,2,3, may stand before it; tells
   how long it is, with its sign. */
static size_t
list_name(const Parser* parser, const CsnToken* token)
{
  if (!parser->has_names) {
    return 0;
  }
  const CsnParam* const last = last_param(parser);
  const bool repeated = last->name && last->kind == CSN_PARAM_REPEATED;
  const size_t n = repeated ? strlen(last->name) : 0;
  return n && token->kind == CSN_TOKEN_WORD && token->length > n &&
             token->text[n] == '=' && !memcmp(token->text, last->name, n)
           ? n + 1U
           : 0U;
}

/* A word NAME=VALUE that no parameter takes is for a p-field of that name. */
static size_t
field_name(const Parser* parser, const CsnToken* token)
{
  if (!parser->has_names) {
    return 0;
  }
  const CsnParam* const last = last_param(parser);
  return token->kind == CSN_TOKEN_WORD && last->name &&
             last->type == CSN_PARAM_FIELD
           ? csn_record_name_length(token->text, token->length)
           : 0U;
}

/* Writes the name, and leaves its value in the token. */
static void
take_field_name(Parser* parser, CsnToken* token, CsnCursor* cursor)
{
  const size_t n = field_name(parser, token);
  if (!n) {
    return;
  }
  csn_record_name(&parser->writer, token->text, n);
  token->text += n + 1U;
  token->length -= n + 1U;
  if (!token->length) {
    *token = csn_next_token(cursor); // NAME="quoted text"
    token->kind = token->kind == CSN_TOKEN_END ? CSN_TOKEN_BROKEN : token->kind;
  }
}

/* All that is left goes to the last parameter. */
static CsnStatus
parse_repeated(Parser* parser, const CsnParam* param, CsnCursor* cursor)
{
  for (;;) {
    CsnToken token = next_placed(parser, cursor);
    if (token.kind == CSN_TOKEN_END) {
      return CSN_OK;
    }
    if (token.kind == CSN_TOKEN_BROKEN) {
      return broken(parser);
    }
    const size_t n = list_name(parser, &token);
    token.text += n;
    token.length -= n;
    if (n && !token.length) {
      continue;
    }
    if (param->type == CSN_PARAM_FIELD) {
      take_field_name(parser, &token, cursor);
    }
    if (token.kind == CSN_TOKEN_BROKEN) {
      return broken(parser);
    }
    if (!write_arg(parser, param, &token)) {
      return CSN_ERR_BAD_ARG;
    }
  }
}

static CsnStatus
parse_one(Parser* parser,
          const CsnParam* param,
          CsnCursor all,
          CsnCursor* cursor)
{
  CsnToken token = { CSN_TOKEN_END, NULL, 0 };
  const bool named = parser->has_names && param->kind != CSN_PARAM_REQUIRED &&
                     find_named(parser, all, param, &token);
  if (!named && param->kind != CSN_PARAM_NAMED) {
    const CsnCursor before = *cursor;
    token = next_placed(parser, cursor);
    if (param->kind == CSN_PARAM_OPTIONAL &&
        (list_name(parser, &token) || field_name(parser, &token))) {
      *cursor = before; // Names may come as soon as what must be is there
      token.kind = CSN_TOKEN_END;
    }
  }
  if (token.kind == CSN_TOKEN_BROKEN) {
    return broken(parser);
  }
  if (token.kind == CSN_TOKEN_END &&
      (named || param->kind == CSN_PARAM_REQUIRED)) {
    parser->problem = "an argument is missing";
    return CSN_ERR_BAD_ARG;
  }
  if (token.kind == CSN_TOKEN_END) {
    csn_record_number(&parser->writer, param->fallback);
    return CSN_OK;
  }
  return write_arg(parser, param, &token) ? CSN_OK : CSN_ERR_BAD_ARG;
}

static CsnStatus
parse_args(Parser* parser, CsnCursor cursor)
{
  const CsnCursor all = cursor;
  const size_t length = (size_t)(cursor.end - cursor.at);
  parser->has_names = length && memchr(cursor.at, '=', length);
  if (parse_rest(parser, cursor)) {
    return CSN_OK;
  }
  for (const CsnParam* p = parser->method->params; p->name; ++p) {
    const CsnStatus st = p->kind == CSN_PARAM_REPEATED
                           ? parse_repeated(parser, p, &cursor)
                           : parse_one(parser, p, all, &cursor);
    if (st) {
      return st;
    }
  }

  if (next_placed(parser, &cursor).kind != CSN_TOKEN_END) {
    parser->problem = "there are too many arguments";
    return CSN_ERR_BAD_ARG;
  }
  if (parser->writer.overflow) {
    parser->problem = "the line is too long";
    return CSN_ERR_FULL;
  }
  return CSN_OK;
}

/* Takes `$name =` from the beginning of the line. */
static CsnStatus
parse_target(Parser* parser, CsnCursor* cursor, uint16_t* variable)
{
  CsnCursor ahead = *cursor;
  const CsnToken token = csn_next_token(&ahead);
  if (token.kind != CSN_TOKEN_WORD || *token.text != '$') {
    return CSN_OK;
  }

  size_t n = 1;
  while (n < token.length && csn_is_name(token.text[n])) {
    ++n;
  }
  const char* p = token.text + n;
  while (p < cursor->end && csn_is_space(*p)) {
    ++p;
  }
  if (n == 1 || p == cursor->end || *p != '=') {
    parser->problem = "a line begins with a method or with $name =";
    return CSN_ERR_BAD_DATA;
  }
  const int slot = variable_of(parser->variables, token.text + 1, n - 1U, true);
  if (slot < 0) {
    parser->problem = "there are too many $names, or this one is too long";
    return CSN_ERR_FULL;
  }
  cursor->at = p + 1;
  *variable = (uint16_t)slot;
  return CSN_OK;
}

CsnStatus
csn_line_parse(const char* text,
               size_t length,
               uint32_t request,
               CsnVariables* variables,
               void* buffer,
               size_t capacity,
               CsnRecord** record,
               const char** problem)
{
  CsnCursor cursor = { text, text + length };
  Parser parser = { NULL, variables, { NULL, 0, 0, false }, "", false };
  uint16_t variable = CSN_NO_VARIABLE;
  *record = NULL;

  CsnStatus st = parse_target(&parser, &cursor, &variable);
  if (!st) {
    const CsnToken name = csn_next_token(&cursor);
    if (name.kind == CSN_TOKEN_END && variable == CSN_NO_VARIABLE) {
      return CSN_OK;
    }
    const uint32_t id = csn_method_find(name.text, name.length);
    if (name.kind != CSN_TOKEN_WORD || id == CSN_N_METHODS) {
      *problem = csn_method_unknown(name.text, name.length);
      return CSN_ERR_NOT_FOUND;
    }
    parser.method = csn_method(id);
    csn_record_begin(&parser.writer, buffer, capacity, (uint16_t)id, request);
    st = parse_args(&parser, cursor);
  }

  if (!st) {
    *record = csn_record_end(&parser.writer);
    if (*record) {
      (*record)->variable = variable;
    } else {
      parser.problem = "the line is too long";
      st = CSN_ERR_FULL;
    }
  }
  *problem = parser.problem;
  return st;
}

void
csn_line_collect_names(const char* text, size_t length, CsnVariables* variables)
{
  CsnCursor cursor = { text, text + length };
  for (CsnToken token = csn_next_token(&cursor);
       token.kind != CSN_TOKEN_END && token.kind != CSN_TOKEN_BROKEN;
       token = csn_next_token(&cursor)) {
    if (token.kind == CSN_TOKEN_WORD && *token.text == '$') {
      (void)variable_of(variables, token.text + 1, token.length - 1U, true);
    }
  }
}
