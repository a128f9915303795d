// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

/*
  The C functions of csonance_attributes.h, by the table of attribute_bg.c.
  Engine layer, control thread.
*/

#include "engine.h"
#include "life.h"

#include <string.h>

static double
number_of(CsnEngine* engine, const char* name)
{
  double value = 0;
  (void)csn_engine_attribute(engine, name, &value, NULL, 0);
  return value;
}

/* A text that may change while it is read, and so is copied. */
static char*
copy_of(CsnEngine* engine, const char* name)
{
  pthread_mutex_lock(&engine->bg.mutex);
  char* const text = strdup(csn_attribute_text(engine, name));
  pthread_mutex_unlock(&engine->bg.mutex);
  return text;
}

// Numbers

bool
csn_engine_started(CsnEngine* engine)
{
  return number_of(engine, "started") > 0;
}

bool
csn_engine_autosync(CsnEngine* engine)
{
  return number_of(engine, "autosync") > 0;
}

bool
csn_engine_needs_sync(CsnEngine* engine)
{
  return number_of(engine, "needsSync") > 0;
}

double
csn_engine_extra_latency(CsnEngine* engine)
{
  return number_of(engine, "extraLatency");
}

uint32_t
csn_engine_numthreads(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "numthreads");
}

bool
csn_engine_has_bus_support(CsnEngine* engine)
{
  return number_of(engine, "hasBusSupport") > 0;
}

uint32_t
csn_engine_num_audio_buses(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "numAudioBuses");
}

uint32_t
csn_engine_num_control_buses(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "numControlBuses");
}

double
csn_engine_sr(CsnEngine* engine)
{
  return number_of(engine, "sr");
}

uint32_t
csn_engine_ksmps(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "ksmps");
}

double
csn_engine_onecycle(CsnEngine* engine)
{
  return number_of(engine, "onecycle");
}

double
csn_engine_control_latency(CsnEngine* engine)
{
  return number_of(engine, "controlLatency");
}

double
csn_engine_a4(CsnEngine* engine)
{
  return number_of(engine, "a4");
}

uint32_t
csn_engine_nchnls(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "nchnls");
}

uint32_t
csn_engine_nchnls_i(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "nchnls_i");
}

uint32_t
csn_engine_buffer_size(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "bufferSize");
}

uint32_t
csn_engine_num_buffers(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "numBuffers");
}

uint32_t
csn_engine_block_size(CsnEngine* engine)
{
  return (uint32_t)number_of(engine, "blockSize");
}

double
csn_engine_buffer_latency(CsnEngine* engine)
{
  return number_of(engine, "bufferLatency");
}

// Texts

const char*
csn_engine_name(CsnEngine* engine)
{
  return csn_attribute_text(engine, "name");
}

const char*
csn_engine_csound(CsnEngine* engine)
{
  return csn_attribute_text(engine, "csound");
}

const char*
csn_engine_global_code(CsnEngine* engine)
{
  return csn_attribute_text(engine, "globalCode");
}

const char*
csn_engine_extra_options(CsnEngine* engine)
{
  return csn_attribute_text(engine, "extraOptions");
}

const char*
csn_engine_backend(CsnEngine* engine)
{
  return csn_attribute_text(engine, "backend");
}

const char*
csn_engine_outdev(CsnEngine* engine)
{
  return csn_attribute_text(engine, "outdev");
}

const char*
csn_engine_outdev_name(CsnEngine* engine)
{
  return csn_attribute_text(engine, "outdevName");
}

const char*
csn_engine_indev(CsnEngine* engine)
{
  return csn_attribute_text(engine, "indev");
}

const char*
csn_engine_indev_name(CsnEngine* engine)
{
  return csn_attribute_text(engine, "indevName");
}

const char*
csn_engine_midi_backend(CsnEngine* engine)
{
  return csn_attribute_text(engine, "midiBackend");
}

const char*
csn_engine_midiin(CsnEngine* engine)
{
  return csn_attribute_text(engine, "midiin");
}

char*
csn_engine_commandline_options(CsnEngine* engine)
{
  return copy_of(engine, "commandlineOptions");
}

char*
csn_engine_includes(CsnEngine* engine)
{
  return copy_of(engine, "includes");
}
