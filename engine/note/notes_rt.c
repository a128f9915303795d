// Copyright 2026 The Csonance Authors
// SPDX-License-Identifier: ISC

#include "notes.h"

#include "base/letters.h"
#include "base/number.h"
#include "csound6/csound6.h"
#include "notes_table.h"
#include "worker/instance.h"

#include <math.h>
#include <string.h>

// Names and numbers

static CsnInstrumentName*
place_of(CsnNotes* notes, const char* name)
{
  return &notes->names[csn_hash(name, strlen(name)) & (CSN_N_NAMES - 1U)];
}

bool
csn_notes_is_known(const CsnInstance* instance, const char* name)
{
  const CsnInstrumentName* const entry = place_of(instance->notes, name);
  return entry->number > 0 && !strcmp(entry->name, name);
}

int
csn_notes_instrument(CsnInstance* instance, const char* name)
{
  const size_t length = strlen(name);
  CsnInstrumentName* const entry = place_of(instance->notes, name);
  if (entry->number > 0 && !strcmp(entry->name, name)) {
    return entry->number;
  }
  if (!length || length >= sizeof(entry->name)) {
    return 0;
  }

  double number = 0;
  if (csn_number_parse(name, name + length, &number) == name + length) {
    return number >= 1 && number <= INT16_MAX ? (int)number : 0;
  }
  CsnInstrumentName found = { "", 0 };
  memcpy(found.name, name, length + 1U);
  instance->rt.looking = true; // Csound warns of names that it does not know
  found.number =
    (int)instance->csound->strarg2insno(instance->csound, found.name, 1);
  instance->rt.looking = false;
  if (found.number <= 0 || found.number > INT16_MAX) {
    return 0; // Csound says INT32_MAX for a name that it does not know
  }
  *entry = found;
  return found.number;
}

double
csn_notes_unique(CsnInstance* instance, int number)
{
  CsnNotes* const notes = instance->notes;
  uint16_t* const count = &notes->counts[number & 0x7FFF];
  double p1 = 0;
  unsigned n_tries = 0;
  do {
    *count = (uint16_t)(*count % 9998U + 1U);
    // In one division: the same as what its digits are read as
    p1 = (number * 10000.0 + (*count + 1U)) / 10000.0;
  } while (csn_notes_find(notes, p1) && ++n_tries < CSN_N_NOTES);
  return p1;
}

// Ends on their frame

static void
push_end(CsnNotes* notes, CsnNoteEnd end)
{
  if (notes->n_ends == CSN_N_NOTES) {
    return; // This one ends on a k-cycle
  }
  uint32_t i = notes->n_ends++;
  for (; i && notes->ends[(i - 1U) / 2U].cycle > end.cycle; i = (i - 1U) / 2U) {
    notes->ends[i] = notes->ends[(i - 1U) / 2U];
  }
  notes->ends[i] = end;
}

static CsnNoteEnd
pop_end(CsnNotes* notes)
{
  const CsnNoteEnd first = notes->ends[0];
  const CsnNoteEnd last = notes->ends[--notes->n_ends];
  uint32_t i = 0;
  for (;;) {
    uint32_t child = 2U * i + 1U;
    if (child + 1U < notes->n_ends &&
        notes->ends[child + 1U].cycle < notes->ends[child].cycle) {
      ++child;
    }
    if (child >= notes->n_ends || notes->ends[child].cycle >= last.cycle) {
      break;
    }
    notes->ends[i] = notes->ends[child];
    i = child;
  }
  notes->ends[i] = last;
  return first;
}

/* Csound has rounded the end of this new note to a k-cycle; puts it where the
   last frame's k-cycle ends, and sees that the rest of that one is silent. */
static void
end_exactly(CsnInstance* instance, INSDS* ip, uint32_t offset, uint32_t note)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  CsnNotes* const notes = instance->notes;
  const int64_t ksmps = instance->ksmps;
  const double dur = ip->p3.value * instance->rate;
  if (!layout->known || !(ip->offtim > 0) || ip->xtratim || ip->relesing ||
      !(dur < 1e15) || ip->ksmps != instance->ksmps) {
    return;
  }

  const int64_t n_frames = llrint(dur) > 1 ? llrint(dur) : 1;
  const int64_t end = instance->rt.n_cycles * ksmps + offset + n_frames;
  const int64_t end_cycle = (end + ksmps - 1) / ksmps;
  INSDS** const first =
    (INSDS**)(void*)((char*)instance->csound + layout->first_off);
  INSDS** link = first;
  while (*link && *link != ip) {
    link = &(*link)->nxtoff;
  }
  if (!*link) {
    return;
  }

  *link = ip->nxtoff;
  ip->offtim = (double)(end_cycle * ksmps) / instance->rate;
  link = first;
  while (*link && !((*link)->offtim > ip->offtim)) {
    link = &(*link)->nxtoff;
  }
  ip->nxtoff = *link;
  *link = ip;

  if (note != CSN_NO_NOTE && end % ksmps) {
    const CsnNoteEnd entry = { end_cycle - 1,
                               note,
                               notes->notes[note].serial,
                               (uint32_t)(end_cycle * ksmps - end) };
    push_end(notes, entry);
  }
}

static void
silence_ends(CsnInstance* instance)
{
  CsnNotes* const notes = instance->notes;
  while (notes->n_ends && notes->ends[0].cycle <= instance->rt.n_cycles) {
    const CsnNoteEnd end = pop_end(notes);
    const CsnNoteEntry* const note = &notes->notes[end.note];
    if (note->serial == end.serial && end.cycle == instance->rt.n_cycles &&
        csn_notes_is_alive(note) && !note->ip->relesing && !note->ip->xtratim &&
        note->ip->offtim > 0) {
      note->ip->ksmps_no_end = end.n_silent;
    }
  }
}

// Starts

/* Csound's own code of the text number n: a NaN with n in its lower bits. */
#define TEXT_CODE 0x7FF8000000000000ULL

double
csn_notes_text(uint32_t index)
{
  const uint64_t bits = TEXT_CODE | index;
  double code = 0;
  memcpy(&code, &bits, sizeof(code));
  return code;
}

const char*
csn_notes_text_of(const CsnNoteOn* note, double arg)
{
  uint64_t bits = 0;
  memcpy(&bits, &arg, sizeof(bits));
  const uint64_t index = bits & 0xFFFFU;
  if ((bits & ~0xFFFFULL) != TEXT_CODE || index >= note->n_texts) {
    return NULL;
  }
  const char* text = note->texts;
  for (uint64_t i = 0; i < index; ++i) {
    text += strlen(text) + 1U;
  }
  return text;
}

/* Csound rounds the start to a k-cycle, and drops a note whose rounded length
   is nothing: a time in the first half of this k-cycle, late enough that the
   end rounds into the next one, avoids both. */
static double
start_within(const CsnInstance* instance,
             const CsnNoteOn* note,
             uint32_t offset)
{
  const double half = 0.5 * instance->ksmps;
  const double frames = note->dur * instance->rate;
  double within = offset < half ? offset : half - 0.5;
  if (note->dur > 0 && within + frames < half) {
    within = half - frames * 0.5;
  }
  return within > 0 ? within : 0;
}

static double
start_seconds(const CsnInstance* instance,
              const CsnNoteOn* note,
              uint32_t offset)
{
  const double now = (double)instance->rt.n_cycles * instance->ksmps;
  if (!note->rounded) {
    return (now + start_within(instance, note, offset)) / instance->rate;
  }
  const double cycle = note->start * (instance->rate / instance->ksmps);
  return fabs(cycle) < 1e15 && llrint(cycle) == instance->rt.n_cycles
           ? note->start
           : now / instance->rate;
}

/* What is no finite number can be taken for a text, so there must be one. */
static void
fill_event(EVTBLK* event, const CsnNoteOn* note)
{
  static char none[8] = ""; // Csound reads a byte beyond the last text
  char* const texts = (char*)(uintptr_t)note->texts; // Csound only reads it
  bool finite = true;
  event->pcnt = (int16)(note->n_args + 3U);
  for (uint32_t i = 0; i < note->n_args; ++i) {
    event->p[4U + i] = note->args[i];
    finite = finite && __builtin_isfinite(note->args[i]);
  }
  event->strarg = note->n_texts ? texts : finite ? NULL : none;
  event->scnt = note->n_texts ? (int)note->n_texts : !finite;
}

CsnStatus
csn_notes_start(CsnInstance* instance, const CsnNoteOn* note, uint32_t offset)
{
  CsnNotes* const notes = instance->notes;
  CSOUND* const csound = instance->csound;
  EVTBLK* const event = &notes->event;
  if (note->n_args + 4U > PMAX) {
    return CSN_ERR_BAD_ARG;
  }

  event->opcod = 'i';
  event->p[1] = note->p1;
  event->p[2] = start_seconds(instance, note, offset);
  event->p[3] = note->dur;
  fill_event(event, note);

  CsnNoteStart* const start =
    notes->n_starts < CSN_N_STARTS ? &notes->starts[notes->n_starts] : NULL;
  event->pinstance = NULL;
  if (start) {
    start->ip = 0;
    start->p1 = note->p1;
    start->exact = !note->rounded;
    start->stop = false;
    start->offset = offset;
    event->pinstance = &start->ip;
  }
  if (csound->insert_score_event_at_sample(csound, event, 0)) {
    return CSN_ERR_NOT_FOUND;
  }
  notes->n_starts += start ? 1U : 0U;
  return CSN_OK;
}

void
csn_notes_midi(CsnInstance* instance,
               uint8_t channel,
               uint8_t key,
               uint32_t offset)
{
  CsnNotes* const notes = instance->notes;
  if (offset && notes->n_midi_starts < CSN_N_STARTS) {
    const CsnMidiStart start = { offset, channel, key };
    notes->midi_starts[notes->n_midi_starts++] = start;
  }
}

CSN_AUDIO static void
start_exactly(CsnInstance* instance, const CsnNoteStart* start)
{
  INSDS* const ip = (INSDS*)(intptr_t)start->ip;
  if (!ip || !ip->actflg || ip->pds) {
    return; // Refused by the program, over already, or tied to a running note
  }

  // Csound has another p1 where an instrument with a name is given a text
  ip->p1.value = start->p1;
  const uint32_t note = csn_notes_remember(instance->notes, start->p1, ip);
  if (start->exact) {
    if (ip->ksmps == instance->ksmps) {
      ip->ksmps_offset = start->offset;
    }
    ip->p2.value =
      ((double)instance->rt.n_cycles * instance->ksmps + start->offset) /
      instance->rate;
    end_exactly(instance, ip, start->offset, note);
  }
  if (start->stop) {
    (void)csoundKillInstance(instance->csound, ip->p1.value, NULL, 4, 1);
  }
}

/* The newest note of a key is the last of those that overlap. */
static void
start_midi_exactly(CsnInstance* instance, const CsnMidiStart* start)
{
  const CsnCsoundLayout* const layout = csn_csound_layout();
  if (!layout->known) {
    return;
  }

  MCHNBLK** const channels =
    (MCHNBLK**)(void*)((char*)instance->csound + layout->midi_channels);
  const MCHNBLK* const channel = channels[start->channel];
  INSDS* ip = channel ? channel->kinsptr[start->key] : NULL;
  while (ip && ip->nxtolap) {
    ip = ip->nxtolap;
  }
  if (ip && !ip->pds && ip->actflg && ip->ksmps == instance->ksmps) {
    ip->ksmps_offset = start->offset;
  }
}

void
csn_notes_yield(CsnInstance* instance)
{
  CsnNotes* const notes = instance->notes;
  const bool merging =
    atomic_load_explicit(&notes->n_merging, memory_order_acquire) > 0;
  if (atomic_exchange_explicit(&notes->invalid, false, memory_order_acquire) ||
      merging) {
    csn_notes_revalidate(instance);
  }
  for (uint32_t i = 0; i < notes->n_starts; ++i) {
    start_exactly(instance, &notes->starts[i]);
  }
  for (uint32_t i = 0; i < notes->n_midi_starts; ++i) {
    start_midi_exactly(instance, &notes->midi_starts[i]);
  }
  notes->n_starts = 0;
  notes->n_midi_starts = 0;
  silence_ends(instance);
}

// Running notes

/* Marks what Csound has been told to start in this k-cycle, but has not. */
static bool
stop_starting(CsnNotes* notes, double p1, bool one)
{
  bool any = false;
  for (uint32_t i = 0; i < notes->n_starts; ++i) {
    CsnNoteStart* const start = &notes->starts[i];
    const bool same =
      one ? !(start->p1 < p1) && !(start->p1 > p1) : (int)start->p1 == (int)p1;
    start->stop = start->stop || same;
    any = any || same;
  }
  return any;
}

CsnStatus
csn_notes_stop(CsnInstance* instance, double p1, bool release)
{
  const bool one = p1 > floor(p1);
  const bool starting = stop_starting(instance->notes, p1, one);
  const int failed = csoundKillInstance(
    instance->csound, p1, NULL, one ? 4 : 0, release ? 1 : 0);
  return failed && !starting ? CSN_ERR_NOT_FOUND : CSN_OK;
}

void
csn_notes_stop_known(CsnInstance* instance)
{
  CsnNotes* const notes = instance->notes;
  for (uint32_t i = 0; i < CSN_N_BUCKETS; ++i) {
    uint32_t n = notes->buckets[i];
    for (; n != CSN_NO_NOTE; n = notes->notes[n].next) {
      if (csn_notes_is_alive(&notes->notes[n])) {
        (void)
          csoundKillInstance(instance->csound, notes->notes[n].p1, NULL, 4, 1);
      }
    }
  }
}

void
csn_notes_stop_all(CsnInstance* instance)
{
  for (uint32_t i = 0; i < instance->notes->n_starts; ++i) {
    instance->notes->starts[i].stop = true;
  }
  for (INSDS* ip = csn_notes_first_active(instance); ip;
       ip = csn_notes_first_active(instance)) {
    if (csoundKillInstance(instance->csound, ip->insno, NULL, 0, 0)) {
      return;
    }
  }
}

double*
csn_notes_field_of(INSDS* ip, uint32_t index)
{
  if (!ip || index < 1U || !ip->instr || (int)index > ip->instr->pmax) {
    return NULL;
  }
  CS_VAR_MEM* const pfields = &ip->p0;
  return &pfields[index].value;
}

double*
csn_notes_pfield(CsnInstance* instance, double p1, uint32_t index)
{
  if (p1 > floor(p1)) {
    INSDS* const ip = csn_notes_find(instance->notes, p1);
    if (ip) {
      return csn_notes_field_of(ip, index);
    }
  }
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    if (p1 > floor(p1) ? !(ip->p1.value < p1) && !(ip->p1.value > p1)
                       : !(ip->insno < p1) && !(ip->insno > p1)) {
      return csn_notes_field_of(ip, index);
    }
  }
  return NULL;
}

bool
csn_notes_lacks(CsnInstance* instance, double p1, uint32_t index)
{
  INSDS* const ip = csn_notes_find(instance->notes, p1);
  return ip && !csn_notes_field_of(ip, index);
}

uint32_t
csn_notes_set_all(CsnInstance* instance,
                  int number,
                  uint32_t index,
                  double value)
{
  uint32_t n = 0;
  for (INSDS* ip = csn_notes_first_active(instance); ip; ip = ip->nxtact) {
    double* const field =
      ip->insno == number ? csn_notes_field_of(ip, index) : NULL;
    if (field) {
      *field = value;
      ++n;
    }
  }
  return n;
}
