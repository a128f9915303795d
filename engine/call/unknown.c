// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Unknown: what is said of a method that there is not, with the one whose name
  is nearest.  The texts are made beforehand, since the audio thread says them,
  too.  Pure.
*/

#include "methods.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define MAX_NAME 32U ///< Longer names are near to none

static char texts[CSN_N_METHODS][96];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
make_texts(void)
{
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    (void)snprintf(texts[id],
                   sizeof(texts[id]),
                   "there is no such method; did you mean %s?",
                   csn_method(id)->name);
  }
}

void
csn_method_begin_unknown(void)
{
  (void)pthread_once(&once, make_texts);
}

/* Lower case, and without what other languages put between words. */
static uint32_t
fold(const char* name, size_t length, char folded[MAX_NAME])
{
  uint32_t n = 0;
  for (size_t i = 0; i < length && n < MAX_NAME; ++i) {
    const char c = name[i];
    if (c != '_' && c != '-') {
      folded[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
  }
  return n;
}

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
  const unsigned ab = a < b ? a : b;
  return ab < c ? ab : c;
}

/* How many letters have to be put in, taken out, changed, or changed with their
   neighbour, to make one name of the other. */
static unsigned
distance(const char* a, uint32_t n_a, const char* b, uint32_t n_b)
{
  unsigned rows[3][MAX_NAME + 1U];
  for (uint32_t k = 0; k <= n_b; ++k) {
    rows[0][k] = k;
  }
  for (uint32_t i = 1; i <= n_a; ++i) {
    unsigned* const now = rows[i % 3U];
    const unsigned* const last = rows[(i + 2U) % 3U];
    const unsigned* const before = rows[(i + 1U) % 3U];
    now[0] = i;
    for (uint32_t k = 1; k <= n_b; ++k) {
      const bool same = a[i - 1U] == b[k - 1U];
      now[k] = least(last[k] + 1U, now[k - 1U] + 1U, last[k - 1U] + !same);
      if (i > 1 && k > 1 && a[i - 1U] == b[k - 2U] && a[i - 2U] == b[k - 1U] &&
          before[k - 2U] + 1U < now[k]) {
        now[k] = before[k - 2U] + 1U;
      }
    }
  }
  return rows[n_a % 3U][n_b];
}

const char*
csn_method_unknown(const char* name, size_t length)
{
  char wanted[MAX_NAME];
  const uint32_t n = length <= MAX_NAME ? fold(name, length, wanted) : 0U;
  const unsigned most = n < 3U ? 0U : n < 6U ? 1U : n < 12U ? 2U : 3U;
  unsigned nearest = most + 1U;
  uint32_t found = CSN_N_METHODS;
  for (uint32_t id = 0; n && id < CSN_N_METHODS; ++id) {
    char other[MAX_NAME];
    const char* const text = csn_method(id)->name;
    const uint32_t n_other = fold(text, strlen(text), other);
    if (n_other + most < n || n_other > n + most) {
      continue;
    }
    const unsigned far = distance(wanted, n, other, n_other);
    if (far < nearest) {
      nearest = far;
      found = id;
    }
  }
  return found < CSN_N_METHODS && texts[found][0] ? texts[found]
                                                  : "there is no such method";
}
