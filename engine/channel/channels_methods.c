// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of channels.  Engine layer, control thread.
*/

#include "call/send.h"
#include "channels.h"
#include "engine.h"

CsnStatus
csn_engine_init_channel(CsnEngine* engine,
                        const char* channel,
                        const char* kind,
                        const char* mode,
                        double value,
                        const char* text,
                        uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_INIT_CHANNEL, request);
  csn_send_text(&send, channel);
  if (text) {
    csn_send_text(&send, text);
  } else {
    csn_send_number(&send, value);
  }
  csn_send_text(&send, kind);
  csn_send_text(&send, mode);
  return csn_send_end(engine, &send);
}

/* What comes after the value of setChannel. */
static CsnStatus
end_set(CsnEngine* engine, CsnSend* send, double delay)
{
  csn_send_text(send, NULL);
  csn_send_number(send, delay);
  return csn_send_end(engine, send);
}

CsnStatus
csn_engine_set_channel(CsnEngine* engine,
                       const char* channel,
                       double value,
                       double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SET_CHANNEL, 0);
  csn_send_text(&send, channel);
  csn_send_number(&send, value);
  return end_set(engine, &send, delay);
}

CsnStatus
csn_engine_set_string_channel(CsnEngine* engine,
                              const char* channel,
                              const char* text,
                              double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SET_CHANNEL, 0);
  csn_send_text(&send, channel);
  csn_send_text(&send, text ? text : "");
  return end_set(engine, &send, delay);
}

CsnStatus
csn_engine_set_audio_channel(CsnEngine* engine,
                             const char* channel,
                             const double* values,
                             size_t n_values,
                             double delay)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_SET_CHANNEL, 0);
  csn_send_text(&send, channel);
  csn_send_array(&send, values, n_values);
  return end_set(engine, &send, delay);
}

CsnStatus
csn_engine_get_control_channel(CsnEngine* engine,
                               const char* channel,
                               uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_GET_CONTROL_CHANNEL, request);
  csn_send_text(&send, channel);
  return csn_send_end(engine, &send);
}

CsnStatus
csn_engine_channel_pointer(CsnEngine* engine,
                           const char* channel,
                           const char* kind,
                           const char* mode,
                           uint32_t request)
{
  CsnSend send;
  csn_send_begin(&send, CSN_METHOD_CHANNEL_POINTER, request);
  csn_send_text(&send, channel);
  csn_send_text(&send, kind);
  csn_send_text(&send, mode);
  return csn_send_end(engine, &send);
}

double*
csn_engine_channel_memory(CsnEngine* engine,
                          const char* channel,
                          uint32_t* n_values)
{
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnNamedChannel* const found =
    csn_channels_find(engine->channels, channel);
  double* const memory =
    found ? atomic_load_explicit(&found->memory, memory_order_acquire) : NULL;
  if (memory && n_values) {
    const bool audio =
      (found->type & CSOUND_CHANNEL_TYPE_MASK) == CSOUND_AUDIO_CHANNEL;
    *n_values = audio ? atomic_load(&engine->shared.ksmps) : 1U;
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return memory;
}
