// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Numbers: arithmetic on plain numbers whose result is infinite.  Csound 6 does
  it when it compiles, cannot find the constant again when it merges the code
  into a program that plays, and crashes.  Engine layer, pure text.
*/

#include "base/number.h"
#include "diagnose_state.h"

#include <math.h>

/* The number that a token is; false: it is none. */
static bool
read_number(const CsnToken* token, double* number)
{
  const char* const end = token->text + token->length;
  return token->kind == CSN_TOKEN_NUMBER &&
         csn_number_parse(token->text, end, number) == end;
}

/* The number behind an operator, which may stand in brackets. */
static bool
right_number(const CsnToken* token, double* number)
{
  while (csn_token_is(token, "(")) {
    ++token;
  }
  return read_number(token, number);
}

/* The number before an operator. Of what stands in brackets only zero matters,
   which it is divided by: any number will do. */
static bool
left_number(const CsnDiagnose* d, size_t operation, double* number)
{
  size_t i = operation - 1;
  bool is_bracket = false;
  *number = 1;
  while (i > 0 && csn_token_is(&d->tokens.tokens[i], ")")) {
    is_bracket = true;
    --i;
  }
  const CsnToken* const token = &d->tokens.tokens[i];
  if (!is_bracket) {
    return read_number(token, number);
  }
  return i > 0 && token->kind == CSN_TOKEN_NUMBER &&
         csn_token_is(token - 1, "(");
}

static double
calculate(char operation, double a, double b)
{
  switch (operation) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return pow(a, b);
    default:
      return 0;
  }
}

void
csn_diagnose_numbers(CsnDiagnose* d, CsnDiagnosticList* list)
{
  for (size_t i = 1; i + 1 < d->tokens.n_tokens; ++i) {
    const CsnToken* const token = &d->tokens.tokens[i];
    double a = 0;
    double b = 0;
    if (token->kind == CSN_TOKEN_SIGN && token->length == 1 &&
        left_number(d, i, &a) && right_number(token + 1, &b) &&
        isinf(calculate(*token->text, a, b))) {
      csn_diagnose_at(d,
                      list,
                      CSN_SEVERITY_ERROR,
                      i,
                      "this number is infinite, which crashes Csound 6 in "
                      "code that is added to a program");
    }
  }
}
