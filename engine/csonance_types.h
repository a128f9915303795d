// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, types: what the functions of csonance.h take and give.  Include
  that one.
*/

#ifndef CSN_ENGINE_CSONANCE_TYPES_H
#define CSN_ENGINE_CSONANCE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The library is static: what it offers stays hidden inside a plugin. */
#ifndef CSN_API
#  define CSN_API
#endif

#define CSN_MAX_CHANNELS 8U  ///< Audio channels in, and out, of an engine
#define CSN_MAX_CONTROLS 16U ///< Automatable controls of an engine
#define CSN_N_DOORS 4U       ///< Where replies come out; csn_engine_poll_door()

/** What a function returns: 0 is success. */
typedef enum {
  CSN_OK = 0,
  CSN_ERR_ERROR,       ///< Csound refused, without saying why
  CSN_ERR_NO_MEMORY,   ///< Out of memory
  CSN_ERR_BAD_ARG,     ///< An argument is out of range or of the wrong type
  CSN_ERR_BAD_CALL,    ///< Not now, or not on this thread
  CSN_ERR_FULL,        ///< A queue is full; nothing happened
  CSN_ERR_NOT_FOUND,   ///< No such instrument, note, channel, method or file
  CSN_ERR_BAD_DATA,    ///< Text or bytes that cannot be read
  CSN_ERR_UNSUPPORTED, ///< Cannot be done here
  CSN_ERR_IO,          ///< A file could not be read
  CSN_ERR_COMPILE      ///< Csound refused the code; the reply says where
} CsnStatus;

/** An engine; see the head of this file. */
typedef struct CsnEngine CsnEngine;

/** What an engine asks of its CsnConfig.network; csonance_network.h. */
typedef struct CsnNetworkRequest CsnNetworkRequest;

/** A table to be drawn; see csonance_plot.h. */
typedef struct CsnPlot CsnPlot;

/** What a shell has to tell of its devices: null or 0 where there is none. */
typedef struct {
  const char* backend; ///< E.g. jack
  const char* outdev;
  const char* outdev_name;
  const char* indev;
  const char* indev_name;
  const char* midi_backend;
  const char* midiin;
  uint32_t buffer_size; ///< Frames
  uint32_t num_buffers;
  uint32_t udp_port;
} CsnDevice;

/** What an engine is built for.  Holds for its whole life. */
typedef struct {
  double rate;          ///< Frames a second [Hz], 1 … 768000
  uint32_t max_block;   ///< Longest usual block [frames]; longer ones work too
  uint32_t fixed_block; ///< The one block length [frames], 0: not promised
  uint32_t n_inputs;    ///< Audio channels in, 0 … CSN_MAX_CHANNELS
  uint32_t n_outputs;   ///< Audio channels out, 1 … CSN_MAX_CHANNELS

  /**
     Asks that csn_engine_work() be called soon, once, by a worker.  Called on
     the audio thread (real-time safe, please) or the control thread.  May call
     csn_engine_work() itself, where nobody minds waiting (offline).  Null:
     work is done at once, on the audio thread.
  */
  bool (*schedule)(void* data);
  void* schedule_data; ///< Passed to schedule

  /**
     Does what a method of the network asks for, within the call.  Called by
     the worker.  Null: these methods fail.
  */
  CsnStatus (*network)(void* data, CsnNetworkRequest* request);
  void* network_data; ///< Passed to network

  double extra_latency; ///< Put before what is sent ahead of its time [s]
  bool round_starts;    ///< Notes and calls begin with k-cycles, as in Csound

  /**
     Draws a table into a file.  Called by the worker.  On failure it writes
     one sentence into problem.  Null: there are no plots.
  */
  CsnStatus (*plot)(void* data,
                    const CsnPlot* plot,
                    char* problem,
                    size_t problem_size);
  void* plot_data; ///< Passed to plot

  // Texts are copied, also those of the device
  const char* name;         ///< Of its own; null: engine0, engine1, …
  uint32_t ksmps;           ///< Of each program; 0: as csn_engine_set_ksmps()
  double a4;                ///< [Hz], where a program has none; 0: 440
  const char* globalcode;   ///< Compiled before each program's own code
  const char* includes;     ///< Files before that, a path each line
  const char* options;      ///< As in <CsOptions>, for each program
  bool quiet;               ///< What Csound says is not told
  bool autosync;            ///< Notes wait until the worker has no work
  uint32_t numthreads;      ///< 0 or 1: Csound plays in the audio thread alone
  bool no_buses;            ///< assignBus and busassign fail
  bool no_audio_buses;      ///< Only those of audio fail
  bool no_control_buses;    ///< Only those of numbers fail
  uint32_t n_audio_buses;   ///< At most; 0: as many as there are
  uint32_t n_control_buses; ///< At most; 0: as many as there are
  CsnDevice device;
} CsnConfig;

/** How the k-cycle follows the host's block; see csn_engine_set_ksmps(). */
typedef enum {
  CSN_KSMPS_FIT,   ///< Align to a promised block length; latency is then 0
  CSN_KSMPS_EXACT, ///< As the program says; latency is ksmps frames
  CSN_KSMPS_NUMBER ///< As the user says
} CsnKsmpsMode;

/** Where a program's text came from. */
typedef struct {
  const char* text;  ///< .csd, .orc or orchestra text; need not end in a zero
  size_t length;     ///< Bytes
  const char* path;  ///< File that errors name, and whose folder #include and
                     ///  sound files are looked for in; null: none
  const char* added; ///< What was compiled into it since, as
                     ///  csn_engine_program() gives it; may be null
} CsnSource;

/** What a reply is about. */
typedef enum {
  CSN_REPLY_DONE,     ///< A request was carried out; maybe with a value
  CSN_REPLY_FAILED,   ///< A request failed; `text` says why
  CSN_REPLY_ERROR,    ///< The program went wrong; lines FILE:LINE:COLUMN: …
  CSN_REPLY_LOG,      ///< Csound said something
  CSN_REPLY_LOADED,   ///< A call has loaded a program; `text` is its file
  CSN_REPLY_CONTROLS, ///< The controls changed; one line a control, see below
  CSN_REPLY_ENDED,    ///< The score has ended, at output frame `frame`
  CSN_REPLY_STATUS,   ///< How the engine is; `text` has key=value words
  CSN_REPLY_OUTVALUE  ///< outvalue: `value` was sent to the channel `text`
} CsnReplyType;

/** An answer, or news that nobody asked for. */
typedef struct {
  CsnReplyType type;
  CsnStatus status;
  uint32_t request; ///< Number of the request; 0: unasked
  uint32_t door;    ///< Where it comes out; 0 for what is unasked
  bool has_value;
  double value;         ///< E.g. the p1 of a `sched`; the first of `values`
  uint32_t n_values;    ///< 0, 1 or, e.g. of a `tableInfo`, more
  const double* values; ///< Valid until the next poll
  int64_t frame;        ///< Frame of the engine's output that it belongs to
  size_t length;        ///< Bytes of text
  const char* text;     ///< Zero-ended; valid until the next poll
} CsnReply;

/** A program that runs: its shape, as far as a host wants to know. */
typedef struct {
  uint32_t ksmps;
  uint32_t nchnls;
  uint32_t nchnls_i;
  uint32_t latency; ///< Frames
  double zero_dbfs;
  double load;        ///< Time in Csound over the time of the audio, 0 … 1
  uint64_t n_guarded; ///< Samples that the output guard has changed
} CsnInfo;

/** Where the host is in its song, and how fast. */
typedef struct {
  int64_t frame; ///< Of the song
  double speed;  ///< 0: stopped, 1: rolling
  double beats_per_minute;
  double beat; ///< Quarter notes since the beginning of the song
  double beats_per_bar;
  double beat_unit;
  int64_t at; ///< Filled in: frame of the engine that it was told for
} CsnTransport;

/** A control as the program declares it. */
typedef struct {
  char name[64];  ///< Channel, bus or instrument
  double minimum; ///< In the program's units
  double maximum;
  double initial;
  double value; ///< What the program has now
  char unit[16];
  enum { CSN_CURVE_LINEAR, CSN_CURVE_EXPONENTIAL, CSN_CURVE_INTEGER } curve;
  enum {
    CSN_TARGET_NONE,
    CSN_TARGET_CHANNEL,
    CSN_TARGET_PFIELD,
    CSN_TARGET_BUS
  } target;
} CsnControlInfo;

#ifdef __cplusplus
}
#endif

#endif
