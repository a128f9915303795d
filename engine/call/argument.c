// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "argument.h"

#include "base/number.h"

const char*
csn_argument_text(CsnRecordWriter* writer,
                  const CsnParam* param,
                  const char* text,
                  size_t length,
                  bool plain)
{
  const size_t name = param->type == CSN_PARAM_FIELD && !plain
                        ? csn_record_name_length(text, length)
                        : 0U;
  if (name) {
    csn_record_name(writer, text, name);
    text += name + 1U;
    length -= name + 1U;
    plain = true;
  }
  const char* const end = text + length;
  double number = 0;
  if ((param->type == CSN_PARAM_INSTR ||
       (plain && param->type != CSN_PARAM_TEXT)) &&
      length && csn_number_parse(text, end, &number) == end) {
    csn_record_number(writer, number);
    return NULL;
  }
  if (param->type == CSN_PARAM_NUMBER) {
    return "a number is expected here";
  }
  csn_record_text(writer, text, length);
  return NULL;
}
