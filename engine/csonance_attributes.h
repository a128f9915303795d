// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, attributes: what an engine tells of itself, each by a function of
  its own and all by their names.  Part of csonance.h.

  All are called on the control thread, and answer at once; but a4,
  commandlineOptions, includes, numAudioBuses and started wait for a worker that
  is building.  A text is never null, and is valid as long as the engine.  What
  belongs to devices is what the shell has told in CsnConfig.device, and empty
  or 0 otherwise.
*/

#ifndef CSN_ENGINE_CSONANCE_ATTRIBUTES_H
#define CSN_ENGINE_CSONANCE_ATTRIBUTES_H

#include "csonance_types.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
   Reads an attribute by its name: name, sr, ksmps, onecycle, nchnls, …, as in
   the manual of the methods.

   @param number   Set, where the attribute is a number; may be null.
   @param text     Filled, where it is a text, else with the number; may be
                   null.
   @return CSN_OK; CSN_ERR_NOT_FOUND: there is no such attribute.
   @thread control; waits for a worker that is building
   @source Engine attributes
*/
CSN_API CsnStatus
csn_engine_attribute(CsnEngine* engine,
                     const char* name,
                     double* number,
                     char* text,
                     size_t size);

// The engine

/** Returns the name that no other engine has. @source Engine.name */
CSN_API const char*
csn_engine_name(CsnEngine* engine);

/** Returns the version of Csound, whose own object stays the engine's.
    @source Engine.csound */
CSN_API const char*
csn_engine_csound(CsnEngine* engine);

/** Tells whether there is a program that plays, not stopped.
    @source Engine.started */
CSN_API bool
csn_engine_started(CsnEngine* engine);

/** Tells whether notes wait for the worker. @source Engine.autosync */
CSN_API bool
csn_engine_autosync(CsnEngine* engine);

/** Tells whether the worker has work that calls may have to wait for.
    @source Engine.needsSync */
CSN_API bool
csn_engine_needs_sync(CsnEngine* engine);

/** Returns what is added to all that is sent ahead of its time [s].
    @source Engine.extraLatency */
CSN_API double
csn_engine_extra_latency(CsnEngine* engine);

/** Returns in how many threads Csound plays: 1.  Those of Csound 6 wait for
    each other in each k-cycle, and cannot be ended.
    @source Engine.numthreads */
CSN_API uint32_t
csn_engine_numthreads(CsnEngine* engine);

/** Tells whether there are buses. @source Engine.hasBusSupport */
CSN_API bool
csn_engine_has_bus_support(CsnEngine* engine);

/** Returns how many audio buses there may be. @source Engine.numAudioBuses */
CSN_API uint32_t
csn_engine_num_audio_buses(CsnEngine* engine);

/** Returns how many control buses there may be.
    @source Engine.numControlBuses */
CSN_API uint32_t
csn_engine_num_control_buses(CsnEngine* engine);

// The program

/** Returns the sample rate [Hz]. @source Engine.sr */
CSN_API double
csn_engine_sr(CsnEngine* engine);

/** Returns the frames of a k-cycle of the program; 0: there is none yet.
    @source Engine.ksmps */
CSN_API uint32_t
csn_engine_ksmps(CsnEngine* engine);

/** Returns the length of a k-cycle [s]; 0: there is no program yet.
    @source Engine.onecycle */
CSN_API double
csn_engine_onecycle(CsnEngine* engine);

/** Returns the time from a call to its effect, two k-cycles [s].
    @source Engine.controlLatency */
CSN_API double
csn_engine_control_latency(CsnEngine* engine);

/** Returns the frequency of A4 [Hz], the program's or else the engine's.
    @source Engine.a4 */
CSN_API double
csn_engine_a4(CsnEngine* engine);

/** Returns the program's output channels. @source Engine.nchnls */
CSN_API uint32_t
csn_engine_nchnls(CsnEngine* engine);

/** Returns the program's input channels. @source Engine.nchnls_i */
CSN_API uint32_t
csn_engine_nchnls_i(CsnEngine* engine);

/** Returns the code that comes before each program's own.
    @source Engine.globalCode */
CSN_API const char*
csn_engine_global_code(CsnEngine* engine);

/** Returns the options that the user gives to each program.
    @source Engine.extraOptions */
CSN_API const char*
csn_engine_extra_options(CsnEngine* engine);

/**
   Returns all options that Csound has got for the program: the engine's, and
   those of the user's that shape the music; or null without memory.

   @owner  must be freed with free()
   @source Engine.commandlineOptions
*/
CSN_API char*
csn_engine_commandline_options(CsnEngine* engine);

/**
   Returns the files that each program includes, a line each, or null without
   memory.

   @owner  must be freed with free()
   @source Engine.includes
*/
CSN_API char*
csn_engine_includes(CsnEngine* engine);

// Devices, as the shell has told of them

/** Returns the audio backend, e.g. jack. @source Engine.backend */
CSN_API const char*
csn_engine_backend(CsnEngine* engine);

/** Returns the output device. @source Engine.outdev */
CSN_API const char*
csn_engine_outdev(CsnEngine* engine);

/** Returns the output device's long name. @source Engine.outdevName */
CSN_API const char*
csn_engine_outdev_name(CsnEngine* engine);

/** Returns the input device. @source Engine.indev */
CSN_API const char*
csn_engine_indev(CsnEngine* engine);

/** Returns the input device's long name. @source Engine.indevName */
CSN_API const char*
csn_engine_indev_name(CsnEngine* engine);

/** Returns the MIDI backend. @source Engine.midiBackend */
CSN_API const char*
csn_engine_midi_backend(CsnEngine* engine);

/** Returns the MIDI input device. @source Engine.midiin */
CSN_API const char*
csn_engine_midiin(CsnEngine* engine);

/** Returns the frames of one buffer. @source Engine.bufferSize */
CSN_API uint32_t
csn_engine_buffer_size(CsnEngine* engine);

/** Returns the number of buffers. @source Engine.numBuffers */
CSN_API uint32_t
csn_engine_num_buffers(CsnEngine* engine);

/** Returns the frames of all buffers. @source Engine.blockSize */
CSN_API uint32_t
csn_engine_block_size(CsnEngine* engine);

/** Returns the time that all buffers last [s]. @source Engine.bufferLatency */
CSN_API double
csn_engine_buffer_latency(CsnEngine* engine);

#ifdef __cplusplus
}
#endif

#endif
