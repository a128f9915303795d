// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  Attributes: what an engine tells of itself, one table and one handler.  What
  belongs to devices the shell has told in CsnConfig.device.
*/

#include "engine.h"
#include "life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** An attribute: a number, or else a text. */
typedef struct {
  const char* name;
  double (*number)(const CsnEngine* engine);
  const char* (*text)(const CsnEngine* engine);
  bool locked; ///< It is the worker's, and needs bg.mutex
} Attribute;

#define NUMBER(name, value)              \
  static double name(const CsnEngine* e) \
  {                                      \
    return (double)(value);              \
  }

#define TEXT(name, value)                     \
  static const char* name(const CsnEngine* e) \
  {                                           \
    const char* const found = value;          \
    return found ? found : "";                \
  }

static uint32_t
ksmps(const CsnEngine* engine)
{
  return atomic_load(&engine->shared.ksmps);
}

/* Channels of the program, or of the engine where there is none yet. */
static uint32_t
channels(const CsnEngine* engine, bool in)
{
  const CsnConfig* const config = &engine->config;
  const uint32_t none = in ? config->n_inputs : config->n_outputs;
  return !ksmps(engine) ? none
         : in           ? atomic_load(&engine->shared.nchnls_i)
                        : atomic_load(&engine->shared.nchnls);
}

static uint32_t
count_control(const CsnEngine* engine)
{
  return engine->bank->no_control         ? 0
         : engine->config.n_control_buses ? engine->config.n_control_buses
                                          : CSN_N_CONTROL_BUSES;
}

static uint32_t
count_audio(const CsnEngine* engine)
{
  const CsnInstance* const newest = engine->bg.newest;
  return engine->bank->no_audio         ? 0
         : newest                       ? newest->buses->n_audio
         : engine->config.n_audio_buses ? engine->config.n_audio_buses
                                        : CSN_N_AUDIO_BUSES;
}

static double
a4(const CsnEngine* engine)
{
  const CsnInstance* const newest = engine->bg.newest;
  return newest                    ? csoundGetA4(newest->csound)
         : engine->config.a4 > 0.0 ? engine->config.a4
                                   : 440.0;
}

static uint32_t
udp_port(const CsnEngine* engine)
{
  const int port = atomic_load(&engine->shared.udp_port);
  return port > 0 ? (uint32_t)port : engine->config.device.udp_port;
}

NUMBER(a4_of, a4(e))
NUMBER(autosync_of, e->config.autosync)
NUMBER(block_of,
       (double)e->config.device.buffer_size * e->config.device.num_buffers)
NUMBER(buffer_of, e->config.device.buffer_size)
NUMBER(buffers_of, e->config.device.num_buffers)
NUMBER(buffer_latency_of, block_of(e) / e->config.rate)
NUMBER(control_latency_of, 2.0 * ksmps(e) / e->config.rate)
NUMBER(has_buses_of, !(e->bank->no_audio && e->bank->no_control))
NUMBER(ksmps_of, ksmps(e))
NUMBER(latency_of, e->config.extra_latency)
NUMBER(needs_sync_of, atomic_load(&e->shared.n_awaited) > 0U)
NUMBER(audio_buses_of, count_audio(e))
NUMBER(control_buses_of, count_control(e))
NUMBER(nchnls_of, channels(e, false))
NUMBER(nchnls_i_of, channels(e, true))
NUMBER(threads_of, e ? 1 : 0)
NUMBER(onecycle_of, ksmps(e) / e->config.rate)
NUMBER(rate_of, e->config.rate)
NUMBER(started_of, e->bg.program && !e->bg.stopped)
NUMBER(udp_of, udp_port(e))

TEXT(backend_of, e->config.device.backend)
TEXT(commandline_of, e->bg.newest ? e->bg.newest->options : e->config.options)
TEXT(indev_of, e->config.device.indev)
TEXT(indev_name_of, e->config.device.indev_name)
TEXT(midi_backend_of, e->config.device.midi_backend)
TEXT(midiin_of, e->config.device.midiin)
TEXT(name_of, e->name)
TEXT(options_of, e->config.options)
TEXT(outdev_of, e->config.device.outdev)
TEXT(outdev_name_of, e->config.device.outdev_name)
TEXT(globalcode_of, e->config.globalcode)
TEXT(includes_of, e->bg.includes)

static const char*
csound_of(const CsnEngine* engine)
{
  (void)engine;
  return "Csound 6, private to the engine";
}

static const Attribute attributes[] = {
  { "a4", a4_of, NULL, true },
  { "autosync", autosync_of, NULL, false },
  { "backend", NULL, backend_of, false },
  { "blockSize", block_of, NULL, false },
  { "bufferLatency", buffer_latency_of, NULL, false },
  { "bufferSize", buffer_of, NULL, false },
  { "commandlineOptions", NULL, commandline_of, true },
  { "controlLatency", control_latency_of, NULL, false },
  { "csound", NULL, csound_of, false },
  { "extraLatency", latency_of, NULL, false },
  { "extraOptions", NULL, options_of, false },
  { "globalCode", NULL, globalcode_of, false },
  { "hasBusSupport", has_buses_of, NULL, false },
  { "includes", NULL, includes_of, true },
  { "indev", NULL, indev_of, false },
  { "indevName", NULL, indev_name_of, false },
  { "ksmps", ksmps_of, NULL, false },
  { "midiBackend", NULL, midi_backend_of, false },
  { "midiin", NULL, midiin_of, false },
  { "name", NULL, name_of, false },
  { "nchnls", nchnls_of, NULL, false },
  { "nchnls_i", nchnls_i_of, NULL, false },
  { "needsSync", needs_sync_of, NULL, false },
  { "numAudioBuses", audio_buses_of, NULL, true },
  { "numBuffers", buffers_of, NULL, false },
  { "numControlBuses", control_buses_of, NULL, false },
  { "numthreads", threads_of, NULL, false },
  { "onecycle", onecycle_of, NULL, false },
  { "outdev", NULL, outdev_of, false },
  { "outdevName", NULL, outdev_name_of, false },
  { "sr", rate_of, NULL, false },
  { "started", started_of, NULL, true },
  { "udpPort", udp_of, NULL, false },
};

static const Attribute*
find(const char* name)
{
  for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); ++i) {
    if (!strcmp(attributes[i].name, name)) {
      return &attributes[i];
    }
  }
  return NULL;
}

CsnStatus
csn_job_attribute(CsnJob* job)
{
  const Attribute* const found = find(csn_method(job->record->method)->name);
  if (!found) {
    return CSN_ERR_NOT_FOUND;
  }
  if (found->number == needs_sync_of) { // This job is one itself
    csn_job_result(job, atomic_load(&job->engine->shared.n_awaited) > 1U);
    return CSN_OK;
  }
  if (found->number) {
    csn_job_result(job, found->number(job->engine));
    return CSN_OK;
  }
  job->text = strdup(found->text(job->engine));
  return job->text ? CSN_OK : CSN_ERR_NO_MEMORY;
}

CsnStatus
csn_engine_attribute(CsnEngine* engine,
                     const char* name,
                     double* number,
                     char* text,
                     size_t size)
{
  const Attribute* const found = name ? find(name) : NULL;
  if (!found) {
    return CSN_ERR_NOT_FOUND;
  }
  if (found->locked) {
    pthread_mutex_lock(&engine->bg.mutex);
  }
  const double value = found->number ? found->number(engine) : 0;
  if (found->number && number) {
    *number = value;
  }
  if (text && size && found->text) {
    snprintf(text, size, "%s", found->text(engine));
  } else if (text && size) {
    snprintf(text, size, "%.15g", value);
  }
  if (found->locked) {
    pthread_mutex_unlock(&engine->bg.mutex);
  }
  return CSN_OK;
}

const char*
csn_attribute_text(const CsnEngine* engine, const char* name)
{
  const Attribute* const found = find(name);
  return found && found->text ? found->text(engine) : "";
}
