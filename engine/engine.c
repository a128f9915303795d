// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "engine.h"

#include "clocale.h"
#include "csound6.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMANDS_SIZE ((size_t)4 * 1024 * 1024) ///< Twice the longest text
#define JOBS_SIZE ((size_t)4 * 1024 * 1024)     ///< Twice the longest text
#define MESSAGES_SIZE ((size_t)64 * 1024)
#define REPLIES_SIZE ((size_t)256 * 1024)
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
         config->n_outputs <= CSN_MAX_CHANNELS;
}

CsnStatus
csn_engine_new(CsnEngine** engine, const CsnConfig* config)
{
  if (!engine || !config || !is_good(config)) {
    return CSN_ERR_BAD_ARG;
  }
  const CsnStatus st = csn_csound_init();
  if (st) {
    return st;
  }

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
  made->commands = csn_ring_new(COMMANDS_SIZE);
  made->jobs = csn_ring_new(JOBS_SIZE);
  made->messages = csn_ring_new(MESSAGES_SIZE);
  made->replies_rt = csn_ring_new(REPLIES_SIZE);
  made->replies_bg = csn_ring_new(REPLIES_SIZE);
  made->bank = csn_bus_bank_new();
  made->rt.pool = csn_pool_new(RECORDS_SIZE);
  made->rt.queue = csn_queue_new(QUEUE_SIZE);
  made->rt.pfields = (double*)calloc(PMAX, sizeof(double));
  made->rt.line = (uint64_t*)calloc(1, CSN_RECORD_MAX_SMALL);
  made->bg.list = (CsnDiagnosticList*)calloc(1, sizeof(CsnDiagnosticList));
  made->bg.report = (char*)calloc(1, CSN_REPORT_SIZE);
  made->poll_size = REPLIES_SIZE;
  made->poll_text = (char*)calloc(1, made->poll_size);
  if (!made->commands || !made->jobs || !made->messages || !made->replies_rt ||
      !made->replies_bg || !made->bank || !made->rt.pool || !made->rt.queue ||
      !made->rt.pfields || !made->rt.line || !made->bg.list ||
      !made->bg.report || !made->poll_text) {
    csn_engine_free(made);
    return CSN_ERR_NO_MEMORY;
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
  if (engine->messages) {
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
  pthread_mutex_destroy(&engine->bg.mutex);
  csn_pool_free(engine->rt.pool);
  csn_queue_free(engine->rt.queue);
  free(engine->rt.pfields);
  free(engine->rt.line);
  csn_ring_free(engine->commands);
  csn_ring_free(engine->jobs);
  csn_ring_free(engine->messages);
  csn_ring_free(engine->replies_rt);
  csn_ring_free(engine->replies_bg);
  csn_bus_bank_free(engine->bank);
  free(engine->poll_text);
  free(engine);
}

// Loading from the control thread

static CsnStatus
load(CsnEngine* engine,
     CsnStatus st,
     CsnProgram* program,
     CsnDiagnosticList* list,
     char* report,
     size_t report_size)
{
  const locale_t locale = csn_clocale_enter();
  if (!st) {
    pthread_mutex_lock(&engine->bg.mutex);
    st = csn_engine_build(engine, program, 0, list);
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
  CsnDiagnosticList* const list =
    (CsnDiagnosticList*)calloc(1, sizeof(CsnDiagnosticList));
  if (!list) {
    return CSN_ERR_NO_MEMORY;
  }
  CsnProgram* const program = csn_program_new(source);
  return load(engine,
              program ? CSN_OK : CSN_ERR_NO_MEMORY,
              program,
              list,
              report,
              report_size);
}

CsnStatus
csn_engine_load_file(CsnEngine* engine,
                     const char* path,
                     char* report,
                     size_t report_size)
{
  CsnDiagnosticList* const list =
    (CsnDiagnosticList*)calloc(1, sizeof(CsnDiagnosticList));
  if (!list) {
    return CSN_ERR_NO_MEMORY;
  }
  CsnProgram* program = NULL;
  const CsnStatus st = csn_program_read(&program, path, list);
  return load(engine, st, program, list, report, report_size);
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

// Methods from the control thread

static CsnStatus
send(CsnEngine* engine, const CsnRecord* record)
{
  return !record ? CSN_ERR_FULL
         : csn_ring_write(engine->commands, record, record->size, NULL, 0)
           ? CSN_OK
           : CSN_ERR_FULL;
}

CsnStatus
csn_engine_call(CsnEngine* engine,
                const char* line,
                uint32_t request,
                char* report,
                size_t report_size)
{
  /* The audio thread parses, since it has the $names; here the line is only
     tried, with every $name taken as good and the room that there is. */
  const size_t length = strlen(line);
  const size_t need = length + sizeof(CsnRecord) + 64U;
  const size_t capacity =
    need > CSN_RECORD_MAX_SMALL ? need : CSN_RECORD_MAX_SMALL;
  void* const buffer = calloc(1, capacity);
  CsnVariables* const names = (CsnVariables*)calloc(1, sizeof(CsnVariables));
  const char* problem = "out of memory";
  CsnStatus st = CSN_ERR_NO_MEMORY;
  if (buffer && names) {
    CsnRecord* record = NULL;
    csn_line_collect_names(line, length, names);
    st = csn_line_parse(line,
                        length,
                        request,
                        names,
                        buffer,
                        CSN_RECORD_MAX_SMALL,
                        &record,
                        &problem);
  }
  free(names);
  if (!st) {
    CsnRecordWriter writer;
    csn_record_begin(&writer, buffer, capacity, CSN_METHOD_LINE, request);
    csn_record_text(&writer, line, length);
    st = send(engine, csn_record_end(&writer));
    problem = "too many calls at once";
  }
  free(buffer);
  if (report && report_size) {
    snprintf(report, report_size, "%s", st ? problem : "");
  }
  return st;
}

/** A record on the stack. */
typedef struct {
  CsnRecordWriter writer;
  uint64_t buffer[2048 + 64];
} Call;

static void
begin(Call* call, CsnMethodId method, uint32_t request)
{
  csn_record_begin(&call->writer,
                   call->buffer,
                   sizeof(call->buffer),
                   (uint16_t)method,
                   request);
}

static CsnStatus
end(CsnEngine* engine, Call* call)
{
  return send(engine, csn_record_end(&call->writer));
}

CsnStatus
csn_engine_sched(CsnEngine* engine,
                 const char* instr,
                 double delay,
                 double dur,
                 const double* args,
                 size_t n_args,
                 uint32_t request)
{
  Call call;
  double number = 0;
  const char* const instr_end = instr + strlen(instr);
  begin(&call, CSN_METHOD_SCHED, request);
  if (csn_number_parse(instr, instr_end, &number) == instr_end) {
    csn_record_number(&call.writer, number);
  } else {
    csn_record_text(&call.writer, instr, strlen(instr));
  }
  csn_record_number(&call.writer, delay);
  csn_record_number(&call.writer, dur);
  for (size_t i = 0; i < n_args; ++i) {
    csn_record_number(&call.writer, args[i]);
  }
  return end(engine, &call);
}

CsnStatus
csn_engine_unsched(CsnEngine* engine, double p1, double delay)
{
  Call call;
  begin(&call, CSN_METHOD_UNSCHED, 0);
  csn_record_number(&call.writer, p1);
  csn_record_number(&call.writer, delay);
  return end(engine, &call);
}

CsnStatus
csn_engine_unsched_all(CsnEngine* engine)
{
  Call call;
  begin(&call, CSN_METHOD_UNSCHED_ALL, 0);
  return end(engine, &call);
}

CsnStatus
csn_engine_setp(CsnEngine* engine,
                double p1,
                uint32_t index,
                double value,
                double delay)
{
  Call call;
  begin(&call, CSN_METHOD_SETP, 0);
  csn_record_number(&call.writer, p1);
  csn_record_number(&call.writer, delay);
  csn_record_number(&call.writer, index);
  csn_record_number(&call.writer, value);
  return end(engine, &call);
}

CsnStatus
csn_engine_set_channel(CsnEngine* engine,
                       const char* channel,
                       double value,
                       double delay)
{
  Call call;
  begin(&call, CSN_METHOD_SET_CHANNEL, 0);
  csn_record_text(&call.writer, channel, strlen(channel));
  csn_record_number(&call.writer, value);
  csn_record_number(&call.writer, delay);
  return end(engine, &call);
}

CsnStatus
csn_engine_compile(CsnEngine* engine, const char* text, uint32_t request)
{
  const size_t length = strlen(text);
  const size_t capacity = sizeof(CsnRecord) + length + 64U;
  void* const buffer = malloc(capacity);
  if (!buffer) {
    return CSN_ERR_NO_MEMORY;
  }
  CsnRecordWriter writer;
  csn_record_begin(&writer, buffer, capacity, CSN_METHOD_COMPILE, request);
  csn_record_text(&writer, text, length);
  const CsnStatus st = send(engine, csn_record_end(&writer));
  free(buffer);
  return st;
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

static bool
poll_ring(CsnEngine* engine, CsnRing* ring, CsnReply* reply)
{
  CsnReplyHead head;
  size_t size = 0;
  const char* const message = (const char*)csn_ring_peek(ring, &size);
  if (!message) {
    return false;
  }
  memcpy(&head, message, sizeof(head));
  const size_t length = size - sizeof(head) - 1U;
  memcpy(engine->poll_text, message + sizeof(head), length + 1U);
  engine->poll_text[length] = '\0'; // A long one was cut
  csn_ring_skip(ring);

  reply->type = head.type;
  reply->status = head.status;
  reply->request = head.request;
  reply->has_value = head.has_value;
  reply->value = head.value;
  reply->frame = head.frame;
  reply->length = length;
  reply->text = engine->poll_text;
  return true;
}

bool
csn_engine_poll(CsnEngine* engine, CsnReply* reply)
{
  return poll_ring(engine, engine->replies_rt, reply) ||
         poll_ring(engine, engine->replies_bg, reply);
}
