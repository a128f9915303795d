// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "answer.h"

#include <stdio.h>
#include <string.h>

void
csn_answer_print(const CsnReply* reply)
{
  const char* const numbers = (const char*)reply->numbers;
  if (reply->has_number) {
    printf("%.10g\n", reply->number);
  }
  for (uint32_t i = 0; i < reply->n_numbers; ++i) {
    double number = 0.0;
    memcpy(&number, numbers + i * sizeof(number), sizeof(number));
    const bool ends = i % 8U == 7U || i + 1U == reply->n_numbers;
    printf("%.10g%c", number, ends ? '\n' : ' ');
  }
  const bool has_numbers = reply->has_number || reply->n_numbers;
  if (reply->text && (reply->length || !has_numbers)) {
    printf("%.*s\n", (int)reply->length, reply->text);
  }
}
