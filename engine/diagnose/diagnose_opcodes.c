// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Signatures: the opcodes that a Csound knows, with the types they give and
  take.  Engine layer; calls Csound.
*/

#include "diagnose_opcodes.h"

#include <csound/csound.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORD 32

static int
compare(const void* a, const void* b)
{
  const CsnSignature* const left = (const CsnSignature*)a;
  const CsnSignature* const right = (const CsnSignature*)b;
  const int order = strcmp(left->name, right->name);
  if (order) {
    return order;
  }
  const int outs = strcmp(left->outs, right->outs);
  return outs ? outs : strcmp(left->ins, right->ins);
}

// Appends a string to the arena, `size` bytes of it if it has a suffix
static const char*
keep(char** at, const char* text, size_t size)
{
  char* const kept = *at;
  memcpy(kept, text, size);
  kept[size] = '\0';
  *at += size + 1;
  return kept;
}

bool
csn_signatures_read(CsnSignatures* signatures, struct CSOUND_* csound)
{
  memset(signatures, 0, sizeof(*signatures));
  opcodeListEntry* list = NULL;
  const int count = csound ? csoundNewOpcodeList(csound, &list) : 0;
  if (count <= 0 || !list) {
    return true;
  }
  size_t size = 0;
  for (int i = 0; i < count; ++i) {
    size += strlen(list[i].opname) + strlen(list[i].outypes) +
            strlen(list[i].intypes) + 3;
  }
  signatures->text = (char*)malloc(size);
  signatures->items =
    (CsnSignature*)calloc((size_t)count, sizeof(CsnSignature));
  if (signatures->text && signatures->items) {
    char* at = signatures->text;
    for (int i = 0; i < count; ++i) {
      CsnSignature* const item = &signatures->items[signatures->count++];
      item->name = keep(&at, list[i].opname, strcspn(list[i].opname, "."));
      item->outs = keep(&at, list[i].outypes, strlen(list[i].outypes));
      item->ins = keep(&at, list[i].intypes, strlen(list[i].intypes));
    }
    qsort(signatures->items, signatures->count, sizeof(CsnSignature), compare);
  }
  csoundDisposeOpcodeList(csound, list);
  return signatures->count > 0;
}

void
csn_signatures_clear(CsnSignatures* signatures)
{
  free(signatures->items);
  free(signatures->text);
  memset(signatures, 0, sizeof(*signatures));
}

// Order of a signature's name and a word that does not end in a zero
static int
compare_name(const CsnSignature* item, const char* name, size_t length)
{
  const int order = strncmp(item->name, name, length);
  return order ? order : (item->name[length] ? 1 : 0);
}

const CsnSignature*
csn_signatures_find(const CsnSignatures* signatures,
                    const char* name,
                    size_t length,
                    size_t* count)
{
  size_t low = 0;
  size_t high = signatures->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_name(&signatures->items[middle], name, length) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  size_t n = 0;
  while (low + n < signatures->count &&
         !compare_name(&signatures->items[low + n], name, length)) {
    ++n;
  }
  if (count) {
    *count = n;
  }
  return n ? &signatures->items[low] : NULL;
}

static size_t
least(size_t a, size_t b)
{
  return a < b ? a : b;
}

size_t
csn_word_distance(const char* a, size_t n_a, const char* b, size_t n_b)
{
  if (n_a > MAX_WORD || n_b > MAX_WORD) {
    return MAX_WORD;
  }
  size_t rows[3][MAX_WORD + 1];
  for (size_t j = 0; j <= n_b; ++j) {
    rows[0][j] = j;
    rows[1][j] = 0;
    rows[2][j] = 0;
  }
  for (size_t i = 1; i <= n_a; ++i) {
    size_t* const row = rows[i % 3];
    const size_t* const above = rows[(i + 2) % 3];
    const size_t* const above2 = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= n_b; ++j) {
      const char x = (char)tolower((unsigned char)a[i - 1]);
      const char y = (char)tolower((unsigned char)b[j - 1]);
      row[j] =
        least(least(row[j - 1], above[j]) + 1, above[j - 1] + (x == y ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = least(row[j], above2[j - 2] + 1);
      }
    }
  }
  return rows[n_a % 3][n_b];
}

// Of two words that are equally like a wrong one, the likelier
static bool
is_plainer(const char* word, const char* than)
{
  const bool digit = strpbrk(word, "0123456789_") != NULL;
  const bool than_digit = strpbrk(than, "0123456789_") != NULL;
  return digit != than_digit ? than_digit : strlen(word) < strlen(than);
}

const char*
csn_signatures_near(const CsnSignatures* signatures,
                    const char* name,
                    size_t length)
{
  const char* best = NULL;
  size_t best_distance = length < 4 ? 2 : length < 7 ? 2 : 3;
  for (size_t i = 0; length > 2 && i < signatures->count; ++i) {
    const char* const other = signatures->items[i].name;
    if (!isalpha((unsigned char)*other)) {
      continue;
    }
    const size_t d = csn_word_distance(name, length, other, strlen(other));
    if (d < best_distance ||
        (best && d == best_distance && is_plainer(other, best))) {
      best_distance = d;
      best = other;
    }
  }
  return best;
}
