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

static uint32_t
count_control(const CsnEngine* engine)
{
  return engine->config.no_buses          ? 0
         : engine->config.n_control_buses ? engine->config.n_control_buses
                                          : CSN_N_CONTROL_BUSES;
}

static uint32_t
count_audio(const CsnEngine* engine)
{
  const CsnInstance* const newest = engine->bg.newest;
  return engine->config.no_buses        ? 0
         : newest                       ? newest->buses->n_audio
         : engine->config.n_audio_buses ? engine->config.n_audio_buses
                                        : CSN_N_AUDIO_BUSES;
}

NUMBER(a4_of,
       e->bg.newest         ? csoundGetA4(e->bg.newest->csound)
       : e->config.a4 > 0.0 ? e->config.a4
                            : 440.0)
NUMBER(autosync_of, e->config.autosync)
NUMBER(block_of, e->config.device.buffer_size * e->config.device.num_buffers)
NUMBER(buffer_of, e->config.device.buffer_size)
NUMBER(buffers_of, e->config.device.num_buffers)
NUMBER(buffer_latency_of, block_of(e) / e->config.rate)
NUMBER(control_latency_of, 2.0 * ksmps(e) / e->config.rate)
NUMBER(has_buses_of, !e->config.no_buses)
NUMBER(latency_of, e->config.extra_latency)
NUMBER(needs_sync_of,
       atomic_load(&e->shared.n_awaited) > 1U) // This job is one itself
NUMBER(audio_buses_of, count_audio(e))
NUMBER(control_buses_of, count_control(e))
NUMBER(nchnls_of, e->bg.newest ? e->bg.newest->nchnls : e->config.n_outputs)
NUMBER(nchnls_i_of, e->bg.newest ? e->bg.newest->nchnls_i : e->config.n_inputs)
NUMBER(threads_of, e->config.numthreads ? e->config.numthreads : 1U)
NUMBER(onecycle_of, ksmps(e) / e->config.rate)
NUMBER(rate_of, e->config.rate)
NUMBER(started_of, e->bg.program && !e->bg.stopped)
NUMBER(udp_of, e->config.device.udp_port)

TEXT(backend_of, e->config.device.backend)
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
  { "a4", a4_of, NULL },
  { "autosync", autosync_of, NULL },
  { "backend", NULL, backend_of },
  { "blockSize", block_of, NULL },
  { "bufferLatency", buffer_latency_of, NULL },
  { "bufferSize", buffer_of, NULL },
  { "commandlineOptions", NULL, options_of },
  { "controlLatency", control_latency_of, NULL },
  { "csound", NULL, csound_of },
  { "extraLatency", latency_of, NULL },
  { "extraOptions", NULL, options_of },
  { "globalCode", NULL, globalcode_of },
  { "hasBusSupport", has_buses_of, NULL },
  { "includes", NULL, includes_of },
  { "indev", NULL, indev_of },
  { "indevName", NULL, indev_name_of },
  { "midiBackend", NULL, midi_backend_of },
  { "midiin", NULL, midiin_of },
  { "name", NULL, name_of },
  { "nchnls", nchnls_of, NULL },
  { "nchnls_i", nchnls_i_of, NULL },
  { "needsSync", needs_sync_of, NULL },
  { "numAudioBuses", audio_buses_of, NULL },
  { "numBuffers", buffers_of, NULL },
  { "numControlBuses", control_buses_of, NULL },
  { "numthreads", threads_of, NULL },
  { "onecycle", onecycle_of, NULL },
  { "outdev", NULL, outdev_of },
  { "outdevName", NULL, outdev_name_of },
  { "sr", rate_of, NULL },
  { "started", started_of, NULL },
  { "udpPort", udp_of, NULL },
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
  const Attribute* const found = find(name);
  if (!found) {
    return CSN_ERR_NOT_FOUND;
  }
  pthread_mutex_lock(&engine->bg.mutex);
  const double value = found->number ? found->number(engine) : 0;
  if (found->number && number) {
    *number = value;
  }
  if (text && size && found->text) {
    snprintf(text, size, "%s", found->text(engine));
  } else if (text && size) {
    snprintf(text, size, "%.15g", value);
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return CSN_OK;
}
