// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "instance.h"

#include "csound6/csound6.h"
#include "engine.h"
#include "ksmps.h"
#include "life/life.h"
#include "note/sync.h"
#include "program/csd.h"
#include "session/session.h"
#include "sound/soundfont.h"
#include "sound/stream.h"
#include "table/builtin.h"

#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_WARM_EVENTS 16 ///< Events of one k-cycle that allocate nothing

__attribute__((format(printf, 3, 0))) static void
on_message(CSOUND* csound, int attr, const char* format, va_list args)
{
  CsnInstance* const instance = (CsnInstance*)csoundGetHostData(csound);
  char text[1024];
  (void)attr;

  const int n = vsnprintf(text, sizeof(text), format, args);
  if (!instance || n <= 0 || instance->rt.looking) {
    return;
  }
  if (instance->building) {
    csn_diagnose_message(instance->diagnose, text, strlen(text));
    return;
  }
  if (!strncmp(format, "SECTION ", 8)) {
    csn_notes_invalidate(instance->notes); // Csound has freed ended notes
    return;
  }
  if (instance->message) {
    instance->message(instance->message_data, instance, text);
  }
}

static int
on_yield(CSOUND* csound)
{
  CsnInstance* const instance = (CsnInstance*)csoundGetHostData(csound);
  csn_role_enter_audio();
  if (csn_watch_has_acted_rt(&instance->watch)) {
    csn_instance_settle_rt(instance);
  }
  csn_notes_yield(instance);
  if (instance->rt.automations) {
    csn_automations_run_fields(instance->rt.automations, instance);
  }
  return 1;
}

// Text to running Csound

/* Csound allocates 16 kB for an event unless it has one to use again. */
static void
warm_events(CsnInstance* instance)
{
  EVTBLK* const event = (EVTBLK*)calloc(1, sizeof(EVTBLK));
  if (event) {
    event->opcod = 'f'; // Of table 0: nothing is done
    event->pcnt = 4;
    for (int i = 0; i < N_WARM_EVENTS; ++i) {
      instance->csound->insert_score_event_at_sample(instance->csound,
                                                     event,
                                                     0);
    }
    free(event);
  }
}

static void
take_geometry(CsnInstance* instance)
{
  CSOUND* const csound = instance->csound;
  const CsnCsoundLayout* const layout = csn_csound_layout();

  instance->perform = csound->PerformKsmps;
  instance->rate = csoundGetSr(csound);
  instance->ksmps = csoundGetKsmps(csound);
  instance->nchnls = csoundGetNchnls(csound);
  instance->nchnls_i = csoundGetNchnlsInput(csound);
  instance->zero_dbfs = csoundGet0dBFS(csound);
  instance->spin = csoundGetSpin(csound);
  instance->spout = csoundGetSpout(csound);
  memset(instance->spin,
         0,
         sizeof(MYFLT) * instance->ksmps * instance->nchnls_i);
  memset(instance->spout,
         0,
         sizeof(MYFLT) * instance->ksmps * instance->nchnls);
  if (layout->yield_known) {
    const int every_cycle = 0;
    memcpy((char*)csound + layout->yield_interval, &every_cycle, sizeof(int));
  }
  csoundSetYieldCallback(csound, on_yield);
}

int
csn_instance_compile(CSOUND* csound,
                     const char* text,
                     const CsnHeader* header,
                     CsnFieldsMap* fields)
{
  CsnHeads heads;
  if (csn_heads_read(&heads, text, header, NULL, NULL)) {
    return -1;
  }
  int st = csoundCompileOrc(csound, heads.code ? heads.code : text);
  if (!st && fields && !csn_fields_map_take(fields, &heads)) {
    st = -1;
  }
  csn_heads_clear(&heads);
  return st;
}

static CsnStatus
start(CsnInstance* instance,
      const char* csd,
      const CsnBuild* how,
      CsnDiagnosticList* list)
{
  csn_building_begin(how->building, instance->csound);
  int st = csoundCompileCsdText(instance->csound, csd);
  const bool full = !st && csn_tables_build(how->engine, instance);
  if (!st && !full) {
    st = csoundStart(instance->csound);
  }
  const char* at = instance->program->added;
  for (char* code = NULL;
       !st && !full && (code = csn_program_next_added(&at));) {
    st = csn_instance_compile(instance->csound,
                              code,
                              &instance->header,
                              instance->fields);
    free(code);
  }
  if (!st && !full) {
    st = csn_builtins_build(how->engine, instance);
  }
  const bool broken = !csn_building_end(how->building);
  const size_t n_errors = csn_diagnose_finish(instance->diagnose, st, list);
  if (full) {
    return CSN_ERR_NO_MEMORY;
  }
  if (broken) {
    (void)csn_diagnostic_add(list,
                             CSN_SEVERITY_ERROR,
                             instance->program->path,
                             0,
                             0,
                             "the program's global code did not come to its "
                             "end, and was broken off");
    return CSN_ERR_COMPILE;
  }
  if (how->without_score) {
    csoundSetScorePending(instance->csound, 0);
  }
  return st || (n_errors && !csoundGetSpout(instance->csound)) ? CSN_ERR_COMPILE
                                                               : CSN_OK;
}

static bool
connect_opcodes(CsnInstance* instance, const CsnBuild* how)
{
  CSOUND* const csound = instance->csound;
  instance->buses =
    csn_buses_new(how->bank, instance->ksmps, &instance->rt.n_cycles);
  if (!instance->buses) {
    return false;
  }
  csn_buses_expect(instance->buses, instance->program->text);
  csn_buses_expect(instance->buses, instance->program->added);
  return csn_buses_connect(instance->buses, csound) &&
         csn_syncs_connect(how->syncs, csound) &&
         csn_streams_connect(how->engine->streams, csound) &&
         csn_soundfonts_connect(how->engine->soundfonts, csound);
}

static double
value_or(const CsnHeaderValue* first, const CsnHeaderValue* other, double value)
{
  return first->literal && first->said   ? first->value
         : other->literal && other->said ? other->value
                                         : value;
}

static void
take_header(CsnInstance* instance, const CsnBuild* how, const CsnCsdHeader* csd)
{
  const uint32_t ksmps = csn_ksmps_said(csd);
  instance->header.sr = how->rate;
  instance->header.ksmps = ksmps ? ksmps : CSN_DEFAULT_KSMPS;
  instance->header.zero_dbfs =
    value_or(&csd->options.zero_dbfs, &csd->header.zero_dbfs, 32768.0);
  const double a4 = instance->program->a4;
  instance->header.a4 =
    value_or(&csd->header.a4, &csd->header.a4, a4 > 0 ? a4 : 440.0);
}

/* Csound's text: a .csd, its options cleaned, its heads expanded. */
static char*
text_for_csound(CsnInstance* instance)
{
  char* const csd = csn_program_complete(instance->program);
  CsnHeads heads;
  if (!csd || csn_heads_read(&heads, csd, &instance->header, NULL, NULL)) {
    free(csd);
    return NULL;
  }
  char* const code = heads.code;
  heads.code = NULL;
  csn_heads_clear(&heads);
  if (code) {
    free(csd);
  }
  return code ? code : csd;
}

/* Looks at the text as the user knows it. */
static CsnStatus
examine(CsnInstance* instance,
        const CsnCsd* csd,
        const char* name,
        const CsnEngine* engine,
        CsnDiagnosticList* list)
{
  const CsnProgram* const program = instance->program;
  CsnHeads heads;
  CsnStatus st =
    csn_heads_read(&heads, program->text, &instance->header, name, list);
  if (st) {
    return st;
  }
  if (engine) {
    st = csn_ranges_check(engine, heads.instrs, name, list);
  }
  if (st) {
    csn_heads_clear(&heads);
    return st;
  }
  const CsnDiagnoseProgram source = { heads.shown ? heads.shown : program->text,
                                      program->length,
                                      name,
                                      program->folder,
                                      false };
  st = csn_diagnose_begin(instance->diagnose, &source) &&
           csn_fields_map_take(instance->fields, &heads)
         ? CSN_OK
         : CSN_ERR_NO_MEMORY;
  csn_heads_clear(&heads);
  if (!st && csn_diagnose_static(instance->diagnose, list)) {
    return CSN_ERR_COMPILE;
  }
  csn_diagnose_use_csound(instance->diagnose, instance->csound);
  csn_diagnose_set_shift(instance->diagnose,
                         (csd->is_csd ? 0 : 2) +
                           csn_program_lines_before(program));
  return st;
}

static CsnStatus
build(CsnInstance* instance,
      const CsnBuild* how,
      const CsnControlMap* old_map,
      CsnDiagnosticList* list)
{
  CsnProgram* const program = instance->program;
  const char* const name = program->path ? program->path : "program";
  CsnCsd csd;
  CsnCsdHeader header;

  if (!csn_csd_parse(&csd, program->text, program->length, name, list)) {
    return CSN_ERR_BAD_DATA;
  }
  csn_csd_header(&header, &csd, program->text);
  take_header(instance, how, &header);
  CsnStatus st = examine(instance, &csd, name, how->engine, list);
  char* const text = st ? NULL : text_for_csound(instance);
  if (!text) {
    return st ? st : CSN_ERR_NO_MEMORY;
  }
  instance->ksmps = csn_ksmps_choose(how, &header, text, program->folder);
  csn_instance_set_options(instance, &header, how);
  csoundSetMessageCallback(instance->csound, on_message);
  if (!connect_opcodes(instance, how)) {
    free(text);
    return CSN_ERR_NO_MEMORY;
  }
  st = start(instance, text, how, list);
  free(text);
  if (st) {
    return st;
  }

  if (how->session) {
    instance->building = false; // Nobody listens to what Csound says of these
    csn_session_give(how->session, instance->csound, list);
  }
  take_geometry(instance);
  instance->aligned =
    how->fixed_block && how->fixed_block % instance->ksmps == 0;
  instance->map =
    csn_controls_declared(instance->csound, program->text, old_map);
  if (!instance->map) {
    return CSN_ERR_NO_MEMORY;
  }
  csn_controls_connect(&instance->channels,
                       instance->map,
                       instance->csound,
                       program->text);
  csn_transport_connect(&instance->transport, instance->csound, program->text);
  warm_events(instance);
  return CSN_OK;
}

CsnStatus
csn_instance_new(CsnInstance** instance,
                 CsnProgram* program,
                 const CsnBuild* how,
                 const CsnControlMap* old_map,
                 CsnDiagnosticList* list)
{
  CsnStatus st = csn_csound_init();
  if (st) {
    return st;
  }

  char locale[128] = "C";
  const char* const had = setlocale(LC_NUMERIC, NULL);
  if (had) {
    snprintf(locale, sizeof(locale), "%s", had);
  }

  CsnInstance* const made = (CsnInstance*)calloc(1, sizeof(CsnInstance));
  if (!made) {
    return CSN_ERR_NO_MEMORY;
  }
  made->building = true;
  made->engine = how->engine;
  made->program = csn_program_ref(program);
  made->notes = csn_notes_new();
  made->fields = csn_fields_map_new();
  made->diagnose = csn_diagnose_new();
  made->csound = csn_csound_create(made, csn_program_needs_all(program));
  st = made->notes && made->fields && made->diagnose && made->csound
         ? build(made, how, old_map, list)
         : CSN_ERR_NO_MEMORY;
  setlocale(LC_NUMERIC, locale); // Csound sets "C" and leaves it
  if (st) {
    csn_instance_free(made);
    return st;
  }

  made->building = false;
  made->message = how->message;
  made->message_data = how->message_data;
  *instance = made;
  return CSN_OK;
}

static void
remove_keep_alive(CsnInstance* instance)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  if (!layout->known) {
    return;
  }
  INSDS** link = (INSDS**)(void*)((char*)instance->csound + layout->first_off);
  while (*link && *link != &instance->rt.keep_alive) {
    link = &(*link)->nxtoff;
  }
  if (*link) {
    *link = instance->rt.keep_alive.nxtoff;
  }
}

void
csn_instance_free(CsnInstance* instance)
{
  if (!instance) {
    return;
  }
  instance->message = NULL;
  instance->building = false;
  if (instance->csound) {
    if (instance->rt.ended) {
      remove_keep_alive(instance);
    }
    csoundDestroy(instance->csound);
  }
  csn_tables_free(instance->tables);
  csn_buses_free(instance->buses); // Its notes have let go of them
  csn_diagnose_free(instance->diagnose);
  csn_notes_free(instance->notes);
  csn_fields_map_free(instance->fields);
  csn_watch_clear(&instance->watch);
  csn_program_unref(instance->program);
  free(instance->map);
  free(instance);
}
