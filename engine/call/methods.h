// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Methods: the one table of what an engine can be told to do.  The line
  parser, the C functions, the plugin's message port and the manual all go by
  it.
*/

#ifndef CSN_ENGINE_METHODS_H
#define CSN_ENGINE_METHODS_H

#include "base/attributes.h"
#include "csonance.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSN_MAX_PARAMS 12U

/** Numbers of the methods, which are their places in the table. */
typedef enum {
  CSN_METHOD_A4,
  CSN_METHOD_ACTIVE_ENGINES,
  CSN_METHOD_ASSIGN_BUS,
  CSN_METHOD_AUTOMATE_BUS,
  CSN_METHOD_AUTOMATE_CHANNEL,
  CSN_METHOD_AUTOMATEP,
  CSN_METHOD_AUTOMATE_TABLE,
  CSN_METHOD_AUTOSYNC,
  CSN_METHOD_BACKEND,
  CSN_METHOD_BLOCK_SIZE,
  CSN_METHOD_BUFFER_LATENCY,
  CSN_METHOD_BUFFER_SIZE,
  CSN_METHOD_BUS_SYSTEM_STATUS,
  CSN_METHOD_CALL_LATER,
  CSN_METHOD_CHANNEL_POINTER,
  CSN_METHOD_COMMANDLINE_OPTIONS,
  CSN_METHOD_COMPILE,
  CSN_METHOD_COMPILE_FILE,
  CSN_METHOD_CONTROL_LATENCY,
  CSN_METHOD_CSOUND,
  CSN_METHOD_DEFINED_STRINGS,
  CSN_METHOD_DEF_INSTR,
  CSN_METHOD_ELAPSED_TIME,
  CSN_METHOD_EVAL_CODE,
  CSN_METHOD_EVENT,
  CSN_METHOD_EVENT_UI,
  CSN_METHOD_EXTRA_LATENCY,
  CSN_METHOD_EXTRA_OPTIONS,
  CSN_METHOD_FILL_TABLE,
  CSN_METHOD_FREE_TABLE,
  CSN_METHOD_GET_CONTROL_CHANNEL,
  CSN_METHOD_GET_ENGINE,
  CSN_METHOD_GETP,
  CSN_METHOD_GET_STRING_CHANNEL,
  CSN_METHOD_GET_TABLE_DATA,
  CSN_METHOD_GET_UNIQUE_INSTR_INSTANCE,
  CSN_METHOD_GLOBAL_CODE,
  CSN_METHOD_GUARD,
  CSN_METHOD_HAS_BUS_SUPPORT,
  CSN_METHOD_INCLUDE_FILE,
  CSN_METHOD_INCLUDES,
  CSN_METHOD_INDEV,
  CSN_METHOD_INDEV_NAME,
  CSN_METHOD_INIT_CHANNEL,
  CSN_METHOD_IS_CLOCK_LOCKED,
  CSN_METHOD_KSMPS,
  CSN_METHOD_LOAD,
  CSN_METHOD_LOAD_FILE,
  CSN_METHOD_LOCK_CLOCK,
  CSN_METHOD_LOCKED_CLOCK,
  CSN_METHOD_MAKE_EMPTY_TABLE,
  CSN_METHOD_MAKE_TABLE,
  CSN_METHOD_MAP_CONTROL,
  CSN_METHOD_MIDI_BACKEND,
  CSN_METHOD_MIDIIN,
  CSN_METHOD_NAME,
  CSN_METHOD_NCHNLS,
  CSN_METHOD_NCHNLS_I,
  CSN_METHOD_NEEDS_SYNC,
  CSN_METHOD_NUM_AUDIO_BUSES,
  CSN_METHOD_NUM_BUFFERS,
  CSN_METHOD_NUM_CONTROL_BUSES,
  CSN_METHOD_NUMTHREADS,
  CSN_METHOD_ONECYCLE,
  CSN_METHOD_OSCSERVER,
  CSN_METHOD_OUTDEV,
  CSN_METHOD_OUTDEV_NAME,
  CSN_METHOD_PLAY_SAMPLE,
  CSN_METHOD_PLAY_SOUND_FROM_DISK,
  CSN_METHOD_PLOT_TABLE,
  CSN_METHOD_PLOT_TABLE_SPECTROGRAM,
  CSN_METHOD_POP_LOCK,
  CSN_METHOD_PREPARE_SCHED,
  CSN_METHOD_PUSH_LOCK,
  CSN_METHOD_QUERY_NAMED_INSTR,
  CSN_METHOD_READ_BUS,
  CSN_METHOD_READ_SOUNDFILE,
  CSN_METHOD_REAL_ELAPSED_TIME,
  CSN_METHOD_REGISTER_OUTVALUE_CALLBACK,
  CSN_METHOD_RELEASE_BUS,
  CSN_METHOD_RESERVED_INSTR_RANGES,
  CSN_METHOD_RESERVE_INSTR_RANGE,
  CSN_METHOD_RESTART,
  CSN_METHOD_SCHED,
  CSN_METHOD_SCHED_SYNC,
  CSN_METHOD_SESSION,
  CSN_METHOD_SET_CHANNEL,
  CSN_METHOD_SETP,
  CSN_METHOD_SET_TABLE_METADATA,
  CSN_METHOD_SOUNDFONT_PLAY,
  CSN_METHOD_SOUNDFONT_PREPARE_PRESET,
  CSN_METHOD_SR,
  CSN_METHOD_START_ENGINE,
  CSN_METHOD_STARTED,
  CSN_METHOD_STATUS,
  CSN_METHOD_STOP,
  CSN_METHOD_STR_GET,
  CSN_METHOD_STR_SET,
  CSN_METHOD_SYNC,
  CSN_METHOD_TABLE_EXISTS,
  CSN_METHOD_TABLE_INFO,
  CSN_METHOD_TABLE_WRITE,
  CSN_METHOD_TEST_AUDIO,
  CSN_METHOD_UDP_PORT,
  CSN_METHOD_UDP_SEND_ORC,
  CSN_METHOD_UDP_SEND_SCORELINE,
  CSN_METHOD_UDPSERVER,
  CSN_METHOD_UDP_SET_CHANNEL,
  CSN_METHOD_UNSCHED,
  CSN_METHOD_UNSCHED_ALL,
  CSN_METHOD_UNSCHED_FUTURE,
  CSN_METHOD_USER_INSTRUMENTS_RANGE,
  CSN_METHOD_WRITE_BUS,
  CSN_N_METHODS,

  // Between the engine's own parts
  CSN_METHOD_LINE = CSN_N_METHODS, ///< A method line, not yet parsed
  CSN_METHOD_NONE,                 ///< A note that was taken back
  CSN_METHOD_START,                ///< A `sched` whose time has come
  CSN_METHOD_START_AUTOMATION,     ///< The same of an automation
  CSN_METHOD_REVIVE,               ///< A lost program is to be built anew
  CSN_METHOD_SYNC_TIMEOUT,         ///< The wait of a `schedSync` is over
  CSN_METHOD_TELL                  ///< A sentence for door 0, and its type
} CsnMethodId;

/** What an argument may be. */
typedef enum {
  CSN_PARAM_NUMBER,
  CSN_PARAM_TEXT,
  CSN_PARAM_INSTR, ///< Number or name of an instrument
  CSN_PARAM_VALUE, ///< Number or text
  CSN_PARAM_FIELD  ///< The same, or NAME=VALUE; the last parameter, repeated
} CsnParamType;

/** How it is given. */
typedef enum {
  CSN_PARAM_REQUIRED, ///< By its place
  CSN_PARAM_OPTIONAL, ///< By its place, or as name=value
  CSN_PARAM_NAMED,    ///< As name=value only
  CSN_PARAM_REPEATED  ///< All that is left; the last of the parameters
} CsnParamKind;

typedef struct {
  const char* name; ///< Null ends the list
  CsnParamType type;
  CsnParamKind kind;
  double fallback;
} CsnParam;

/** A call that is being carried out on the audio thread. */
typedef struct CsnCall CsnCall;

/** A call that is being carried out by the worker. */
typedef struct CsnJob CsnJob;

typedef struct {
  const char* name;
  CsnStatus (*run)(CsnCall* call); ///< On the audio thread …
  CsnStatus (*work)(CsnJob* job);  ///< … or else by the worker; both: what is
                                   ///  too large for the audio thread
  const char* help;                ///< One line
  CsnParam params[CSN_MAX_PARAMS];
} CsnMethod;

/** The methods from m to z, which methods_m_z.c has. */
#define CSN_FIRST_M_Z CSN_METHOD_MAKE_EMPTY_TABLE
extern const CsnMethod csn_methods_m_z[];

/* A method that tells one thing of the engine. */
#define CSN_ATTRIBUTE(name, help)                     \
  {                                                   \
    name, NULL, csn_job_attribute, help,              \
    {                                                 \
      {                                               \
        NULL, CSN_PARAM_NUMBER, CSN_PARAM_REQUIRED, 0 \
      }                                               \
    }                                                 \
  }

/** Returns a method by its number, which is less than CSN_N_METHODS. */
const CsnMethod*
csn_method(uint32_t id);

/** Returns a method's number, or CSN_N_METHODS. */
uint32_t
csn_method_find(const char* name, size_t length);

/** Returns the parameter that `name=value` may name: one that has a default
    and is no list; null: there is none.  @thread any @rt bounded */
const CsnParam*
csn_method_named(const CsnMethod* method, const char* name, size_t length);

/** Says that there is no method of this name, and which one may be meant: a
    text that holds for good.  @thread any @rt bounded */
const char*
csn_method_unknown(const char* name, size_t length);

/** Makes these texts, once. @thread control */
void
csn_method_begin_unknown(void);

#endif
