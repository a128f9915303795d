// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "clocale.h"

#include <pthread.h>

static locale_t numbers;

static void
make(void)
{
  numbers = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
}

locale_t
csn_clocale_enter(void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  (void)pthread_once(&once, make);
  return numbers ? uselocale(numbers) : (locale_t)0;
}

void
csn_clocale_leave(locale_t before)
{
  if (before) {
    (void)uselocale(before);
  }
}
