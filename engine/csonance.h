// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance: Csound as an engine inside somebody's process callback.

  An engine plays a program (a .csd, a .orc or orchestra text) in blocks of any
  length, and is driven by methods: `sched`, `setp`, `compile`, `load`, …  Each
  call of a method is one record of plain data.  A record comes in by a C call,
  by a line of text or by a plugin's message port, is carried out at its frame,
  and may be answered by a reply.

  Threads are roles.  Each function below says which one may call it:

  - control: any one thread at a time that is not the other two;
  - worker:  any one thread at a time that calls csn_engine_work();
  - audio:   the one inside csn_engine_process_rt().

  The engine owns no thread.  It asks for the worker through
  CsnConfig.schedule, which may also run it at once, inside the call.
*/

#ifndef CSN_ENGINE_CSONANCE_H
#define CSN_ENGINE_CSONANCE_H

#include "csonance_attributes.h"
#include "csonance_automation.h"
#include "csonance_channels.h"
#include "csonance_events.h"
#include "csonance_life.h"
#include "csonance_network.h"
#include "csonance_plot.h"
#include "csonance_session.h"
#include "csonance_sound.h"
#include "csonance_strings.h"
#include "csonance_tables.h"
#include "csonance_typed.h"
#include "csonance_types.h"
#include "csonance_values.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
   Returns one sentence for a status, without a full stop.

   @thread any
*/
CSN_API const char*
csn_strerror(CsnStatus status);

// Life

/**
   Returns a new engine that is silent until a program is loaded.

   @param engine   Set on success, otherwise left alone.
   @return CSN_OK; CSN_ERR_BAD_ARG, CSN_ERR_NO_MEMORY, CSN_ERR_ERROR: Csound
           does not start here.
   @thread control
   @owner  must be freed with csn_engine_free()
*/
CSN_API CsnStatus
csn_engine_new(CsnEngine** engine, const CsnConfig* config);

/**
   Frees an engine that no other thread uses any more; null is legal.

   @thread control
*/
CSN_API void
csn_engine_free(CsnEngine* engine);

/**
   Builds a program in the calling thread and makes it live in the next block.

   The old program goes on until then, and for good if this one is bad.

   @param report        Filled with lines `FILE:LINE:COLUMN: error: TEXT`.
   @param report_size   Bytes in report, with its ending zero; 0: no report.
   @return CSN_OK; CSN_ERR_COMPILE, CSN_ERR_BAD_DATA: see the report;
           CSN_ERR_NO_MEMORY.
   @thread control; waits for a worker that is building
   @owner  borrows the source until return
*/
CSN_API CsnStatus
csn_engine_load(CsnEngine* engine,
                const CsnSource* source,
                char* report,
                size_t report_size);

/**
   Reads a .csd or .orc file and loads it; see csn_engine_load().

   @return as csn_engine_load(); CSN_ERR_IO: the file cannot be read.
   @thread control
*/
CSN_API CsnStatus
csn_engine_load_file(CsnEngine* engine,
                     const char* path,
                     char* report,
                     size_t report_size);

/**
   Says how the k-cycles of the programs loaded from now on follow the block.

   @param number   ksmps for CSN_KSMPS_NUMBER, 1 … 8192; else ignored.
   @thread control, worker
*/
CSN_API CsnStatus
csn_engine_set_ksmps(CsnEngine* engine, CsnKsmpsMode mode, uint32_t number);

// Methods

/**
   Sends a method line, as a shell takes it: `sched lead 0 2 67 0.1`.

   @param request   Number for the reply, or 0 for none.
   @return CSN_OK; CSN_ERR_NOT_FOUND: no such method; CSN_ERR_BAD_ARG,
           CSN_ERR_BAD_DATA: see `report`; CSN_ERR_FULL.
   @param report    Set to what is wrong with the line; may be null.
   @thread control
*/
CSN_API CsnStatus
csn_engine_call(CsnEngine* engine,
                const char* line,
                uint32_t request,
                char* report,
                size_t report_size);

/** The same, with a reply that comes out at csn_engine_poll_door(). */
CSN_API CsnStatus
csn_engine_call_door(CsnEngine* engine,
                     const char* line,
                     uint32_t request,
                     unsigned door,
                     char* report,
                     size_t report_size);

/**
   Makes a bus that notes use by busin, busout and busmix.

   @param kind     "audio", "control" or null: what it is first used for.
   @param value    First number of a control bus; NaN: none is given.
   @param persist  Keep it without users until csn_engine_release_bus().
   @param request  The reply's value is its token.
   @thread control
   @source Engine.assignBus
*/
CSN_API CsnStatus
csn_engine_assign_bus(CsnEngine* engine,
                      const char* kind,
                      double value,
                      bool persist,
                      uint32_t request);

/** Sets the number of a control bus, after a delay [s]. */
CSN_API CsnStatus
csn_engine_write_bus(CsnEngine* engine, double bus, double value, double delay);

/** Asks for the number of a control bus, which is the reply's value. */
CSN_API CsnStatus
csn_engine_read_bus(CsnEngine* engine, double bus, uint32_t request);

/**
   Asks for the number of audio buses and of control buses that there may be,
   and how many of each are free: the reply's four values, whose names are its
   text.

   @thread control
   @source Engine.busSystemStatus
*/
CSN_API CsnStatus
csn_engine_bus_system_status(CsnEngine* engine, uint32_t request);

/** Lets a bus go, at once or when its last user ends. */
CSN_API CsnStatus
csn_engine_release_bus(CsnEngine* engine, double bus);

/**
   Compiles orchestra text into the running program; notes go on.

   csn_engine_sync() after it lets later calls wait for it.

   @thread control
   @source Engine.compile
*/
CSN_API CsnStatus
csn_engine_compile(CsnEngine* engine, const char* text, uint32_t request);

/**
   Runs an expression or statements as global code.

   @param request   The reply's value is that of the expression.
   @thread control
   @source Engine.evalCode
*/
CSN_API CsnStatus
csn_engine_eval_code(CsnEngine* engine, const char* code, uint32_t request);

/**
   Compiles a file into the running program, and before each later one's code.

   @thread control
   @source Engine.includeFile
*/
CSN_API CsnStatus
csn_engine_include_file(CsnEngine* engine, const char* path, uint32_t request);

// Worker

/**
   Does the work that has been asked for: loads, compiles, frees.

   @thread worker; or audio, where waiting is no harm (offline)
*/
CSN_API void
csn_engine_work(CsnEngine* engine);

/**
   Looks whether the program comes back from its work, and breaks it off where
   it does not: after 0.4 s where somebody listens, 20 s where nobody does.
   Call it some forty times a second while the engine lives.

   @thread any one thread that is neither audio, worker nor control
*/
CSN_API void
csn_engine_watch(CsnEngine* engine);

// Audio

/**
   Takes a complete MIDI message for a frame of the coming block.

   Channel messages reach Csound; others are ignored.

   @param frame   0 … frames of the block; in any order.
   @rt wait-free
*/
CSN_API CsnStatus
csn_engine_midi_rt(CsnEngine* engine,
                   uint32_t frame,
                   const uint8_t* bytes,
                   uint32_t size);

/**
   Takes a method line for a frame of the coming block.

   @param text      Need not end in a zero.
   @param problem   Set to a static text on failure.
   @rt bounded by the length of the line
*/
CSN_API CsnStatus
csn_engine_line_rt(CsnEngine* engine,
                   uint32_t frame,
                   const char* text,
                   size_t length,
                   uint32_t request,
                   const char** problem);

/**
   Takes one call of a method whose only argument is a text (compile, load,
   loadFile, event) for a frame of the coming block.

   @rt wait-free; copies the text
*/
CSN_API CsnStatus
csn_engine_text_rt(CsnEngine* engine,
                   uint32_t frame,
                   const char* method,
                   const char* text,
                   size_t length,
                   uint32_t request);

/**
   Sets a control from the first frame of the coming block on.

   @param value   0 … 1, mapped to the range that the program declares.
   @rt wait-free
*/
CSN_API void
csn_engine_control_rt(CsnEngine* engine, uint32_t index, float value);

/** Asks for replies of the types STATUS and CONTROLS. @rt wait-free */
CSN_API CsnStatus
csn_engine_tell_rt(CsnEngine* engine, uint32_t frame);

/**
   Tells where the host is, from a frame of the coming block on.  The program
   sees it in the channels HOST_BPM, HOST_PPQ_POS, IS_PLAYING, TIME_IN_SECONDS,
   TIME_IN_SAMPLES, TIME_SIG_NUM and TIME_SIG_DENOM.

   @rt wait-free
*/
CSN_API void
csn_engine_transport_rt(CsnEngine* engine,
                        uint32_t frame,
                        const CsnTransport* transport);

/** Tells that nobody listens in real time: work may be waited for. */
CSN_API void
csn_engine_freewheel_rt(CsnEngine* engine, bool freewheel);

/**
   Performs one block.

   All inputs of a k-cycle are read before its outputs are written, so buffers
   may be shared in any way.  Null buffers are silence, or dropped.

   @rt wait-free but for Csound itself, O(n_frames)
*/
CSN_API void
csn_engine_process_rt(CsnEngine* engine,
                      const float* const* inputs,
                      float* const* outputs,
                      uint32_t n_frames);

/** Forgets held notes and sounding tails, as after a stop. */
CSN_API void
csn_engine_reset_rt(CsnEngine* engine);

/** Frames from input to output; constant while a program runs. */
CSN_API uint32_t
csn_engine_latency_rt(const CsnEngine* engine);

/**
   Takes the next MIDI message that the program sent in this block.

   @param frame   Set to its frame in the block.
   @return Bytes, at most 3; 0: no more.
   @rt wait-free
*/
CSN_API uint32_t
csn_engine_midi_out_rt(CsnEngine* engine, uint32_t* frame, uint8_t bytes[3]);

/**
   Takes the oldest reply.

   @return False: there is none.
   @thread any one thread, control or audio, always the same
   @rt wait-free
*/
CSN_API bool
csn_engine_poll(CsnEngine* engine, CsnReply* reply);

/**
   Takes the oldest reply to requests of a door.

   All that csn_engine_call_door() has not sent comes out at door 0, which
   csn_engine_poll() opens, and so do news that nobody has asked for.

   @param door   0 … CSN_N_DOORS - 1.
   @thread any one thread for each door, always the same
   @rt wait-free
*/
CSN_API bool
csn_engine_poll_door(CsnEngine* engine, unsigned door, CsnReply* reply);

// Looking in

/** Describes the running program. @thread any */
CSN_API void
csn_engine_info(const CsnEngine* engine, CsnInfo* info);

/**
   Describes a control.

   @return False: no such control, or nothing is mapped to it.
   @thread control
*/
CSN_API bool
csn_engine_control_info(CsnEngine* engine,
                        uint32_t index,
                        CsnControlInfo* info);

/**
   Sets what a control is to be when the next program goes live, in place of
   the initial value that the program declares.

   @param value   In the program's units.
   @thread control; before csn_engine_load()
*/
CSN_API void
csn_engine_preset_control(CsnEngine* engine, uint32_t index, double value);

/**
   Writes what mapControl has mapped, as lines for csn_engine_set_mapping().

   @return Bytes written, without the ending zero; what does not fit is left.
   @thread control
*/
CSN_API size_t
csn_engine_mapping(CsnEngine* engine, char* text, size_t size);

/**
   Maps controls for the program that is loaded next, in place of all earlier
   mappings by mapControl.

   @return CSN_OK; CSN_ERR_BAD_DATA: a line is none, the others were taken.
   @thread control; before csn_engine_load()
*/
CSN_API CsnStatus
csn_engine_set_mapping(CsnEngine* engine, const char* text);

/** Writes the mode of csn_engine_set_ksmps() as a word: fit, exact, 64. */
CSN_API void
csn_engine_ksmps_mode(CsnEngine* engine, char* text, size_t size);

/**
   Returns a copy of the program's text, or null where there is none.

   @param path    Set to a copy of its path, or null; may be null.
   @param added   Set to a copy of what was compiled into it since, or null;
                  may be null.
   @thread control
   @owner  all must be freed with free()
*/
CSN_API char*
csn_engine_program(CsnEngine* engine, char** path, char** added);

#ifdef __cplusplus
}
#endif

#endif
