// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

// The rig's life, its features and its worker (layer: tests).

#include "plugin_rig.h"

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/options/options.h>
#include <lv2/urid/urid.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { max_uris = 512, max_features = 16, max_awaited = 4000 };

// URIDs, one table for all

static pthread_mutex_t map_mutex = PTHREAD_MUTEX_INITIALIZER;
static char* mapped[max_uris];

static LV2_URID
map_uri(LV2_URID_Map_Handle handle, const char* uri)
{
  (void)handle;
  (void)pthread_mutex_lock(&map_mutex);
  LV2_URID i = 0;
  while (i < max_uris && mapped[i] && strcmp(mapped[i], uri) != 0) {
    ++i;
  }
  if (i < max_uris && !mapped[i]) {
    mapped[i] = strdup(uri);
  }
  (void)pthread_mutex_unlock(&map_mutex);
  return i < max_uris ? i + 1U : 0U;
}

__attribute__((destructor)) static void
free_uris(void)
{
  for (unsigned i = 0; i < max_uris; ++i) {
    free(mapped[i]);
  }
}

LV2_URID_Map*
csn_rig_mapper(void)
{
  static LV2_URID_Map map = { NULL, map_uri };
  return &map;
}

LV2_URID
csn_rig_map(const char* uri)
{
  return map_uri(NULL, uri);
}

// Log

__attribute__((format(printf, 3, 0))) static int
keep_log(LV2_Log_Handle handle, LV2_URID type, const char* format, va_list args)
{
  CsnRig* const rig = (CsnRig*)handle;
  (void)type;
  return vsnprintf(rig->log_text, sizeof(rig->log_text), format, args);
}

__attribute__((format(printf, 3, 4))) static int
keep_printf(LV2_Log_Handle handle, LV2_URID type, const char* format, ...)
{
  va_list args;
  va_start(args, format);
  const int n = keep_log(handle, type, format, args);
  va_end(args);
  return n;
}

// Worker

static LV2_Worker_Status
respond(LV2_Worker_Respond_Handle handle, uint32_t size, const void* body)
{
  CsnRig* const rig = (CsnRig*)handle;
  return rig->work->work_response(rig->handle, size, body);
}

static void
do_work(CsnRig* rig)
{
  const uint8_t wake = 1;
  (void)rig->work->work(rig->handle, respond, rig, sizeof(wake), &wake);
  (void)atomic_fetch_add(&rig->n_worked, 1U);
}

static LV2_Worker_Status
schedule_work(LV2_Worker_Schedule_Handle handle,
              uint32_t size,
              const void* body)
{
  CsnRig* const rig = (CsnRig*)handle;
  if (atomic_load(&rig->full) || !rig->handle) {
    (void)atomic_fetch_add(&rig->n_refused, 1U);
    return LV2_WORKER_ERR_NO_SPACE;
  }
  switch (rig->setup.worker) {
    case CSN_RIG_AT_ONCE:
      (void)rig->work->work(rig->handle, respond, rig, size, body);
      (void)atomic_fetch_add(&rig->n_worked, 1U);
      break;
    case CSN_RIG_LATER:
      (void)atomic_fetch_add(&rig->n_pending, 1U);
      break;
    case CSN_RIG_THREAD:
      (void)sem_post(&rig->wanted);
      break;
    case CSN_RIG_NO_WORKER:
      return LV2_WORKER_ERR_UNKNOWN;
  }
  return LV2_WORKER_SUCCESS;
}

static void*
work_in_thread(void* data)
{
  CsnRig* const rig = (CsnRig*)data;
  for (;;) {
    while (sem_wait(&rig->wanted) != 0) {
    }
    if (atomic_load(&rig->quit)) {
      return NULL;
    }
    do_work(rig);
  }
}

void
csn_rig_work(CsnRig* rig)
{
  while (atomic_load(&rig->n_pending)) {
    (void)atomic_fetch_sub(&rig->n_pending, 1U);
    do_work(rig);
  }
}

// Life

static LV2_Handle
instantiate(CsnRig* rig)
{
  const CsnRigSetup* const setup = &rig->setup;
  const LV2_URID atom_int = csn_rig_map(LV2_ATOM__Int);
  LV2_Options_Option options[3];
  unsigned n_options = 0;
  memset(options, 0, sizeof(options));
  if (setup->min_block) {
    options[n_options++] = (LV2_Options_Option){
      LV2_OPTIONS_INSTANCE, 0,        csn_rig_map(LV2_BUF_SIZE__minBlockLength),
      sizeof(int32_t),      atom_int, &setup->min_block
    };
  }
  if (setup->max_block) {
    options[n_options++] = (LV2_Options_Option){
      LV2_OPTIONS_INSTANCE, 0,        csn_rig_map(LV2_BUF_SIZE__maxBlockLength),
      sizeof(int32_t),      atom_int, &setup->max_block
    };
  }

  rig->schedule.handle = rig;
  rig->schedule.schedule_work = schedule_work;
  rig->log.handle = rig;
  rig->log.printf = keep_printf;
  rig->log.vprintf = keep_log;
  const LV2_Feature log = { LV2_LOG__log, &rig->log };
  const LV2_Feature map = { LV2_URID__map, csn_rig_mapper() };
  const LV2_Feature option = { LV2_OPTIONS__options, options };
  const LV2_Feature worker = { LV2_WORKER__schedule, &rig->schedule };
  const LV2_Feature* features[max_features] = { NULL };
  unsigned n = 0;
  for (; setup->extra && setup->extra[n]; ++n) {
    features[n] = setup->extra[n];
  }
  if (!setup->no_map) {
    features[n++] = &map;
  }
  features[n++] = &log;
  if (n_options) {
    features[n++] = &option;
  }
  if (setup->worker != CSN_RIG_NO_WORKER) {
    features[n++] = &worker;
  }

  char bundle[4096];
  const char* const build = getenv("CSN_OUT");
  (void)snprintf(bundle,
                 sizeof(bundle),
                 "%s/lv2/csonance.lv2/",
                 build ? build : "build");
  return rig->descriptor->instantiate(rig->descriptor,
                                      setup->rate,
                                      bundle,
                                      features);
}

static bool
take_memory(CsnRig* rig)
{
  bool good = true;
  for (unsigned c = 0; c < CSN_MAX_CHANNELS; ++c) {
    rig->in[c] = (float*)calloc(csn_rig_max_frames, sizeof(float));
    rig->out[c] = (float*)calloc(csn_rig_max_frames, sizeof(float));
    good = good && rig->in[c] && rig->out[c];
  }
  // One past a multiple of 8 by 4; no slack, so that ASan sees each overrun
  rig->atoms_in = (uint8_t*)calloc(1, csn_rig_atoms_size + 4U);
  rig->atoms_out = (uint8_t*)calloc(1, csn_rig_atoms_size + 4U);
  rig->told = (CsnTold*)calloc(csn_rig_max_messages, sizeof(CsnTold));
  if (!good || !rig->atoms_in || !rig->atoms_out || !rig->told) {
    return false;
  }
  rig->atoms_in += 4;
  rig->atoms_out += 4;
  return true;
}

CsnRig*
csn_rig_new(const CsnRigSetup* setup)
{
  CsnRig* const rig = (CsnRig*)calloc(1, sizeof(CsnRig));
  if (!rig || !take_memory(rig)) {
    abort();
  }
  rig->setup = *setup;
  rig->setup.rate = setup->rate > 0 ? setup->rate : 48000.0;
  rig->enabled = 1.0F;
  rig->out_size = 65536;
  for (unsigned i = 0; i < CSN_MAX_CONTROLS; ++i) {
    rig->ctl[i] = 0.5F;
  }
  csn_uris_map(&rig->uris, csn_rig_mapper());
  rig->n_in = setup->kind == CSN_RIG_EFFECT  ? 2U
              : setup->kind == CSN_RIG_MULTI ? 8U
                                             : 0U;
  rig->n_out = setup->kind == CSN_RIG_MULTI ? 8U : 2U;
  rig->descriptor = lv2_descriptor((uint32_t)setup->kind);
  rig->work = (const LV2_Worker_Interface*)rig->descriptor->extension_data(
    LV2_WORKER__interface);
  rig->state = (const LV2_State_Interface*)rig->descriptor->extension_data(
    LV2_STATE__interface);
  (void)sem_init(&rig->wanted, 0, 0);
  if (setup->worker == CSN_RIG_THREAD) {
    (void)pthread_create(&rig->thread, NULL, work_in_thread, rig);
  }
  rig->handle = instantiate(rig);
  csn_rig_clear(rig);
  if (rig->handle) {
    csn_rig_connect(rig);
    rig->descriptor->activate(rig->handle);
  }
  return rig;
}

CsnRig*
csn_rig_of(CsnRigKind kind)
{
  const CsnRigSetup setup = { .kind = kind };
  return csn_rig_new(&setup);
}

void
csn_rig_free(CsnRig* rig)
{
  if (!rig) {
    return;
  }
  if (rig->setup.worker == CSN_RIG_THREAD) {
    atomic_store(&rig->quit, true);
    (void)sem_post(&rig->wanted);
    (void)pthread_join(rig->thread, NULL);
  }
  if (rig->handle) {
    if (rig->descriptor->deactivate) {
      rig->descriptor->deactivate(rig->handle);
    }
    rig->descriptor->cleanup(rig->handle);
  }
  (void)sem_destroy(&rig->wanted);
  for (unsigned c = 0; c < CSN_MAX_CHANNELS; ++c) {
    free(rig->in[c]);
    free(rig->out[c]);
  }
  free(rig->atoms_in - 4);
  free(rig->atoms_out - 4);
  free(rig->told);
  free(rig);
}

void
csn_rig_connect(CsnRig* rig)
{
  void (*const connect)(LV2_Handle, uint32_t, void*) =
    rig->descriptor->connect_port;
  connect(rig->handle, CSN_PORT_CONTROL, rig->atoms_in);
  connect(rig->handle, CSN_PORT_NOTIFY, rig->atoms_out);
  connect(rig->handle, CSN_PORT_ENABLED, &rig->enabled);
  connect(rig->handle, CSN_PORT_FREEWHEEL, &rig->freewheel);
  connect(rig->handle, CSN_PORT_LATENCY, &rig->latency);
  for (uint32_t i = 0; i < CSN_MAX_CONTROLS; ++i) {
    connect(rig->handle, CSN_PORT_CTL_1 + i, &rig->ctl[i]);
  }
  for (uint32_t c = 0; c < rig->n_in; ++c) {
    connect(rig->handle, CSN_PORT_AUDIO + c, rig->in[c]);
  }
  for (uint32_t c = 0; c < rig->n_out; ++c) {
    connect(rig->handle, CSN_PORT_AUDIO + rig->n_in + c, rig->out[c]);
  }
}

// Blocks

void
csn_rig_run(CsnRig* rig, uint32_t n_frames)
{
  csn_rig_prepare_output(rig);
  rig->descriptor->run(rig->handle, n_frames);
  csn_rig_take_output(rig, n_frames);
  csn_rig_clear(rig);
  ++rig->n_blocks;
}

const CsnTold*
csn_rig_await(CsnRig* rig, int32_t number)
{
  const struct timespec pause = { 0, 2000000 };
  for (unsigned i = 0; i < max_awaited; ++i) {
    for (unsigned k = 0; k < rig->n_told; ++k) {
      const CsnTold* const told = &rig->told[k];
      if (told->number == number &&
          (told->type == CSN_TOLD_ACK || told->type == CSN_TOLD_ERROR)) {
        return told;
      }
    }
    if (i && rig->setup.worker == CSN_RIG_THREAD) {
      (void)nanosleep(&pause, NULL);
    }
    csn_rig_run(rig, i ? csn_rig_frames : 0U);
  }
  return NULL;
}

bool
csn_rig_load(CsnRig* rig, const char* text)
{
  static int32_t number = 1000000;
  ++number;
  csn_rig_set(rig, 0, rig->uris.csn_program, text, number);
  const CsnTold* const told = csn_rig_await(rig, number);
  const bool done = told && told->type == CSN_TOLD_ACK;
  if (told && !done) {
    printf("    %s\n", told->text);
  }
  return done;
}

const CsnTold*
csn_rig_call(CsnRig* rig, const char* line, int32_t number)
{
  csn_rig_set(rig, 0, rig->uris.csn_call, line, number);
  return csn_rig_await(rig, number);
}

void
csn_rig_forget(CsnRig* rig)
{
  rig->n_told = 0;
}

unsigned
csn_rig_count(const CsnRig* rig, CsnToldType type, int32_t number)
{
  unsigned n = 0;
  for (unsigned i = 0; i < rig->n_told; ++i) {
    n += rig->told[i].type == type && rig->told[i].number == number;
  }
  return n;
}

const CsnTold*
csn_rig_last(const CsnRig* rig, LV2_URID property)
{
  const CsnTold* last = NULL;
  for (unsigned i = 0; i < rig->n_told; ++i) {
    if (rig->told[i].type == CSN_TOLD_SET &&
        rig->told[i].property == property) {
      last = &rig->told[i];
    }
  }
  return last;
}
