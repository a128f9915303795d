// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "csound6.h"

#include "bus/bus.h"
#include "csound6_names.h"
#include "mend.h"
#include "note/sync.h"
#include "opcodedir.h"
#include "refuse.h"
#include "sound/soundfont.h"
#include "sound/stream.h"
#include "table/table.h"

#include <csound/csound.h>
//
#include <csound/csdl.h>

#include <locale.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 4096

CsnRole csn_audio_role;

static struct {
  CsnCsoundLayout layout;
  CsnStatus status;
  /* Never destroyed: while one instance lives, the opcode libraries stay
     loaded, and later instances are ready in a millisecond. */
  CSOUND* pin;
  /* Folders of opcode libraries; empty: Csound's own.  Csound has one setting
     for the process, so a lock goes from setting it to using it. */
  pthread_mutex_t mutex;
  bool prepared_all;
  bool has_all; ///< The setting
  char few[PATH_SIZE];
  char all[PATH_SIZE];
} process = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* The instance in which the layout is looked for.  ksmps is so long that
   Csound would yield only every 26th k-cycle. */
static const char probe_text[] = "<CsoundSynthesizer>\n"
                                 "<CsInstruments>\n"
                                 "sr = 48000\n"
                                 "ksmps = 4800\n"
                                 "nchnls = 1\n"
                                 "0dbfs = 1\n"
                                 "instr 1\n"
                                 "endin\n"
                                 "instr 2\n"
                                 "endin\n"
                                 "massign 0, 1\n"
                                 "</CsInstruments>\n"
                                 "<CsScore>\n"
                                 "f 0 100000\n"
                                 "</CsScore>\n"
                                 "</CsoundSynthesizer>\n";

#define PROBE_INTERVAL 25

typedef struct {
  MYFLT first;
  MYFLT second;
  bool played;
} Probe;

static void
silence(CSOUND* csound, int attr, const char* format, va_list args)
{
  (void)csound;
  (void)attr;
  (void)format;
  (void)args;
}

static int
open_midi(CSOUND* csound, void** data, const char* name)
{
  (void)name;
  *data = csoundGetHostData(csound);
  return 0;
}

/* Two notes, on the channels 1 and 6. */
static int
read_midi(CSOUND* csound, void* data, unsigned char* buffer, int size)
{
  static const unsigned char notes[] = { 0x90, 60, 100, 0x95, 62, 100 };
  Probe* const probe = (Probe*)data;
  (void)csound;
  if (probe->played || size < (int)sizeof(notes)) {
    return 0;
  }
  probe->played = true;
  memcpy(buffer, notes, sizeof(notes));
  return (int)sizeof(notes);
}

/* Looks for `value` among the pointers in [begin, end) of the struct; returns
   its offset if it is there once. */
static bool
find_pointer(const CSOUND* csound, size_t end, const void* value, size_t* at)
{
  unsigned found = 0;
  for (size_t i = sizeof(CSOUND) / 8U * 8U; i < end; i += 8U) {
    const void* word = NULL;
    memcpy(&word, (const char*)csound + i, sizeof(word));
    if (word == value) {
      *at = i;
      ++found;
    }
  }
  return found == 1;
}

static bool
find_interval(const CSOUND* csound, size_t begin, int count, size_t* at)
{
  unsigned found = 0;
  for (size_t i = begin; i < begin + 2048U; i += 4U) {
    int pair[2] = { 0, 0 };
    memcpy(pair, (const char*)csound + i, sizeof(pair));
    if (pair[0] == count && pair[1] == PROBE_INTERVAL) {
      *at = i + sizeof(int);
      ++found;
    }
  }
  return found == 1;
}

static const INSDS*
note_of(MYFLT slot)
{
  return (const INSDS*)(intptr_t)slot;
}

static void
find_layout(CSOUND* csound, Probe* probe, CsnCsoundLayout* layout)
{
  /* The note that ends first is inserted last, so that the list of endings has
     another order than all other lists. */
  EVTBLK* const event = (EVTBLK*)calloc(1, sizeof(EVTBLK));
  if (!event) {
    return;
  }
  event->opcod = 'i';
  event->pcnt = 3;
  event->p[1] = 1;
  event->p[3] = 2000;
  event->pinstance = &probe->first;
  int st = csound->insert_score_event_at_sample(csound, event, 0);
  event->p[1] = 2;
  event->p[3] = 1000;
  event->pinstance = &probe->second;
  st |= csound->insert_score_event_at_sample(csound, event, 0);
  free(event);
  if (st || csound->PerformKsmps(csound) || probe->first == 0 ||
      probe->second == 0) {
    return;
  }

  const INSDS* const second = note_of(probe->second);
  const INSDS* anchor = second;
  const INSDS* midi[2] = { NULL, NULL };
  while (anchor->prvact) {
    anchor = anchor->prvact;
    if (anchor->m_chnbp && anchor->m_pitch == 60) {
      midi[0] = anchor;
    } else if (anchor->m_chnbp && anchor->m_pitch == 62) {
      midi[1] = anchor;
    }
  }
  const ptrdiff_t distance = (const char*)anchor - (const char*)csound;
  if (distance <= (ptrdiff_t)sizeof(CSOUND) || distance > 1000000 || !midi[0] ||
      !midi[1]) {
    return;
  }

  const size_t end = (size_t)distance;
  size_t channel5 = 0;
  layout->tables_known =
    csn_tables_find(csound, end + sizeof(INSDS) + 4096U, &layout->tables);
  layout->active_anchor = end;
  layout->known =
    find_pointer(csound, end, second, &layout->first_off) &&
    find_pointer(csound, end, midi[0]->m_chnbp, &layout->midi_channels) &&
    find_pointer(csound, end, midi[1]->m_chnbp, &channel5) &&
    channel5 == layout->midi_channels + 5U * sizeof(void*) &&
    second->nxtoff == note_of(probe->first) &&
    midi[0]->m_chnbp->kinsptr[60] == midi[0];

  size_t again = 0;
  layout->yield_known =
    layout->known &&
    find_interval(csound,
                  end + sizeof(INSDS),
                  PROBE_INTERVAL,
                  &layout->yield_interval) &&
    !csound->PerformKsmps(csound) &&
    find_interval(csound, end + sizeof(INSDS), PROBE_INTERVAL - 1, &again) &&
    again == layout->yield_interval;
}

static CsnStatus
make_pin(void)
{
  static Probe probe;

  CSOUND* const csound = csoundCreate(&probe);
  if (!csound) {
    return CSN_ERR_ERROR;
  }

  csoundSetMessageCallback(csound, silence);
  csoundSetHostImplementedAudioIO(csound, 1, 0);
  csoundSetHostImplementedMIDIIO(csound, 1);
  csoundSetExternalMidiInOpenCallback(csound, open_midi);
  csoundSetExternalMidiReadCallback(csound, read_midi);
  csoundSetOption(csound, "-n");
  csoundSetOption(csound, "-d");
  csoundSetOption(csound, "-m0");
  csoundSetOption(csound, "-M0");
  process.pin = csound;
  if (!csoundCompileCsdText(csound, probe_text) && !csoundStart(csound)) {
    find_layout(csound, &probe, &process.layout);
  }
  return CSN_OK;
}

static void
init_process(void)
{
  char locale[128] = "C";
  const char* const had = setlocale(LC_NUMERIC, NULL);
  if (had) {
    snprintf(locale, sizeof(locale), "%s", had);
  }

  if (csoundInitialize(CSOUNDINIT_NO_SIGNAL_HANDLER | CSOUNDINIT_NO_ATEXIT) <
      0) {
    process.status = CSN_ERR_ERROR;
    return;
  }
  csoundSetDefaultMessageCallback(silence);
  if (csn_opcodedir_prepare(process.few, sizeof(process.few), false)) {
    csoundSetOpcodedir(process.few);
  }
  process.status = make_pin();
  csn_csound_find_names();
  setlocale(LC_NUMERIC, locale); // Csound sets "C" and leaves it
}

CSOUND*
csn_csound_create(void* data, bool all)
{
  pthread_mutex_lock(&process.mutex);
  if (all && !process.prepared_all) {
    process.prepared_all = true;
    if (!csn_opcodedir_prepare(process.all, sizeof(process.all), true)) {
      process.all[0] = '\0';
    }
  }
  if (process.few[0] && process.all[0] && all != process.has_all) {
    csoundSetOpcodedir(all ? process.all : process.few);
    process.has_all = all;
  }
  CSOUND* const csound = csoundCreate(data);
  pthread_mutex_unlock(&process.mutex);
  if (csound && (!csn_buses_teach(csound) || !csn_syncs_teach(csound) ||
                 !csn_streams_teach(csound) || !csn_soundfonts_teach(csound))) {
    csoundDestroy(csound);
    return NULL;
  }
  if (csound) {
    csn_refuse_opcodes(csound, all);
    csn_mend_opcodes(csound);
  }
  return csound;
}

CsnStatus
csn_csound_init(void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, init_process);
  return process.status;
}

const CsnCsoundLayout*
csn_csound_layout(void)
{
  return &process.layout;
}
