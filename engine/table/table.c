// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Table, the book: what messages have made, by number.  Pure but for memory;
  also where Csound keeps its tables, and what it wants to know of one.
*/

#include "table.h"

#include "csound6/csound6.h"
#include "worker/instance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// The book

void
csn_table_spec_free(CsnTableSpec* spec)
{
  if (spec) {
    free(spec->content);
    free(spec->path);
    free(spec);
  }
}

void
csn_table_book_free(CsnTableBook* book)
{
  for (uint32_t i = 0; book && i < CSN_N_TABLES; ++i) {
    csn_table_spec_free(book->specs[i]);
  }
  free(book);
}

const CsnTableSpec*
csn_table_book_next(const CsnTableBook* book, uint32_t number)
{
  while (++number < CSN_N_TABLES && !book->specs[number]) {
  }
  return number < CSN_N_TABLES ? book->specs[number] : NULL;
}

void
csn_table_book_put(CsnTableBook* book, CsnTableSpec* spec)
{
  csn_table_spec_free(book->specs[spec->number]);
  book->specs[spec->number] = spec;
}

// Csound's list

/* Makes a table of one number, as a score would. */
static FUNC*
make_small(CSOUND* csound, int number)
{
  FUNC* func = NULL;
  EVTBLK* const event = (EVTBLK*)calloc(1, sizeof(EVTBLK));
  if (event) {
    event->opcod = 'f';
    event->pcnt = 5;
    event->p[1] = number;
    event->p[3] = -1;
    event->p[4] = -2;
    (void)csound->hfgens(csound, &func, event, 0);
    free(event);
  }
  return func;
}

/* The list's length stands behind its address, and grows by hundreds. */
static bool
find_length(const CSOUND* csound, size_t end, int length, size_t* offset)
{
  unsigned found = 0;
  for (size_t i = sizeof(CSOUND) / 8U * 8U; i + 16U < end; i += 8U) {
    int word = 0;
    memcpy(&word, (const char*)csound + i + 8U, sizeof(word));
    if (word == length) {
      *offset = i;
      ++found;
    }
  }
  return found == 1;
}

bool
csn_tables_find(CSOUND* csound, size_t end, size_t* offset)
{
  size_t again = 0;
  FUNC** list = NULL;
  const FUNC* const first = make_small(csound, 7123);
  if (!first || !find_length(csound, end, 7200, offset)) {
    return false;
  }
  const FUNC* const second = make_small(csound, 9876);
  if (!second || !find_length(csound, end, 9900, &again) || again != *offset) {
    return false;
  }
  memcpy(&list, (const char*)csound + again, sizeof(list));
  return list && list[7123] == first && list[9876] == second && !list[7124];
}

// What Csound wants to know

uint32_t
csn_table_size(const FUNC* func)
{
  const uint32_t width = func->nchanls > 0 ? (uint32_t)func->nchanls : 1U;
  return func->flen / width * width;
}

#define LOG_MAXLEN 28

void
csn_table_describe(FUNC* func,
                   const CsnTableSpec* spec,
                   const CsnTableLoops* loops,
                   double rate)
{
  // A file of several channels counts one number more, as GEN01 has it
  const bool power_of_2 = !(spec->size & (spec->size - 1U));
  const uint32_t n_frames = (uint32_t)(spec->size / spec->n_channels);
  func->fno = (int32)spec->number;
  func->flen = (uint32_t)spec->size + (spec->path && spec->n_channels > 1U);
  func->nchanls = (int32)spec->n_channels;
  func->flenfrms = (int32)n_frames;
  func->gen01args.sample_rate = spec->sr > 0 ? spec->sr : rate;
  func->lenmask = spec->path ? 0 : -1;
  if (power_of_2 && !spec->path) {
    int bits = 0;
    while (((size_t)1 << bits) < spec->size) {
      ++bits;
    }
    func->lenmask = (int32)(spec->size - 1U);
    func->lobits = LOG_MAXLEN - bits;
    func->lomask = (int32)((1U << (unsigned)func->lobits) - 1U);
    func->lodiv = 1.0 / (1U << (unsigned)func->lobits);
  } else {
    func->lodiv = spec->path ? 0 : 1.0;
  }
  if (spec->sr > 0) {
    func->cvtbas = LOFACT * spec->sr / rate;
    func->soundend = (int32)n_frames;
    func->end1 = (int32)n_frames;
  }
  if (loops && loops->base > 0) {
    func->cpscvt = func->cvtbas / loops->base;
    func->loopmode1 = loops->loops[0].mode;
    func->begin1 = loops->loops[0].begin;
    func->end1 = loops->loops[0].end;
    func->loopmode2 = loops->loops[1].mode;
    func->begin2 = loops->loops[1].begin;
    func->end2 = loops->loops[1].end;
  }
}
