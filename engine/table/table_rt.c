// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Table, the audio thread's side: tables are put into Csound's list and taken
  out again, and wait there until no note can use them.
*/

#include "table.h"

#include "csound6/csound6.h"
#include "engine.h"
#include "note/notes_table.h"
#include "worker/delivery.h"

#include <string.h>

/** What the worker sends. */
typedef struct {
  uint64_t serial; ///< Of the instance that it was made for
  CsnTable* table;
} Parcel;

/* Csound's list of tables, which it may move. */
static FUNC**
list_of(const CsnInstance* instance, uint32_t* length)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  const char* const at = (const char*)instance->csound + layout->tables;
  FUNC** list = NULL;
  int last = 0;
  *length = 0;
  if (layout->tables_known) {
    memcpy(&list, at, sizeof(list));
    memcpy(&last, at + sizeof(list), sizeof(last));
    *length = list && last > 0 ? (uint32_t)last + 1U : 0U;
  }
  return list;
}

FUNC*
csn_table_find_rt(const CsnInstance* instance, double number)
{
  uint32_t length = 0;
  FUNC** const list = list_of(instance, &length);
  FUNC* const func =
    number >= 1 && number < length ? list[(uint32_t)number] : NULL;
  return func && func->flen ? func : NULL; // Else Csound has not read it yet
}

/* Seconds, in Csound's reckoning of a note's p2. */
static double
time_of(const CsnInstance* instance)
{
  return (double)instance->rt.n_cycles * instance->ksmps / instance->rate;
}

static void
spend(CsnInstance* instance, CsnTable* table)
{
  table->spent_at = time_of(instance);
  table->next = instance->tables->rt.spent;
  instance->tables->rt.spent = table;
}

void
csn_table_install(CsnInstance* instance, CsnTable* table)
{
  CsnTables* const tables = instance->tables;
  uint32_t length = 0;
  FUNC** const list = list_of(instance, &length);
  CsnTable* const old = tables->rt.at[table->number];
  if (table->number >= length) {
    return;
  }
  FUNC** const at = &list[table->number];
  if (table->func) {
    if (old && old->func == *at) {
      spend(instance, old); // Else Csound has freed it
    }
    *at = table->func;
    tables->rt.at[table->number] = table;
  } else if (old && old->func == *at) {
    // Numbers for a table that is there: of the same size, notes see them
    MYFLT* const numbers = old->func->ftable;
    old->func->ftable = table->numbers;
    table->numbers = numbers;
    old->generation = table->generation;
    spend(instance, table);
  }
}

static void
take(CsnEngine* engine, const void* data)
{
  Parcel parcel;
  csn_role_enter_audio();
  memcpy(&parcel, data, sizeof(parcel));
  CsnInstance* const current = engine->rt.current;
  if (current && current->tables->serial == parcel.serial) {
    CsnTable* const table = parcel.table;
    if (table->delay > 0) {
      table->due =
        engine->rt.now + (int64_t)(table->delay * engine->config.rate);
      table->next = current->tables->rt.later;
      current->tables->rt.later = table;
    } else {
      csn_table_install(current, table);
    }
  } // Else its program has gone, and all its tables with it
}

void
csn_tables_due_rt(CsnInstance* instance, int64_t end)
{
  CsnTable** link = &instance->tables->rt.later;
  while (*link) {
    CsnTable* const table = *link;
    if (table->due < end) {
      *link = table->next;
      csn_table_install(instance, table);
    } else {
      link = &table->next;
    }
  }
}

bool
csn_table_send(CsnEngine* engine, CsnTable* table)
{
  const Parcel parcel = { table->instance->tables->serial, table };
  return csn_deliver(engine, take, &parcel, sizeof(parcel));
}

bool
csn_table_remove_rt(CsnEngine* engine, CsnInstance* instance, uint32_t number)
{
  uint32_t length = 0;
  FUNC** const list = list_of(instance, &length);
  CsnTable* const table =
    number < CSN_N_TABLES ? instance->tables->rt.at[number] : NULL;
  if (!table) {
    return false;
  }
  if (number < length && list[number] == table->func) {
    list[number] = NULL;
  } else {
    table->func = NULL; // Csound has freed it
    table->numbers = NULL;
  }
  instance->tables->rt.at[number] = NULL;
  // Its number is free at once, its memory when no note uses it any more
  table->forget = !csn_discard_rt(engine, table->forget_it, table);
  spend(instance, table);
  return true;
}

void
csn_tables_survey(CsnInstance* instance)
{
  uint32_t length = 0;
  FUNC** const list = list_of(instance, &length);
  CsnTables* const tables = instance->tables;
  for (uint32_t i = 0; i < CSN_N_TABLES; i += 64U) {
    uint64_t word = 0;
    for (uint32_t k = i; k < i + 64U && k < CSN_N_TABLES && k < length; ++k) {
      const CsnTable* const made = tables->rt.at[k];
      // Csound leaves the place of number 0 as it is
      if (k && list[k] && (!made || made->func != list[k])) {
        word |= (uint64_t)1 << (k - i);
      }
    }
    atomic_store_explicit(&tables->own[i / 64U], word, memory_order_relaxed);
  }
}

/* When the oldest note has begun.  Csound puts a note on the nearest k-cycle,
   so its p2 may be half of one too late. */
CSN_AUDIO static double
oldest_note(const CsnInstance* instance)
{
  double oldest = 1e300;
  for (const INSDS* ip = csn_notes_first_active(instance); ip;
       ip = ip->nxtact) {
    if (ip->tieflag) {
      return -1e300; // A tied note is older than its p2
    }
    const double began = ip->p2.value - instance->ksmps / instance->rate;
    oldest = began < oldest ? began : oldest;
  }
  return oldest;
}

void
csn_tables_collect_rt(CsnEngine* engine)
{
  CsnInstance* const current = engine->rt.current;
  CsnTable** link = current ? &current->tables->rt.spent : NULL;
  if (!link || !*link) {
    return;
  }
  const double oldest = oldest_note(current);
  while (*link) {
    CsnTable* const table = *link;
    if (table->spent_at > oldest) {
      link = &table->next;
    } else {
      CsnTable* const next = table->next; // The worker may free it at once
      if (!csn_discard_rt(engine, table->dispose, table)) {
        return;
      }
      *link = next;
    }
  }
}

void
csn_tables_carry_rt(const CsnInstance* from, CsnInstance* to)
{
  uint32_t n_old = 0;
  uint32_t n_new = 0;
  FUNC** const old = list_of(from, &n_old);
  FUNC** const new = list_of(to, &n_new);
  const bool same_unit =
    !(from->zero_dbfs < to->zero_dbfs) && !(from->zero_dbfs > to->zero_dbfs);
  size_t left = (size_t)4U * CSN_TABLE_CARRIED;
  for (uint32_t i = 0; i < CSN_N_TABLES && i < n_old && i < n_new; ++i) {
    const CsnTable* const a = from->tables->rt.at[i];
    const CsnTable* const b = to->tables->rt.at[i];
    if (!a || !b || a->func != old[i] || b->func != new[i] ||
        a->generation != b->generation || a->func->flen != b->func->flen) {
      continue;
    }
    FUNC* const was = old[i];
    FUNC* const is = new[i];
    if (same_unit && was->flen <= CSN_TABLE_CARRIED && was->flen <= left) {
      memcpy(is->ftable, was->ftable, (was->flen + 1U) * sizeof(MYFLT));
      left -= was->flen;
    }
    is->nchanls = was->nchanls;
    is->flenfrms = was->flenfrms;
    is->soundend = was->soundend;
    is->end1 = was->end1;
    is->cvtbas = was->cvtbas;
    is->gen01args.sample_rate = was->gen01args.sample_rate;
  }
}
