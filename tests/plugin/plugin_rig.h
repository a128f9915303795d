// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/**
   @file plugin_rig.h
   A small LV2 host for tests (layer: tests). One rig is one plugin instance
   with its ports, a worker of the wanted kind, and what it has told since the
   last block. It asserts nothing; the tests do.
*/

#ifndef CSN_TESTS_PLUGIN_RIG_H
#define CSN_TESTS_PLUGIN_RIG_H

#include "ports.h"
#include "uris.h"

#include <lv2/core/lv2.h>
#include <lv2/log/log.h>
#include <lv2/state/state.h>
#include <lv2/worker/worker.h>

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  csn_rig_max_frames = 32768,
  csn_rig_max_messages = 256,
  csn_rig_text_size = 2048,
  csn_rig_max_values = 32,
  csn_rig_atoms_size = 1 << 20,
  csn_rig_frames = 256 // of a usual block
};

/** Which of the plugins. */
typedef enum {
  CSN_RIG_INSTRUMENT,
  CSN_RIG_EFFECT,
  CSN_RIG_MULTI,
  CSN_RIG_N_KINDS
} CsnRigKind;

/** How the host does a plugin's work. */
typedef enum {
  CSN_RIG_AT_ONCE,   ///< work() inside of schedule_work(), as in an export
  CSN_RIG_NO_WORKER, ///< no such feature
  CSN_RIG_LATER,     ///< when csn_rig_work() is called
  CSN_RIG_THREAD     ///< a thread of its own
} CsnRigWorker;

/** What the plugin told. */
typedef enum {
  CSN_TOLD_ACK,
  CSN_TOLD_ERROR, ///< patch:Error
  CSN_TOLD_SET,
  CSN_TOLD_CHANGED, ///< state:StateChanged
  CSN_TOLD_MIDI,
  CSN_TOLD_OTHER
} CsnToldType;

typedef struct {
  CsnToldType type;
  int64_t frame;     ///< in its block
  uint64_t block;    ///< in which it came, from 0
  int32_t number;    ///< patch:sequenceNumber, 0: none
  LV2_URID property; ///< of a patch:Set
  bool has_value;
  double value; ///< ns#result, or a patch:Set of a Bool
  unsigned n_values;
  double values[csn_rig_max_values]; ///< ns#result: a number or a vector
  char text[csn_rig_text_size];
} CsnTold;

/** What a rig is to be like; zeros are the defaults. */
typedef struct {
  CsnRigKind kind;
  CsnRigWorker worker;
  double rate;                     ///< 48000
  int32_t min_block;               ///< 0: not told
  int32_t max_block;               ///< 0: not told
  const LV2_Feature* const* extra; ///< more features, before the usual
  bool no_map;                     ///< leave urid:map out
} CsnRigSetup;

typedef struct {
  CsnRigSetup setup;
  const LV2_Descriptor* descriptor;
  LV2_Handle handle; ///< null: it refused
  const LV2_Worker_Interface* work;
  const LV2_State_Interface* state;
  uint32_t n_in;
  uint32_t n_out;
  CsnUris uris;

  // Ports
  float* in[CSN_MAX_CHANNELS];
  float* out[CSN_MAX_CHANNELS];
  float ctl[CSN_MAX_CONTROLS];
  float enabled;
  float freewheel;
  float latency;
  uint8_t* atoms_in; ///< 4 mod 8, as in Ardour and jalv
  uint8_t* atoms_out;
  uint32_t out_size; ///< what the host leaves in notify's atom.size
  uint32_t out_type; ///< and in its type; 0: atom:Chunk

  // What it told since csn_rig_forget()
  CsnTold* told;
  unsigned n_told;
  bool bad_output; ///< notify was no sound sequence in some block
  uint64_t n_blocks;

  LV2_Log_Log log;
  char log_text[csn_rig_text_size]; ///< the last that was logged

  // Worker
  LV2_Worker_Schedule schedule;
  pthread_t thread;
  sem_t wanted;
  atomic_bool quit;
  atomic_bool full;      ///< refuse work
  atomic_uint n_pending; ///< of CSN_RIG_LATER
  atomic_uint n_worked;
  atomic_uint n_refused;
} CsnRig;

/** Instantiates, connects, activates. Null: there is no memory. */
CsnRig*
csn_rig_new(const CsnRigSetup* setup);

/** A default rig of a kind. */
CsnRig*
csn_rig_of(CsnRigKind kind);

/** Deactivates and cleans up; null is legal. */
void
csn_rig_free(CsnRig* rig);

/** The number of a URI; the same in all rigs. Thread: any. */
LV2_URID
csn_rig_map(const char* uri);

/** The feature urid:map of the rigs. */
LV2_URID_Map*
csn_rig_mapper(void);

/** Connects all ports to the rig's own buffers. */
void
csn_rig_connect(CsnRig* rig);

/** Does the pending work of CSN_RIG_LATER. */
void
csn_rig_work(CsnRig* rig);

/** Runs one block with what was put in, and takes what it tells. */
void
csn_rig_run(CsnRig* rig, uint32_t n_frames);

/** Runs blocks until something is told for `number`; null: never. */
const CsnTold*
csn_rig_await(CsnRig* rig, int32_t number);

/** Forgets what was told. */
void
csn_rig_forget(CsnRig* rig);

/** How often it told this for `number`. */
unsigned
csn_rig_count(const CsnRig* rig, CsnToldType type, int32_t number);

/** The last patch:Set of a property; null: none. */
const CsnTold*
csn_rig_last(const CsnRig* rig, LV2_URID property);

/** Loads a program and runs a block of no frames; false: it was refused. */
bool
csn_rig_load(CsnRig* rig, const char* text);

/** Sends a line of `call` with a number, and awaits the answer. */
const CsnTold*
csn_rig_call(CsnRig* rig, const char* line, int32_t number);

// Input of the coming block (plugin_rig_atoms.c)

/** Puts an event in; its body is copied. */
void
csn_rig_put(CsnRig* rig,
            int64_t frame,
            LV2_URID type,
            const void* body,
            uint32_t size);

/** Puts a MIDI event in. */
void
csn_rig_midi(CsnRig* rig, int64_t frame, const uint8_t* bytes, uint32_t size);

/** Puts a patch:Set of a text in; number 0: without one. */
void
csn_rig_set(CsnRig* rig,
            int64_t frame,
            LV2_URID property,
            const char* text,
            int32_t number);

/** Empties the input. Done by csn_rig_run(). */
void
csn_rig_clear(CsnRig* rig);

/** Makes notify as a host leaves it before run(). */
void
csn_rig_prepare_output(CsnRig* rig);

/** Takes what the plugin told in a block. */
void
csn_rig_take_output(CsnRig* rig, uint32_t n_frames);

// State (plugin_rig_state.c)

enum { csn_saved_max = 16 };

/** A saved state: keys and values in the order in which they were stored. */
typedef struct {
  unsigned n;
  struct {
    LV2_URID key;
    LV2_URID type;
    uint32_t flags;
    size_t size;
    uint8_t* body;
  } item[csn_saved_max];
} CsnSaved;

/** Saves; the result is freed with csn_saved_clear(). */
LV2_State_Status
csn_rig_save(CsnRig* rig, CsnSaved* saved);

/** Restores, with as few features as Ardour gives. */
LV2_State_Status
csn_rig_restore(CsnRig* rig, const CsnSaved* saved);

void
csn_saved_clear(CsnSaved* saved);

/** A copy of all of it. */
void
csn_saved_copy(CsnSaved* to, const CsnSaved* from);

bool
csn_saved_equal(const CsnSaved* a, const CsnSaved* b);

/** The place of a key; csn_saved_max: not there. */
unsigned
csn_saved_find(const CsnSaved* saved, LV2_URID key);

#endif // CSN_TESTS_PLUGIN_RIG_H
