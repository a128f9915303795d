// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Instance: one Csound that has been built and started, with all that the
  audio thread needs to play it.  It is made by a worker, moved to the audio
  thread, and moved back to be freed.
*/

#ifndef CSN_ENGINE_INSTANCE_H
#define CSN_ENGINE_INSTANCE_H

#include "automation/automation.h"
#include "base/attributes.h"
#include "bus/bus.h"
#include "channel/controls.h"
#include "channel/transport.h"
#include "csonance.h"
#include "csound6/watch.h"
#include "diagnose/diagnose.h"
#include "note/midi.h"
#include "note/notes.h"
#include "program/csd.h"
#include "program/program.h"
#include "session/fields_map.h"
#include "table/table.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <stdbool.h>
#include <stdint.h>

/** Receives what Csound says, in pieces of text; called on any thread. */
typedef void (*CsnMessageFunc)(void* data, CsnInstance* from, const char* text);

/** How an instance is to be built. */
typedef struct {
  double rate;
  uint32_t fixed_block; ///< 0: none promised
  CsnKsmpsMode ksmps_mode;
  uint32_t ksmps_number;
  CsnMessageFunc message; ///< For what Csound says once it plays
  void* message_data;
  CsnBusBank* bank;                 ///< Of the buses that all programs share
  const struct CsnStrings* strings; ///< That all programs share; may be null
  struct CsnSession* session;       ///< Likewise
  CsnEngine* engine;                ///< Whose tables it is to have
  struct CsnSyncs* syncs;           ///< Where sendsync answers; may be null
  CsnBuilding* building; ///< Tells a watcher what is being built; or null
  bool without_score;
} CsnBuild;

struct CsnInstance {
  CSOUND* csound;
  int (*perform)(CSOUND*); ///< Without Csound's lock
  MYFLT* spin;             ///< Interleaved, in 0dbfs units
  MYFLT* spout;
  CsnEngine* engine; ///< That plays it
  double rate;
  double zero_dbfs;
  uint32_t ksmps;
  uint32_t nchnls;
  uint32_t nchnls_i;
  bool aligned; ///< ksmps divides the promised block
  CsnProgram* program;
  char options[1024];   ///< That Csound has got; what does not fit is left out
  CsnHeader header;     ///< As far as named p-fields want to know it
  CsnFieldsMap* fields; ///< Named p-fields of its instruments
  CsnNotes* notes;
  CsnBuses* buses;
  atomic_bool has_builtins; ///< builtin.h
  CsnTables* tables;        ///< That messages have made
  CsnMidi midi;
  CsnControlMap* map; ///< Controls as this program wants them
  CsnChannels channels;
  CsnTransportChannels transport;
  uint64_t serial; ///< Counts the engine's instances from 1 on
  CsnMessageFunc message;
  void* message_data;

  bool building; ///< What Csound says goes to `diagnose`

  /** Finds the lines of its errors; only the worker, once it plays. */
  CsnDiagnose* diagnose;

  /** Only the thread that plays it. */
  struct {
    bool buffered;        ///< Input and output one k-cycle apart
    uint32_t fill;        ///< Frames gathered for the coming k-cycle
    int64_t n_cycles;     ///< Performed
    bool ended;           ///< Its score has ended
    CsnWatchState broken; ///< Notes were broken off in this k-cycle
    bool looking;         ///< For a name that may not be there
    bool lost;            ///< Nothing comes from it any more
    INSDS keep_alive; ///< Stands for a note that never ends, after the score
    CsnAutomations* automations; ///< Of the engine; null: not for this one
    uint32_t n_errors;           ///< k-cycles that failed, for the log
  } rt;

  CsnWatch watch;
  CsnInstance* next; ///< In the list of retired instances
};

/**
   Builds and starts an instance.

   @param instance  Set on success, otherwise left alone.
   @param old_map   Map of the running program, whose names keep their slots;
                    may be null.
   @param list      Receives errors and warnings.
   @thread worker, control
   @owner takes a reference on the program
*/
CsnStatus
csn_instance_new(CsnInstance** instance,
                 CsnProgram* program,
                 const CsnBuild* how,
                 const CsnControlMap* old_map,
                 CsnDiagnosticList* list) CSN_NOT_AUDIO;

/**
   Compiles text into a Csound, with the heads of its instruments expanded.

   @param fields   Takes their p-fields; may be null.
   @return As csoundCompileOrc(); -1: a head is wrong, or no memory.
*/
int
csn_instance_compile(CSOUND* csound,
                     const char* text,
                     const CsnHeader* header,
                     CsnFieldsMap* fields) CSN_NOT_AUDIO;

/** Tells its Csound all options, before anything is compiled. */
void
csn_instance_set_options(CsnInstance* instance,
                         const CsnCsdHeader* header,
                         const CsnBuild* how) CSN_NOT_AUDIO;

/** Lets a Csound look for includes and sound files in a folder; or null. */
void
csn_instance_set_folder(CSOUND* csound, const char* folder) CSN_NOT_AUDIO;

/** Ends what a watcher has broken off; see watch.h. */
void
csn_instance_settle_rt(CsnInstance* instance) CSN_AUDIO;

/** Frees an instance that no thread plays; null is legal. */
void
csn_instance_free(CsnInstance* instance) CSN_NOT_AUDIO;

#endif
