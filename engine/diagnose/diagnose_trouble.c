// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Troubles of the preprocessor, in words.  Engine layer, pure text.
*/

#include "diagnose_state.h"

#include <stdio.h>

// What to say, with one %s for the name
static const char*
before_name(CsnTroubleKind kind)
{
  switch (kind) {
    case CSN_TROUBLE_COMMENT:
      return "this comment is never closed (*/)";
    case CSN_TROUBLE_BRACES:
      return "this {{ string is never closed (}})";
    case CSN_TROUBLE_INCLUDE:
      return "cannot open the included file ";
    case CSN_TROUBLE_INCLUDE_ODD:
      return "this is not a file: ";
    case CSN_TROUBLE_INCLUDE_LOOP:
      return "this file includes itself: ";
    case CSN_TROUBLE_MACRO:
      return "undefined macro $";
    case CSN_TROUBLE_MACRO_NAME:
      return "#define needs a name";
    case CSN_TROUBLE_MACRO_START:
      return "the text of a macro stands between two #: #define ";
    case CSN_TROUBLE_MACRO_END:
      return "the closing # is missing after #define ";
    case CSN_TROUBLE_MACRO_CALL:
      return "the arguments do not fit the macro, or have no ')': $";
    case CSN_TROUBLE_MACRO_LOOP:
      return "this macro uses itself: $";
    case CSN_TROUBLE_MACRO_TEXT:
      return "the macros make more than 4 MB of this text";
    case CSN_TROUBLE_UNDEF:
      return "#undef of a macro that is not defined: $";
    case CSN_TROUBLE_IFDEF:
      return "#ifdef has no #end";
    case CSN_TROUBLE_ELSE:
      return "#else without #ifdef";
    case CSN_TROUBLE_END:
      return "#end without #ifdef";
  }
  return "";
}

// In an orchestra, what takes the process down, or hangs, instead of failing
static bool
is_deadly(CsnTroubleKind kind)
{
  return kind == CSN_TROUBLE_COMMENT || kind == CSN_TROUBLE_MACRO_CALL ||
         kind == CSN_TROUBLE_INCLUDE_ODD || kind == CSN_TROUBLE_MACRO_TEXT;
}

static void
tell(CsnExpansion* expansion, CsnDiagnosticList* list, bool all)
{
  for (size_t i = 0; i < expansion->n_troubles; ++i) {
    const CsnTrouble* const trouble = &expansion->troubles[i];
    if (!all && !is_deadly(trouble->kind)) {
      continue;
    }
    char text[CSN_DIAGNOSTIC_TEXT_SIZE];
    const char* const after =
      trouble->kind == CSN_TROUBLE_MACRO_START ? " #text#" : "";
    (void)snprintf(text,
                   sizeof(text),
                   "%s%s%s",
                   before_name(trouble->kind),
                   trouble->name,
                   trouble->name[0] ? after : "");
    csn_diagnose_at_place(
      expansion, list, CSN_SEVERITY_ERROR, trouble->place, text);
  }
}

void
csn_diagnose_troubles(CsnDiagnose* d, CsnDiagnosticList* list, bool only_deadly)
{
  tell(&d->orchestra, list, !only_deadly);
  tell(&d->score, list, true); // In a score all of them are deadly
}
