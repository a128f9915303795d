// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "engine.h"

#include "base/clocale.h"
#include "channel/outvalue.h"
#include "csound6/csound6.h"
#include "life/life.h"
#include "life/registry.h"
#include "session/session.h"
#include "sound/soundfont.h"
#include "sound/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMANDS_SIZE ((size_t)4 * 1024 * 1024) ///< Twice the longest text
#define JOBS_SIZE ((size_t)4 * 1024 * 1024)     ///< Twice the longest text
#define MESSAGES_SIZE ((size_t)64 * 1024)
#define DELIVERIES_SIZE ((size_t)256 * 1024)
#define GARBAGE_SIZE ((size_t)256 * 1024)
#define RECORDS_SIZE ((size_t)16 * 1024 * 1024)
#define QUEUE_SIZE 131072U

/* Without a scheduler, work is done where it is asked for. */
static bool
work_at_once(void* data)
{
  csn_engine_work((CsnEngine*)data);
  return true;
}

static bool
is_good(const CsnConfig* config)
{
  return config->rate >= 1.0 && config->rate <= 768000.0 &&
         config->n_inputs <= CSN_MAX_CHANNELS && config->n_outputs >= 1 &&
         config->n_outputs <= CSN_MAX_CHANNELS && config->extra_latency >= 0 &&
         config->extra_latency <= 1e6 && config->ksmps <= 8192 &&
         config->a4 >= 0 && config->a4 <= 20000 &&
         (!config->includes || !strchr(config->includes, '"'));
}

static bool
make_doors(CsnEngine* engine)
{
  for (unsigned i = 0; i < CSN_N_DOORS; ++i) {
    engine->replies_rt[i] = csn_ring_new(CSN_REPLY_SIZE);
    engine->replies_bg[i] = csn_ring_new(CSN_REPLY_SIZE);
    engine->polled[i] = (double*)calloc(1, CSN_REPLY_SIZE);
    if (!engine->replies_rt[i] || !engine->replies_bg[i] ||
        !engine->polled[i]) {
      return false;
    }
  }
  return true;
}

static void
free_doors(CsnEngine* engine)
{
  for (unsigned i = 0; i < CSN_N_DOORS; ++i) {
    csn_ring_free(engine->replies_rt[i]);
    csn_ring_free(engine->replies_bg[i]);
    free(engine->polled[i]);
  }
}

/* The caller's texts, for as long as the engine lives. */
static bool
copy_texts(CsnEngine* engine)
{
  CsnConfig* const config = &engine->config;
  CsnDevice* const device = &config->device;
  const char** const texts[] = { &config->globalcode,  &config->options,
                                 &device->backend,     &device->outdev,
                                 &device->outdev_name, &device->indev,
                                 &device->indev_name,  &device->midiin,
                                 &device->midi_backend };
  bool good = true;
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); ++i) {
    if (*texts[i]) {
      *texts[i] = strdup(*texts[i]);
      good = good && *texts[i];
    }
  }
  if (config->ksmps) {
    engine->bg.ksmps_mode = CSN_KSMPS_NUMBER;
    engine->bg.ksmps_number = config->ksmps;
  }
  return csn_engine_set_includes(engine, config->includes) && good;
}

static void
free_texts(CsnEngine* engine)
{
  const CsnConfig* const config = &engine->config;
  const CsnDevice* const device = &config->device;
  const char* const texts[] = { config->globalcode,   config->options,
                                device->backend,      device->outdev,
                                device->outdev_name,  device->indev,
                                device->indev_name,   device->midiin,
                                device->midi_backend, engine->bg.includes };
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); ++i) {
    free((char*)(uintptr_t)texts[i]);
  }
}

static bool
make_names(CsnEngine* engine)
{
  engine->channels = csn_channels_new();
  engine->strings = csn_strings_new();
  engine->outvalues = (CsnOutvalues*)calloc(1, sizeof(CsnOutvalues));
  return engine->channels && engine->strings && engine->outvalues;
}

CsnStatus
csn_engine_new(CsnEngine** engine, const CsnConfig* config)
{
  if (!engine || !config || !is_good(config)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st =
    config->numthreads > 1U ? CSN_ERR_UNSUPPORTED : csn_csound_init();
  if (st) {
    return st;
  }
  csn_method_begin_unknown();

  CsnEngine* const made = (CsnEngine*)calloc(1, sizeof(CsnEngine));
  if (!made) {
    return CSN_ERR_NO_MEMORY;
  }
  made->config = *config;
  made->work = csn_engine_work;
  made->rt.transport.beats_per_minute = 120.0;
  made->rt.transport.beats_per_bar = 4.0;
  made->rt.transport.beat_unit = 4.0;
  if (!config->schedule) {
    made->config.schedule = work_at_once;
    made->config.schedule_data = made;
  }
  pthread_mutex_init(&made->bg.mutex, NULL);
  pthread_mutex_init(&made->send_mutex, NULL);
  pthread_mutex_init(&made->watch_mutex, NULL);
  made->commands = csn_ring_new(COMMANDS_SIZE);
  made->jobs = csn_ring_new(JOBS_SIZE);
  made->messages = csn_ring_new(MESSAGES_SIZE);
  made->deliveries = csn_ring_new(DELIVERIES_SIZE);
  made->garbage = csn_ring_new(GARBAGE_SIZE);
  made->bank = csn_bus_bank_new();
  made->rt.automations = csn_automations_new(made);
  made->plots = csn_plots_new(made);
  made->session = csn_session_new();
  made->soundfonts = csn_soundfonts_new();
  made->streams = csn_streams_new(made);
  made->rt.pool = csn_pool_new(RECORDS_SIZE);
  made->rt.queue = csn_queue_new(QUEUE_SIZE);
  made->rt.future = csn_future_new();
  made->rt.forgot_at = INT64_MIN;
  made->rt.syncs = csn_syncs_new();
  made->rt.clock.latency = config->extra_latency;
  made->rt.pfields = (double*)calloc(PMAX, sizeof(double));
  made->rt.texts = (char*)calloc(1, CSN_RECORD_MAX_SMALL);
  made->rt.line = (uint64_t*)calloc(1, CSN_RECORD_MAX_SMALL);
  made->bg.list = (CsnDiagnosticList*)calloc(1, sizeof(CsnDiagnosticList));
  made->bg.report = (char*)calloc(1, CSN_REPORT_SIZE);
  made->bg.tables = (CsnTableBook*)calloc(1, sizeof(CsnTableBook));
  csn_engine_find_delays(made);
  const bool copied = copy_texts(made);
  if (!copied || !make_doors(made) || !make_names(made) || !made->commands ||
      !made->jobs || !made->messages || !made->deliveries || !made->garbage ||
      !made->bank || !made->session || !made->streams || !made->soundfonts ||
      !made->plots || !made->rt.pool || !made->rt.queue || !made->rt.future ||
      !made->rt.syncs || !made->rt.pfields || !made->rt.texts ||
      !made->rt.line || !made->rt.automations || !made->bg.list ||
      !made->bg.report || !made->bg.tables) {
    csn_engine_free(made);
    return CSN_ERR_NO_MEMORY;
  }
  made->bank->no_audio = config->no_buses || config->no_audio_buses;
  made->bank->no_control = config->no_buses || config->no_control_buses;
  made->bank->max_audio = config->n_audio_buses;
  made->bank->max_control = config->n_control_buses;
  const CsnStatus entered = csn_registry_add(made, config->name);
  if (entered) {
    csn_engine_free(made);
    return entered;
  }
  *engine = made;
  return CSN_OK;
}

void
csn_engine_free(CsnEngine* engine)
{
  if (!engine) {
    return;
  }
  if (engine->messages && engine->garbage) {
    csn_engine_collect(engine);
  }
  csn_instance_free(atomic_load(&engine->shared.incoming));
  csn_instance_free(engine->rt.current);
  csn_instance_free(engine->rt.fading);
  free(atomic_load(&engine->shared.incoming_map));
  free(atomic_load(&engine->shared.retired_map));
  csn_scratch_free(engine->bg.scratch);
  csn_program_unref(engine->bg.program);
  free(engine->bg.map);
  free(engine->bg.list);
  free(engine->bg.report);
  csn_table_book_free(engine->bg.tables);
  csn_parcels_free(engine->bg.parcels);
  csn_fills_free(engine->bg.fills);
  pthread_mutex_destroy(&engine->bg.mutex);
  pthread_mutex_destroy(&engine->send_mutex);
  csn_automations_free(engine->rt.automations);
  pthread_mutex_destroy(&engine->watch_mutex);
  csn_watch_clear(&engine->bg.building.watch);
  csn_pool_free(engine->rt.pool);
  csn_queue_free(engine->rt.queue);
  csn_future_free(engine->rt.future);
  csn_syncs_free(engine->rt.syncs);
  free(engine->rt.pfields);
  free(engine->rt.texts);
  free(engine->rt.line);
  csn_ring_free(engine->commands);
  csn_ring_free(engine->jobs);
  csn_ring_free(engine->messages);
  csn_ring_free(engine->deliveries);
  csn_ring_free(engine->garbage);
  free_doors(engine);
  csn_bus_bank_free(engine->bank);
  csn_channels_free(engine->channels);
  csn_strings_free(engine->strings);
  free(engine->outvalues);
  csn_plots_free(engine->plots);
  csn_session_free(engine->session);
  csn_streams_free(engine->streams);
  csn_soundfonts_free(engine->soundfonts);
  csn_registry_remove(engine);
  free_texts(engine);
  free(engine);
}

// Loading from the control thread

/* Loads a source, or else the file of this path. */
static CsnStatus
load(CsnEngine* engine,
     const CsnSource* source,
     const char* path,
     char* report,
     size_t report_size)
{
  CsnDiagnosticList* const list =
    (CsnDiagnosticList*)calloc(1, sizeof(CsnDiagnosticList));
  if (!list) {
    return CSN_ERR_NO_MEMORY;
  }
  CsnProgram* program = source ? csn_program_new(source) : NULL;
  CsnStatus st = program  ? CSN_OK
                 : source ? CSN_ERR_NO_MEMORY
                          : csn_program_read(&program, path, list);
  const locale_t locale = csn_clocale_enter();
  if (!st) {
    pthread_mutex_lock(&engine->bg.mutex);
    st = csn_engine_build(engine, program, list);
    pthread_mutex_unlock(&engine->bg.mutex);
  }
  csn_clocale_leave(locale);
  csn_program_unref(program);
  if (report && report_size) {
    csn_diagnostic_list_format(list, report, report_size);
  }
  free(list);
  return st;
}

CsnStatus
csn_engine_load(CsnEngine* engine,
                const CsnSource* source,
                char* report,
                size_t report_size)
{
  return load(engine, source, NULL, report, report_size);
}

CsnStatus
csn_engine_load_file(CsnEngine* engine,
                     const char* path,
                     char* report,
                     size_t report_size)
{
  return load(engine, NULL, path, report, report_size);
}

CsnStatus
csn_engine_set_ksmps(CsnEngine* engine, CsnKsmpsMode mode, uint32_t number)
{
  if ((mode != CSN_KSMPS_FIT && mode != CSN_KSMPS_EXACT &&
       mode != CSN_KSMPS_NUMBER) ||
      (mode == CSN_KSMPS_NUMBER && (number < 1 || number > 8192))) {
    return CSN_ERR_BAD_ARG;
  }
  pthread_mutex_lock(&engine->bg.mutex);
  engine->bg.ksmps_mode = mode;
  engine->bg.ksmps_number = number;
  pthread_mutex_unlock(&engine->bg.mutex);
  return CSN_OK;
}

// Looking in

void
csn_engine_info(const CsnEngine* engine, CsnInfo* info)
{
  memset(info, 0, sizeof(*info));
  info->load = atomic_load(&engine->shared.load) * 1e-6;
  info->latency = atomic_load(&engine->shared.latency);
  info->n_guarded = atomic_load(&engine->shared.n_guarded);
  info->ksmps = atomic_load(&engine->shared.ksmps);
  info->nchnls = atomic_load(&engine->shared.nchnls);
  info->nchnls_i = atomic_load(&engine->shared.nchnls_i);
  info->zero_dbfs = atomic_load(&engine->shared.zero_dbfs);
}

bool
csn_engine_control_info(CsnEngine* engine, uint32_t index, CsnControlInfo* info)
{
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnControlMap* const map = engine->bg.map;
  const bool mapped = index < CSN_MAX_CONTROLS && map &&
                      map->slots[index].info.target != CSN_TARGET_NONE;
  if (mapped) {
    *info = map->slots[index].info;
    info->value = atomic_load(&engine->shared.values[index]);
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return mapped;
}

void
csn_engine_preset_control(CsnEngine* engine, uint32_t index, double value)
{
  if (index < CSN_MAX_CONTROLS) {
    atomic_store(&engine->shared.presets[index], value);
    atomic_fetch_or(&engine->shared.preset_mask, 1U << index);
  }
}

void
csn_engine_ksmps_mode(CsnEngine* engine, char* text, size_t size)
{
  pthread_mutex_lock(&engine->bg.mutex);
  if (engine->bg.ksmps_mode == CSN_KSMPS_NUMBER) {
    snprintf(text, size, "%u", engine->bg.ksmps_number);
  } else {
    snprintf(text,
             size,
             engine->bg.ksmps_mode == CSN_KSMPS_FIT ? "fit" : "exact");
  }
  pthread_mutex_unlock(&engine->bg.mutex);
}

static char*
copy_of(const char* text)
{
  return text ? strdup(text) : NULL;
}

char*
csn_engine_program(CsnEngine* engine, char** path, char** added)
{
  pthread_mutex_lock(&engine->bg.mutex);
  const CsnProgram* const program = engine->bg.program;
  char* const text = copy_of(program ? program->text : NULL);
  if (path) {
    *path = copy_of(program ? program->path : NULL);
  }
  if (added) {
    *added = copy_of(program ? program->added : NULL);
  }
  pthread_mutex_unlock(&engine->bg.mutex);
  return text;
}

bool
csn_engine_poll_door(CsnEngine* engine, unsigned door, CsnReply* reply)
{
  return door < CSN_N_DOORS && (csn_reply_read(engine->replies_rt[door],
                                               engine->polled[door],
                                               reply) ||
                                csn_reply_read(engine->replies_bg[door],
                                               engine->polled[door],
                                               reply));
}

bool
csn_engine_poll(CsnEngine* engine, CsnReply* reply)
{
  while (csn_engine_poll_door(engine, 0, reply)) {
    if (!csn_outvalue_call_back(engine, reply)) {
      return true;
    }
  }
  return false;
}
