// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Table, the worker's side: tables are made whole, in memory of the Csound that
  is to have them, and freed when nobody uses them any more.
*/

#include "table.h"

#include "csound6/csound6.h"
#include "engine.h"
#include "sound/stream.h"
#include "soundfile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define N_PIECE ((size_t)1 << 18) ///< Frames of a file between two looks

/* Csound ends its process, or jumps, where it finds no memory; so we look
   first. */
static void*
take_memory(CSOUND* csound, size_t size)
{
  void* const test = malloc(size);
  free(test);
  return test ? csound->Malloc(csound, size) : NULL;
}

/* Csound frees under a lock that the audio thread may spin on.  Large memory
   goes back to the system before that. */
static void
give_memory(CSOUND* csound, void* memory, size_t size)
{
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const size_t begin = ((uintptr_t)memory + page) & ~(page - 1U);
  const size_t end = ((uintptr_t)memory + size) & ~(page - 1U);
  if (memory && end > begin + 16U * page) {
    (void)madvise((char*)memory + (begin - (uintptr_t)memory),
                  end - begin,
                  MADV_DONTNEED);
  }
  if (memory) {
    csound->Free(csound, memory);
  }
}

// One table

static CsnTable*
new_table(CsnEngine* engine, CsnInstance* instance, const CsnTableSpec* spec)
{
  CsnTable* const table = (CsnTable*)calloc(1, sizeof(CsnTable));
  if (table) {
    CsnTables* const tables = instance->tables;
    table->engine = engine;
    table->instance = instance;
    table->number = spec->number;
    table->generation = spec->generation;
    table->forget_it = csn_table_forget;
    table->dispose = csn_table_dispose;
    table->after = tables->all;
    if (tables->all) {
      tables->all->before = table;
    }
    tables->all = table;
  }
  return table;
}

/* A long file takes a while, in which sounds that play from disk read on. */
static void
read_all(CsnEngine* engine,
         CsnSoundfile* sound,
         const CsnTableSpec* spec,
         double factor,
         MYFLT* to)
{
  const size_t n_frames = spec->size / spec->n_channels;
  for (size_t at = 0; at < n_frames; at += N_PIECE) {
    const size_t left = n_frames - at;
    csn_soundfile_read(sound,
                       to + at * spec->n_channels,
                       left < N_PIECE ? left : N_PIECE,
                       factor);
    csn_streams_fill(engine->streams);
  }
}

static CsnStatus
fill(CsnEngine* engine,
     CsnInstance* instance,
     const CsnTableSpec* spec,
     CsnTableLoops* loops,
     MYFLT* to)
{
  if (spec->content) {
    memcpy(to, spec->content, spec->size * sizeof(MYFLT));
  } else if (!spec->path) {
    memset(to, 0, spec->size * sizeof(MYFLT));
  } else {
    const CsnProgram* const program = engine->bg.program;
    CsnSoundfile sound;
    const CsnStatus st = csn_soundfile_open(&sound,
                                            spec->path,
                                            program ? program->folder : NULL,
                                            spec->skip,
                                            spec->channel,
                                            engine->bg.list);
    if (st) {
      return st;
    }
    *loops = sound.loops;
    read_all(engine, &sound, spec, csoundGet0dBFS(instance->csound), to);
    csn_soundfile_close(&sound);
  }
  to[spec->size] = to[0]; // The guard points
  to[spec->size + 1U] = spec->size > 1U ? to[1] : to[0];
  return CSN_OK;
}

CsnTable*
csn_table_make(CsnEngine* engine,
               CsnInstance* instance,
               const CsnTableSpec* spec)
{
  CSOUND* const csound = instance->csound;
  const size_t size = (spec->size + 2U) * sizeof(MYFLT);
  CsnTableLoops loops;
  CsnTable* const table = new_table(engine, instance, spec);
  if (!table) {
    return NULL;
  }
  memset(&loops, 0, sizeof(loops));
  table->numbers = (MYFLT*)take_memory(csound, size);
  table->n_bytes = size;
  FUNC* const func = (FUNC*)take_memory(csound, sizeof(FUNC));
  if (!table->numbers || !func ||
      fill(engine, instance, spec, &loops, table->numbers)) {
    if (func) {
      csound->Free(csound, func);
    }
    csn_table_dispose(table);
    return NULL;
  }
  memset(func, 0, sizeof(FUNC));
  table->func = func;
  csn_table_describe(table->func, spec, &loops, csoundGetSr(csound));
  if (spec->path) {
    (void)strncpy(table->func->gen01args.strarg, spec->path, SSTRSIZ - 1U);
  }
  table->func->ftable = table->numbers;
  return table;
}

void
csn_table_forget(void* thing)
{
  const CsnTable* const table = (const CsnTable*)thing;
  CsnTableBook* const book = table->engine->bg.tables;
  CsnTableSpec* const spec = book->specs[table->number];
  if (spec && spec->generation == table->generation) {
    csn_table_spec_free(spec);
    book->specs[table->number] = NULL;
  }
}

void
csn_table_dispose(void* thing)
{
  CsnTable* const table = (CsnTable*)thing;
  CSOUND* const csound = table->instance->csound;
  if (table->forget) {
    csn_table_forget(table);
  }
  if (table->func) {
    give_memory(csound,
                table->func->ftable,
                (table->func->flen + 1U) * sizeof(MYFLT));
    csound->Free(csound, table->func);
  } else {
    give_memory(csound, table->numbers, table->n_bytes);
  }
  if (table->before) {
    table->before->after = table->after;
  } else {
    table->instance->tables->all = table->after;
  }
  if (table->after) {
    table->after->before = table->before;
  }
  free(table);
}

// All of an instance

/* Lets Csound's list be long enough for every number, so that the audio thread
   never has to make it longer. */
static bool
make_room(CSOUND* csound)
{
  FUNC* func = NULL;
  EVTBLK* const event = (EVTBLK*)calloc(1, sizeof(EVTBLK));
  if (!event) {
    return false;
  }
  event->opcod = 'f';
  event->pcnt = 5;
  event->p[1] = CSN_N_TABLES - 1U;
  event->p[3] = -1;
  event->p[4] = -2;
  const int st = csound->hfgens(csound, &func, event, 0);
  free(event);
  return !st && !csound->FTDelete(csound, (int)CSN_N_TABLES - 1);
}

CsnStatus
csn_tables_build(CsnEngine* engine, CsnInstance* instance)
{
  static atomic_ullong serial;
  CsnTables* const tables = (CsnTables*)calloc(1, sizeof(CsnTables));
  instance->tables = tables;
  if (!tables) {
    return CSN_ERR_NO_MEMORY;
  }
  tables->serial = atomic_fetch_add(&serial, 1U) + 1U;
  if (!csn_csound_layout()->tables_known || !make_room(instance->csound)) {
    return CSN_OK; // Then there are only the program's own
  }
  tables->can_make = true;
  const CsnTableSpec* spec = NULL;
  for (uint32_t i = 0; (spec = csn_table_book_next(engine->bg.tables, i));
       i = spec->number) {
    CsnTable* const table = csn_table_make(engine, instance, spec);
    if (table) {
      csn_table_install(instance, table);
    }
  }
  return CSN_OK;
}

void
csn_tables_free(CsnTables* tables)
{
  while (tables && tables->all) {
    CsnTable* const table = tables->all;
    tables->all = table->after;
    free(table); // Csound itself has freed the rest
  }
  free(tables);
}

bool
csn_tables_is_own(const CsnInstance* instance, uint32_t number)
{
  const uint64_t word =
    atomic_load_explicit(&instance->tables->own[number / 64U],
                         memory_order_relaxed);
  return word >> (number % 64U) & 1U;
}
