// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Table: the tables that messages make.  Engine layer.

  A book, under bg.mutex, knows what each of them is made of, so that every
  program that is built later has them, too.  In a running Csound the worker
  makes a table whole, and the audio thread only puts it into Csound's list.
  What it replaces is kept until all notes are gone that may still use it.
*/

#ifndef CSN_ENGINE_TABLE_H
#define CSN_ENGINE_TABLE_H

#include "base/attributes.h"
#include "csonance.h"
#include "worker/delivery.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_N_TABLES 10000U ///< A table made by a message has a number below
#define CSN_TABLE_POOL 300U ///< First number that is given by itself …
#define CSN_TABLE_POOL_END 2300U        ///< … and the first that is not
#define CSN_TABLE_MAX ((size_t)1 << 28) ///< Numbers in a table
#define CSN_TABLE_ANSWERED 4096U ///< Numbers that getTableData returns at once
#define CSN_TABLE_CARRIED 16384U ///< Numbers that a load takes over

typedef struct CsnInstance CsnInstance;

/** Where a sound loops, as its file says. */
typedef struct {
  double base; ///< Its pitch [Hz]; 0: not said
  struct {
    int16_t mode; ///< 0: none, 1: forward, 2: forward and backward
    int32_t begin;
    int32_t end;
  } loops[2]; ///< While the note sustains, and in its release
} CsnTableLoops;

/** What a table is made of. */
typedef struct {
  uint32_t number;
  uint32_t n_channels;
  double sr;       ///< 0: it is not a sound
  size_t size;     ///< Numbers, without the guard point
  double* content; ///< Null: all zero, or else read from the file
  char* path;
  double skip;         ///< Of the file [s]
  uint32_t channel;    ///< Of the file, 1-based; 0: all
  uint64_t generation; ///< Never used twice
} CsnTableSpec;

/** The tables of an engine by their numbers; under bg.mutex. */
typedef struct {
  CsnTableSpec* specs[CSN_N_TABLES];
} CsnTableBook;

/** A table, or the numbers of one, in one Csound. */
typedef struct CsnTable CsnTable;

struct CsnTable {
  CsnEngine* engine;
  CsnInstance* instance;
  FUNC* func;     ///< Null: these are only the numbers of a table
  MYFLT* numbers; ///< … namely these
  size_t n_bytes; ///< Of them
  uint32_t number;
  uint64_t generation;  ///< Of its spec
  CsnDispose forget_it; ///< csn_table_forget()
  CsnDispose dispose;   ///< csn_table_dispose()
  bool forget;          ///< The book is to forget it; freeTable
  double spent_at;      ///< Of the instance's time [s]
  double delay;         ///< Until it is put in [s]
  int64_t due;          ///< That is, before this frame of the engine is over
  CsnTable* next;       ///< In the list of spent or later ones; audio thread
  CsnTable* before;     ///< In the list of all; worker
  CsnTable* after;
};

/** The tables of an instance. */
typedef struct {
  uint64_t serial; ///< Of the instance, never used twice
  bool can_make;   ///< Messages can make tables here

  /** Numbers that the program itself has, one bit each; of some time ago. */
  _Atomic(uint64_t) own[CSN_N_TABLES / 64U + 1U];

  CsnTable* all; ///< Worker

  /** Only the thread that plays it. */
  struct {
    CsnTable* at[CSN_N_TABLES];
    CsnTable* spent;
    CsnTable* later; ///< Until they are due
  } rt;
} CsnTables;

// The book

void
csn_table_book_free(CsnTableBook* book) CSN_NOT_AUDIO;

/** Returns the first table that a message has made with a number greater than
    this, or null. */
const CsnTableSpec*
csn_table_book_next(const CsnTableBook* book, uint32_t number);

/** Takes a spec, which was allocated, in place of one of its number. */
void
csn_table_book_put(CsnTableBook* book, CsnTableSpec* spec) CSN_NOT_AUDIO;

/** Frees a spec that no book has; null is legal. */
void
csn_table_spec_free(CsnTableSpec* spec) CSN_NOT_AUDIO;

// Worker

/** Finds where Csound keeps its list of tables. @thread control */
bool
csn_tables_find(CSOUND* csound, size_t end, size_t* offset) CSN_NOT_AUDIO;

/** Makes room for the tables of an instance that is being built, and puts
    those of the book in. */
CsnStatus
csn_tables_build(CsnEngine* engine, CsnInstance* instance) CSN_NOT_AUDIO;

/** Frees them, after the Csound itself. */
void
csn_tables_free(CsnTables* tables) CSN_NOT_AUDIO;

/** Makes a table for an instance; null: no memory, or the file cannot be read
    (any more), which is told by the list of the engine. */
CsnTable*
csn_table_make(CsnEngine* engine,
               CsnInstance* instance,
               const CsnTableSpec* spec) CSN_NOT_AUDIO;

/** Writes what a table is, but for its numbers. */
void
csn_table_describe(FUNC* func,
                   const CsnTableSpec* spec,
                   const CsnTableLoops* loops,
                   double rate);

/** Whether the program has a table of its own of this number. */
bool
csn_tables_is_own(const CsnInstance* instance, uint32_t number);

/** Returns how many numbers a table has, without a guard point. */
uint32_t
csn_table_size(const FUNC* func);

/** Sends a table to the audio thread. */
bool
csn_table_send(CsnEngine* engine, CsnTable* table) CSN_NOT_AUDIO;

/** Lets the book forget what a table is made of. */
void
csn_table_forget(void* thing) CSN_NOT_AUDIO;

/** Frees a table, or numbers, that nobody uses any more. */
void
csn_table_dispose(void* thing) CSN_NOT_AUDIO;

// Audio

/** Finds a table of whatever origin, or null. */
FUNC*
csn_table_find_rt(const CsnInstance* instance, double number) CSN_AUDIO;

/** Says why a table, or none, cannot be filled with so many numbers; null: it
    can. */
const char*
csn_table_cannot_take(const FUNC* func, size_t n) CSN_AUDIO;

/** Says that there were too many of them; null: there were not. */
const char*
csn_table_left_out(const FUNC* func, size_t n) CSN_AUDIO;

/** Looks which numbers the program has; by whoever plays it, or the worker
    before that. */
void
csn_tables_survey(CsnInstance* instance);

/** Puts a table in, also into an instance that is not played yet. */
void
csn_table_install(CsnInstance* instance, CsnTable* table);

/** Takes a table out of Csound; false: it is the program's own. */
bool
csn_table_remove_rt(CsnEngine* engine,
                    CsnInstance* instance,
                    uint32_t number) CSN_AUDIO;

/** Puts in what is due before a frame. */
void
csn_tables_due_rt(CsnInstance* instance, int64_t end) CSN_AUDIO;

/** Gives back what no note uses any more. */
void
csn_tables_collect_rt(CsnEngine* engine) CSN_AUDIO;

/** Takes what was written into the old program's tables to the new one. */
void
csn_tables_carry_rt(const CsnInstance* from, CsnInstance* to) CSN_AUDIO;

#endif
