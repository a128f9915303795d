// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Types: an opcode, function or operator that has no form for what it is given.
  Finds the statement, and in it the argument at fault.  Engine layer, pure
  text.
*/

#include "diagnose_state.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char*
operator_sign(const char* name)
{
  static const char* const names[][2] = {
    { "##add", "+" },       { "##sub", "-" },       { "##mul", "*" },
    { "##div", "/" },       { "##mod", "%" },       { "##pow", "^" },
    { "##and", "&" },       { "##or", "|" },        { "##xor", "#" },
    { "##not", "~" },       { "##shl", "<<" },      { "##shr", ">>" },
    { "##array_get", "[" }, { "##array_set", "[" }, { "##addin", "+=" },
    { "##subin", "-=" },    { "##mulin", "*=" },    { "##divin", "/=" },
  };
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (!strcmp(names[i][0], name)) {
      return names[i][1];
    }
  }
  return name;
}

// Length of the type at `type`: a letter, and [] where it is an array
static size_t
type_length(const char* type)
{
  size_t n = *type ? 1 : 0;
  if (type[0] == '[') {
    const char* const end = strchr(type, ']');
    return end ? (size_t)(end - type) + 1 : strlen(type);
  }
  while (n && type[n] == '[' && type[n + 1] == ']') {
    n += 2;
  }
  return n;
}

static const char*
type_word(const char* type, size_t n)
{
  if (n > 1) {
    return type[0] == 'S' ? "string array" : "array";
  }
  switch (*type) {
    case 'S':
      return "string";
    case 'c':
    case 'p':
      return "number";
    case 'r':
    case 'i':
      return "i-rate";
    case 'k':
      return "k-rate";
    case 'a':
      return "audio";
    case 'f':
      return "f-signal";
    case 'b':
    case 'B':
      return "comparison";
    case 'l':
      return "label";
    default:
      return "value";
  }
}

static void
append(char* out, size_t size, const char* text)
{
  const size_t used = strlen(out);
  if (used + 1 < size) {
    (void)snprintf(out + used, size - used, "%s", text);
  }
}

// "audio, string, number" of "aSc"
static void
spell_types(const char* types, char* out, size_t size)
{
  out[0] = '\0';
  while (*types) {
    const size_t n = type_length(types);
    append(out, size, out[0] ? ", " : "");
    append(out, size, type_word(types, n));
    types += n ? n : 1;
  }
}

// Does a form's letter take an argument of this type?
static bool
takes(const char* wanted, size_t n_wanted, const char* given, size_t n_given)
{
  const char w = *wanted;
  if (strchr(".?*N", w)) {
    return true;
  }
  if (n_wanted > 1 || n_given > 1) {
    return n_wanted > 1 && n_given > 1 &&
           (w == *given || w == '.' || *wanted == '[');
  }
  const char* accepted = NULL;
  switch (*given) {
    case 'S':
      accepted = "STUWNZ";
      break;
    case 'c':
    case 'p':
    case 'r':
    case 'i':
      accepted = "icprkxTUojpqvhmMnIOJVPQzZyNWh";
      break;
    case 'k':
      accepted = "kxUOJVPzZMyN";
      break;
    case 'a':
      accepted = "axXyMNZz";
      break;
    default:
      return w == *given;
  }
  return strchr(accepted, w) != NULL;
}

static bool
is_optional(char letter)
{
  return strchr("ojpqvhOJVP?", letter) != NULL;
}

static bool
goes_on(char letter)
{
  return strchr("mMnNzZyIW*", letter) != NULL;
}

// Number of arguments that a form takes before one is wrong; all: they fit
static size_t
count_fitting(const char* wanted, const char* given, bool* too_few)
{
  size_t n = 0;
  *too_few = false;
  while (*given) {
    const size_t n_given = type_length(given);
    const size_t n_wanted = type_length(wanted);
    if (!n_wanted || !takes(wanted, n_wanted, given, n_given)) {
      return n;
    }
    ++n;
    given += n_given;
    wanted += goes_on(*wanted) ? 0 : n_wanted;
  }
  *too_few = *wanted && !is_optional(*wanted) && !goes_on(*wanted);
  return n;
}

// Index of the token where argument `number` of a statement or call begins
static size_t
find_argument(const CsnDiagnose* d, size_t first, size_t number)
{
  const CsnToken* const t = d->tokens.tokens;
  int depth = 0;
  size_t at = first;
  while (number && t[at].kind != CSN_TOKEN_NEWLINE &&
         t[at].kind != CSN_TOKEN_END) {
    depth += csn_token_is(&t[at], "(") || csn_token_is(&t[at], "[") ? 1 : 0;
    depth -= csn_token_is(&t[at], ")") || csn_token_is(&t[at], "]") ? 1 : 0;
    if (depth < 0) {
      break;
    }
    number -= depth == 0 && csn_token_is(&t[at], ",") ? 1U : 0U;
    ++at;
  }
  return number ? first : at;
}

// "k,k,[j,o]" of "kkjo"
static void
spell_form(const char* types, char* out, size_t size)
{
  bool optional = false;
  out[0] = '\0';
  while (*types) {
    char one[16];
    const size_t n = type_length(types);
    const bool opens = !optional && is_optional(*types);
    (void)snprintf(one,
                   sizeof(one),
                   "%s%s%.*s%s",
                   out[0] ? "," : "",
                   opens ? "[" : "",
                   (int)(n < 8 ? n : 8),
                   types,
                   goes_on(*types) ? "..." : "");
    optional = optional || opens;
    append(out, size, one);
    types += n ? n : 1;
  }
  append(out, size, optional ? "]" : "");
}

// A form gives a value to a variable of this type
static bool
gives_type(char given, char variable)
{
  return given == variable || goes_on(given) || strchr(".s?", given) ||
         (given == 'i' && variable == 'k');
}

static bool
gives(const CsnSignature* form, const char* outs)
{
  const char* given = form->outs;
  while (*outs) {
    const size_t n = type_length(outs);
    const size_t n_given = type_length(given);
    if (!n_given || (n > 1) != (n_given > 1) || !gives_type(*given, *outs)) {
      return n_given && goes_on(*given);
    }
    outs += n;
    given += goes_on(*given) ? 0 : n_given;
  }
  return true;
}

static void
list_forms(const CsnSignature* forms,
           size_t count,
           const char* outs,
           bool with_arrays,
           char* out,
           size_t size)
{
  size_t n = 0;
  for (size_t i = 0; i < count && n < 4; ++i) {
    const bool is_special = !with_arrays && strchr(forms[i].ins, '[');
    if (is_special || (outs && !gives(&forms[i], outs))) {
      continue;
    }
    char ins[80];
    char form[160];
    spell_form(forms[i].ins, ins, sizeof(ins));
    (void)snprintf(form,
                   sizeof(form),
                   "%s%.20s%s%.40s %s",
                   n++ ? " | " : "",
                   forms[i].outs,
                   *forms[i].outs ? " " : "",
                   forms[i].name,
                   ins);
    append(out, size, form);
  }
}

/** What is wrong with a call. */
typedef struct {
  size_t argument; ///< First argument that no form takes
  bool outs_fit;   ///< Some form gives these outputs
  bool too_few;
  bool too_many;
} Fault;

static Fault
find_fault(const CsnComplaint* complaint,
           const CsnSignature* forms,
           size_t n_forms)
{
  Fault fault = { 0, false, false, false };
  for (size_t i = 0; i < n_forms; ++i) {
    if (!gives(&forms[i], complaint->outs)) {
      continue;
    }
    bool too_few = false;
    const size_t n = count_fitting(forms[i].ins, complaint->ins, &too_few);
    if (!fault.outs_fit || n > fault.argument) {
      fault.argument = n;
      fault.too_few = too_few;
      const char* rest = forms[i].ins;
      for (size_t j = 0; j < n && *rest; ++j) {
        rest += type_length(rest);
      }
      fault.too_many = !*rest && !too_few;
    }
    fault.outs_fit = true;
  }
  return fault;
}

// Operator tokens of this name, as statements or as calls; the nearest wins
static size_t
find_operator(const CsnDiagnose* d, const CsnComplaint* complaint, bool call)
{
  const char* const name = operator_sign(complaint->name);
  const CsnToken* const t = d->tokens.tokens;
  const size_t n_first = strcspn(complaint->first, " ");
  size_t best = CSN_NO_TOKEN;
  unsigned best_distance = ~0U;
  for (size_t i = 0; i + 1 < d->tokens.n_tokens; ++i) {
    if (!csn_token_is(&t[i], name)) {
      continue;
    }
    const bool is_statement = i == csn_diagnose_operator(d, t[i].statement);
    unsigned distance = 4 * csn_diagnose_distance(d, complaint, i);
    distance += is_statement == call ? 2 : 0;
    const CsnToken* const first = &t[t[i].statement];
    if (n_first && (first->length != n_first ||
                    memcmp(first->text, complaint->first, n_first) != 0)) {
      distance += 6;
    }
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}

// First token of the arguments after an operator or a function's name
static size_t
first_argument(const CsnDiagnose* d, size_t at)
{
  const CsnToken* const t = d->tokens.tokens;
  ++at;
  if (csn_token_is(&t[at], ":")) {
    at += 2;
  }
  return csn_token_is(&t[at], "(") ? at + 1 : at;
}

static void
tell_sign(CsnDiagnose* d,
          const CsnComplaint* complaint,
          size_t at,
          CsnDiagnosticList* list)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  char ins[160];
  char outs[64];
  spell_types(complaint->ins, ins, sizeof(ins));
  spell_types(complaint->outs, outs, sizeof(outs));
  if (!strcmp(complaint->name, "=")) {
    (void)snprintf(text,
                   sizeof(text),
                   "type mismatch: %s value cannot be assigned to %s variable",
                   ins[0] ? ins : "this",
                   outs[0] ? outs : "this");
  } else {
    (void)snprintf(text,
                   sizeof(text),
                   "type mismatch: '%s' does not take (%s)",
                   operator_sign(complaint->name),
                   ins);
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, at, text);
}

static void
tell_opcode(CsnDiagnose* d,
            const CsnComplaint* complaint,
            size_t at,
            CsnDiagnosticList* list)
{
  char text[CSN_DIAGNOSTIC_TEXT_SIZE];
  char ins[160];
  char outs[64];
  size_t n_forms = 0;
  const CsnSignature* const forms = csn_signatures_find(&d->signatures,
                                                        complaint->name,
                                                        strlen(complaint->name),
                                                        &n_forms);
  const Fault fault = find_fault(complaint, forms, n_forms);
  spell_types(complaint->ins, ins, sizeof(ins));
  spell_types(complaint->outs, outs, sizeof(outs));
  size_t place = at;
  if (n_forms && complaint->outs[0] && !fault.outs_fit) {
    (void)snprintf(text,
                   sizeof(text),
                   "type mismatch: '%s' gives no %s output",
                   complaint->name,
                   outs);
    place = at == CSN_NO_TOKEN ? at : d->tokens.tokens[at].statement;
  } else if (n_forms && fault.too_few) {
    (void)snprintf(text,
                   sizeof(text),
                   "too few arguments for '%s' (%s)",
                   complaint->name,
                   ins[0] ? ins : "none");
  } else {
    (void)snprintf(text,
                   sizeof(text),
                   "%s '%s' does not take (%s)",
                   fault.too_many ? "too many arguments:" : "type mismatch:",
                   complaint->name,
                   ins);
    if (n_forms && at != CSN_NO_TOKEN) {
      place = find_argument(d, first_argument(d, at), fault.argument);
    }
  }
  if (n_forms) {
    append(text, sizeof(text), "; it has: ");
    list_forms(forms,
               n_forms,
               fault.outs_fit ? complaint->outs : NULL,
               strchr(complaint->ins, '[') != NULL,
               text,
               sizeof(text));
  }
  csn_diagnose_at(d, list, CSN_SEVERITY_ERROR, place, text);
}

void
csn_diagnose_types(CsnDiagnose* d,
                   const CsnComplaint* complaint,
                   CsnDiagnosticList* list)
{
  const bool call = complaint->kind == CSN_COMPLAINT_NO_FUNCTION;
  const size_t at = find_operator(d, complaint, call);
  const char* const sign = operator_sign(complaint->name);
  CsnComplaint typed = *complaint;
  if (call && at != CSN_NO_TOKEN &&
      csn_token_is(&d->tokens.tokens[at + 1], ":")) { // oscili:k(…)
    typed.outs[0] = d->tokens.tokens[at + 2].text[0];
    typed.outs[1] = '\0';
  }
  if (isalpha((unsigned char)*sign) || *sign == '_') {
    tell_opcode(d, &typed, at, list);
  } else {
    tell_sign(d, complaint, at, list);
  }
}
