// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Csonance, channels: values with a name, which a program reads by `chnget` and
  `invalue` and writes by `chnset`.  Part of csonance.h.

  A control channel is a number, a string channel a text, and an audio channel
  ksmps numbers.  One that a call has made is there in each program that is
  loaded later, with the value that it had.
*/

#ifndef CSN_ENGINE_CSONANCE_CHANNELS_H
#define CSN_ENGINE_CSONANCE_CHANNELS_H

#include "csonance_types.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
   Makes a channel, if there is none, and sets it.

   @param kind     "k", "a", "S", or null: "S" where there is a text, else "k".
   @param mode     As the program sees it: "r" it reads, "w" it writes, "rw";
                   null: "r".
   @param value    Of a control channel, or of each frame of an audio channel.
   @param text     Of a string channel, or null.
   @param request  Number for the reply, or 0 for none.  CSN_ERR_BAD_ARG: the
                   channel is of another kind, or there is no such kind or mode.
   @thread control
   @source Engine.initChannel
*/
CSN_API CsnStatus
csn_engine_init_channel(CsnEngine* engine,
                        const char* channel,
                        const char* kind,
                        const char* mode,
                        double value,
                        const char* text,
                        uint32_t request);

/**
   Sets a control channel, after a delay [s]; makes it if there is none.

   @thread control
   @source Engine.setChannel
*/
CSN_API CsnStatus
csn_engine_set_channel(CsnEngine* engine,
                       const char* channel,
                       double value,
                       double delay);

/** Sets a string channel; see csn_engine_set_channel(). */
CSN_API CsnStatus
csn_engine_set_string_channel(CsnEngine* engine,
                              const char* channel,
                              const char* text,
                              double delay);

/** Sets an audio channel to ksmps numbers; see csn_engine_set_channel(). */
CSN_API CsnStatus
csn_engine_set_audio_channel(CsnEngine* engine,
                             const char* channel,
                             const double* values,
                             size_t n_values,
                             double delay);

/**
   Asks for the value of a control channel.

   @param request  CSN_ERR_NOT_FOUND: there is no such control channel.
   @thread control
   @source Engine.getControlChannel
*/
CSN_API CsnStatus
csn_engine_get_control_channel(CsnEngine* engine,
                               const char* channel,
                               uint32_t request);

/**
   Asks for the memory of a control or audio channel, which is made if there is
   none.  The reply has its values; from then on csn_engine_channel_memory()
   knows where they are.

   @param kind   "control", "audio", or null: control.
   @param mode   As for csn_engine_init_channel(); null: "rw".
   @thread control
   @source Engine.channelPointer
*/
CSN_API CsnStatus
csn_engine_channel_pointer(CsnEngine* engine,
                           const char* channel,
                           const char* kind,
                           const char* mode,
                           uint32_t request);

/**
   Returns Csound's own memory of a channel, for reading and writing while the
   program plays; null: nobody has asked for it, or it is not there.

   Neither a lock nor an atom: a number may be read while it is written.  Valid
   until another program goes live; ask again then.

   @param n_values   Set to 1 or ksmps; may be null.
   @thread control
   @source Engine.channelPointer
*/
CSN_API double*
csn_engine_channel_memory(CsnEngine* engine,
                          const char* channel,
                          uint32_t* n_values);

/** Is told of a number that the program has sent by outvalue. */
typedef void (*CsnOutvalueFunc)(void* data, const char* channel, double value);

/**
   Has a function called with what the program sends to a channel by the opcode
   outvalue: each number that differs from the last one, and each that comes
   after a k-cycle or more in which none was sent.

   csn_engine_poll() calls the function.  There may be several for a channel.

   @param channel   1 to 63 bytes; names that begin with __ are the engine's.
   @param func      May call any function of the control thread.
   @return CSN_OK; CSN_ERR_BAD_ARG; CSN_ERR_FULL: more than 256.
   @thread the one that calls csn_engine_poll()
   @source Engine.registerOutvalueCallback
*/
CSN_API CsnStatus
csn_engine_register_outvalue_callback(CsnEngine* engine,
                                      const char* channel,
                                      CsnOutvalueFunc func,
                                      void* data);

/**
   Ends that, for the function and its data.

   @return CSN_OK; CSN_ERR_BAD_ARG; CSN_ERR_NOT_FOUND: it was not registered;
           CSN_ERR_FULL.
   @thread the one that calls csn_engine_poll()
   @source Csonance
*/
CSN_API CsnStatus
csn_engine_unregister_outvalue_callback(CsnEngine* engine,
                                        const char* channel,
                                        CsnOutvalueFunc func,
                                        const void* data);

#ifdef __cplusplus
}
#endif

#endif
