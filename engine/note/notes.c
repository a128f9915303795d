// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "notes.h"

#include "notes_table.h"

#include <stdlib.h>
#include <string.h>

CsnNotes*
csn_notes_new(void)
{
  CsnNotes* const notes = (CsnNotes*)calloc(1, sizeof(CsnNotes));
  if (notes) {
    for (uint32_t i = 0; i < CSN_N_NOTES; ++i) {
      notes->notes[i].next = i + 1U < CSN_N_NOTES ? i + 1U : CSN_NO_NOTE;
    }
    memset(notes->buckets, 0xFF, sizeof(notes->buckets));
  }
  return notes;
}

void
csn_notes_free(CsnNotes* notes)
{
  free(notes);
}

void
csn_notes_invalidate(CsnNotes* notes)
{
  atomic_store_explicit(&notes->invalid, true, memory_order_release);
}

void
csn_notes_merge_begin(CsnNotes* notes)
{
  atomic_fetch_add_explicit(&notes->n_merging, 1, memory_order_release);
}

void
csn_notes_merge_end(CsnNotes* notes)
{
  atomic_fetch_sub_explicit(&notes->n_merging, 1, memory_order_release);
}

void
csn_notes_merged(CsnInstance* instance)
{
  csn_role_enter_audio(); // Nobody else plays it now
  csn_notes_revalidate(instance);
}
