// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "notes_table.h"

#include "csound6/csound6.h"
#include "worker/instance.h"

#include <math.h>
#include <string.h>

static uint32_t
bucket_of(double p1)
{
  uint64_t bits = 0;
  memcpy(&bits, &p1, sizeof(bits));
  return (uint32_t)((bits * 0x9E3779B97F4A7C15ULL) >> 40U) &
         (CSN_N_BUCKETS - 1U);
}

bool
csn_notes_is_alive(const CsnNoteEntry* note)
{
  return note->ip->actflg && !(note->ip->p1.value < note->p1) &&
         !(note->ip->p1.value > note->p1);
}

static void
forget(CsnNotes* notes, uint32_t* link)
{
  const uint32_t index = *link;
  *link = notes->notes[index].next;
  notes->notes[index].next = notes->free_note;
  ++notes->notes[index].serial;
  notes->free_note = index;
}

/* Drops what has ended on the way. */
uint32_t
csn_notes_entry(CsnNotes* notes, double p1)
{
  uint32_t* link = &notes->buckets[bucket_of(p1)];
  while (*link != CSN_NO_NOTE) {
    CsnNoteEntry* const note = &notes->notes[*link];
    if (!csn_notes_is_alive(note)) {
      forget(notes, link);
    } else if (!(note->p1 < p1) && !(note->p1 > p1)) {
      return *link;
    } else {
      link = &note->next;
    }
  }
  return CSN_NO_NOTE;
}

INSDS*
csn_notes_find(CsnNotes* notes, double p1)
{
  const uint32_t entry = csn_notes_entry(notes, p1);
  return entry == CSN_NO_NOTE ? NULL : notes->notes[entry].ip;
}

static void
drop_ended(CsnNotes* notes)
{
  for (uint32_t i = 0; i < CSN_N_BUCKETS; ++i) {
    for (uint32_t* link = &notes->buckets[i]; *link != CSN_NO_NOTE;) {
      if (csn_notes_is_alive(&notes->notes[*link])) {
        link = &notes->notes[*link].next;
      } else {
        forget(notes, link);
      }
    }
  }
}

/* Returns the index of the new entry, or NONE if there are too many notes. */
uint32_t
csn_notes_remember(CsnNotes* notes, double p1, INSDS* ip)
{
  if (notes->free_note == CSN_NO_NOTE) {
    drop_ended(notes);
    if (notes->free_note == CSN_NO_NOTE) {
      return CSN_NO_NOTE;
    }
  }

  const uint32_t index = notes->free_note;
  CsnNoteEntry* const note = &notes->notes[index];
  uint32_t* const bucket = &notes->buckets[bucket_of(p1)];
  notes->free_note = note->next;
  note->p1 = p1;
  note->ip = ip;
  note->next = *bucket;
  *bucket = index;
  return index;
}

INSDS*
csn_notes_first_active(const CsnInstance* instance)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  if (!layout->known) {
    return NULL;
  }
  INSDS* const anchor =
    (INSDS*)(void*)((char*)instance->csound + layout->active_anchor);
  return anchor->nxtact;
}

void
csn_notes_learn(CsnInstance* instance)
{
  CsnNotes* const notes = instance->notes;
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    const double p1 = ip->p1.value;
    if (p1 > floor(p1) && csn_notes_entry(notes, p1) == CSN_NO_NOTE) {
      (void)csn_notes_remember(notes, p1, ip);
    }
  }
}

/* Csound may have freed ended notes: keeps only entries whose note is in its
   list of active ones, without looking into any other. */
void
csn_notes_revalidate(CsnInstance* instance)
{
  CsnNotes* const notes = instance->notes;
  uint32_t kept[CSN_N_NOTES / 32U] = { 0 };
  ++notes->epoch;
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    uint32_t i = notes->buckets[bucket_of(ip->p1.value)];
    for (; i != CSN_NO_NOTE; i = notes->notes[i].next) {
      if (notes->notes[i].ip == ip) {
        kept[i / 32U] |= 1U << (i % 32U);
      }
    }
  }

  for (uint32_t b = 0; b < CSN_N_BUCKETS; ++b) {
    for (uint32_t* link = &notes->buckets[b]; *link != CSN_NO_NOTE;) {
      if (kept[*link / 32U] & (1U << (*link % 32U))) {
        link = &notes->notes[*link].next;
      } else {
        forget(notes, link);
      }
    }
  }
}
