// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "definition.h"

#include "base/letters.h"
#include "engine.h"
#include "heads.h"
#include "saved.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BODY ((size_t)1024 * 1024)

void
csn_definition_clear(CsnDefinition* definition)
{
  free(definition->fields);
  free(definition->code);
  free(definition->shown);
  free(definition->told);
}

static bool
is_name(const char* name)
{
  size_t n = 0;
  for (; name[n]; ++n) {
    if (!(n ? csn_is_name(name[n]) : csn_is_letter(name[n]))) {
      return false;
    }
  }
  return n > 0 && n <= CSN_MAX_FIELD_NAME;
}

static CsnStatus
tell(CsnJob* job, const CsnDefinition* definition, const CsnFieldsError* error)
{
  int line = 1;
  int column = 1;
  for (size_t i = 0; i < error->at && definition->body[i]; ++i) {
    column = definition->body[i] == '\n' ? 1 : column + 1;
    line += definition->body[i] == '\n';
  }
  (void)csn_diagnostic_add(job->engine->bg.list,
                           CSN_SEVERITY_ERROR,
                           definition->name,
                           line,
                           column,
                           "%s",
                           error->text);
  return CSN_ERR_COMPILE;
}

/* Takes NAME=DEFAULT, as many as there are. */
static CsnStatus
read_args(CsnJob* job, CsnDefinition* definition)
{
  CsnArg name;
  CsnArg value;
  while (csn_job_arg(job, &name)) {
    if (name.type != CSN_ARG_NAME || !csn_job_arg(job, &value) ||
        (value.type != CSN_ARG_NUMBER && value.type != CSN_ARG_TEXT)) {
      return csn_job_fail(job,
                          CSN_ERR_BAD_ARG,
                          "p-fields are written NAME=DEFAULT");
    }
    CsnFieldsError error = { 0, "" };
    const char* const text = value.type == CSN_ARG_TEXT ? value.text : NULL;
    if (!(value.number - value.number <= 0)) {
      return csn_job_fail(job,
                          CSN_ERR_BAD_ARG,
                          "a default is a finite number or a text");
    }
    if (!csn_fields_add(definition->fields,
                        name.text,
                        name.length,
                        value.number,
                        text,
                        &error)) {
      return tell(job, definition, &error);
    }
  }
  return job->problem ? CSN_ERR_BAD_ARG : CSN_OK;
}

/* Names become p-fields. */
static CsnStatus
read_names(CsnJob* job, CsnDefinition* definition, const CsnHeader* header)
{
  CsnFieldsError error = { 0, "" };
  CsnFields* const fields = definition->fields;
  if (!csn_heads_read_body(fields,
                           definition->body,
                           CSN_SESSION_PFIELD,
                           header,
                           definition->shown,
                           &error)) {
    return tell(job, definition, &error);
  }
  const uint32_t last = csn_fields_last(fields);
  CsnStatus st = read_args(job, definition);
  if (st) {
    return st;
  }
  if (definition->aliases &&
      !csn_fields_read_aliases(
        fields, definition->aliases, strlen(definition->aliases), &error)) {
    return tell(job, definition, &error);
  }

  // Names that the body takes for itself are not written again
  const uint32_t from = fields->declared ? 0U : last + 1U;
  const size_t n_fields = csn_fields_write(fields, from, NULL, 0);
  const size_t size = n_fields + strlen(definition->shown) + 16U;
  definition->code = (char*)malloc(size);
  if (!definition->code) {
    return CSN_ERR_NO_MEMORY;
  }
  (void)csn_fields_write(fields, from, definition->code, size);
  // Where errors are looked for, the body begins in the second line
  (void)snprintf(definition->code + n_fields,
                 size - n_fields,
                 "#line 2\n%s",
                 definition->shown);
  return CSN_OK;
}

CsnStatus
csn_definition_read(CsnJob* job, CsnDefinition* definition)
{
  static const CsnHeader any_header = { 48000, 64, 1, 440 };
  const CsnInstance* const newest = job->engine->bg.newest;
  if (!csn_job_text(job, &definition->name) ||
      !csn_job_text(job, &definition->body) || !definition->name ||
      !definition->body) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "a name and the text of an instrument are needed");
  }
  if (!csn_job_text(job, &definition->aliases) ||
      !csn_job_number(job, &definition->priority)) {
    return CSN_ERR_BAD_ARG;
  }
  if (!is_name(definition->name)) {
    return csn_job_fail(job,
                        CSN_ERR_BAD_ARG,
                        "an instrument's name is one word of at most 31 "
                        "letters and digits");
  }
  const size_t length = strlen(definition->body);
  if (length > MAX_BODY) {
    return csn_job_fail(job, CSN_ERR_FULL, "the instrument is too long");
  }
  definition->fields = (CsnFields*)malloc(sizeof(CsnFields));
  definition->shown = (char*)malloc(length + 1U);
  definition->told = csn_saved_write(job->record);
  return definition->fields && definition->shown && definition->told
           ? read_names(job, definition, newest ? &newest->header : &any_header)
           : CSN_ERR_NO_MEMORY;
}
