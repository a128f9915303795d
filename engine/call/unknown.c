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
#define MOST_FAR 2U  ///< What needs more changes is another word

/** What is said of a method, and its name as it is compared. */
typedef struct {
  char text[96];
  char name[MAX_NAME];
  uint32_t n;
  uint64_t letters; ///< As of letters_of()
} Known;

static Known known[CSN_N_METHODS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

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

/* A bit for each letter that occurs.  A change of one letter changes two bits
   at most: names whose bits differ in more need no comparison. */
static uint64_t
letters_of(const char* name, uint32_t n)
{
  uint64_t letters = 0;
  for (uint32_t i = 0; i < n; ++i) {
    letters |= (uint64_t)1 << ((unsigned char)name[i] % 64U);
  }
  return letters;
}

static bool
differ_in_more(uint64_t a, uint64_t b, unsigned most)
{
  uint64_t bits = a ^ b;
  unsigned n = 0;
  for (; bits && n <= most; ++n) {
    bits &= bits - 1U;
  }
  return n > most;
}

static void
make_known(void)
{
  for (uint32_t id = 0; id < CSN_N_METHODS; ++id) {
    Known* const item = &known[id];
    const char* const name = csn_method(id)->name;
    (void)snprintf(item->text,
                   sizeof(item->text),
                   "there is no such method; did you mean %s?",
                   name);
    item->n = fold(name, strlen(name), item->name);
    item->letters = letters_of(item->name, item->n);
  }
}

void
csn_method_begin_unknown(void)
{
  (void)pthread_once(&once, make_known);
}

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
  const unsigned ab = a < b ? a : b;
  return ab < c ? ab : c;
}

/* How many letters have to be put in, taken out, changed, or changed with their
   neighbour, to make one name of the other; more than `most`: too many.  Only
   the places that so many changes can reach are looked at, and what is beyond
   counts as too many; it ends where a whole row is. */
static unsigned
distance(const char* a,
         uint32_t n_a,
         const char* b,
         uint32_t n_b,
         unsigned most)
{
  unsigned rows[3][MAX_NAME + 2U];
  for (uint32_t k = 0; k <= n_b; ++k) {
    rows[0][k] = k;
  }
  for (uint32_t i = 1; i <= n_a; ++i) {
    unsigned* const now = rows[i % 3U];
    const unsigned* const last = rows[(i + 2U) % 3U];
    const unsigned* const before = rows[(i + 1U) % 3U];
    const uint32_t first = i > most ? i - most : 1U;
    const uint32_t end = i + most < n_b ? i + most : n_b;
    unsigned nearest = most + 1U;
    now[first - 1U] = first > 1U ? most + 1U : i;
    for (uint32_t k = first; k <= end; ++k) {
      const bool same = a[i - 1U] == b[k - 1U];
      now[k] = least(last[k] + 1U, now[k - 1U] + 1U, last[k - 1U] + !same);
      if (i > 1 && k > 1 && a[i - 1U] == b[k - 2U] && a[i - 2U] == b[k - 1U] &&
          before[k - 2U] + 1U < now[k]) {
        now[k] = before[k - 2U] + 1U;
      }
      nearest = now[k] < nearest ? now[k] : nearest;
    }
    now[end + 1U] = most + 1U;
    if (nearest > most && now[first - 1U] > most) {
      return most + 1U;
    }
  }
  return rows[n_a % 3U][n_b];
}

const char*
csn_method_unknown(const char* name, size_t length)
{
  char wanted[MAX_NAME];
  const uint32_t n = length <= MAX_NAME ? fold(name, length, wanted) : 0U;
  const uint64_t letters = letters_of(wanted, n);
  const unsigned most = n < 3U ? 0U : n < 6U ? 1U : MOST_FAR;
  unsigned nearest = most + 1U;
  uint32_t found = CSN_N_METHODS;
  for (uint32_t id = 0; n && nearest && id < CSN_N_METHODS; ++id) {
    const Known* const other = &known[id];
    const unsigned limit = nearest - 1U;
    if (other->n + limit < n || other->n > n + limit ||
        differ_in_more(letters, other->letters, 2U * limit)) {
      continue;
    }
    const unsigned far = distance(wanted, n, other->name, other->n, limit);
    if (far < nearest) {
      nearest = far;
      found = id;
    }
  }
  return found < CSN_N_METHODS && known[found].text[0]
           ? known[found].text
           : "there is no such method";
}
